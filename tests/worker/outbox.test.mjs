// What waits to be sent: kept before it counts as kept, sent once, in its order, by one at a time.
import { test } from "node:test";
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { ACCOUNT, OTHER, PERSON, json, noLine, somebody, startWorker, words } from "./worker.mjs";

/** A phone of somebody's own, and what the server has taken. `how.status` is the answer to what is sent, by its id. */
async function ownPhone(phone) {
  const how = { me: somebody(), is_there: true, status: () => 200, taken: [] };
  const line = async (request) => {
    if (!how.is_there) return noLine();
    if (request.url.endsWith("/api/me")) return json(how.me);
    if (request.method === "GET") return json({ taken: how.taken });
    const { id } = await request.json();
    const status = how.status(id);
    if (status < 300) how.taken.push(id);
    await how.after?.(id);
    return json(status === 409 ? { code: "outdated" } : { id }, status);
  };
  const worker = startWorker(line, { phone });
  await worker.get("/api/me");
  return { how: Object.assign(how, { line }), worker };
}

const waiting = async (worker, kind = "message") =>
  (await worker.tell({ type: "kept", kind, writer: ACCOUNT })).items.map(({ key }) => key);
const sendNow = (worker) => worker.tell({ type: "send" });

test("what is kept is told again in its order, to whoever wrote it", async () => {
  const { how, worker } = await ownPhone();
  how.is_there = false;
  for (const key of ["c", "a", "b"]) assert.deepEqual(await worker.tell(words(key)), { kept: true });
  await worker.tell(words("p", { kind: "plan" }));
  await worker.tell(words("c", { entry: "changed" }));
  await worker.tell({ type: "drop", key: "a" });
  const { items } = await worker.tell({ type: "kept", kind: "message", writer: ACCOUNT });
  assert.deepEqual(items.map(({ key, entry }) => [key, entry]), [["c", "changed"], ["b", "entry of b"]]);
  assert.deepEqual(await worker.tell({ type: "kept", kind: "message", writer: OTHER }), { items: [] });
  assert.deepEqual(await worker.tell(words("x", { writer: OTHER })), { kept: false, why: "not-own" });
  const { own, waiting } = await worker.tell({ type: "pocket" });
  assert.deepEqual([own, waiting], [true, 3]);
});

test("nothing of it can be read where it lies", async () => {
  const { how, worker } = await ownPhone();
  how.is_there = false;
  await worker.tell(words("a", { entry: "canary", body: "{\"canary\":1}" }));
  const [record] = worker.phone.stores.get("outbox").values();
  assert.ok(!Buffer.from(record.data).toString("latin1").includes("canary"));
  assert.deepEqual(Object.keys(record).sort(), ["at", "data", "isRefused", "isTried", "iv", "key"]);
});

test("what cannot be sent from here, or is too much, is not kept", async () => {
  const { how, worker } = await ownPhone();
  how.is_there = false;
  for (const more of [{ path: "https://elsewhere.test/api/x" }, { path: "/groups" }, { method: "GET" }, { body: "x".repeat(60_000) }]) {
    assert.deepEqual(await worker.tell(words("a", more)), { kept: false, why: "unable" });
  }
  for (let at = 0; at < 200; at += 1) await worker.tell(words(`k${at}`));
  assert.deepEqual(await worker.tell(words("more")), { kept: false, why: "full" });
  assert.deepEqual(await worker.tell(words("k7")), { kept: true }, "what is there may change");
});

test("a full disk is told apart; words take the room of copies first", async () => {
  const { how, worker } = await ownPhone();
  for (const path of ["thread", "plan/goals", "plan/week"]) await worker.get(`/api/people/${PERSON}/${path}`);
  how.is_there = false;
  const { within } = worker.scope;
  let room = 3;
  worker.scope.within = (names, mode, work) => {
    const isFull = mode === "readwrite" && names.join() === "keys,outbox" && worker.count("answers") > room;
    return isFull ? Promise.reject(new DOMException("", "QuotaExceededError")) : within(names, mode, work);
  };
  assert.deepEqual(await worker.tell(words("a")), { kept: true });
  assert.equal(worker.count("answers"), 2);
  assert.ok(await worker.get("/api/me"), "who is here is not forgotten");
  room = -1;
  assert.deepEqual(await worker.tell(words("b")), { kept: false, why: "full" });
  assert.equal(worker.count("answers"), 2, "nothing is thrown away in vain again and again");
  worker.scope.within = () => Promise.reject(new DOMException("", "UnknownError"));
  assert.equal((await worker.tell(words("c"))).kept, false);
});

test("with a line everything is sent once, in its order, and pages hear of it", async () => {
  const { how, worker } = await ownPhone();
  how.is_there = false;
  for (const key of ["a", "b", "c"]) await worker.tell(words(key));
  await sendNow(worker);
  assert.deepEqual(await waiting(worker), ["a", "b", "c"]);
  how.is_there = true;
  how.after = () => sleep(20);
  const next = startWorker(how.line, { phone: worker.phone, version: "2" });
  const called = worker.happen("sync", { tag: "outbox" }).catch(() => undefined);
  await Promise.all([called, sendNow(worker), sendNow(worker), sendNow(next)]);
  assert.deepEqual(how.taken, ["a", "b", "c"]);
  assert.deepEqual(worker.told.map(({ type, key, kind }) => [type, key, kind]), ["a", "b", "c"].map((key) => ["sent", key, "message"]));
  assert.deepEqual(JSON.parse(worker.told[0].body), { id: "a" });
  assert.deepEqual(await waiting(worker), []);
});

test("opening a page, an answer of the line, and the browser's call send what waits", async () => {
  const ways = [
    (worker) => worker.open("/about"),
    (worker) => worker.get("/api/notices"),
    (worker) => worker.happen("sync", { tag: "outbox" }),
  ];
  for (const way of ways) {
    const { how, worker } = await ownPhone();
    how.is_there = false;
    await worker.tell(words("a"));
    how.is_there = true;
    // The first answer was a moment ago.
    worker.scope.Date = class extends Date {
      static now = () => Date.now() + 11_000;
    };
    await way(worker);
    assert.deepEqual(how.taken, ["a"], String(way));
  }
});

test("a browser that called in vain is asked to call again", async () => {
  const { how, worker } = await ownPhone();
  await worker.happen("sync", { tag: "outbox" });
  how.is_there = false;
  await worker.tell(words("a"));
  await assert.rejects(worker.happen("sync", { tag: "outbox" }));
  await worker.happen("sync", { tag: "another" });
});

test("what may be taken later stays, and what comes after waits with it", async () => {
  for (const status of [401, 408, 425, 429, 500, 503, 507, 409]) {
    const { how, worker } = await ownPhone();
    how.status = () => status;
    await worker.tell(words("a"));
    await worker.tell(words("b"));
    await sendNow(worker);
    assert.deepEqual(await waiting(worker), ["a", "b"], status);
    how.status = () => 200;
    await sendNow(worker);
    assert.deepEqual(how.taken, ["a", "b"], status);
  }
});

test("what is refused is left to the page, and holds up nothing", async () => {
  const { how, worker } = await ownPhone();
  how.status = (id) => (id === "a" ? 422 : 200);
  await worker.tell(words("a"));
  await worker.tell(words("b"));
  await sendNow(worker);
  assert.deepEqual([how.taken, await waiting(worker)], [["b"], ["a"]]);
  how.status = () => 200;
  await worker.tell(words("a", { entry: "refused" }));
  const asked = worker.asked.length;
  await sendNow(worker);
  assert.equal(worker.asked.length, asked, "nothing is asked for it");
  assert.deepEqual(await waiting(worker), ["a"]);
  const told = await worker.tell({ type: "pocket" });
  assert.deepEqual([told.waiting, told.refused], [1, 1], "it is told apart from what goes by itself");
});

test("nothing goes under the sign-in of somebody else", async () => {
  for (const me of [somebody("mine", { account: OTHER }), somebody("shared"), "nobody", { staff: {} }]) {
    const { how, worker } = await ownPhone();
    how.is_there = false;
    await worker.tell(words("a"));
    Object.assign(how, { is_there: true, me });
    await sendNow(worker);
    assert.deepEqual(how.taken, [], JSON.stringify(me));
    assert.equal(worker.count("outbox"), me === "nobody" ? 1 : 0);
  }
});

test("what is written anew or taken back while it is sent is neither lost nor sent", async () => {
  const { how, worker } = await ownPhone();
  for (const key of ["a", "b", "c"]) await worker.tell(words(key));
  how.after = async () => {
    how.after = undefined;
    await worker.scope.keepWords(words("a", { entry: "anew" }));
    await worker.scope.dropWords({ key: "b" });
  };
  await sendNow(worker);
  assert.deepEqual(how.taken, ["a", "c"]);
  assert.deepEqual(await waiting(worker), ["a"]);
  await sendNow(worker);
  assert.deepEqual([how.taken, await waiting(worker)], [["a", "c", "a"], []], "the same again, by the same id");
});

const takeBack = async (worker, key) => (await worker.tell({ type: "drop", key, untried: true })).gone;
const dropped = (worker) => structuredClone(worker.told.filter(({ type }) => type === "dropped"));

test("what may be on its way is not given back, whatever becomes of it and of the worker", async () => {
  const { how, worker } = await ownPhone();
  for (const key of ["a", "b"]) await worker.tell(words(key));
  const given = [];
  how.after = async () => given.push(await takeBack(worker, "a"), await takeBack(worker, "b"));
  await sendNow(worker);
  assert.deepEqual([given, how.taken], [[false, true], ["a"]]);
  assert.deepEqual(dropped(worker), [{ type: "dropped", key: "b", kind: "message" }], "other tabs hear of it");
  assert.equal(await takeBack(worker, "a"), false, "it has arrived");

  how.after = undefined;
  how.status = () => 503;
  await worker.tell(words("c"));
  await sendNow(worker);
  await worker.tell(words("c", { entry: "changed" }));
  const later = startWorker(how.line, { phone: worker.phone });
  assert.equal(await takeBack(later, "c"), false, "nobody knows whether it has arrived");
  assert.deepEqual(await waiting(later), ["c"]);
  how.status = () => 422;
  await sendNow(later);
  assert.equal(await takeBack(later, "c"), true, "it was refused");
  assert.deepEqual(await waiting(later), []);
});

test("what a page has tried to send is not given back to another", async () => {
  const { how, worker } = await ownPhone();
  how.is_there = false;
  await worker.tell(words("a"));
  await worker.tell(words("a", { tried: true }));
  assert.equal(await takeBack(worker, "a"), false);
  assert.deepEqual(await worker.tell({ type: "drop", key: "a" }), { gone: true }, "the page itself knows what became of it");
  assert.deepEqual(dropped(worker), []);
});

test("what was taken back in one tab the others hear of, once", async () => {
  const { how, worker } = await ownPhone();
  how.is_there = false;
  await worker.tell(words("a", { kind: "referral", tried: true }));
  for (let time = 0; time < 2; time += 1) await worker.tell({ type: "drop", key: "a", back: true });
  assert.deepEqual(dropped(worker), [{ type: "dropped", key: "a", kind: "referral" }]);
});

test("a full disk holds up nothing that is to be sent, nor gives it back meanwhile", async () => {
  const { how, worker } = await ownPhone();
  await worker.tell(words("a"));
  const { within } = worker.scope;
  worker.scope.within = (names, mode, work) =>
    within(names, mode, (...stores) => {
      const put = () => Promise.reject(new DOMException("", "QuotaExceededError"));
      return work(...stores.map((store) => ({ ...store, put })));
    });
  let gone;
  how.after = async () => (gone = await takeBack(worker, "a"));
  await sendNow(worker);
  assert.deepEqual([how.taken, gone, await waiting(worker)], [["a"], false, []]);
});

test("what is late to be kept does not come after it was dropped", async () => {
  const { how, worker } = await ownPhone();
  how.is_there = false;
  const list = { type: "kept", kind: "message", writer: ACCOUNT };
  const asked = [words("a"), list, { type: "drop", key: "a" }, list].map((message) => worker.tell(message));
  const [, before, , after] = await Promise.all(asked);
  assert.deepEqual([before.items.length, after.items.length], [1, 0]);
});

test("a page can tell that the browser threw everything away from that it was sent or forgotten", async () => {
  const { how, worker } = await ownPhone();
  const made = async () => (await worker.tell({ type: "kept", kind: "message", writer: ACCOUNT })).made;
  const first = await made();
  assert.ok(first);
  await worker.tell(words("a"));
  await sendNow(worker);
  await worker.tell(words("b"));
  await worker.tell({ type: "forget", what: "mine" });
  assert.equal(await made(), first);
  how.status = () => 503;
  await worker.tell(words("c"));
  how.me = "nobody";
  await worker.get("/api/me");
  assert.equal(await made(), undefined);
  how.me = somebody();
  await worker.get("/api/me");
  assert.equal(await made(), first, "what waited for them is there");
  for (const store of worker.phone.stores.values()) store.clear();
  await worker.get("/api/me");
  assert.notEqual(await made(), first);
});

test("whoever goes while something is sent takes the rest along", async () => {
  const { how, worker } = await ownPhone();
  for (const key of ["a", "b"]) await worker.tell(words(key));
  how.after = () => worker.send("/api/sign-out");
  await sendNow(worker);
  assert.deepEqual([how.taken, worker.count("outbox")], [["a"], 0]);
});

test("a worker that was ended and one of the next release find everything", async () => {
  const { how, worker } = await ownPhone();
  how.is_there = false;
  await worker.tell(words("a"));
  for (const record of worker.phone.stores.get("outbox").values()) record.ofALaterRelease = true;
  worker.phone.stores.get("outbox").set("strange", { key: "strange", at: 1, iv: new Uint8Array(12), data: new ArrayBuffer(40) });
  const later = await ownPhone(worker.phone);
  assert.deepEqual(later.how.taken, ["a"]);
  assert.equal(later.worker.count("outbox"), 1, "what cannot be read is left alone");
});

test("what the worker has sent is in the copies too", async () => {
  const { how, worker } = await ownPhone();
  const thread = `/api/people/${PERSON}/thread`;
  await worker.get(thread);
  await worker.tell(words("a"));
  await sendNow(worker);
  how.is_there = false;
  assert.deepEqual(await (await worker.get(thread)).json(), { taken: ["a"] });
});

test("what is to be forgotten is, and the phone is theirs still", async () => {
  const { how, worker } = await ownPhone();
  how.status = () => 503;
  await worker.tell(words("a"));
  const before = await worker.scope.mine();
  await worker.tell({ type: "forget", what: "mine" });
  const { own, answers, waiting: left } = await worker.tell({ type: "pocket" });
  assert.deepEqual([own, answers, left], [true, 0, 0]);
  assert.notEqual((await worker.scope.mine()).key, before.key);
});
