// Asking for a link worker, for oneself and for somebody one helps.
import { test } from "node:test";
import assert from "node:assert/strict";
import { TOUCH, fill, finger, leave, mouse, ready, sound, tabTo, team, visit, withBrowser, words } from "./support.mjs";

withBrowser();
const { footer, start, start_unsent: unsent, group, refer, refer_errors: errors, need, danger, sent, referral } = words;

const heading = (page, name) => page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
const goOn = (page, hand = mouse) => hand.press(page.getByRole("button", { name: refer.go_on, exact: true }));
const choice = (page, question, answer) => page.getByRole("group", { name: question }).getByLabel(answer);
const hasFocus = (field) => field.evaluate((element) => element === document.activeElement);

/** From the postcode on the start page to the question that a group's page leads to. Answers the group's name. */
async function askAboutGroup(page, hand) {
  await hand.write(page.getByLabel(start.near), "qq1 1aa");
  await sound(page, "start");
  await hand.press(page.getByRole("button", { name: start.search }));
  await page.getByRole("heading", { level: 1, name: /QQ1 1AA/ }).waitFor();
  const first = page.locator(".card").first().getByRole("link");
  const name = (await first.innerText()).trim();
  await sound(page, "results");
  await hand.press(first);
  await heading(page, name);
  await sound(page, "group");
  await hand.press(page.getByRole("link", { name: group.ask }));
  await heading(page, refer.who_title);
  await page.getByText(fill(refer.about_group, { group: name })).waitFor();
  await sound(page, "who, about a group");
  return name;
}

async function answerWhom(page, them, hand = mouse) {
  await hand.pick(page.getByLabel(them ? refer.who_someone : refer.who_me, { exact: true }));
  await goOn(page, hand);
}

async function answerWish(page, them, hand = mouse) {
  await heading(page, them ? refer.words_title_them : refer.words_title);
  await hand.write(page.getByRole("textbox"), "I would like to get out more and meet people.");
  await sound(page, "own words");
  await goOn(page, hand);
  await heading(page, them ? refer.needs_title_them : refer.needs_title);
  await hand.pick(page.getByLabel(need.loneliness));
  await hand.pick(page.getByLabel(need.getting_out));
  await sound(page, "needs");
  await goOn(page, hand);
}

/** The surgeries near the postcode have come: from here on the list stands still. */
async function surgeriesFound(page, them) {
  const surgeries = page.getByRole("group", { name: them ? refer.surgery_them : refer.surgery });
  await surgeries.getByRole("radio").nth(1).waitFor();
}

async function answerWhere(page, them, hand = mouse) {
  await heading(page, them ? refer.where_title_them : refer.where_title);
  const postcode = page.getByLabel(them ? refer.postcode_them : refer.postcode);
  // Whoever has searched from a whole postcode finds it here.
  if (!(await postcode.inputValue())) await hand.write(postcode, "qq11aa");
  await surgeriesFound(page, them);
  await hand.pick(page.getByLabel(refer.not_sure));
  await sound(page, "where");
  await goOn(page, hand);
}

async function answerName(page, them, name, hand = mouse) {
  await heading(page, them ? refer.name_title_them : refer.name_title);
  await hand.write(page.getByRole("textbox"), name);
  await sound(page, "name");
  await goOn(page, hand);
  await heading(page, them ? refer.birth_title_them : refer.birth_title);
  await hand.write(page.getByLabel(refer.day), "27");
  await hand.write(page.getByLabel(refer.month), "3");
  await hand.write(page.getByLabel(refer.year), "1958");
  await sound(page, "birth");
  await goOn(page, hand);
}

/** Everything from the first question's answer to the check page, for oneself. */
async function answerForMyself(page, name) {
  await answerWish(page, false);
  await answerWhere(page, false);
  await answerName(page, false, name);
  await heading(page, refer.reach_title);
  await page.getByLabel(refer.phone).fill("01632 960 199");
  await choice(page, refer.call_safe, refer.safe_yes).check();
  await choice(page, refer.text_safe, refer.safe_no).check();
  await goOn(page);
  await heading(page, refer.talk_title);
  await goOn(page);
  await heading(page, refer.check_title);
}

const consent = (them) => fill(them ? refer.consent_them : refer.consent, { team: team.name });

async function sendIt(page, them, hand = mouse) {
  const button = page.getByRole("button", { name: them ? refer.send_them : refer.send, exact: true });
  await heading(page, refer.check_title);
  assert.ok((await page.locator(".consent").innerText()).includes(team.name), "it says which team may read it");
  await sound(page, "check");
  await hand.press(button);
  await page.getByRole("link", { name: errors.consent }).waitFor();
  await sound(page, "check with an error");
  await hand.pick(page.getByRole("checkbox", { name: consent(them) }));
  await hand.press(button);
  await heading(page, sent.title);
  await sound(page, "sent");
}

test("by tap: from a postcode over a group to asking for myself, and seeing how far it is", async () => {
  const page = await visit("/", TOUCH);
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  const name = await askAboutGroup(page, finger);
  await answerWhom(page, false, finger);
  await answerWish(page, false, finger);
  await heading(page, refer.where_title);
  assert.equal(await page.getByLabel(refer.postcode).inputValue(), "QQ1 1AA", "the postcode is not asked for again");
  await answerWhere(page, false, finger);
  await answerName(page, false, "Example Person", finger);
  await heading(page, refer.reach_title);
  await finger.write(page.getByLabel(refer.phone), "01632 960 123");
  await finger.pick(choice(page, refer.call_safe, refer.safe_yes));
  await goOn(page, finger);
  await page.getByRole("link", { name: errors.text_safe }).waitFor();
  await sound(page, "reach with an error");
  await finger.pick(choice(page, refer.text_safe, refer.safe_no));
  await goOn(page, finger);
  await heading(page, refer.talk_title);
  await sound(page, "talk");
  await goOn(page, finger);
  await heading(page, refer.check_title);
  await page.getByText(refer.row_group, { exact: true }).first().waitFor();
  await page.locator("dl").getByText(name).first().waitFor();
  await sendIt(page, false, finger);
  assert.ok(!asked.some((url) => /\/api\/(cover|surgeries)\?/.test(url)), "where somebody lives stands in no address");
  const reference = await page.locator(".reference strong").innerText();
  assert.match(reference, /^[A-Z0-9]{3}-[A-Z0-9]{3}$/);
  assert.equal(await page.evaluate(() => sessionStorage.getItem("draft")), null, "the answers have left the phone");
  await finger.press(page.getByRole("link", { name: sent.see_stage }));
  await page.getByRole("heading", { name: new RegExp(reference) }).waitFor();
  await sound(page, "stage");
  const cookies = await page.context().cookies();
  assert.ok(cookies.length > 0, "the browser may see the stage again");
  assert.ok(cookies.every((cookie) => cookie.httpOnly && cookie.secure && cookie.sameSite === "Strict"), "HttpOnly cookie");
  await leave(page);
});

test("by tap: from a postcode over a group to asking for my mother", async () => {
  const page = await visit("/", TOUCH);
  await askAboutGroup(page, finger);
  await answerWhom(page, true, finger);
  await answerWish(page, true, finger);
  await heading(page, refer.you_title);
  await finger.write(page.getByLabel(refer.your_name), "Example Daughter");
  await finger.write(page.getByLabel(refer.relation), "daughter");
  await finger.write(page.getByLabel(refer.your_phone), "07700 900123");
  await finger.write(page.getByLabel(refer.your_email), "daughter@example.org");
  await finger.pick(choice(page, refer.call_safe, refer.safe_yes));
  await finger.pick(choice(page, refer.text_safe, refer.safe_no));
  await goOn(page, finger);
  await page.getByRole("heading", { name: refer.errors_title }).waitFor();
  await sound(page, "helper with an error");
  await finger.pick(choice(page, refer.email_safe, refer.safe_no));
  await sound(page, "helper");
  await goOn(page, finger);
  await heading(page, refer.agreed_title);
  await finger.pick(page.getByLabel(refer.agreed_no));
  await goOn(page, finger);
  await page.getByRole("link", { name: errors.not_asked_reason }).waitFor();
  await sound(page, "agreed with an error");
  await finger.pick(page.getByLabel(refer.agreed_yes));
  await sound(page, "agreed");
  await goOn(page, finger);
  await answerWhere(page, true, finger);
  await answerName(page, true, "Example Mother", finger);
  await heading(page, refer.reach_title_them);
  await sound(page, "reach, for them");
  await goOn(page, finger);
  await heading(page, refer.talk_title_them);
  await sound(page, "talk, for them");
  await goOn(page, finger);
  await heading(page, refer.first_title);
  await finger.pick(page.getByLabel(refer.first_helper, { exact: true }));
  await sound(page, "first");
  await goOn(page, finger);
  await sendIt(page, true, finger);
  await leave(page);
});

/** Keys alone, from question to question. */
const keys = (page) => ({
  async to(name) {
    await tabTo(page, name);
  },
  async type(name, text) {
    await tabTo(page, name);
    await page.keyboard.type(text);
  },
  async pick(name) {
    await tabTo(page, name);
    await page.keyboard.press("Space");
  },
  async press(name) {
    await tabTo(page, name);
    await page.keyboard.press("Enter");
  },
  async goOn() {
    await this.press(refer.go_on);
  },
  async where(them) {
    await heading(page, them ? refer.where_title_them : refer.where_title);
    await this.type(them ? refer.postcode_them : refer.postcode, "QQ1 1AA");
    await surgeriesFound(page, them);
    await this.to(refer.surgery_search);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await this.goOn();
  },
  async who(them, name) {
    const [nameTitle, birthTitle] = them
      ? [refer.name_title_them, refer.birth_title_them]
      : [refer.name_title, refer.birth_title];
    await heading(page, nameTitle);
    await this.type(nameTitle, name);
    await page.keyboard.press("Enter");
    await heading(page, birthTitle);
    await this.type(refer.day, "1");
    await page.keyboard.press("Tab");
    await page.keyboard.type("June");
    await page.keyboard.press("Tab");
    await page.keyboard.type("1970");
    await page.keyboard.press("Enter");
  },
  async send(them) {
    await heading(page, refer.check_title);
    await this.pick(consent(them));
    await this.press(them ? refer.send_them : refer.send);
    await heading(page, sent.title);
  },
});

test("by keyboard alone: I ask for myself", async () => {
  const page = await visit("/");
  const hand = keys(page);
  await hand.press(start.ask_me);
  await heading(page, refer.words_title);
  await ready(page);
  await hand.type(refer.words_title, "Company on Sundays.");
  await hand.goOn();
  await heading(page, refer.needs_title);
  await hand.pick(need.loneliness);
  await hand.goOn();
  await hand.where(false);
  await hand.who(false, "Example Person");
  await heading(page, refer.reach_title);
  await hand.type(refer.email, "someone@example.org");
  await hand.pick(refer.safe_yes);
  await hand.goOn();
  await heading(page, refer.talk_title);
  await hand.goOn();
  await hand.send(false);
  await leave(page);
});

test("by keyboard alone: I ask for my mother", async () => {
  const page = await visit("/");
  const hand = keys(page);
  await hand.press(start.ask_someone);
  await heading(page, refer.words_title_them);
  await ready(page);
  await hand.type(refer.words_title_them, "She misses her friends.");
  await hand.goOn();
  await heading(page, refer.needs_title_them);
  await hand.pick(need.loneliness);
  await hand.goOn();
  await heading(page, refer.you_title);
  await hand.type(refer.your_name, "Example Daughter");
  await hand.type(refer.relation, "daughter");
  await hand.type(refer.your_phone, "07700 900123");
  await hand.pick(refer.safe_yes);
  // The second of two answers: Tab reaches the first, an arrow goes on.
  await hand.to(refer.safe_yes);
  await page.keyboard.press("ArrowDown");
  assert.ok(await choice(page, refer.call_safe, refer.safe_yes).isChecked());
  assert.ok(await choice(page, refer.text_safe, refer.safe_no).isChecked());
  await hand.goOn();
  await heading(page, refer.agreed_title);
  await hand.pick(refer.agreed_yes);
  await hand.goOn();
  await hand.where(true);
  await hand.who(true, "Example Mother");
  await heading(page, refer.reach_title_them);
  await hand.goOn();
  await heading(page, refer.talk_title_them);
  await hand.goOn();
  await heading(page, refer.first_title);
  await hand.to(refer.first_helper);
  await page.keyboard.press("Space");
  await hand.goOn();
  await hand.send(true);
  await leave(page);
});

test("after a failed Continue the focus stays in the field while somebody types", async () => {
  const page = await visit("/refer/who?for=me");
  await answerWish(page, false);
  await answerWhere(page, false);
  await heading(page, refer.name_title);
  await goOn(page);
  await page.getByRole("link", { name: errors.name }).waitFor();
  await page.waitForFunction((title) => document.activeElement?.textContent?.startsWith(title), refer.errors_title);
  await sound(page, "name with an error");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const name = page.getByRole("textbox");
  await name.and(page.locator(":focus")).waitFor();
  await page.keyboard.type("Example Person", { delay: 20 });
  assert.equal(await name.inputValue(), "Example Person");
  assert.ok(await hasFocus(name), "the focus stays in the name");
  await page.keyboard.press("Enter");

  await heading(page, refer.birth_title);
  const [day, month, year] = [refer.day, refer.month, refer.year].map((label) => page.getByLabel(label));
  await day.click();
  await page.keyboard.type("27");
  await page.keyboard.press("Enter");
  await page.waitForFunction((title) => document.activeElement?.textContent?.startsWith(title), refer.errors_title);
  await sound(page, "birth with an error");
  await month.click();
  await page.keyboard.type("March", { delay: 20 });
  await page.keyboard.press("Tab");
  await page.keyboard.type("1958", { delay: 20 });
  assert.equal(await month.inputValue(), "March");
  assert.equal(await year.inputValue(), "1958");
  assert.ok(await hasFocus(year), "the focus stays in the year");
  await page.keyboard.press("Enter");
  await heading(page, refer.reach_title);
  await leave(page);
});

test("Back and reload never lose a word, and change leads back to the check", async () => {
  const page = await visit("/refer/who?for=me");
  await answerWish(page, false);
  await heading(page, refer.where_title);
  await page.goBack();
  await heading(page, refer.needs_title);
  assert.ok(await page.getByLabel(need.loneliness).isChecked());
  await page.goBack();
  await heading(page, refer.words_title);
  assert.match(await page.getByRole("textbox").inputValue(), /get out more/);
  await page.reload();
  await ready(page);
  assert.match(await page.getByRole("textbox").inputValue(), /get out more/);
  await leave(page);
});

test("a question whose earlier ones are open leads to the first open one", async () => {
  const page = await visit("/refer/check");
  await heading(page, refer.who_title);
  await goOn(page);
  await page.getByRole("link", { name: errors.for_whom }).waitFor();
  await sound(page, "who with an error");
  await leave(page);
});

test("under sixteen is shown where to go instead", async () => {
  const page = await visit("/refer/who?for=me");
  await answerWish(page, false);
  await answerWhere(page, false);
  await heading(page, refer.name_title);
  await page.getByRole("textbox").fill("Example Child");
  await goOn(page);
  await page.getByLabel(refer.day).fill("1");
  await page.getByLabel(refer.month).fill("1");
  await page.getByLabel(refer.year).fill(String(new Date().getFullYear() - 12));
  await goOn(page);
  await heading(page, refer.young_title);
  await sound(page, "too young");
  await leave(page);
});

test("where no team covers, the person is told and given other ways", async () => {
  const page = await visit("/refer/who?for=me");
  await answerWish(page, false);
  await heading(page, refer.where_title);
  await page.getByLabel(refer.postcode).fill("LS1 1AA");
  await page.getByLabel(refer.not_sure).check();
  await goOn(page);
  await heading(page, refer.no_team_title);
  await sound(page, "no team");
  await leave(page);
});

test("words that sound like danger bring the help card and block nothing", async () => {
  const page = await visit("/refer/who?for=me");
  await heading(page, refer.words_title);
  await page.getByRole("textbox").fill("I want to die");
  await page.getByText(danger.suicide).waitFor();
  await sound(page, "danger card");
  await page.getByRole("button", { name: danger.put_away }).click();
  assert.equal(await page.getByText(danger.suicide).count(), 0);
  await goOn(page);
  await heading(page, refer.needs_title);
  await leave(page);
});

const sendButton = (page) => page.getByRole("button", { name: refer.send, exact: true });

test("an answer that is lost on the way: it goes again by itself, also after a reload, and is one referral", async () => {
  const page = await visit("/refer/who?for=me");
  await answerForMyself(page, "Example Person Again");
  await page.getByRole("checkbox").check();
  const bodies = [];
  let isLost = true;
  await page.route("**/api/referrals", async (route) => {
    bodies.push(route.request().postDataJSON());
    // The requests arrive; their answers do not.
    if (isLost) {
      await route.fetch();
      await route.abort();
    } else {
      await route.continue();
    }
  });
  await sendButton(page).click();
  await page.getByText(refer.not_sure_title).waitFor();
  await page.getByText(refer.not_sent_kept).waitFor();
  await page.getByText(refer.waiting).waitFor();
  await sound(page, "not sent");
  await page.reload();
  await ready(page);
  await page.getByText(refer.not_sure_title).waitFor();
  isLost = false;
  await heading(page, sent.title);
  assert.ok(bodies.length > 2, `${bodies.length} tries`);
  assert.equal(new Set(bodies.map(({ id }) => id)).size, 1, "the same id each time");
  await page.getByRole("link", { name: sent.see_stage }).click();
  await page.locator(".referral").first().waitFor();
  assert.equal(await page.locator(".referral").count(), 1, "one referral");
  await leave(page);
});

test("without a signal it waits, can be taken back, and goes once the line is there", async () => {
  const page = await visit("/refer/who?for=me");
  await answerForMyself(page, "Example Person Offline");
  await page.getByRole("checkbox").check();
  // The other app is on the phone by then.
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.context().setOffline(true);
  await sendButton(page).click();
  await page.getByText(refer.waiting_title, { exact: true }).waitFor();
  await page.getByText(refer.waiting, { exact: true }).waitFor();
  await page.getByRole("button", { name: refer.take_back }).click();
  await page.getByText(refer.taken_back, { exact: true }).waitFor();
  assert.equal(await page.getByText(refer.waiting_title, { exact: true }).count(), 0);
  assert.ok(await hasFocus(page.getByText(refer.taken_back, { exact: true })), "the focus is at what came of it");
  assert.ok(await page.getByRole("checkbox").isChecked(), "every answer is still here");

  await sendButton(page).click();
  await page.getByText(refer.waiting_title, { exact: true }).waitFor();
  // When the judge has gone the browser says that the line is back, so from here on it may have arrived.
  await sound(page, "waiting for a signal");
  // Whoever goes on to look around is told there too, and finds back.
  await page.locator("header .brand").click();
  await heading(page, start.title);
  await page.getByText(unsent.lead, { exact: true }).waitFor();
  await sound(page, "start, while something waits");
  await page.getByRole("link", { name: unsent.way }).click();
  await heading(page, refer.check_title);
  await page.getByText(refer.waiting_title, { exact: true }).or(page.getByText(refer.not_sure_title, { exact: true })).waitFor();
  await page.locator("footer").getByRole("link", { name: footer.referral }).click();
  await heading(page, referral.title);
  await page.getByText(refer.waiting, { exact: true }).waitFor();
  await page.context().setOffline(false);
  await page.getByText(refer.arrived, { exact: true }).waitFor();
  await page.getByRole("link", { name: sent.next_title }).click();
  await heading(page, sent.title);
  assert.equal(await page.evaluate(() => sessionStorage.getItem("draft")), null, "the answers have left the phone");
  await leave(page);
});

test("an answer that is changed while it waits is not sent by itself", async () => {
  const page = await visit("/refer/who?for=me");
  await answerForMyself(page, "Example Person Changing");
  await page.getByRole("checkbox").check();
  await page.context().setOffline(true);
  await sendButton(page).click();
  await page.getByText(refer.waiting_title, { exact: true }).waitFor();
  await page.getByRole("checkbox").uncheck();
  await page.getByText(refer.waiting_title, { exact: true }).waitFor({ state: "detached" });
  let asked = 0;
  page.on("request", (request) => {
    if (request.url().endsWith("/api/referrals")) asked += 1;
  });
  await page.context().setOffline(false);
  await page.waitForTimeout(2500);
  assert.equal(asked, 0, "nobody has sent that");
  await leave(page);
});

test("the group somebody asks about is among the answers, and can be taken out again", async () => {
  const page = await visit("/");
  const name = await askAboutGroup(page, mouse);
  await answerWhom(page, false);
  await answerForMyself(page, "Example Person");
  const row = page.locator("dl").getByText(name).first();
  await page.getByText(refer.row_group, { exact: true }).first().waitFor();
  await row.waitFor();
  await sound(page, "check with a group");
  await page.getByRole("button", { name: refer.remove }).click();
  await row.waitFor({ state: "detached" });
  await sound(page, "check without the group");
  assert.equal(await page.evaluate(() => JSON.parse(sessionStorage.getItem("draft")).answers.about_group ?? null), null);
  await page.reload();
  await ready(page);
  assert.equal(await row.count(), 0, "it stays away");
  await leave(page);
});

test("a group that is asked about is kept over a reload, and Back leads to its page", async () => {
  const page = await visit("/");
  const name = await askAboutGroup(page, mouse);
  await page.reload();
  await ready(page);
  await page.getByText(fill(refer.about_group, { group: name })).waitFor();
  await page.goBack();
  await heading(page, name);
  await ready(page);
  // The buttons that say for whom lead away from it.
  await page.locator("header .brand").click();
  await heading(page, start.title);
  await page.getByRole("link", { name: start.ask_me, exact: true }).click();
  await heading(page, refer.words_title);
  await ready(page);
  await page.goBack();
  await heading(page, start.title);
  assert.equal(await page.evaluate(() => JSON.parse(sessionStorage.getItem("draft")).answers.about_group ?? null), null);
  await leave(page);
});

test("whoever asks about a group while something waits has not sent that, and nothing goes by itself", async () => {
  const page = await visit("/groups?near=QQ1+1AA");
  await page.locator(".card").first().waitFor();
  const path = (await page.locator(".card a").first().getAttribute("href")).split("?")[0];
  await page.goto(new URL("/refer/who?for=me", page.url()).href);
  await ready(page);
  await answerForMyself(page, "Example Person Asking");
  await page.getByRole("checkbox").check();
  let asked = 0;
  await page.route("**/api/referrals", async (route) => {
    asked += 1;
    await route.abort();
  });
  await sendButton(page).click();
  await page.getByText(refer.waiting).waitFor();
  await page.goto(new URL(path, page.url()).href);
  await page.getByText(unsent.lead, { exact: true }).waitFor();
  const before = asked;
  await page.getByRole("link", { name: group.ask }).click();
  await heading(page, refer.who_title);
  await ready(page);
  await page.waitForTimeout(2500);
  assert.equal(asked, before, "nobody has sent that");
  assert.equal(await page.getByText(refer.not_sure_title, { exact: true }).count(), 0);
  await leave(page);
});

test("without a referral, the stage page says what will be here", async () => {
  const page = await visit("/referral");
  await page.getByText(referral.empty_lead).waitFor();
  await sound(page, "no referral");
  await leave(page);
});

/** Opens an address whose app does not come until it is let go; what moves meanwhile is counted. */
async function withoutApp(path, options = {}, prepare = async () => {}) {
  const page = await visit("/about", { serviceWorkers: "block", ...options });
  await page.addInitScript(() => {
    window.moved = 0;
    new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (window.moved += value))).observe({
      type: "layout-shift",
      buffered: true,
    });
  });
  await prepare(page);
  let come;
  const wanted = new Promise((resolve) => { come = resolve; });
  await page.route("**/*.wasm", async (route) => {
    await wanted;
    await route.continue();
  });
  await page.goto(new URL(path, page.url()).href, { waitUntil: "commit" });
  await page.locator("#before .question h1").waitFor();
  // The browser drops letters that come before there is something to see.
  await page.waitForFunction(() => performance.getEntriesByType("paint").length > 0);
  return { page, come };
}

/** Where everything of the question stands. */
const places = (page) =>
  page.evaluate(() => {
    const parts = ".question :is(a, .progress, h1, .lead, .field-hint, .choice, textarea, button)";
    return [...document.querySelectorAll(parts)].filter((one) => one.checkVisibility()).map((one) => {
      const { x, y, width, height } = one.getBoundingClientRect();
      return [one.tagName, ...[x, y, width, height].map(Math.round)].join(" ");
    });
  });

for (const [whom, title, width] of [["me", refer.words_title, 360], ["someone", refer.words_title_them, 1280]]) {
  test(`the first question takes words before the app is there, and none is lost: ${whom}, ${width} pixels`, async () => {
    const { page, come } = await withoutApp(`/refer/who?for=${whom}`, { viewport: { width, height: 500 } });
    await heading(page, title);
    await sound(page, "the first question without the app");
    const before = await places(page);
    const words = page.locator("#before textarea");
    await words.pressSequentially("Company on Sndays");
    for (let step = 0; step < "ndays".length; step += 1) await page.keyboard.press("ArrowLeft");
    await page.evaluate(() => scrollTo(0, 40));
    const height = await page.evaluate(() => scrollY);
    come();
    await ready(page);
    await heading(page, title);
    const field = page.getByRole("textbox");
    assert.ok(await hasFocus(field), "the field keeps the focus");
    await page.keyboard.type("u");
    assert.equal(await field.inputValue(), "Company on Sundays", "the writing mark is where it was");
    assert.equal(await page.evaluate(() => scrollY), height, "the place on the page stays");
    assert.equal(await page.evaluate(() => window.moved), 0, "nothing moves");
    await page.evaluate(() => scrollTo(0, 0));
    assert.deepEqual(await places(page), before, "everything stands where it stood");
    assert.ok(!page.url().includes("Company"), "own words stand in no address");
    await goOn(page);
    await heading(page, whom === "me" ? refer.needs_title : refer.needs_title_them);
    await page.goBack();
    await heading(page, title);
    assert.equal(await page.getByRole("textbox").inputValue(), "Company on Sundays");
    await leave(page);
  });
}

test("for whom it is can be answered and gone on from before the app is there", async () => {
  const { page, come } = await withoutApp("/refer/who", TOUCH);
  await heading(page, refer.who_title);
  await sound(page, "for whom, without the app");
  await page.getByLabel(refer.who_someone, { exact: true }).tap();
  await goOn(page, finger);
  await page.getByText(words.document.wait).waitFor();
  assert.match(page.url(), /\/refer\/who$/, "nothing is loaded anew");
  come();
  await heading(page, refer.words_title_them);
  await leave(page);
});

test("what is chosen before the app is there stays chosen, with the focus, and nothing moves", async () => {
  const { page, come } = await withoutApp("/refer/who");
  const before = await places(page);
  await page.getByLabel(refer.who_me, { exact: true }).check();
  come();
  await ready(page);
  const mine = page.getByLabel(refer.who_me, { exact: true });
  assert.ok(await mine.isChecked());
  assert.ok(await hasFocus(mine));
  assert.deepEqual(await places(page), before);
  assert.equal(await page.evaluate(() => window.moved), 0, "nothing moves");
  await goOn(page);
  await heading(page, refer.words_title);
  await leave(page);
});

test("words and a press of the button that came before the app are carried out by it", async () => {
  const { page, come } = await withoutApp("/refer/who?for=me");
  await page.locator("#before textarea").pressSequentially("Company.");
  await goOn(page);
  come();
  await heading(page, refer.needs_title);
  await page.goBack();
  await heading(page, refer.words_title);
  assert.equal(await page.getByRole("textbox").inputValue(), "Company.");
  await leave(page);
  // A press that cannot be gone on from says what is missing, as it would have at once.
  const empty = await withoutApp("/refer/who");
  await goOn(empty.page);
  empty.come();
  await empty.page.getByRole("link", { name: errors.for_whom }).waitFor();
  await leave(empty.page);
});

test("words of earlier in this visit are there before the app is, and are not written over", async () => {
  const earlier = async (page) => {
    await page.goto(new URL("/refer/who?for=me", page.url()).href);
    await ready(page);
    await page.getByRole("textbox").fill("Company.");
  };
  const { page, come } = await withoutApp("/refer/who?for=me", {}, earlier);
  const words = page.locator("#before textarea");
  assert.equal(await words.inputValue(), "Company.");
  await words.press("End");
  await words.pressSequentially(" And cake.");
  come();
  await ready(page);
  assert.equal(await page.getByRole("textbox").inputValue(), "Company. And cake.");
  await leave(page);
});

test("the page that the phone has kept shows the first question at once, and never the start", async () => {
  const page = await visit("/");
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await ready(page);
  await page.addInitScript(() => {
    window.seen = new Set();
    new MutationObserver(() => {
      const heading = document.querySelector("#before h1");
      if (heading?.checkVisibility({ visibilityProperty: true })) window.seen.add(heading.textContent);
    }).observe(document, { childList: true, subtree: true });
  });
  for (const [path, title] of [
    ["/refer/who", refer.who_title],
    ["/refer/who?for=me", refer.words_title],
    ["/refer/who?for=someone", refer.words_title_them],
  ]) {
    await page.goto(new URL(path, page.url()).href);
    await ready(page);
    await heading(page, title);
    assert.ok(await page.evaluate(() => Boolean(navigator.serviceWorker.controller)), "the phone's own copy");
    assert.deepEqual(await page.evaluate(() => [...window.seen]), [title], path);
  }
  await leave(page);
});
