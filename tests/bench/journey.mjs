// A practised hand from the postcode to the sent referral, for oneself and for one's mother: how long, how many taps.
// The hand takes its time for each tap, letter and screenful scrolled; the rest is Stile's own.
//
// node journey.mjs [--runs 5] [--tap 0.6] [--letter 0.2] [--scroll 0.6] [--slow]; BASE_URL takes a running server.
import { setTimeout as sleep } from "node:timers/promises";
import { against, noise, options, spread, table, yardstick } from "./figures.mjs";
import { chromium, freshPhone, hinder, untilInCharge, words } from "./phone.mjs";
import { demoServer } from "./server.mjs";

const pace = options({ runs: 5, tap: 0.6, letter: 0.2, scroll: 0.6, slow: false });
/** In seconds. */
const BUDGET = 120;
/** The server takes twenty referrals at once from one address before it asks for patience. */
const MOST_RUNS = 10;
if (pace.runs > MOST_RUNS) throw new Error(`--runs ${MOST_RUNS} is the most that one address may send`);

const { start, group, refer, need, sent } = words;
const JOURNEYS = [
  { name: "for myself", isForMother: false },
  { name: "for my mother", isForMother: true },
];

/** A hand that takes its time, and counts. */
class Hand {
  constructor(page) {
    Object.assign(this, { page, taps: 0, fields: 0, letters: 0, scrolls: 0 });
  }

  async tap(target) {
    await target.waitFor();
    await this.reach(target);
    await sleep(pace.tap * 1000);
    await target.tap();
    this.taps += 1;
  }

  /** Types into a field, after a tap where it has not the focus. What is filled in already is left alone. */
  async type(field, text) {
    await field.waitFor();
    if (await field.inputValue()) return;
    if (!(await field.evaluate((element) => element === document.activeElement))) await this.tap(field);
    await field.pressSequentially(text, { delay: pace.letter * 1000 });
    this.fields += 1;
    this.letters += text.length;
  }

  /** Scrolls by screenfuls until the target is in sight. */
  async reach(target) {
    const box = await target.boundingBox();
    const { height } = this.page.viewportSize();
    const away = box ? Math.max(box.y + box.height - height, -box.y, 0) : 0;
    if (away === 0) return;
    const screens = Math.ceil(away / (height * 0.8));
    this.scrolls += screens;
    await sleep(pace.scroll * 1000 * screens);
    await target.scrollIntoViewIfNeeded();
  }

  /** What the hand itself has taken, in seconds. */
  get seconds() {
    return this.taps * pace.tap + this.letters * pace.letter + this.scrolls * pace.scroll;
  }
}

const before = yardstick();
const server = process.env.BASE_URL ? { base: process.env.BASE_URL, stop: async () => {} } : await demoServer();
const browser = await chromium();
const results = JOURNEYS.map((journey) => ({ ...journey, walks: [] }));
for (let run = 1; run <= pace.runs; run += 1) {
  for (const journey of results) {
    journey.walks.push(await walk(journey.isForMother));
    process.stderr.write(`${journey.name}, ${run} of ${pace.runs}\n`);
  }
}
await browser.close();
await server.stop();
report();

async function walk(isForMother) {
  const context = await freshPhone(browser);
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.setDefaultTimeout(30_000);
  if (pace.slow) await hinder(await context.newCDPSession(page), { processor: 4, line: true });
  const hand = new Hand(page);

  // The clock runs from the moment somebody has opened the address, the load included.
  const began = performance.now();
  const since = () => (performance.now() - began) / 1000;
  await page.goto(server.base, { waitUntil: "commit" });
  await untilInCharge(page);
  await find(page, hand);
  const found = since();
  await hand.tap(page.getByRole("link", { name: group.ask }));
  await heading(page, refer.who_title);
  await hand.tap(page.getByLabel(isForMother ? refer.who_someone : refer.who_me, { exact: true }));
  await goOn(page, hand);
  await (isForMother ? askForMother(page, hand) : askForMyself(page, hand));
  await heading(page, sent.title);
  const total = since();

  if (faults.length > 0) throw new Error(`the page failed: ${faults.join("; ")}`);
  await context.close();
  const { taps, fields, letters, scrolls, seconds } = hand;
  return { found, total, waiting: total - seconds, taps, fields, letters, scrolls };
}

async function find(page, hand) {
  await hand.type(page.getByLabel(start.near), "qq11aa");
  await hand.tap(page.getByRole("button", { name: start.search }));
  await page.getByRole("heading", { level: 1, name: /QQ1 1AA/ }).waitFor();
  const link = page.locator(".card").first().getByRole("link");
  const name = (await link.innerText()).trim();
  await hand.tap(link);
  await page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
}

async function askForMyself(page, hand) {
  await wish(page, hand, refer.words_title, refer.needs_title);
  await where(page, hand, refer.where_title, refer.postcode);
  await who(page, hand, refer.name_title, refer.birth_title, "Example Person");
  await heading(page, refer.reach_title);
  await hand.type(page.getByLabel(refer.phone), "01632960123");
  await hand.tap(page.getByRole("group", { name: refer.call_safe }).getByLabel(refer.safe_yes));
  await hand.tap(page.getByRole("group", { name: refer.text_safe }).getByLabel(refer.safe_yes));
  await goOn(page, hand);
  await heading(page, refer.talk_title);
  await goOn(page, hand);
  await send(page, hand, refer.send);
}

async function askForMother(page, hand) {
  await wish(page, hand, refer.words_title_them, refer.needs_title_them);
  await heading(page, refer.you_title);
  await hand.type(page.getByLabel(refer.your_name), "Example Daughter");
  await hand.type(page.getByLabel(refer.relation), "daughter");
  await hand.type(page.getByLabel(refer.your_phone), "07700900123");
  await hand.tap(page.getByRole("group", { name: refer.call_safe }).getByLabel(refer.safe_yes));
  await hand.tap(page.getByRole("group", { name: refer.text_safe }).getByLabel(refer.safe_yes));
  await goOn(page, hand);
  await heading(page, refer.agreed_title);
  await hand.tap(page.getByLabel(refer.agreed_yes));
  await goOn(page, hand);
  await where(page, hand, refer.where_title_them, refer.postcode_them);
  await who(page, hand, refer.name_title_them, refer.birth_title_them, "Example Mother");
  await heading(page, refer.reach_title_them);
  await goOn(page, hand);
  await heading(page, refer.talk_title_them);
  await goOn(page, hand);
  await heading(page, refer.first_title);
  await hand.tap(page.getByLabel(refer.first_helper, { exact: true }));
  await goOn(page, hand);
  await send(page, hand, refer.send_them);
}

async function wish(page, hand, wordsTitle, needsTitle) {
  await heading(page, wordsTitle);
  await hand.type(page.getByRole("textbox"), "I would like to get out more and meet people.");
  await goOn(page, hand);
  await heading(page, needsTitle);
  await hand.tap(page.getByLabel(need.loneliness));
  await hand.tap(page.getByLabel(need.getting_out));
  await goOn(page, hand);
}

async function where(page, hand, title, postcode) {
  await heading(page, title);
  await hand.type(page.getByLabel(postcode), "qq11aa");
  await hand.tap(page.getByLabel(refer.not_sure));
  await goOn(page, hand);
}

async function who(page, hand, nameTitle, birthTitle, name) {
  await heading(page, nameTitle);
  await hand.type(page.getByRole("textbox"), name);
  await goOn(page, hand);
  await heading(page, birthTitle);
  await hand.type(page.getByLabel(refer.day), "27");
  await hand.type(page.getByLabel(refer.month), "3");
  await hand.type(page.getByLabel(refer.year), "1958");
  await goOn(page, hand);
}

async function send(page, hand, button) {
  await heading(page, refer.check_title);
  await hand.tap(page.getByRole("checkbox"));
  await hand.tap(page.getByRole("button", { name: button, exact: true }));
}

function heading(page, name) {
  return page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
}

function goOn(page, hand) {
  return hand.tap(page.getByRole("button", { name: refer.go_on, exact: true }));
}

function report() {
  const line = pace.slow ? "slow 4G and a processor 4 × slower" : "this machine as it is, no slow line";
  console.log(`From the address opened to “${sent.title}”, 360 × 740, by touch; ${line}.`);
  console.log(`A tap ${pace.tap} s, a letter ${pace.letter} s, a screenful scrolled ${pace.scroll} s.`);
  console.log(`Median of ${pace.runs} (least–most), in seconds; ≤ is the budget.\n`);
  const column = (walks, name, digits = 0) => spread(walks.map((walk) => walk[name]), digits);
  table(
    ["journey", "together", "to the group", "of it waiting", "taps", "fields typed", "letters", "screenfuls scrolled"],
    results.map(({ name, walks }) => [
      name,
      against(walks.map((walk) => walk.total), BUDGET, 1),
      column(walks, "found", 1),
      column(walks, "waiting", 1),
      column(walks, "taps"),
      column(walks, "fields"),
      column(walks, "letters"),
      column(walks, "scrolls"),
    ]),
  );
  console.log(`\n${noise(before, yardstick())}`);
}
