// Asking for a link worker, for oneself and for somebody one helps.
import { test } from "node:test";
import assert from "node:assert/strict";
import { leave, ready, sound, tabTo, visit, withBrowser, words } from "./support.mjs";

withBrowser();
const { start, refer, refer_errors: errors, need, danger, sent, referral } = words;

const heading = (page, name) => page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
const goOn = (page) => page.getByRole("button", { name: refer.go_on, exact: true }).click();

async function answerWish(page, them) {
  await heading(page, them ? refer.words_title_them : refer.words_title);
  await page.getByRole("textbox").fill("I would like to get out more and meet people.");
  await sound(page, "own words");
  await goOn(page);
  await heading(page, them ? refer.needs_title_them : refer.needs_title);
  await page.getByLabel(need.loneliness).check();
  await page.getByLabel(need.getting_out).check();
  await sound(page, "needs");
  await goOn(page);
}

async function answerWhere(page, them) {
  await heading(page, them ? refer.where_title_them : refer.where_title);
  await page.getByLabel(them ? refer.postcode_them : refer.postcode).fill("qq11aa");
  await page.getByLabel(refer.not_sure).check();
  await sound(page, "where");
  await goOn(page);
}

async function answerName(page, them, name) {
  await heading(page, them ? refer.name_title_them : refer.name_title);
  await page.getByRole("textbox").fill(name);
  await sound(page, "name");
  await goOn(page);
  await heading(page, them ? refer.birth_title_them : refer.birth_title);
  await page.getByLabel(refer.day).fill("27");
  await page.getByLabel(refer.month).fill("3");
  await page.getByLabel(refer.year).fill("1958");
  await sound(page, "birth");
  await goOn(page);
}

async function sendIt(page, button) {
  await heading(page, refer.check_title);
  await sound(page, "check");
  await page.getByRole("button", { name: button, exact: true }).click();
  await page.getByRole("link", { name: errors.consent }).waitFor();
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: button, exact: true }).click();
  await heading(page, sent.title);
  await sound(page, "sent");
}

test("by tap: I ask for myself, and see how far it is", async () => {
  const page = await visit("/");
  await page.getByRole("link", { name: start.ask_me }).click();
  await answerWish(page, false);
  await answerWhere(page, false);
  await answerName(page, false, "Example Person");
  await heading(page, refer.reach_title);
  await page.getByLabel(refer.phone).fill("01632 960 123");
  await page.getByRole("group", { name: refer.call_safe }).getByLabel(refer.safe_yes).check();
  await goOn(page);
  await page.getByRole("link", { name: errors.text_safe }).waitFor();
  await sound(page, "reach with an error");
  await page.getByRole("group", { name: refer.text_safe }).getByLabel(refer.safe_no).check();
  await goOn(page);
  await heading(page, refer.talk_title);
  await sound(page, "talk");
  await goOn(page);
  await sendIt(page, refer.send);
  const reference = await page.locator(".reference strong").innerText();
  assert.match(reference, /^[A-Z0-9]{3}-[A-Z0-9]{3}$/);
  assert.equal(await page.evaluate(() => sessionStorage.getItem("draft")), null, "the answers have left the phone");
  await page.getByRole("link", { name: sent.see_stage }).click();
  await page.getByRole("heading", { name: new RegExp(reference) }).waitFor();
  await sound(page, "stage");
  const cookies = await page.context().cookies();
  assert.ok(cookies.every((cookie) => cookie.httpOnly && cookie.secure && cookie.sameSite === "Strict"), "HttpOnly cookie");
  await leave(page);
});

test("by tap: I ask for my mother", async () => {
  const page = await visit("/");
  await page.getByRole("link", { name: start.ask_someone }).click();
  await answerWish(page, true);
  await heading(page, refer.you_title);
  await page.getByLabel(refer.your_name).fill("Example Daughter");
  await page.getByLabel(refer.relation).fill("daughter");
  await page.getByLabel(refer.your_phone).fill("07700 900123");
  await sound(page, "helper");
  await goOn(page);
  await heading(page, refer.agreed_title);
  await page.getByLabel(refer.agreed_no).check();
  await goOn(page);
  await page.getByRole("link", { name: errors.not_asked_reason }).waitFor();
  await page.getByLabel(refer.agreed_yes).check();
  await sound(page, "agreed");
  await goOn(page);
  await answerWhere(page, true);
  await answerName(page, true, "Example Mother");
  await heading(page, refer.reach_title_them);
  await goOn(page);
  await heading(page, refer.talk_title_them);
  await goOn(page);
  await heading(page, refer.first_title);
  await page.getByLabel(refer.first_helper, { exact: true }).check();
  await sound(page, "first");
  await goOn(page);
  await sendIt(page, refer.send_them);
  await leave(page);
});

test("by keyboard alone: I ask for myself", async () => {
  const page = await visit("/refer/who?for=me");
  const next = async () => {
    await tabTo(page, refer.go_on);
    await page.keyboard.press("Enter");
  };
  await heading(page, refer.words_title);
  await tabTo(page, refer.words_title);
  await page.keyboard.type("Company on Sundays.");
  await next();
  await heading(page, refer.needs_title);
  await tabTo(page, need.loneliness);
  await page.keyboard.press("Space");
  await next();
  await heading(page, refer.where_title);
  await tabTo(page, refer.postcode);
  await page.keyboard.type("QQ1 1AA");
  await tabTo(page, refer.surgery_search);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await next();
  await heading(page, refer.name_title);
  await tabTo(page, refer.name_title);
  await page.keyboard.type("Example Person");
  await page.keyboard.press("Enter");
  await heading(page, refer.birth_title);
  await tabTo(page, refer.day);
  await page.keyboard.type("1");
  await page.keyboard.press("Tab");
  await page.keyboard.type("June");
  await page.keyboard.press("Tab");
  await page.keyboard.type("1970");
  await page.keyboard.press("Enter");
  await heading(page, refer.reach_title);
  await tabTo(page, refer.email);
  await page.keyboard.type("someone@example.org");
  await tabTo(page, refer.safe_yes);
  await page.keyboard.press("Space");
  await next();
  await heading(page, refer.talk_title);
  await next();
  await heading(page, refer.check_title);
  await tabTo(page, refer.consent);
  await page.keyboard.press("Space");
  await tabTo(page, refer.send);
  await page.keyboard.press("Enter");
  await heading(page, sent.title);
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

test("a broken network keeps every word, and sending again is one referral", async () => {
  const page = await visit("/refer/who?for=me");
  await answerWish(page, false);
  await answerWhere(page, false);
  await answerName(page, false, "Example Person Again");
  await heading(page, refer.reach_title);
  await page.getByLabel(refer.phone).fill("01632 960 199");
  await page.getByRole("group", { name: refer.call_safe }).getByLabel(refer.safe_yes).check();
  await page.getByRole("group", { name: refer.text_safe }).getByLabel(refer.safe_no).check();
  await goOn(page);
  await goOn(page);
  await heading(page, refer.check_title);
  await page.getByRole("checkbox").check();
  const bodies = [];
  await page.route("**/api/referrals", async (route) => {
    bodies.push(route.request().postDataJSON());
    // The first request arrives, but its answer is lost on the way.
    if (bodies.length === 1) {
      await route.fetch();
      await route.abort();
    } else {
      await route.continue();
    }
  });
  await page.getByRole("button", { name: refer.send, exact: true }).click();
  await page.getByText(refer.not_sent_kept).waitFor();
  await sound(page, "not sent");
  await page.getByRole("button", { name: refer.send, exact: true }).click();
  await heading(page, sent.title);
  assert.equal(bodies[0].id, bodies[1].id, "the same id both times");
  await page.getByRole("link", { name: sent.see_stage }).click();
  await page.locator(".referral").first().waitFor();
  assert.equal(await page.locator(".referral").count(), 1, "one referral");
  await leave(page);
});

test("asking about a group carries into the referral", async () => {
  const page = await visit("/groups?near=QQ1+1AA");
  const name = await page.locator(".card a").first().innerText();
  await page.locator(".card a").first().click();
  await page.getByRole("link", { name: words.group.ask }).click();
  await heading(page, refer.who_title);
  await page.getByText(name).waitFor();
  await leave(page);
});

test("without a referral, the stage page says what will be here", async () => {
  const page = await visit("/referral");
  await page.getByText(referral.empty_lead).waitFor();
  await sound(page, "no referral");
  await leave(page);
});
