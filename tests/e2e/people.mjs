// What journeys of people with a sign-in have in common: coming in by a code, passkeys of an authenticator that is none,
// and referrals sent without walking through every question.
import assert from "node:assert/strict";
import { PHONE, ready, words } from "./support.mjs";
import { chromium } from "playwright-core";

const { sign_in: w } = words;
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
export function withProfile(folder) {
  return chromium.launchPersistentContext(folder, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: FLAGS,
    viewport: PHONE,
    locale: "en-GB",
    timezoneId: "Europe/London",
  });
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

/** An authenticator of the browser's own that always says yes. */
export async function withAuthenticator(page) {
  const client = await page.context().newCDPSession(page);
  await client.send("WebAuthn.enable", { enableUI: false });
  const { authenticatorId } = await client.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true,
      isUserVerified: true, automaticPresenceSimulation: true,
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
