// A phone: Chromium at 360 × 740 with touch, if asked for on a slow line and with a slow processor.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

export const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

/** Lighthouse's slow 4G as the DevTools apply it: the latency counts for each request. */
export const SLOW_4G = { latencyMs: 562.5, downKbit: 1474.56, upKbit: 675 };
export const words = JSON.parse(readFileSync(new URL("../../locales/en.json", import.meta.url), "utf8"));

/** The browser. Its driver is the one of the journeys in tests/e2e. */
export function chromium() {
  const { chromium: driver } = createRequire(new URL("../e2e/package.json", import.meta.url))("playwright-core");
  return driver.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
}

/** A phone that has never been here; `more` is for the driver. */
export function freshPhone(browser, more = {}) {
  return browser.newContext({
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
    locale: "en-GB",
    timezoneId: "Europe/London",
    ...more,
  });
}

/** Slows a page down: its processor by a factor, and its line to slow 4G. */
export async function hinder(session, { processor = 1, line = false }) {
  if (line) {
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: SLOW_4G.latencyMs,
      downloadThroughput: (SLOW_4G.downKbit * 1024) / 8,
      uploadThroughput: (SLOW_4G.upKbit * 1024) / 8,
    });
  }
  await session.send("Emulation.setCPUThrottlingRate", { rate: processor });
}

/** Waits until the app has taken over. Asked seldom, so that the asking does not weigh on a slow processor. */
export async function untilInCharge(page) {
  await page.waitForFunction(() => !document.getElementById("before") && document.querySelector("#app h1"), undefined, {
    polling: 200,
    timeout: 60_000,
  });
}
