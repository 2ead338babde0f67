// One visit of a page on a phone: what is painted when, what moves, who is in charge, what comes over the line, and
// whether a letter that is typed with the first paint is kept. It knows neither the app nor its twins.
import { setTimeout as sleep } from "node:timers/promises";
import { hinder } from "./phone.mjs";

export const KINDS = ["page", "styles", "scripts", "app", "answers", "pictures", "other"];
/** Late shifts and larger paints still count. */
const SETTLING_MS = 1500;
const PATIENCE_MS = 60_000;
/** What is typed at once. */
const LETTER = "Q";

/**
 * Opens an address on a page, and answers its times in milliseconds, the layout shift, and the bytes over the line.
 * `isDrawn` is false for a page that no script takes charge of; `list` for one whose list belongs to it.
 */
export async function see(context, address, { processor = 1, line = false, isDrawn = true, list = false }) {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const weighed = await weigh(session);
  await hinder(session, { processor, line });
  await page.goto(address, { waitUntil: "load", timeout: PATIENCE_MS });
  if (isDrawn) await untilDrawn(page, list);
  await page.waitForTimeout(SETTLING_MS);
  const seen = await page.evaluate(() => window.seen);
  // A page without a script is in charge of itself once it has been read.
  if (!isDrawn) seen.inCharge = seen.read;
  for (const name of ["words", "largest", "inCharge"]) {
    if (!(seen[name] > 0)) throw new Error(`${address}: the browser has not told the time of “${name}”`);
  }
  await page.close();
  return { ...seen, ...weighed };
}

/**
 * Opens an address, and taps and types into its first field as soon as there are words. Answers how much later than the
 * first words the letter was in the field, and whether letter and focus are still there when the page has been taken over.
 */
export async function typeAtOnce(context, address, { processor = 1, line = false, isDrawn = true }) {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await hinder(session, { processor, line });
  await session.send("Page.enable");
  await session.send("Page.setLifecycleEventsEnabled", { enabled: true });
  const painted = new Promise((resolve) => {
    session.on("Page.lifecycleEvent", ({ name }) => name === "firstContentfulPaint" && resolve());
  });
  const opened = page.goto(address, { waitUntil: "load", timeout: PATIENCE_MS });
  // What goes wrong with it is thrown when it is waited for.
  opened.catch(() => {});
  await painted;
  const place = await placeOfField(session);
  await session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [place] });
  await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await session.send("Input.dispatchKeyEvent", { type: "keyDown", key: LETTER, text: LETTER });
  await session.send("Input.dispatchKeyEvent", { type: "keyUp", key: LETTER });
  await opened;
  if (isDrawn) await untilDrawn(page, false);
  await page.waitForTimeout(SETTLING_MS);
  const kept = await page.evaluate(() => {
    const field = document.getElementById("near");
    return { seen: window.seen, value: field?.value, hasFocus: document.activeElement === field };
  });
  await page.close();
  const { words, letter, inCharge } = kept.seen;
  return {
    after: letter > 0 ? letter - words : NaN,
    isBeforeCharge: letter < inCharge,
    isKept: kept.value === LETTER && kept.hasFocus,
  };
}

/** Where the field is, as soon as it is there. */
async function placeOfField(session) {
  const expression = `(() => {
    const box = document.getElementById("near")?.getBoundingClientRect();
    return box && box.width > 0 ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : null;
  })()`;
  for (const began = performance.now(); performance.now() - began < PATIENCE_MS; await sleep(10)) {
    const { result } = await session.send("Runtime.evaluate", { expression, returnByValue: true });
    if (result.value) return result.value;
  }
  throw new Error("there is no field to type into");
}

/** Waits until a script has drawn the page. Asked seldom, so that the asking does not weigh on a slow processor. */
function untilDrawn(page, list) {
  const isDrawn = (list) =>
    !document.getElementById("before") && document.querySelector("#app h1") &&
    (!list || document.querySelector("#app .card"));
  return page.waitForFunction(isDrawn, list, { polling: 200, timeout: PATIENCE_MS });
}

/**
 * Runs in the page, before anything of it: notes paints, shifts, the first letter, and when a script has taken charge,
 * where there is a list with its first entries. Add it to the context of every visit.
 */
export function watch() {
  const seen = { words: 0, largest: 0, shift: 0, inCharge: 0, letter: 0, read: 0 };
  window.seen = seen;
  const follow = (type, take) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  follow("paint", (entry) => {
    if (entry.name === "first-contentful-paint") seen.words = entry.startTime;
  });
  follow("largest-contentful-paint", (entry) => (seen.largest = entry.startTime));
  follow("layout-shift", (entry) => {
    if (!entry.hadRecentInput) seen.shift += entry.value;
  });
  addEventListener("input", () => (seen.letter ||= performance.now()), { capture: true });
  addEventListener("DOMContentLoaded", () => (seen.read = performance.now()));
  const isList = location.pathname === "/groups";
  new MutationObserver((_, observer) => {
    if (document.getElementById("before") || !document.querySelector("#app h1")) return;
    if (isList && !document.querySelector("#app .card")) return;
    seen.inCharge = performance.now();
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true });
}

/** Adds up what comes for the page itself, by kind, and what of it came from elsewhere than this phone. */
async function weigh(session) {
  const weighed = { bytes: Object.fromEntries(KINDS.map((kind) => [kind, 0])), fromLine: 0 };
  const asked = new Map();
  session.on("Network.responseReceived", ({ requestId, response, type }) => {
    const isHere = response.fromServiceWorker || response.fromDiskCache || response.fromPrefetchCache;
    asked.set(requestId, { kind: kindOf(new URL(response.url).pathname, type), isHere });
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const found = asked.get(requestId);
    if (!found) return;
    weighed.bytes[found.kind] += encodedDataLength;
    if (!found.isHere) weighed.fromLine += encodedDataLength;
  });
  await session.send("Network.enable");
  return weighed;
}

function kindOf(path, type) {
  if (type === "Document") return "page";
  if (path.startsWith("/api/")) return "answers";
  if (path.endsWith(".css")) return "styles";
  if (path.endsWith(".js")) return "scripts";
  if (path.endsWith(".wasm")) return "app";
  return /\.(png|svg|ico|webp|avif)$/.test(path) ? "pictures" : "other";
}
