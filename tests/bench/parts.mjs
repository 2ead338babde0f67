// The measurements that `table.mjs` runs, in their order: what each is given, in full and for a quick look, and how long it
// may take. A part that fails, or takes too long, leaves the others alone; what it had told by then counts.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { scratch } from "./server.mjs";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const MINUTE_MS = 60_000;
/** So much of what a part says last is looked at for why it failed. */
const LAST_WORDS = 2000;

/** `minutes` is the most that it may take; a `program` is named by a variable of the environment. */
export const PARTS = [
  { name: "sizes", program: "XTASK", full: ["sizes"], quick: ["sizes"], minutes: 1, read: readSizes },
  { name: "paint", full: ["--runs", "7"], quick: ["--runs", "2"], minutes: 45 },
  { name: "lighthouse", full: ["--runs", "5"], quick: ["--runs", "1"], minutes: 20 },
  { name: "list", full: ["--runs", "5"], quick: ["--runs", "1"], minutes: 20 },
  { name: "pocket", full: ["--runs", "5"], quick: ["--runs", "1"], minutes: 10 },
  { name: "update", full: [], quick: [], minutes: 10 },
  { name: "search", program: "SEARCH_BENCH", full: [], quick: [], minutes: 10 },
  { name: "instructions", full: ["--times", "500"], quick: ["--times", "50"], minutes: 20 },
  { name: "rivals", program: "SEARCH_RIVALS", full: ["--questions", "500"], quick: ["--questions", "50"], minutes: 15 },
  { name: "load", full: [], quick: ["--rounds", "2", "--seconds", "3"], minutes: 10 },
  { name: "writes", full: [], quick: ["--alone", "100", "--seconds", "10"], minutes: 10 },
  { name: "streams", full: [], quick: ["--events", "5", "--stops", "1"], minutes: 20 },
  { name: "groups", full: [], quick: ["--starts", "1"], minutes: 15 },
];

/** Runs a part. Answers its figures by their names, how long it took, and why it failed, if it did. */
export async function runPart(part, isQuick) {
  const told = path.join(scratch(), "figures");
  const [program, words] = commandOf(part, isQuick);
  const began = performance.now();
  if (!program) return { seconds: 0, why: `${part.program} does not name a program that is there`, figures: {} };
  const { code, said, isLate } = await listen(program, words, told, part.minutes);
  const figures = existsSync(told) ? readTold(readFileSync(told, "utf8")) : {};
  Object.assign(figures, part.read?.(said) ?? {});
  // Where a program answers with its end whether it keeps its budgets, that is no failure.
  const isGood = code === 0 || (part.read !== undefined && Object.keys(figures).length > 0);
  const why = isLate ? `it took longer than ${part.minutes} minutes` : whyOf(code, said);
  return { seconds: Math.round((performance.now() - began) / 1000), why: isGood ? undefined : why, figures };
}

function commandOf({ name, program, full, quick }, isQuick) {
  const words = isQuick ? quick : full;
  if (!program) return [process.execPath, [path.join(HERE, `${name}.mjs`), ...words]];
  const file = process.env[program];
  return [file && existsSync(file) ? file : undefined, words];
}

/** What it says goes to our standard error, so that ours has nothing but the table. */
function listen(program, words, told, minutes) {
  return new Promise((resolve) => {
    // A group of its own: what it has started ends with it.
    const child = spawn(program, words, {
      env: { ...process.env, BENCH_JSON: told },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    let [said, isLate] = ["", false];
    const hear = (text) => {
      process.stderr.write(text);
      said += text;
    };
    child.stdout.setEncoding("utf8").on("data", hear);
    child.stderr.setEncoding("utf8").on("data", hear);
    const end = (signal) => {
      try {
        process.kill(-child.pid, signal);
      } catch {
        // It has ended already.
      }
    };
    const stop = () => end("SIGTERM");
    process.once("exit", stop);
    const late = setTimeout(() => {
      isLate = true;
      end("SIGTERM");
      setTimeout(() => end("SIGKILL"), 5000).unref();
    }, minutes * MINUTE_MS);
    const done = (code) => {
      clearTimeout(late);
      process.removeListener("exit", stop);
      // A browser or a server that it has forgotten.
      end("SIGKILL");
      resolve({ code, said, isLate });
    };
    child.once("error", (error) => {
      said += error.message;
      done(1);
    });
    child.once("close", (code, signal) => done(code ?? signal));
  });
}

function readTold(text) {
  const lines = text.split("\n").filter(Boolean).map((line) => JSON.parse(line));
  return Object.fromEntries(lines.map(({ name, ...figure }) => [name, figure]));
}

/** Half a sentence: the error that was thrown, else the last that was said. */
function whyOf(code, said) {
  const last = said.slice(-LAST_WORDS).trim().split("\n");
  const thrown = last.findLast((line) => /^(\w*Error|[\w.]+: Timeout)\b/.test(line));
  return `it ended with ${code}: ${(thrown ?? last.at(-1) ?? "").trim()}`;
}

/** The lines of `cargo xtask sizes`: what it is, its bytes, its budget. */
function readSizes(said) {
  const rows = [...said.matchAll(/^(\S.*?)\s{2,}(\d+)\s+(\d+)(?:\s|$)/gm)];
  const figures = Object.fromEntries(rows.map(([, what, bytes]) => [what, { value: Number(bytes), unit: "B" }]));
  const largest = (ending) =>
    Math.max(...Object.entries(figures).filter(([what]) => ending.test(what)).map(([, { value }]) => value));
  if (rows.length === 0) return {};
  figures["largest app"] = { value: largest(/^\w+, brotli$/), unit: "B" };
  figures["largest scripts"] = { value: largest(/^\w+: scripts, brotli$/), unit: "B" };
  return figures;
}
