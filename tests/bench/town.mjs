// The real server with people who may write to their team: a lead and a link worker with passkeys, a safeguarding lead,
// and people who have asked for a link worker and signed in by a code. All of it by HTTP and the command line.
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { Authenticator } from "./authenticator.mjs";
import { codeOf, openPostbox, tokenOf } from "./postbox.mjs";
import { uuid7 } from "./random.mjs";
import { ROOT, ask, freePort, launch, scratch, untilReady } from "./server.mjs";

/** Everybody comes from one address here, so that limits by client have to be out of the way. */
const PLENTY = "1000000";
const LETTER_MS = 60_000;
/** How long an answer may take. */
const PATIENCE_MS = 20_000;

const source = (file) => readFileSync(path.join(ROOT, file), "utf8");
const consentVersion = /CONSENT_VERSION: &str = "([^"]+)"/.exec(source("crates/domain/src/referral.rs"))[1];
const teamName = JSON.parse(source("crates/api/src/demo/area.json")).team.name;

/**
 * Starts a server, and makes so many people known who can write to their team. Letters go to the given postbox, and
 * `extra` is passed on to the server.
 */
export async function openTown({ database, people, postbox: given, extra: more = [] }) {
  const postbox = given ?? (await openPostbox());
  const folder = scratch();
  const [port, log, secret] = [await freePort(), path.join(folder, "log"), path.join(folder, "secret")];
  const extra = ["--secret-file", secret, "--reads-per-second", PLENTY, "--writes-per-minute", PLENTY];
  extra.push("--smtp-url", `smtp://127.0.0.1:${postbox.port}`, "--mail-from", "post@example.org", ...more);
  const town = { database, port, secret, postbox, origin: `http://localhost:${port}`, people: [] };

  town.start = async () => {
    town.server = launch({ database, port, log, extra });
    await untilReady(town.server, port, log);
  };
  /** Tells the server to stop, and answers how long it took, in milliseconds, and how it ended. */
  town.stop = async () => {
    const began = performance.now();
    town.server.kill("SIGTERM");
    await town.server.gone;
    return { ms: performance.now() - began, exitCode: town.server.exitCode };
  };
  town.close = async () => {
    await town.stop();
    postbox.close();
  };

  await town.start();
  town.lead = await invite(town, "Wen Example", "team-lead");
  await invite(town, "Kim Example", "link-worker");
  await turnMessagesOn(town);
  for (let number = 1; number <= people; number += 1) town.people.push(await signUp(town, number));
  return town;
}

/** One request. Without a status there was no whole answer: the line broke, or it took too long. */
export function call(port, method, address, { body, cookie, agent, patience = PATIENCE_MS } = {}) {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers = {};
  if (text !== undefined) headers["content-type"] = "application/json";
  if (text !== undefined) headers["content-length"] = Buffer.byteLength(text);
  if (cookie) headers.cookie = cookie;
  return new Promise((resolve) => {
    const began = performance.now();
    const fail = () => resolve({ text: "", headers: {}, ms: performance.now() - began });
    const request = http.request({ host: "127.0.0.1", port, path: address, method, headers, agent }, (answer) => {
      const chunks = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("error", fail);
      answer.once("close", fail);
      // Half an answer has no end.
      answer.once("end", () => {
        const ms = performance.now() - began;
        resolve({ ms, status: answer.statusCode, headers: answer.headers, text: Buffer.concat(chunks).toString() });
      });
    });
    const waiting = setTimeout(() => request.destroy(), patience);
    request.on("error", fail);
    request.once("close", () => {
      clearTimeout(waiting);
      fail();
    });
    request.end(text);
  });
}

/** The answer itself, when it has the status that it should have. */
export function must(answer, status) {
  if (answer.status !== status) throw new Error(`${answer.status} instead of ${status}: ${answer.text}`);
  return answer;
}

/** A new sign-in by a passkey: its cookie. */
export async function signInByPasskey(town, authenticator, agent) {
  const begun = must(await call(town.port, "POST", "/api/sign-in/passkeys/begin", { body: {}, agent }), 200);
  const { ceremony, options } = JSON.parse(begun.text);
  const body = { ceremony, credential: authenticator.use(options) };
  const cookie = cookieOf(begun, "__Host-c");
  return cookieOf(
    must(await call(town.port, "POST", "/api/sign-in/passkeys/finish", { body, cookie, agent }), 200),
    "__Host-s",
  );
}

/** Adds a passkey to somebody who has just signed in. */
export async function addPasskey(town, { cookie }) {
  const begun = must(await call(town.port, "POST", "/api/passkeys/begin", { body: {}, cookie }), 200);
  const { ceremony, options } = JSON.parse(begun.text);
  const authenticator = new Authenticator(town.origin);
  const body = { ceremony, credential: authenticator.make(options) };
  const cookies = `${cookie}; ${cookieOf(begun, "__Host-c")}`;
  must(await call(town.port, "POST", "/api/passkeys/finish", { body, cookie: cookies }), 200);
  return authenticator;
}

async function invite(town, name, role) {
  const { database, port, origin, secret } = town;
  const words = ["--team", teamName, "--role", role, "--origin", origin, "--secret-file", secret];
  const said = await ask(database, "staff", "invite", name, ...words);
  const invitation = { token: tokenOf(said), code: /^Code: (\S+)/m.exec(said)[1] };
  const opened = must(await call(port, "POST", "/api/staff/invitation/open", { body: invitation }), 200);
  const { passkey } = JSON.parse(opened.text);
  const authenticator = new Authenticator(origin);
  const body = { ceremony: passkey.ceremony, credential: authenticator.make(passkey.options) };
  const cookie = cookieOf(opened, "__Host-c");
  const entered = must(await call(port, "POST", "/api/staff/invitation/finish", { body, cookie }), 200);
  return { authenticator, cookie: cookieOf(entered, "__Host-s"), me: JSON.parse(entered.text).staff };
}

/** People can write to a team that names who looks after safeguarding. */
async function turnMessagesOn({ port, lead }) {
  const body = { safeguarding_lead: lead.me.id };
  const changed = must(await call(port, "PUT", `/api/desk/teams/${lead.me.team}`, { body, cookie: lead.cookie }), 200);
  const { messages_lack: lack } = JSON.parse(changed.text);
  if (lack.length > 0) throw new Error(`messages are off, the team lacks: ${lack.join(", ")}`);
}

/**
 * Somebody asks for a link worker, and signs in by the address that they gave; or by a mobile, where one is given with the
 * `texts` that come to it.
 */
export async function signUp({ port, postbox }, number, mobile, texts) {
  const mark = randomBytes(8).toString("hex");
  const [name, to] = [`Example Person ${number} ${mark}`, mobile ?? `${mark}@example.org`];
  const way = mobile ? { phone: mobile, call_safe: false, text_safe: true } : { email: to, email_safe: true };
  must(await call(port, "POST", "/api/referrals", { body: { id: uuid7(), answers: answers(name, way) } }), 201);
  const asked = must(await call(port, "POST", "/api/sign-in/codes", { body: { to } }), 202);
  const spend = `/api/sign-in/codes/${JSON.parse(asked.text).id}/spend`;
  const body = { code: codeOf(await letterTo(texts ?? postbox, to)) };
  const entered = must(await call(port, "POST", spend, { body, cookie: cookieOf(asked, "__Host-c") }), 200);
  const { person } = JSON.parse(entered.text).somebody;
  return { name, to, id: person.id, cookie: cookieOf(entered, "__Host-s"), messages: [] };
}

async function letterTo(postbox, address) {
  const began = performance.now();
  while (performance.now() - began < LETTER_MS) {
    const letter = postbox.letters.get(address);
    if (letter) return letter;
    await sleep(20);
  }
  throw new Error(`no letter came to ${address} in ${LETTER_MS / 1000} s`);
}

function cookieOf({ headers }, name) {
  const pairs = (headers["set-cookie"] ?? []).map((cookie) => cookie.split(";")[0]);
  return pairs.find((pair) => pair.startsWith(`${name}=`));
}

function answers(name, way) {
  return {
    for_whom: "me",
    words: "I would like to get out more and meet people.",
    needs: ["loneliness"],
    postcode: "QQ1 1AA",
    surgery: "not_sure",
    name,
    birth: { day: "27", month: "3", year: "1958" },
    ...way,
    consent_version: consentVersion,
  };
}
