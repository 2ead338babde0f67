// Searching on the phone what it keeps of the directory: a pack of 2,000 groups, in the module that the service worker
// searches with, in a page whose processor is slowed down (a worker's cannot be); and once through the worker itself with
// the line cut, as the app asks.
//
// node pocket.mjs [--groups 2000] [--searches 200] [--processor 4] [--runs 3]; POCKET_SCRIPT names the script that
// belongs to the module, else it is where the build has put it.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { against, figures, missing, noise, options, percentile, spread, table, yardstick } from "./figures.mjs";
import { origins } from "./feed.mjs";
import { filledServer } from "./filled.mjs";
import { chromium, freshPhone, hinder } from "./phone.mjs";
import { ROOT } from "./server.mjs";

const { groups, searches, processor, runs } = options({ groups: 2000, searches: 200, processor: 4, runs: 3 });
/** In milliseconds: a search fits between two frames. */
const BUDGET = 16;
const MIDDLE = { lat: 52.2, lon: -1.2 };
const NEAR = `${MIDDLE.lat},${MIDDLE.lon}`;
const PATIENCE_MS = 60_000;
const dist = process.env.APP_DIR ?? path.join(ROOT, "dist");
const target = process.env.CARGO_TARGET_DIR ?? path.join(ROOT, "target");
const script = process.env.POCKET_SCRIPT ?? path.join(target, "apps/pocket/pocket.js");

/** What somebody asks for, beside where. */
const CASES = [
  { name: "nearest", key: "nearest", more: () => "" },
  { name: "a word", key: "word", more: (at) => `&q=${["gardening", "choir", "lunch", "history"][at % 4]}` },
  { name: "two words, the first with a slip", key: "slip", more: () => "&q=gardning+club" },
  { name: "two words, day and access", key: "all", more: (at) => `&q=walking+group&day=${["mo", "we", "fr"][at % 3]}&access=step_free` },
];

const before = yardstick();
const server = await filledServer({ groups, around: MIDDLE });
const browser = await chromium();
try {
  const seen = await inPage();
  const through = await throughWorker().catch((error) => {
    missing("pocket.worker", `the worker gave no answer without a line: ${error.message.split("\n")[0]}`);
    return undefined;
  });
  report(seen, through);
} finally {
  await browser.close();
  await server.stop();
}
process.exit(0);

/** The module in a page, slowed down. */
async function inPage() {
  const module = readdirSync(dist).find((name) => /^pocket-.*\.wasm$/.test(name));
  if (!module) throw new Error(`${dist} has no pocket-….wasm: the app was built without the pocket`);
  if (!existsSync(script)) throw new Error(`${script} is not there: POCKET_SCRIPT names the module's script`);
  const seen = { ready: [], found: 0, cases: new Map(CASES.map(({ key }) => [key, []])) };
  const asked = Object.fromEntries(
    CASES.map(({ key, more }) => [
      key,
      origins(searches, { around: MIDDLE }).map(({ lat, lon }, at) => `near=${lat},${lon}${more(at)}`),
    ]),
  );
  for (let run = 1; run <= runs; run += 1) {
    const context = await freshPhone(browser, { serviceWorkers: "block" });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await page.goto(`${server.base}/help-now.html`, { waitUntil: "load" });
    // What the driver evaluates is not kept out by the page's own policy, which allows no such script.
    const expression = `${readFileSync(script, "utf8")}\n;globalThis.wasm_bindgen = wasm_bindgen; undefined`;
    const loaded = await session.send("Runtime.evaluate", { expression });
    if (loaded.exceptionDetails) throw new Error(`the pocket's script cannot be run: ${loaded.exceptionDetails.text}`);
    await hinder(session, { processor });
    const told = await page.evaluate(search, { module: `/${module}`, near: NEAR, asked });
    seen.ready.push(told.ready);
    seen.found = told.count;
    for (const { key } of CASES) seen.cases.get(key).push(told.ms[key]);
    await context.close();
    process.stderr.write(`run ${run} of ${runs}\n`);
  }
  if (seen.found < groups) throw new Error(`${seen.found} of ${groups} groups came with the packs`);
  return seen;
}

/** Runs in the page: brings the packs, and searches them again and again. */
async function search({ module, near, asked }) {
  const bytes = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  };
  const list = await (await fetch(`/api/packs?near=${near}`)).json();
  const addresses = [`/packs/districts-${list.districts}.pack`];
  for (const { district, version } of list.packs) addresses.push(`/packs/${district}-${version}.pack`);
  const packs = await Promise.all(addresses.map(bytes));
  const code = await bytes(module);
  const began = performance.now();
  await wasm_bindgen({ module_or_path: code.buffer });
  const pocket = new wasm_bindgen.Pocket();
  for (const pack of packs) if (!pocket.add(pack)) throw new Error("a pack cannot be read");
  pocket.ready();
  const ready = performance.now() - began;
  const ms = {};
  for (const [key, queries] of Object.entries(asked)) {
    ms[key] = [];
    for (const query of queries) {
      const asking = performance.now();
      const answer = pocket.groups(query, Date.now());
      ms[key].push(performance.now() - asking);
      if (answer === undefined) throw new Error(`the pocket refuses ${query}`);
    }
  }
  return { ready, count: pocket.count(), ms };
}

/** As the app asks, with the line cut: from asking until the answer has been read. */
async function throughWorker() {
  const context = await freshPhone(browser);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(`${server.base}/`, { waitUntil: "load" });
  const isAtWork = async () => Boolean((await navigator.serviceWorker.getRegistration())?.active);
  await page.waitForFunction(isAtWork, undefined, { polling: 200 });
  await page.reload({ waitUntil: "load" });
  await page.evaluate((near) => fetch(`/api/groups?near=${near}`).then((answer) => answer.text()), "QX1");
  await page.waitForFunction(hasPacks, undefined, { polling: 500 });
  await context.setOffline(true);
  const ms = await page.evaluate(async ({ near, searches }) => {
    const took = [];
    for (let turn = 0; turn < searches; turn += 1) {
      const began = performance.now();
      const answer = await fetch(`/api/groups?near=${near}&q=club`);
      if (!answer.headers.has("x-as-of")) throw new Error("the answer is not the pocket's");
      await answer.json();
      took.push(performance.now() - began);
    }
    return took;
  }, { near: NEAR, searches: 50 });
  await context.close();
  // The first one loads the module and the packs.
  return { first: ms[0], later: ms.slice(1) };
}

/** Runs in the page: whether the worker keeps packs. */
function hasPacks() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data.packs?.length > 0);
    navigator.serviceWorker.getRegistration().then(({ active }) => active.postMessage({ type: "pocket" }, [port2]));
  });
}

function report({ ready, found, cases }, through) {
  console.log(`${found} groups, processor ${processor} × slower, ${searches} searches each; ≤ is the budget`);
  table(
    ["search", "half of them within, ms", "99 of 100 within, ms"],
    CASES.map(({ name, key }) => {
      const at = (share) => cases.get(key).map((ms) => percentile(ms, share));
      return [name, against(at(0.5), BUDGET, 1), spread(at(0.99), 1)];
    }),
  );
  console.log(`Packs read and ready to be searched: ${spread(ready)} ms`);
  const medians = CASES.map(({ key }) => cases.get(key).map((ms) => percentile(ms, 0.5)));
  // The slowest kind of search is the one that counts.
  figures("pocket.search", medians.reduce((slowest, one) => (Math.max(...one) > Math.max(...slowest) ? one : slowest)), "ms");
  figures("pocket.search.p99", CASES.flatMap(({ key }) => cases.get(key).map((ms) => percentile(ms, 0.99))), "ms");
  figures("pocket.ready", ready, "ms");
  if (through) {
    console.log(`Through the worker without a line, not slowed down: first ${through.first.toFixed(0)} ms, then ${spread(through.later, 1)} ms`);
    figures("pocket.worker", through.later, "ms");
  }
  console.log(`\n${noise(before, yardstick())}`);
}
