// Signing in and out: by a code from a real letter, by its link, by a passkey, by words on paper; devices; a phone that is
// shared keeps nothing.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { leave, ready, sound, tabTo, words } from "./support.mjs";
import { launch, newContext, open, refer, signIn, withAuthenticator, withProfile } from "./people.mjs";
import { startServer } from "./own_server.mjs";

const { sign_in: w, me, devices, details } = words;
let browser;
let server;

before(async () => {
  server = await startServer();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.end();
});

test("a code from a letter lets in, on a phone of one's own a passkey is added, and it lets in too", async () => {
  const email = "amina@example.org";
  await refer(server, { email });
  const page = await open(await newContext(browser), `${server.base}/sign-in`);
  await sound(page, "signing in");
  // What cannot be read is told, and nothing is sent.
  await page.getByLabel(w.to).fill("amina at example");
  await page.getByRole("button", { name: w.send }).click();
  await page.getByText(w.code.unreadable).waitFor();
  await sound(page, "an address that cannot be read");
  await page.getByLabel(w.to).fill(email);
  await page.getByRole("button", { name: w.send }).click();
  await page.getByLabel(w.code.label).waitFor();
  await sound(page, "the code");
  const code = await server.code(email);
  // A wrong one is told as such; the right one still works afterwards, with a blank in it.
  await page.getByLabel(w.code.label).fill(code === "111111" ? "222222" : "111111");
  await page.getByRole("button", { name: w.code.sign_in, exact: true }).click();
  await page.getByText(w.code.wrong).waitFor();
  await page.getByLabel(w.code.label).fill(`${code.slice(0, 3)} ${code.slice(3)}`);
  await page.getByRole("button", { name: w.code.sign_in, exact: true }).click();
  await page.getByRole("heading", { name: w.life.title }).waitFor();
  await sound(page, "is this phone just yours");
  await page.getByLabel(w.life.mine).check();
  await page.getByRole("button", { name: w.life.go_on }).click();
  await page.getByRole("heading", { name: w.passkey.offer_title }).waitFor();
  await sound(page, "the offer of a passkey");
  // No axe check from here on until the passkey has been used: it would take the authenticator away.
  const authenticator = await withAuthenticator(page);
  await page.getByRole("button", { name: w.passkey.add }).click();
  await page.getByRole("heading", { name: me.next }).waitFor();
  assert.equal((await authenticator.credentials()).length, 1);
  // What was asked for before signing in is there.
  await page.getByText("Somebody to talk to on Tuesdays.").waitFor({ state: "attached" });

  await page.getByRole("button", { name: me.sign_out }).first().click();
  await page.getByText(w.signed_out).waitFor();
  assert.equal(await page.getByText("Tuesdays").count(), 0);
  await page.getByRole("button", { name: w.use_passkey }).click();
  await page.getByRole("heading", { name: w.life.title }).waitFor();
  await page.getByLabel(w.life.not_sure).check();
  await page.getByRole("button", { name: w.life.go_on }).click();
  await page.getByRole("heading", { name: me.next }).waitFor();
  await sound(page, "home");
  await leave(page);
});

test("one device sees the other, and ends it", async () => {
  const email = "devices@example.org";
  const first = await open(await newContext(browser), `${server.base}/sign-in`);
  await signIn(first, server, email);
  await first.getByRole("link", { name: me.place_devices }).waitFor();
  const second = await open(await newContext(browser), `${server.base}/sign-in`);
  await signIn(second, server, email);
  await second.getByRole("link", { name: me.place_devices }).click();
  await second.getByRole("heading", { name: devices.title }).waitFor();
  await second.getByRole("button", { name: devices.end }).first().waitFor();
  await sound(second, "devices");
  const began = Date.now();
  await second.getByRole("button", { name: devices.end }).first().click();
  await first.getByText(w.was_signed_out).waitFor();
  assert.ok(Date.now() - began < 5_000, "the other device is out at once");
  await leave(first);
  await leave(second);
});

test("a link opens a page with a button, and only the button signs in", async () => {
  const email = "link@example.org";
  const page = await open(await newContext(browser), `${server.base}/sign-in`);
  await page.getByLabel(w.to).fill(email);
  await page.getByRole("button", { name: w.send }).click();
  const { text } = await server.letter(email);
  const link = text.match(/http\S+#\S+/)[0];
  // Programs that open every link of a letter send no POST, whatever they fetch.
  for (let visits = 0; visits < 50; visits += 1) await fetch(link, { method: visits % 2 ? "HEAD" : "GET" });
  const other = await open(await newContext(browser), link);
  await other.getByRole("heading", { name: w.link_title }).waitFor();
  assert.equal(new URL(other.url()).hash, "", "the token is not left in the address");
  await sound(other, "the link");
  await other.getByRole("button", { name: w.link_go }).click();
  await other.getByRole("heading", { name: w.life.title }).waitFor();
  const again = await open(await newContext(browser), link);
  await again.getByRole("button", { name: w.link_go }).click();
  await again.getByText(w.link_over).waitFor();
  await sound(again, "a link that is over");
  for (const one of [page, other, again]) await leave(one);
});

test("words on paper let in once", async () => {
  const email = "paper@example.org";
  const page = await open(await newContext(browser), `${server.base}/sign-in`);
  await signIn(page, server, email);
  await page.getByRole("link", { name: me.place_devices }).click();
  await page.getByRole("link", { name: devices.recovery_title }).click();
  await page.getByRole("button", { name: devices.recovery.make }).click();
  await page.getByText(devices.recovery.made_lead).waitFor();
  await sound(page, "recovery words");
  const list = (await page.locator("ol li").allInnerTexts()).map((word) => word.replace(/[^a-z]/g, ""));
  assert.equal(list.length, 12);
  const other = await open(await newContext(browser), `${server.base}/sign-in`);
  await other.getByRole("link", { name: w.have_words }).click();
  await other.getByLabel(w.recover.label).fill(list.map((word, index) => `${index + 1}. ${word.toUpperCase()}`).join("\n"));
  await sound(other, "typing the words");
  await other.getByRole("button", { name: w.recover.go }).click();
  await other.getByRole("heading", { name: w.life.title }).waitFor();
  await leave(page);
  await leave(other);
});

test("on a shared phone nothing stays, in no store and in no file of the profile", async () => {
  const folder = mkdtempSync(join(tmpdir(), "stile-profile-"));
  const canary = "zitronenfalter";
  const email = `${canary}@example.org`;
  try {
    const context = await withProfile(folder);
    const page = await open(context, `${server.base}/sign-in`);
    await refer(server, { email, words: `${canary} in the request`, name: `${canary} Example` });
    await signIn(page, server, email);
    await page.getByText(`${canary} in the request`).waitFor({ state: "attached" });
    await page.getByRole("link", { name: me.place_details }).click();
    await page.getByLabel(details.about_me).fill(`${canary} about me`);
    await page.getByRole("button", { name: details.save, exact: true }).click();
    await page.getByText(details.saved, { exact: true }).waitFor();
    const other = await open(context, `${server.base}/me`);
    await other.getByText(`${canary} in the request`).waitFor({ state: "attached" });
    await page.getByRole("button", { name: me.sign_out }).first().click();
    await page.getByText(w.signed_out).waitFor();
    // The other tab is blank within a moment, too.
    await other.waitForFunction((word) => !document.body.textContent.includes(word), canary);
    const stores = await page.evaluate(async () => {
      const cached = [];
      for (const name of await caches.keys()) {
        for (const request of await (await caches.open(name)).keys()) cached.push(request.url);
      }
      return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, cached, await indexedDB.databases()]);
    });
    assert.ok(!stores.includes(canary) && !stores.includes("/api/"), stores);
    await page.goBack().catch(() => {});
    await sleep(300);
    assert.ok(!(await page.evaluate(() => document.body.innerText)).includes(canary), "Back shows nothing");
    await context.close();
    const found = files(folder).filter((file) => holds(file, canary));
    assert.deepEqual(found.map((file) => `${file}: ${around(file, canary)}`), [], "no file of the profile holds the word");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("leaving in a hurry ends the sign-in, and Back shows nothing", async () => {
  const page = await open(await newContext(browser), `${server.base}/sign-in`);
  await page.context().route("https://www.bbc.co.uk/**", (route) => route.fulfill({ body: "weather" }));
  await signIn(page, server, "leaving@example.org");
  await page.getByRole("link", { name: me.place_devices }).waitFor();
  await page.getByRole("link", { name: words.header.leave }).first().click();
  await page.waitForURL(/bbc/);
  await page.goBack().catch(() => {});
  await sleep(500);
  assert.ok(!/My devices/.test(await page.evaluate(() => document.body.innerText)));
  const again = await open(page.context(), `${server.base}/me`);
  await again.getByLabel(w.to).waitFor();
  await page.context().close();
});

test("everything can be done by keyboard, at 320 pixels", async () => {
  const email = "keys@example.org";
  const page = await open(await newContext(browser, { viewport: { width: 320, height: 640 } }), `${server.base}/sign-in`);
  await tabTo(page, w.to);
  await page.keyboard.type(email);
  await page.keyboard.press("Enter");
  const code = await server.code(email);
  await page.getByLabel(w.code.label).waitFor();
  await tabTo(page, w.code.label);
  await page.keyboard.type(code);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: w.life.title }).waitFor();
  await tabTo(page, w.life.mine);
  await page.keyboard.press("ArrowDown");
  await tabTo(page, w.life.go_on);
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: me.place_details }).waitFor();
  const places = ["place_details", "place_safe_contact", "place_who_looked", "place_export", "place_complaints", "place_inbox"];
  for (const place of places) {
    const link = page.getByRole("link", { name: me[place] });
    if (place === "place_inbox") assert.equal(await link.count(), 1);
    if ((await link.count()) === 0) continue;
    await link.click();
    await page.locator("h1").waitFor();
    await sound(page, place);
    await page.goBack();
    await ready(page);
  }
  await leave(page);
});

test("another address to sign in by is added once it is proved", async () => {
  const email = "again@example.org";
  const page = await open(await newContext(browser), `${server.base}/sign-in`);
  await signIn(page, server, email);
  await page.getByRole("link", { name: me.place_details }).click();
  await page.getByLabel(details.contacts.new).fill("second@example.org");
  await page.getByRole("button", { name: details.contacts.send }).click();
  const code = await server.code("second@example.org");
  await page.getByLabel(w.code.label).fill(code);
  await page.getByRole("button", { name: w.code.add }).click();
  await page.getByText("s•••@example.org").first().waitFor();
  await sound(page, "two addresses");
  await leave(page);
});

function files(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const at = statSync(path, { throwIfNoEntry: false });
    if (!at) return [];
    return at.isDirectory() ? files(path) : [path];
  });
}

/** Whether a file holds a word, also two bytes a letter as browsers keep texts. */
function holds(file, word) {
  try {
    const bytes = readFileSync(file);
    return bytes.includes(word) || bytes.includes(Buffer.from(word, "utf16le"));
  } catch {
    return false;
  }
}

/** What stands around the word in a file, to see where it came from. */
function around(file, word) {
  const bytes = readFileSync(file);
  const wide = bytes.indexOf(Buffer.from(word, "utf16le"));
  const at = wide < 0 ? bytes.indexOf(word) : wide;
  const text = bytes.subarray(Math.max(0, at - 80), at + 120).toString(wide < 0 ? "latin1" : "utf16le");
  return text.replace(/[^\x20-\x7e]/g, ".");
}
