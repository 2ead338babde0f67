// As many requests as a server answers over so many connections that are kept: how many a second, and how long each took.
// By `wrk` where it is there, which takes little of the machine itself; else by sockets of our own, in this very file as a
// worker, which then says how busy it was. It must not know what it asks for.
import { execFile, execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";
import { percentile } from "./figures.mjs";
import { scratch } from "./server.mjs";

const FILE = fileURLToPath(import.meta.url);
/** Of these the first is not counted. */
const WARM_UP_S = 1;
const TICKS_A_SECOND = 100;

if (!isMainThread && workerData?.isBurst) parentPort.postMessage(await ask(workerData));

/** The `wrk` of this machine, if there is one. */
export function wrk() {
  return find("wrk", process.env.WRK);
}

/**
 * Asks the addresses in turn. Answers `rate` a second, `ms` with `p50` and `p99`, `cpu`, the server's processor time for a
 * request in microseconds, and `busy`, the share of its time that the asking side was busy, where it is known.
 */
export async function burst({ port, pid, paths, connections, seconds, headers = {} }) {
  const spent = () => processorTime(pid);
  await once({ port, paths, connections, seconds: WARM_UP_S, headers });
  const before = spent();
  const found = await once({ port, paths, connections, seconds, headers });
  if (found.count === 0 || found.bad > 0) throw new Error(`${found.bad} of ${found.count} answers were not good`);
  return { ...found, rate: found.count / found.seconds, cpu: ((spent() - before) * 1e6) / found.count };
}

/** Keeps a process to one processor, where that can be done. */
export function pin(pid, processor) {
  const program = find("taskset");
  if (!program) return false;
  execFileSync(program, ["-a", "-p", "-c", String(processor), String(pid)], { stdio: "ignore" });
  return true;
}

function once(what) {
  return wrk() ? byWrk(what) : bySockets(what);
}

async function byWrk({ port, paths, connections, seconds, headers }) {
  const script = path.join(scratch(), "paths.lua");
  const heads = Object.entries(headers).map(([name, value]) => `["${name}"] = "${value}"`).join(", ");
  writeFileSync(script, `local paths = { ${paths.map((path) => JSON.stringify(path)).join(", ")} }
    local at = 0
    request = function()
      at = at % #paths + 1
      return wrk.format("GET", paths[at], { ${heads} })
    end\n`);
  const words = ["-t1", `-c${connections}`, `-d${seconds}s`, "--latency", "-s", script, `http://127.0.0.1:${port}/`];
  const own = find("taskset") ? [find("taskset"), "-c", "1", wrk()] : [wrk()];
  const { stdout } = await promisify(execFile)(own[0], [...own.slice(1), ...words]);
  const at = (share) => milliseconds(new RegExp(`^\\s+${share}%\\s+([\\d.]+)(us|ms|s)`, "m").exec(stdout));
  const bad = Number(/Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1] ?? 0);
  const [, count, took] = /(\d+) requests in ([\d.]+)s/.exec(stdout);
  return { count: Number(count), seconds: Number(took), bad, ms: { p50: at(50), p99: at(99) } };
}

function milliseconds([, number, unit]) {
  return Number(number) * { us: 0.001, ms: 1, s: 1000 }[unit];
}

function bySockets(what) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(FILE, { workerData: { ...what, isBurst: true } });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}

/** Runs in the worker: every connection asks, waits for the whole answer, and asks again. */
async function ask({ port, paths, connections, seconds, headers }) {
  const heads = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const requests = paths.map((address) => `GET ${address} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n${heads}\r\n`);
  const state = { ms: [], bad: 0, turn: 0, isOver: false };
  const began = performance.now();
  const utilization = performance.eventLoopUtilization();
  const all = Array.from({ length: connections }, () => connection(port, requests, state));
  setTimeout(() => (state.isOver = true), seconds * 1000);
  await Promise.all(all);
  const took = (performance.now() - began) / 1000;
  const busy = performance.eventLoopUtilization(utilization).utilization;
  const ms = { p50: percentile(state.ms, 0.5), p99: percentile(state.ms, 0.99) };
  return { count: state.ms.length, seconds: took, bad: state.bad, ms, busy };
}

function connection(port, requests, state) {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ port, host: "127.0.0.1", noDelay: true });
    let [sent, head, left, isChunked] = [0, "", -1, false];
    const next = () => {
      if (state.isOver) {
        socket.destroy();
        resolve();
        return;
      }
      [head, left, isChunked] = ["", -1, false];
      sent = performance.now();
      socket.write(requests[state.turn++ % requests.length]);
    };
    socket.once("connect", next);
    socket.once("error", reject);
    socket.once("close", resolve);
    socket.on("data", (chunk) => {
      if (left < 0) {
        head += chunk.toString("latin1");
        const end = head.indexOf("\r\n\r\n");
        if (end < 0) return;
        if (!head.startsWith("HTTP/1.1 2")) state.bad += 1;
        const length = /content-length: (\d+)/i.exec(head)?.[1];
        isChunked = length === undefined;
        left = isChunked ? Infinity : Number(length) - (head.length - end - 4);
      } else {
        left -= chunk.length;
      }
      if (left > 0 && !(isChunked && chunk.subarray(-5).toString("latin1") === "0\r\n\r\n")) return;
      state.ms.push(performance.now() - sent);
      next();
    });
  });
}

/** The processor time that a process has taken so far, in seconds. */
function processorTime(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

function find(program, given) {
  const places = (process.env.PATH ?? "").split(path.delimiter).map((folder) => path.join(folder, program));
  return [given, ...places].find((file) => file && existsSync(file));
}
