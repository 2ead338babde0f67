// Programs of `stile` run and watched: how long a command takes, and with what memory; how a server starts.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT, binary, environment, freePort, launch, scratch, untilReady } from "./server.mjs";

const TIME = [process.env.GNU_TIME, "/usr/bin/time"].find((file) => file && existsSync(file));
/** How long a server rests before its memory is looked at. */
const REST_MS = 2000;

/** Runs a command of `stile` and sees how long it takes and what memory it takes at most, in KiB. */
export async function timed(database, words) {
  const notes = path.join(scratch(), "time");
  const [program, ...rest] = TIME ? [TIME, "-v", "-o", notes, binary(), ...words] : [binary(), ...words];
  const began = performance.now();
  const child = spawn(program, rest, { cwd: ROOT, env: environment(database), stdio: ["ignore", "pipe", "pipe"] });
  const [output, errors] = [[], []];
  child.stdout.on("data", (chunk) => output.push(chunk));
  child.stderr.on("data", (chunk) => errors.push(chunk));
  let kib = 0;
  const looking = TIME ? undefined : setInterval(() => (kib = Math.max(kib, memory(child.pid, "VmHWM"))), 20);
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  clearInterval(looking);
  const seconds = (performance.now() - began) / 1000;
  if (TIME) kib = Number(/Maximum resident set size \(kbytes\): (\d+)/.exec(readFileSync(notes, "utf8"))[1]);
  return { code, seconds, kib, output: Buffer.concat(output).toString(), errors: Buffer.concat(errors).toString() };
}

/** How a server of this database starts: how long until it is ready, and its memory then and at rest, in KiB. */
export async function started(database) {
  const [port, log] = [await freePort(), path.join(scratch(), "log")];
  const began = performance.now();
  const child = launch({ database, port, log });
  await untilReady(child, port, log);
  const ms = performance.now() - began;
  const kib = memory(child.pid, "VmRSS");
  await sleep(REST_MS);
  const resting = memory(child.pid, "VmRSS");
  child.kill("SIGTERM");
  await child.gone;
  return { ms, kib, resting };
}

/** A figure of /proc about a process, in KiB; nought when it has ended. */
export function memory(pid, figure) {
  try {
    return Number(new RegExp(`${figure}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** Megabytes, a million bytes each, as the budgets count them. */
export function megabytes(kib) {
  return (kib * 1024) / 1e6;
}
