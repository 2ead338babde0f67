// Life without a signal, on a phone of one's own: finding a group, reading the plan, writing down what is to be said and
// what was done, whatever dies meanwhile; everything arrives once. And what lies on a phone, shared or not, nobody can read.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { leave, ready, words } from "./support.mjs";
import { ask, launch, refer, send, signIn, takeMessages } from "./people.mjs";
import {
  anotherBuild, filesWith, pocket, soundNarrow, stored, storesWith, takePhone, until, untilAppKept, untilVersion,
} from "./own_phone.mjs";
import { openLine } from "./line.mjs";
import { startServer } from "./own_server.mjs";

const { details, group: gr, groups, me, messages: m, phone: ph, plan_goals: g, plan_visits: pv } = words;
const { sign_in: w, start, update } = words;
/** The district of the demo area where most is, and how the two of it are named in a question for groups. */
const DISTRICT = "QQ1";
/** A place in the midst of the demo area, as exactly as a phone knows it. */
const HERE = { latitude: 53.051234, longitude: -1.851234 };
/** It meets every morning but on Sundays. */
const COFFEE = "Netherfold Coffee Stop";
/** How often the phone is switched off, or dies, and is switched on again. */
const RESTARTS = process.env.STILE_LONG === "1" ? 50 : 2;
/** For what comes by itself once there is a signal: the phone waits longer after each try that failed. */
const BACK_WAIT = { timeout: 90_000 };
/** For a newer version, with all the apps that a phone of one's own has. */
const INSTALL_WAIT = { timeout: 60_000 };
const ONE_DAY_MS = 24 * 60 * 60 * 1_000;

/** What is said where nothing newer came, before the time from which it is. */
const asOf = words.as_of.seen.split("{")[0].trim();

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

/** Opens an address, and waits until nothing on it is being fetched any more. */
async function go(page, path) {
  await page.goto(line.base + path);
  await ready(page);
  await page.waitForFunction(() => !document.querySelector("main .loading"));
}

/** Comes in by a code at a phone whose worker is in charge. `life` is the answer to "Is this phone just yours?". */
async function comeIn(page, email, life) {
  await go(page, "/sign-in");
  await signIn(page, server, email, life);
  const notNow = page.getByRole("button", { name: w.passkey.not_now });
  const home = page.getByRole("heading", { name: me.next });
  await home.or(notNow).first().waitFor();
  if (life === w.life.mine) await notNow.click();
  await home.waitFor();
}

/** The id of somebody's own record. */
async function personOf(page) {
  const { text } = await ask(page, "/api/me");
  return JSON.parse(text).somebody.person.id;
}

/** The names of the groups that are listed, in their order. */
// What is far out of sight has a text, and none that is drawn.
const listed = (page) => page.locator(".card").getByRole("link").allTextContents();

/** Looks for groups from the first page on, and waits for the list. */
async function lookFor(page, near) {
  await go(page, "/");
  await page.getByLabel(start.near).fill(near);
  await page.getByRole("button", { name: start.search }).click();
  await page.waitForURL(/\/groups\?near=/);
  await page.locator(".card").first().waitFor();
}

/** Unfolds the rest of the list. */
async function showMore(page) {
  const before = await page.locator(".card").count();
  await page.getByRole("button", { name: groups.more }).click();
  await page.waitForFunction((before) => document.querySelectorAll(".card").length > before, before);
}

/** Waits until the groups of the demo area are in the pocket. */
async function untilPacked(page) {
  await until(async () => (await pocket(page)).packs.some((pack) => pack.district === DISTRICT), "packs are kept");
}

/** Writes a message. */
async function write(page, text) {
  await page.getByLabel(m.label, { exact: true }).fill(text);
  await page.getByRole("button", { name: m.send, exact: true }).click();
}

/** A message that stands in the thread, and one that is on its way. */
const said = (page, text) => page.getByRole("log").getByRole("listitem").filter({ hasText: text });
const waiting = (page, text = "") => page.locator(".bubble-waiting").filter({ hasText: text });

const button = (inside, name) => inside.getByRole("button", { name, exact: true });
const unfold = (inside, name) => inside.locator("summary", { hasText: name }).click();

/** The day so many days from now, in London. */
const dayAfter = (days) =>
  new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/London" }).format(new Date(Date.now() + days * ONE_DAY_MS));

/** Writes down that somebody went, on a day. */
async function logVisit(page, day) {
  await go(page, "/me/plan/visits");
  await unfold(page, pv.log);
  await page.getByRole("combobox", { name: pv.log_which, exact: true }).selectOption({ label: COFFEE });
  await unfold(page, pv.another_day);
  await page.getByLabel(pv.day, { exact: true }).fill(day);
  await button(page.getByRole("group", { name: pv.another_day, exact: true }), pv.went).click();
  await page.locator(".visit-edit").getByText(pv.kept).waitFor();
  await button(page.locator(".visit-edit"), pv.done).click();
}

/** Writes down what matters. */
async function writeGoal(page, title) {
  await go(page, "/me/plan");
  await page.getByRole("link", { name: g.add, exact: true }).click();
  await page.getByRole("heading", { level: 1, name: g.add }).waitFor();
  await page.getByLabel(g.what).fill(title);
  await button(page, g.new_keep).click();
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
}

/** Somebody with a plan, at a phone that they have called their own, who has looked at everything once. */
async function takeOwnPhone(email, name, options = {}) {
  await refer(server, { email, name });
  const phone = await takePhone(options);
  const page = await phone.settle(line.base);
  await comeIn(page, email, w.life.mine);
  const person = await personOf(page);
  const found = JSON.parse((await ask(page, `/api/groups?q=${encodeURIComponent(COFFEE)}`)).text).groups[0];
  const held = { id: crypto.randomUUID(), group: found.id, reason: "" };
  await send(page, `/api/people/${person}/plan/groups`, held);
  const act = { id: crypto.randomUUID(), act: "plan_to_go" };
  await send(page, `/api/people/${person}/plan/groups/${held.id}/acts`, act);
  await lookFor(page, DISTRICT);
  await untilPacked(page);
  for (const [path, app] of [["", "plan"], ["/week", "week"], ["/visits", "visits"]]) {
    await go(page, `/me/plan${path}`);
    await page.getByText(COFFEE).first().waitFor({ state: "attached" });
    await untilAppKept(page, app);
  }
  await go(page, "/me/messages");
  await page.getByLabel(m.label, { exact: true }).waitFor();
  await untilAppKept(page, "messages");
  await untilAppKept(page, "me");
  return { phone, page, person };
}

/** How much of somebody's the server has. */
const arrived = (person) => ({
  messages: server.count(`SELECT count(*) FROM message WHERE person = '${person}'`),
  visits: server.count(`SELECT count(*) FROM visit WHERE person = '${person}'`),
  goals: server.count(`SELECT count(*) FROM goal WHERE person = '${person}'`),
});

test("aeroplane mode: a group is found, the plan is read, words wait, and everything arrives once", async () => {
  const before = "Written while there was a signal.";
  const goal = "I want to see the sea again";
  const second = anotherBuild();
  const { phone, page, person } = await takeOwnPhone("amina@example.org", "Amina Example");
  try {
    await write(page, before);
    await said(page, before).getByText(m.received, { exact: true }).waitFor();
    await lookFor(page, DISTRICT);
    await showMore(page);
    const online = await listed(page);
    assert.ok(online.length > 20, "more than a page of them");
    await go(page, "/me/messages");
    await said(page, before).waitFor();

    // The line is dead, and so is the server; the phone was switched off meanwhile.
    await phone.off();
    await line.cut();
    await server.stop("SIGKILL");
    await phone.on({ signal: false });
    let tab = await phone.open(line.base);
    await tab.getByRole("heading", { level: 1, name: start.title }).waitFor();
    // The browser itself still has the answer of a minute ago: what is looked at is the pack.
    await (await tab.context().newCDPSession(tab)).send("Network.clearBrowserCache");
    await lookFor(tab, DISTRICT);
    await showMore(tab);
    assert.deepEqual(await listed(tab), online, "the same groups in the same order");
    await tab.getByText(asOf).waitFor();
    await soundNarrow(tab, "groups out of the pack");
    const [name] = online;
    await tab.locator(".card").getByRole("link", { name, exact: true }).first().click();
    await tab.getByRole("heading", { level: 1, name }).waitFor();
    await tab.getByRole("heading", { level: 2, name: gr.when }).waitFor();
    await soundNarrow(tab, "a group out of the pack");

    await go(tab, "/me/plan");
    await tab.locator(".plan-group", { hasText: COFFEE }).waitFor();
    await tab.getByText(asOf).waitFor();
    await soundNarrow(tab, "a plan without a signal");
    await go(tab, "/me/plan/week");
    await tab.locator(".week-card", { hasText: COFFEE }).first().waitFor();
    await tab.getByText(asOf).waitFor();
    await soundNarrow(tab, "a week without a signal");
    await go(tab, "/me/messages");
    await said(tab, before).waitFor();
    await tab.getByText(asOf).waitFor();
    const texts = [];
    const writeOne = async (text) => {
      await write(tab, text);
      await waiting(tab, text).getByText(m.kept_safe, { exact: true }).waitFor();
      texts.push(text);
    };
    await writeOne("Written in the tunnel.");
    for (const untrue of [m.sending, m.received]) {
      assert.equal(await waiting(tab).getByText(untrue, { exact: true }).count(), 0, "nothing is called sent");
    }
    await soundNarrow(tab, "a message that waits for a signal");

    // Whether it is switched off or dies: what was written is there again.
    for (let time = 1; time <= RESTARTS; time += 1) {
      await (time % 2 ? phone.die() : phone.off());
      await phone.on({ signal: false });
      tab = await phone.open(`${line.base}/me/messages`);
      await waiting(tab, texts.at(-1)).waitFor();
      assert.deepEqual(await tab.locator(".bubble-waiting .bubble-words").allInnerTexts(), texts, `start ${time}`);
      await writeOne(`Written after start number ${time}.`);
    }

    // Two tabs, each opened before the other has written.
    const other = await phone.open(`${line.base}/me/messages`);
    await waiting(other, texts.at(-1)).waitFor();
    await writeOne("Written in one tab.");
    await write(other, "Written in the other tab.");
    await waiting(other, "Written in the other tab.").getByText(m.kept_safe, { exact: true }).waitFor();
    texts.push("Written in the other tab.");
    await logVisit(tab, dayAfter(-5));
    await writeGoal(other, goal);

    await updateBetween(phone, tab, second);

    await leaveRoom(phone, 64 * 1024);
    tab = await phone.open(`${line.base}/me/messages`);
    await waiting(tab, texts.at(-1)).waitFor();
    await writeOne("Written where there was a little room.");
    await leaveRoom(phone, -Infinity);
    tab = await phone.open(`${line.base}/me/messages`);
    await waiting(tab, texts.at(-1)).waitFor();
    const last = "Written where there was no room.";
    await write(tab, last);
    await tab.getByText(m.no_room, { exact: true }).waitFor();
    assert.equal(await waiting(tab, last).getByText(m.kept_safe).count(), 0, "it is not said to be safe");
    await soundNarrow(tab, "no room for a message");
    const field = tab.getByLabel(m.label, { exact: true });
    const isInField = (await field.inputValue()) === last;
    assert.ok(isInField || (await waiting(tab, last).count()) === 1, "nothing typed is lost");
    texts.push(last);
    assert.deepEqual(arrived(person), { messages: 1, visits: 0, goals: 0 }, "nothing has arrived meanwhile");

    // The signal is back, and still there is no room. Nobody presses anything, but where the words are in the field.
    line.answerApi("open");
    await line.mend();
    await phone.signal(true);
    if (isInField) await button(tab, m.send).click();
    await said(tab, last).waitFor(BACK_WAIT);
    await waiting(tab).first().waitFor({ state: "detached" });
    assert.deepEqual(await tab.getByRole("log").locator(".bubble-words").allInnerTexts(), [before, ...texts]);
    await until(() => arrived(person).visits === 1 && arrived(person).goals === 1, "the visit and the goal arrive");
    await until(async () => (await pocket(tab)).waiting === 0, "nothing waits any more");
    await go(tab, "/me/plan");
    await tab.locator(".plan-card", { hasText: goal }).waitFor();
    assert.equal(await tab.getByText(asOf).count(), 0, "what comes now is from now");
    await go(tab, "/me/plan/visits");
    await tab.locator(".visit", { hasText: COFFEE }).waitFor();
    assert.deepEqual(arrived(person), { messages: 1 + texts.length, visits: 1, goals: 1 }, "each of them once");
    assert.deepEqual(tab.faults, []);
  } finally {
    await line.mend();
    line.answerApi("open");
    await server.again();
    await phone.end();
    second.end();
  }
});

/** The next release comes by a line on which the API says nothing. What waits is still there, and so is every page. */
async function updateBetween(phone, tab, { app, version }) {
  const { waiting: unsent } = await pocket(tab);
  line.answerApi("silent");
  await server.again({ app });
  await line.mend();
  await phone.signal(true);
  await go(tab, "/");
  await tab.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  await button(tab, update.take).click(INSTALL_WAIT);
  await untilVersion(tab, version);
  await line.cut();
  await phone.off();
  await phone.on({ signal: false });
  const anew = await phone.open(`${line.base}/me/plan`);
  await anew.locator(".plan-group", { hasText: COFFEE }).waitFor();
  assert.equal((await pocket(anew)).waiting, unsent, "what waited waits still");
  await lookFor(anew, DISTRICT);
}

/** The phone is switched on again with so many bytes left for this app. Browsers look at that when a store is opened. */
async function leaveRoom(phone, left) {
  const tab = phone.tabs().at(-1);
  const { usage } = await tab.evaluate(() => navigator.storage.estimate());
  await phone.off();
  await phone.on({ signal: false });
  const debug = await phone.debug();
  await debug.send("Storage.overrideQuotaForOrigin", { origin: line.base, quotaSize: Math.max(1, usage + left) });
}

test("with only the first page open what waits is sent: on coming back, and when the browser tells of a line", async () => {
  const { phone, page, person } = await takeOwnPhone("bao@example.org", "Bao Example");
  try {
    // The worker has tried in vain once it has asked who is here.
    const writeWithout = async (text) => {
      await go(page, "/me/messages");
      line.answerApi("silent");
      await write(page, text);
      await waiting(page, text).getByText(m.kept_safe, { exact: true }).waitFor();
      const from = line.asked.length;
      await go(page, "/");
      await until(() => line.asked.slice(from).some(({ url }) => url === "/api/me"), "it is tried");
    };
    await writeWithout("Sent when somebody comes back.");
    assert.equal(arrived(person).messages, 0);
    line.answerApi("open");
    await go(page, "/about");
    await until(() => arrived(person).messages === 1, "the worker sends on opening a page");

    await writeWithout("Sent by the browser alone.");
    const debug = await phone.debug();
    const registration = new Promise((done) => {
      debug.on("ServiceWorker.workerRegistrationUpdated", ({ registrations: [one] }) => done(one.registrationId));
    });
    await debug.send("ServiceWorker.enable");
    const registrationId = await registration;
    line.answerApi("open");
    assert.equal(arrived(person).messages, 1, "nothing has asked for it yet");
    await debug.send("ServiceWorker.dispatchSyncEvent", {
      origin: line.base, registrationId, tag: "outbox", lastChance: false,
    });
    await until(() => arrived(person).messages === 2, "the worker sends when it is told of a line");
    await until(async () => (await pocket(page)).waiting === 0, "nothing waits any more");
    assert.equal(arrived(person).messages, 2);
    await leave(page);
  } finally {
    line.answerApi("open");
    await phone.end();
  }
});

test("on a shared phone nothing of anybody stays: in no store, and in no file", async () => {
  const [email, canary] = ["shared@example.org", "zitronenfalter"];
  await refer(server, { email, name: `${canary} Example`, words: `${canary} in the request` });
  const phone = await takePhone();
  try {
    const page = await phone.settle(line.base);
    await comeIn(page, email, w.life.shared);
    await go(page, "/me/messages");
    await write(page, `${canary} in a message`);
    await said(page, canary).getByText(m.received, { exact: true }).waitFor();
    await writeGoal(page, `${canary} in a goal`);
    await until(() => server.count(`SELECT count(*) FROM goal WHERE body LIKE '%${canary}%'`) === 1, "the goal is there");
    await go(page, "/me/details");
    await page.getByLabel(details.about_me).fill(`${canary} about me`);
    await page.getByRole("button", { name: details.save, exact: true }).click();
    await page.getByText(details.saved, { exact: true }).waitFor();
    const { own, answers, waiting: unsent } = await pocket(page);
    assert.deepEqual({ own, answers, unsent }, { own: false, answers: 0, unsent: 0 }, "the pocket has nothing of theirs");
    assert.deepEqual((await storesWith(page, canary)).filter((where) => where !== "sessionStorage"), []);
    await page.getByRole("button", { name: me.sign_out }).first().click();
    await page.getByText(w.signed_out).waitFor();
    assert.deepEqual(await storesWith(page, canary), [], "in no store");
    const { keys, answers: kept, outbox } = await stored(page);
    assert.deepEqual([keys ?? 0, kept ?? 0, outbox ?? 0], [0, 0, 0], "no key, no answers, nothing to send");
    // What is said is honest: without a signal a shared phone has nothing to show.
    await line.cut();
    await go(page, "/me");
    assert.equal(await page.getByText(canary).count(), 0);
    await phone.off();
    assert.deepEqual(filesWith(phone.folder, canary), [], "in no file");
  } finally {
    await line.mend();
    await phone.end();
  }
});

test("on a phone of one's own everything is there without a signal, and nobody can read it in its files", async () => {
  const [email, canary] = ["own@example.org", "tagpfauenauge"];
  const { phone, page } = await takeOwnPhone(email, `${canary} Example`);
  try {
    await write(page, `${canary} in a message`);
    await said(page, canary).getByText(m.received, { exact: true }).waitFor();
    await writeGoal(page, `${canary} in a goal`);
    await until(() => server.count(`SELECT count(*) FROM goal WHERE body LIKE '%${canary}%'`) === 1, "the goal is there");
    await go(page, "/me/details");
    await page.getByLabel(details.about_me).fill(`${canary} about me`);
    await page.getByRole("button", { name: details.save, exact: true }).click();
    await page.getByText(details.saved, { exact: true }).waitFor();
    for (const path of ["/me", "/me/plan", "/me/messages"]) {
      await go(page, path);
      await page.getByText(canary).first().waitFor({ state: "attached" });
    }
    await line.cut();
    await write(page, `${canary} that waits`);
    await waiting(page, canary).getByText(m.kept_safe, { exact: true }).waitFor();
    const { own, answers, waiting: unsent } = await pocket(page);
    assert.ok(own && answers > 0 && unsent === 1, `the pocket has it: ${answers} answers, ${unsent} to send`);
    assert.deepEqual(await storesWith(page, canary), [], "in no store in plain");
    assert.deepEqual(filesWith(phone.folder, canary), [], "in no file while the phone is on");
    await phone.off();
    assert.deepEqual(filesWith(phone.folder, canary), [], "in no file");

    await phone.on({ signal: false });
    const anew = await phone.open(`${line.base}/me/plan`);
    await anew.getByText(`${canary} in a goal`).first().waitFor();
    await go(anew, "/me/messages");
    await said(anew, `${canary} in a message`).waitFor();
    await waiting(anew, `${canary} that waits`).waitFor();

    // Signing out is told at once that something was not sent, and leaves nothing that could be read, signal or none.
    anew.once("dialog", (dialog) => dialog.accept());
    await anew.getByRole("button", { name: m.sign_out }).first().click();
    await anew.getByLabel(w.to).waitFor();
    await until(async () => {
      const { keys, answers: kept, outbox } = await stored(anew);
      return (keys ?? 0) + (kept ?? 0) + (outbox ?? 0) === 0;
    }, "no key, no answers, nothing to send");
    await go(anew, "/me/messages");
    assert.equal(await anew.getByText(canary).count(), 0);
    await phone.off();
    assert.deepEqual(filesWith(phone.folder, canary), []);
  } finally {
    await line.mend();
    await phone.end();
  }
});

for (const [what, life] of [["a shared phone", w.life.shared], ["a phone of one's own", w.life.mine]]) {
  test(`on ${what} what was only half typed is in no file either`, async () => {
    const [email, canary] = [`half-${life === w.life.mine ? "own" : "shared"}@example.org`, "schwalbenschwanz"];
    await refer(server, { email, name: "Half Example" });
    const phone = await takePhone();
    try {
      const page = await phone.settle(line.base);
      await comeIn(page, email, life);
      await go(page, "/me/messages");
      await page.getByLabel(m.label, { exact: true }).fill(`${canary}, and no end`);
      // Once the browser has written down what it writes down of a visit.
      const mark = crypto.randomUUID();
      await page.evaluate((mark) => sessionStorage.setItem("mark", mark), mark);
      await until(() => filesWith(phone.folder, mark).length > 0, "the visit is written down");
      assert.deepEqual(filesWith(phone.folder, canary), [], "while it is being typed");
      page.once("dialog", (dialog) => dialog.accept());
      await page.getByRole("button", { name: m.sign_out }).first().click();
      await page.getByLabel(w.to).waitFor();
      await phone.off();
      assert.deepEqual(filesWith(phone.folder, canary), [], "afterwards");
    } finally {
      await phone.end();
    }
  });
}

test("where the phone is, is asked of nobody where its own groups reach", async () => {
  const phone = await takePhone({ geolocation: HERE, permissions: ["geolocation"] });
  try {
    const page = await phone.settle(line.base);
    await lookFor(page, "QQ1 1AA");
    await untilPacked(page);
    const from = line.asked.length;
    await go(page, "/groups");
    await page.getByRole("button", { name: groups.use_position }).click();
    await page.waitForURL(/near=53\.05/);
    await page.locator(".card").first().waitFor();
    const travels = [groups.walk, groups.drive].map(({ other }) => other.replace("{count}", ""));
    const chips = (await page.locator(".card").allInnerTexts()).filter((text) => travels.some((one) => text.includes(one)));
    assert.ok(chips.length > 0, "they say how far it is");
    await page.locator(".card").getByRole("link").first().click();
    await page.getByRole("heading", { level: 2, name: gr.when }).waitFor();
    await page.goBack();
    await page.locator(".card").first().waitFor();
    await page.reload();
    await ready(page);
    await page.locator(".card").first().waitFor();
    const asked = line.asked.slice(from).map((one) => JSON.stringify(one));
    assert.ok(asked.length > 0, "the line is listened to");
    assert.deepEqual(asked.filter((one) => /53\.05|1\.85/.test(one)), []);
    await leave(page);
  } finally {
    await phone.end();
  }
});

test("what this phone keeps is told, with a signal and without, and can be taken off it", async () => {
  const { phone, page } = await takeOwnPhone("keeps@example.org", "Keep Example");
  try {
    await go(page, "/me/phone");
    await page.getByText(DISTRICT).first().waitFor();
    await page.getByText(ph.waiting_none, { exact: true }).waitFor();
    await untilAppKept(page, "inbox");
    await soundNarrow(page, "what this phone keeps");
    await line.cut();
    await go(page, "/me/messages");
    await write(page, "This one waits.");
    await waiting(page, "This one waits.").getByText(m.kept_safe, { exact: true }).waitFor();
    await go(page, "/me/phone");
    await page.getByText(ph.waiting.one.replace("{count}", "1"), { exact: true }).waitFor();
    const { own, answers, packs, used } = await pocket(page);
    assert.ok(own && answers > 0 && packs.length > 0 && used > 0);
    await soundNarrow(page, "what this phone keeps, without a signal");
    await button(page, ph.send).click();
    await page.getByText(ph.not_sent, { exact: true }).waitFor();
    // Whoever is told that it would be lost can still keep it.
    page.once("dialog", (dialog) => dialog.dismiss());
    await button(page, ph.forget_mine).click();
    assert.equal((await pocket(page)).waiting, 1);
    page.once("dialog", (dialog) => dialog.accept());
    await button(page, ph.forget_mine).click();
    await page.getByText(ph.mine_gone, { exact: true }).waitFor();
    await button(page, ph.forget_groups).click();
    await page.getByText(ph.groups_gone, { exact: true }).waitFor();
    await soundNarrow(page, "nothing is kept on this phone");
    const after = await pocket(page);
    assert.deepEqual([after.answers, after.waiting, after.packs], [0, 0, []]);
    await leave(page);
  } finally {
    await line.mend();
    await phone.end();
  }
});

test("it can be installed, as the browser itself judges", async () => {
  const phone = await takePhone();
  try {
    const page = await phone.settle(line.base);
    const debug = await phone.debug(page);
    assert.deepEqual((await debug.send("Page.getInstallabilityErrors")).installabilityErrors, []);
    const { url, errors } = await debug.send("Page.getAppManifest");
    assert.deepEqual(errors, []);
    const manifest = await (await fetch(url)).json();
    for (const { src, sizes } of [...manifest.icons, ...(manifest.screenshots ?? [])]) {
      const answer = await fetch(new URL(src, url));
      assert.equal(answer.status, 200, src);
      if (src.endsWith(".png")) {
        const bytes = Buffer.from(await answer.arrayBuffer());
        assert.equal(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, sizes, src);
      }
    }
    assert.ok(manifest.screenshots?.length > 0, "it has pictures to show");
    for (const { url: there } of manifest.shortcuts ?? []) {
      assert.equal((await fetch(new URL(there, url))).status, 200, there);
    }
    await leave(page);
  } finally {
    await phone.end();
  }
});
