// A phone of a test's own: a browser whose profile lies in a folder, that is closed as people close it or dies as batteries
// do, and is started again; what lies in it; and what its service worker says of what it keeps.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { brotliCompressSync } from "node:zlib";
import { open, withProfile } from "./people.mjs";
import { PHONE, ready, sound } from "./support.mjs";
import { DIST } from "./own_server.mjs";

const PATIENCE_MS = 30_000;
const LOOK_EVERY_MS = 100;

/** Takes a new phone, switched on. `options` are those of its browser. */
export async function takePhone(options = {}) {
  const folder = mkdtempSync(join(tmpdir(), "stile-phone-"));
  let context = await withProfile(folder, options);
  const phone = {
    folder,
    /** Opens an address in a tab of its own. */
    open: (address) => open(context, address),
    tabs: () => context.pages(),
    /** Everything that the browser is asked from here on happens without a signal, or with one again. */
    signal: (isThere) => context.setOffline(!isThere),
    /** Closed in peace: what the browser still had in mind is written down. */
    off: () => context.close(),
    /** As when the battery is empty: nothing is written down any more. */
    async die() {
      const gone = new Promise((done) => context.once("close", done));
      // The browser's own lock names its process, which is ours.
      process.kill(Number(readlinkSync(join(folder, "SingletonLock")).split("-").at(-1)), "SIGKILL");
      await gone;
    },
    /** Switched on again, with the same profile. */
    async on({ signal = true } = {}) {
      context = await withProfile(folder, options);
      await context.setOffline(!signal);
    },
    /** A session of the browser's debugger, at a page or at none of ours. */
    debug: (page = context.pages()[0]) => context.newCDPSession(page),
    /** Opens the app that is first for a phone that has never been here, until its worker is in charge. */
    async settle(base) {
      const page = await open(context, base);
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
      await page.reload();
      await ready(page);
      return page;
    },
    async end() {
      await context.close().catch(() => {});
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return phone;
}

/** Waits until something is so. */
export async function until(isSo, what, patience = PATIENCE_MS) {
  const began = Date.now();
  while (!(await isSo())) {
    assert.ok(Date.now() - began < patience, `in vain: ${what}`);
    await sleep(LOOK_EVERY_MS);
  }
}

/**
 * Waits until something is so in a page that has to ask for it. `waitForFunction` takes a promise for a yes; and the page
 * may be loaded anew meanwhile.
 */
export const untilThere = (page, isSo, given, what, patience) =>
  until(() => page.evaluate(isSo, given).catch(() => false), what, patience);

/** Says something to the worker in charge, as the app does, and waits for its answer. */
export const tell = (page, message) =>
  page.evaluate(async ([message, patience]) => {
    const { active } = await navigator.serviceWorker.ready;
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise((done, fail) => {
      port1.onmessage = ({ data }) => done(data);
      setTimeout(() => fail(new Error(`the worker does not answer to ${message.type}`)), patience);
    });
    active.postMessage(message, [port2]);
    return answer;
  }, [message, PATIENCE_MS]);

/** What the worker says it keeps. */
export const pocket = (page) => tell(page, { type: "pocket" });

/** Waits until everything that an app needs is on the phone: by its name in the files, and its page. */
export function untilAppKept(page, name) {
  const isKept = async (name) => {
    const all = await Promise.all((await caches.keys()).map(async (key) => (await caches.open(key)).keys()));
    const paths = all.flat().map((request) => new URL(request.url).pathname);
    const has = (pattern) => paths.some((path) => pattern.test(path));
    const isWhole = ["js", "wasm"].every((end) => has(new RegExp(`^/stile-${name}-.*\\.${end}$`)));
    return isWhole && has(name === "app" ? /^\/$/ : new RegExp(`^/${name}\\.html$`));
  };
  return untilThere(page, isKept, name, `the app ${name} is kept`);
}

/** Waits until a version is the only one that this phone has, and its page stands. */
export async function untilVersion(page, version) {
  const isAlone = async (name) => {
    const versions = (await caches.keys()).filter((one) => /^stile-[0-9a-f]+$/.test(one));
    return versions.length === 1 && versions[0] === name;
  };
  await untilThere(page, isAlone, `stile-${version}`, "the newer version is alone");
  await ready(page);
}

/** How many things each store of the pocket holds; nothing where there is no pocket. */
export const stored = (page) =>
  page.evaluate(async () => {
    const known = (await indexedDB.databases()).find(({ name }) => name === "stile-pocket");
    if (!known) return {};
    const ask = (request) =>
      new Promise((done, fail) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
    const db = await ask(indexedDB.open("stile-pocket"));
    const counts = {};
    for (const name of db.objectStoreNames) counts[name] = await ask(db.transaction(name).objectStore(name).count());
    db.close();
    return counts;
  });

/** The stores of the browser in which a page finds a word, also in bytes. */
export const storesWith = (page, word) =>
  page.evaluate(async (word) => {
    const found = new Set();
    const latin = new TextDecoder("latin1");
    const look = (where, value) => {
      if (typeof value === "string" && value.includes(word)) found.add(where);
      else if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) look(where, latin.decode(value));
      else if (value && typeof value === "object" && !(value instanceof CryptoKey)) {
        for (const [name, inside] of Object.entries(value)) {
          look(where, name);
          look(where, inside);
        }
      }
    };
    look("localStorage", { ...localStorage });
    look("sessionStorage", { ...sessionStorage });
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        look(`cache ${name}`, request.url);
        look(`cache ${name}`, await (await cache.match(request)).arrayBuffer());
        if (new URL(request.url).pathname.startsWith("/api/")) found.add(`cache ${name}: ${request.url}`);
      }
    }
    const ask = (request) =>
      new Promise((done, fail) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
    for (const { name } of await indexedDB.databases()) {
      const db = await ask(indexedDB.open(name));
      for (const store of db.objectStoreNames) {
        const all = db.transaction(store).objectStore(store);
        look(`${name}/${store}`, await ask(all.getAll()));
        look(`${name}/${store}`, await ask(db.transaction(store).objectStore(store).getAllKeys()));
      }
      db.close();
    }
    return [...found];
  }, word);

/** The files of a folder that hold a word in plain: as UTF-8, two bytes a letter as browsers keep texts, or in base64. */
export function filesWith(folder, word) {
  const forms = [Buffer.from(word), Buffer.from(word, "utf16le"), ...inBase64(word)];
  return filesIn(folder).filter((file) => {
    try {
      const bytes = readFileSync(file);
      return forms.some((form) => bytes.includes(form));
    } catch {
      // It went while we looked.
      return false;
    }
  });
}

/** What base64 makes of a word wherever it stands in a text, without the letters that hang on its neighbours. */
function inBase64(word) {
  return [0, 1, 2].map((before) => {
    const text = Buffer.from(" ".repeat(before) + word).toString("base64");
    const whole = Math.floor(((before + word.length) * 8) / 6);
    return text.slice(Math.ceil((before * 8) / 6), whole);
  });
}

function filesIn(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const at = statSync(path, { throwIfNoEntry: false });
    if (!at) return [];
    return at.isDirectory() ? filesIn(path) : [path];
  });
}

/** Another build of the same app, as of a next release: one page of it and the worker differ. In a folder of its own. */
export function anotherBuild() {
  const app = mkdtempSync(join(tmpdir(), "stile-build-"));
  cpSync(DIST, app, { recursive: true });
  const version = readFileSync(join(app, "sw.js"), "utf8").match(/\bVERSION\s*=\s*"([0-9a-f]{8,})"/)[1];
  const next = `${version.slice(0, -4)}beef`;
  change(app, "sw.js", (text) => text.replaceAll(version, next));
  change(app, "help-now.html", (text) => `${text}<!-- another build -->`);
  return { app, version: next, end: () => rmSync(app, { recursive: true, force: true }) };
}

function change(app, name, by) {
  const path = join(app, name);
  const text = by(readFileSync(path, "utf8"));
  writeFileSync(path, text);
  if (statSync(`${path}.br`, { throwIfNoEntry: false })) writeFileSync(`${path}.br`, brotliCompressSync(text));
}

/** The page as it is, and on the narrowest phone in dark colours. */
export async function soundNarrow(page, what) {
  const still = () =>
    page.evaluate(() => {
      const ending = document.getAnimations().filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime));
      return Promise.allSettled(ending.map((one) => one.finished)).then(() => undefined);
    });
  await still();
  await sound(page, what);
  await page.setViewportSize({ width: 320, height: 640 });
  await page.emulateMedia({ colorScheme: "dark" });
  await still();
  await sound(page, `${what}, at 320 pixels, dark`);
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(PHONE);
  await still();
}
