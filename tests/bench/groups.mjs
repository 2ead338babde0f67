// The groups of a whole country: a feed of 100,000 that are made up, brought in, brought in again, and served. Whether
// memory stays flat is told by a quarter of them: what a program takes must not grow with what it reads.
//
// node groups.mjs [--groups 100000] [--starts 3]; PostgreSQL too when BENCH_DATABASE_URL names one.
import path from "node:path";
import { against, figure, figures, noise, options, table, within, yardstick } from "./figures.mjs";
import { writeFeed } from "./feed.mjs";
import { givenDatabase, scratch } from "./server.mjs";
import { megabytes, started, timed } from "./watched.mjs";

const { groups, starts } = options({ groups: 100_000, starts: 3 });
/** In MB, milliseconds and seconds; `grown` is how many times the memory of a quarter of the groups the whole may take. */
const BUDGETS = { memory: 120, ready: 1000, import: 60, grown: 1.25 };

const before = yardstick();
const folder = scratch();
const [quarter, whole] = [path.join(folder, "quarter.json.gz"), path.join(folder, "whole.json.gz")];
await writeFeed(quarter, { groups: Math.ceil(groups / 4) });
await writeFeed(whole, { groups });
let isGood = await bench("SQLite", `sqlite://${path.join(folder, "stile.db")}`, true);
const given = givenDatabase();
if (given) isGood = (await bench("PostgreSQL (the database's own memory is not counted)", given, false)) && isGood;
console.log(`\n${noise(before, yardstick())}`);
process.exit(isGood ? 0 : 1);

async function bench(name, database, isTold) {
  const small = await take(`sqlite://${path.join(folder, "quarter.db")}`, quarter);
  const first = await take(database, whole);
  const again = await take(database, whole);
  const seen = [];
  for (let start = 0; start < starts; start += 1) seen.push(await started(database));
  const said = JSON.parse(first.output);
  const saidAgain = JSON.parse(again.output);
  const isGood = said.added === groups && saidAgain.unchanged === groups;
  const [ready, memory] = [seen.map(({ ms }) => ms), seen.map(({ resting }) => megabytes(resting))];
  const grown = first.kib / small.kib;
  console.log(`\n${name}: ${groups} groups`);
  table(["what", "figure"], [
    ["brought in, s", within(first.seconds, BUDGETS.import, 1)],
    ["brought in again, nothing changed, s", again.seconds.toFixed(1)],
    ["peak memory of bringing in, MB", megabytes(first.kib).toFixed(0)],
    ["times that of a quarter of them", within(grown, BUDGETS.grown, 2)],
    ["server ready after start, ms", against(ready, BUDGETS.ready)],
    ["its memory at rest, MB", against(memory, BUDGETS.memory, 1)],
    ["its memory as it became ready, MB", megabytes(seen[0].kib).toFixed(1)],
    ["added, then unchanged", `${said.added}, ${saidAgain.unchanged}`],
  ]);
  if (isTold) {
    figure("import.seconds", first.seconds, "s");
    figure("import.again", again.seconds, "s");
    figure("import.peak", megabytes(first.kib), "MB");
    figure("import.grown", grown, "×");
    figures("server.ready", ready, "ms");
    figures("server.memory", memory, "MB");
  }
  console.log(isGood ? "All of them came in, and coming in again changed nothing." : "NOT GOOD: see above.");
  return isGood;
}

async function take(database, file) {
  const run = await timed(database, ["directory", "import", file, "--name", "Invented", "--json"]);
  if (run.code !== 0) throw new Error(`the import ended with ${run.code}: ${run.errors.trim().slice(-400)}`);
  return run;
}
