// What a phone fetches after a release, as a share of everything: by a dictionary, where the browser takes the old file for
// one (RFC 9842), and as files that have changed, where it does not. And whether the server hands dictionaries out.
//
// node update.mjs; BENCH_OLD_DIST names the folder of the app as it was built for the release before, APP_DIR that of this
// one.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync } from "node:zlib";
import { figure, missing, options, table, within } from "./figures.mjs";
import { ROOT, demoServer, scratch } from "./server.mjs";

options({});
const BUDGET = 15;
const HASH = /-[0-9a-f]{8,}(?=[._])/;
const FIGURES = ["update.app", "update.all", "update.files"];
const dist = process.env.APP_DIR ?? path.join(ROOT, "dist");
const old = process.env.BENCH_OLD_DIST;

await tellWhetherOffered();
if (old) compare();
else for (const name of FIGURES) missing(name, "no build of an earlier release: BENCH_OLD_DIST names its folder");
process.exit(0);

function compare() {
  const [files, earlier] = [filesOf(dist), filesOf(old)];
  const rows = [...files].map(([name, file]) => {
    const before = earlier.get(name);
    const isSame = before !== undefined && readFileSync(before).equals(readFileSync(file));
    const full = packed(file);
    return { name, full, changed: isSame ? 0 : full, delta: isSame ? 0 : difference(before, file, full) };
  });
  const isOfApp = ({ name }) => name === "index.html" || !/^(stile-(?!app\b)|.*\.html$)/.test(name);
  const shares = [["the public app", rows.filter(isOfApp)], ["all apps together", rows]].map(([what, some]) => {
    const sum = (key) => some.reduce((sum, row) => sum + row[key], 0);
    return { what, full: sum("full"), byDictionary: (100 * sum("delta")) / sum("full"), byFiles: (100 * sum("changed")) / sum("full") };
  });
  console.log(`${old} → ${dist}, in % of the whole; ≤ is the budget`);
  table(["what", "whole, bytes", "by dictionary", "changed files"], shares.map(({ what, full, byDictionary, byFiles }) => [
    what, full, within(byDictionary, BUDGET, 1), byFiles.toFixed(1),
  ]));
  const [app, all] = shares;
  figure("update.app", app.byDictionary, "%");
  figure("update.all", all.byDictionary, "%");
  figure("update.files", app.byFiles, "%");
}

/** The files of a build by their names without what changes with each build. */
function filesOf(folder) {
  if (!existsSync(path.join(folder, "index.html"))) throw new Error(`${folder} holds no built app`);
  const found = new Map();
  for (const inside of readdirSync(folder, { recursive: true })) {
    const file = path.join(folder, inside);
    if (!statSync(file).isFile() || inside.endsWith(".br")) continue;
    found.set(inside.replace(HASH, ""), file);
  }
  return found;
}

/** What a file weighs on the line: packed by brotli, where that makes it smaller. */
function packed(file) {
  if (existsSync(`${file}.br`)) return statSync(`${file}.br`).size;
  const content = readFileSync(file);
  return Math.min(content.length, brotliCompressSync(content).length);
}

/** What is left of a file when the old one is known; never more than the whole. */
function difference(before, file, full) {
  if (!before) return full;
  const out = path.join(scratch(), "difference");
  const words = ["--ultra", "-22", "--single-thread", "--quiet", "--force", `--patch-from=${before}`, file, "-o", out];
  execFileSync("zstd", words, { stdio: "ignore" });
  return Math.min(full, statSync(out).size);
}

/** Asks the server for the app as a browser does that knows the old one. */
async function tellWhetherOffered() {
  const server = await demoServer();
  const module = readdirSync(dist).find((name) => /^stile-app-.*\.wasm$/.test(name));
  const answer = await fetch(`${server.base}/${module}`, { headers: { "accept-encoding": "br, dcb, dcz" } });
  await answer.arrayBuffer();
  await server.stop();
  const isOffered = answer.headers.has("use-as-dictionary");
  console.log(`The server ${isOffered ? "hands out" : "does not hand out"} dictionaries.`);
  figure("update.offered", isOffered ? 1 : 0);
}
