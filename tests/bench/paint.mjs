// First paint and hand-over on a slow phone with a slow line, and the repeat visit without any line, beside the budgets
// of the design. Loads of the pages are interleaved, each in a context that has never been here.
//
// node paint.mjs [--runs 7] [--processor 4]; BASE_URL measures a server that is running already.
import { against, median, noise, options, spread, table, yardstick } from "./figures.mjs";
import { SLOW_4G, chromium, freshPhone, hinder, untilInCharge } from "./phone.mjs";
import { demoServer } from "./server.mjs";

const { runs, processor } = options({ runs: 7, processor: 4 });
/** Times in milliseconds; the shift has no unit; bytes are those of the wire, headers included. */
const LOADED = { inCharge: 3000, shift: 0, bytes: 200_000 };
const PAGES = [
  { name: "start page", path: "/", budget: { ...LOADED, words: 1000, largest: 1000 } },
  { name: "results", path: "/groups?near=QQ1+1AA", budget: { ...LOADED, words: 1000, largest: 1000 } },
  { name: "first question", path: "/refer/who", budget: LOADED },
];
/** The largest paint may come this much later than the first words. */
const LARGEST_TO_WORDS = 1.05;
const REPEATS = [
  { name: "start page", path: "/", processor, budget: 500 },
  { name: "first question", path: "/refer/who", processor, budget: 500 },
  { name: "start page, low tier", path: "/", processor: 10, budget: 1000 },
  { name: "first question, low tier", path: "/refer/who", processor: 10, budget: 1000 },
];
const KINDS = ["page", "styles", "scripts", "app", "answers", "pictures", "other"];
/** Late shifts and larger paints still count. */
const SETTLING_MS = 1500;

const before = yardstick();
const server = process.env.BASE_URL ? { base: process.env.BASE_URL, stop: async () => {} } : await demoServer();
const browser = await chromium();
const first = PAGES.map((page) => ({ ...page, loads: [] }));
const repeated = REPEATS.map((visit) => ({ ...visit, loads: [] }));
for (let run = 1; run <= runs; run += 1) {
  for (const page of first) page.loads.push(await firstVisit(page));
  await repeatVisits();
  process.stderr.write(`run ${run} of ${runs}\n`);
}
const version = browser.version();
await browser.close();
await server.stop();
report();

async function firstVisit({ path }) {
  const context = await freshPhone(browser);
  await context.addInitScript(watch);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const bytes = await weigh(session);
  await hinder(session, { processor, line: true });
  const load = { ...(await open(page, path)), bytes };
  if (load.words < SLOW_4G.latencyMs) throw new Error("the line was not slowed down: words came before one round trip");
  await context.close();
  return load;
}

/** A phone that has been here once, with its line cut. */
async function repeatVisits() {
  const context = await freshPhone(browser);
  await context.addInitScript(watch);
  const page = await context.newPage();
  await page.goto(server.base, { waitUntil: "load" });
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  await page.waitForFunction(async () => (await caches.keys()).length > 0);
  await page.reload();
  await untilInCharge(page);
  await context.setOffline(true);
  const isCut = await page.evaluate(() => fetch("/healthz").then(() => false, () => true));
  if (!isCut) throw new Error("the line is not cut: the repeat visit would not be offline");
  await page.close();
  for (const visit of repeated) {
    const again = await context.newPage();
    await hinder(await context.newCDPSession(again), { processor: visit.processor });
    visit.loads.push(await open(again, visit.path));
    await again.close();
  }
  await context.close();
}

async function open(page, path) {
  await page.goto(server.base + path, { waitUntil: "load", timeout: 60_000 });
  await untilInCharge(page);
  await page.waitForTimeout(SETTLING_MS);
  const seen = await page.evaluate(() => window.seen);
  for (const name of ["words", "largest", "inCharge"]) {
    if (!(seen[name] > 0)) throw new Error(`${path}: the browser has not told the time of “${name}”`);
  }
  return seen;
}

/** Runs in the page, before anything of it: notes paints, shifts, and when the app has taken over. */
function watch() {
  const seen = { words: 0, largest: 0, shift: 0, inCharge: 0 };
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
  let wasThere = false;
  new MutationObserver((_, observer) => {
    const isThere = document.getElementById("before") !== null;
    wasThere ||= isThere;
    if (wasThere && !isThere && document.querySelector("#app h1")) {
      seen.inCharge = performance.now();
      observer.disconnect();
    }
  }).observe(document, { childList: true, subtree: true });
}

/** Adds up what comes over the line for the page itself, by kind, for as long as the session lives. */
async function weigh(session) {
  const bytes = Object.fromEntries(KINDS.map((kind) => [kind, 0]));
  const asked = new Map();
  session.on("Network.responseReceived", ({ requestId, response, type }) => {
    asked.set(requestId, kindOf(new URL(response.url).pathname, type));
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const kind = asked.get(requestId);
    if (kind) bytes[kind] += encodedDataLength;
  });
  await session.send("Network.enable");
  return bytes;
}

function kindOf(path, type) {
  if (type === "Document") return "page";
  if (path.startsWith("/api/")) return "answers";
  if (path.endsWith(".css")) return "styles";
  if (path.endsWith(".js")) return "scripts";
  if (path.endsWith(".wasm")) return "app";
  return /\.(png|svg|ico|webp|avif)$/.test(path) ? "pictures" : "other";
}

function report() {
  const total = (load) => KINDS.reduce((sum, kind) => sum + load.bytes[kind], 0);
  console.log(`Chromium ${version}, 360 × 740. Median of ${runs} (least–most), in ms; ≤ is the budget.\n`);
  const { latencyMs, downKbit, upKbit } = SLOW_4G;
  console.log(`First visit: ${latencyMs} ms a request, ${downKbit} kbit/s down, ${upKbit} up, processor ${processor} × slower`);
  table(
    ["page", "first words", "largest paint", "largest ÷ words", "app in charge", "layout shift"],
    first.map(({ name, loads, budget }) => [
      name,
      against(loads.map((load) => load.words), budget.words),
      against(loads.map((load) => load.largest), budget.largest),
      against(loads.map((load) => load.largest / load.words), LARGEST_TO_WORDS, 2),
      against(loads.map((load) => load.inCharge), budget.inCharge),
      against(loads.map((load) => load.shift), budget.shift, 4),
    ]),
  );
  console.log("\nBytes over the line for it, headers included, without what the service worker fetches afterwards");
  table(
    ["page", ...KINDS, "together"],
    first.map(({ name, loads, budget }) => [
      name,
      ...KINDS.map((kind) => median(loads.map((load) => load.bytes[kind]))),
      against(loads.map(total), budget.bytes),
    ]),
  );
  console.log("\nRepeat visit, no line at all: everything comes from the service worker");
  table(
    ["page", "processor", "first words", "largest paint", "app in charge", "layout shift"],
    repeated.map(({ name, processor: times, loads, budget }) => [
      name,
      `${times} ×`,
      against(loads.map((load) => load.words), budget),
      spread(loads.map((load) => load.largest)),
      spread(loads.map((load) => load.inCharge)),
      against(loads.map((load) => load.shift), 0, 4),
    ]),
  );
  console.log("\nNot measured: the ratios to a twin of the same pages. There is no twin written by hand yet.");
  console.log(noise(before, yardstick()));
}
