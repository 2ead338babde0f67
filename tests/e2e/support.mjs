// What every journey needs: a phone-sized browser that fails on any CSP violation or page error, and an axe check.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before } from "node:test";
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

export const BASE = process.env.BASE_URL ?? "http://127.0.0.1:8080";
export const PHONE = { width: 360, height: 740 };
export const DESK = { width: 1280, height: 860 };
/** A phone that is touched; for `visit`. */
export const TOUCH = { hasTouch: true, isMobile: true };
const json = (path) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"));
export const words = json("locales/en.json");
/** The team of the invented demo area. */
export const team = json("crates/api/src/demo/area.json").team;

let browser;

/** Starts one browser for the file. Call at its top. */
export function withBrowser() {
  before(async () => {
    browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
  });
  after(async () => browser?.close());
}

/** A fresh visit. What goes wrong in the page is kept in `page.faults`. */
export async function visit(path = "/", options = {}) {
  const context = await browser.newContext({ viewport: PHONE, locale: "en-GB", timezoneId: "Europe/London", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.faults = [];
  page.on("pageerror", (error) => page.faults.push(`error: ${error.message}`));
  page.on("console", (line) => {
    if (line.type() === "error" && !/Failed to load resource|net::ERR/.test(line.text())) page.faults.push(line.text());
  });
  await context.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => {
      window.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  await page.goto(BASE + path, { waitUntil: "load" });
  await ready(page);
  return page;
}

/** Waits until the app has taken over from the static page. */
export async function ready(page) {
  await page.waitForFunction(() => !document.getElementById("before") && document.querySelector("#app h1"));
}

/** Ends a visit: no page error and no CSP violation may have happened on any page of it. */
export async function leave(page) {
  const violations = await page.evaluate(() => window.violations ?? []);
  assert.deepEqual(violations, [], "no CSP violation");
  assert.deepEqual(page.faults, [], "no page error");
  await page.context().close();
}

/** No axe violation on the page as it is, and nothing that scrolls sideways. */
export async function sound(page, what) {
  const violations = await page.evaluate(() => window.violations ?? []);
  assert.deepEqual(violations, [], `no CSP violation: ${what}`);
  // What a page looks like does not hang on the database: on the second engine it is not looked at again.
  if (process.env.JOURNEY_POSTGRES) return;
  // The check itself must not depend on the page's CSP, so it runs in the debugger's own world.
  const client = await page.context().newCDPSession(page);
  const { frameTree } = await client.send("Page.getFrameTree");
  const { executionContextId } = await client.send("Page.createIsolatedWorld", { frameId: frameTree.frame.id });
  await client.send("Runtime.evaluate", { expression: AXE, contextId: executionContextId });
  const { result } = await client.send("Runtime.evaluate", {
    contextId: executionContextId,
    awaitPromise: true,
    returnByValue: true,
    expression: `axe.run(document, { resultTypes: ["violations"] }).then((found) => found.violations.map((one) =>
      one.id + ": " + one.nodes.map((node) => node.target.join(" ") + " " + (node.failureSummary ?? "")).join(" | ")))`,
  });
  await client.detach();
  assert.ok(Array.isArray(result.value), `axe ran: ${what}`);
  assert.deepEqual(result.value, [], `axe: ${what}`);
  const spill = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(spill <= 0, `nothing scrolls sideways: ${what} (${spill}px)`);
}

/** A hand on a mouse. */
export const mouse = {
  press: (target) => target.click(),
  pick: (target) => target.check(),
  write: (field, text) => field.fill(text),
};

/** A finger on the glass, for a page visited with `TOUCH`: nothing but taps, and letters where a tap has put the focus. */
export const finger = {
  press: (target) => target.tap(),
  async pick(target) {
    await target.tap();
    await target.and(target.page().locator(":checked")).waitFor();
  },
  async write(field, text) {
    await field.tap();
    await field.and(field.page().locator(":focus")).waitFor();
    await field.page().keyboard.type(text);
  },
};

/** Presses Tab until the element with this accessible name has the focus. */
export async function tabTo(page, name, limit = 80) {
  for (let step = 0; step < limit; step += 1) {
    await page.keyboard.press("Tab");
    const text = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element) return "";
      const label = element.labels?.[0]?.textContent ?? element.getAttribute("aria-label") ?? element.textContent ?? "";
      return label.trim().replace(/\s+/g, " ");
    });
    if (text.startsWith(name)) return;
  }
  assert.fail(`the keyboard does not reach “${name}”`);
}

/** Puts values into a text of the locale file. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
