// A daughter asks for her mother. The mother says yes, narrows it, and ends it; the daughter's open page follows at once.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { fill, leave, sound, words } from "./support.mjs";
import { launch, newContext, open, refer, signIn } from "./people.mjs";
import { startServer } from "./own_server.mjs";

const { me, helpers: h, sign_in: w, export: out, who_looked: looked } = words;
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

const byHelper = {
  for_whom: "someone",
  helper_name: "Sara Example",
  helper_relation: "daughter",
  helper_email: "sara@example.org",
  helper_email_safe: true,
  agreed: true,
  contact_first: "person",
};

/** Fills in what a helper may do, on the page that asks it. */
async function terms(page, scopes) {
  await page.getByLabel(h.alone_yes).check();
  for (const scope of ["scope_plan", "scope_messages", "scope_write", "scope_visits"]) {
    const box = page.getByLabel(h[scope], { exact: false }).first();
    if (scopes.includes(scope)) await box.check();
    else await box.uncheck();
  }
}

async function until(page, months) {
  const start = fill(h.until_months[months === 1 ? "one" : "other"], { count: String(months), date: "" }).trim();
  await page.getByLabel(start, { exact: false }).first().check();
}

test("mother and daughter: asked, let in, narrowed, and over within a second", async () => {
  await refer(server, { ...byHelper, words: "Company for my mother." });
  const daughter = await open(await newContext(browser), `${server.base}/sign-in`);
  await signIn(daughter, server, "sara@example.org");
  await daughter.getByRole("link", { name: me.become_helper }).waitFor();
  assert.equal(await daughter.getByText("Company for my mother.").count(), 0, "nothing before the mother says yes");

  const mother = await open(await newContext(browser), `${server.base}/sign-in`);
  await signIn(mother, server, "amina@example.org");
  await mother.getByText("Company for my mother.").waitFor({ state: "attached" });
  await sound(mother, "home with somebody who would like to help");
  await mother.getByRole("link", { name: me.helpers_wait_go }).click();
  await mother.getByRole("link", { name: h.waiting_yes }).waitFor();
  await sound(mother, "helpers");
  await mother.getByRole("link", { name: h.waiting_yes }).click();
  await mother.getByRole("button", { name: h.accept_send }).click();
  await mother.getByText(h.error_alone).first().waitFor();
  await sound(mother, "letting somebody help, with nothing answered");
  await terms(mother, ["scope_plan", "scope_write"]);
  await until(mother, 3);
  await mother.getByRole("button", { name: h.accept_send }).click();
  await mother.getByRole("heading", { name: h.now_title }).waitFor();
  await sound(mother, "a helper is in");

  // Her page changes without a reload, and shows just what was ticked.
  await daughter.getByRole("link", { name: /Amina/ }).click();
  await daughter.getByText(fill(h.helping_banner, { name: "Amina" })).first().waitFor();
  await daughter.getByText("Company for my mother.").waitFor({ state: "attached" });
  await daughter.getByText(h.about_under_name).waitFor();
  await sound(daughter, "helping");

  await mother.getByRole("link", { name: h.change }).click();
  await mother.getByRole("button", { name: h.change_send }).waitFor();
  await sound(mother, "changing what a helper may do");
  await terms(mother, ["scope_plan"]);
  await mother.getByRole("button", { name: h.change_send }).click();
  await mother.getByText(h.change_saved).waitFor();
  await daughter.getByText(h.about_under_name).waitFor({ state: "detached" });
  await daughter.getByText("Company for my mother.").waitFor({ state: "attached" });

  await mother.getByRole("button", { name: h.end, exact: true }).click();
  const yes = mother.getByRole("button", { name: h.end_yes });
  await yes.waitFor();
  const began = Date.now();
  await yes.click();
  await daughter.getByText(h.ended, { exact: true }).waitFor();
  const took = Date.now() - began;
  assert.equal(await daughter.getByText("Company for my mother.").count(), 0);
  assert.ok(took < 1_000, `her open screen was cut after ${took} ms`);
  await sound(daughter, "helping is over");

  // The mother reads who looked, in words.
  await mother.goto(`${server.base}/me/who-looked`);
  await mother.getByText(looked.saw_timeline).first().waitFor();
  await mother.getByText("Sara Example").first().waitFor();
  await sound(mother, "who looked");
  await leave(daughter);
  await leave(mother);
});

test("a code that is said lets a neighbour in, under her own sign-in", async () => {
  const email = "belle@example.org";
  await refer(server, { email, name: "Belle Example" });
  const person = await open(await newContext(browser), `${server.base}/sign-in`);
  await signIn(person, server, email);
  await person.getByRole("link", { name: me.place_helpers }).click();
  await person.getByText(h.empty).waitFor();
  await sound(person, "no helpers");
  await person.getByRole("link", { name: h.invite }).click();
  await terms(person, ["scope_plan", "scope_messages"]);
  await person.getByLabel(h.name, { exact: true }).fill("Mrs Long-Double-Barrelled-Neighbour");
  await person.getByLabel(h.relation).fill("neighbour");
  await until(person, 1);
  await person.getByRole("button", { name: h.invite_send }).click();
  await person.getByText(h.code_once).waitFor();
  await sound(person, "the code");
  const code = (await person.locator("main").innerText()).match(/\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/)[0];

  const neighbour = await open(await newContext(browser), `${server.base}/me/become-helper#${code}`);
  assert.equal(new URL(neighbour.url()).hash, "");
  await neighbour.getByRole("button", { name: h.become_sign_in_go }).click();
  await signIn(neighbour, server, "neighbour@example.org");
  await neighbour.getByLabel(h.become_code).waitFor();
  await sound(neighbour, "taking up a code");
  await neighbour.getByLabel(h.become_code).fill("AAAA-AAAA");
  await neighbour.getByRole("button", { name: h.become_send }).click();
  await neighbour.getByText(h.become_not_valid).waitFor();
  await neighbour.getByLabel(h.become_code).fill(code.toLowerCase().replace("-", " "));
  await neighbour.getByRole("button", { name: h.become_send }).click();
  await neighbour.getByText(fill(h.helping_banner, { name: "Belle" })).first().waitFor();
  await leave(person);
  await leave(neighbour);
});

test("everything is taken along in one file, and then erased for good", async () => {
  const email = "carla@example.org";
  await refer(server, { email, name: "Carla Example", words: "A place for Thursdays." });
  const page = await open(await newContext(browser), `${server.base}/sign-in`);
  await signIn(page, server, email);
  await page.getByRole("link", { name: me.place_export }).click();
  await sound(page, "taking data along");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: out.make }).click();
  const file = await download;
  assert.equal(file.suggestedFilename(), "stile.zip");
  await page.getByText(out.made.split("{")[0].trim(), { exact: false }).waitFor();
  await page.getByRole("link", { name: out.erase_go }).click();
  await page.getByRole("button", { name: out.erase }).click();
  await page.getByText(out.understand_missing).first().waitFor();
  await sound(page, "erasing, without the tick");
  await page.getByLabel(out.understand).check();
  // The sign-in ends with it, and the page hears so long before a slow answer.
  await page.route("**/erase", async (route) => {
    const response = await route.fetch();
    await sleep(2_500);
    await route.fulfill({ response });
  });
  await page.getByRole("button", { name: out.erase }).click();
  await page.getByRole("heading", { name: out.erased_title }).waitFor();
  await sound(page, "erased");
  await page.goto(`${server.base}/me`);
  await page.getByLabel(w.to).waitFor();
  await leave(page);
});
