// The imports of whole public tables and feeds: what the program says it did, how long it took, its peak memory. Each
// is done twice into the same database; the second time must change nothing.
//
// node import.mjs; PostgreSQL too when BENCH_DATABASE_URL names one. The files are in ../shared/data, or in DATA.
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { noise, options, table, yardstick } from "./figures.mjs";
import { ROOT, givenDatabase, scratch } from "./server.mjs";
import { started, timed } from "./watched.mjs";

options({});
const DATA = path.resolve(process.env.DATA ?? path.join(ROOT, "../shared/data"));
const IMPORTS = [
  { name: "postcodes", command: ["postcodes"], file: "postcodes-gb.csv.gz" },
  { name: "places", command: ["places"], file: "places-gb.csv.gz" },
  { name: "practices", command: ["practices"], file: "gp-practices-england.csv.gz" },
  { name: "holidays", command: ["holidays"], file: "bank-holidays-uk.csv" },
  { name: "libraries (ORUK 3.0)", command: ["directory"], file: "oruk-libraries.json.gz" },
  { name: "library vans (ORUK 3.0)", command: ["directory"], file: "oruk-mobile-libraries.json.gz" },
  { name: "council page (Outpost)", command: ["directory"], file: "outpost-v1-services-page.json" },
];
const COUNTS = ["added", "changed", "gone", "unchanged", "skipped", "derived"];
if (!existsSync(DATA)) throw new Error(`${DATA} is not there: name the folder of the tables and feeds with DATA`);

const before = yardstick();
const folder = scratch();
let isGood = await bench("SQLite", `sqlite://${path.join(folder, "stile.db")}`);
console.log(`The database: ${(weight(folder) / 2 ** 20).toFixed(0)} MiB on disk`);
const given = givenDatabase();
if (given) isGood = (await bench("PostgreSQL (memory is that of stile alone)", given)) && isGood;
console.log(`\n${noise(before, yardstick())}`);
process.exitCode = isGood ? 0 : 1;

async function bench(name, database) {
  const rows = [];
  const words = [];
  let isGood = true;
  for (const one of IMPORTS) {
    for (const turn of ["first", "again"]) {
      process.stderr.write(`${name}: ${one.name}, ${turn}\n`);
      const run = await timed(database, [...one.command, "import", path.join(DATA, one.file), "--json"]);
      const figures = [run.seconds.toFixed(2), (run.kib / 1024).toFixed(1)];
      if (run.code !== 0) {
        isGood = false;
        rows.push([one.name, turn, ...COUNTS.map(() => "-"), "FAILED", ...figures]);
        words.push(`${one.name}, ${turn}: ${run.errors.trim()}`);
        continue;
      }
      const said = JSON.parse(run.output);
      const has = (count) => (said[count] ?? 0) > 0;
      const isAsItShould = turn === "first" ? said.added > 0 : !["added", "changed", "gone", "derived"].some(has);
      isGood &&= isAsItShould;
      rows.push([one.name, turn, ...COUNTS.map((count) => said[count] ?? "-"), refused(said), ...figures]);
      if (!isAsItShould) words.push(`${one.name}: ${turn === "first" ? "nothing was added" : "the second time changed it"}`);
    }
  }
  console.log(`\n${name}`);
  table(["import", "time", ...COUNTS, "refused", "seconds", "peak MiB"], rows);
  for (const line of words) console.log(`NOT GOOD: ${line}`);
  console.log(await serving(database));
  return isGood;
}

/** Directory feeds lose rows or single fields; tables lose rows. */
function refused(said) {
  return Array.isArray(said.refused)
    ? `${said.rows_refused} rows, ${said.refused.length - said.rows_refused} fields`
    : `${said.refused} rows`;
}

async function serving(database) {
  const { ms, kib } = await started(database);
  return `A server with all of it: ready after ${ms.toFixed(0)} ms, ${(kib / 1024).toFixed(1)} MiB resident`;
}

function weight(where) {
  return readdirSync(where).reduce((sum, name) => sum + statSync(path.join(where, name)).size, 0);
}
