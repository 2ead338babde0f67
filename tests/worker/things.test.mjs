// What is kept of somebody's own, on whose phone, and when it goes.
import { test } from "node:test";
import assert from "node:assert/strict";
import { ACCOUNT, OTHER, PERSON, json, newPhone, noLine, somebody, startWorker, words } from "./worker.mjs";

const THREAD = `/api/people/${PERSON}/thread`;

/** A server that says who is here, and answers everything else with its address. `how` can be changed while it runs. */
function server(me = somebody()) {
  const how = { me, is_there: true, status: 200, calls: 0 };
  const line = async (request) => {
    how.calls += 1;
    if (!how.is_there) return noLine();
    const { pathname, search } = new URL(request.url);
    await how.before?.(pathname);
    if (/\/api\/(me|sign-in)/.test(pathname)) return json(how.me);
    return json({ at: pathname + search, call: how.calls }, how.status);
  };
  return { how, line };
}

/** A phone that is somebody's own, with their thread. */
async function ownPhone() {
  const { how, line } = server();
  const worker = startWorker(line);
  await worker.get("/api/me");
  await worker.get(THREAD);
  assert.deepEqual([worker.count("keys"), worker.count("answers")], [2, 2]);
  return { how, worker };
}

const isEmpty = (worker) => ["keys", "answers", "outbox"].every((name) => worker.count(name) === 0);

test("on a phone of one's own an answer is there without a line, and says from when it is", async () => {
  const { how, worker } = await ownPhone();
  const online = await (await worker.get(THREAD)).text();
  how.is_there = false;
  const kept = await worker.get(THREAD);
  assert.equal(await kept.text(), online);
  assert.ok(Date.now() - Date.parse(kept.headers.get("x-as-of")) < 60_000);
  assert.equal((await (await worker.get("/api/me")).json()).somebody.account, ACCOUNT);
  await assert.rejects(worker.get(`${THREAD}?before=7`), "another address is another answer");
});

test("what lies in the stores opens with the key alone, and only where it lies", async () => {
  const { worker } = await ownPhone();
  const { stores } = worker.phone;
  const all = Buffer.concat([...stores.get("answers").values()].map(({ data }) => Buffer.from(data))).toString("latin1");
  const names = [...stores.get("answers").keys()].join();
  for (const word of [PERSON, ACCOUNT, "thread", "somebody"]) assert.ok(!all.includes(word) && !names.includes(word), word);
  const { key } = stores.get("keys").get("own");
  assert.equal(key.extractable, false);
  const [[one, first], [other, second]] = stores.get("answers");
  assert.notDeepEqual(first.iv, second.iv);
  await assert.rejects(worker.scope.unseal({ key }, `answers:${other}`, first));
  assert.ok(await worker.scope.unseal({ key }, `answers:${one}`, first));
});

test("on every other phone nothing is kept", async () => {
  for (const me of ["nobody", somebody("shared"), somebody("shared", { hasChosen: false }), { staff: { id: OTHER } }]) {
    const { how, line } = server(me);
    const worker = startWorker(line);
    await worker.get("/api/me");
    assert.equal((await worker.get(THREAD)).status, 200);
    assert.ok(isEmpty(worker), JSON.stringify(me));
    assert.deepEqual(await worker.tell(words("a")), { kept: false, why: "not-own" });
    how.is_there = false;
    await assert.rejects(worker.get(THREAD));
  }
});

test("what says nothing of a plan, streams, the desk, and parts of answers go their way", async () => {
  const { worker } = await ownPhone();
  const forced = { cache: "reload" };
  const untouched = [
    ["/api/changes"], ["/api/desk/teams"], ["/api/sign-ins"], ["/api/openapi.json"], [`/api/people/${PERSON}/looks`],
    [`/api/people/${PERSON}/plan/calendar-feed`], ["/api/groups/1/welcome"], [THREAD, forced],
    [THREAD, { headers: { range: "bytes=0-1" } }], [THREAD, { method: "HEAD" }],
  ];
  for (const [path, options] of untouched) assert.equal(await worker.get(path, options), undefined, path);
  for (const path of [`${THREAD}/messages`, "/api/referrals", "/api/sign-out", "/api/leave"]) {
    assert.equal(await worker.send(path), undefined, path);
  }
});

test("signing out and leaving take everything along at once, without a line too", async () => {
  for (const path of ["/api/sign-out", "/api/leave"]) {
    const { how, worker } = await ownPhone();
    how.is_there = false;
    await worker.tell(words("a"));
    await worker.send(path);
    assert.ok(isEmpty(worker), path);
    assert.equal(worker.ended.notices, 1);
    await assert.rejects(worker.get(THREAD));
    // The server has not heard of it yet; whoever went is gone all the same, until somebody signs in.
    how.is_there = true;
    await worker.get("/api/me");
    assert.ok(isEmpty(worker), path);
    await worker.send("/api/sign-in/life");
    assert.equal(worker.count("keys"), 2);
  }
});

test("what was asked for before somebody went is not kept after", async () => {
  for (const path of [THREAD, "/api/me"]) {
    const { how, worker } = await ownPhone();
    let answer;
    how.before = () => new Promise((resolve) => (answer = resolve));
    const late = worker.get(path);
    while (!answer) await new Promise(setImmediate);
    await worker.send("/api/sign-out");
    answer();
    how.before = undefined;
    await late;
    assert.ok(isEmpty(worker), path);
  }
});

test("who was here does not come back by an answer that was under way while another came", async () => {
  const { how, worker } = await ownPhone();
  let answer;
  how.before = () => new Promise((resolve) => (answer = resolve));
  const late = worker.get("/api/me");
  while (!answer) await new Promise(setImmediate);
  how.before = undefined;
  const before = how.me;
  await worker.send("/api/sign-out");
  how.me = somebody("mine", { account: OTHER });
  await worker.send("/api/sign-in/life");
  how.me = before;
  answer();
  await late;
  assert.equal((await worker.scope.mine()).account, OTHER);
});

test("an answer that nobody is here, asked for before somebody signed in, does not send them away", async () => {
  const { how, line } = server("nobody");
  const worker = startWorker(line);
  let answer;
  how.before = () => new Promise((resolve) => (answer = resolve));
  const late = worker.get("/api/me");
  while (!answer) await new Promise(setImmediate);
  how.before = undefined;
  how.me = somebody();
  await worker.send("/api/sign-in/life");
  await worker.get(THREAD);
  how.me = "nobody";
  answer();
  await late;
  assert.equal(worker.count("answers"), 2);
});

test("what an old worker still holds is not written under the key of whoever came after", async () => {
  const { worker } = await ownPhone();
  const own = await worker.scope.mine();
  const newer = startWorker(server(somebody("mine", { account: OTHER })).line, { phone: worker.phone });
  await newer.get("/api/me");
  const before = newer.count("answers");
  await worker.scope.keepAnswer("late", { own, path: THREAD, began: 0, asked: Date.now() });
  assert.equal(newer.count("answers"), before);
});

test("when their time is over the answers go, and what they wrote waits for them alone", async () => {
  const { how, worker } = await ownPhone();
  how.status = 503;
  assert.deepEqual(await worker.tell(words("a")), { kept: true });
  how.me = "nobody";
  await worker.get("/api/me");
  assert.deepEqual([worker.count("answers"), worker.count("outbox")], [0, 1]);
  assert.deepEqual(await worker.tell({ type: "kept", kind: "message", writer: ACCOUNT }), { items: [] });
  how.me = somebody("shared", { hasChosen: false });
  await worker.send("/api/sign-in/codes/1/spend");
  assert.equal(worker.count("outbox"), 1, "they have not said yet whose phone it is");
  how.me = somebody();
  await worker.send("/api/sign-in/life");
  const { items } = await worker.tell({ type: "kept", kind: "message", writer: ACCOUNT });
  assert.deepEqual(items.map(({ entry }) => entry), ["entry of a"]);
});

test("another account, another life, staff and erasing take everything along", async () => {
  for (const me of [somebody("shared"), somebody("mine", { account: OTHER }), somebody("shared", { account: OTHER }), { staff: {} }]) {
    const { how, worker } = await ownPhone();
    how.status = 503;
    await worker.tell(words("a"));
    how.me = me;
    await worker.get("/api/me");
    assert.equal(worker.count("outbox"), 0, JSON.stringify(me));
    assert.equal(worker.ended.notices, 1);
    assert.notEqual(worker.phone.stores.get("keys").get("own")?.account, ACCOUNT);
  }
  const { worker } = await ownPhone();
  await worker.send(`/api/people/${PERSON}/erase`);
  assert.ok(isEmpty(worker));
});

test("where the server fails the copy is given; where it says no the copy goes", async () => {
  for (const status of [500, 503, 507]) {
    const { how, worker } = await ownPhone();
    how.status = status;
    assert.ok((await worker.get(THREAD)).headers.has("x-as-of"), status);
  }
  for (const status of [401, 403, 404, 410]) {
    const { how, worker } = await ownPhone();
    how.status = status;
    assert.equal((await worker.get(THREAD)).status, status);
    how.is_there = false;
    await assert.rejects(worker.get(THREAD), `${status}`);
  }
  const { how, worker } = await ownPhone();
  how.status = 409;
  assert.equal((await worker.get(THREAD)).status, 409);
  how.is_there = false;
  assert.ok(await worker.get(THREAD), "an app that is too old loses nothing");
});

test("on a slow line the copy is given after a while, and pages hear when there is something newer", async () => {
  const { how, worker } = await ownPhone();
  worker.scope.pause = () => Promise.resolve();
  how.before = () => new Promise((resolve) => setTimeout(resolve, 20));
  const copy = await worker.get(THREAD);
  assert.ok(copy.headers.has("x-as-of"));
  assert.deepEqual(worker.told.map(({ type }) => type), ["newer"]);
  how.is_there = false;
  assert.notEqual(await (await worker.get(THREAD)).text(), await copy.text(), "what came late is kept");
  assert.equal(worker.told.length, 1);
});

test("where every answer is another pages hear of it once a minute, and not of what is the same", async () => {
  const { how, worker } = await ownPhone();
  worker.scope.pause = () => Promise.resolve();
  how.before = () => new Promise((resolve) => setTimeout(resolve, 20));
  let now = Date.now();
  worker.scope.Date = class extends Date {
    static now = () => now;
  };
  await worker.get(THREAD);
  await worker.get(THREAD);
  assert.equal(worker.told.length, 1);
  await worker.get("/api/me");
  assert.equal(worker.told.length, 1, "the same is nothing newer");
  await worker.get("/api/notices");
  await worker.get("/api/notices");
  assert.equal(worker.told.length, 2, "each is told by itself");
  now += 60_000;
  await worker.get(THREAD);
  assert.equal(worker.told.length, 3);
  now -= 3600_000;
  await worker.get(THREAD);
  assert.equal(worker.told.length, 4, "a clock that was put back holds up nothing");
});

test("after a sign-in that the worker did not see nobody is given anybody's copies until it has heard who is here", async () => {
  const { how, worker } = await ownPhone();
  how.status = 503;
  await worker.tell(words("a"));
  let answer;
  how.before = () => new Promise((resolve) => (answer = resolve));
  const late = worker.get("/api/me");
  while (!answer) await new Promise(setImmediate);
  how.before = undefined;
  await worker.tell({ type: "signed-in" });
  answer();
  await late;
  assert.equal(await worker.scope.mine(), null, "what was asked before says nothing of now");
  assert.deepEqual([worker.count("answers"), worker.count("outbox")], [0, 1]);
  how.is_there = false;
  for (const path of ["/api/me", THREAD]) await assert.rejects(worker.get(path), path);
  how.is_there = true;
  await worker.get("/api/me");
  const { items } = await worker.tell({ type: "kept", kind: "message", writer: ACCOUNT });
  assert.equal(items.length, 1, "it was they themselves: what they wrote has waited for them");
  await worker.tell({ type: "signed-in" });
  how.me = somebody("mine", { account: OTHER });
  await worker.get("/api/me");
  assert.equal(worker.count("outbox"), 0);
});

test("of two answers to the same the one that was asked for later stays", async () => {
  const { worker } = await ownPhone();
  const own = await worker.scope.mine();
  const ask = { own, path: THREAD, began: 0 };
  const now = Date.now();
  await worker.scope.keepAnswer("later", { ...ask, asked: now });
  await worker.scope.keepAnswer("earlier", { ...ask, asked: now - 5_000 });
  assert.equal((await worker.scope.copyOfMine(own, THREAD)).text, "later");
});

test("there is an end to how much is kept, and the oldest go", async () => {
  const { worker } = await ownPhone();
  const own = await worker.scope.mine();
  const text = "x".repeat(250_000);
  for (let at = 0; at < 40; at += 1) {
    await worker.scope.keepAnswer(text, { own, path: `${THREAD}?before=${at}`, began: 0, asked: Date.now() });
  }
  const { used } = await worker.tell({ type: "pocket" });
  assert.ok(used > 7_000_000 && used <= 8_000_000, `${used}`);
  assert.equal(await worker.scope.copyOfMine(own, THREAD), null);
  assert.ok(await worker.scope.copyOfMine(own, `${THREAD}?before=39`));
  await worker.scope.keepAnswer("x".repeat(300_001), { own, path: "/api/notices", began: 0, asked: Date.now() });
  assert.equal(await worker.scope.copyOfMine(own, "/api/notices"), null, "too large for one");
});

test("what was kept of somebody goes once they are not helped any more", async () => {
  const { how, worker } = await ownPhone();
  how.me = somebody("mine", { helping: [OTHER] });
  await worker.get("/api/me");
  await worker.get(`/api/people/${OTHER}/thread`);
  await worker.get("/api/notices");
  const before = worker.count("answers");
  how.me = somebody();
  await worker.get("/api/me");
  assert.equal(worker.count("answers"), before - 1);
});

test("a phone that nobody has confirmed for a month keeps no answers", async () => {
  const { how, worker } = await ownPhone();
  const keys = worker.phone.stores.get("keys");
  keys.set("own", { ...keys.get("own"), at: Date.now() - 31 * 24 * 3600_000 });
  how.is_there = false;
  await assert.rejects(worker.get(THREAD));
  assert.ok(isEmpty(worker));
});

test("without a database everything goes by the line", async () => {
  const { line } = server();
  const worker = startWorker(line, { phone: newPhone() });
  worker.scope.within = async () => noLine();
  assert.equal((await (await worker.get("/api/me")).json()).somebody.account, ACCOUNT);
  assert.equal((await worker.get(THREAD)).status, 200);
  assert.equal((await worker.get("/api/groups?near=EH1")).status, 200);
  assert.equal((await worker.tell(words("a"))).kept, false);
});
