// A plan: what matters and the small steps, written by two sides and on phones without a signal, with nothing lost;
// groups, and who comes along; a calm week; visits and answers that stay the person's own; paper; and the desk's part.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { DESK, fill, leave, ready, sound, tabTo, team, words } from "./support.mjs";
import { launch, newContext, open, refer, signIn, withAuthenticator } from "./people.mjs";
import { startServer } from "./own_server.mjs";
import { untilAppKept } from "./own_phone.mjs";

const { desk, helpers: h, letters, me, plan: p } = words;
const { plan_calendar: calendar, plan_goals: g, plan_groups: pg, plan_host: host, plan_how: how } = words;
const { plan_print: paper, plan_visits: pv, plan_week: week, plan_welcome: welcome } = words;
const { progress_quiet: quiet, progress_report: report, progress_welcome: welcoming } = words;

/** Groups of the demo area. This one has an address for letters. */
const KETTLE = { id: "", name: "The Kettle Club", email: "kettle@example.org" };
/** It meets every morning but on Sundays. */
const COFFEE = { id: "", name: "Netherfold Coffee Stop" };
/** It meets on Sunday mornings. */
const SWIM = { id: "", name: "Quiet Swim" };
const MEASURE = JSON.parse(readFileSync(new URL("../../data/measures/ons4.json", import.meta.url), "utf8"));
const WORKER = "Wen Example";
const ONE_DAY_MS = 24 * 60 * 60 * 1_000;

let browser;
let server;
/** The desk of a link worker. */
let worker;

before(async () => {
  server = await startServer();
  for (const group of [KETTLE, COFFEE, SWIM]) {
    const { groups } = await (await fetch(`${server.base}/api/groups?q=${encodeURIComponent(group.name)}`)).json();
    group.id = groups.find((found) => found.name === group.name).id;
  }
  browser = await launch();
  worker = await atDesk(WORKER);
});
after(async () => {
  await browser?.close();
  await server?.end();
});

/** Invites a link worker and lets them in with a passkey of their own. */
async function atDesk(name) {
  const { out, status, err } = server.cli("staff", "invite", name, "--role", "link-worker", "--team", team.name);
  assert.equal(status, 0, err);
  const page = await open(await newContext(browser, { viewport: DESK }), out.match(/Link: (\S+)/)[1]);
  await page.getByLabel(words.team.invitation.code).fill(out.match(/Code: (\S+)/)[1].toLowerCase());
  await page.getByRole("button", { name: words.team.invitation.open }).click();
  await page.getByRole("button", { name: words.team.invitation.make }).waitFor();
  await withAuthenticator(page);
  await page.getByRole("button", { name: words.team.invitation.make }).click();
  await page.getByRole("heading", { name: desk.waiting.title }).waitFor();
  return page;
}

/** Signs in by a code, once their own page is there. */
async function atHome(email, options = {}) {
  const page = await open(await newContext(browser, options), `${server.base}/sign-in`);
  await signIn(page, server, email);
  await page.getByRole("link", { name: me.place_devices, exact: true }).waitFor();
  return page;
}

/** Signs in by a code and opens one's own plan. */
async function atPlan(email, options = {}) {
  const page = await atHome(email, options);
  await page.getByRole("link", { name: me.place_plan, exact: true }).click();
  await page.waitForURL("**/me/plan");
  await ready(page);
  await page.getByRole("heading", { level: 1, name: p.title }).waitFor();
  return page;
}

/** Opens an address, and waits until nothing on it is being fetched any more. */
async function go(page, path) {
  await page.goto(server.base + path);
  await ready(page);
  await page.waitForFunction(() => !document.querySelector("main .loading"));
}

/** Asks the server as whoever is signed in there: the status and the text of its answer. */
const ask = (page, path, method = "GET", body = undefined) =>
  page.evaluate(
    async ([path, method, body]) => {
      const sent = body && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
      const answer = await fetch(path, { method, ...sent });
      return { status: answer.status, text: await answer.text() };
    },
    [path, method, body],
  );

/** Sends something as whoever is signed in there, without walking through the page for it. */
async function send(page, path, body, method = "POST") {
  const { status, text } = await ask(page, path, method, body);
  assert.ok(status === 200 || status === 201, `${path}: ${status} ${text}`);
}

/** The id of somebody's own record. */
async function personOf(page) {
  const { text } = await ask(page, "/api/me");
  return JSON.parse(text).somebody.person.id;
}

/** Puts a group on somebody's own plan, and says that they go there where that is asked. Its id on the plan. */
async function onPlan(page, group, isGoing = false) {
  const base = `/api/people/${await personOf(page)}/plan/groups`;
  const id = crypto.randomUUID();
  await send(page, base, { id, group: group.id, reason: "" });
  if (isGoing) await send(page, `${base}/${id}/acts`, { id: crypto.randomUUID(), act: "plan_to_go" });
  return id;
}

/** Time passes for a group on somebody's own plan: it came there two weeks earlier. */
async function twoWeeksOn(page, id) {
  const { text } = await ask(page, `/api/people/${await personOf(page)}/plan/groups`);
  const { since, reason } = JSON.parse(text).find((group) => group.id === id);
  for (const instant of new Set([since, reason.at])) {
    const earlier = new Date(Date.parse(instant) - 14 * ONE_DAY_MS).toISOString();
    server.sql(`UPDATE plan_group SET body = replace(body, '${instant}', '${earlier}') WHERE id = '${id}'`);
  }
}

/** Waits until everything that was written here has arrived. */
const settled = (page) => page.waitForFunction(() => sessionStorage.getItem("plan-queue") === null);

/** Opens one of the parts that are folded away. */
const unfold = (inside, name) => inside.locator("summary", { hasText: name }).click();

/** A button, by the whole of its name. */
const button = (inside, name) => inside.getByRole("button", { name, exact: true });

/** A field for words. Its label may also be the heading of the part around it. */
const field = (inside, name) => inside.getByRole("textbox", { name, exact: true });

/** The beginning of a text of the locale file, up to the first value that it would need. */
const start = (text) => text.split("{")[0].trim();

/** The day so many days from now, in London. */
const dayAfter = (days) =>
  new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/London" }).format(new Date(Date.now() + days * ONE_DAY_MS));

const isSunday = (day) => new Date(`${day}T12:00:00Z`).getUTCDay() === 0;

/** The page as it is, on the narrowest phone in dark colours, in the other direction, and with twice the text. */
async function soundEverywhere(page, what) {
  const size = page.viewportSize();
  // Colours that are on their way are neither the old nor the new ones.
  const still = () =>
    page.evaluate(() => {
      const ending = document.getAnimations().filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime));
      return Promise.allSettled(ending.map((one) => one.finished)).then(() => undefined);
    });
  await sound(page, what);
  await page.setViewportSize({ width: 320, height: 640 });
  await page.emulateMedia({ colorScheme: "dark" });
  await still();
  await sound(page, `${what}, at 320 pixels, dark`);
  await page.evaluate(() => { document.documentElement.dir = "rtl"; });
  await sound(page, `${what}, right-to-left`);
  await page.evaluate(() => { document.documentElement.dir = "ltr"; document.documentElement.style.fontSize = "200%"; });
  await sound(page, `${what}, with twice the text`);
  await page.evaluate(() => { document.documentElement.style.fontSize = ""; });
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(size);
  await still();
}

test("what matters is written, a step and all of it are finished, by keyboard alone", async () => {
  const [email, title, step] = ["amina@example.org", "I want to get out again", "Ring the hall"];
  await refer(server, { email });
  const page = await atPlan(email);
  await page.getByText(g.empty).waitFor();
  await page.getByText(pg.empty).waitFor();
  await sound(page, "a plan with nothing in it");
  await tabTo(page, g.add);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: g.add }).waitFor();
  await tabTo(page, g.new_keep);
  await page.keyboard.press("Enter");
  // What is missing is said, and leads to its field.
  await page.getByText(p.errors_title).waitFor();
  await page.getByRole("link", { name: g.title_missing }).waitFor();
  await sound(page, "a new goal without words");
  await tabTo(page, g.what);
  await page.keyboard.type(title);
  await tabTo(page, g.score_none);
  // Round to the other end of the row, which is nought.
  for (let press = 0; press < 4; press += 1) await page.keyboard.press("ArrowRight");
  await page.locator("#score-3:checked").waitFor();
  await tabTo(page, g.step_label);
  await page.keyboard.type(step);
  await sound(page, "a new goal");
  await tabTo(page, g.new_keep);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/me/plan/goals/**");
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  // The plan says so, and the way from there leads back.
  await page.locator("h1:focus").waitFor();
  await page.keyboard.press("Shift+Tab");
  await page.locator(".back:focus").waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("status").getByText(g.said_added, { exact: true }).waitFor();
  await tabTo(page, title);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: title }).waitFor();

  const stage = (text) => page.locator("#goal-stage", { hasText: text });
  await stage(fill(g.steps_done.one, { done: "0", count: "1" })).waitFor();
  await page.getByText(start(fill(g.score_given, { score: "3", who: p.author_you }))).waitFor();
  await tabTo(page, g.step_finish);
  await page.keyboard.press("Enter");
  await page.locator(".plan-said", { hasText: g.said_done }).waitFor();
  await stage(fill(g.steps_done.one, { done: "1", count: "1" })).waitFor();
  // The button is gone, and the focus is where it was.
  await page.locator(".plan-step:focus", { hasText: step }).waitFor();

  await tabTo(page, g.score_later_give);
  await page.keyboard.press("Enter");
  await page.locator("#score-later:focus").waitFor();
  await page.keyboard.press("Space");
  for (let press = 0; press < 7; press += 1) await page.keyboard.press("ArrowRight");
  await page.locator("#score-later-7:checked").waitFor();
  await tabTo(page, g.score_keep);
  await page.keyboard.press("Enter");
  await page.getByText(start(fill(g.score_given, { score: "7", who: p.author_you }))).waitFor();
  await soundEverywhere(page, "a goal");

  await tabTo(page, g.finish);
  await page.keyboard.press("Enter");
  await stage(start(g.stage_done)).and(page.locator(":focus")).waitFor();
  await button(page, g.take_up).last().waitFor();
  await settled(page);
  await page.reload();
  await ready(page);
  await stage(start(g.stage_done)).waitFor();
  await sound(page, "a goal that is done");
  await go(page, "/me/plan");
  await page.locator(".plan-card", { hasText: title }).getByText(start(g.stage_done)).waitFor();
  await soundEverywhere(page, "a plan");
  await leave(page);
});

test("two phones write the same, one of them without a signal: both stand until somebody chooses", async () => {
  const email = "bao@example.org";
  const [far, near] = ["Written where there is no signal.", "Written at the kitchen table."];
  await refer(server, { email, name: "Bao Example" });
  const one = await atPlan(email);
  const goal = crypto.randomUUID();
  const written = { id: goal, title: "Sleep better", why: "I am tired." };
  await send(one, `/api/people/${await personOf(one)}/plan/goals`, written);
  const two = await atPlan(email);
  for (const page of [one, two]) {
    await go(page, `/me/plan/goals/${goal}`);
    await page.getByText("I am tired.").waitFor();
  }
  // Everything that this app needs is on the phone.
  await one.evaluate(() => navigator.serviceWorker.ready);
  await one.reload();
  await ready(one);
  await untilAppKept(one, "plan");
  await one.getByText("I am tired.").waitFor();
  const write = async (page, text) => {
    await button(page, g.why_change).click();
    await field(page, g.why).fill(text);
    await button(page, p.keep).click();
  };
  try {
    await one.context().setOffline(true);
    await write(one, far);
    await one.getByText(far).waitFor();
    await one.getByText(p.unsent).waitFor();
    await sound(one, "a goal with words that wait for a signal");
    await write(two, near);
    await settled(two);
    await two.getByText(near).waitFor();
    // The page is loaded again meanwhile: it cannot know who is here, and what was written is still kept.
    await one.reload();
    await ready(one);
    await button(one, words.failure.again).waitFor();
    assert.equal(await one.getByText(far).count(), 0, "without knowing who is here nothing is shown");
    const kept = await one.evaluate(() => sessionStorage.getItem("plan-queue"));
    assert.ok(kept.includes(far), "it waits in this tab");
  } finally {
    await one.context().setOffline(false);
  }
  // Nobody presses anything.
  const versions = (page) => page.locator(".plan-versions-list > li");
  for (const page of [one, two]) {
    await page.getByText(p.versions).waitFor({ timeout: 30_000 });
    await versions(page).filter({ hasText: far }).waitFor();
    await versions(page).filter({ hasText: near }).waitFor();
    assert.equal(await versions(page).count(), 2, "nothing came twice");
  }
  await settled(one);
  await soundEverywhere(one, "words that stand beside each other");
  await versions(one).filter({ hasText: near }).getByRole("button", { name: p.version_keep }).click();
  for (const page of [one, two]) {
    await page.getByText(p.versions).waitFor({ state: "detached" });
    await page.getByText(near).waitFor();
    assert.equal(await page.getByText(far).count(), 0);
  }
  await settled(one);
  await one.reload();
  await ready(one);
  await one.getByText(near).waitFor();
  assert.equal(await one.getByText(p.versions).count(), 0, "the same when everything is asked for anew");
  await leave(one);
  await leave(two);
});

test("the link worker suggests a group and says why; the person asks for company, and reads who comes", async () => {
  const [email, name, buddy] = ["cai@example.org", "Cai Example", "Ravi Example"];
  const reason = "They pour the tea before you have sat down.";
  await refer(server, { email, name });
  const person = await atPlan(email);
  await go(worker, `/desk/plan/${await personOf(person)}`);
  await worker.getByText(name, { exact: true }).first().waitFor();
  await sound(worker, "a plan at the desk");
  await worker.getByRole("link", { name: pg.suggest, exact: true }).click();
  await worker.getByRole("searchbox", { name: pg.sought_other, exact: true }).fill("kettle");
  await button(worker, pg.look).click();
  await worker.getByRole("link", { name: KETTLE.name, exact: true }).click();
  await field(worker, pg.reason_label_other).fill(reason);
  await sound(worker, "suggesting a group");
  await button(worker, pg.add_other).click();
  await worker.getByRole("heading", { level: 1, name: KETTLE.name }).waitFor();
  await sound(worker, "a suggested group, at the desk");

  // The person's open page has it at once.
  const card = person.locator(".plan-group", { hasText: KETTLE.name });
  const suggested = fill(pg.suggested_by, { name: fill(p.author_staff, { name: WORKER }) });
  await card.getByText(suggested).waitFor();
  await card.getByText(reason).waitFor();
  await sound(person, "a plan with a suggestion");
  await card.getByRole("link", { name: KETTLE.name, exact: true }).click();
  await person.getByRole("heading", { level: 1, name: KETTLE.name }).waitFor();
  const stage = (text) => person.locator("#group-stage-now", { hasText: text });
  await stage(suggested).waitFor();
  await button(person, pg.act_interested).click();
  await stage(pg.interested).and(person.locator(":focus")).waitFor();
  await unfold(person, pg.company_title);
  await person.getByText(pg.company_lead).waitFor();
  await button(person, pg.company_buddy).click();
  await person.getByText(fill(pg.company_asked, { whom: pg.company_buddy })).waitFor();
  await soundEverywhere(person, "a group on the plan");

  await unfold(worker, pg.company_title_other);
  await worker.getByText(fill(pg.company_asked_other, { whom: pg.company_buddy })).waitFor();
  await button(worker, pg.company_who_save).click();
  await worker.getByText(pg.company_who_missing).waitFor();
  await sound(worker, "company, with nobody named");
  await field(worker, pg.company_who).fill(buddy);
  await button(worker, pg.company_who_save).click();
  await worker.getByText(fill(pg.company_arranged_other, { name: buddy })).waitFor();
  await person.getByText(fill(pg.company_arranged, { name: buddy })).waitFor();
  await go(person, "/me/plan");
  await card.getByText(fill(pg.card_company, { name: buddy })).waitFor();
  await card.getByText(pg.interested, { exact: true }).waitFor();
  await leave(person);
});

test("a week: being nervous is met, and after a meeting one tap says it and another how it was", async () => {
  const email = "dilys@example.org";
  const door = "The blue door beside the shop. Come in, somebody looks up.";
  await refer(server, { email, name: "Dilys Example" });
  const page = await atPlan(email);
  const [tomorrow, aWeekAgo] = [dayAfter(1), dayAfter(-7)];
  const next = isSunday(tomorrow) ? SWIM : COFFEE;
  await send(worker, `/api/desk/teams/${team.id}/groups/${next.id}/welcome`, { arriving: door }, "PUT");
  await go(page, "/me/plan/week");
  await page.getByText(week.empty, { exact: true }).waitFor();
  await sound(page, "a week with nothing in it");
  const coffee = await onPlan(page, COFFEE, true);
  if (next !== COFFEE) await onPlan(page, next, true);

  const meeting = (day, { name }) => page.locator(`section[aria-labelledby="day-${day}"] .week-card`, { hasText: name });
  await go(page, "/me/plan/week");
  const coming = meeting(tomorrow, next);
  await button(coming, week.going).click();
  await coming.getByText(week.met_going).waitFor();
  await button(coming, week.nervous).click();
  await coming.getByText(week.met_nervous).waitFor();
  await coming.getByText(week.expect, { exact: true }).waitFor();
  await coming.getByText(door).waitFor();
  await coming.getByText(fill(week.expect_by, { team: team.name })).waitFor();
  await coming.getByRole("link", { name: week.company_go }).waitFor();
  // Further ahead there is the time, and the way to the rest.
  const later = meeting([3, 4].map(dayAfter).find((day) => !isSunday(day)), COFFEE);
  await later.getByRole("link", { name: COFFEE.name, exact: true }).waitFor();
  assert.equal(await later.getByRole("link").count(), 1);
  await soundEverywhere(page, "a week");
  await settled(page);
  await page.reload();
  await ready(page);
  await button(coming, week.nervous).and(page.locator("[aria-pressed=true]")).waitFor();
  // Nobody else hears of it.
  const { status, text } = await ask(worker, `/api/people/${await personOf(page)}/plan/week`);
  assert.equal(status, 200);
  assert.doesNotMatch(text, /nervous|"word"/);

  // Nobody is asked about what was before a group came onto the plan; of what came after every meeting can be answered.
  const past = [-1, -2].map(dayAfter).find((day) => !isSunday(day));
  await go(page, `/me/plan/week?from=${aWeekAgo}`);
  await page.getByText(week.empty_then, { exact: true }).waitFor();
  await twoWeeksOn(page, coffee);
  await go(page, `/me/plan/week?from=${aWeekAgo}`);
  const over = meeting(past, COFFEE);
  await over.getByText(week.ask, { exact: true }).waitFor();
  await button(over, week.went).click();
  await over.getByText(week.said_went, { exact: true }).and(page.locator(":focus")).waitFor();
  await button(over, pv.good).click();
  await button(over, pv.good).and(page.locator("[aria-pressed=true]")).waitFor();
  await soundEverywhere(page, "a week that is over");
  await settled(page);
  await go(page, "/me/plan/visits");
  const row = page.locator(".visit", { hasText: COFFEE.name });
  await row.getByText(pv.went, { exact: true }).waitFor();
  await row.getByText(pv.good, { exact: true }).waitFor();
  await row.getByText(pv.private, { exact: true }).waitFor();
  await go(page, "/me/plan");
  await page.locator(".plan-group", { hasText: COFFEE.name }).getByText(pg.went, { exact: true }).waitFor();
  await leave(page);
});

test("a visit is private until its person says otherwise, and how they are is no helper's to see", async () => {
  const [email, helper] = ["edi@example.org", "sara@example.org"];
  const line = "I sat by the window and it was fine.";
  await refer(server, {
    email,
    name: "Edi Example",
    for_whom: "someone",
    helper_name: "Sara Example",
    helper_relation: "daughter",
    helper_email: helper,
    helper_email_safe: true,
    agreed: true,
    contact_first: "person",
  });
  const mother = await atHome(email);
  await mother.getByRole("link", { name: me.helpers_wait_go }).click();
  await mother.getByRole("link", { name: h.waiting_yes }).click();
  await mother.getByLabel(h.alone_yes).check();
  for (const scope of ["scope_plan", "scope_messages", "scope_write", "scope_visits"]) {
    await mother.getByLabel(h[scope], { exact: false }).first().setChecked(scope === "scope_plan");
  }
  await mother.getByLabel(fill(h.until_months.other, { count: "3", date: "" }).trim(), { exact: false }).first().check();
  await mother.getByRole("button", { name: h.accept_send }).click();
  await mother.getByRole("heading", { name: h.now_title }).waitFor();

  await onPlan(mother, COFFEE);
  await go(mother, "/me/plan/visits");
  await mother.getByText(pv.empty).waitFor();
  await unfold(mother, pv.log);
  await mother.getByRole("combobox", { name: pv.log_which, exact: true }).selectOption({ label: COFFEE.name });
  await unfold(mother, pv.another_day);
  const log = mother.getByRole("group", { name: pv.another_day, exact: true });
  await button(log, pv.went).click();
  await mother.getByText(pv.day_missing).waitFor();
  await sound(mother, "logging a visit, without a day");
  await mother.getByLabel(pv.day, { exact: true }).fill(dayAfter(-5));
  await button(log, pv.went).click();
  const edit = mother.locator(".visit-edit");
  await edit.getByText(pv.kept).waitFor();
  await mother.locator("#visit-edited:focus").waitFor();
  await button(edit, pv.good).click();
  await field(edit, pv.line).fill(line);
  const onlyI = edit.getByLabel(pv.only_i, { exact: false });
  assert.ok(await onlyI.isChecked(), "private as it is");
  await soundEverywhere(mother, "saying more about a visit");
  await button(edit, pv.done).click();
  const row = mother.locator(".visit", { hasText: COFFEE.name });
  for (const said of [pv.went, pv.good, line, pv.private]) await row.getByText(said, { exact: true }).waitFor();
  await sound(mother, "visits");
  await settled(mother);

  const id = await personOf(mother);
  const daughter = await atHome(helper);
  // She has no plan of her own, and finds the way to the one that she may see.
  await go(daughter, `/me/plan/add?group=${COFFEE.id}`);
  await sound(daughter, "the plan of somebody who only helps");
  await daughter.getByRole("link", { name: fill(p.title_of, { name: "Edi" }), exact: true }).click();
  await daughter.getByRole("heading", { level: 1, name: fill(p.title_of, { name: "Edi" }) }).waitFor();
  await go(daughter, `/me/plan/of/${id}/visits`);
  await daughter.getByText(fill(p.reading_for, { name: "Edi" })).waitFor();
  const seen = daughter.locator(".visit", { hasText: COFFEE.name });
  await seen.getByText(pv.went_other, { exact: true }).waitFor();
  for (const hidden of [pv.good, line]) {
    assert.equal(await daughter.getByText(hidden, { exact: true }).count(), 0, hidden);
  }
  const { text } = await ask(daughter, `/api/people/${id}/plan/visits`);
  assert.doesNotMatch(text, /"line"|"face"|window/);
  await sound(daughter, "the visits of somebody who is helped");
  await go(daughter, `/me/plan/of/${id}/how`);
  await daughter.getByRole("heading", { level: 1, name: words.not_found.title }).waitFor();
  assert.equal((await ask(daughter, `/api/people/${id}/check-ins`)).status, 404);
  await go(daughter, `/me/plan/of/${id}/visits`);

  // Put right, and shared: her open page follows.
  await row.getByRole("button", { name: new RegExp(`^${pv.change}`) }).click();
  await onlyI.uncheck();
  await button(edit, pv.hard).click();
  await button(edit, pv.done).click();
  for (const said of [pv.hard, line, pv.shared]) await row.getByText(said, { exact: true }).waitFor();
  await seen.getByText(line, { exact: true }).waitFor();
  await seen.getByText(pv.hard, { exact: true }).waitFor();
  await leave(daughter);
  await leave(mother);
});

test("how somebody is: every question can be left out, and one answer is one dot", async () => {
  const email = "fay@example.org";
  const [satisfied, , , anxious] = MEASURE.items;
  await refer(server, { email, name: "Fay Example" });
  const page = await atPlan(email);
  await go(page, "/me/plan/how");
  await page.getByText(how.empty, { exact: true }).waitFor();
  await sound(page, "how somebody is, with nothing answered");
  const part = page.getByRole("region", { name: how.title_ons4, exact: true });
  await button(part, how.answer_now).click();
  await button(part, how.send).click();
  await part.getByText(how.nothing_picked).waitFor();
  const question = ({ words: asked }) => part.getByRole("group", { name: asked, exact: true });
  await question(satisfied).getByRole("radio", { name: "7", exact: true }).check();
  await question(anxious).getByRole("radio", { name: how.rather_not_say, exact: true }).check();
  await soundEverywhere(page, "the questions");
  await button(part, how.send).click();
  await part.getByText(how.thanks).and(page.locator(":focus")).waitFor();

  const figure = (number) => part.locator("figure").nth(number);
  await figure(0).getByText(how.one_so_far).waitFor();
  await figure(0).getByRole("img", { name: new RegExp(`^${start(how.picture)}.*: 7$`) }).waitFor();
  for (const number of [1, 2, 3]) await figure(number).getByText(how.none, { exact: true }).waitFor();
  assert.equal(await part.getByRole("img").count(), 1, "nothing is drawn where nothing was said");
  assert.equal(await part.locator("table").count(), 1, "and there is no table of it");
  await tabTo(page, how.as_table);
  await page.keyboard.press("Enter");
  await figure(0).getByRole("cell", { name: "7", exact: true }).waitFor();
  await part.getByText(MEASURE.source.notice, { exact: true }).waitFor();
  await unfold(part, how.source);
  await part.getByRole("link", { name: MEASURE.source.licence, exact: true }).waitFor();
  await soundEverywhere(page, "how somebody is");
  await settled(page);
  await page.reload();
  await ready(page);
  await figure(0).getByText(how.one_so_far).waitFor();

  // The team reads it, and answers for nobody.
  await go(worker, `/desk/plan/${await personOf(page)}/how`);
  await worker.getByRole("heading", { level: 1, name: how.title_theirs }).waitFor();
  await worker.getByText(how.one_so_far).waitFor();
  assert.equal(await worker.getByRole("button", { name: how.answer_now }).count(), 0);
  await sound(worker, "how somebody is, at the desk");
  await leave(page);
});

test("a private calendar address is told once, is read by whoever has it, and ends when it is stopped", async () => {
  const email = "gwen@example.org";
  await refer(server, { email, name: "Gwen Sparrow" });
  const page = await atPlan(email);
  await onPlan(page, COFFEE, true);
  await go(page, "/me/plan/calendar");
  assert.ok(await page.locator('input[value="times"]').isChecked(), "the careful choice is made");
  await page.locator('input[value="names"]').check();
  await button(page, calendar.make).click();
  await page.getByRole("heading", { name: calendar.made }).and(page.locator(":focus")).waitFor();
  await soundEverywhere(page, "a calendar address that was made");
  const address = await field(page, calendar.address).inputValue();
  assert.ok(address.startsWith(`${server.base}/calendar/`) && address.endsWith(".ics"), address);
  const answer = await fetch(address);
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get("content-type"), /^text\/calendar/);
  const file = await answer.text();
  assert.match(file, /BEGIN:VEVENT/);
  assert.match(file, new RegExp(`SUMMARY:${COFFEE.name}`));
  assert.doesNotMatch(file, /Gwen|Sparrow/);

  await page.reload();
  await ready(page);
  await page.getByText(start(calendar.asked)).waitFor();
  assert.equal(await field(page, calendar.address).count(), 0, "it was told once");
  await sound(page, "a calendar address that there is");
  await button(page, calendar.stop).click();
  await page.getByText(calendar.stopped).waitFor();
  assert.equal((await fetch(address)).status, 404);
  await sound(page, "a calendar address that has stopped");
  await leave(page);
});

test("the whole plan is one sheet of paper, with nothing around it", async () => {
  const email = "hana@example.org";
  await refer(server, { email, name: "Hana Example" });
  const page = await atPlan(email);
  await send(page, `/api/people/${await personOf(page)}/plan/goals`, {
    id: crypto.randomUUID(),
    title: "Meet people on Tuesdays",
    why: "The days are long.",
    how_known: "I know two names.",
    steps: ["Ring the hall", "Look where the bus stops"].map((text) => ({ id: crypto.randomUUID(), words: text })),
  });
  await onPlan(page, KETTLE, true);
  await go(page, "/me/plan/print");
  const headings = ["about", "supports", "strengths", "matters", "groups", "difficult", "review", "agreed"];
  const isThere = async (name) => page.getByRole("heading", { name: paper[name], exact: true }).isVisible();
  await page.getByText("Meet people on Tuesdays").waitFor();
  for (const name of headings) assert.ok(await isThere(name), name);
  await soundEverywhere(page, "the plan as a document");

  await page.emulateMedia({ media: "print" });
  for (const name of headings) assert.ok(await isThere(name), `${name}, on paper`);
  for (const said of ["Meet people on Tuesdays", "Look where the bus stops", KETTLE.name, "Hana Example"]) {
    assert.ok(await page.locator(".paper").getByText(said).first().isVisible(), `${said}, on paper`);
  }
  assert.equal(await page.getByRole("navigation").count(), 0);
  assert.equal(await page.locator("header").first().isVisible(), false);
  assert.equal(await page.locator("footer").first().isVisible(), false);
  assert.equal(await button(page, paper.print).count(), 0);
  assert.equal(await page.getByText(paper.note).isVisible(), false);
  const margin = { top: "1cm", bottom: "1cm", left: "1cm", right: "1cm" };
  const pdf = (await page.pdf({ format: "A4", margin })).toString("latin1");
  assert.equal(pdf.match(/\/Type\s*\/Page\b/g)?.length, 1, "one page");
  await leave(page);
});

test("the desk: who has gone quiet, a quarter that has no report yet, and what to expect at a group", async () => {
  const [email, name] = ["ines@example.org", "Ines Example"];
  const [door, hello] = ["Through the yellow gate. Ten minutes early is good.", "Look for Pat with the teapot."];
  await refer(server, { email, name });
  await go(worker, "/desk");
  await worker.getByText(name).first().click();
  await button(worker, desk.act.accept).click();
  await worker.getByRole("button", { name: desk.act.accept_button }).click();
  await worker.getByText(desk.act.accept_done).waitFor();
  await worker.getByRole("link", { name: words.signed_in.desk.quiet, exact: true }).click();
  await worker.waitForURL("**/desk/quiet");
  await ready(worker);
  await worker.getByRole("heading", { name: quiet.lately, exact: true }).waitFor();
  assert.ok(await worker.getByLabel(quiet.mine, { exact: true }).isChecked(), "a link worker begins with their own");
  const row = worker.locator(".row", { hasText: name });
  await row.getByText(quiet.heard_today, { exact: true }).waitFor();
  await row.getByText(quiet.not_met, { exact: true }).waitFor();
  await soundEverywhere(worker, "who has gone quiet");
  await worker.getByLabel(quiet.everybody, { exact: true }).check();
  await worker.waitForURL("**/desk/quiet?whose=all");
  await worker.getByRole("link", { name, exact: true }).click();
  await worker.waitForURL("**/desk/plan/**");
  await worker.getByRole("heading", { level: 1, name: p.title_plain, exact: true }).waitFor();

  await go(worker, "/desk/report");
  await worker.getByText(report.empty).waitFor();
  await soundEverywhere(worker, "no report yet");

  await go(worker, `/desk/welcome/${KETTLE.id}`);
  await worker.getByText(welcoming.by_nobody).waitFor();
  await field(worker, welcoming.arriving).fill(door);
  await field(worker, welcoming.greeting).fill(hello);
  // What was begun is kept with every letter.
  await worker.reload();
  await ready(worker);
  await worker.getByText(welcoming.found).waitFor();
  assert.equal(await field(worker, welcoming.greeting).inputValue(), hello);
  await button(worker, welcoming.save).click();
  await worker.getByText(welcoming.saved, { exact: true }).waitFor();
  await soundEverywhere(worker, "what to expect at a group");
  const told = await (await fetch(`${server.base}/api/groups/${KETTLE.id}/welcome`)).json();
  assert.deepEqual([told.arriving, told.greeting, told.quiet, told.by], [door, hello, "", team.name]);

  const person = await atPlan(email);
  const id = await onPlan(person, KETTLE);
  await go(person, `/me/plan/groups/${id}`);
  await unfold(person, welcome.title);
  await person.getByText(door, { exact: true }).waitFor();
  await person.getByText(hello, { exact: true }).waitFor();
  await person.getByText(welcome.ask_quiet).waitFor();
  await person.getByText(start(fill(welcome.by, { team: team.name }))).waitFor();
  await sound(person, "what to expect, on the plan");
  await leave(person);
});

test("whoever runs a group is told just the words that stood on the screen", async () => {
  const email = "jo@example.org";
  await refer(server, { email, name: "Josephine Sparrow" });
  const page = await atPlan(email);
  const id = await onPlan(page, KETTLE);
  await go(page, `/me/plan/groups/${id}`);
  await unfold(page, host.title);
  const all = field(page, fill(host.words, { group: KETTLE.name }));
  const opening = fill(host.words_open, { group: KETTLE.name });
  assert.equal(await all.inputValue(), [opening, host.words_end].join("\n"), "nothing is told that nobody chose");
  await page.getByRole("checkbox", { name: host.tell_first, exact: true }).check();
  await page.getByRole("checkbox", { name: host.tell_watch, exact: true }).check();
  await field(page, host.name).fill("Jo");
  const chosen = [opening, host.words_first, host.words_watch, fill(host.words_name, { name: "Jo" }), host.words_end];
  assert.equal(await all.inputValue(), chosen.join("\n"));
  await page.getByText(KETTLE.email, { exact: true }).waitFor();
  await soundEverywhere(page, "telling a group");
  // What must not go is said, and nothing typed is lost.
  await all.fill("See www.example.org");
  await button(page, host.send).click();
  await page.getByText(host.not_allowed).waitFor();
  assert.equal(await all.inputValue(), "See www.example.org");
  await sound(page, "words that cannot go");
  await button(page, host.anew).click();
  assert.equal(await all.inputValue(), chosen.join("\n"));
  await all.fill([...chosen, "I like strong tea."].join("\n"));
  const said = await all.inputValue();
  await button(page, host.send).click();
  await page.getByText(fill(host.sent, { to: KETTLE.email })).waitFor();
  await page.locator("#group-stage-now", { hasText: pg.asked }).waitFor();
  await sound(page, "a group that was told");

  const letter = await server.letter(KETTLE.email);
  assert.equal(letter.subject, letters.host_subject);
  assert.equal(letter.text.trimEnd(), fill(letters.host_text, { group: KETTLE.name, words: said }));
  assert.doesNotMatch(JSON.stringify(letter), /Josephine|Sparrow|jo@example/);
  await settled(page);
  assert.equal(server.letters(KETTLE.email).length, 1, "one letter, and no more");
  await leave(page);
});
