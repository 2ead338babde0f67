// Messages over a bad line. First people write to their team through a line that loses, doubles, holds back and halves
// what it carries; each sends as the app does, one after the other, under the same id until an answer has been read.
// Then the desk follows the changes while its streams are cut again and again, and people keep writing. Nothing may be
// lost, doubled or out of order.
//
// node messages.mjs [--sends 10000] [--people 8] [--second 20] [--cuts 1000] [--followers 20] [--pace 50] [--seed N];
// PostgreSQL too when BENCH_DATABASE_URL names one. `second` is how many milliseconds stand for a second of the app
// while it sends, or its patience would make the benchmark last for hours; followers wait as long as the app does.
import http from "node:http";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { noise, options, percentile, table, within, yardstick } from "./figures.mjs";
import { Follower } from "./follower.mjs";
import { openCutLine, openFaultyLine } from "./line.mjs";
import { randomNumbers } from "./random.mjs";
import { givenDatabase, scratch } from "./server.mjs";
import { compose, deliver, faultRows, faultsOf, isFaultless } from "./thread.mjs";
import { openTown, signInByPasskey } from "./town.mjs";

const { sends, people, second, cuts, followers, pace, seed } = options({
  sends: 10_000, people: 8, second: 20, cuts: 1000, followers: 20, pace: 50, seed: Date.now() % 2 ** 31,
});
/** As in the app, in its seconds: how long it waits before it sends again, and how long for an answer. */
const [WAITS, PATIENCE] = [[1, 2, 4, 8, 16, 30], 20];
/** Somebody who has had no answer for so long has been forgotten. */
const FORGOTTEN_MS = 120_000;
/** How long followers may take to hear what came last, and how long one cut may take on the average, at most. */
const [CATCH_UP_MS, CUT_MS] = [60_000, 20_000];
/** From a cut to the next hint, the wait of the app included, in seconds. */
const BUDGET = 5;

console.log(`${sends} messages of ${people} people, ${cuts} cuts of ${followers} streams, seed ${seed}`);
const before = yardstick();
let isGood = await bench("SQLite", `sqlite://${path.join(scratch(), "stile.db")}`);
const given = givenDatabase();
if (given) isGood = (await bench("PostgreSQL", given)) && isGood;
console.log(`\n${noise(before, yardstick())}`);
process.exit(isGood ? 0 : 1);

async function bench(name, database) {
  console.log(`\n${name}: making them known`);
  const town = await openTown({ database, people });
  console.log(`${name}: sending through a faulty line`);
  const isSentWell = reportSending(name, await sendThroughFaults(town));
  console.log(`\n${name}: following through cuts`);
  const isFollowedWell = reportFollowing(name, await followThroughCuts(town));
  await town.close();
  return isSentWell && isFollowedWell;
}

/** Everybody sends their share at the same time, each over a line of their own. */
async function sendThroughFaults(town) {
  const began = performance.now();
  const working = town.people.map(async (person, at) => {
    const share = Math.floor(sends / people) + (at < sends % people ? 1 : 0);
    const line = await openFaultyLine({ port: town.port, random: randomNumbers(seed + at), second });
    const sent = await sendOneByOne(line, person, share, randomNumbers(seed + people + at));
    return { line, sent };
  });
  const worked = await Promise.all(working);
  const seconds = (performance.now() - began) / 1000;
  for (const { line } of worked) {
    await line.settle();
    line.close();
  }
  const faults = await faultsOf(town);
  return { lines: worked.map(({ line }) => line), sent: worked.flatMap(({ sent }) => sent), seconds, faults };
}

/** Sends this person's messages one after the other, each under the same id until an answer has been read. */
async function sendOneByOne(line, person, share, random) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const sent = [];
  for (let number = 0; number < share; number += 1) {
    const message = compose(person);
    const began = performance.now();
    let losses = 0;
    while (!(await deliver(line.port, person, message, { agent, patience: PATIENCE * second }))) {
      if (performance.now() - began > FORGOTTEN_MS) {
        throw new Error(`no answer for ${message.id} in ${FORGOTTEN_MS / 1000} s`);
      }
      const wait = WAITS[Math.min(losses, WAITS.length - 1)] * (0.5 + random());
      losses += 1;
      await sleep(wait * second);
    }
    sent.push({ attempts: losses + 1, ms: performance.now() - began, isClean: !line.faulted.has(message.id) });
  }
  agent.destroy();
  return sent;
}

/** The desk follows over lines that are cut, and once over none, while people keep writing. */
async function followThroughCuts(town) {
  const cookie = await signInByPasskey(town, town.lead.authenticator);
  const uncut = new Follower({ port: town.port, cookie, random: randomNumbers(seed) });
  await uncut.open();
  const cutOnes = [];
  for (let at = 0; at < followers; at += 1) {
    const line = await openCutLine({ port: town.port, random: randomNumbers(seed + 2 * people + at) });
    const random = randomNumbers(seed + 3 * people + followers + at);
    const follower = new Follower({ port: line.port, cookie, random });
    await follower.open();
    cutOnes.push({ line, follower });
  }
  const everybody = [uncut, ...cutOnes.map(({ follower }) => follower)];
  const state = { isOver: false, written: 0 };

  // Whoever has heard nothing yet has no number to come back with.
  await write(town, town.people[0], state);
  await until(() => everybody.every(({ numbers }) => numbers.length > 0), CATCH_UP_MS);
  const [began, first] = [performance.now(), state.written];
  const writing = Promise.all(town.people.map((person, at) => keepWriting(town, person, at, state)));
  // Whoever cannot write ends the benchmark; without this line the reason would be thrown too early.
  writing.catch(() => {});
  cutOnes.forEach(({ line }, at) => line.cut(Math.floor(cuts / followers) + (at < cuts % followers ? 1 : 0)));
  const cutting = until(() => cutOnes.every(({ line }) => line.left === 0), CATCH_UP_MS + (cuts / followers) * CUT_MS);
  await Promise.race([cutting, writing.then(() => cutting)]);
  state.isOver = true;
  await writing;
  const seconds = (performance.now() - began) / 1000;
  // The last hint comes after the last cut. What has not come by then is missing, and the report says so.
  const hints = () => uncut.abouts.filter((about) => about === "messages").length;
  const isLevel = ({ numbers }) => numbers.at(-1) === uncut.numbers.at(-1);
  await until(() => hints() >= state.written && everybody.every(isLevel), CATCH_UP_MS);
  for (const follower of everybody) follower.close();
  for (const { line } of cutOnes) line.close();
  return {
    uncut, everybody, hints: hints(), written: state.written, rate: (state.written - first) / seconds,
    cut: cutOnes.map(({ follower }) => follower),
    cuts: cutOnes.reduce((sum, { line }) => sum + line.cuts, 0),
    faults: await faultsOf(town),
  };
}

/** Writes at this person's share of the pace until it is over. */
async function keepWriting(town, person, at, state) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const every = (1000 * people) / pace;
  let next = performance.now() + (every * at) / people;
  while (!state.isOver) {
    await sleep(Math.max(0, next - performance.now()));
    next += every;
    await write(town, person, state, agent);
  }
  agent.destroy();
}

async function write(town, person, state, agent) {
  const isKept = await deliver(town.port, person, compose(person), { agent });
  if (!isKept) throw new Error("a message got no answer, and nothing stands between");
  state.written += 1;
}

/** Waits until it is so. False when it has not become so in time. */
async function until(isSo, patience) {
  const began = performance.now();
  while (!isSo()) {
    if (performance.now() - began > patience) return false;
    await sleep(20);
  }
  return true;
}

function reportSending(name, { lines, sent, seconds, faults }) {
  const sum = (count) => lines.reduce((all, line) => all + count(line), 0);
  const clean = sent.filter((one) => one.isClean).map((one) => one.ms);
  const differing = sum((line) => line.differing);
  const isGood = isFaultless(faults) && differing === 0 && sent.length === sends;
  console.log(`\n${name}: ${people} people at once; a second of the app takes ${second} ms`);
  table(["messages through a faulty line", "figure"], [
    ["messages acknowledged", sent.length],
    ["attempts", sent.reduce((all, one) => all + one.attempts, 0)],
    ...[...lines[0].counts.keys()].map((fault) => [`requests ${fault}`, sum((line) => line.counts.get(fault))]),
    ["requests that the server itself did not answer", sum((line) => line.brokenItself)],
    ...faultRows(faults),
    ["arrived twice, and answered in two ways", differing],
    ["messages a second", (sent.length / seconds).toFixed(0)],
    [`a send whose way was clean (${clean.length}), ms: median`, percentile(clean, 0.5).toFixed(1)],
    ["95th percentile", percentile(clean, 0.95).toFixed(1)],
    ["99th percentile", percentile(clean, 0.99).toFixed(1)],
  ]);
  console.log(isGood ? "None lost, none doubled, all in order." : "NOT GOOD: see above.");
  return isGood;
}

function reportFollowing(name, followed) {
  const { uncut, everybody, cut, hints, written } = followed;
  const said = JSON.stringify(uncut.numbers);
  const differing = cut.filter(({ numbers }) => JSON.stringify(numbers) !== said).length;
  const isUnordered = ({ numbers }) => numbers.some((number, at) => !(at === 0 || number > numbers[at - 1]));
  const unordered = everybody.filter(isUnordered).length;
  const resets = everybody.reduce((sum, one) => sum + one.resets, 0);
  const refusals = everybody.flatMap((one) => one.refusals);
  const silences = cut.flatMap((one) => one.silences).map((ms) => ms / 1000);
  const isWhole = hints === written && followed.cuts === cuts && isFaultless(followed.faults);
  const isGood = isWhole && differing + unordered + resets + refusals.length === 0;
  console.log(`\n${name}: ${followers} followers whose streams are cut, and one whose stream is not`);
  table(["changes through cuts", "figure"], [
    ["cuts", followed.cuts],
    ["messages written meanwhile", written],
    ["of them a second", followed.rate.toFixed(1)],
    ["hints of messages heard without cuts", hints],
    ["followers who heard other hints than that", differing],
    ["followers who heard a hint twice or too late", unordered],
    ["times somebody was told that too much was missed", resets],
    ["times a stream was refused or ended", refusals.length],
    ...faultRows(followed.faults),
    [`from a cut to the next hint (${silences.length}), s: median`, percentile(silences, 0.5).toFixed(2)],
    ["95th percentile", within(percentile(silences, 0.95), BUDGET, 2)],
    ["longest", percentile(silences, 1).toFixed(2)],
  ]);
  if (refusals.length > 0) console.log(`Refused: ${[...new Set(refusals)].join(", ")}`);
  console.log(isGood ? "Every hint heard once, in order." : "NOT GOOD: see above.");
  return isGood;
}
