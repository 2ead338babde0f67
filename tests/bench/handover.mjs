// How soon what has a cause is handed over: codes by letter and by text, and notices of a message by both, all at the same
// time. Letters go to a mail server that was not written by us, texts to a receiver that checks their signature. The time
// runs from the request that is the cause until the letter or the text is whole on the other side.
//
// node handover.mjs [--each 500] [--pace 30]; PostgreSQL too when BENCH_DATABASE_URL names one. `pace` is how many causes
// there are a second. At night notices wait for the morning, so that it is measured by day.
import http from "node:http";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { median, noise, options, percentile, table, yardstick } from "./figures.mjs";
import { openPostOffice, openTextOffice } from "./post_office.mjs";
import { uuid7 } from "./random.mjs";
import { givenDatabase, scratch } from "./server.mjs";
import { call, must, openTown, signUp } from "./town.mjs";

const { each, pace } = options({ each: 500, pace: 30 });
/** So many of a hundred must be handed over within so many milliseconds. */
const [SHARE, SOON_MS] = [99, 5000];
/** What has not come by then does not come. */
const PATIENCE_MS = 60_000;
/** Numbers that belong to nobody (Ofcom, for drama): codes take the first half, people the second. */
const NUMBERS = 1000;
/** So many sign up at the same time. */
const AT_ONCE = 8;

if (each > NUMBERS / 2) throw new Error(`there are telephone numbers for ${NUMBERS / 2} of each at most`);
const hour = Number(new Intl.DateTimeFormat("en-GB", { hour: "2-digit", timeZone: "Europe/London" }).format(new Date()));
if (hour < 7 || hour >= 21) throw new Error("it is night in London: notices wait until seven; measure by day");

console.log(`${each} of each, ${pace} causes a second`);
const before = yardstick();
let isGood = await bench("SQLite", `sqlite://${path.join(scratch(), "stile.db")}`);
const given = givenDatabase();
if (given) isGood = (await bench("PostgreSQL", given)) && isGood;
console.log(`\n${noise(before, yardstick())}`);
process.exit(isGood ? 0 : 1);

async function bench(name, database) {
  const [postOffice, textOffice] = [await openPostOffice(), await openTextOffice()];
  const extra = ["--sms-webhook-url", textOffice.url, "--sms-webhook-secret", textOffice.secret];
  const town = await openTown({ database, people: 0, postbox: postOffice, extra });
  console.log(`\n${name}: making them known`);
  const people = await signUpAll(town, textOffice);
  console.log(`${name}: handing over`);

  const kinds = [
    { what: "codes by letter", causes: Array.from({ length: each }, () => codeBy(town, newAddress(), postOffice)) },
    { what: "codes by text", causes: Array.from({ length: each }, (_, at) => codeBy(town, mobile(at), textOffice)) },
    { what: "notices by letter", causes: noticesOf(town, people, "email", postOffice) },
    { what: "notices by text", causes: noticesOf(town, people, "text", textOffice) },
  ];
  await causeAll(kinds);
  await untilAllCame(kinds);
  await town.close();
  textOffice.close();
  return report(name, kinds, textOffice.wrong);
}

function newAddress() {
  return `${uuid7()}@example.org`;
}

function mobile(at) {
  return `+447700900${String(at).padStart(3, "0")}`;
}

/** Half of them sign in by an address and the others by a mobile, and want to hear of what is new by that. */
async function signUpAll(town, textOffice) {
  const people = [];
  const work = async () => {
    for (let at = people.push(undefined) - 1; at < each; at = people.push(undefined) - 1) {
      const channel = at % 2 === 0 ? "email" : "text";
      const given = channel === "text" ? [mobile(NUMBERS / 2 + at), textOffice] : [];
      const person = await signUp(town, at + 1, ...given);
      const choice = { channels: [channel], quiet_from: "00:00", quiet_until: "00:00", wait_minutes: 180 };
      const { port } = town;
      must(await call(port, "PUT", "/api/notices/choice", { body: { choice }, cookie: person.cookie }), 200);
      people[at] = { ...person, channel };
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return people.slice(0, each);
}

/** Somebody asks for a code. */
function codeBy({ port }, to, office) {
  const ask = (agent) => call(port, "POST", "/api/sign-in/codes", { body: { to }, agent });
  return { to, office, had: 0, begin: async (agent) => must(await ask(agent), 202) };
}

/** The team lead writes to each of those who chose this way. */
function noticesOf({ port, lead }, people, channel, office) {
  return people.filter((person) => person.channel === channel).map(({ id, to }) => ({
    to,
    office,
    // The code they signed in with came there too.
    had: office.came.get(to)?.length ?? 0,
    begin: async (agent) => {
      const body = { id: uuid7(), body: { text: "Would Tuesday suit you?" } };
      const address = `/api/people/${id}/thread/messages`;
      must(await call(port, "POST", address, { body, cookie: lead.cookie, agent }), 200);
    },
  }));
}

/** The causes in turn, one of each kind after the other, so many a second. */
async function causeAll(kinds) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const most = Math.max(...kinds.map(({ causes }) => causes.length));
  const inTurn = Array.from({ length: most }, (_, at) => kinds.map(({ causes }) => causes[at])).flat().filter(Boolean);
  const [under, began] = [[], performance.now()];
  for (const [at, cause] of inTurn.entries()) {
    await sleep(Math.max(0, began + (1000 * at) / pace - performance.now()));
    cause.at = Date.now();
    under.push(cause.begin(agent));
  }
  await Promise.all(under);
  agent.destroy();
}

/** When it came for the first time after its cause, if it has. */
function cameAt({ to, office, had }) {
  return office.came.get(to)?.[had];
}

async function untilAllCame(kinds) {
  const began = performance.now();
  const isMissing = (cause) => cameAt(cause) === undefined;
  while (kinds.some(({ causes }) => causes.some(isMissing)) && performance.now() - began < PATIENCE_MS) await sleep(50);
}

function report(name, kinds, wrong) {
  let isGood = wrong === 0;
  const seconds = (ms) => (ms / 1000).toFixed(2);
  const rows = kinds.map(({ what, causes }) => {
    const waits = causes.map((cause) => cameAt(cause) - cause.at).filter(Number.isFinite);
    const soon = waits.filter((wait) => wait <= SOON_MS).length;
    const share = (100 * soon) / causes.length;
    isGood = isGood && causes.length > 0 && waits.length === causes.length;
    const verdict = `${share.toFixed(1)} % ≥ ${SHARE}${share < SHARE ? " UNDER" : ""}`;
    const [middle, late, last] = [median(waits), percentile(waits, 0.99), Math.max(...waits)].map(seconds);
    return [what, `${waits.length} of ${causes.length}`, verdict, middle, late, last];
  });
  console.log();
  table([name, "handed over", `within ${SOON_MS / 1000} s`, "median, s", "99th, s", "longest, s"], rows);
  console.log(`texts that were not signed as they should: ${wrong}`);
  return isGood;
}
