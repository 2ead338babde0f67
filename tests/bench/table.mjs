// Every budget of the design beside what is measured now: OK, MISSES, or NOT MEASURED and why. It runs the measurements one
// after the other; each can be run alone too.
//
// node table.mjs [--quick] [--only paint,load] [--json FILE] [--from FILE] [--markdown]. `--from` takes the figures that an
// earlier run has written, and measures nothing but what `--only` names. The table goes to standard output, as Markdown for
// docs/measurements.md with `--markdown`; what the measurements say goes to standard error.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import { parseArgs } from "node:util";
import { table, yardstick } from "./figures.mjs";
import { LINES } from "./lines.mjs";
import { PARTS, runPart } from "./parts.mjs";
import { ROOT } from "./server.mjs";

const { values: given } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    markdown: { type: "boolean", default: false },
    only: { type: "string" },
    json: { type: "string" },
    from: { type: "string" },
  },
});
/** How far two yardsticks may be apart before a figure is doubted. */
const NOISE = 0.1;
const VERDICTS = { good: "OK", bad: "MISSES", missing: "NOT MEASURED", told: "" };

const wanted = wantedParts();
const run = given.from ? JSON.parse(readFileSync(given.from, "utf8")) : { parts: {} };
if (wanted.length > 0) await measure();
run.lines = LINES.map(judge);
if (given.json) writeFileSync(given.json, `${JSON.stringify(run, undefined, 1)}\n`);
if (given.markdown) printMarkdown();
else printTable();
// What misses is only told, because it may be the machine; what failed is a fault.
process.exit(wanted.some(({ name }) => run.parts[name].why) ? 1 : 0);

function wantedParts() {
  const names = given.only?.split(",") ?? (given.from ? [] : PARTS.map(({ name }) => name));
  for (const name of names) {
    if (!PARTS.some((part) => part.name === name)) {
      throw new Error(`there is no part ${name}; there is: ${PARTS.map((part) => part.name).join(", ")}`);
    }
  }
  return PARTS.filter(({ name }) => names.includes(name));
}

async function measure() {
  const before = yardstick();
  for (const part of wanted) {
    process.stderr.write(`\n==== ${part.name}\n`);
    const done = await runPart(part, given.quick);
    run.parts[part.name] = { ...done, isQuick: given.quick, at: new Date().toISOString(), commit: commit() };
    // Not to lose an hour to what comes later.
    if (given.json) writeFileSync(given.json, `${JSON.stringify(run, undefined, 1)}\n`);
  }
  const after = yardstick();
  Object.assign(run, { at: new Date().toISOString(), commit: commit(), machine: machine(), yardstick: { before, after } });
}

/** A line with its verdict: one miss makes it one, and so does one figure that is not there. */
function judge({ line, items }) {
  const judged = items.map(judgeItem);
  const has = (verdict) => judged.some((item) => item.verdict === verdict);
  const verdict = has(VERDICTS.bad) ? VERDICTS.bad : has(VERDICTS.missing) ? VERDICTS.missing : VERDICTS.good;
  return { line, verdict, items: judged };
}

function judgeItem(item) {
  const part = run.parts[item.part];
  const { value, unit, least: lowest, most: highest, why } = part?.figures?.[item.figure] ?? {};
  const hasBudget = item.most !== undefined || item.least !== undefined;
  if (value === undefined || !Number.isFinite(value)) {
    const reason = why ?? part?.why ?? (part ? "it was not told" : "it was not run");
    return { ...item, verdict: hasBudget ? VERDICTS.missing : VERDICTS.told, why: `${item.part}: ${reason}` };
  }
  const isGood = value <= (item.most ?? Infinity) && value >= (item.least ?? -Infinity);
  const verdict = hasBudget ? (isGood ? VERDICTS.good : VERDICTS.bad) : VERDICTS.told;
  const yard = part.figures.yardstick?.value;
  const isNoisy = yard !== undefined && Math.abs(yard - 1) > NOISE;
  return { ...item, value, unit, lowest, highest, verdict, isNoisy, isQuick: part.isQuick };
}

function printTable() {
  const rows = run.lines.flatMap(({ line, verdict, items }) => [
    [line, "", "", verdict, ""],
    ...items.map((item) => [`  ${item.name}`, measured(item), budget(item), item.verdict, item.isNoisy ? "noisy" : ""]),
  ]);
  console.log();
  table(["what", "measured", "budget", "", ""], rows);
  console.log(`\n${counts()}`);
  for (const sentence of [...misses(), ...gaps()]) console.log(`- ${sentence}`);
  console.log(`\n${noiseWords()}`);
}

function printMarkdown() {
  console.log("| what | measured | budget | |\n|---|---|---|---|");
  for (const { line, verdict, items } of run.lines) {
    console.log(`| **${line}** | | | **${verdict}** |`);
    for (const item of items) {
      console.log(`| ${item.name} | ${measured(item)} | ${budget(item)} | ${item.verdict}${item.isNoisy ? " (noisy)" : ""} |`);
    }
  }
  console.log(`\n${counts()}\n`);
  for (const sentence of [...misses(), ...gaps()]) console.log(`- ${sentence}`);
  console.log(`\n${noiseWords()}`);
}

function counts() {
  const all = run.lines.flatMap(({ items }) => items);
  const count = (verdict) => all.filter((item) => item.verdict === verdict).length;
  const [good, bad, missing] = [VERDICTS.good, VERDICTS.bad, VERDICTS.missing].map(count);
  const isQuick = all.some((item) => item.isQuick) ? " Some of it was measured quickly, with few runs." : "";
  return `${good} kept, ${bad} missed, ${missing} not measured.${isQuick}`;
}

function misses() {
  return each(VERDICTS.bad).map(({ line, name, takes, ...item }) =>
    `MISSES: ${line}, ${name}: ${measured(item)}, budget ${budget(item)}${takes ? `. It would take ${takes}` : ""}.`);
}

/** By their reasons, as a part that was not run leaves many. */
function gaps() {
  const reasons = new Map();
  for (const { line, name, why } of each(VERDICTS.missing)) {
    reasons.set(why, [...(reasons.get(why) ?? []), `${line}, ${name}`]);
  }
  return [...reasons].map(([why, names]) => `NOT MEASURED (${why}): ${names.join("; ")}.`);
}

function each(verdict) {
  return run.lines.flatMap(({ line, items }) => items.filter((item) => item.verdict === verdict).map((item) => ({ line, ...item })));
}

function noiseWords() {
  const { yardstick: yard, machine: on, commit: of, at } = run;
  if (!yard) return "Nothing was measured.";
  const parts = Object.entries(run.parts)
    .filter(([, { figures }]) => Math.abs((figures.yardstick?.value ?? 1) - 1) > NOISE)
    .map(([name, { figures }]) => `${name} ${figures.yardstick.value.toFixed(2)}`);
  const others = Object.entries(run.parts).filter(([, part]) => part.commit !== of);
  const older = others.length > 0 ? ` Of other commits: ${others.map(([name, part]) => `${name} ${part.commit}`).join(", ")}.` : "";
  const noisy = parts.length > 0 ? ` Something else was running during: ${parts.join(", ")}.` : " No part was disturbed.";
  return `Yardstick ${yard.before.toFixed(1)} ms before, ${yard.after.toFixed(1)} ms after (${(yard.after / yard.before).toFixed(2)}).${noisy}
${on}, commit ${of}, ${at.slice(0, 10)}.${older}`;
}

function measured({ value, unit, lowest, highest }) {
  if (value === undefined) return "–";
  const shown = `${written(value, unit)}${unit && unit !== "×" ? ` ${unit}` : ""}`;
  return lowest !== undefined && highest !== lowest
    ? `${shown} (${written(lowest, unit)}–${written(highest, unit)})`
    : shown;
}

function budget({ most, least }) {
  const limit = most ?? least;
  if (limit === undefined) return "";
  return `${most === undefined ? "≥" : "≤"} ${limit.toLocaleString("en-GB")}`;
}

/** As exact as is of use. */
function written(value, unit) {
  const digits = unit === "×" ? 2 : Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : 1;
  return value.toLocaleString("en-GB", { maximumFractionDigits: digits });
}

function machine() {
  const [{ model }] = os.cpus();
  return `${os.cpus().length} cores (${model.trim()}), ${Math.round(os.totalmem() / 2 ** 30)} GiB, load ${os.loadavg()[0].toFixed(1)}`;
}

function commit() {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: ROOT, encoding: "utf8" }).trim();
  } catch {
    return "unknown";
  }
}
