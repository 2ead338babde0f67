// What Lighthouse says of the start page, the results and the first question, and whether Chromium would install the app.
// Lighthouse 12 is the last for Node 20; it has no category for installing any more, so the browser itself is asked.
//
// node lighthouse.mjs [--runs 3]; BASE_URL measures a server that is running already. Wants the packages of this folder.
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { figure, figures, median, noise, options, spread, table, yardstick } from "./figures.mjs";
import { FLAGS } from "./phone.mjs";
import { demoServer, freePort } from "./server.mjs";

const { runs } = options({ runs: 3 });
const PAGES = [
  { name: "start page", key: "start", path: "/" },
  { name: "results", key: "results", path: "/groups?near=QQ1+1AA" },
  { name: "first question", key: "question", path: "/refer/who" },
];
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
/** Those whose every check has to pass; how fast it is has its own budgets. */
const TO_PASS = ["accessibility", "best-practices", "seo"];
const TIMES = {
  words: "first-contentful-paint", largest: "largest-contentful-paint", blocked: "total-blocking-time",
  shift: "cumulative-layout-shift",
};

const require = createRequire(import.meta.url);
const { default: lighthouse } = await import("lighthouse");
const { chromium: driver } = createRequire(new URL("../e2e/package.json", import.meta.url))("playwright-core");
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

const before = yardstick();
const server = process.env.BASE_URL ? { base: process.env.BASE_URL, stop: async () => {} } : await demoServer();
const results = PAGES.map((page) => ({ ...page, seen: [] }));
try {
  for (let run = 1; run <= runs; run += 1) {
    for (const page of results) page.seen.push(await judge(server.base + page.path));
    process.stderr.write(`run ${run} of ${runs}\n`);
  }
  report(await installability());
} finally {
  await server.stop();
}
process.exit(0);

/** One run of Lighthouse in a browser of its own. */
async function judge(address) {
  const [port, profile] = [await freePort(), mkdtempSync(path.join(os.tmpdir(), "stile-lighthouse-"))];
  const context = await driver.launchPersistentContext(profile, {
    executablePath,
    args: [...FLAGS, `--remote-debugging-port=${port}`],
  });
  try {
    const { lhr } = await lighthouse(address, { port, output: "json", logLevel: "error", onlyCategories: CATEGORIES });
    if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
    return told(lhr);
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

function told({ categories, audits }) {
  const scores = Object.fromEntries(CATEGORIES.map((name) => [name, (categories[name].score ?? 0) * 100]));
  const failed = TO_PASS.flatMap((name) => categories[name].auditRefs)
    .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1)
    .map(({ id }) => id);
  const times = Object.fromEntries(Object.entries(TIMES).map(([name, id]) => [name, audits[id].numericValue]));
  return { scores, failed: [...new Set(failed)], ...times };
}

/** What keeps Chromium from installing the app, asked in a browser that is not private: there it never would. */
async function installability() {
  const profile = mkdtempSync(path.join(os.tmpdir(), "stile-install-"));
  const context = await driver.launchPersistentContext(profile, { executablePath, args: FLAGS });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(`${server.base}/`, { waitUntil: "load" });
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
    const session = await context.newCDPSession(page);
    await session.send("Page.enable");
    const manifest = await session.send("Page.getAppManifest");
    const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
    return [
      ...(manifest.data ? [] : ["there is no manifest"]),
      ...manifest.errors.map(({ message }) => `manifest: ${message}`),
      ...installabilityErrors.map(({ errorId }) => errorId),
    ];
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

function report(hindrances) {
  console.log(`Lighthouse ${require("lighthouse/package.json").version}, its slow phone; median of ${runs} (least–most)`);
  table(
    ["page", ...CATEGORIES, "first words, ms", "largest paint, ms", "blocked, ms", "layout shift", "checks not passed"],
    results.map(({ name, seen }) => [
      name,
      ...CATEGORIES.map((category) => spread(seen.map(({ scores }) => scores[category]))),
      spread(seen.map(({ words }) => words)),
      spread(seen.map(({ largest }) => largest)),
      spread(seen.map(({ blocked }) => blocked)),
      spread(seen.map(({ shift }) => shift), 3),
      [...new Set(seen.flatMap(({ failed }) => failed))].join(", ") || "none",
    ]),
  );
  console.log(`Chromium would ${hindrances.length === 0 ? "install it." : `not install it: ${hindrances.join("; ")}`}`);
  for (const { key, seen } of results) {
    for (const category of CATEGORIES) {
      const name = category.replace("-", "_");
      figures(`lighthouse.${key}.${name}`, seen.map(({ scores }) => scores[category]));
    }
    for (const name of ["words", "largest", "blocked"]) figures(`lighthouse.${key}.${name}`, seen.map((one) => one[name]), "ms");
    figure(`lighthouse.${key}.shift`, median(seen.map(({ shift }) => shift)));
    const failed = [...new Set(seen.flatMap((one) => one.failed))];
    figure(`lighthouse.${key}.failed`, failed.length, "", { names: failed });
  }
  figure("install.hindrances", hindrances.length, "", { names: hindrances });
  console.log(`\n${noise(before, yardstick())}`);
}
