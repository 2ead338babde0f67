// Attacks the sign-in by codes of the real server: can known addresses be told from unknown ones, by bytes or by time,
// and how much can be guessed? Known is whoever has sent a referral and signed in once; everybody has been sent one code
// before, so that nothing but that differs.
//
// node attack.mjs [--each 2000] [--guesses 900] [--seed N]; PostgreSQL too when BENCH_DATABASE_URL names one.
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { median, noise, options, table, yardstick } from "./figures.mjs";
import { codeOf, openPostbox, tokenOf } from "./postbox.mjs";
import { ROOT, freePort, givenDatabase, launch, scratch, untilReady } from "./server.mjs";

const { each, guesses, seed } = options({ each: 2000, guesses: 900, seed: Date.now() % 2 ** 31 });
/** Together these must stay under the thousand of an hour, or guessing ends before it is measured. */
const [WARM_UP, FETCHES, SHUFFLES, HOUR_MS, NEEDED_MS] = [200, 1000, 2000, 3_600_000, 9 * 60_000];
/** What is new in every answer, and so is compared by its length. */
const ALWAYS_NEW = ["set-cookie", "x-request-id", "date"];
const CODES = "/api/sign-in/codes";

const random = randomNumbers(seed);
const consentVersion = /CONSENT_VERSION: &str = "([^"]+)"/.exec(
  readFileSync(path.join(ROOT, "crates/domain/src/referral.rs"), "utf8"),
)[1];

console.log(`${each} known and ${each} unknown addresses, seed ${seed}`);
const before = yardstick();
let isGood = await bench("SQLite", `sqlite://${path.join(scratch(), "stile.db")}`);
const given = givenDatabase();
if (given) isGood = (await bench("PostgreSQL", given)) && isGood;
console.log(`\n${noise(before, yardstick())}`);
process.exit(isGood ? 0 : 1);

async function bench(name, database) {
  const postbox = await openPostbox();
  const folder = scratch();
  const [port, log] = [await freePort(), path.join(folder, "log")];
  // Limits by client never bite: behind this proxy every request has an address of its own.
  const extra = ["--trusted-proxies", "127.0.0.1", "--secret-file", path.join(folder, "secret")];
  extra.push("--smtp-url", `smtp://127.0.0.1:${postbox.port}`, "--mail-from", "post@example.org");
  const server = launch({ database, port, log, extra });
  await untilReady(server, port, log);
  const door = { port, postbox, clients: 0, wrong: 0, agent: new http.Agent({ keepAlive: true, maxSockets: 1 }) };

  console.log(`\n${name}: making them known`);
  const people = Array.from({ length: 2 * each }, (_, at) => ({
    isKnown: at < each,
    // All of one length. Nothing in the name says which it is.
    address: `${randomBytes(8).toString("hex")}@example.org`,
  }));
  shuffle(people);
  await prepare(door, people);
  await untilAnHourHolds();

  const asked = await measureAsking(door, people);
  const guessed = await measureGuessing(door, people);
  const scanned = await scan(door);
  const limits = await guessForReal(door);
  door.agent.destroy();
  server.kill("SIGTERM");
  await server.gone;
  postbox.close();
  return report(name, asked, guessed, scanned, limits);
}

/** Everybody is sent a code; those who are to be known have asked for a link worker before, and sign in by it. */
async function prepare(door, people) {
  const waiting = [...people];
  const work = async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    for (let person = waiting.pop(); person; person = waiting.pop()) {
      if (person.isKnown) {
        const referral = { id: uuid7(), answers: answers(person.address) };
        must(await post(door, "/api/referrals", referral, { agent }), 201);
      }
      const code = await ask(door, person.address, agent);
      if (person.isKnown) must(await spend(door, code, await untilCode(door, code), agent), 200);
    }
    agent.destroy();
  };
  await Promise.all(Array.from({ length: 4 }, work));
  while (door.postbox.taken < people.length) await sleep(100);
  await sleep(500);
}

/** A clock hour has the limit of a thousand: what follows has to fit into one. */
async function untilAnHourHolds() {
  const left = HOUR_MS - (Date.now() % HOUR_MS);
  if (left > NEEDED_MS) return;
  console.log(`waiting ${Math.ceil(left / 60_000)} min for a new hour`);
  await sleep(left + 1000);
}

/** Asks once for each address, one after the other, in an order that chance decides. */
async function measureAsking(door, people) {
  for (let turn = 0; turn < WARM_UP; turn += 1) await ask(door, `warm${turn}@example.org`);
  shuffle(people);
  const samples = [];
  for (const person of people) {
    const answer = await post(door, CODES, { to: person.address });
    must(answer, 202);
    person.code = codeAsked(person.address, answer);
    samples.push({ isKnown: person.isKnown, ms: answer.ms, bytes: bytesOf(answer) });
  }
  return compare(samples);
}

/** Guesses wrong once for as many known as unknown ones, whose letters have come. */
async function measureGuessing(door, people) {
  const half = Math.floor(guesses / 2);
  const chosen = [true, false].flatMap((isKnown) => people.filter((one) => one.isKnown === isKnown).slice(-half));
  shuffle(chosen);
  for (const { code } of chosen) await untilCode(door, code);
  const samples = [];
  for (const { isKnown, code } of chosen) {
    const answer = await guess(door, code);
    samples.push({ isKnown, ms: answer.ms, bytes: bytesOf(answer) });
  }
  return compare(samples);
}

/** What looks into letters fetches a link a thousand times; then somebody presses the button, twice. */
async function scan(door) {
  const code = await ask(door, "scanned@example.org");
  await untilCode(door, code);
  const token = tokenOf(door.postbox.letters.get("scanned@example.org"));
  const links = ["/sign-in/link", `/sign-in/link?token=${token}`, `/api/sign-in/links/spend?token=${token}`];
  for (let turn = 0; turn < FETCHES; turn += 1) {
    await send(door, links[turn % links.length], { method: turn % 2 ? "HEAD" : "GET" });
  }
  const presses = [];
  for (let turn = 0; turn < 2; turn += 1) presses.push((await post(door, "/api/sign-in/links/spend", { token })).status);
  return presses;
}

async function guessForReal(door) {
  const limits = { perCode: 0, perDay: 0 };
  // How many wrong guesses may come before the right one, for one code and for one day.
  for (let wrong = 0; wrong <= 6; wrong += 1) {
    const code = await ask(door, `code${wrong}@example.org`);
    for (let turn = 0; turn < wrong; turn += 1) await guess(door, code);
    if ((await spend(door, code, await untilCode(door, code))).status === 200) limits.perCode = wrong + 1;
  }
  for (const last of [1, 2]) {
    const address = `day${last}@example.org`;
    let code;
    for (const tries of [4, 4, last]) {
      code = await ask(door, address);
      // Letters of several browsers to one address may overtake each other.
      await untilCode(door, code);
      for (let turn = 0; turn < tries; turn += 1) await guess(door, code);
    }
    const answer = await spend(door, code, await untilCode(door, code));
    if (answer.status === 200) limits.perDay = 8 + last + 1;
    else limits.refusedFor = Number(answer.headers["retry-after"]);
  }
  // A code whose letter has come, for later.
  const waiting = await ask(door, "waiting@example.org");
  await untilCode(door, waiting);
  // From many sides at once, until nothing is taken any more.
  let number = 0;
  const thieves = Array.from({ length: 16 }, async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    for (;;) {
      number += 1;
      const asked = await post(door, CODES, { to: `victim${number}@example.org` }, { agent });
      if (asked.status !== 202) break;
      const code = codeAsked(`victim${number}@example.org`, asked);
      for (let turn = 0; turn < 5; turn += 1) await guess(door, code, agent);
    }
    agent.destroy();
  });
  await Promise.all(thieves);
  limits.perHour = door.wrong;
  const letter = door.postbox.letters.get("waiting@example.org");
  limits.resting = [
    ["ask for a code", (await post(door, CODES, { to: "new@example.org" })).status, 503],
    ["spend the right code", (await spend(door, waiting, codeOf(letter))).status, 503],
    ["begin with a passkey", (await post(door, "/api/sign-in/passkeys/begin", {})).status, 200],
    ["spend a link that has come", (await post(door, "/api/sign-in/links/spend", { token: tokenOf(letter) })).status, 200],
  ];
  return limits;
}

async function ask(door, address, agent) {
  const answer = await post(door, CODES, { to: address }, { agent });
  must(answer, 202);
  return codeAsked(address, answer);
}

function codeAsked(address, answer) {
  return { address, id: JSON.parse(answer.text).id, cookie: answer.headers["set-cookie"][0].split(";")[0] };
}

/** Waits for the letter with this code; it is the last one that was asked for. */
async function untilCode(door, code) {
  // An id begins with its time, and so do ids of letters: the letter of this code is no older than it.
  for (let turn = 0; turn < 15_000; turn += 1) {
    const letter = door.postbox.letters.get(code.address);
    const time = letter && /^message-id: <([0-9a-f-]{13})/im.exec(letter)?.[1];
    if (time && time >= code.id.slice(0, 13)) return codeOf(letter);
    await sleep(20);
  }
  throw new Error(`no letter came to ${code.address} in five minutes`);
}

function spend(door, code, digits, agent) {
  return post(door, `${CODES}/${code.id}/spend`, { code: digits }, { agent, cookie: code.cookie });
}

/** Guesses wrong, and counts what was taken as a guess: a code that is over, and codes that rest, take none. */
async function guess(door, code, agent) {
  const letter = door.postbox.letters.get(code.address);
  const right = letter ? Number(codeOf(letter)) : -1;
  let digits = Math.floor(random() * 1e6);
  if (digits === right) digits = (digits + 1) % 1e6;
  const answer = await spend(door, code, String(digits).padStart(6, "0"), agent);
  const isLast = answer.status === 422 && answer.text.includes("code_over") && (code.tries ?? 0) === 4;
  if (answer.text.includes("wrong_code") || isLast) {
    code.tries = (code.tries ?? 0) + 1;
    door.wrong += 1;
  }
  return answer;
}

function post(door, address, body, more) {
  return send(door, address, { method: "POST", body, ...more });
}

/** One request; `ms` is from its first byte to the last one of the answer. */
function send(door, address, { method, body, cookie, agent = door.agent }) {
  door.clients += 1;
  const { clients } = door;
  const headers = { "x-forwarded-for": `10.${(clients >> 16) & 255}.${(clients >> 8) & 255}.${clients & 255}` };
  const text = body === undefined ? undefined : JSON.stringify(body);
  if (text !== undefined) headers["content-type"] = "application/json";
  if (text !== undefined) headers["content-length"] = Buffer.byteLength(text);
  if (cookie) headers.cookie = cookie;
  return new Promise((resolve, reject) => {
    const request = http.request({ host: "127.0.0.1", port: door.port, path: address, method, headers, agent });
    const began = performance.now();
    request.once("error", reject);
    request.once("response", (answer) => {
      const chunks = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.once("error", reject);
      answer.once("end", () => {
        const ms = performance.now() - began;
        resolve({ ms, status: answer.statusCode, headers: answer.headers, text: Buffer.concat(chunks).toString() });
      });
    });
    request.end(text);
  });
}

function must(answer, status) {
  if (answer.status !== status) throw new Error(`${answer.status} instead of ${status}: ${answer.text}`);
}

/** All that an answer shows: status, headers and body, with nothing but lengths of what is always new. */
function bytesOf({ status, headers, text }) {
  const shown = Object.entries(headers).map(([name, value]) =>
    ALWAYS_NEW.includes(name) ? `${name}: ${String(value).length} long` : `${name}: ${value}`);
  const shape = JSON.stringify(JSON.parse(text), (key, value) =>
    ["id", "expires_at"].includes(key) ? `${typeof value}, ${value.length} long` : value);
  return `${status}\n${shown.sort().join("\n")}\n${text.length}\n${shape}`;
}

function compare(samples) {
  const isKnown = samples.map((sample) => sample.isKnown);
  const ms = samples.map((sample) => sample.ms);
  // What the server still does for one address may be felt by whoever asks next.
  const next = { ms: ms.slice(1), isKnown: isKnown.slice(0, -1) };
  const of = (wanted) => ms.filter((_, at) => isKnown[at] === wanted);
  return {
    count: samples.length,
    shown: new Set(samples.map((sample) => sample.bytes)),
    medians: [true, false].map((wanted) => median(of(wanted))),
    auc: auc(ranks(ms), isKnown),
    bySlips: chance(ranks(ms), isKnown),
    halves: [true, false].map((wanted) => {
      const group = of(wanted);
      return chance(ranks(group), group.map((_, at) => at % 2 === 0)).usual;
    }),
    next: auc(ranks(next.ms), next.isKnown),
    nextBySlips: chance(ranks(next.ms), next.isKnown),
  };
}

/** The rank of each number, counted from one; equal numbers share theirs. */
function ranks(numbers) {
  const order = numbers.map((_, at) => at).sort((one, other) => numbers[one] - numbers[other]);
  const found = new Array(numbers.length);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && numbers[order[to]] === numbers[order[from]]) to += 1;
    for (let at = from; at < to; at += 1) found[order[at]] = (from + 1 + to) / 2;
    from = to;
  }
  return found;
}

/** How likely one of the marked is slower than one of the others (Mann-Whitney): 0.5 when nothing can be told. */
function auc(ranked, isMarked) {
  let [sum, marked] = [0, 0];
  for (let at = 0; at < ranked.length; at += 1) {
    if (!isMarked[at]) continue;
    sum += ranked[at];
    marked += 1;
  }
  return (sum - (marked * (marked + 1)) / 2) / (marked * (ranked.length - marked));
}

/** How far from 0.5 chance alone leads with marks dealt out anew: 19 times in 20, and at most in all those times. */
function chance(ranked, isMarked) {
  const marks = [...isMarked];
  const away = Array.from({ length: SHUFFLES }, () => Math.abs(auc(ranked, shuffle(marks)) - 0.5)).sort((a, b) => a - b);
  return { usual: away[Math.floor(0.95 * away.length)], most: away.at(-1) };
}

function report(name, asked, guessed, [first, second], limits) {
  const isUnseen = ({ shown, auc: told, bySlips, next, nextBySlips }) =>
    shown.size === 1 && Math.abs(told - 0.5) <= bySlips.most && Math.abs(next - 0.5) <= nextBySlips.most;
  const restsRightly = limits.resting.every(([, status, wanted]) => status === wanted);
  const isGood = [isUnseen(asked), isUnseen(guessed), first === 200, second === 422, restsRightly].every(Boolean) &&
    limits.perCode === 5 && limits.perDay === 10 && limits.perHour === 1000;
  const both = (write) => [write(asked), write(guessed)];
  const around = (number) => `0.5 ± ${number.toFixed(3)}`;
  console.log(`\n${name}`);
  table(["known against unknown", "asking", "guessing wrong"], [
    ["answers", ...both((of) => of.count)],
    ["different answers (status, headers, body)", ...both((of) => of.shown.size)],
    ["median of known, ms", ...both((of) => of.medians[0].toFixed(2))],
    ["median of unknown, ms", ...both((of) => of.medians[1].toFixed(2))],
    ["AUC of the time", ...both((of) => of.auc.toFixed(3))],
    ["the same with marks dealt out by chance, 19 in 20", ...both((of) => around(of.bySlips.usual))],
    ["two halves of the known, 19 in 20", ...both((of) => around(of.halves[0]))],
    ["two halves of the unknown, 19 in 20", ...both((of) => around(of.halves[1]))],
    ["AUC of the time of whoever asks next", ...both((of) => of.next.toFixed(3))],
  ]);
  for (const of of [asked, guessed]) if (of.shown.size > 1) console.log([...of.shown].join("\n--\n"));
  console.log();
  table(["guessing for real", "figure"], [
    ["guesses at one code, the right one included", limits.perCode],
    ["guesses at one address a day, the right one included", limits.perDay],
    ["then refused for, h (until midnight in London)", (limits.refusedFor / 3600).toFixed(1)],
    ["wrong guesses by everybody in a clock hour", limits.perHour],
    ...limits.resting.map(([what, status]) => [`then: ${what}`, status]),
    [`link pressed after ${FETCHES} fetches of it, and again`, `${first}, ${second}`],
  ]);
  console.log(isGood ? "Nothing can be told, and no more can be guessed." : "NOT GOOD: see above.");
  return isGood;
}

function answers(address) {
  return {
    for_whom: "me",
    words: "I would like to get out more and meet people.",
    needs: ["loneliness"],
    postcode: "QQ1 1AA",
    surgery: "not_sure",
    name: "Example Person",
    birth: { day: "27", month: "3", year: "1958" },
    email: address,
    email_safe: true,
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

/** Shuffles in place (Fisher and Yates). */
function shuffle(list) {
  for (let at = list.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [list[at], list[other]] = [list[other], list[at]];
  }
  return list;
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
