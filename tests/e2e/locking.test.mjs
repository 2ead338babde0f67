// A lock for a phone of one's own: a PIN or a passkey without which nothing that the phone keeps can be read, also by whoever
// has its files; what waits to be sent outlives it; five wrong tries leave nothing.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { fill, leave, ready, words } from "./support.mjs";
import { ask, launch, refer, signIn, takeMessages, withAuthenticator } from "./people.mjs";
import { filesWith, pocket, soundNarrow, stored, storesWith, takePhone, tell, until, untilAppKept } from "./own_phone.mjs";
import { openLine } from "./line.mjs";
import { startServer } from "./own_server.mjs";

const { me, messages: m, phone_lock: l, sign_in: w, unlock: u } = words;
const PIN = "482911";
const OTHER_PIN = "7391552084";
const WRONG = "482912";
/** Working out a key takes long on purpose, and this machine may have much to do. */
const KEY_WAIT = { timeout: 30_000 };

let browser;
let line;
let server;

before(async () => {
  line = await openLine();
  server = await startServer([], { reachedAt: line.base });
  line.to(server);
  browser = await launch();
  for (const page of await takeMessages(browser, server)) await leave(page);
});
after(async () => {
  await browser?.close();
  await server?.end();
  await line?.end();
});

const button = (inside, name) => inside.getByRole("button", { name, exact: true });
const field = (page, label) => page.getByLabel(label, { exact: true });
/** A message that stands in the thread, and one that is on its way. */
const said = (page, text) => page.getByRole("log").getByRole("listitem").filter({ hasText: text });
const waiting = (page, text) => page.locator(".bubble-waiting").filter({ hasText: text });
/** How many messages the server has of somebody. */
const arrived = (person) => server.count(`SELECT count(*) FROM message WHERE person = '${person}'`);

/** Opens an address that is not locked, and waits until nothing on it is being fetched any more. */
async function go(page, path) {
  await page.goto(line.base + path);
  await ready(page);
  await page.waitForFunction(() => !document.querySelector("main .loading"));
}

async function write(page, text) {
  await field(page, m.label).fill(text);
  await button(page, m.send).click();
}

/** Comes in by a code, and says that the phone is theirs; with a passkey where they want one. */
async function comeIn(page, email, hasPasskey) {
  await go(page, "/sign-in");
  await signIn(page, server, email, w.life.mine);
  await button(page, w.passkey.not_now).waitFor();
  if (hasPasskey) await withAuthenticator(page, { hasPrf: true });
  await button(page, hasPasskey ? w.passkey.add : w.passkey.not_now).click();
  await page.getByRole("heading", { name: me.next }).waitFor();
}

/** Somebody at a phone of their own that has the messages and the page of what it keeps, and one message in the thread. */
async function takeOwnPhone(email, text, { hasPasskey = false } = {}) {
  await refer(server, { email, name: "Amina Example" });
  const phone = await takePhone();
  const page = await phone.settle(line.base);
  await comeIn(page, email, hasPasskey);
  const person = JSON.parse((await ask(page, "/api/me")).text).somebody.person.id;
  await go(page, "/me/phone");
  await page.getByText(l.none, { exact: true }).waitFor();
  await untilAppKept(page, "inbox");
  await go(page, "/me/messages");
  await untilAppKept(page, "messages");
  await write(page, text);
  await said(page, text).getByText(m.received, { exact: true }).waitFor();
  return { phone, page, person };
}

/** Sets a PIN where there is no lock yet. */
async function setPin(page, pin) {
  await button(page, l.set_pin).click();
  await field(page, l.new).fill(pin);
  await field(page, l.again).fill(pin);
  await button(page, l.save_pin).click();
  await page.getByText(l.set, { exact: true }).waitFor(KEY_WAIT);
}

/** Waits until the page is the one that opens the lock. */
const untilLocked = (page) => page.getByRole("heading", { level: 1, name: u.title, exact: true }).waitFor();

/** Goes where it is locked. */
async function goLocked(page, path) {
  await page.goto(line.base + path);
  await untilLocked(page);
}

async function tryPin(page, pin) {
  await field(page, u.pin).fill(pin);
  await button(page, u.open).click();
}

/** Tries a PIN that is none, and waits until it is told how often they can try still. */
async function tryWrong(page, left) {
  await tryPin(page, WRONG);
  await page.getByRole("alert").filter({ hasText: left }).waitFor(KEY_WAIT);
}

/** Reads the thread that the phone keeps, without a line. */
async function readsWithout(page, text) {
  await go(page, "/me/messages");
  await said(page, text).waitFor();
}

/**
 * What is sealed in the pocket, how much of it some key opens that lies there too, and how many of those keys can be taken
 * out of the browser.
 */
const openedByKeys = (page) =>
  page.evaluate(async () => {
    const ask = (request) =>
      new Promise((done, fail) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
    const db = await ask(indexedDB.open("stile-pocket"));
    const keys = [];
    const look = (value) => {
      if (value instanceof CryptoKey) keys.push(value);
      else if (value && typeof value === "object" && !ArrayBuffer.isView(value)) Object.values(value).forEach(look);
    };
    look(await ask(db.transaction("keys").objectStore("keys").getAll()));
    const found = { sealed: 0, opened: 0, extractable: keys.filter((key) => key.extractable).length };
    for (const name of ["answers", "outbox"]) {
      const store = db.transaction(name).objectStore(name);
      const [places, records] = await Promise.all([ask(store.getAllKeys()), ask(store.getAll())]);
      for (const [index, { iv, data }] of records.entries()) {
        const how = { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(`${name}:${places[index]}`) };
        const opens = (key) => crypto.subtle.decrypt(how, key, data).then(() => true, () => false);
        found.sealed += 1;
        if ((await Promise.all(keys.map(opens))).includes(true)) found.opened += 1;
      }
    }
    db.close();
    return found;
  });

/** The browser ends the worker, as it does with one that has nothing to do. */
async function endWorker(phone, page) {
  const debug = await phone.debug(page);
  await debug.send("ServiceWorker.enable");
  await debug.send("ServiceWorker.stopAllWorkers");
  await debug.detach();
}

test("a PIN locks what the phone keeps, nothing that waits is lost by it, and it can be changed and removed", async () => {
  const [first, second, third] = ["nachtpfauenauge is received.", "nachtpfauenauge waits.", "nachtpfauenauge waits too."];
  const { phone, page, person } = await takeOwnPhone("locks@example.org", first);
  try {
    const before = await openedByKeys(page);
    assert.ok(before.sealed > 0 && before.opened === before.sealed, "without a lock the key lies beside what it opens");

    // Without a line: something waits, and is sealed anew as the lock is set.
    await line.cut();
    await write(page, second);
    await waiting(page, second).getByText(m.kept_safe, { exact: true }).waitFor();
    await go(page, "/me/phone");
    await button(page, l.set_pin).click();
    await field(page, l.new).and(page.locator(":focus")).waitFor();
    await soundNarrow(page, "setting a PIN");
    for (const [pin, again, problem] of [["1234", "1234", l.form], ["123456", "123456", l.easy], [PIN, WRONG, l.differs]]) {
      await field(page, l.new).fill(pin);
      await field(page, l.again).fill(again);
      await button(page, l.save_pin).click();
      await page.getByText(problem, { exact: true }).waitFor();
      assert.equal(await field(page, l.new).inputValue(), pin, "what was typed stays");
    }
    await soundNarrow(page, "two PINs that differ");
    await field(page, l.again).fill(PIN);
    await button(page, l.save_pin).click();
    await page.getByText(l.set, { exact: true }).waitFor(KEY_WAIT);
    await page.getByText(l.has_pin, { exact: true }).waitFor();
    await soundNarrow(page, "a phone with a lock");
    assert.equal((await pocket(page)).waiting, 1, "what waited waits still");
    const sealed = await openedByKeys(page);
    assert.ok(sealed.sealed > 0, "something is sealed");
    assert.deepEqual([sealed.opened, sealed.extractable], [0, 0], "no key that opens anything lies there");

    // It is open here, so what waited goes as there is a line, also with a worker that begins anew.
    await line.mend();
    await endWorker(phone, page);
    await go(page, "/me/messages");
    await said(page, second).getByText(m.received, { exact: true }).waitFor(KEY_WAIT);
    assert.equal(arrived(person), 2);
    await line.cut();
    await readsWithout(page, first);
    await write(page, third);
    await waiting(page, third).getByText(m.kept_safe, { exact: true }).waitFor();

    // Closed: all of the memory is gone.
    await phone.off();
    assert.deepEqual(filesWith(phone.folder, "nachtpfauenauge"), [], "in no file in plain");
    await phone.on();
    const tab = await phone.open(line.base);
    assert.equal((await ask(tab, "/api/me")).text, '"nobody"', "nobody is told of");
    assert.deepEqual(await storesWith(tab, "nachtpfauenauge"), [], "in no store in plain");
    const closed = await openedByKeys(tab);
    assert.ok(closed.sealed > 0, "something is sealed");
    assert.deepEqual([closed.opened, closed.extractable], [0, 0], "no key that opens anything lies there");
    await goLocked(tab, "/me/messages");
    await field(tab, u.pin).waitFor();
    assert.equal(await tab.getByText("nachtpfauenauge").count(), 0);
    await soundNarrow(tab, "locked");
    await tryWrong(tab, u.left_4);
    await soundNarrow(tab, "a wrong PIN");
    // With a line what waits waits still: nobody can read it, to send it neither.
    await line.mend();
    await goLocked(tab, "/me/plan");
    await go(tab, "/");
    assert.equal(arrived(person), 2);
    await line.cut();
    await goLocked(tab, "/me/messages");
    await tryPin(tab, PIN);
    await said(tab, first).waitFor(KEY_WAIT);
    assert.equal(new URL(tab.url()).pathname, "/me/messages", "they are where they wanted to be");
    await waiting(tab, third).waitFor();
    await endWorker(phone, tab);
    await readsWithout(tab, second);
    await line.mend();
    await go(tab, "/me/messages");
    await said(tab, third).getByText(m.received, { exact: true }).waitFor(KEY_WAIT);
    assert.equal(arrived(person), 3, "each of them once");

    // Locked by hand, in every tab.
    const other = await phone.open(`${line.base}/me/messages`);
    await said(other, first).waitFor();
    await go(tab, "/me/phone");
    await button(tab, l.shut).click();
    await untilLocked(tab);
    await untilLocked(other);
    await tryPin(tab, PIN);
    await tab.getByText(l.has_pin, { exact: true }).waitFor(KEY_WAIT);
    await other.close();

    // Another PIN: the present one is asked for, and a wrong one counts.
    await button(tab, l.change_pin).click();
    await field(tab, l.old).fill(WRONG);
    await field(tab, l.new).fill(OTHER_PIN);
    await field(tab, l.again).fill(OTHER_PIN);
    await button(tab, l.save_pin).click();
    await tab.getByText(fill(l.wrong.other, { count: "4" }), { exact: true }).waitFor(KEY_WAIT);
    await soundNarrow(tab, "a wrong PIN where another is set");
    await field(tab, l.old).fill(PIN);
    await button(tab, l.save_pin).click();
    await tab.getByText(l.set, { exact: true }).waitFor(KEY_WAIT);
    await button(tab, l.shut).click();
    await untilLocked(tab);
    await tryPin(tab, PIN);
    await tab.getByRole("alert").filter({ hasText: u.left_4 }).waitFor(KEY_WAIT);
    await tryPin(tab, OTHER_PIN);
    await tab.getByText(l.has_pin, { exact: true }).waitFor(KEY_WAIT);

    await button(tab, l.remove).click();
    await field(tab, l.old).fill(OTHER_PIN);
    await soundNarrow(tab, "removing the lock");
    await button(tab, l.remove).click();
    await tab.getByText(l.removed, { exact: true }).waitFor(KEY_WAIT);
    await tab.getByText(l.none, { exact: true }).waitFor();
    await readsWithout(tab, third);
    await line.cut();
    await phone.off();
    await phone.on();
    const anew = await phone.open(`${line.base}/me/messages`);
    await said(anew, third).waitFor();
    await leave(anew);
  } finally {
    await line.mend();
    await phone.end();
  }
});

test("five wrong tries leave nothing of theirs on the phone, and end the sign-in as soon as there is a line", async () => {
  const { phone, page, person } = await takeOwnPhone("wrong@example.org", "What has arrived is safe.");
  try {
    await go(page, "/me/phone");
    await setPin(page, PIN);
    await go(page, "/me/messages");
    await said(page, "What has arrived is safe.").waitFor();
    const cookies = (await page.context().cookies(line.base)).map(({ name, value }) => `${name}=${value}`).join("; ");
    const whoIsIt = async () => (await fetch(`${line.base}/api/me`, { headers: { cookie: cookies } })).text();
    assert.notEqual(await whoIsIt(), '"nobody"', "the server knows them by this");
    await line.cut();
    await write(page, "What waits goes too.");
    await waiting(page, "What waits goes too.").getByText(m.kept_safe, { exact: true }).waitFor();
    await phone.off();
    await phone.on();
    let tab = await phone.open(line.base);
    await goLocked(tab, "/me/messages");
    for (const left of [u.left_4, u.left_3]) await tryWrong(tab, left);
    // Switching the phone off gives no try back.
    await phone.die();
    await phone.on();
    tab = await phone.open(line.base);
    await goLocked(tab, "/me/messages");
    for (const left of [u.left_2, u.left_1]) await tryWrong(tab, left);
    await tryPin(tab, WRONG);
    await tab.getByText(u.gone, { exact: true }).waitFor(KEY_WAIT);
    await soundNarrow(tab, "what the phone kept is deleted");
    await until(async () => {
      const { keys, answers, outbox } = await stored(tab);
      return (keys ?? 0) + (answers ?? 0) + (outbox ?? 0) === 0;
    }, "no key, no answers, nothing to send");
    const { own, waiting: unsent, answers } = await pocket(tab);
    assert.deepEqual({ own, unsent, answers }, { own: false, unsent: 0, answers: 0 });
    assert.equal((await tell(tab, { type: "lock" })).pin, false, "the lock is gone with it");

    // The cookie is there still. Before anything of theirs is asked for, the server hears that they are out.
    await line.mend();
    await go(tab, "/");
    assert.equal((await ask(tab, "/api/me")).text, '"nobody"');
    await until(async () => (await whoIsIt()) === '"nobody"', "the sign-in has ended");
    await go(tab, "/me/messages");
    await field(tab, w.to).waitFor();
    assert.equal(arrived(person), 1, "what had arrived is safe");
    await leave(tab);
  } finally {
    await line.mend();
    await phone.end();
  }
});

test("five wrong tries where the lock is removed do the same, and it is said", async () => {
  const { phone, page } = await takeOwnPhone("removes@example.org", "Not by guessing.");
  try {
    await go(page, "/me/phone");
    await setPin(page, PIN);
    await button(page, l.remove).click();
    await field(page, l.old).fill(WRONG);
    for (const left of [4, 3, 2, 1]) {
      await button(page, l.remove).click();
      const said = fill(left === 1 ? l.wrong.one : l.wrong.other, { count: `${left}` });
      await page.getByText(said, { exact: true }).waitFor(KEY_WAIT);
    }
    await button(page, l.remove).click();
    await page.getByText(l.gone, { exact: true }).waitFor(KEY_WAIT);
    await ready(page);
    await soundNarrow(page, "the lock is gone, and everything behind it");
    const { keys, answers, outbox } = await stored(page);
    assert.deepEqual([keys ?? 0, answers ?? 0, outbox ?? 0], [0, 0, 0], "no key, no answers, nothing to send");
    await go(page, "/me/messages");
    await field(page, w.to).waitFor();
    await leave(page);
  } finally {
    await phone.end();
  }
});

test("a passkey opens the lock, alone and beside a PIN; and who has lost it can start again", async () => {
  const text = "Behind a passkey.";
  const { phone, page } = await takeOwnPhone("passkey@example.org", text, { hasPasskey: true });
  try {
    // No axe check in this one: it would take the authenticator away.
    await go(page, "/me/phone");
    await button(page, l.use_passkey).click();
    await page.getByText(l.set, { exact: true }).waitFor(KEY_WAIT);
    await page.getByText(l.has_passkey, { exact: true }).waitFor();
    const sealed = await openedByKeys(page);
    assert.deepEqual([sealed.opened, sealed.extractable], [0, 0], "no key that opens anything lies there");
    await go(page, "/me/messages");
    await said(page, text).waitFor();
    await go(page, "/me/phone");
    await button(page, l.shut).click();
    await untilLocked(page);
    await button(page, u.passkey).click();
    await page.getByText(l.has_passkey, { exact: true }).waitFor(KEY_WAIT);

    // A PIN too: either opens it.
    await button(page, l.set_pin_too).click();
    await field(page, l.new).fill(PIN);
    await field(page, l.again).fill(PIN);
    await button(page, l.save_pin).click();
    await page.getByText(l.has_both, { exact: true }).waitFor(KEY_WAIT);
    for (const open of [() => tryPin(page, PIN), () => button(page, u.passkey).click()]) {
      await button(page, l.shut).click();
      await untilLocked(page);
      await open();
      await page.getByText(l.has_both, { exact: true }).waitFor(KEY_WAIT);
    }

    // By the passkey the lock goes, and beside a PIN it comes again.
    await button(page, l.remove).click();
    await button(page, l.by_passkey).click();
    await page.getByText(l.none, { exact: true }).waitFor(KEY_WAIT);
    await setPin(page, PIN);
    await button(page, l.add_passkey).click();
    await field(page, l.old).fill(PIN);
    await button(page, l.add_passkey).click();
    await page.getByText(l.has_both, { exact: true }).waitFor(KEY_WAIT);

    await button(page, l.shut).click();
    await untilLocked(page);
    await button(page, u.forgotten).click();
    await page.getByText(u.lost, { exact: true }).waitFor();
    await button(page, u.delete).click();
    await page.getByText(u.gone, { exact: true }).waitFor(KEY_WAIT);
    await page.getByRole("link", { name: u.sign_in, exact: true }).click();
    await field(page, w.to).waitFor();
    const { keys, answers, outbox } = await stored(page);
    assert.deepEqual([keys ?? 0, answers ?? 0, outbox ?? 0], [0, 0, 0], "no key, no answers, nothing to send");
    await leave(page);
  } finally {
    await phone.end();
  }
});
