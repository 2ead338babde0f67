// Many open streams at once: what they take of the server's memory, how soon a hint has reached the last of them, and
// how soon the server stops while they are open and people write. What it has acknowledged must be there when it is
// back.
//
// node streams.mjs [--streams 1000] [--events 20] [--open 500] [--stops 5] [--writers 8] [--seed N]; PostgreSQL too
// when BENCH_DATABASE_URL names one. The streams are those of one person who is signed in so many times, so that one
// hint is for all.
import { readFileSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { against, figure, figures, median, noise, options, spread, table, within, yardstick } from "./figures.mjs";
import { openStream } from "./follower.mjs";
import { randomNumbers } from "./random.mjs";
import { givenDatabase, scratch } from "./server.mjs";
import { compose, deliver, faultRows, faultsOf, isFaultless, wholeThread } from "./thread.mjs";
import { addPasskey, call, must, openTown, signInByPasskey } from "./town.mjs";

const { streams, events, open, stops, writers, seed } = options({
  streams: 1000, events: 20, open: 500, stops: 5, writers: 8, seed: Date.now() % 2 ** 31,
});
/** What the streams may take over an idle server, in MB; how soon all have heard, and how soon it stops, in ms. */
const BUDGETS = { memory: 24, event: 50, stop: 2000 };
/** So many streams are opened, and sign-ins begun, at the same time. */
const AT_ONCE = 8;
/** How often a server that has just started is asked something before its memory is looked at. */
const WARM_UP = 200;
/** A hint that has not come by then does not come. */
const PATIENCE_MS = 30_000;
/** Files of the server beside the streams. */
const OTHER_FILES = 100;

const random = randomNumbers(seed);

console.log(`${streams} streams, ${stops} stops with ${open} of them, seed ${seed}`);
const before = yardstick();
let isGood = await bench("SQLite", `sqlite://${path.join(scratch(), "stile.db")}`, true);
const given = givenDatabase();
if (given) isGood = (await bench("PostgreSQL", given, false)) && isGood;
console.log(`\n${noise(before, yardstick())}`);
process.exit(isGood ? 0 : 1);

async function bench(name, database, isTold) {
  console.log(`\n${name}: signing in ${Math.max(streams, open)} times`);
  const town = await openTown({ database, people: writers });
  refuseTooFewFiles(town);
  const cookies = await signInOften(town, Math.max(streams, open));
  // What signing in has left in the server's memory would hide what the streams take.
  await town.stop();
  await town.start();
  await warmUp(town, cookies);

  const memory = { idle: await resident(town) };
  const opened = await openAll(town, cookies.slice(0, streams));
  memory.open = await resident(town);
  const heard = await measureEvents(town, opened);
  for (const stream of opened) stream.close();
  const stopped = await measureStops(town, cookies.slice(0, open));
  const faults = await faultsOf(town);
  await town.close();
  if (isTold) {
    figure("streams.memory", memory.open - memory.idle, "MB");
    figures("streams.event", heard.fromSending, "ms");
    figures("streams.stop", stopped.ms, "ms");
  }
  return report(name, { memory, heard, stopped, faults });
}

/** The first person signs in again and again by a passkey: codes are not given that often. */
async function signInOften(town, times) {
  const authenticator = await addPasskey(town, town.people[0]);
  const cookies = [];
  await inParallel(times, async (_, agent) => cookies.push(await signInByPasskey(town, authenticator, agent)));
  return cookies;
}

async function warmUp(town, cookies) {
  await inParallel(WARM_UP, async (turn, agent) => {
    must(await call(town.port, "GET", "/api/me", { cookie: cookies[turn % cookies.length], agent }), 200);
  });
}

async function openAll(town, cookies) {
  const opened = [];
  await inParallel(cookies.length, async (turn) => opened.push(await openOne(town, cookies[turn])));
  return opened;
}

/** A stream that stands. It remembers the numbers that it has heard, and whether it has broken off by itself. */
function openOne(town, cookie) {
  return new Promise((resolve, reject) => {
    const stream = { numbers: [], isLost: false, onHint: undefined };
    const { close } = openStream({
      port: town.port,
      cookie,
      opened: () => resolve(Object.assign(stream, { close })),
      heard: ({ name, number }) => {
        // From which number on it tells.
        if (name === "start") return;
        // Any other event is one that should not come, and makes the lists differ.
        stream.numbers.push(name === "change" ? number : name);
        stream.onHint?.();
      },
      lost: (status) => {
        stream.isLost = true;
        reject(new Error(`a stream was not opened: ${status ?? "the line broke"}`));
      },
    });
  });
}

/** Lets one person write, again and again, and sees when the first and the last stream have heard of it. */
async function measureEvents(town, opened) {
  const [writer] = town.people;
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const figures = { fromSending: [], fromFirst: [] };
  for (let event = 0; event < events; event += 1) {
    const hearing = untilAllHear(opened);
    // An error of sending is told first; without this line that of hearing would be thrown too early.
    hearing.catch(() => {});
    const began = performance.now();
    const isKept = await deliver(town.port, writer, compose(writer), { agent });
    if (!isKept) throw new Error("a message got no answer, and nothing stands between");
    const { first, last } = await hearing;
    figures.fromSending.push(last - began);
    figures.fromFirst.push(last - first);
    await sleep(100 + random() * 100);
  }
  agent.destroy();
  const lists = new Set(opened.map(({ numbers }) => JSON.stringify(numbers)));
  figures.lists = lists.size;
  figures.each = opened.filter(({ numbers }) => numbers.length === events).length;
  figures.lost = opened.filter(({ isLost }) => isLost).length;
  return figures;
}

function untilAllHear(opened) {
  return new Promise((resolve, reject) => {
    let [count, first] = [0, undefined];
    const tooLong = setTimeout(
      () => reject(new Error(`${count} of ${opened.length} streams have heard in ${PATIENCE_MS / 1000} s`)),
      PATIENCE_MS,
    );
    const onHint = () => {
      const now = performance.now();
      first ??= now;
      count += 1;
      if (count < opened.length) return;
      clearTimeout(tooLong);
      resolve({ first, last: now });
    };
    for (const stream of opened) stream.onHint = onHint;
  });
}

/** Stops the server again and again, with open streams and while everybody writes. */
async function measureStops(town, cookies) {
  const stopped = { ms: [], badExits: 0, lost: 0, acknowledged: 0, missing: 0, inAir: 0, answered: 0, unseen: 0 };
  for (const person of town.people) person.looked = person.messages.length;
  for (let stop = 0; stop < stops; stop += 1) {
    const opened = await openAll(town, cookies);
    const state = { inAir: new Set(), hasStopped: false };
    const writing = Promise.all(town.people.map((person) => writeUntilNoAnswer(town, person, state)));
    // An error of writing ends the benchmark when it is waited for.
    writing.catch(() => {});
    await sleep(500 + random() * 500);
    stopped.lost += opened.filter(({ isLost }) => isLost).length;
    const caught = [...state.inAir];
    state.hasStopped = true;
    const { ms, exitCode } = await town.stop();
    await writing;
    for (const stream of opened) stream.close();

    stopped.ms.push(ms);
    if (exitCode !== 0) stopped.badExits += 1;
    stopped.inAir += caught.length;
    stopped.answered += caught.filter(({ seq }) => seq !== undefined).length;
    await town.start();
    await lookAfterStop(town, stopped);
  }
  return stopped;
}

/** Writes one message after the other, until the server has been told to stop and one has had no answer. */
async function writeUntilNoAnswer(town, person, state) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  for (let isKept = true; isKept; ) {
    const message = compose(person);
    state.inAir.add(message);
    isKept = await deliver(town.port, person, message, { agent });
    state.inAir.delete(message);
    if (!isKept && !state.hasStopped) throw new Error("a message got no answer, and nobody has stopped the server");
  }
  agent.destroy();
}

/** What has been acknowledged must be there; what has not is sent again, as the app does, and is there once. */
async function lookAfterStop(town, stopped) {
  for (const person of town.people) {
    const found = new Set((await wholeThread(town.port, person)).map(({ id }) => id));
    const kept = person.messages.filter(({ seq }) => seq !== undefined);
    stopped.acknowledged += kept.length - person.looked;
    stopped.missing += kept.filter(({ id }) => !found.has(id)).length;
    for (const message of person.messages.filter(({ seq }) => seq === undefined)) {
      if (found.has(message.id)) stopped.unseen += 1;
      if (!(await deliver(town.port, person, message))) throw new Error("the server is back, and does not answer");
    }
    person.looked = person.messages.length;
  }
}

/** Does something so many times, several at once, each with a connection of its own that is kept. */
async function inParallel(times, act) {
  let turn = 0;
  const work = async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    for (let mine = turn++; mine < times; mine = turn++) await act(mine, agent);
    agent.destroy();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** The server's memory when it has come to rest, in MB (VmRSS): the middle of what is seen in two seconds. */
async function resident({ server }) {
  await sleep(2000);
  const seen = [];
  for (let look = 0; look < 20; look += 1) {
    const status = readFileSync(`/proc/${server.pid}/status`, "utf8");
    seen.push((Number(/VmRSS:\s+(\d+) kB/.exec(status)[1]) * 1024) / 1e6);
    await sleep(100);
  }
  return median(seen);
}

/** Each stream is an open file of the server's. */
function refuseTooFewFiles({ server }) {
  const limits = readFileSync(`/proc/${server.pid}/limits`, "utf8");
  const most = /Max open files\s+(\d+|unlimited)/.exec(limits)[1];
  const needed = Math.max(streams, open) + OTHER_FILES;
  if (Number(most) < needed) throw new Error(`the server may open ${most} files; type first: ulimit -n ${needed}`);
}

function report(name, { memory, heard, stopped, faults }) {
  const more = memory.open - memory.idle;
  const areHeard = heard.lists === 1 && heard.each === streams && heard.lost + stopped.lost === 0;
  const isGood = areHeard && stopped.missing + stopped.badExits === 0 && isFaultless(faults);
  console.log(`\n${name}`);
  table([`${streams} streams`, "figure"], [
    ["memory of the server idle, MB", memory.idle.toFixed(1)],
    ["memory with the streams open, MB", memory.open.toFixed(1)],
    ["over idle, MB", within(more, BUDGETS.memory, 1)],
    ["for each stream, kB", ((more * 1000) / streams).toFixed(1)],
    [`from sending a message until the last has heard (${events}), ms`, against(heard.fromSending, BUDGETS.event, 1)],
    ["from the first to the last that has heard, ms", spread(heard.fromFirst, 1)],
    ["streams that heard every hint", heard.each],
    ["different lists of hints", heard.lists],
    ["streams that broke off by themselves", heard.lost],
  ]);
  console.log();
  table([`${stops} stops with ${open} streams and ${writers} writers`, "figure"], [
    ["from SIGTERM to the end, ms", against(stopped.ms, BUDGETS.stop)],
    ["ended otherwise than well", stopped.badExits],
    ["streams that broke off before", stopped.lost],
    ["messages acknowledged", stopped.acknowledged],
    ["of them missing afterwards", stopped.missing],
    ["messages on their way at SIGTERM", stopped.inAir],
    ["of them acknowledged before the end", stopped.answered],
    ["kept without an acknowledgement, then received", stopped.unseen],
    ...faultRows(faults),
  ]);
  console.log(isGood ? "All heard the same, and nothing that was acknowledged is missing." : "NOT GOOD: see above.");
  return isGood;
}
