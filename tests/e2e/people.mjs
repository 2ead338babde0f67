// What journeys of people with a sign-in have in common: coming in by a code, passkeys of an authenticator that is none,
// and referrals sent without walking through every question.
import assert from "node:assert/strict";
import { DESK, PHONE, ready, team, words } from "./support.mjs";
import { chromium } from "playwright-core";

const { desk, sign_in: w } = words;
/** Hours in which somebody reads at whatever time this runs, but for one minute of the night and bank holidays. */
const OPEN = "Mon-Sun 00:00-23:59";
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

/** A page of a fresh visit to a server of one's own; faults and violations are kept as in `visit`. */
export async function open(context, address) {
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.faults = [];
  page.on("pageerror", (error) => page.faults.push(`error: ${error.message}`));
  page.on("console", (line) => {
    if (line.type() === "error" && !/Failed to load resource|net::ERR/.test(line.text())) page.faults.push(line.text());
  });
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => {
      window.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  await page.goto(address, { waitUntil: "load" });
  await ready(page);
  return page;
}

/** A browser of its own, with the phone's size. */
export async function newContext(browser, options = {}) {
  return browser.newContext({ viewport: PHONE, locale: "en-GB", timezoneId: "Europe/London", ...options });
}

/** A browser whose profile lies in a folder, as on a real device. */
export function withProfile(folder, options = {}) {
  return chromium.launchPersistentContext(folder, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: FLAGS,
    viewport: PHONE,
    locale: "en-GB",
    timezoneId: "Europe/London",
    ...options,
  });
}

/** A browser without a profile. */
export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
}

/** Invites a member of staff and lets them in with a passkey of their own. */
export async function atDesk(browser, server, name, role = "link-worker") {
  const { out, status, err } = server.cli("staff", "invite", name, "--role", role, "--team", team.name);
  assert.equal(status, 0, err);
  const page = await open(await newContext(browser, { viewport: DESK }), out.match(/Link: (\S+)/)[1]);
  await page.getByLabel(words.team.invitation.code).fill(out.match(/Code: (\S+)/)[1].toLowerCase());
  await page.getByRole("button", { name: words.team.invitation.open }).click();
  await page.getByRole("button", { name: words.team.invitation.make }).waitFor();
  await withAuthenticator(page);
  await page.getByRole("button", { name: words.team.invitation.make }).click();
  await page.getByRole("heading", { name: desk.waiting.title }).waitFor();
  return page;
}

/** Asks the server as whoever is signed in at a page: the status and the text of its answer. */
export const ask = (page, path, method = "GET", body = undefined) =>
  page.evaluate(
    async ([path, method, body]) => {
      const sent = body && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
      const answer = await fetch(path, { method, ...sent });
      return { status: answer.status, text: await answer.text() };
    },
    [path, method, body],
  );

/** Sends something as whoever is signed in there, without walking through the page for it: the answer. */
export async function send(page, path, body, method = "POST") {
  const { status, text } = await ask(page, path, method, body);
  assert.ok(status === 200 || status === 201, `${path}: ${status} ${text}`);
  return text === "" ? null : JSON.parse(text);
}

/** Sees to it that people can write to the team: two who read, hours, and somebody who looks after safeguarding. */
export async function takeMessages(browser, server) {
  const pages = [await atDesk(browser, server, "Ida Example", "team-lead"), await atDesk(browser, server, "Jo Example")];
  const [lead] = pages;
  const path = `/api/desk/teams/${team.id}`;
  const { colleagues } = await send(lead, path, { hours: OPEN }, "PUT");
  const ida = colleagues.find((one) => one.name === "Ida Example");
  const { messages_lack: lack } = await send(lead, path, { safeguarding_lead: ida.id }, "PUT");
  assert.deepEqual(lack, [], "people can write to the team");
  return pages;
}

/** Comes in by a code, from `/sign-in` on. `life` is the answer to "Is this phone just yours?". */
export async function signIn(page, server, email, life = w.life.shared) {
  const before = server.letters(email).length;
  await page.getByLabel(w.to).fill(email);
  await page.getByRole("button", { name: w.send }).click();
  const code = await server.code(email, before);
  await page.getByLabel(w.code.label).fill(code);
  await page.getByRole("button", { name: w.code.sign_in, exact: true }).click();
  await page.getByRole("heading", { name: w.life.title }).waitFor();
  await page.getByLabel(life).check();
  await page.getByRole("button", { name: w.life.go_on }).click();
}

/** Confirms that it is still the same person, by a code. */
export async function confirm(page, server, email) {
  await page.getByText(w.confirm.title).waitFor();
  const before = server.letters(email).length;
  await page.getByRole("button", { name: new RegExp(`^${w.confirm.send.split("{")[0]}`) }).first().click();
  const code = await server.code(email, before);
  await page.getByLabel(w.code.label).fill(code);
  await page.getByRole("button", { name: w.code.confirm, exact: true }).click();
}

/** An authenticator of the browser's own that always says yes. `more` is what it can besides. */
export async function withAuthenticator(page, more = {}) {
  const client = await page.context().newCDPSession(page);
  await client.send("WebAuthn.enable", { enableUI: false });
  const { authenticatorId } = await client.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true,
      isUserVerified: true, automaticPresenceSimulation: true, ...more,
    },
  });
  return {
    credentials: async () => (await client.send("WebAuthn.getCredentials", { authenticatorId })).credentials,
  };
}

/** Sends a referral as the app would, without walking through the questions; `more` changes answers. */
export async function refer(server, more = {}) {
  const [{ consent_version }] = [await consent()];
  const answers = {
    for_whom: "me",
    words: "Somebody to talk to on Tuesdays.",
    needs: ["loneliness"],
    postcode: "QQ1 1AA",
    surgery: "not_sure",
    name: "Amina Example",
    birth: { day: "1", month: "2", year: "1950" },
    email: "amina@example.org",
    email_safe: true,
    consent_version,
    ...more,
  };
  const body = { id: crypto.randomUUID(), answers };
  const answer = await fetch(`${server.base}/api/referrals`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: server.base },
    body: JSON.stringify(body),
  });
  const receipt = await answer.json();
  assert.equal(answer.status, 201, JSON.stringify(receipt));
  return receipt;
}

async function consent() {
  const { readFileSync } = await import("node:fs");
  const text = readFileSync(new URL("../../crates/domain/src/referral.rs", import.meta.url), "utf8");
  return { consent_version: text.match(/CONSENT_VERSION: &str = "([^"]+)"/)[1] };
}
