// The list of results on the slowest phone: how long a tap and a letter take until the next paint, with 50 and with 1,000
// groups in the list, and what scrolling it costs. Taps: opening the filters, choosing one, putting them away, asking
// for more. The groups come all at once from the benchmark, where a phone would have asked for them page by page.
//
// node list.mjs [--runs 5] [--processor 10]
import { setTimeout as sleep } from "node:timers/promises";
import { against, figures, noise, options, spread, table, yardstick } from "./figures.mjs";
import { filledServer } from "./filled.mjs";
import { chromium, freshPhone, hinder, words } from "./phone.mjs";

const { runs, processor } = options({ runs: 5, processor: 10 });
/** In milliseconds, from the tap or the letter to the next paint. */
const SIZES = [
  { size: 50, budget: 100 },
  { size: 1000, budget: 200 },
];
const MIDDLE = { lat: 52.2, lon: -1.2 };
/** How many groups one more page brings. */
const PAGE = 20;
const TYPED = "gardening";
/** A practised thumb takes so long for a letter. */
const LETTER_MS = 200;
const PATIENCE_MS = 60_000;
/** What an event leaves to be told is told by then, on a slow processor too. */
const SETTLING_MS = 1000;
const SCROLLED = 6000;

const before = yardstick();
const server = await filledServer({ groups: 1200, around: MIDDLE });
const all = await everyGroup(Math.max(...SIZES.map(({ size }) => size)));
const browser = await chromium();
const results = SIZES.map((one) => ({ ...one, seen: [] }));
for (let run = 1; run <= runs; run += 1) {
  for (const one of results) one.seen.push(await look(one.size));
  process.stderr.write(`run ${run} of ${runs}\n`);
}
await browser.close();
await server.stop();
report();
process.exit(0);

/** The first groups from the middle of the town, as the API hands them out. */
async function everyGroup(count) {
  const [groups, near] = [[], `${MIDDLE.lat},${MIDDLE.lon}`];
  let page;
  for (let cursor = ""; groups.length < count; cursor = page.next) {
    const asked = new URLSearchParams({ near, ...(cursor && { cursor }) });
    page = await (await fetch(`${server.base}/api/groups?${asked}`)).json();
    groups.push(...page.groups);
  }
  return { groups: groups.slice(0, count), near: page.near };
}

/** One visit to a list of this size. */
async function look(size) {
  // The service worker would answer in the place of the benchmark.
  const context = await freshPhone(browser, { serviceWorkers: "block" });
  await context.addInitScript(watch);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.route("**/api/groups?*", (route) => route.fulfill({ json: answer(size, route.request().url()) }));
  await page.goto(`${server.base}/groups?near=${MIDDLE.lat},${MIDDLE.lon}`, { waitUntil: "load" });
  await untilListed(page, size - PAGE);
  const session = await context.newCDPSession(page);
  await hinder(session, { processor });
  const during = async (act) => {
    // What the last act has left to do belongs to that.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 500))));
    await page.evaluate(() => window.begin());
    await act();
    await sleep(SETTLING_MS);
    return page.evaluate(() => ({ ...window.seen }));
  };

  const seen = {};
  await page.locator("#q").tap();
  seen.typing = await during(async () => {
    for (const letter of TYPED) {
      await page.keyboard.press(letter);
      await sleep(LETTER_MS);
    }
  });
  seen.opening = await during(() => page.getByRole("button", { name: words.groups.filters }).tap());
  seen.choosing = await during(async () => {
    await page.getByText(words.groups.only_free, { exact: true }).tap();
    await page.waitForURL(/free=1/);
  });
  await untilListed(page, size - PAGE);
  seen.closing = await during(() => page.locator("#filters .sheet-end button").tap());
  const more = page.getByRole("button", { name: words.groups.more });
  await bringIntoSight(more);
  seen.more = await during(async () => {
    await more.tap();
    await untilListed(page, size);
  });
  seen.scrolling = await during(() => scroll(session));
  await context.close();
  return seen;
}

/** What the API would answer: all but the last page of a list of this size, or the last page. */
function answer(size, address) {
  const asked = new URL(address).searchParams;
  const isLast = asked.has("cursor");
  // After a choice the order is another one: a list that stays the same would cost nothing.
  const groups = asked.has("free") ? all.groups.slice(0, size).reverse() : all.groups.slice(0, size);
  return {
    near: all.near,
    groups: isLast ? groups.slice(size - PAGE) : groups.slice(0, size - PAGE),
    total: size,
    ...(!isLast && { next: "more" }),
    loosen: [],
  };
}

function untilListed(page, count) {
  const isListed = (wanted) => document.querySelectorAll("#app .card").length === wanted;
  return page.waitForFunction(isListed, count, { polling: 200, timeout: PATIENCE_MS });
}

/** Cards get their true height when they are first seen, and what is below them moves: until it stays. */
async function bringIntoSight(target) {
  for (let [last, now] = [undefined, null]; now?.y !== last?.y || !now; ) {
    last = now;
    await target.scrollIntoViewIfNeeded();
    await sleep(SETTLING_MS);
    now = await target.boundingBox();
  }
}

async function scroll(session) {
  for (const yDistance of [-SCROLLED, SCROLLED]) {
    await session.send("Input.synthesizeScrollGesture", { x: 180, y: 400, yDistance, speed: 3000, gestureSourceType: "touch" });
  }
}

/** Runs in the page: the slowest event that somebody caused, the longest task, and the longest wait between two frames. */
function watch() {
  window.begin = () => (window.seen = { event: 0, task: 0, frame: 0, events: 0 });
  window.begin();
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries()) {
      if (!interactionId) continue;
      window.seen.events += 1;
      window.seen.event = Math.max(window.seen.event, duration);
    }
  }).observe({ type: "event", durationThreshold: 16 });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.seen.task = Math.max(window.seen.task, duration);
  }).observe({ type: "longtask" });
  let last;
  const frame = (now) => {
    if (last !== undefined) window.seen.frame = Math.max(window.seen.frame, now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

function report() {
  const taps = ["opening", "choosing", "closing", "more"];
  const worst = (seen, names) => Math.max(...names.map((name) => seen[name].event));
  console.log(`Processor ${processor} × slower. Median of ${runs} (least–most), in ms; ≤ is the budget.\n`);
  table(
    ["groups", "slowest letter", "slowest tap", ...taps, "longest task after choosing", "after more", "longest frame of scrolling"],
    results.map(({ size, budget, seen }) => [
      size,
      against(seen.map((one) => one.typing.event), budget),
      against(seen.map((one) => worst(one, taps)), budget),
      ...taps.map((name) => spread(seen.map((one) => one[name].event))),
      spread(seen.map((one) => one.choosing.task)),
      spread(seen.map((one) => one.more.task)),
      spread(seen.map((one) => one.scrolling.frame)),
    ]),
  );
  for (const { size, seen } of results) {
    figures(`list.${size}.typing`, seen.map((one) => one.typing.event), "ms");
    figures(`list.${size}.click`, seen.map((one) => worst(one, taps)), "ms");
    figures(`list.${size}.task`, seen.map((one) => Math.max(one.choosing.task, one.more.task)), "ms");
    figures(`list.${size}.scroll`, seen.map((one) => one.scrolling.frame), "ms");
  }
  console.log(`\n${noise(before, yardstick())}`);
}
