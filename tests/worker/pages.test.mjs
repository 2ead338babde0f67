// Pages and files: what is kept of them when, what a new version takes over, and the end of the worker.
import { test } from "node:test";
import assert from "node:assert/strict";
import { endWorker, json, newPhone, noLine, somebody, startWorker } from "./worker.mjs";

/** A server that answers files with their address. */
function server(me = "nobody") {
  const how = { me, is_there: true, missing: "" };
  const line = async (request) => {
    const { pathname } = new URL(request.url);
    if (!how.is_there) return noLine();
    if (pathname === how.missing) return new Response("", { status: 404 });
    if (pathname === "/api/me") return json(how.me);
    if (pathname === "/api/packs") {
      const packs = [{ district: "EH1", version: "a1", groups: 1, lat: 55.95, lon: -3.19 }];
      return json({ packs, groups: 1, reaches_metres: 1, districts: "d1" });
    }
    const groups = pathname.includes("EH1") ? ["one"] : [];
    if (pathname.startsWith("/packs/")) return new Response(JSON.stringify({ format: 1, groups }));
    if (pathname === "/api/groups") return json({ near: { found: { origin: { near: "EH1", lat: 55.95, lon: -3.19 } } } });
    return new Response(pathname);
  };
  return { how, line };
}

async function installed(line, options) {
  const worker = startWorker(line, options);
  await worker.happen("install");
  await worker.happen("activate");
  return worker;
}

/** What every phone has. */
const FIRST = ["/", "/help-now.html", "/refer.html", "/unlock.html"];

const kept = ({ phone }, name) => [...phone.caches.get(name).keys()].sort();
const text = async (answer) => (await answer).text();

test("the first visit has a worker at once; a later version waits until it is asked for", async () => {
  const { line } = server();
  const first = await installed(line);
  assert.deepEqual([kept(first, "stile-1"), first.ended.claims], [FIRST, 1]);
  const second = await installed(line, { phone: first.phone, version: "2" });
  assert.deepEqual([...second.phone.caches.keys()], ["stile-2"]);
  assert.deepEqual([second.ended.claims, second.ended.skips], [0, 0]);
  await second.tell({ type: "update" });
  assert.equal(second.ended.skips, 1);
});

test("a version with a file missing does not install", async () => {
  const { how, line } = server();
  how.missing = "/help-now.html";
  await assert.rejects(installed(line));
});

test("a phone that is nobody's keeps of the other apps what was opened", async () => {
  const { how, line } = server();
  const worker = await installed(line);
  await worker.get("/api/me");
  assert.deepEqual(kept(worker, "stile-1"), FIRST);
  assert.equal(await text(worker.open("/me/devices")), "/me/devices");
  await worker.get("/me-1.js");
  how.is_there = false;
  assert.equal(await text(worker.open("/me/inbox")), "/", "the public app says that no answer came");
  assert.equal(await text(worker.open("/me/devices")), "/me/devices");
});

test("a phone of one's own has the person's apps ahead of time, and after an update", async () => {
  const { how, line } = server(somebody());
  const worker = await installed(line);
  await worker.get("/api/me");
  const ahead = [...FIRST, "/me-1.js", "/me.html", "/visits-1.js", "/visits.html"].sort();
  assert.deepEqual(kept(worker, "stile-1"), ahead, "and none of the team's");
  const next = await installed(line, { phone: worker.phone, version: "2" });
  how.is_there = false;
  assert.equal(await text(next.open("/me/plan/visits")), "/visits.html");
  assert.deepEqual(kept(next, "stile-2"), ahead);
});

test("where somebody saves data nothing is fetched ahead", async () => {
  const { line } = server(somebody());
  const worker = await installed(line);
  worker.scope.navigator.connection = { saveData: true };
  await worker.get("/api/me");
  assert.deepEqual(kept(worker, "stile-1"), FIRST);
});

test("asking for a link worker opens without a signal from the first visit on", async () => {
  const { how, line } = server();
  const worker = await installed(line);
  how.is_there = false;
  for (const path of ["/refer/who?for=me", "/refer/check", "/refer/sent", "/referral"]) {
    assert.equal(await text(worker.open(path)), "/refer.html", path);
  }
  for (const path of ["/", "/about", "/referrals"]) assert.equal(await text(worker.open(path)), "/", path);
  worker.phone.caches.get("stile-1").delete("/refer.html");
  assert.equal(await text(worker.open("/refer/who")), "/", "where the browser threw it away, no answer came");
  how.is_there = true;
  assert.equal(await text(worker.open("/refer/who")), "/refer/who");
  assert.deepEqual(kept(worker, "stile-1"), FIRST, "and then it is there again");
});

test("packs outlive an update, with what searches them", async () => {
  const { how, line } = server();
  const worker = await installed(line);
  await worker.get("/api/groups?near=EH1");
  const next = await installed(line, { phone: worker.phone, version: "2" });
  assert.ok(kept(next, "stile-2").includes("/pocket-1.wasm"));
  how.is_there = false;
  assert.deepEqual((await (await next.get("/api/groups?near=EH1")).json()).groups, ["one"]);
});

test("the list comes from the server, unless its address says where the phone is and what is kept will do", async () => {
  const { how, line } = server();
  const worker = await installed(line);
  const here = "/groups?near=55.95%2C-3.19";
  assert.equal(await text(worker.open(here)), "/groups", "nothing is kept yet");
  await worker.get("/api/groups?near=EH1");
  worker.asked.splice(0);
  assert.equal(await text(worker.open(here)), "/");
  assert.deepEqual(worker.asked, []);
  assert.equal(await text(worker.open("/groups?near=EH1")), "/groups");
  how.is_there = false;
  assert.equal(await text(worker.open("/groups?near=EH1")), "/");
  assert.equal(await text(worker.open("/help-now.html")), "/help-now.html");
});

test("the words that another app has shared go to no server with the page", async () => {
  const { line } = server();
  const worker = await installed(line);
  worker.asked.splice(0);
  assert.equal(await text(worker.open("/groups?shared=Anna%27s+words&shared=https%3A%2F%2Felsewhere.test")), "/");
  assert.deepEqual(worker.asked, []);
});

test("nothing of the API is ever a file", async () => {
  const { line } = server(somebody());
  const worker = await installed(line);
  for (const path of ["/api/me", "/api/notices", "/api/groups?near=EH1"]) await worker.get(path);
  const all = [...worker.phone.caches.values()].flatMap((held) => [...held.keys()]);
  assert.ok(all.length > 5 && !all.some((path) => path.startsWith("/api/")));
});

test("what is not for the worker is let be", async () => {
  const { line } = server();
  const worker = await installed(line, { phone: newPhone() });
  for (const message of [null, "keep", { type: "toString" }, { type: "unknown" }]) {
    assert.equal(await worker.tell(message), undefined);
  }
  assert.equal(await worker.get("/robots.txt"), undefined);
  assert.equal(await worker.send("/groups"), undefined);
});

test("the end of the worker: its files go and itself, and a notice that comes meanwhile is shown", async () => {
  const happens = await endWorker(["stile-1", "stile-packs", "another"]);
  assert.deepEqual(await happens("install"), ["take over"]);
  assert.deepEqual(await happens("activate"), ["delete stile-1", "delete stile-packs", "unregister"]);
  const data = { json: () => ({ notification: { title: "Stile", body: "You have an update." } }) };
  assert.deepEqual(await happens("push", { data }), ["Stile: You have an update."]);
  assert.deepEqual(await happens("push", { data: null }), ["…: "]);
});

test("whoever goes while the worker ends takes along what was kept, and nothing else does", async () => {
  const happens = await endWorker([]);
  const request = (method, path) => ({ request: { method, url: `https://stile.test${path}` } });
  for (const path of ["/api/sign-out", "/api/leave"]) {
    assert.deepEqual(await happens("fetch", request("POST", path)), ["delete stile-pocket"]);
  }
  assert.deepEqual(await happens("fetch", request("GET", "/api/me")), []);
});
