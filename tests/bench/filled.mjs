// A server whose directory is full of made-up groups, for the length of a benchmark.
import path from "node:path";
import { writeFeed, writePostcodes } from "./feed.mjs";
import { freePort, launch, scratch, untilReady } from "./server.mjs";
import { timed } from "./watched.mjs";

/** Everybody comes from one address here, so that limits by client have to be out of the way. */
const PLENTY = ["--reads-per-second", "1000000", "--writes-per-minute", "1000000"];

/**
 * Starts a server with so many groups; all of them in one town when `around` says where that is, which then has a postcode
 * district.
 */
export async function filledServer({ groups, around, extra = [] }) {
  const folder = scratch();
  const [feed, log, port] = [path.join(folder, "feed.json.gz"), path.join(folder, "log"), await freePort()];
  const database = `sqlite://${path.join(folder, "stile.db")}`;
  await writeFeed(feed, { groups, around });
  await bring(database, ["directory", "import", feed, "--name", "Invented", "--json"]);
  if (around) {
    const table = path.join(folder, "postcodes.csv");
    writePostcodes(table, { around });
    await bring(database, ["postcodes", "import", table, "--json"]);
  }
  // Its secret lies in its own folder, not where the benchmark was started.
  const secret = ["--secret-file", path.join(folder, "secret")];
  const child = launch({ database, port, log, extra: [...PLENTY, ...secret, ...extra] });
  await untilReady(child, port, log);
  return {
    base: `http://127.0.0.1:${port}`,
    port,
    pid: child.pid,
    database,
    async stop() {
      child.kill("SIGTERM");
      await child.gone;
    },
  };
}

async function bring(database, words) {
  const run = await timed(database, words);
  if (run.code !== 0) throw new Error(`the import ended with ${run.code}: ${run.errors.trim().slice(-400)}`);
}
