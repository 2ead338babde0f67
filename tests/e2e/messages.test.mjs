// Messages: what a person writes comes to their team and what the team answers comes back, at once and with its true state;
// nothing is lost and nothing comes twice, whatever dies meanwhile; and nobody reads on whom nobody lets.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { DESK, fill, leave, ready, sound, tabTo, team, words } from "./support.mjs";
import { launch, newContext, open, refer, signIn, withAuthenticator } from "./people.mjs";
import { startServer } from "./own_server.mjs";

const { danger, desk, helpers: h, me, messages: m, messages_desk: md } = words;
/** Hours in which somebody reads at whatever time this runs, but for one minute of the night and bank holidays. */
const OPEN = "Mon-Sun 00:00-23:59";
/** For what the desk sends: it can be undone for ten seconds first. */
const DESK_WAIT = { timeout: 30_000 };
/** For what comes by itself once a server is back: the phone waits longer after each try that failed. */
const BACK_WAIT = { timeout: 90_000 };
/** How soon something is seen on the other side. */
const AT_ONCE_MS = 2_000;
const ONE_DAY_MS = 24 * 60 * 60 * 1_000;

let browser;
let server;
/** The desk of the team's lead, whose hours and safeguarding are theirs to set. */
let lead;

before(async () => {
  server = await startServer();
  browser = await launch();
  // What messages need: two who read, hours, and somebody who looks after safeguarding.
  lead = await atDesk(server, "Ida Example", "team-lead");
  await leave(await atDesk(server, "Jo Example"));
  const { colleagues } = await changeTeam({ hours: OPEN });
  const ida = colleagues.find((one) => one.name === "Ida Example");
  const { messages_lack: lack } = await changeTeam({ safeguarding_lead: ida.id });
  assert.deepEqual(lack, [], "people can write to the team");
});
after(async () => {
  await browser?.close();
  await server?.end();
});

/** Invites a member of staff and lets them in with a passkey of their own, where `base` says. */
async function atDesk(on, name, role = "link-worker", base = on.base) {
  const { out, status, err } = on.cli("staff", "invite", name, "--role", role, "--team", team.name);
  assert.equal(status, 0, err);
  const link = out.match(/Link: (\S+)/)[1].replace(on.base, base);
  const code = out.match(/Code: (\S+)/)[1];
  const page = await open(await newContext(browser, { viewport: DESK }), link);
  await page.getByLabel(words.team.invitation.code).fill(code.toLowerCase());
  await page.getByRole("button", { name: words.team.invitation.open }).click();
  await page.getByRole("button", { name: words.team.invitation.make }).waitFor();
  await withAuthenticator(page);
  await page.getByRole("button", { name: words.team.invitation.make }).click();
  await page.getByRole("heading", { name: desk.waiting.title }).waitFor();
  return page;
}

/** Changes the team as its lead, and answers with what it is then. */
async function changeTeam(what) {
  const [status, text] = await lead.evaluate(
    async ([id, change]) => {
      const headers = { "content-type": "application/json" };
      const answer = await fetch(`/api/desk/teams/${id}`, { method: "PUT", headers, body: JSON.stringify(change) });
      return [answer.status, await answer.text()];
    },
    [team.id, what],
  );
  assert.equal(status, 200, text);
  return JSON.parse(text);
}

/** Signs in by a code and opens one's own messages. */
async function atMessages(email, options = {}, on = server) {
  const page = await open(await newContext(browser, options), `${on.base}/sign-in`);
  await signIn(page, on, email);
  await page.getByRole("link", { name: me.place_messages, exact: true }).click();
  await page.waitForURL("**/me/messages");
  await ready(page);
  return page;
}

/** Opens the thread of somebody who has written, from the list of everybody's. */
async function openThread(worker, name, base = server.base) {
  await worker.goto(`${base}/desk/messages`);
  await ready(worker);
  await worker.getByLabel(md.everybody, { exact: true }).check();
  await worker.getByRole("link", { name, exact: true }).click();
  await worker.getByRole("heading", { level: 1, name: fill(md.thread_title, { name }) }).waitFor();
  assert.ok(await worker.getByLabel(md.everybody, { exact: true }).isChecked(), "the list beside it stays as it was");
}

/** Writes from a person's side. */
async function write(page, text) {
  await page.getByLabel(m.label, { exact: true }).fill(text);
  await page.getByRole("button", { name: m.send, exact: true }).click();
}

/** Where the desk writes to somebody. */
const field = (worker, name) => worker.getByLabel(fill(md.to, { name }), { exact: true });

/** Writes from the desk. It goes after a moment. */
async function answer(worker, name, text) {
  await field(worker, name).fill(text);
  await sendFrom(worker.locator("form.composer"), name);
}

/** Sends what is filled in, from one of the forms at the desk, each with a button of its own name. */
const sendFrom = (form, name, label = md.send_to) =>
  form.getByRole("button", { name: fill(label, { name }), exact: true }).click();

/** A message that stands in the thread, and not one that is on its way. */
const said = (page, text) => page.getByRole("log").getByRole("listitem").filter({ hasText: text });

/** Everything that was said, in order. */
const allSaid = (page) => page.getByRole("log").locator(".bubble-words").allInnerTexts();

/** Somebody's row in the list of the desk. */
const row = (worker, name) =>
  worker.getByRole("listitem").filter({ has: worker.getByRole("link", { name, exact: true }) });

/** The beginning of a text of the locale file, up to the first value that it would need. */
const start = (text) => text.split("{")[0].trim();

/** When a message came into a thread. */
async function saidAt(page, text) {
  await said(page, text).waitFor(DESK_WAIT);
  return Date.now();
}

test("a team that is not ready takes no messages; its page says what is missing, and then they are on", async () => {
  const t = words.team.details;
  const fresh = await startServer();
  try {
    const email = "amina@example.org";
    await refer(fresh, { email });
    const person = await atMessages(email, {}, fresh);
    await person.getByText(fill(m.off, { team: team.name })).waitFor();
    const phone = person.getByRole("link", { name: team.phone });
    assert.equal(await phone.getAttribute("href"), `tel:${team.phone.replaceAll(" ", "")}`);
    assert.equal(await person.getByLabel(m.label, { exact: true }).count(), 0, "nothing to write into");
    await sound(person, "messages that are off");

    const theirLead = await atDesk(fresh, "Ida Example", "team-lead");
    const toTeam = async () => {
      await theirLead.goto(`${fresh.base}/desk/team`);
      await ready(theirLead);
      await theirLead.getByText(t.messages_off).waitFor();
    };
    await toTeam();
    await theirLead.getByText(t.lacks_cover).waitFor();
    await theirLead.getByText(t.lacks_safeguarding_lead).waitFor();
    assert.equal(await theirLead.getByText(t.lacks_staff).count(), 0, "the lead reads");
    assert.equal(await theirLead.getByText(t.lacks_hours).count(), 0);
    await sound(theirLead, "the team, with what messages lack");

    await leave(await atDesk(fresh, "Jo Example"));
    await toTeam();
    assert.equal(await theirLead.getByText(t.lacks_cover).count(), 0, "two read by now");
    await theirLead.getByLabel(t.safeguarding_lead, { exact: true }).selectOption({ label: "Ida Example" });
    await theirLead.getByLabel(t.hours, { exact: true }).fill(OPEN);
    await theirLead.getByRole("button", { name: t.save, exact: true }).click();
    await theirLead.getByText(t.saved, { exact: true }).waitFor();
    await theirLead.getByText(t.messages_on).waitFor();
    await sound(theirLead, "the team, with messages on");

    await person.reload();
    await ready(person);
    await person.getByLabel(m.label, { exact: true }).waitFor();
    await person.getByText(start(m.open_until)).waitFor();
    await person.getByText(m.not_emergency).waitFor();
    await sound(person, "messages, before the first");
    await leave(theirLead);
    await leave(person);
  } finally {
    await fresh.end();
  }
});

test("what is written comes to the other side at once, and says truly how far it got", async () => {
  const [email, name] = ["bao@example.org", "Bao Example"];
  const [question, reply] = ["Could we meet on Tuesday?", "Tuesday is good. I will ring you at two."];
  await refer(server, { email, name });
  const person = await atMessages(email);
  const worker = await atDesk(server, "Wen Example");
  await worker.getByText(name).first().click();
  await worker.getByRole("button", { name: desk.act.accept, exact: true }).click();
  await worker.getByRole("button", { name: desk.act.accept_button }).click();
  await worker.getByText(desk.act.accept_done).waitFor();
  await worker.getByRole("link", { name: words.signed_in.desk.messages, exact: true }).click();
  await worker.waitForURL("**/desk/messages");
  await ready(worker);
  // Nobody is listed who has written nothing.
  await worker.getByText(md.empty).or(worker.getByText(md.empty_mine)).waitFor();

  // The list follows without being loaded again; being listed is not being seen.
  await write(person, question);
  await said(person, question).getByText(m.received, { exact: true }).waitFor();
  await row(worker, name).getByText(fill(md.unseen.one, { count: "1" })).waitFor();
  await row(worker, name).getByText(question).waitFor();
  assert.equal(await said(person, question).getByText(m.received, { exact: true }).count(), 1, "nobody has seen it");
  await sound(worker, "the list of messages");

  await worker.getByRole("link", { name, exact: true }).click();
  await worker.getByRole("heading", { level: 1, name: fill(md.thread_title, { name }) }).waitFor();
  await said(worker, question).waitFor();
  await said(person, question).getByText(start(fill(m.seen_by, { name: "Wen Example" }))).waitFor({ timeout: 5_000 });
  await sound(worker, "a thread at the desk");

  // Taken back once: the words stand in the field again, and the person never learns of it.
  await listen(person);
  await answer(worker, name, reply);
  await worker.getByRole("button", { name: m.undo, exact: true }).click();
  assert.equal(await field(worker, name).inputValue(), reply);
  await answer(worker, name, reply);
  await worker.getByRole("button", { name: m.undo, exact: true }).waitFor();
  await sound(worker, "an answer that can be undone");
  await sleep(1_000);
  assert.equal(await person.getByText(reply).count(), 0, "it can still be undone");
  await said(person, reply).waitFor(DESK_WAIT);
  await said(person, reply).getByText(fill(m.author_staff, { name: "Wen Example" })).waitFor();
  await said(person, question).getByText(m.replied, { exact: true }).waitFor();
  await said(worker, reply).getByText(start(fill(m.seen_by, { name: "Bao" }))).waitFor();
  assert.equal(await person.getByRole("log", { name: m.log }).getAttribute("aria-live"), "polite");
  const heard = await person.evaluate(() => window.heard);
  assert.equal(heard.filter((one) => one.includes(reply)).length, 1, `read out once: ${heard.join(" | ")}`);
  assert.ok(!heard.some((one) => one.includes(question)), "what is known is not read out again");
  await sound(person, "messages");

  // Another tab of the same person shows the same, and follows too.
  const tab = await open(person.context(), `${server.base}/me/messages`);
  await said(tab, reply).waitFor();
  await said(tab, question).getByText(m.replied, { exact: true }).waitFor();
  await write(person, "Thank you.");
  await said(tab, "Thank you.").waitFor();
  assert.deepEqual(await allSaid(tab), [question, reply, "Thank you."]);

  // What is begun outlives the page.
  await person.getByLabel(m.label, { exact: true }).fill("Begun, and not sent");
  await person.reload();
  await ready(person);
  await said(person, reply).waitFor();
  assert.equal(await person.getByLabel(m.label, { exact: true }).inputValue(), "Begun, and not sent");
  const visit = await person.evaluate(() => JSON.stringify({ ...sessionStorage }));
  assert.ok(!visit.includes("Begun"), "and lies in no store while it is in sight");
  assert.deepEqual(tab.faults, []);
  await leave(worker);
  await leave(person);
});

/** Notes what a screen reader is told of in the thread from now on. */
async function listen(page) {
  await page.getByRole("log").evaluate((log) => {
    window.heard = [];
    const note = (changes) => {
      for (const change of changes) window.heard.push(...[...change.addedNodes].map((node) => node.textContent));
    };
    new MutationObserver(note).observe(log, { childList: true, subtree: true });
  });
}

test("a server that is killed while somebody writes loses nothing and doubles nothing", async () => {
  const [email, name] = ["cai@example.org", "Cai Example"];
  const three = ["The first of three.", "The second of three.", "The third of three."];
  await refer(server, { email, name });
  const person = await atMessages(email);
  const worker = await atDesk(server, "Uma Example");
  await worker.goto(`${server.base}/desk/messages`);
  await ready(worker);
  await worker.getByLabel(md.everybody, { exact: true }).check();
  try {
    // The worst moment: the server has kept the first, and dies before the phone hears of it.
    await person.route(
      "**/thread/messages",
      async (route) => {
        const kept = await route.fetch();
        assert.equal(kept.status(), 200);
        await server.stop("SIGKILL");
        await route.abort();
      },
      { times: 1 },
    );
    const waiting = person.getByText(m.kept, { exact: true });
    await write(person, three[0]);
    await waiting.first().waitFor();
    for (const text of three.slice(1)) await write(person, text);
    await waiting.nth(2).waitFor();
    const back = person.getByRole("button", { name: m.take_back, exact: true });
    await back.nth(1).waitFor();
    assert.equal(await back.count(), 2, "the one that may have arrived can be taken back no more");
    for (const said of [m.sending, m.received]) {
      assert.equal(await person.getByText(said, { exact: true }).count(), 0, "nothing is called sent that may not be");
    }
    await sound(person, "messages that wait for a line");
  } finally {
    await server.again();
  }
  // Nobody presses anything.
  await said(person, three[2]).waitFor(BACK_WAIT);
  await person.getByText(m.kept, { exact: true }).first().waitFor({ state: "detached" });
  assert.deepEqual(await allSaid(person), three);
  await said(person, three[2]).getByText(m.received, { exact: true }).waitFor();
  await row(worker, name).getByText(fill(md.unseen.other, { count: "3" })).waitFor(BACK_WAIT);
  await worker.getByRole("link", { name, exact: true }).click();
  await said(worker, three[2]).waitFor();
  assert.deepEqual(await allSaid(worker), three);
  await person.reload();
  await ready(person);
  await said(person, three[2]).waitFor();
  assert.deepEqual(await allSaid(person), three, "the same when everything is asked for anew");
  await leave(worker);
  await leave(person);
});

const oneServer = !process.env.JOURNEY_POSTGRES && "a file is for one server; on PostgreSQL this is walked";

test("with the link worker at another server of the same database, both hear at once", { skip: oneServer }, async () => {
  const [email, name] = ["dilys@example.org", "Dilys Example"];
  const other = await server.second();
  await refer(server, { email, name });
  const person = await atMessages(email);
  const worker = await atDesk(server, "Vic Example", "link-worker", other.base);
  assert.equal(new URL(worker.url()).origin, other.base);
  await write(person, "Good morning.");
  await said(person, "Good morning.").waitFor();
  await openThread(worker, name, other.base);
  await said(worker, "Good morning.").waitFor();

  const began = Date.now();
  await write(person, "Are you there?");
  const came = (await saidAt(worker, "Are you there?")) - began;
  assert.ok(came < AT_ONCE_MS, `it came to the desk after ${came} ms`);

  await answer(worker, name, "I am here.");
  const [here, there] = await Promise.all([saidAt(worker, "I am here."), saidAt(person, "I am here.")]);
  assert.ok(there - here < AT_ONCE_MS, `it came to the person after ${there - here} ms`);
  await leave(worker);
  await leave(person);
});

test("when nobody reads the answer says when somebody does, and words of danger bring help and are sent", async () => {
  const [email, name] = ["edi@example.org", "Edi Example"];
  const risky = "I want to die. I cannot do this any more.";
  await refer(server, { email, name });
  // They open next on the day after tomorrow, or a week later should that be a bank holiday.
  const later = new Date(Date.now() + 2 * ONE_DAY_MS);
  const weekday = (width) => later.toLocaleDateString("en-GB", { weekday: width, timeZone: "Europe/London" });
  const opens = (text) => new RegExp(`${start(text)} ${weekday("long")}.* 9am`);
  try {
    await changeTeam({ hours: `${weekday("short")} 09:00-10:00` });
    const person = await atMessages(email);
    await person.getByText(opens(m.closed_until)).waitFor();
    await person.getByText(m.not_emergency).waitFor();

    await person.getByLabel(m.label, { exact: true }).fill(risky);
    await person.getByText(danger.suicide).waitFor({ timeout: AT_ONCE_MS });
    await person.locator(".danger-card").getByRole("link", { name: danger.help }).waitFor();
    await person.getByText(danger.goes_on).waitFor();
    await sound(person, "the help card in messages");
    await person.getByRole("button", { name: m.send, exact: true }).click();
    await said(person, risky).getByText(m.received, { exact: true }).waitFor();
    const automatic = person.getByRole("log").getByText(opens(m.closed_answer));
    await automatic.waitFor();
    await person.getByRole("log").getByText(start(m.closed_help)).waitFor();
    // Help stays beside what was sent until it is put away.
    await person.getByText(danger.suicide).waitFor();
    await person.locator(".danger-card").getByRole("button", { name: danger.put_away }).click();
    await person.getByText(danger.suicide).waitFor({ state: "detached" });
    const box = person.getByLabel(m.label, { exact: true });
    await box.and(person.locator(":focus")).waitFor();
    // The answer right above says already when they read again.
    assert.equal(await person.getByText(start(m.closed_until)).count(), 0, "it is not said twice");
    await sound(person, "the answer while nobody reads");
    await write(person, "Please ring me.");
    await said(person, "Please ring me.").getByText(m.received, { exact: true }).waitFor();
    // "Not now" was about what was written then.
    await box.fill(risky);
    await person.getByText(danger.suicide).waitFor({ timeout: AT_ONCE_MS });
    await person.locator(".danger-card").getByRole("button", { name: danger.put_away }).click();
    await person.getByText(danger.suicide).waitFor({ state: "detached" });
    await box.fill("");
    assert.equal(await automatic.count(), 1, "it is said once for each closed time");

    // The desk is told where to look first, and why; it gets every word as it was written.
    const worker = await atDesk(server, "Xan Example");
    await worker.goto(`${server.base}/desk/messages`);
    await ready(worker);
    // It stands among the worker's own, though it is with nobody yet.
    await row(worker, name).getByText(md.danger_suicide).waitFor();
    await worker.getByRole("heading", { name: md.heading_danger, exact: true }).waitFor();
    await sound(worker, "the list, with somebody to look at first");
    await openThread(worker, name);
    await said(worker, risky).getByText(md.danger_suicide).waitFor();
    assert.deepEqual(await allSaid(worker), [risky, "Please ring me."]);
    await sound(worker, "a thread with words of danger");
    assert.equal(await person.getByText(md.danger_suicide).count(), 0, "nobody judges on their own page");
    await leave(worker);
    await leave(person);
  } finally {
    await changeTeam({ hours: OPEN });
  }
});

test("of three dates the person takes one with a tap, and a group comes as a card", async () => {
  const [email, name] = ["fay@example.org", "Fay Example"];
  const kettle = "The Kettle Club";
  await refer(server, { email, name });
  const person = await atMessages(email);
  await write(person, "When could we talk?");
  await said(person, "When could we talk?").waitFor();
  const worker = await atDesk(server, "Yin Example");
  await openThread(worker, name);

  await worker.getByText(md.dates_open, { exact: true }).click();
  const dates = worker.locator("details", { hasText: md.dates_open });
  await sendFrom(dates, name, md.send_dates_to);
  await dates.getByText(md.date_missing).first().waitFor();
  await sound(worker, "suggesting dates, with none given");
  for (const [index, time] of ["10:00", "11:30", "14:00"].entries()) {
    const day = new Date(Date.now() + (index + 1) * ONE_DAY_MS).toISOString().slice(0, 10);
    await dates.getByLabel(fill(md.date_number, { number: String(index + 1) }), { exact: true }).fill(`${day}T${time}`);
  }
  await dates.getByLabel(md.dates_how).selectOption({ label: m.how_in_person });
  await dates.getByLabel(md.words_with_it).fill("At the library, if you like.");
  await worker.getByText(md.dates_not_sent, { exact: true }).waitFor();
  await sendFrom(dates, name, md.send_dates_to);
  await field(worker, name).and(worker.locator(":focus")).waitFor();
  await worker.getByText(md.dates_not_sent, { exact: true }).waitFor({ state: "detached" });

  await worker.getByText(md.group_open, { exact: true }).click();
  const group = worker.locator("details", { hasText: md.group_open });
  await group.getByLabel(md.group_sought).fill("kettle");
  await group.getByRole("button", { name: md.group_look, exact: true }).click();
  await group.getByRole("button", { name: fill(md.group_pick, { name: kettle }), exact: true }).click();
  await group.getByLabel(md.words_with_it).fill("Everybody is welcome there.");
  await worker.getByText(md.group_not_sent, { exact: true }).waitFor();
  await sound(worker, "sharing a group");
  await sendFrom(group, name, md.send_group_to);

  await person.getByText(m.they_suggest).waitFor(DESK_WAIT);
  const card = person.getByRole("log").getByRole("link", { name: kettle, exact: true });
  await card.waitFor(DESK_WAIT);
  await person.getByText("Everybody is welcome there.").waitFor();
  await sound(person, "dates to take, and a group");
  const take = person.getByRole("button", { name: new RegExp(`^${start(m.take_date)} `) });
  assert.equal(await take.count(), 3);
  const second = (await take.nth(1).innerText()).slice(start(m.take_date).length).trim();
  // Whoever can come at none of them is led to where they can say so.
  await person.getByRole("button", { name: m.none_of_these, exact: true }).click();
  await person.getByText(m.ask_for_times, { exact: true }).waitFor();
  await person.getByLabel(m.label, { exact: true }).and(person.locator(":focus")).waitFor();
  await take.nth(1).click();
  const agreed = fill(m.agreed, { date: second, how: m.how_in_person });
  await person.getByText(agreed).and(person.locator(":focus")).waitFor();
  assert.equal(await take.count(), 0, "one holds");
  await worker.getByText(agreed).waitFor();
  await sound(person, "a date that was taken");
  assert.equal(await calendarFile(person), await calendarFile(worker), "the same for both");

  await card.click();
  await person.waitForURL("**/groups/**");
  await person.getByRole("heading", { level: 1, name: kettle }).waitFor();
  await leave(worker);
  await leave(person);
});

/** Fetches the date that was agreed for one's own calendar: when it begins. The file says nothing of who or why. */
async function calendarFile(page) {
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: m.add_to_calendar }).click();
  const file = await download;
  assert.equal(file.suggestedFilename(), "meeting.ics");
  const text = readFileSync(await file.path(), "utf8");
  assert.match(text, /BEGIN:VEVENT/);
  assert.doesNotMatch(text, /Fay|Yin|library|BEGIN:VALARM/);
  return text.match(/^DTSTART[^:]*:(\S+)/m)[1];
}

test("a helper who may reads and writes under her own name, and is cut off within a second", async () => {
  const [email, name] = ["gwen@example.org", "Gwen Example"];
  const hers = fill(m.author_helper, { name: "Sara Example", relation: "daughter" });
  await refer(server, {
    email,
    name,
    for_whom: "someone",
    helper_name: "Sara Example",
    helper_relation: "daughter",
    helper_email: "sara@example.org",
    helper_email_safe: true,
    agreed: true,
    contact_first: "person",
  });
  const mother = await open(await newContext(browser), `${server.base}/sign-in`);
  await signIn(mother, server, email);
  await mother.getByRole("link", { name: me.helpers_wait_go }).click();
  await mother.getByRole("link", { name: h.waiting_yes }).click();
  await mother.getByLabel(h.alone_yes).check();
  for (const scope of ["scope_plan", "scope_messages", "scope_write"]) {
    await mother.getByLabel(h[scope], { exact: false }).first().check();
  }
  const months = fill(h.until_months.other, { count: "3", date: "" }).trim();
  await mother.getByLabel(months, { exact: false }).first().check();
  await mother.getByRole("button", { name: h.accept_send }).click();
  await mother.getByRole("heading", { name: h.now_title }).waitFor();
  await mother.goto(`${server.base}/me/messages`);
  await ready(mother);
  await write(mother, "My daughter may write here too.");
  await said(mother, "My daughter may write here too.").waitFor();

  const daughter = await atMessages("sara@example.org");
  await daughter.getByRole("link", { name: fill(m.theirs, { name: "Gwen" }) }).click();
  await daughter.getByText(fill(m.writing_for, { name: "Gwen" })).waitFor();
  await said(daughter, "My daughter may write here too.").waitFor();
  await write(daughter, "She cannot climb stairs.");
  await said(daughter, "She cannot climb stairs.").getByText(m.author_you, { exact: true }).waitFor();
  await sound(daughter, "a helper's messages");
  await said(mother, "She cannot climb stairs.").getByText(hers, { exact: true }).waitFor();
  assert.equal(await said(mother, "She cannot climb stairs.").getAttribute("class"), "bubble bubble-ours bubble-beside");
  await mother.getByText(fill(m.helper_reads, { name: "\u2068Sara Example\u2069" })).waitFor();

  const worker = await atDesk(server, "Zoe Example");
  await openThread(worker, name);
  await said(worker, "She cannot climb stairs.").getByText(hers, { exact: true }).waitFor();
  await worker.getByText(fill(md.helper_reads, { name: "Sara Example" })).waitFor();
  await said(daughter, "She cannot climb stairs.").getByText(start(fill(m.seen_by, { name: "Zoe Example" }))).waitFor();

  await mother.goto(`${server.base}/me/helpers`);
  await ready(mother);
  await mother.getByRole("link", { name: h.change }).click();
  await mother.getByRole("button", { name: h.end, exact: true }).click();
  const yes = mother.getByRole("button", { name: h.end_yes });
  await yes.waitFor();
  const began = Date.now();
  await yes.click();
  await daughter.getByText(m.ended, { exact: true }).waitFor();
  const took = Date.now() - began;
  assert.equal(await daughter.getByText("She cannot climb stairs.").count(), 0, "not even her own words stay");
  assert.ok(took < 1_000, `her open screen was cut after ${took} ms`);
  await sound(daughter, "messages that are not hers to see any more");
  const { pathname } = new URL(daughter.url());
  const person = pathname.split("/").at(-1);
  const status = await daughter.evaluate(async (id) => (await fetch(`/api/people/${id}/thread`)).status, person);
  assert.equal(status, 404, "nor does the server give them");
  await worker.reload();
  await ready(worker);
  await said(worker, "She cannot climb stairs.").waitFor();
  assert.equal(await worker.getByText(fill(md.helper_reads, { name: "Sara Example" })).count(), 0);
  for (const page of [daughter, mother, worker]) await leave(page);
});

test("messages can be written and sent by keyboard, at 320 pixels", async () => {
  const email = "keys@example.org";
  await refer(server, { email, name: "Hana Example" });
  const page = await atMessages(email, { viewport: { width: 320, height: 640 } });
  const box = page.getByLabel(m.label, { exact: true });
  const hasFocus = () => box.and(page.locator(":focus")).waitFor();
  await box.waitFor();
  await tabTo(page, m.send);
  await page.keyboard.press("Enter");
  // What is wrong is said, and the field has the focus.
  await page.getByText(m.missing).waitFor();
  await hasFocus();
  await sound(page, "nothing written, at 320 pixels");
  await page.keyboard.type("Written without a mouse.");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await said(page, "Written without a mouse.").getByText(m.received, { exact: true }).waitFor();
  assert.equal(await page.getByText(m.missing).count(), 0);
  await page.keyboard.press("Shift+Tab");
  await hasFocus();
  await page.keyboard.type("And another.");
  await page.keyboard.press("Control+Enter");
  await said(page, "And another.").waitFor();
  assert.equal(await box.inputValue(), "");
  assert.deepEqual(await allSaid(page), ["Written without a mouse.", "And another."]);
  await sound(page, "messages, at 320 pixels");
  await leave(page);
});
