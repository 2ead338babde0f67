// First paint, first letter and hand-over on a slow phone with a slow line, and the repeat visit without any line, beside
// the budgets of the design; and in the same run, page by page in turn, its twins: the same pages written by hand in
// JavaScript, in Preact, in React, and drawn by a server without a script. Each load has a phone that was never here.
//
// node paint.mjs [--runs 7] [--processor 4] [--alone]; BASE_URL measures a server that is running already. `--alone`
// leaves the twins out. Twins want the packages of this folder and esbuild.
import path from "node:path";
import { against, figure, figures, median, missing, noise, options, spread, table, yardstick } from "./figures.mjs";
import { SLOW_4G, chromium, freshPhone, hinder, untilInCharge } from "./phone.mjs";
import { ROOT, beside, demoServer } from "./server.mjs";
import { KINDS, see, typeAtOnce, watch } from "./visit.mjs";

const { runs, processor, alone } = options({ runs: 7, processor: 4, alone: false });
/** Times in milliseconds; the shift has no unit; bytes are those of the wire, headers included. */
const LOADED = { inCharge: 3000, shift: 0, bytes: 200_000 };
const PAGES = [
  { name: "start page", key: "start", path: "/", budget: { ...LOADED, words: 1000, largest: 1000 } },
  { name: "results", key: "results", path: "/groups?near=QQ1+1AA", list: true, budget: { ...LOADED, words: 1000, largest: 1000 } },
  { name: "first question", key: "question", path: "/refer/who", budget: LOADED },
];
/** The largest paint may come this much later than the first words. */
const LARGEST_TO_WORDS = 1.05;
/** How much later than in the page without a script a letter may be in the field after the first words. */
const LETTER_LATER = 50;
/** Figures with a budget that want the twins. */
const FROM_TWINS = [
  "letter.later", "ratio.hand.start.largest", "ratio.hand.results.largest", "ratio.react.start.inCharge",
  "ratio.hand.start.inCharge",
];
const REPEATS = [
  { name: "start page", key: "start", path: "/", processor, budget: 500 },
  { name: "first question", key: "question", path: "/refer/who", processor, budget: 500 },
  { name: "start page, low tier", key: "low.start", path: "/", processor: 10, budget: 1000 },
  { name: "first question, low tier", key: "low.question", path: "/refer/who", processor: 10, budget: 1000 },
];

const before = yardstick();
const server = process.env.BASE_URL ? { base: process.env.BASE_URL, stop: async () => {} } : await demoServer();
const sites = [{ name: "Stile", key: "stile", base: server.base, isDrawn: true }];
const twins = alone ? undefined : await openTwins().catch(withoutTwins);
const browser = await chromium();
const version = browser.version();
const first = PAGES.map((page) => ({ ...page, loads: new Map(sites.map(({ key }) => [key, []])) }));
const letters = new Map(sites.map(({ key }) => [key, []]));
const repeated = REPEATS.map((visit) => ({ ...visit, loads: [] }));
for (let run = 1; run <= runs; run += 1) {
  for (const page of first) {
    for (const site of sites) page.loads.get(site.key).push(await twice(() => firstVisit(site, page)));
  }
  for (const site of sites) letters.get(site.key).push(await twice(() => letterVisit(site)));
  await twice(repeatVisits);
  process.stderr.write(`run ${run} of ${runs}\n`);
}
await browser.close();
twins?.stop();
await server.stop();
report();
tell();
process.exit(0);

async function openTwins() {
  const dist = process.env.APP_DIR ?? path.join(ROOT, "dist");
  const words = [path.join(ROOT, "tests/bench/twins/server.mjs"), "--upstream", server.base, "--dist", dist];
  const opened = await beside(process.execPath, words);
  for (const [key, name] of [["hand", "by hand"], ["preact", "Preact"], ["react", "React"], ["plain", "no script"]]) {
    sites.push({ name, key, base: opened.said[key], isDrawn: key !== "plain" });
  }
  return opened;
}

/** They are a comparison: without them the app itself is measured all the same. */
function withoutTwins(error) {
  process.stderr.write(`NOT GOOD: the twins cannot be served: ${error.message}\n`);
  return undefined;
}

/** A visit that went wrong is made once more, so that one slow moment of the machine does not cost the whole run. */
async function twice(visit) {
  try {
    return await visit();
  } catch (error) {
    process.stderr.write(`once more: ${error.message.split("\n")[0]}\n`);
    return visit();
  }
}

async function phone() {
  const context = await freshPhone(browser);
  await context.addInitScript(watch);
  return context;
}

async function firstVisit({ base, isDrawn }, { path: address, list }) {
  const context = await phone();
  const load = await see(context, base + address, { processor, line: true, isDrawn, list });
  if (load.words < SLOW_4G.latencyMs) throw new Error("the line was not slowed down: words came before one round trip");
  await context.close();
  return load;
}

async function letterVisit({ base, isDrawn }) {
  const context = await phone();
  const typed = await typeAtOnce(context, `${base}/`, { processor, line: true, isDrawn });
  await context.close();
  return typed;
}

/** A phone that has been here once, with its line cut. */
async function repeatVisits() {
  const context = await phone();
  const page = await context.newPage();
  await page.goto(server.base, { waitUntil: "load" });
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  // The worker is ready once everything is kept that it has to have.
  await page.reload();
  await untilInCharge(page);
  await context.setOffline(true);
  const isCut = await page.evaluate(() => fetch("/healthz").then(() => false, () => true));
  if (!isCut) throw new Error("the line is not cut: the repeat visit would not be offline");
  await page.close();
  const loads = [];
  for (const { path: address, processor: slower } of repeated) {
    loads.push(await see(context, server.base + address, { processor: slower }));
  }
  await context.close();
  repeated.forEach((visit, at) => visit.loads.push(loads[at]));
}

function total({ bytes }) {
  return KINDS.reduce((sum, kind) => sum + bytes[kind], 0);
}

/** One of the times of a page at a site, of all runs. */
function times(page, site, name) {
  return page.loads.get(site).map((load) => load[name]);
}

/** By how much the app's time is a twin's, run by run. */
function ratios(page, twin, name) {
  const theirs = times(page, twin, name);
  return times(page, "stile", name).map((own, run) => own / theirs[run]);
}

/** By how much a letter is later in the app's field than in that of a page without a script, run by run. */
function later() {
  const plain = letters.get("plain");
  return letters.get("stile").map(({ after }, run) => after - plain[run].after);
}

function report() {
  console.log(`Chromium ${version}, 360 × 740. Median of ${runs} (least–most), in ms; ≤ is the budget.\n`);
  const { latencyMs, downKbit, upKbit } = SLOW_4G;
  console.log(`First visit: ${latencyMs} ms a request, ${downKbit} kbit/s down, ${upKbit} up, processor ${processor} × slower`);
  table(
    ["page", "whose", "first words", "largest paint", "largest ÷ words", "in charge", "layout shift", "bytes"],
    first.flatMap((page) =>
      sites.map(({ name, key }) => {
        const budget = key === "stile" ? page.budget : {};
        const of = (figure) => times(page, key, figure);
        const toWords = page.loads.get(key).map(({ largest, words }) => largest / words);
        return [
          page.name,
          name,
          against(of("words"), budget.words),
          against(of("largest"), budget.largest),
          against(toWords, key === "stile" && budget.largest ? LARGEST_TO_WORDS : undefined, 2),
          against(of("inCharge"), budget.inCharge),
          against(of("shift"), budget.shift, 4),
          against(page.loads.get(key).map(total), budget.bytes),
        ];
      })),
  );
  console.log("\nBytes over the line for the app's own pages, headers included, without what the service worker fetches afterwards");
  table(
    ["page", ...KINDS],
    first.map((page) => [
      page.name,
      ...KINDS.map((kind) => median(page.loads.get("stile").map((load) => load.bytes[kind]))),
    ]),
  );
  console.log("\nA tap and a letter at once, on the start page");
  table(
    ["whose", "in the field after the first words, ms", "taken before a script was in charge", "letter and focus kept"],
    sites.map(({ name, key }) => {
      const typed = letters.get(key);
      const share = (is) => `${typed.filter((one) => one[is]).length} of ${typed.length}`;
      return [
        name,
        spread(typed.map(({ after }) => after)),
        share("isBeforeCharge"),
        share("isKept"),
      ];
    }),
  );
  if (twins) console.log(`Stile's later than in the page without a script, ms: ${against(later(), LETTER_LATER)}`);
  console.log("\nRepeat visit, no line at all: everything comes from the service worker");
  table(
    ["page", "processor", "first words", "largest paint", "app in charge", "layout shift", "bytes from elsewhere"],
    repeated.map(({ name, processor: slower, loads, budget }) => [
      name,
      `${slower} ×`,
      against(loads.map((load) => load.words), budget),
      spread(loads.map((load) => load.largest)),
      spread(loads.map((load) => load.inCharge)),
      against(loads.map((load) => load.shift), 0, 4),
      against(loads.map((load) => load.fromLine), 0),
    ]),
  );
  console.log(`\n${noise(before, yardstick())}`);
}

/** Tells the figures to whoever gathers them. */
function tell() {
  for (const page of first) {
    for (const { key } of sites) {
      for (const name of ["words", "largest", "inCharge"]) figures(`${key}.${page.key}.${name}`, times(page, key, name), "ms");
    }
    const toWords = page.loads.get("stile").map(({ largest, words }) => largest / words);
    figures(`stile.${page.key}.largestToWords`, toWords, "×");
    figures(`stile.${page.key}.bytes`, page.loads.get("stile").map(total), "B");
    for (const { key } of sites.slice(1)) {
      for (const name of ["largest", "inCharge"]) figures(`ratio.${key}.${page.key}.${name}`, ratios(page, key, name), "×");
    }
  }
  for (const { key } of sites) {
    const typed = letters.get(key);
    figures(`${key}.letter.after`, typed.map(({ after }) => after), "ms");
    figure(`${key}.letter.lost`, typed.filter(({ isKept }) => !isKept).length, "", { times: typed.length });
  }
  if (twins) figures("letter.later", later(), "ms");
  else for (const name of FROM_TWINS) missing(name, "the twins were not there");
  const shifts = [...first.flatMap((page) => times(page, "stile", "shift")), ...repeated.flatMap(({ loads }) => loads.map((load) => load.shift))];
  figure("stile.shift", Math.max(...shifts), "", { times: shifts.length });
  for (const { key, loads } of repeated) {
    figures(`again.${key}.words`, loads.map((load) => load.words), "ms");
    figures(`again.${key}.inCharge`, loads.map((load) => load.inCharge), "ms");
  }
  figure("again.fromLine", Math.max(...repeated.flatMap(({ loads }) => loads.map((load) => load.fromLine))), "B");
}
