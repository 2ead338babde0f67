// Finding what is on near somebody.
import { test } from "node:test";
import assert from "node:assert/strict";
import { DESK, fill, leave, ready, sound, tabTo, visit, withBrowser, words } from "./support.mjs";

withBrowser();
const { start, groups, group, report } = words;

test("by tap: postcode, results, group", async () => {
  const page = await visit("/", { hasTouch: true, isMobile: true });
  await sound(page, "start");
  await page.getByLabel(start.near).fill("qq1 1aa");
  await page.getByRole("button", { name: start.search }).tap();
  await page.waitForURL(/\/groups\?near=/);
  await page.getByRole("heading", { level: 1, name: /QQ1 1AA/ }).waitFor();
  await sound(page, "results");
  const count = await page.getByRole("status").filter({ hasText: /group/ }).innerText();
  assert.match(count, /^\d+ groups$/);
  const first = page.locator(".card").first();
  const name = await first.getByRole("link").innerText();
  await first.getByRole("link").click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  assert.ok(await page.getByRole("heading", { level: 2, name: group.when }).isVisible());
  assert.ok(await page.getByRole("heading", { level: 2, name: group.cost }).isVisible());
  await sound(page, "group");
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), "H1", "the heading takes the focus");
  await page.goBack();
  await page.getByRole("heading", { level: 1, name: /QQ1 1AA/ }).waitFor();
  assert.ok((await page.locator(".card").count()) > 0, "Back shows the list at once");
  await leave(page);
});

test("by keyboard alone: start to a group", async () => {
  const page = await visit("/");
  await tabTo(page, start.near);
  await page.keyboard.type("QQ1 1AA");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: /QQ1 1AA/ }).waitFor();
  const name = await page.locator(".card a").first().innerText();
  await tabTo(page, name);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name }).waitFor();
  await leave(page);
});

test("the static page hands over the typed letters and the focus", async () => {
  const page = await visit("/", { serviceWorkers: "block" });
  await page.route("**/*.wasm", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue();
  });
  await page.goto(page.url(), { waitUntil: "commit" });
  // Nobody types before there is something to see; the browser drops letters that come earlier.
  await page.waitForFunction(() => performance.getEntriesByType("paint").length > 0);
  await page.locator("#before input[name=near]").pressSequentially("QQ2");
  await ready(page);
  const field = page.getByLabel(start.near);
  assert.equal(await field.inputValue(), "QQ2");
  assert.ok(await field.evaluate((element) => element === document.activeElement), "the field keeps the focus");
  await leave(page);
});

test("filters are in the address, shown as chips, taken away one by one, and their effect is announced", async () => {
  const page = await visit("/groups?near=QQ1+1AA");
  await page.locator(".card").first().waitFor();
  const count = page.getByRole("status").filter({ hasText: /group/ });
  const all = Number.parseInt(await count.innerText(), 10);
  await page.getByRole("button", { name: groups.filters }).click();
  await page.getByRole("dialog").waitFor();
  await sound(page, "filters");
  await page.getByLabel(groups.only_free).check();
  await page.waitForURL(/free=1/);
  await page.getByRole("dialog").getByRole("button", { name: /^Show \d+/ }).click();
  await page.getByRole("link", { name: fill(groups.take_away, { filter: groups.free }) }).waitFor();
  const free = Number.parseInt(await count.innerText(), 10);
  assert.ok(free > 0 && free < all, `${free} of ${all} are free`);
  await page.reload();
  await ready(page);
  assert.equal(Number.parseInt(await count.innerText(), 10), free, "reload keeps the filter");
  await page.getByRole("link", { name: fill(groups.take_away, { filter: groups.free }) }).click();
  await page.waitForFunction((whole) => document.querySelector(".results-count")?.textContent?.startsWith(String(whole)), all);
  await leave(page);
});

test("filters stand in a column at a desk", async () => {
  const page = await visit("/groups?near=QQ1+1AA", { viewport: DESK });
  await page.locator(".card").first().waitFor();
  assert.ok(await page.getByLabel(groups.only_free).isVisible());
  await sound(page, "results at a desk");
  await leave(page);
});

test("a postcode nobody knows says so and offers the district", async () => {
  const page = await visit("/groups?near=QQ1+9ZZ");
  await page.getByRole("heading", { name: fill(groups.unknown_title, { place: "QQ1 9ZZ" }) }).waitFor();
  await sound(page, "unknown postcode");
  await page.getByRole("link", { name: /^QQ1/ }).click();
  await page.locator(".card").first().waitFor();
  await leave(page);
});

test("nothing found says what to loosen", async () => {
  const page = await visit("/groups?near=QQ1+1AA&q=zzzzzzzz&free=1");
  await page.getByRole("heading", { name: groups.nothing_title }).waitFor();
  await sound(page, "nothing found");
  await page.getByRole("link", { name: /zzzzzzzz.*\d+ group/ }).last().click();
  await page.locator(".card").first().waitFor();
  await leave(page);
});

test("the phone's position leaves it only rounded, and only on a tap", async () => {
  const page = await visit("/groups", {
    geolocation: { latitude: 53.051234, longitude: -1.851234 },
    permissions: ["geolocation"],
  });
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  assert.ok(!page.url().includes("53."), "nothing before the tap");
  await page.getByRole("button", { name: groups.use_position }).click();
  await page.waitForURL(/near=53\.05/);
  await page.locator(".card").first().waitFor();
  assert.ok(asked.some((url) => /near=53\.05(,|%2C)-1\.85(&|$)/.test(url)), asked.join("\n"));
  assert.ok(!asked.some((url) => url.includes("53.0512") || url.includes("1.8512")), "no exact position in any request");
  await leave(page);
});

test("a refused position leaves the field, with words on what to do", async () => {
  const page = await visit("/groups");
  await page.getByRole("button", { name: groups.use_position }).click();
  await page.getByText(groups.position_refused).or(page.getByText(groups.position_unavailable)).waitFor();
  await sound(page, "position refused");
  await leave(page);
});

test("a failed list never looks like an empty one, and can be tried again", async () => {
  // The worker's own requests cannot be made to fail from here.
  const page = await visit("/", { serviceWorkers: "block" });
  await page.route("**/api/groups?**", (route) => route.abort());
  await page.getByLabel(start.near).fill("QQ1 1AA");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: words.failure.title }).waitFor();
  await sound(page, "failed list");
  assert.equal(await page.getByText(groups.nothing_title).count(), 0);
  await page.unroute("**/api/groups?**");
  await page.getByRole("button", { name: words.failure.again }).click();
  await page.locator(".card").first().waitFor();
  await leave(page);
});

test("when a changed filter fails, no card of the former list stands under the new chip", async () => {
  const page = await visit("/groups?near=QQ1+1AA", { serviceWorkers: "block" });
  await page.locator(".card").first().waitFor();
  await page.route("**/api/groups?**", (route) => route.abort());
  await page.getByRole("button", { name: groups.filters }).click();
  await page.getByLabel(groups.only_free).check();
  await page.waitForURL(/free=1/);
  await page.getByRole("dialog").locator(".sheet-end button").click();
  await page.getByRole("heading", { name: words.failure.title }).waitFor();
  await page.getByRole("link", { name: fill(groups.take_away, { filter: groups.free }) }).waitFor();
  assert.equal(await page.locator(".card").count(), 0);
  // The list of the former search is still at hand, and says that it may be out of date.
  await page.getByRole("link", { name: fill(groups.take_away, { filter: groups.free }) }).click();
  await page.getByText(groups.stale).waitFor();
  assert.ok((await page.locator(".card").count()) > 0);
  assert.equal(await page.getByRole("button", { name: groups.more }).count(), 0);
  await sound(page, "stale list");
  await page.unroute("**/api/groups?**");
  await page.getByRole("button", { name: words.failure.again }).click();
  await page.getByText(groups.stale).waitFor({ state: "detached" });
  assert.ok((await page.locator(".card").count()) > 0);
  await leave(page);
});

/** Opens results before the app has an answer of its own; `answer` lets the requests for the list be answered. */
async function drawn(path) {
  const page = await visit("/about", { serviceWorkers: "block" });
  let answer;
  const asked = new Promise((resolve) => { answer = resolve; });
  await page.route("**/api/groups?**", async (route) => {
    await asked;
    await route.continue();
  });
  await page.goto(new URL(path, page.url()).href, { waitUntil: "load" });
  await page.locator("#before .card").first().waitFor();
  return { page, answer };
}

test("letters typed into both fields of the drawn results are carried over", async () => {
  const { page, answer } = await drawn("/groups?near=QQ1+1AA");
  await page.locator("#app").waitFor({ state: "attached" });
  await page.locator("#before input[name=near]").fill("QQ2");
  await page.locator("#before input[name=q]").pressSequentially("knit");
  answer();
  await ready(page);
  assert.equal(await page.getByLabel(groups.near).inputValue(), "QQ2");
  const field = page.getByLabel(groups.words_label);
  assert.equal(await field.inputValue(), "knit");
  assert.ok(await field.evaluate((element) => element === document.activeElement), "the field keeps the focus");
  await page.keyboard.type("t");
  await page.keyboard.press("Enter");
  await page.waitForURL(/near=QQ2&q=knitt/);
  await page.locator("header .brand").click();
  await page.getByRole("heading", { level: 1, name: start.title }).waitFor();
  assert.equal(await page.getByLabel(start.near).inputValue(), "", "the start begins empty");
  await leave(page);
});

test("the drawn list stays while the app's own cannot be fetched, and is taken over when it can", async () => {
  const page = await visit("/about", { serviceWorkers: "block" });
  let failed = 0;
  await page.route("**/api/groups?**", (route) => {
    failed += 1;
    return route.abort();
  });
  await page.goto(new URL("/groups?near=QQ1+1AA", page.url()).href, { waitUntil: "load" });
  while (failed < 1) await page.waitForTimeout(50);
  await page.waitForTimeout(300);
  assert.ok(await page.locator("#before .card").first().isVisible(), "the drawn list is not given up");
  await page.unroute("**/api/groups?**");
  await ready(page);
  assert.ok((await page.locator("#app .card").count()) > 0);
  await leave(page);
});

test("a group's own words stand beside its dates, once, and in the calendar", async () => {
  const page = await visit("/groups?near=QQ1+1AA&q=Second+Wind");
  await page.locator(".card").getByRole("link", { name: "Second Wind" }).click();
  await page.locator(".group-when .meeting").first().waitFor();
  assert.ok(await page.locator(".group-when").getByText("Not on bank holidays.").isVisible());
  assert.equal(await page.getByText("Not on bank holidays.").count(), 1);
  assert.equal(await page.getByText(group.ask_when).count(), 0);
  const href = await page.getByRole("link", { name: group.calendar }).getAttribute("href");
  const file = await (await page.request.get(new URL(href, page.url()).href)).text();
  assert.match(file.replaceAll("\r\n ", ""), /DESCRIPTION:Second Wind\\nNot on bank holidays\./);
  await leave(page);
});

test("of a group with many places the nearest leads, with its own dates and calendar", async () => {
  const page = await visit("/groups?near=QQ1+3AB&q=Book+Van");
  await page.locator(".card").getByRole("link", { name: "The Book Van" }).click();
  const when = page.locator(".group-when");
  await when.getByRole("heading", { level: 3, name: "Quarry Bank, school gate" }).waitFor();
  assert.ok((await when.locator(".meeting").count()) > 0);
  assert.match(await when.getByRole("link", { name: group.calendar }).getAttribute("href"), /\?place=[0-9a-f-]{36}$/);
  assert.equal(await page.locator(".group-actions").getByRole("link", { name: group.calendar }).count(), 0);
  const lead = page.locator(".place").filter({ hasText: "Quarry Bank, school gate" });
  assert.equal(await lead.locator(".meeting").count(), 0, "its dates are not told twice");
  await sound(page, "group with many places");
  await page.getByRole("link", { name: group.back }).click();
  await page.waitForURL(/near=QQ1\+3AB&q=Book\+Van/);
  await leave(page);
});

test("something wrong with a group can be reported without a name", async () => {
  const page = await visit("/groups?near=QQ1+1AA");
  await page.locator(".card a").first().click();
  await page.getByText(report.title).click();
  await page.getByRole("button", { name: report.send, exact: true }).click();
  await page.getByText(report.missing).waitFor();
  await page.getByLabel(report.wrong_time).check();
  await sound(page, "report");
  await page.getByRole("button", { name: report.send, exact: true }).click();
  await page.getByText(report.thanks).waitFor();
  await leave(page);
});

test("the dates of a group can be put into a calendar", async () => {
  const page = await visit("/groups?near=QQ1+1AA");
  await page.locator(".card a").first().click();
  const link = page.getByRole("link", { name: group.calendar }).first();
  await link.waitFor();
  const answer = await page.request.get(new URL(await link.getAttribute("href"), page.url()).href);
  assert.match(answer.headers()["content-type"], /^text\/calendar/);
  assert.match(await answer.text(), /BEGIN:VEVENT[\s\S]*DTSTART:\d{8}T\d{6}Z/);
  await leave(page);
});

test("an old link to a group says so", async () => {
  const page = await visit("/groups/018f0000-0000-7000-8000-000000000000");
  await page.getByRole("heading", { name: group.absent_title }).waitFor();
  await sound(page, "absent group");
  await leave(page);
});
