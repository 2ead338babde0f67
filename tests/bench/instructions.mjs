// How many instructions the nearest twenty of 100,000 places take: of our tree, of our whole answer, and of SQLite's R*Tree.
// Counted by valgrind, so the same on every machine. The R*Tree knows boxes alone: somebody who does not know how far the
// twenty are tries wider and wider ones. What it would take with the box that just holds them is told beside it.
//
// node instructions.mjs [--times 500]; SEARCH_BENCH and SEARCH_RIVALS name the two programs, else they are where cargo puts
// the examples of a release build. Wants valgrind and sqlite3.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { figure, options, table } from "./figures.mjs";
import { ROOT, scratch } from "./server.mjs";

const run = promisify(execFile);
const { times } = options({ times: 500 });
/** SQLite's, as a multiple of our tree's. */
const BUDGET = 20;
const examples = path.join(process.env.CARGO_TARGET_DIR ?? path.join(ROOT, "target"), "release/examples");
const searchBench = program("SEARCH_BENCH", "search_bench");
const rivals = program("SEARCH_RIVALS", "search_rivals");

const file = path.join(scratch(), "rivals.db");
await run(rivals, ["--keep", file, "--boxes", String(times)], { env: withoutPostgres() });
const [tree, search, none, box, tries] = await Promise.all([
  ours("counted_tree", "tree"), ours("counted_search", "search"), theirs(0, "try >= 0"), theirs(times, "try = 0"),
  theirs(times, "try > 0"),
]);
const each = { tree: tree / times, search: search / times, box: (box - none) / times, tries: (tries - none) / times };
console.log(`Instructions for the nearest 20, ${times} origins`);
table(["what", "instructions", "times our tree's"], [
  ["our tree, numbers of places", Math.round(each.tree), ""],
  ["R*Tree of SQLite, trying wider boxes", Math.round(each.tries), (each.tries / each.tree).toFixed(1)],
  ["R*Tree of SQLite, told the box", Math.round(each.box), (each.box / each.tree).toFixed(1)],
  ["our whole answer, a line for each group", Math.round(each.search), (each.search / each.tree).toFixed(1)],
]);
console.log(`Trying ÷ our tree: ≥ ${BUDGET}${each.tries / each.tree < BUDGET ? " UNDER" : ""}`);
for (const [name, value] of Object.entries(each)) figure(`instructions.${name}`, value);
figure("instructions.ratio", each.tries / each.tree, "×");
figure("instructions.ratio_told", each.box / each.tree, "×");

/** Of our own program, only what happens inside one function. */
async function ours(inside, what) {
  const words = ["--tool=callgrind", "--callgrind-out-file=/dev/null", "--collect-atstart=no", `--toggle-collect=*${inside}*`];
  const { stderr } = await run("valgrind", [...words, searchBench, "count", what, String(times)]);
  return counted(stderr, /Collected : (\d+)/);
}

/** Of the whole of SQLite for so many origins; without any of them, what it takes to begin and to end. */
async function theirs(origins, which) {
  const statement = `SELECT sum(found) FROM (SELECT (
      SELECT sum(near.id) FROM (
        SELECT p.id AS id, (p.x - o.x) * (p.x - o.x) + (p.y - o.y) * (p.y - o.y) + (p.z - o.z) * (p.z - o.z) AS away
        FROM spot s CROSS JOIN place p ON p.id = s.id
        WHERE s.south <= o.north AND s.north >= o.south AND s.west <= o.east AND s.east >= o.west
        ORDER BY away LIMIT 20
      ) near
    ) AS found FROM origin o WHERE o.n < ${origins} AND o.${which});`;
  const words = ["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"];
  const { stderr } = await run("valgrind", [...words, "sqlite3", "-readonly", file, statement]);
  return counted(stderr, /I\s+refs:\s+([\d,]+)/);
}

function counted(said, where) {
  const found = where.exec(said);
  if (!found) throw new Error(`valgrind did not count:\n${said.slice(-400)}`);
  const count = Number(found[1].replaceAll(",", ""));
  if (count === 0) throw new Error("valgrind counted nothing: the function has another name, or was inlined");
  return count;
}

function program(variable, name) {
  const found = process.env[variable] ?? path.join(examples, name);
  if (!existsSync(found)) throw new Error(`${found} is not there: \`cargo xtask bench instructions\` builds it`);
  return found;
}

/** It is SQLite alone that is prepared. */
function withoutPostgres() {
  const { RIVALS_DATABASE_URL, ...rest } = process.env;
  return rest;
}
