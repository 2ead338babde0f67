// The apps beside each other: who only looks around and asks downloads nothing of the others, links lead from one to the
// other, and each opens again without a signal once it was used.
import { test } from "node:test";
import assert from "node:assert/strict";
import { BASE, leave, ready, sound, visit, withBrowser, words } from "./support.mjs";
import { untilAppKept } from "./own_phone.mjs";

withBrowser();
/** An address, its app, and for some the app where whoever is not signed in is shown to. */
const OTHERS = [
  ["/refer/who", "refer"], ["/refer/sent", "refer"], ["/referral", "refer"],
  ["/sign-in", "me"], ["/me", "me"], ["/desk/sign-in", "desk"], ["/desk", "desk"], ["/desk/team", "team"],
  ["/desk/invitation", "team"], ["/me/messages", "messages", "me"], ["/desk/messages", "messages", "desk"],
  ["/me/inbox", "inbox", "me"], ["/me/complaints", "inbox", "me"], ["/me/plan", "plan", "me"],
  ["/me/plan/week", "week", "me"],
  ["/me/plan/visits", "visits", "me"], ["/me/plan/how", "how", "me"], ["/desk/quiet", "progress", "desk"], ["/desk/report", "progress", "desk"],
];

/** The modules that a page has asked for, by app. */
function modules(page) {
  const asked = new Set();
  page.on("request", (request) => {
    const name = /\/stile-(\w+)-[0-9a-f]+(_bg)?\.wasm$/.exec(request.url())?.[1];
    if (name) asked.add(name);
  });
  return asked;
}

/** Makes sure that the service worker answers for this page. */
async function underTheWorker(page) {
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await ready(page);
}

test("each of the other apps opens with its own code, the ways out, and no fault", async () => {
  for (const [path, ...names] of OTHERS) {
    const page = await visit("/about");
    const asked = modules(page);
    // Some show whoever is not signed in to another page, perhaps before all of this one is there.
    await page.goto(BASE + path, { waitUntil: "commit" });
    if (names.length > 1) await page.waitForURL((address) => address.pathname.endsWith("/sign-in"));
    await ready(page);
    assert.deepEqual([...asked], names, path);
    assert.ok(await page.locator("header").getByRole("link", { name: words.header.help_now }).isVisible(), path);
    assert.ok(await page.locator("header").getByRole("link", { name: words.header.leave }).isVisible(), path);
    // What is on its way comes up late, and is pale until then. Where it came, it is broken off.
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map((one) => one.finished)));
    await sound(page, path);
    await leave(page);
  }
});

test("who only looks around and asks downloads none of the others", async () => {
  const page = await visit("/");
  const asked = modules(page);
  for (const path of ["/", "/groups?near=QQ1+1AA", "/refer/who", "/referral", "/about"]) {
    await page.goto(BASE + path);
    await ready(page);
  }
  await underTheWorker(page);
  const kept = await page.evaluate(async () => {
    const [name] = await caches.keys();
    return (await (await caches.open(name)).keys()).map((request) => new URL(request.url).pathname);
  });
  assert.deepEqual([...asked], ["app", "refer"]);
  const others = /^\/(stile-)?(me|desk|team|messages|inbox|plan|outings|week|visits|how|progress)[-.]/;
  assert.ok(["/", "/refer.html"].every((path) => kept.includes(path)), kept.join(" "));
  assert.ok(!kept.some((path) => others.test(path)), kept.join(" "));
  await leave(page);
});

test("a link to another app loads it, a link inside does not", async () => {
  const page = await visit("/me");
  const loads = [];
  page.on("request", (request) => {
    if (request.isNavigationRequest()) loads.push(new URL(request.url()).pathname);
  });
  await page.locator("footer").getByRole("link", { name: words.footer.about }).click();
  await page.getByRole("heading", { level: 1, name: words.about.title }).waitFor();
  await ready(page);
  await page.locator("header .brand").click();
  await page.getByRole("heading", { level: 1, name: words.start.title }).waitFor();
  assert.deepEqual(loads, ["/about"]);
  await page.locator("footer").getByRole("link", { name: words.footer.referral }).click();
  await page.getByRole("heading", { level: 1, name: words.referral.title }).waitFor();
  assert.deepEqual(loads, ["/about", "/referral"]);
  await page.goBack();
  await page.getByRole("heading", { level: 1, name: words.start.title }).waitFor();
  await ready(page);
  await page.goBack();
  await page.getByRole("heading", { level: 1, name: words.about.title }).waitFor();
  await page.goBack();
  await ready(page);
  assert.equal(new URL(page.url()).pathname.split("/")[1].replace("sign-in", "me"), "me");
  await leave(page);
});

test("without scripts the ways out are there, and why nothing else is", async () => {
  const page = await visit("/");
  const bare = await page.context().browser().newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
  const quiet = await bare.newPage();
  for (const [path, app] of OTHERS) {
    assert.equal((await quiet.goto(BASE + path)).status(), 200, path);
    assert.equal(await quiet.title(), words.app.name, "a name that gives nothing away");
    const said = quiet.locator("noscript p").first();
    assert.ok(await said.isVisible(), path);
    const why = app === "refer" ? words.noscript.asking : words.noscript.own;
    assert.equal(await said.innerText(), why, path);
    assert.ok(await quiet.getByRole("link", { name: words.header.leave }).isVisible(), path);
  }
  await bare.close();
  await leave(page);
});

test("an app that was used opens without a signal; one that was not says that no answer came", async () => {
  const page = await visit("/me");
  await underTheWorker(page);
  await untilAppKept(page, "me");
  await untilAppKept(page, "app");
  await page.context().setOffline(true);
  await page.goto(`${BASE}/me/devices`);
  await ready(page);
  assert.equal(await page.evaluate(() => document.querySelector("link[href*=stile-]").href.includes("stile-me")), true);
  await page.goto(`${BASE}/desk`);
  await ready(page);
  await page.getByRole("heading", { level: 1, name: words.failure.title }).waitFor();
  await page.context().setOffline(false);
  await page.getByRole("button", { name: words.failure.again }).click();
  await page.waitForFunction(() => document.querySelector("link[href*=stile-desk]"));
  await ready(page);
  const kept = await page.evaluate(async () => {
    const all = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    return all.flat().map((request) => new URL(request.url).pathname);
  });
  assert.ok(!kept.some((path) => path.startsWith("/api/")), "nothing of the API is kept");
  await page.context().close();
});
