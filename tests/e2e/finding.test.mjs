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
  const page = await visit("/");
  await page.route("**/*.wasm", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue();
  });
  await page.evaluate(async () => {
    for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
  });
  await page.goto(page.url(), { waitUntil: "commit" });
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
  const page = await visit("/");
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
  const link = page.getByRole("link", { name: group.calendar });
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
