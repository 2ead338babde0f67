// `kill -9` of the server again and again while referrals are sent: what was answered with a receipt must be kept, and
// kept once. Each sender sends the same id and body until it has its receipt, as a phone does.
//
// node kill.mjs [--kills 100] [--senders 4] [--pause 400] [--seed N]; PostgreSQL too when BENCH_DATABASE_URL names one.
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { options, table } from "./figures.mjs";
import { ROOT, ask, freePort, givenDatabase, lastWords, launch, scratch, untilReady } from "./server.mjs";

const { kills, senders, pause, seed } = options({ kills: 100, senders: 4, pause: 400, seed: Date.now() % 2 ** 31 });
/** One kill in ten comes before the server has said that it is ready. */
const EARLY = 0.1;
/** A sender that has had no receipt for so long has been forgotten. */
const PATIENCE_MS = 120_000;
/** So many of the referrals are sent once more at the end, and must get the receipt that they had. */
const SENT_AGAIN = 200;
/** The server counts writes by address; behind this proxy everybody has their own. */
const PROXY = ["--trusted-proxies", "127.0.0.1"];

const random = randomNumbers(seed);
const consentVersion = /CONSENT_VERSION: &str = "([^"]+)"/.exec(
  readFileSync(path.join(ROOT, "crates/domain/src/referral.rs"), "utf8"),
)[1];

console.log(`${kills} kills, ${senders} senders, seed ${seed}`);
let isGood = await bench("SQLite", `sqlite://${path.join(scratch(), "stile.db")}`);
const given = givenDatabase();
if (given) isGood = (await bench("PostgreSQL", given)) && isGood;
process.exit(isGood ? 0 : 1);

async function bench(name, database) {
  const [port, log] = [await freePort(), path.join(scratch(), "log")];
  const start = () => launch({ database, port, log, extra: PROXY });
  const state = {
    port, isOver: false, next: 0, sent: 0, inAir: 0, broken: 0, troubled: 0, committedUnseen: 0,
    bodies: new Map(), receipts: new Map(),
  };

  let server = start();
  await untilReady(server, port, log);
  if ((await listed(database)).length > 0) throw new Error("this database holds referrals already: give an empty one");

  const sending = Promise.all(Array.from({ length: senders }, () => send(state)));
  // A sender that gives up ends the benchmark at once; without this line its reason would be thrown too early.
  sending.catch(() => {});
  const killing = killAgainAndAgain();
  const tally = await Promise.race([killing, sending.then(() => killing)]);
  state.isOver = true;
  await sending;
  const differing = await sendAgain(state);
  server.kill("SIGTERM");
  await server.gone;
  return report(name, state, tally, differing, await listed(database));

  async function killAgainAndAgain() {
    const tally = { early: 0, inAir: 0 };
    for (let kill = 0; kill < kills; kill += 1) {
      if (random() < EARLY) {
        tally.early += 1;
        await sleep(random() * 100);
      } else {
        await untilReady(server, port, log);
        await sleep(random() * pause);
      }
      if (server.exitCode !== null) throw new Error(`the server ended by itself:\n${lastWords(log)}`);
      tally.inAir += state.inAir;
      server.kill("SIGKILL");
      await server.gone;
      server = start();
    }
    await untilReady(server, port, log);
    return tally;
  }
}

/** Sends one referral after the other until it is over. */
async function send(state) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  while (!state.isOver) {
    const id = uuid7();
    state.next += 1;
    state.bodies.set(id, JSON.stringify({ id, answers: answers(state.next) }));
    await untilReceived(state, agent, id);
  }
  agent.destroy();
}

async function untilReceived(state, agent, id) {
  const first = Date.now();
  for (let attempt = 1; ; attempt += 1) {
    const began = Date.now();
    if (began - first > PATIENCE_MS) throw new Error(`no receipt for ${id} in ${PATIENCE_MS / 1000} s`);
    const { status, text } = await post(state, agent, id);
    if (status === 201) {
      const receipt = JSON.parse(text);
      if (receipt.id !== id) throw new Error(`asked for ${id}, answered for ${receipt.id}`);
      state.receipts.set(id, receipt);
      // Kept before this attempt began: an earlier one was committed, and its answer died with the server.
      if (attempt > 1 && Date.parse(receipt.sent_at) < began) state.committedUnseen += 1;
      return;
    }
    if (status === undefined) state.broken += 1;
    else if (status >= 500) state.troubled += 1;
    else throw new Error(`the server refuses what this benchmark sends: ${status} ${text}`);
    await sleep(10 + random() * 30);
  }
}

/** One request. Without a status the connection broke, before or after the server had kept it. */
function post(state, agent, id) {
  const body = state.bodies.get(id);
  state.sent += 1;
  const number = state.sent;
  const address = `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
  state.inAir += 1;
  const answered = new Promise((resolve) => {
    const request = http.request(
      {
        host: "127.0.0.1", port: state.port, agent, method: "POST", path: "/api/referrals", timeout: 20_000,
        headers: {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(body),
          "x-forwarded-for": address,
        },
      },
      (answer) => {
        const chunks = [];
        answer.on("data", (chunk) => chunks.push(chunk));
        answer.on("error", () => resolve({}));
        // Half an answer is none: the phone could not read it.
        answer.once("close", () =>
          resolve(answer.complete ? { status: answer.statusCode, text: Buffer.concat(chunks).toString() } : {}));
      },
    );
    request.once("timeout", () => request.destroy());
    request.on("error", () => resolve({}));
    request.end(body);
  });
  return answered.finally(() => {
    state.inAir -= 1;
  });
}

/** Sends some once more. Answers how many got another receipt than the first time. */
async function sendAgain(state) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const ids = [...state.receipts.keys()];
  const step = Math.max(1, Math.floor(ids.length / SENT_AGAIN));
  const chosen = ids.filter((_, index) => index % step === 0);
  let differing = 0;
  for (const id of chosen) {
    const { status, text } = await post(state, agent, id);
    const { reference, sent_at: sentAt } = state.receipts.get(id);
    const again = status === 201 ? JSON.parse(text) : {};
    if (again.reference !== reference || again.sent_at !== sentAt) differing += 1;
  }
  agent.destroy();
  return { tried: chosen.length, differing };
}

async function listed(database) {
  return JSON.parse(await ask(database, "referrals", "list", "--json"));
}

function report(name, state, tally, again, list) {
  const counts = new Map();
  for (const { id } of list) counts.set(id, (counts.get(id) ?? 0) + 1);
  const references = new Set(list.map((referral) => referral.reference));
  const receipts = [...state.receipts.keys()];
  const lost = receipts.filter((id) => !counts.has(id)).length;
  const doubled = list.length - counts.size + (list.length - references.size);
  const strange = [...counts.keys()].filter((id) => !state.receipts.has(id)).length;
  const isWhole = state.receipts.size === state.bodies.size;
  const isGood = lost + doubled + strange + again.differing === 0 && isWhole && receipts.length > 0;

  console.log(`\n${name}: ${kills} kills, ${tally.early} of them before the server was ready`);
  table(["what", "count"], [
    ["referrals made (ids)", state.bodies.size],
    ["acknowledged (receipts)", state.receipts.size],
    ["kept in the database", list.length],
    ["lost", lost],
    ["doubled", doubled],
    ["kept and never acknowledged", strange],
    ["requests in the air at a kill", tally.inAir],
    ["committed but unacknowledged at a kill, then received", state.committedUnseen],
    ["attempts that broke", state.broken],
    ["attempts answered with 5xx", state.troubled],
    [`sent once more (${again.tried}), another receipt`, again.differing],
  ]);
  console.log(isGood ? "None lost, none doubled." : "NOT GOOD: see above.");
  return isGood;
}

function answers(number) {
  return {
    for_whom: "me",
    words: `I would like to get out more and meet people. (${number})`,
    needs: ["loneliness"],
    postcode: "QQ1 1AA",
    surgery: "not_sure",
    name: `Example Person ${number}`,
    birth: { day: "27", month: "3", year: "1958" },
    phone: "01632 960123",
    call_safe: true,
    text_safe: false,
    consent_version: consentVersion,
  };
}

/** A version 7 UUID (RFC 9562): 48 bits of time in milliseconds, the rest random. */
function uuid7() {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function randomNumbers(start) {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
