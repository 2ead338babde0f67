// What holds on every page: help, leaving, no signal, narrow screens, other directions, the CSP.
import { test } from "node:test";
import assert from "node:assert/strict";
import { BASE, leave, ready, sound, visit, withBrowser, words } from "./support.mjs";
import { untilAppKept } from "./own_phone.mjs";

withBrowser();
const PAGES = ["/", "/groups?near=QQ1+1AA", "/refer/who", "/referral", "/about", "/nowhere"];

test("help is one tap away on every page and needs no script", async () => {
  for (const path of PAGES) {
    const page = await visit(path);
    assert.ok(await page.locator("header").getByRole("link", { name: words.header.help_now }).isVisible(), path);
    await leave(page);
  }
  const page = await visit("/");
  const bare = await page.context().browser().newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
  const help = await bare.newPage();
  const answer = await help.goto(`${BASE}/help-now.html`);
  assert.equal(answer.status(), 200);
  assert.ok(Buffer.byteLength(await answer.text()) < 14 * 1024, "under 14 KB");
  assert.ok(await help.locator('a[href="tel:999"]').isVisible());
  assert.ok(await help.locator('a[href="tel:116123"]').isVisible());
  assert.ok(await help.locator('a[href^="sms:85258"]').isVisible());
  await bare.close();
  await leave(page);
});

test("help passes axe", async () => {
  const page = await visit("/");
  await page.goto(`${BASE}/help-now.html`);
  await sound(page, "help now");
  await leave(page);
});

test("leaving blanks at once, wipes what was typed, and Back shows nothing", async () => {
  const page = await visit("/refer/who?for=me");
  await page.getByRole("textbox").fill("a canary word");
  await page.route("https://www.bbc.co.uk/**", (route) => route.fulfill({ contentType: "text/html", body: "<p>weather" }));
  await page.locator("header").getByRole("link", { name: words.header.leave }).click();
  await page.waitForURL(/bbc\.co\.uk/);
  for (let step = 0; step < 3; step += 1) {
    await page.goBack({ timeout: 4000 }).catch(() => {});
    await page.waitForTimeout(300);
    const text = page.url().startsWith(BASE)
      ? await page.evaluate(() => getComputedStyle(document.documentElement).visibility + document.body.innerText)
      : "";
    assert.ok(!text.includes("canary"), text);
    assert.ok(!text.startsWith("visible") || !text.includes(words.refer.words_title), "nothing of ours is shown");
  }
  const again = await page.context().newPage();
  await again.goto(`${BASE}/refer/words`);
  await ready(again);
  assert.equal(await again.evaluate(() => sessionStorage.getItem("draft")), null);
  await page.context().close();
});

test("Shift three times leaves too", async () => {
  const page = await visit("/about");
  await page.route("https://www.bbc.co.uk/**", (route) => route.fulfill({ contentType: "text/html", body: "<p>weather" }));
  for (let press = 0; press < 3; press += 1) await page.keyboard.press("Shift");
  await page.waitForURL(/bbc\.co\.uk/);
  await page.context().close();
});

test("every page fits 320 pixels, twice the text, dark colours and right-to-left", async () => {
  for (const path of PAGES) {
    const narrow = await visit(path, { viewport: { width: 320, height: 640 }, colorScheme: "dark" });
    await sound(narrow, `${path} at 320, dark`);
    await narrow.evaluate(() => { document.documentElement.dir = "rtl"; });
    await sound(narrow, `${path} right-to-left`);
    await narrow.evaluate(() => { document.documentElement.dir = "ltr"; document.documentElement.style.fontSize = "200%"; });
    await sound(narrow, `${path} with twice the text`);
    await leave(narrow);
  }
});

test("after one visit, deep links and reload open without a signal as far as the shell, and help is there", async () => {
  const page = await visit("/");
  await page.evaluate(() => navigator.serviceWorker.ready);
  await untilAppKept(page, "app");
  await untilAppKept(page, "refer");
  await page.reload();
  await ready(page);
  await page.context().setOffline(true);
  for (const path of ["/about", "/refer/who"]) {
    await page.goto(BASE + path);
    await ready(page);
  }
  await page.goto(`${BASE}/groups?near=QQ1+1AA`);
  await page.getByRole("heading", { name: words.failure.title }).waitFor();
  await page.goto(`${BASE}/help-now.html`);
  assert.ok(await page.locator('a[href="tel:999"]').isVisible());
  await page.context().setOffline(false);
  await page.context().close();
});

test("it can be installed: manifest with neutral name and icons that exist", async () => {
  const page = await visit("/");
  const href = await page.locator('link[rel="manifest"]').getAttribute("href");
  const manifest = await (await page.request.get(new URL(href, BASE).href)).json();
  assert.equal(manifest.name, "Stile");
  assert.ok(manifest.icons.some((icon) => icon.purpose?.includes("maskable") && icon.sizes === "512x512"));
  for (const icon of manifest.icons) {
    assert.equal((await page.request.get(new URL(icon.src, BASE).href)).status(), 200, icon.src);
  }
  await leave(page);
});

test("a planted script is refused and noticed", async () => {
  const page = await visit("/");
  await page.evaluate(() => {
    const planted = document.createElement("script");
    planted.textContent = "window.planted = true";
    document.head.append(planted);
  });
  await page.waitForFunction(() => window.violations.length > 0);
  assert.equal(await page.evaluate(() => window.planted), undefined);
  assert.ok(await page.evaluate(() => window.crossOriginIsolated), "cross-origin isolated");
  await page.context().close();
});

test("the address is the same page again after reload", async () => {
  for (const path of PAGES) {
    const page = await visit(path);
    const title = await page.locator("h1").first().innerText();
    await page.reload();
    await ready(page);
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    await leave(page);
  }
});

test("an open filter sheet keeps the ways out one tap away", async () => {
  const page = await visit("/groups?near=QQ1+1AA");
  await page.locator(".card").first().waitFor();
  await page.getByRole("button", { name: words.groups.filters }).click();
  const sheet = page.getByRole("dialog");
  assert.ok(await sheet.getByRole("link", { name: words.header.help_now }).isVisible());
  await sound(page, "the sheet with its ways out");
  await page.route("https://www.bbc.co.uk/**", (route) => route.fulfill({ contentType: "text/html", body: "<p>weather" }));
  await sheet.getByRole("link", { name: words.header.leave }).click();
  await page.waitForURL(/bbc\.co\.uk/);
  await page.context().close();
});
