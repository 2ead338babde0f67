// A newer version comes, and nothing that somebody writes is lost by it: it waits until nobody is in the middle of a word;
// an app that is too old is told so and keeps what it has; and a worker that went wrong can be ended on every phone.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { leave, ready, sound, words } from "./support.mjs";
import { launch, newContext, open, refer, signIn, takeMessages } from "./people.mjs";
import { anotherBuild, pocket, soundNarrow, stored, tell, until, untilThere, untilVersion } from "./own_phone.mjs";
import { openLine } from "./line.mjs";
import { DIST, startServer } from "./own_server.mjs";

const { me, messages: m, sign_in: w, update } = words;
/** For what comes by itself: the phone waits longer after each try that failed. */
const BACK_WAIT = { timeout: 90_000 };
const CALM_WAIT = { timeout: 30_000 };
/** For a newer version, with all the apps that a phone of one's own has. */
const INSTALL_MS = 60_000;
const RELEASE = Number(
  readFileSync(new URL("../../crates/wire/src/release.rs", import.meta.url), "utf8").match(/RELEASE: u32 = (\d+)/)[1],
);

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

/** Somebody at their messages, on a phone of their own whose worker is in charge. */
async function atMessages(email) {
  await refer(server, { email });
  const page = await open(await newContext(browser), line.base);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await go(page, "/sign-in");
  await signIn(page, server, email, w.life.mine);
  await page.getByRole("button", { name: w.passkey.not_now }).click();
  await page.getByRole("heading", { name: me.next }).waitFor();
  await go(page, "/me/messages");
  await field(page).waitFor();
  assert.ok((await pocket(page)).own, "the phone is their own");
  return page;
}

const field = (page) => page.getByLabel(m.label, { exact: true });
const said = (page, text) => page.getByRole("log").getByRole("listitem").filter({ hasText: text });
const waiting = (page, text = "") => page.locator(".bubble-waiting").filter({ hasText: text });
const sendButton = (page) => page.getByRole("button", { name: m.send, exact: true });
/** The line that says that there is a newer version. */
const notice = (page) => page.locator(".notice.update");
const messages = (text) => server.count(`SELECT count(*) FROM message WHERE body LIKE '%${text}%'`);

async function restart(changed) {
  await server.stop();
  await server.again(changed);
}

/** Looks for a newer version, as the browser does now and then, until one waits. */
async function untilNewerWaits(page) {
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  const isWaiting = async () => (await navigator.serviceWorker.getRegistration()).waiting !== null;
  await untilThere(page, isWaiting, undefined, "a newer version waits", INSTALL_MS);
}

test("a newer version waits while a message is half written, and takes nothing of it along", async () => {
  const page = await atMessages("amina@example.org");
  const other = await open(page.context(), `${line.base}/me/messages`);
  const second = anotherBuild();
  try {
    await field(other).fill("Begun in another tab");
    await field(page).pressSequentially("Half a sen");
    // Whether the notice was ever there while somebody was in the middle of a word.
    await page.evaluate(() => {
      window.disturbed = false;
      const look = () => {
        const isWriting = document.activeElement?.matches("textarea") && document.activeElement.value !== "";
        window.disturbed ||= isWriting && document.querySelector(".notice.update") !== null;
      };
      new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
    });
    await restart({ app: second.app });
    await untilNewerWaits(page);
    await page.keyboard.type("tence");
    assert.equal(await field(page).inputValue(), "Half a sentence");
    assert.equal(await notice(page).count(), 0, "not now");
    await page.keyboard.press("Tab");
    await notice(page).waitFor(CALM_WAIT);
    assert.equal(await page.evaluate(() => window.disturbed), false, "nobody was disturbed");
    assert.equal(await field(page).inputValue(), "Half a sentence");
    await soundNarrow(page, "a newer version");

    await page.getByRole("button", { name: update.take, exact: true }).click();
    await untilVersion(page, second.version);
    await field(page).waitFor();
    await page.waitForFunction(() => document.querySelector("textarea")?.value);
    assert.equal(await field(page).inputValue(), "Half a sentence");
    assert.equal(await notice(page).count(), 0, "it is the newest now");
    await ready(other);
    assert.equal(await field(other).inputValue(), "Begun in another tab", "nor does it take anything in another tab");
    assert.match(await page.evaluate(async () => (await fetch("/help-now.html")).text()), /another build/);
    await sendButton(page).click();
    await said(page, "Half a sentence").getByText(m.received, { exact: true }).waitFor();
    assert.equal(messages("Half a sentence"), 1);
    assert.deepEqual(other.faults, []);
    await leave(page);
  } finally {
    await restart({ app: DIST });
    second.end();
  }
});

test("an app that is too old says so, keeps what was written, and sends it once it may", async () => {
  const page = await atMessages("bao@example.org");
  const text = "Written with an old app.";
  const outdated = { code: "outdated", message: "this release of the app is not answered any more" };
  try {
    line.answerApi({ status: 409, body: outdated });
    await field(page).fill(text);
    await sendButton(page).click();
    await waiting(page, text).waitFor();
    await notice(page).getByText(update.outdated, { exact: true }).waitFor(CALM_WAIT);
    await sound(page, "an app that is too old");
    for (const refused of [m.refused_off, m.refused_gone, m.refused_wrong, m.refused_other]) {
      assert.equal(await page.getByText(refused).count(), 0, refused);
    }
    // Loading it anew does not lose it, whatever the answer is by then.
    await page.reload();
    await ready(page);
    assert.equal((await pocket(page)).waiting, 1, "it waits");
  } finally {
    line.answerApi("open");
  }
  await go(page, "/me/messages");
  await said(page, text).getByText(m.received, { exact: true }).waitFor(BACK_WAIT);
  await until(async () => (await pocket(page)).waiting === 0, "nothing waits any more");
  assert.equal(messages(text), 1, "once");
  await leave(page);
});

test("the app says which release it is, and releases near the server's are answered", async () => {
  const from = line.asked.length;
  const page = await atMessages("cai@example.org");
  const numbered = line.asked.slice(from).filter(({ headers }) => headers["x-stile-release"] !== undefined);
  assert.ok(numbered.every(({ headers }) => headers["x-stile-release"] === String(RELEASE)), `release ${RELEASE}`);
  for (const path of [/^\/api\/sign-in\//, /^\/api\/me$/, /^\/api\/people\/[^/]+\/thread/]) {
    assert.ok(numbered.some(({ url }) => path.test(url)), `${path} says it`);
  }
  for (const release of [RELEASE - 2, RELEASE - 1, RELEASE, RELEASE + 1, RELEASE + 2].filter((one) => one >= 0)) {
    const answer = await fetch(`${line.base}/api/groups`, { headers: { "x-stile-release": String(release) } });
    assert.equal(answer.status, 200, `release ${release}`);
  }
  await leave(page);
});

test("the kill switch: no worker and no copies stay, the app works by the line, and what waited is sent", async () => {
  const page = await atMessages("dilys@example.org");
  const [kept, direct] = ["Waiting through all of it.", "Written without a worker."];
  const isBare = async () => {
    const all = await navigator.serviceWorker.getRegistrations();
    return all.length === 0 && (await caches.keys()).length === 0;
  };
  try {
    line.answerApi("silent");
    await field(page).fill(kept);
    await sendButton(page).click();
    await waiting(page, kept).waitFor();
    await until(async () => (await pocket(page)).waiting === 1, "it is in the pocket");
    await restart({ more: ["--worker", "off"] });
    await page.goto(`${line.base}/about`);
    await untilThere(page, isBare, undefined, "no worker and no copies stay", INSTALL_MS);
    assert.equal((await stored(page)).outbox, 1, "what waits is still there");

    line.answerApi("open");
    await go(page, "/me/messages");
    await field(page).fill(direct);
    await sendButton(page).click();
    await said(page, direct).getByText(m.received, { exact: true }).waitFor();
    await untilThere(page, isBare, undefined, "nor do they come back");

    await restart({ more: [] });
    await go(page, "/about");
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await go(page, "/me");
    await until(() => messages(kept) === 1, "what waited is sent");
    await until(async () => (await pocket(page)).waiting === 0, "nothing waits any more");
    await tell(page, { type: "send" });
    assert.deepEqual([messages(kept), messages(direct)], [1, 1], "each of them once");
    await leave(page);
  } finally {
    line.answerApi("open");
    await restart({ more: [] });
  }
});
