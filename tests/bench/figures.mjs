// Figures: options from the command line, medians, tables, a yardstick that tells how noisy the machine is, and the lines
// that `table.mjs` gathers.
import { appendFileSync } from "node:fs";
import { parseArgs } from "node:util";

/** Options of the command line. The defaults say which there are: `{ runs: 7, slow: false }` reads `--slow --runs 9`. */
export function options(defaults) {
  const known = Object.entries(defaults).map(([name, value]) => [
    name,
    { type: typeof value === "boolean" ? "boolean" : "string" },
  ]);
  const { values } = parseArgs({ options: Object.fromEntries(known) });
  const read = (name, fallback) => {
    const given = values[name];
    if (given === undefined || typeof fallback === "boolean") return given ?? fallback;
    const number = Number(given);
    if (!Number.isFinite(number) || number < 0) throw new Error(`--${name} wants a number, not ${given}`);
    return number;
  };
  return Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, read(name, value)]));
}

/** The middle one; of an even number the mean of the two in the middle. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The number that this share of them does not exceed: 0.95 for the 95th percentile. */
export function percentile(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/** One figure beside its budget, with OVER where it does not keep it. */
export function within(figure, budget, digits = 0) {
  return `${figure.toFixed(digits)} ≤ ${budget.toFixed(digits)}${figure > budget ? " OVER" : ""}`;
}

/** `744 (731–802)`: the median, the least and the most. */
export function spread(numbers, digits = 0) {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  return `${median(numbers).toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`;
}

/** The spread beside its budget, with OVER where the median does not keep it. */
export function against(numbers, budget, digits = 0) {
  const shown = spread(numbers, digits);
  if (budget === undefined) return shown;
  return `${shown} ≤ ${budget.toFixed(digits)}${median(numbers) > budget ? " OVER" : ""}`;
}

/** Prints rows of cells, each column as wide as it must be. */
export function table(headings, rows) {
  const all = [headings, ...rows].map((row) => row.map(String));
  const widths = headings.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  for (const row of all) console.log(row.map((cell, column) => cell.padEnd(widths[column])).join("  ").trimEnd());
}

// Kept where the compiler cannot know that nobody reads it, or it would do the work below in no time at all.
export let leftover = 0;

/** How many milliseconds a fixed piece of work takes: the median of seven. */
export function yardstick() {
  const times = [];
  for (let turn = 0; turn < 7; turn += 1) {
    const began = performance.now();
    let value = turn;
    for (let step = 0; step < 20_000_000; step += 1) value = Math.imul(value ^ step, 0x9e3779b1);
    leftover ^= value;
    times.push(performance.now() - began);
  }
  return median(times);
}

/** Says how the machine has changed between two yardsticks. */
export function noise(before, after) {
  const ratio = after / before;
  figure("yardstick", ratio, "×", { before, after });
  const verdict = ratio > 1.1 || ratio < 0.9 ? ": something else was running, measure again" : "";
  return `Yardstick: ${before.toFixed(1)} ms before, ${after.toFixed(1)} ms after (${ratio.toFixed(2)})${verdict}`;
}

/**
 * Tells a figure to whoever gathers them: a line of JSON in the file that BENCH_JSON names. Units are `ms`, `s`, `B`, `MB`,
 * `×` for a ratio, `%`, and nothing for a number of things.
 */
export function figure(name, value, unit = "", more = {}) {
  tell({ name, value, unit, ...more });
}

/** Tells the median of several, with the least and the most. */
export function figures(name, numbers, unit = "") {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  figure(name, median(numbers), unit, { least, most, times: numbers.length });
}

/** Tells that a figure could not be had, and why, as half a sentence. */
export function missing(name, why) {
  tell({ name, why });
}

function tell(line) {
  const file = process.env.BENCH_JSON;
  if (file) appendFileSync(file, `${JSON.stringify(line)}\n`);
}
