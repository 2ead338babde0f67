// The API under load: the nearest twenty of 100,000 groups over 32 connections, beside the plain text of the same server.
// The server has one processor and the asking side the other, where the machine lets them be kept apart.
//
// node load.mjs [--groups 100000] [--connections 32] [--seconds 8] [--rounds 5]
import { burst, pin, wrk } from "./burst.mjs";
import { against, figure, figures, median, noise, options, spread, table, yardstick } from "./figures.mjs";
import { origins } from "./feed.mjs";
import { filledServer } from "./filled.mjs";

const { groups, connections, seconds, rounds } = options({ groups: 100_000, connections: 32, seconds: 8, rounds: 5 });
/** Times the plain-text rate, at least; and milliseconds. */
const BUDGETS = { ratio: 0.33, p99: 2 };
/** From so many places is asked in turn. */
const ORIGINS = 1000;
/** An asking side that is busier than this holds the server back, and only the server's own time tells. */
const TOO_BUSY = 0.85;

const before = yardstick();
const server = await filledServer({ groups });
const isPinned = pin(server.pid, 0);
if (isPinned) pin(process.pid, 1);
const nearest = origins(ORIGINS).map(({ lat, lon }) => `/api/groups?near=${lat},${lon}`);
const ROUTES = [
  { name: "plain text", key: "plain", paths: ["/healthz"] },
  { name: "nearest twenty", key: "nearest", paths: nearest },
  { name: "nearest twenty, brotli", key: "packed", paths: nearest, headers: { "accept-encoding": "br" } },
].map((route) => ({ ...route, seen: [] }));
for (let round = 1; round <= rounds; round += 1) {
  for (const { paths, headers, seen } of ROUTES) {
    seen.push(await burst({ port: server.port, pid: server.pid, paths, headers, connections, seconds }));
  }
  process.stderr.write(`round ${round} of ${rounds}\n`);
}
await server.stop();
report();
process.exit(0);

function report() {
  const [plain, near] = ROUTES.map(({ seen }) => seen);
  const asker = wrk() ? "wrk" : "sockets of Node";
  console.log(`${groups} groups, ${connections} connections, ${seconds} s a round, by ${asker}${isPinned ? "" : ", not kept apart"}`);
  table(
    ["route", "requests a second", "half of them within, ms", "99 of 100 within, ms", "server's time each, µs", "asking side busy, %"],
    ROUTES.map(({ name, key, seen }) => [
      name,
      spread(seen.map(({ rate }) => rate)),
      spread(seen.map(({ ms }) => ms.p50), 2),
      against(seen.map(({ ms }) => ms.p99), key === "nearest" ? BUDGETS.p99 : undefined, 2),
      spread(seen.map(({ cpu }) => cpu), 1),
      seen[0].busy === undefined ? "-" : spread(seen.map(({ busy }) => busy * 100)),
    ]),
  );
  const isHeldBack = median(plain.map(({ busy }) => busy ?? 0)) > TOO_BUSY;
  const byRate = near.map(({ rate }, round) => rate / plain[round].rate);
  const byTime = near.map(({ cpu }, round) => plain[round].cpu / cpu);
  console.log(`Nearest ÷ plain text: ${spread(byRate, 2)} by rate, ${spread(byTime, 2)} by the server's time; ≥ ${BUDGETS.ratio}`);
  if (isHeldBack) console.log("The asking side was too busy to ask faster: the ratio that counts is that of the server's time.");
  figures("load.ratio", isHeldBack ? byTime : byRate, "×");
  figure("load.isByTime", isHeldBack ? 1 : 0);
  for (const { key, seen } of ROUTES) {
    figures(`load.${key}.rate`, seen.map(({ rate }) => rate), "a second");
    figures(`load.${key}.p99`, seen.map(({ ms }) => ms.p99), "ms");
  }
  console.log(`\n${noise(before, yardstick())}`);
}
