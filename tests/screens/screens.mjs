// Takes the pictures of the main screens: those of the README into docs/screens, those of the app's own description into
// public/screens. Everything on them is invented; the days on them are those of when they are taken.
//
// `cargo xtask screens` sets what this needs.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { words } from "../e2e/support.mjs";
import { launch, newContext, open } from "../e2e/people.mjs";
import { startServer } from "../e2e/own_server.mjs";
import { withPalette } from "./palette.mjs";
import { settled, show, tell, threadTitle } from "./story.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const README = join(ROOT, "docs/screens");
const APP = join(ROOT, "public/screens");
const MOST_BYTES = 150_000;
const WIDE = { width: 1280, height: 800 };
/** Without its worker: what one moment keeps is not to be on the picture of the next. */
const PHONE = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, serviceWorkers: "block" };
const DESK = { viewport: WIDE, serviceWorkers: "block" };
const NEAR = "/groups?near=QQ1+1AA";

const server = await startServer();
const browser = await launch();
let isGood = true;
try {
  for (const folder of [README, APP]) mkdirSync(folder, { recursive: true });
  const phone = await open(await newContext(browser, PHONE), server.base);
  const desk = await open(await newContext(browser, DESK), server.base);
  for (const [page, form] of [[phone, "narrow"], [desk, "wide"]]) {
    await show(page, server.base);
    await take(page, APP, `start-${form}`);
    if (page === phone) await take(page, README, "start");
    await show(page, server.base + NEAR);
    await page.locator(".card").first().waitFor();
    await settled(page);
    await take(page, APP, `near-me-${form}`);
    if (page === phone) await take(page, README, "near-me");
  }
  await phone.locator(".card").getByRole("link").first().click();
  await phone.getByRole("heading", { level: 2, name: words.group.when }).waitFor();
  await settled(phone);
  await take(phone, README, "group");
  await show(phone, `${server.base}/refer/who?for=me`);
  await take(phone, README, "first-question");

  const { person, worker, id } = await tell(browser, server, { phone: PHONE, wide: WIDE });
  for (const [path, name] of [["/me", "what-happens-next"], ["/me/plan", "plan"], ["/me/plan/week", "week"]]) {
    await show(person, server.base + path);
    await take(person, README, name);
  }
  await show(person, `${server.base}/me/messages`);
  await person.getByRole("log").getByRole("listitem").last().waitFor();
  await settled(person);
  await take(person, README, "messages");
  await show(worker, `${server.base}/desk`);
  await take(worker, README, "desk");
  await show(worker, `${server.base}/desk/messages/${id}`);
  await worker.getByRole("heading", { level: 1, name: threadTitle }).waitFor();
  await settled(worker);
  await take(worker, README, "desk-messages");
} finally {
  await browser.close();
  await server.end();
}
process.exit(isGood ? 0 : 1);

async function take(page, folder, name) {
  const picture = withPalette(await page.screenshot({ type: "png", caret: "hide", animations: "disabled" }));
  const isLight = picture.length <= MOST_BYTES;
  isGood &&= isLight;
  const file = join(folder, `${name}.png`);
  writeFileSync(file, picture);
  console.log(`${file.slice(ROOT.length)}: ${picture.length} bytes${isLight ? "" : `, more than ${MOST_BYTES}`}`);
}
