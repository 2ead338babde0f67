// The desk: invited, a passkey, a referral is accepted; the person's page follows without a reload, and they read who looked.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { DESK, leave, ready, sound, team, words } from "./support.mjs";
import { launch, newContext, open, refer, signIn, withAuthenticator } from "./people.mjs";
import { startServer } from "./own_server.mjs";

const { desk, me, who_looked: looked } = words;
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

/** Invites a member of staff and lets them in with a passkey of their own. */
async function atDesk(name, role, options = { viewport: DESK }) {
  const { out, status, err } = server.cli("staff", "invite", name, "--role", role, "--team", team.name);
  assert.equal(status, 0, err);
  const link = out.match(/Link: (\S+)/)[1];
  const code = out.match(/Code: (\S+)/)[1];
  const page = await open(await newContext(browser, options), link);
  assert.equal(new URL(page.url()).hash, "", "the token is not left in the address");
  await sound(page, "the invitation");
  await page.getByLabel(words.team.invitation.code).fill(code.toLowerCase());
  await page.getByRole("button", { name: words.team.invitation.open }).click();
  await page.getByRole("button", { name: words.team.invitation.make }).waitFor();
  // After the axe check, which would take the authenticator away.
  await withAuthenticator(page);
  await page.getByRole("button", { name: words.team.invitation.make }).click();
  await page.getByRole("heading", { name: desk.waiting.title }).waitFor();
  return page;
}

test("a link worker accepts, and the person's open page says so at once", async () => {
  const email = "amina@example.org";
  await refer(server, { email });
  const person = await open(await newContext(browser), `${server.base}/sign-in`);
  await signIn(person, server, email);
  await person.getByText("Somebody to talk to on Tuesdays.").waitFor({ state: "attached" });

  const worker = await atDesk("Wen Example", "link-worker");
  await worker.getByText("Amina Example").first().waitFor();
  await sound(worker, "waiting");
  await worker.getByText("Amina Example").first().click();
  await worker.getByText("Somebody to talk to on Tuesdays.").waitFor();
  await sound(worker, "one referral");
  // "Seen" means that a person opened it, and it shows at once.
  await person.getByText(me.event.seen_by.replace("{name}", "Wen Example")).waitFor();
  await worker.getByRole("button", { name: desk.act.accept, exact: true }).click();
  await worker.getByRole("button", { name: desk.act.accept_button }).waitFor();
  await sound(worker, "accepting");
  await worker.getByRole("button", { name: desk.act.accept_button }).click();
  await worker.getByText(desk.act.accept_done).waitFor();
  await person.getByText(me.event.accepted_by.replace("{name}", "Wen Example")).first().waitFor();
  await person.getByText(/I am Wen Example, a link worker/).waitFor();
  await sound(person, "accepted");

  await person.getByRole("link", { name: me.place_who_looked }).click();
  await person.getByText(looked.opened_referral).first().waitFor();
  await person.getByText(looked.changed_stage).first().waitFor();

  const whole = server.cli("audit", "verify");
  assert.equal(whole.status, 0, whole.err);
  flip();
  const broken = server.cli("audit", "verify");
  assert.notEqual(broken.status, 0, "one changed letter is found");
  assert.match(broken.err, /row \d+ of the audit/);
  await leave(worker);
  await leave(person);
});

/** Changes one letter of one row of the audit. */
function flip() {
  server.sql("UPDATE audit SET what = 'listed' || 'x' WHERE seq = (SELECT max(seq) FROM audit)");
}

test("the desk signs out and in again by the passkey, and is usable on a phone", async () => {
  await refer(server, { email: "bao@example.org", name: "Bao Example", words: "x ".repeat(300) });
  const worker = await atDesk("Ida Example", "team-lead", {});
  await worker.getByText("Bao Example").first().waitFor();
  await sound(worker, "waiting, on a phone");
  await worker.getByText("Bao Example").first().click();
  await worker.getByRole("button", { name: desk.act.decline, exact: true }).waitFor();
  await sound(worker, "one referral, on a phone");
  for (const path of ["people", "team", "staff", "cover", "listings", "feeds", "recoveries", "me"]) {
    await worker.goto(`${server.base}/desk/${path}`);
    await ready(worker);
    await worker.locator("main h1").first().waitFor();
    await worker.waitForFunction(() => !document.querySelector("main .loading"));
    await sound(worker, `desk/${path}, on a phone`);
  }
  await leave(worker);
});

test("words begun are asked about before they would be lost, and the team's pages have the way in", async () => {
  await refer(server, { email: "cai@example.org", name: "Cai Example" });
  const worker = await atDesk("Jo Example", "team-lead");
  await worker.getByText("Cai Example").first().click();
  await worker.getByRole("button", { name: desk.act.accept, exact: true }).click();
  const field = worker.locator("#act-form textarea").first();
  await field.fill("Hello Cai, this was begun and not sent.");
  const asked = [];
  let isGoing = false;
  worker.on("dialog", (dialog) => {
    asked.push(dialog.message());
    return isGoing ? dialog.accept() : dialog.dismiss();
  });
  const team = worker.getByRole("link", { name: words.signed_in.desk.team, exact: true });
  await team.click();
  assert.deepEqual(asked, [desk.frame.lose]);
  assert.equal(await field.inputValue(), "Hello Cai, this was begun and not sent.");
  // Inside the app nothing is asked, and they are found again.
  await worker.getByRole("link", { name: words.signed_in.desk.people, exact: true }).click();
  await worker.getByRole("heading", { level: 1, name: desk.people.title }).waitFor();
  assert.equal(asked.length, 1);
  isGoing = true;
  await team.click();
  await worker.waitForURL("**/desk/team");
  await ready(worker);
  assert.equal(asked.length, 2, "once, not by the browser as well");
  // Signed out, the way in is shown at the same address, and leads on to it.
  await worker.getByRole("button", { name: words.signed_in.desk.sign_out }).click();
  await worker.getByText(desk.sign_in.signed_out).waitFor();
  assert.equal(new URL(worker.url()).pathname, "/desk/team");
  await worker.getByRole("button", { name: desk.sign_in.button }).click();
  await worker.getByRole("navigation", { name: words.signed_in.desk.parts }).waitFor();
  assert.equal(new URL(worker.url()).pathname, "/desk/team");
  await leave(worker);
});
