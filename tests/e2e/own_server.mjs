// A server of a test's own: a fresh database with the demo area, a real mail server on this machine, and the command line
// beside it. Passkeys belong to names, so it is reached as `localhost`.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import assert from "node:assert/strict";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const STILE = process.env.STILE_BINARY;
export const DIST = process.env.APP_DIR ?? join(ROOT, "dist");
const PYTHON = process.env.PYTHON ?? "python3";

const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith("STILE_") && name !== "DATABASE_URL"),
);

async function freePort() {
  const probe = createServer();
  await new Promise((done) => probe.listen(0, "127.0.0.1", done));
  const { port } = probe.address();
  await new Promise((done) => probe.close(done));
  return port;
}

/** The first line that a program prints. */
function firstLine(child) {
  return new Promise((done, fail) => {
    let text = "";
    child.stdout.on("data", (piece) => {
      text += piece;
      if (text.includes("\n")) done(text.split("\n")[0]);
    });
    child.on("exit", (code) => fail(new Error(`it ended with ${code} before it said a word`)));
  });
}

/** Whether a program still runs. */
const isRunning = (child) => child.exitCode === null && child.signalCode === null;

/** Ends a program where it still runs, and waits until it has ended. */
async function finish(child, signal) {
  if (!isRunning(child)) return;
  const ended = new Promise((done) => child.once("exit", done));
  child.kill(signal);
  await ended;
}

/** A fresh database: SQLite in the folder, or a new one on the PostgreSQL that the environment names. */
function freshDatabase(folder) {
  const postgres = process.env.JOURNEY_POSTGRES;
  if (!postgres) return `sqlite://${join(folder, "stile.db")}`;
  const name = `journey_${process.pid}_${Date.now()}`;
  const made = spawnSync("psql", [postgres, "--quiet", "--command", `CREATE DATABASE ${name}`], { encoding: "utf8" });
  assert.equal(made.status, 0, made.stderr);
  const url = new URL(postgres);
  url.pathname = `/${name}`;
  return url.href;
}

/**
 * Starts everything. `more` goes to `stile serve`; `app` is the folder of the built app; `reachedAt` is where people find it,
 * where that is not the server itself.
 */
export async function startServer(more = [], { app = DIST, reachedAt } = {}) {
  assert.ok(STILE && existsSync(STILE), "STILE_BINARY names the server's binary; `cargo xtask e2e` sets it");
  const folder = mkdtempSync(join(tmpdir(), "stile-journey-"));
  const mails = join(folder, "mails");
  const post = spawn(PYTHON, [join(ROOT, "tests/e2e/smtp/server.py"), "--mails", mails], {
    stdio: ["pipe", "pipe", "inherit"],
    env,
  });
  const mailPort = await firstLine(post);
  const port = await freePort();
  const origin = (at) => `http://localhost:${at}`;
  const base = reachedAt ?? origin(port);
  const database = freshDatabase(folder);
  const common = ["--database-url", database];
  const secret = ["--secret-file", join(folder, "secret")];
  let given = { app, more };
  const args = (at) => [
    "serve", "--demo-if-empty", "--listen", `127.0.0.1:${at}`, "--app-dir", given.app,
    "--origin", at === port ? base : origin(at),
    "--smtp-url", `smtp://127.0.0.1:${mailPort}`, "--mail-from", "post@stile.test",
    "--reads-per-second", "500", "--writes-per-minute", "1000", ...common, ...secret, ...given.more,
  ];
  let log = "";
  const run = async (at) => {
    const child = spawn(STILE, args(at), { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
    child.stderr.on("data", (piece) => (log = (log + piece).slice(-20_000)));
    await firstLine(child);
    return child;
  };
  let server = await run(port);
  const others = [];
  return {
    base,
    port,
    folder,
    database,
    /** What the server said last. */
    lastWords: () => log,
    /** The command line on the same database: what it printed. */
    cli(...words) {
      const needs = words[0] === "staff" && words[1] === "invite" ? [...secret, "--origin", base] : [];
      const done = spawnSync(STILE, [...words, ...needs, ...common], { cwd: folder, env, encoding: "utf8" });
      return { status: done.status, out: done.stdout, err: done.stderr };
    },
    /** Changes something in the database itself, as somebody with the database could. */
    sql(statement) {
      const done = database.startsWith("sqlite:")
        ? spawnSync(PYTHON, [
            "-c",
            "import sqlite3,sys\ndb=sqlite3.connect(sys.argv[1])\ndb.execute(sys.argv[2])\ndb.commit()",
            database.slice("sqlite://".length),
            statement,
          ])
        : spawnSync("psql", [database, "--quiet", "--command", statement]);
      assert.equal(done.status, 0, String(done.stderr));
    },
    /** How many rows there are, by an SQL query that counts them. */
    count(query) {
      const done = database.startsWith("sqlite:")
        ? spawnSync(PYTHON, [
            "-c",
            "import sqlite3,sys\nprint(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchone()[0])",
            database.slice("sqlite://".length),
            query,
          ])
        : spawnSync("psql", [database, "--quiet", "--tuples-only", "--command", query]);
      assert.equal(done.status, 0, String(done.stderr));
      return Number.parseInt(String(done.stdout), 10);
    },
    /** The letters that came for an address so far. */
    letters(to) {
      if (!existsSync(mails)) return [];
      const all = readFileSync(mails, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
      return all.filter((letter) => letter.to.includes(to));
    },
    /** The newest letter for an address once there are more than `before`. */
    async letter(to, before = 0) {
      for (let tries = 0; tries < 200; tries += 1) {
        const found = this.letters(to);
        if (found.length > before) return found.at(-1);
        await sleep(50);
      }
      assert.fail(`no letter came for ${to}`);
    },
    /** The code of the newest letter for an address. */
    async code(to, before = 0) {
      const { text } = await this.letter(to, before);
      return text.match(/\b(\d{3}) (\d{3})\b/).slice(1).join("");
    },
    /** Ends the server; `SIGKILL` gives it no time to finish anything. */
    async stop(signal = "SIGTERM") {
      await finish(server, signal);
    },
    /** Starts it again where it has ended: on the same database, at the same port, with another build or other settings. */
    async again(changed = {}) {
      given = { ...given, ...changed };
      if (!isRunning(server)) server = await run(port);
    },
    /** Starts one more beside it on the same database, at a port of its own. For PostgreSQL: a file is for one server. */
    async second() {
      const at = await freePort();
      others.push(await run(at));
      return { base: origin(at) };
    },
    async end() {
      for (const child of [server, ...others]) await finish(child, "SIGTERM");
      post.stdin.end();
      post.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
