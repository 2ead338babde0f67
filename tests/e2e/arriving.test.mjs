// Ways to come to the public app: its start before the app is there, the home screen, and what another app has shared.
import { test } from "node:test";
import assert from "node:assert/strict";
import { BASE, TOUCH, leave, ready, sound, visit, withBrowser, words } from "./support.mjs";

withBrowser();
const { document: w, footer, group, install, refer, start } = words;

/** Opens the start with an app that does not come until it is let go; what moves meanwhile is counted. */
async function withoutApp(options = {}) {
  const page = await visit("/about", { serviceWorkers: "block", ...options });
  await page.addInitScript(() => {
    window.moved = 0;
    new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (window.moved += value))).observe({
      type: "layout-shift",
      buffered: true,
    });
  });
  let come;
  const wanted = new Promise((resolve) => { come = resolve; });
  await page.route("**/*.wasm", async (route) => {
    await wanted;
    await route.continue();
  });
  await page.goto(BASE, { waitUntil: "commit" });
  await page.waitForFunction(() => performance.getEntriesByType("paint").length > 0);
  return { page, come };
}

const focused = (page) => page.evaluate(() => document.activeElement?.textContent?.trim());

test("the start hands over letters, the writing mark and the place, and nothing moves", async () => {
  const { page, come } = await withoutApp({ viewport: { width: 360, height: 500 } });
  await page.locator("#before #near").pressSequentially("QQ2");
  await page.keyboard.press("ArrowLeft");
  await page.evaluate(() => scrollTo(0, 60));
  come();
  await ready(page);
  await page.keyboard.type("1");
  const field = page.getByLabel(start.near);
  assert.equal(await field.inputValue(), "QQ12");
  assert.equal(await page.evaluate(() => scrollY), 60);
  assert.equal(await page.evaluate(() => window.moved), 0, "nothing moves");
  await leave(page);
});

test("a link or button that has the focus keeps it when the app takes over", async () => {
  for (const name of [start.ask_someone, start.search, footer.about]) {
    const { page, come } = await withoutApp();
    for (let step = 0; step < 20 && (await focused(page)) !== name; step += 1) await page.keyboard.press("Tab");
    assert.equal(await focused(page), name);
    come();
    await ready(page);
    assert.equal(await focused(page), name);
    assert.ok(await page.evaluate(() => Boolean(document.activeElement.closest("#app"))), "it is the app's own");
    await leave(page);
  }
});

test("the ways in from the home screen are there, say nothing, and have pictures", async () => {
  const page = await visit("/");
  const href = await page.locator('link[rel="manifest"]').getAttribute("href");
  const manifest = await (await page.request.get(new URL(href, BASE).href)).json();
  assert.deepEqual(
    manifest.shortcuts.map(({ name, url }) => [name, url]),
    [
      [w.shortcut_near, "/groups"],
      [w.shortcut_ask, "/refer/who"],
      [w.shortcut_plan, "/me/plan"],
      [w.shortcut_messages, "/me/messages"],
    ],
  );
  for (const { url, icons } of manifest.shortcuts) {
    assert.equal((await page.request.get(BASE + url)).status(), 200, url);
    assert.equal((await page.request.get(BASE + icons[0].src)).status(), 200, icons[0].src);
  }
  assert.ok(manifest.screenshots.every(({ label, form_factor: form }) => label && ["narrow", "wide"].includes(form)));
  for (const { src, sizes } of manifest.screenshots) {
    const picture = await page.request.get(BASE + src);
    assert.equal(picture.status(), 200, src);
    // A PNG begins with its width and height.
    const bytes = await picture.body();
    assert.equal(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, sizes, src);
  }
  await leave(page);
});

test("a link of ours that another app shares opens its group, and anything else is looked for", async () => {
  const page = await visit("/groups?near=QQ1+1AA");
  const first = page.locator(".card a").first();
  const [path, name] = [(await first.getAttribute("href")).split("?")[0], (await first.innerText()).trim()];
  const share = (values) => page.goto(`${BASE}/groups?${new URLSearchParams(values)}`);
  await share([["shared", name], ["shared", `Look: ${BASE}${path}`]]);
  await page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
  assert.equal(page.url(), BASE + path, "nothing of what was shared stays in the address");
  await share([["shared", name], ["shared", "https://elsewhere.test/groups/1"]]);
  await page.locator(".card").first().waitFor();
  assert.ok(page.url().startsWith(`${BASE}/groups?q=`), page.url());
  assert.ok(!page.url().includes("elsewhere"), "no other address is gone to");
  await leave(page);
});

/** As a browser offers that a page can be put on the home screen. */
const offer = (page) =>
  page.evaluate(() => {
    const event = new Event("beforeinstallprompt", { cancelable: true });
    event.prompt = async () => {
      window.prompted = (window.prompted ?? 0) + 1;
    };
    dispatchEvent(event);
    return event.defaultPrevented;
  });

/** From the list to a group and back. */
async function lookAround(page) {
  await page.locator(".card a").first().click();
  await page.getByRole("link", { name: group.back }).waitFor();
  await page.getByRole("heading", { level: 2, name: group.when }).waitFor();
  await page.goBack();
  await page.locator(".card").first().waitFor();
}

const hint = (page) => page.getByRole("heading", { name: install.title });

test("whoever comes back to a list is told of the home screen, and a no is not kept for the next person", async () => {
  const page = await visit("/", TOUCH);
  assert.ok(await offer(page), "the browser does not ask by itself");
  await page.goto(`${BASE}/groups?near=QQ1+1AA`);
  await ready(page);
  await offer(page);
  await page.locator(".card").first().waitFor();
  assert.equal(await hint(page).count(), 0, "never on the first screen");
  // Whose phone it is, is asked on the first list that could be followed by a hint.
  await lookAround(page);
  await lookAround(page);
  await hint(page).waitFor();
  await sound(page, "the home screen is offered");
  await page.getByRole("button", { name: install.put_away }).click();
  await hint(page).waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => localStorage.length), 0, "the next person learns nothing from it");
  await lookAround(page);
  assert.equal(await hint(page).count(), 0, "a no is a no for the visit");
  await leave(page);
});

test("the browser is asked on a tap, and once", async () => {
  const page = await visit("/groups?near=QQ1+1AA", TOUCH);
  await offer(page);
  await page.locator(".card").first().waitFor();
  await lookAround(page);
  await lookAround(page);
  await page.getByRole("button", { name: install.put }).tap();
  await hint(page).waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => window.prompted), 1);
  await leave(page);
});

test("on a phone of Apple it says how, and on one that others use nothing is said", async () => {
  const apple = (page) =>
    page.addInitScript(() => Object.defineProperty(navigator, "standalone", { value: false }));
  const page = await visit("/", TOUCH);
  await apple(page);
  await page.goto(`${BASE}/groups?near=QQ1+1AA`);
  await page.locator("#app .card").first().waitFor();
  await lookAround(page);
  await lookAround(page);
  await page.getByText(install.by_hand).waitFor();
  assert.equal(await page.getByRole("button", { name: install.put }).count(), 0);
  await sound(page, "how it is done on phones of Apple");
  await leave(page);

  const shared = await visit("/", { ...TOUCH, serviceWorkers: "block" });
  await apple(shared);
  const somebody = { account: "01890a5d-ac96-774b-bcce-b302099a8057", life: "shared" };
  await shared.route("**/api/me", (route) => route.fulfill({ json: { somebody } }));
  await shared.goto(`${BASE}/groups?near=QQ1+1AA`);
  await shared.locator("#app .card").first().waitFor();
  for (let time = 0; time < 3; time += 1) await lookAround(shared);
  assert.equal(await hint(shared).count(), 0);
  await leave(shared);
});

test("asking for a link worker begins at the start by a plain link", async () => {
  const { page, come } = await withoutApp(TOUCH);
  await page.getByRole("link", { name: start.ask_me }).tap();
  await page.getByRole("heading", { level: 1, name: refer.words_title }).waitFor();
  await page.locator("#before textarea").waitFor();
  come();
  await ready(page);
  await page.getByRole("heading", { level: 1, name: refer.words_title }).waitFor();
  await leave(page);
});
