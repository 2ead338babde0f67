// The groups around where somebody looked: kept by difference, and answered for without a line or without saying where the
// phone is.
import { test } from "node:test";
import assert from "node:assert/strict";
import { json, noLine, startWorker } from "./worker.mjs";

/** A server with the packs of two districts. */
function server() {
  const how = { is_there: true, status: 200, format: 1, packs: [["EH1", "a1", 55.95, -3.19], ["EH2", "b1", 55.96, -3.2]] };
  const line = async (request) => {
    if (!how.is_there) return noLine();
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/api/packs") {
      const packs = how.packs.map(([district, version, lat, lon]) => ({ district, version, lat, lon, groups: 900 }));
      return json({ packs, groups: 1800, reaches_metres: 5000, districts: "d1" });
    }
    const district = /^\/packs\/([A-Z]+\d+)-/.exec(pathname)?.[1];
    const groups = district && [district];
    if (pathname.startsWith("/packs/")) return new Response(JSON.stringify({ format: how.format, groups }));
    if (pathname.endsWith(".wasm")) return new Response("module");
    const near = searchParams.get("near");
    const [lat, lon] = near?.startsWith("TR") ? [50.26, -5.05] : [55.95, -3.19];
    return json({ near: near ? { found: { origin: { near, lat, lon } } } : "anywhere", groups: ["from the server"] }, how.status);
  };
  return { how, line };
}

/** A phone on which somebody has looked around EH1. */
async function phoneWithPacks() {
  const { how, line } = server();
  const worker = startWorker(line);
  await worker.get("/api/groups?near=EH1&q=art");
  return { how, worker };
}

const packsAsked = (worker) => worker.asked.splice(0).filter((one) => /packs/.test(one)).map((one) => one.slice(4));
const groupsIn = async (answer) => (await answer.json()).groups;

/** Lets time pass for the worker. */
function later(worker, ms) {
  worker.scope.Date = class extends Date {
    static now = () => Date.now() + ms;
  };
}

test("what somebody looked around is kept, on every phone, and its address is the place that the server has read", async () => {
  const { worker } = await phoneWithPacks();
  assert.deepEqual(packsAsked(worker), ["/api/packs?near=EH1", "/packs/EH1-a1.pack", "/packs/EH2-b1.pack", "/packs/districts-d1.pack"]);
  const { own, packs, as_of: asOf } = await worker.tell({ type: "pocket" });
  assert.deepEqual([own, packs], [false, [{ district: "EH1", groups: 900 }, { district: "EH2", groups: 900 }]]);
  assert.ok(Date.parse(asOf));
  assert.ok(worker.phone.caches.get("stile-1").has("/pocket-1.wasm"), "what searches them is there too");
  assert.ok(!JSON.stringify([...worker.phone.stores.get("public")]).includes("art"));
});

test("the list of a first visit, which no worker has seen, is told to it", async () => {
  const worker = startWorker(server().line);
  await worker.tell({ type: "around", search: "?near=55.95%2C-3.19" });
  assert.deepEqual(worker.asked.splice(0), [], "where the phone is, is not asked about");
  await worker.tell({ type: "around", search: "?near=EH1&q=art" });
  const { packs } = await worker.tell({ type: "pocket" });
  assert.deepEqual(packs.map(({ district }) => district), ["EH1", "EH2"]);
});

test("the same place is asked for once an hour, and only what is new is fetched", async () => {
  const { how, worker } = await phoneWithPacks();
  packsAsked(worker);
  await worker.get("/api/groups?near=EH1%201AA");
  assert.deepEqual(packsAsked(worker), []);
  how.packs[1][1] = "b2";
  later(worker, 3_700_000);
  await worker.get("/api/groups?near=EH1");
  assert.deepEqual(packsAsked(worker), ["/api/packs?near=EH1", "/packs/EH2-b2.pack"]);
  const kept = [...worker.phone.caches.get("stile-packs").keys()];
  assert.deepEqual(kept.sort(), ["/packs/EH1-a1.pack", "/packs/EH2-b2.pack", "/packs/districts-d1.pack"]);
});

test("the places before stay as long as there is room", async () => {
  const { how, worker } = await phoneWithPacks();
  how.packs = [["TR1", "c1", 50.26, -5.05], ["TR2", "e1", 50.3, -5.1]];
  await worker.get("/api/groups?near=TR1");
  const districts = async () => (await worker.tell({ type: "pocket" })).packs.map(({ district }) => district);
  assert.deepEqual(await districts(), ["TR1", "TR2", "EH1", "EH2"]);
  how.packs = [["TR4", "f1", 50.26, -5.05], ["TR5", "g1", 50.3, -5.1]];
  later(worker, 3_700_000);
  await worker.get("/api/groups?near=TR4");
  assert.deepEqual(await districts(), ["TR4", "TR5", "TR1", "TR2"]);
});

test("a list that could not be fetched whole changes nothing", async () => {
  const { how, worker } = await phoneWithPacks();
  const before = await worker.tell({ type: "pocket" });
  how.packs[0][1] = "a2";
  how.packs[1][1] = "b2";
  later(worker, 3_700_000);
  const { fetchSoon } = worker.scope;
  worker.scope.fetchSoon = (address, options) => (address.includes("b2") ? json({}, 404) : fetchSoon(address, options));
  await worker.get("/api/groups?near=EH1");
  assert.deepEqual(await worker.tell({ type: "pocket" }), before);
  how.is_there = false;
  assert.deepEqual(await groupsIn(await worker.get("/api/groups?near=EH1")), ["EH1", "EH2"]);
});

test("nothing is fetched where somebody saves data", async () => {
  const { line } = server();
  const worker = startWorker(line);
  worker.scope.navigator.connection = { saveData: true };
  await worker.get("/api/groups?near=EH1");
  assert.deepEqual(packsAsked(worker), []);
});

test("without a line, and where the server fails, what is kept answers and says from when it is", async () => {
  const { how, worker } = await phoneWithPacks();
  how.status = 503;
  assert.deepEqual(await groupsIn(await worker.get("/api/groups?near=EH1")), ["EH1", "EH2"]);
  how.is_there = false;
  const answer = await worker.get("/api/groups?near=EH1");
  assert.ok(Date.parse(answer.headers.get("x-as-of")));
  assert.deepEqual(await (await worker.get("/api/groups/EH2")).json(), { id: "EH2" });
  const next = startWorker(noLine, { phone: worker.phone });
  assert.deepEqual(await groupsIn(await next.get("/api/groups?near=EH1")), ["EH1", "EH2"], "after the worker was ended");
});

test("for a place of which nothing is kept it never says that there is nothing", async () => {
  const { how, worker } = await phoneWithPacks();
  how.is_there = false;
  for (const near of ["TR1", "Nowhere"]) await assert.rejects(worker.get(`/api/groups?near=${near}`), near);
  await assert.rejects(worker.get("/api/groups/unknown"));
  await assert.rejects(startWorker(noLine).get("/api/groups?near=EH1"), "a phone that has never looked");
});

test("where the phone is, is sent to nobody as far as what is kept reaches", async () => {
  const { worker } = await phoneWithPacks();
  const said = () => worker.asked.splice(0).filter((one) => /55\.9|3\.19/.test(one));
  said();
  const here = encodeURIComponent("55.95,-3.19");
  assert.deepEqual(await groupsIn(await worker.get(`/api/groups?near=${here}`)), ["EH1", "EH2"]);
  assert.deepEqual(await (await worker.get(`/api/groups/EH1?near=${here}`)).json(), { id: "EH1" });
  await worker.get(`/api/groups/another?near=${here}`);
  later(worker, 3_700_000);
  await worker.get(`/api/groups?near=${here}`);
  assert.ok(worker.asked.includes("GET /api/groups/another"), "asked for without it");
  assert.ok(worker.asked.includes("GET /api/packs?near=EH1"), "kept fresh by what was asked for before");
  assert.deepEqual(said(), []);
  await worker.get("/api/groups?near=50.26%2C-5.05");
  assert.ok(worker.asked.some((one) => one.includes("50.26")), "beyond it the server is asked");
});

test("where only a few that are kept fit, the line is asked; without one they are shown", async () => {
  const { how, worker } = await phoneWithPacks();
  const rare = `/api/groups?near=${encodeURIComponent("55.95,-3.19")}&q=rare`;
  assert.deepEqual(await groupsIn(await worker.get(rare)), ["from the server"]);
  how.is_there = false;
  assert.deepEqual(await groupsIn(await worker.get(rare)), ["EH1", "EH2"]);
});

test("packs of another release are dropped, and give no empty list", async () => {
  const { how, line } = server();
  how.format = 2;
  const worker = startWorker(line);
  await worker.get("/api/groups?near=EH1");
  how.is_there = false;
  await assert.rejects(worker.get("/api/groups?near=EH1"));
  assert.deepEqual((await worker.tell({ type: "pocket" })).packs, []);
  how.is_there = true;
  assert.deepEqual(await groupsIn(await worker.get("/api/groups?near=EH1")), ["from the server"]);
});

test("they can be forgotten", async () => {
  const { how, worker } = await phoneWithPacks();
  await worker.tell({ type: "forget", what: "packs" });
  assert.deepEqual((await worker.tell({ type: "pocket" })).packs, []);
  assert.ok(!worker.phone.caches.has("stile-packs"));
  how.is_there = false;
  await assert.rejects(worker.get("/api/groups?near=EH1"));
});
