// Hearing of what is new: chosen by the person, said to be safe, and the same neutral sentence whatever it is about. The push
// service is one of our own; what it is handed is opened by a program that was not written by us, and given to the real
// service worker, as a browser would.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createECDH, randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { fill, leave, ready, sound, words } from "./support.mjs";
import { launch, newContext, open, refer, signIn } from "./people.mjs";
import { startServer } from "./own_server.mjs";

const { app, details, letters, me, messages: m, messages_notices: n, sign_in: w } = words;
const OPENER = fileURLToPath(new URL("../../crates/api/tests/it/push_open.py", import.meta.url));

/** What the browser of this test would keep to itself. */
const keys = createECDH("prime256v1");
keys.generateKeys();
const auth = randomBytes(16);
/** What the push service was handed. */
const handed = [];

let browser;
let server;
let service;
let device;
let publicKey;

before(async () => {
  service = createServer((request, response) => {
    const pieces = [];
    request.on("data", (piece) => pieces.push(piece));
    request.on("end", () => {
      handed.push({ method: request.method, headers: request.headers, body: Buffer.concat(pieces) });
      response.writeHead(201).end();
    });
  });
  await new Promise((done) => service.listen(0, "127.0.0.1", done));
  device = {
    endpoint: `http://127.0.0.1:${service.address().port}/push/1`,
    p256dh: keys.getPublicKey("base64url", "uncompressed"),
    auth: auth.toString("base64url"),
  };
  // The program refuses settings that it does not know.
  const env = { PATH: process.env.PATH };
  const made = spawnSync(process.env.STILE_BINARY, ["push-key"], { encoding: "utf8", env });
  assert.equal(made.status, 0, made.stderr);
  const [secret, shown] = made.stdout.trim().split("\n").map((line) => line.split(" ").at(-1));
  publicKey = shown;
  server = await startServer([
    `--push-key=${secret}`, "--push-contact=mailto:ops@example.org", "--push-hosts=127.0.0.1",
  ]);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.end();
  service?.close();
});

/** No browser without its maker's service subscribes: in the place of that, what it would hand out. */
function standIn(device) {
  window.requests = 0;
  const request = Notification.requestPermission.bind(Notification);
  Notification.requestPermission = () => {
    window.requests += 1;
    return request();
  };
  let held = null;
  const { endpoint, ...keys } = device;
  const subscription = {
    endpoint,
    toJSON: () => ({ endpoint, expirationTime: null, keys }),
    unsubscribe: async () => {
      held = null;
      return true;
    },
  };
  PushManager.prototype.subscribe = async (options) => {
    window.subscribedWith = [options.userVisibleOnly, options.applicationServerKey];
    held = subscription;
    return subscription;
  };
  PushManager.prototype.getSubscription = async () => held;
}

/** Somebody who has asked for a link worker, signed in. `life` is the answer to "Is this phone just yours?". */
async function atHome(context, email, life = w.life.shared) {
  await refer(server, { email });
  const page = await open(context, `${server.base}/sign-in`);
  await signIn(page, server, email, life);
  if (life === w.life.mine) await page.getByRole("button", { name: w.passkey.not_now }).click();
  await page.getByRole("heading", { name: me.next }).waitFor();
  return page;
}

async function toInbox(page) {
  await page.goto(`${server.base}/me/inbox`);
  await ready(page);
  await page.getByRole("heading", { level: 1, name: n.title }).waitFor();
  await page.getByRole("heading", { name: n.tell_title }).waitFor();
}

/** What was handed to the push service, opened with the keys of the browser. */
function opened({ body, headers }) {
  const asked = {
    private: keys.getPrivateKey("base64url"),
    auth: device.auth,
    body: body.toString("base64url"),
    authorization: headers.authorization,
  };
  const file = join(server.folder, "push.json");
  writeFileSync(file, JSON.stringify(asked));
  const done = spawnSync(process.env.PYTHON ?? "python3", [OPENER, file], { encoding: "utf8" });
  assert.equal(done.status, 0, done.stderr);
  return JSON.parse(done.stdout);
}

/** Hands a text to the service worker as a push. */
async function pushes(page) {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const client = await page.context().newCDPSession(page);
  const known = new Promise((done) => {
    client.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const ours = registrations.find(({ scopeURL, isDeleted }) => !isDeleted && scopeURL === `${server.base}/`);
      if (ours) done(ours.registrationId);
    });
  });
  await client.send("ServiceWorker.enable");
  const registrationId = await known;
  return (data) => client.send("ServiceWorker.deliverPushMessage", { origin: server.base, registrationId, data });
}

/** The notices that the browser shows. */
function shown(page) {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const notices = await registration.getNotifications();
    return notices.map(({ title, body, tag, icon, badge, image, data }) => ({ title, body, tag, icon, badge, image, data }));
  });
}

/** The notices, once they are as they should be. */
async function shownOnce(page, isRight, what) {
  let last;
  for (let tries = 0; tries < 100; tries += 1) {
    last = await shown(page);
    if (isRight(last)) return last;
    await sleep(50);
  }
  return assert.fail(`${what}: ${JSON.stringify(last)}`);
}

/** A tap on the notice: the address that it opens. A tap made by a program may open no window, so that it is asked for here. */
async function tapNotice(page) {
  const worker = page.context().serviceWorkers().find((one) => one.url().endsWith("/sw.js"));
  return worker.evaluate(async () => {
    const opened = new Promise((done) => {
      Clients.prototype.openWindow = async (address) => done(address);
    });
    const [notification] = await self.registration.getNotifications();
    self.dispatchEvent(new NotificationEvent("notificationclick", { notification, action: "" }));
    return opened;
  });
}

test("a phone of one's own shows one neutral sentence, once that was said to be safe and turned on", async () => {
  const context = await newContext(browser);
  await context.grantPermissions(["notifications"], { origin: server.base });
  await context.addInitScript(standIn, device);
  const page = await atHome(context, "amina@example.org", w.life.mine);
  await page.goto(`${server.base}/me/safe-contact`);
  await ready(page);
  await page.getByRole("group", { name: details.channel.push }).getByLabel(details.safe.yes).check();
  await page.getByRole("button", { name: details.save, exact: true }).click();
  await page.getByText(details.safe.saved, { exact: true }).waitFor();

  await toInbox(page);
  await page.getByText(n.tell_off).waitFor();
  await page.getByText(n.tell_words).waitFor();
  await page.locator("#push-state").getByText(n.no_device).waitFor();
  await sound(page, "what is new");
  // Nothing goes out that was not chosen, and nobody is asked for anything before they tap.
  await page.getByRole("button", { name: n.test }).click();
  await page.getByText(n.test_none_chosen).waitFor();
  assert.deepEqual(await page.evaluate(() => [window.requests, window.subscribedWith ?? null]), [0, null]);
  await page.getByRole("button", { name: n.push_turn_on }).click();
  await page.getByText(n.push_save).waitFor();
  assert.deepEqual(await page.evaluate(() => [window.requests, window.subscribedWith]), [1, [true, publicKey]]);
  await page.locator("#push-state").getByText(n.ready, { exact: true }).waitFor();
  assert.ok(await page.getByRole("checkbox", { name: n.push }).isChecked());
  await page.getByRole("button", { name: n.save, exact: true }).click();
  await page.getByText(n.saved, { exact: true }).waitFor();
  assert.equal(await page.getByText(n.test_none_chosen).count(), 0, "it holds no longer");
  await page.waitForFunction(() => document.activeElement.id === "telling-outcome");
  await sound(page, "turned on");
  assert.equal(handed.length, 0);
  await page.getByRole("button", { name: n.test }).click();
  await page.getByText(n.test_push).waitFor();

  assert.equal(handed.length, 1);
  assert.equal(handed[0].method, "POST");
  assert.equal(handed[0].headers["content-encoding"], "aes128gcm");
  const { text, is_signed: isSigned } = opened(handed[0]);
  assert.ok(isSigned, "the service can tell who sends it");
  assert.deepEqual(JSON.parse(text), {
    web_push: 8030,
    notification: {
      title: app.name, body: letters.update, navigate: `${server.base}/me/inbox`, silent: false, tag: "update",
    },
  });

  // At another page by then, and told twice: the second takes the place of the first.
  await page.goto(`${server.base}/me`);
  await page.getByRole("heading", { name: me.next }).waitFor();
  const push = await pushes(page);
  await push(text);
  await shownOnce(page, (notices) => notices.length === 1, "a notice comes");
  await push(text);
  await sleep(500);
  const icon = `${server.base}/icons/icon-192.png`;
  const plain = { title: app.name, body: letters.update, tag: "update", data: { navigate: `${server.base}/me/inbox` } };
  const [notice, ...others] = await shown(page);
  assert.deepEqual(others, []);
  assert.deepEqual({ title: notice.title, body: notice.body, tag: notice.tag, data: notice.data }, plain);
  assert.ok([icon, "", undefined].includes(notice.icon) && !notice.badge && !notice.image, JSON.stringify(notice));
  assert.equal(await tapNotice(page), `${server.base}/me/inbox`);
  assert.equal(new URL(page.url()).pathname, "/me", "what is open stays as it was");
  await page.goto(`${server.base}/me/inbox`);
  await ready(page);
  await page.getByRole("heading", { level: 1, name: n.title }).waitFor();
  assert.deepEqual(await shown(page), [], "it goes with the tap");
  // The app has started anew: what the browser no longer holds is there again without asking anybody.
  await page.waitForFunction(() => window.subscribedWith);
  assert.equal(await page.evaluate(() => window.requests), 0);
  await page.getByText(n.push_on).waitFor();

  // Whatever comes, something is shown that says nothing, and it leads nowhere but here.
  for (const [data, title] of [
    ["nonsense", app.name],
    ["", app.name],
    ["null", app.name],
    [JSON.stringify({ notification: { title: "…", navigate: "https://example.org/me/inbox" } }), "…"],
  ]) {
    await push(data);
    const isRight = ([one]) => one?.title === title && one.body === "";
    const [one] = await shownOnce(page, isRight, `${JSON.stringify(data)} is shown`);
    assert.equal(one.data.navigate, `${server.base}/me/inbox`, data);
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      for (const one of await registration.getNotifications()) one.close();
    });
    await shownOnce(page, (notices) => notices.length === 0, "nothing stays");
  }

  // Whoever signs out leaves none behind, and none comes any more.
  await push(text);
  await shownOnce(page, (notices) => notices.length === 1, "a last one");
  await page.getByRole("button", { name: m.sign_out }).first().click();
  await page.waitForURL("**/sign-in");
  await ready(page);
  await shownOnce(page, (notices) => notices.length === 0, "none stays after signing out");
  await leave(page);
});

test("the ways are put in order by keyboard, quiet hours are looked at, and a letter says no more", async () => {
  const email = "order@example.org";
  const page = await atHome(await newContext(browser), email);
  await toInbox(page);
  await page.getByText(n.push_not_theirs).waitFor();
  const order = () => page.locator(".ways-list .choice-label").allInnerTexts();
  assert.deepEqual(await order(), [n.push, n.email, n.text]);
  const down = page.getByRole("button", { name: `${n.down} ${n.push}` });
  await down.focus();
  await page.keyboard.press("Enter");
  await page.getByText(fill(n.moved, { way: n.push, number: "2" })).waitFor({ state: "attached" });
  await page.waitForFunction(() => document.activeElement.id === "push-down");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.id === "push-up");
  assert.deepEqual(await order(), [n.email, n.text, n.push]);
  const { height } = await down.boundingBox();
  assert.ok(height >= 48, `${height}px is enough for a finger`);

  await page.getByRole("checkbox", { name: n.email }).check();
  await page.getByLabel(n.quiet_from).fill("");
  await page.getByRole("button", { name: n.save, exact: true }).click();
  await page.getByText(n.bad_time).waitFor();
  await page.waitForFunction(() => document.activeElement.id === "quiet-from");
  await sound(page, "a time that is missing");
  await page.getByLabel(n.quiet_from).fill("20:30");
  await page.getByLabel(n.wait).selectOption({ label: n.wait_day });
  await page.getByRole("button", { name: n.save, exact: true }).click();
  await page.getByText(n.saved, { exact: true }).waitFor();
  await page.reload();
  await ready(page);
  await page.getByRole("checkbox", { name: n.email }).waitFor();
  assert.ok(await page.getByRole("checkbox", { name: n.email }).isChecked());
  assert.equal((await order())[0], n.email);
  assert.equal(await page.getByLabel(n.quiet_from).inputValue(), "20:30");
  assert.equal(await page.getByLabel(n.wait).locator("option:checked").innerText(), n.wait_day);

  const before = server.letters(email).length;
  await page.getByRole("button", { name: n.test }).click();
  await page.getByText(n.test_email).waitFor();
  const letter = await server.letter(email, before);
  assert.equal(letter.subject, letters.update);
  assert.ok(!/amina|referral|message|inbox/i.test(letter.text), letter.text);
  await page.waitForFunction(() => document.activeElement.id === "test-outcome");
  await page.getByRole("button", { name: n.test }).click();
  await page.getByText(n.test_wait).waitFor();
  await leave(page);
});

test("a phone that cannot yet, or may not, says what can be done", async () => {
  const cases = [
    // A phone of Apple, in a tab.
    ["tab@example.org", n.push_install, () => {
      delete window.PushManager;
      Object.defineProperty(Navigator.prototype, "standalone", { get: () => false });
    }],
    ["old@example.org", n.push_impossible, () => delete window.PushManager],
    ["told-no@example.org", n.push_refused, () => {
      Object.defineProperty(Notification, "permission", { get: () => "denied" });
    }],
  ];
  for (const [email, said, make] of cases) {
    const context = await newContext(browser);
    await context.addInitScript(make);
    const page = await atHome(context, email, w.life.mine);
    await toInbox(page);
    await page.getByText(said).waitFor();
    assert.equal(await page.getByRole("button", { name: n.push_turn_on }).count(), 0);
    await sound(page, said);
    await leave(page);
  }
});
