// How long a referral takes to be kept for good (`synchronous` is FULL): sent one after the other, and at fifty a second
// while 200 groups and lists a second are read. Beside reads they are sent when their time has come, whether the one before
// has been answered or not, and the wait counts from then on.
//
// node writes.mjs [--alone 500] [--seconds 30] [--writes 50] [--reads 200]; PostgreSQL too when BENCH_DATABASE_URL names
// one. TMPDIR decides on which disk.
import { readFileSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { figure, noise, options, percentile, table, within, yardstick } from "./figures.mjs";
import { uuid7 } from "./random.mjs";
import { ROOT, freePort, givenDatabase, launch, scratch, untilReady } from "./server.mjs";
import { call, must } from "./town.mjs";

const { alone, seconds, writes, reads } = options({ alone: 500, seconds: 30, writes: 50, reads: 200 });
/** Of 99 in a hundred, in milliseconds. */
const BUDGETS = { alone: 30, beside: 150 };
const PLENTY = ["--reads-per-second", "1000000", "--writes-per-minute", "1000000"];
/** These come first and are not counted. */
const WARM_UP = 20;
const NEAR = "QQ1 1AA";
const consentVersion = /CONSENT_VERSION: &str = "([^"]+)"/.exec(
  readFileSync(path.join(ROOT, "crates/domain/src/referral.rs"), "utf8"),
)[1];

const before = yardstick();
await bench("SQLite", `sqlite://${path.join(scratch(), "stile.db")}`, true);
const given = givenDatabase();
if (given) await bench("PostgreSQL", given, false);
console.log(`\n${noise(before, yardstick())}`);
process.exit(0);

async function bench(name, database, isTold) {
  const [port, folder] = [await freePort(), scratch()];
  const [log, secret] = [path.join(folder, "log"), path.join(folder, "secret")];
  const server = launch({ database, port, log, extra: [...PLENTY, "--secret-file", secret] });
  await untilReady(server, port, log);
  const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
  const list = `/api/groups?near=${encodeURIComponent(NEAR)}`;
  const { groups } = JSON.parse(must(await call(port, "GET", list, { agent }), 200).text);
  const addresses = [list, ...groups.map(({ id }) => `/api/groups/${id}`)];

  let number = 0;
  const write = async () => {
    const id = uuid7();
    number += 1;
    const { ms } = must(await call(port, "POST", "/api/referrals", { body: { id, answers: answers(number) }, agent }), 201);
    return ms;
  };
  const read = async () => {
    const address = addresses[Math.floor(Math.random() * addresses.length)];
    return must(await call(port, "GET", address, { agent }), 200).ms;
  };

  for (let turn = 0; turn < WARM_UP; turn += 1) await write();
  const one = [];
  for (let turn = 0; turn < alone; turn += 1) one.push(await write());
  const [beside, readings] = await Promise.all([every(1000 / writes, write), every(1000 / reads, read)]);
  agent.destroy();
  server.kill("SIGTERM");
  await server.gone;
  report(name, { one, beside, readings }, isTold);
}

/** Does something again and again at its times, and answers how long after its time each was done. */
async function every(interval, act) {
  const began = performance.now();
  const under = [];
  for (let turn = 0; turn * interval < seconds * 1000; turn += 1) {
    const due = began + turn * interval;
    if (due > performance.now()) await sleep(due - performance.now());
    under.push(act().then(() => performance.now() - due));
  }
  return Promise.all(under);
}

function report(name, { one, beside, readings }, isTold) {
  const row = (what, ms, budget) => {
    const last = percentile(ms, 0.99);
    const shown = budget ? within(last, budget, 1) : last.toFixed(1);
    return [what, ms.length, percentile(ms, 0.5).toFixed(1), shown, Math.max(...ms).toFixed(1)];
  };
  console.log(`\n${name}`);
  table(["what", "times", "half of them within, ms", "99 of 100 within, ms", "longest, ms"], [
    row("a referral kept, alone", one, BUDGETS.alone),
    row(`a referral kept, at ${writes} a second beside ${reads} reads`, beside, BUDGETS.beside),
    row("a read beside them", readings),
  ]);
  if (!isTold) return;
  figure("writes.alone.p99", percentile(one, 0.99), "ms", { times: one.length });
  figure("writes.beside.p99", percentile(beside, 0.99), "ms", { times: beside.length });
  figure("writes.reads.p99", percentile(readings, 0.99), "ms", { times: readings.length });
}

function answers(number) {
  return {
    for_whom: "me",
    words: `I would like to get out more and meet people. (${number})`,
    needs: ["loneliness"],
    postcode: NEAR,
    surgery: "not_sure",
    name: `Example Person ${number}`,
    birth: { day: "27", month: "3", year: "1958" },
    phone: "01632 960123",
    call_safe: true,
    text_safe: false,
    consent_version: consentVersion,
  };
}
