// The real server for the length of a benchmark. Whatever happens, it ends with the benchmark.
import { execFile, spawn } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PATIENCE_MS = 60_000;

const running = new Set();
const folders = new Set();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

/** The program `stile`: from STILE_BIN, else where cargo puts a release build. */
export function binary() {
  const target = process.env.CARGO_TARGET_DIR ?? path.join(ROOT, "target");
  const file = path.resolve(process.env.STILE_BIN ?? path.join(target, "release/stile"));
  if (!existsSync(file)) throw new Error(`${file} is not there: build the server for release, or set STILE_BIN`);
  return file;
}

/** The database that the operator of the benchmark gives, or none. It must be one that can be thrown away. */
export function givenDatabase() {
  const url = process.env.BENCH_DATABASE_URL ?? process.env.DATABASE_URL;
  return url?.startsWith("postgres") ? url : undefined;
}

/** Our own settings must not leak in, and the server refuses those that it does not know. */
export function environment(database) {
  const kept = Object.entries(process.env).filter(([name]) => !/^(STILE_|DATABASE_URL)/.test(name));
  return { ...Object.fromEntries(kept), DATABASE_URL: database };
}

/** An empty folder that goes with the benchmark. TMPDIR decides on which disk. */
export function scratch() {
  const folder = mkdtempSync(path.join(os.tmpdir(), "stile-bench-"));
  folders.add(folder);
  return folder;
}

/** A port that nobody listens on. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const listener = net.createServer();
    listener.once("error", reject);
    listener.listen(0, "127.0.0.1", () => {
      const { port } = listener.address();
      listener.close(() => resolve(port));
    });
  });
}

/** Starts the server and does not wait. `child.gone` settles when it has ended. */
export function launch({ database, port, log, extra = [] }) {
  const words = openSync(log, "a");
  const app = process.env.APP_DIR ?? path.join(ROOT, "dist");
  const child = spawn(
    binary(),
    ["serve", "--demo-if-empty", "--listen", `127.0.0.1:${port}`, "--app-dir", app, ...extra],
    { cwd: ROOT, env: environment(database), stdio: ["ignore", words, words] },
  );
  closeSync(words);
  running.add(child);
  child.gone = new Promise((resolve) => {
    child.once("exit", resolve);
    child.once("error", resolve);
  }).then(() => running.delete(child));
  return child;
}

/** Waits until the server answers that it is ready. */
export async function untilReady(child, port, log) {
  const began = performance.now();
  while (performance.now() - began < PATIENCE_MS) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) break;
    if (await saysReady(port)) return;
    await sleep(10);
  }
  throw new Error(`the server did not become ready:\n${lastWords(log)}`);
}

/** A server with a fresh SQLite database and the demo area, ready. */
export async function demoServer() {
  const folder = scratch();
  const [port, log] = [await freePort(), path.join(folder, "log")];
  const child = launch({ database: `sqlite://${path.join(folder, "stile.db")}`, port, log });
  await untilReady(child, port, log);
  return {
    base: `http://127.0.0.1:${port}`,
    async stop() {
      child.kill("SIGTERM");
      await child.gone;
    },
  };
}

/** Starts a program beside the benchmark, and answers what it says in its first line, read as JSON. */
export function beside(program, words) {
  const child = spawn(program, words, { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
  running.add(child);
  return new Promise((resolve, reject) => {
    let said = "";
    child.once("error", reject);
    child.once("exit", (code) => {
      running.delete(child);
      reject(new Error(`${path.basename(words[0] ?? program)} ended with ${code}`));
    });
    child.stdout.setEncoding("utf8").on("data", (text) => {
      said += text;
      if (said.includes("\n")) resolve({ said: JSON.parse(said.split("\n")[0]), stop: () => child.kill() });
    });
  });
}

/** What a command of `stile` prints on standard output. */
export async function ask(database, ...words) {
  const { stdout } = await promisify(execFile)(binary(), words, {
    cwd: ROOT,
    env: environment(database),
    maxBuffer: 2 ** 30,
  });
  return stdout;
}

/** The last that the server said. */
export function lastWords(log) {
  return existsSync(log) ? readFileSync(log, "utf8").trimEnd().split("\n").slice(-20).join("\n") : "";
}

function saysReady(port) {
  return new Promise((resolve) => {
    const request = http.get({ host: "127.0.0.1", port, path: "/readyz", agent: false, timeout: 2000 }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    request.once("timeout", () => request.destroy());
    request.on("error", () => resolve(false));
  });
}
