// A phone of somebody's own with a lock: what lies on it opens with the PIN or the passkey alone, wrong ones are counted
// whatever becomes of the worker, and the opened key lives as long as a page does.
import { test } from "node:test";
import assert from "node:assert/strict";
import { ACCOUNT, BASE, OTHER, PERSON, json, newPhone, noLine, somebody, startWorker, words } from "./worker.mjs";

const THREAD = `/api/people/${PERSON}/thread`;
const PIN = "271828";
const WRONG = "000000";
const WIPED = { open: false, gone: true };
const SECRET = Buffer.alloc(32, 7).toString("base64url");
const PASSKEY = { secret: SECRET, credential: "Y3JlZA", salt: Buffer.alloc(32, 3).toString("base64url") };

/** A server that says who is here, takes what is sent, and knows whether somebody is signed in. */
function server() {
  const how = { me: somebody(), is_there: true, taken: [] };
  const line = async (request) => {
    if (!how.is_there) return noLine();
    const { pathname } = new URL(request.url);
    if (pathname === "/api/sign-out") how.me = "nobody";
    if (/\/api\/(me|sign-in)/.test(pathname)) return json(how.me);
    if (request.method === "GET") return pathname.startsWith("/api/") ? json({ at: pathname }) : new Response(pathname);
    if (pathname.endsWith("/messages")) how.taken.push((await request.json()).id);
    return new Response(null, { status: 204 });
  };
  return { how, line };
}

/** A page that holds the key as `page/hold.js` does. */
function openPage(id, path = "/me") {
  const page = { id, url: BASE + path, told: [], held: null };
  page.postMessage = (message, ports = []) => {
    page.told.push(message.type);
    if (message.type === "holding") ports[0].postMessage(page.held);
    if (message.type === "hold") page.held = message.key ? { key: message.key, lock: message.lock } : null;
    if (message.type === "shut") page.held = null;
  };
  return page;
}

/** A phone of somebody's own, with their thread, one thing that waits, and a lock. No line from here on. */
async function lockedPhone(lock = { pin: PIN }, pages = []) {
  const { how, line } = server();
  const worker = startWorker(line, { pages });
  await worker.happen("install");
  await worker.get("/api/me");
  await worker.get(THREAD);
  how.is_there = false;
  await worker.tell(words("a"));
  if (lock) assert.deepEqual(await worker.tell({ type: "set-lock", ...lock }), { set: true });
  /** The browser ends the worker, and starts it when it is needed. */
  const again = (open = []) => startWorker(line, { phone: worker.phone, pages: open });
  return { how, worker, line, again };
}

const state = (worker) => worker.tell({ type: "lock" });
const unlock = (worker, pin) => worker.tell({ type: "unlock", pin });
const isEmpty = (worker) => ["keys", "answers", "outbox"].every((name) => worker.count(name) === 0);
const waiting = async (worker) =>
  (await worker.tell({ type: "kept", kind: "message", writer: ACCOUNT })).items.map(({ key }) => key);
const opens = async (worker, path) => (await worker.open(path)).text();

test("a lock leaves what is kept as it was, and of the key nothing but what is wrapped", async () => {
  const { worker } = await lockedPhone(null);
  const before = await worker.scope.mine();
  const sealed = new Set([...worker.phone.stores.get("answers").values()].map(({ data }) => data));
  assert.deepEqual(await worker.tell({ type: "set-lock", pin: PIN }), { set: true });
  const keys = worker.phone.stores.get("keys");
  assert.ok(!("key" in keys.get("own")));
  const { device, pin, passkey, tries } = keys.get("lock");
  assert.deepEqual([device.extractable, passkey, tries], [false, null, 0]);
  assert.deepEqual([pin.how.name, pin.how.hash, pin.how.iterations, pin.how.salt.length], ["PBKDF2", "SHA-256", 600_000, 16]);
  const after = await worker.scope.mine();
  assert.equal(after.key.extractable, false);
  assert.notEqual(after.id, before.id);
  for (const { data } of worker.phone.stores.get("answers").values()) assert.ok(!sealed.has(data));
  for (const [place, held] of worker.phone.stores.get("outbox")) {
    await assert.rejects(worker.scope.unseal(before, `outbox:${place}`, held));
  }
  assert.deepEqual(await (await worker.get(THREAD)).json(), { at: THREAD });
  assert.deepEqual(await waiting(worker), ["a"]);
  assert.deepEqual(await state(worker), { own: true, pin: true, passkey: null, open: true, left: 5, waiting: 1 });
});

test("while it is locked pages of theirs ask to be unlocked, and others show nobody", async () => {
  const { how, again } = await lockedPhone();
  const page = openPage("one", "/about");
  const worker = again([page]);
  assert.deepEqual(await state(worker), { own: true, pin: true, passkey: null, open: false, left: 5, waiting: 1 });
  for (const path of ["/me", "/me/inbox", "/me/messages/7", "/me/plan/of/7/week"]) {
    const answer = await worker.open(path);
    assert.equal(await answer.text(), "/unlock.html", path);
    assert.deepEqual([answer.status, answer.headers.get("cache-control")], [200, "no-store"]);
  }
  for (const [path, expected] of [["/", "/"], ["/refer/who", "/refer.html"], ["/help-now.html", "/help-now.html"]]) {
    assert.equal(await opens(worker, path), expected);
  }
  how.is_there = true;
  worker.asked.splice(0);
  assert.equal(await (await worker.get("/api/me", {}, "one")).json(), "nobody");
  const answer = await worker.get(THREAD, {}, "one");
  assert.deepEqual([answer.status, (await answer.json()).code], [423, "locked"]);
  await worker.tell({ type: "send" });
  await worker.happen("sync", { tag: "outbox" });
  assert.deepEqual([worker.asked, how.taken, worker.count("outbox")], [[], [], 1]);
  assert.deepEqual(await worker.tell(words("b")), { kept: false, why: "not-own" });
  assert.equal(await opens(worker, "/me/inbox"), "/unlock.html", "with a line too");
  assert.equal(await opens(worker, "/sign-in"), "/me.html", "whoever signs in can");
});

test("a page of theirs that is open is sent to be unlocked, and is not told that they are gone", async () => {
  const { again } = await lockedPhone();
  const page = openPage("one", "/me/messages");
  const worker = again([page]);
  for (const path of ["/api/me", THREAD]) assert.equal((await worker.get(path, {}, "one")).status, 423);
  assert.deepEqual(page.told.filter((type) => type === "shut"), ["shut", "shut"]);
});

test("an app goes on from where it began: of its page the browser may know no more", async () => {
  const { again } = await lockedPhone();
  for (const [began, isTheirs] of [["/sign-in", true], ["/me", false]]) {
    const page = openPage("one", began);
    const { postMessage } = page;
    page.postMessage = (message, ports) => {
      postMessage(message, ports);
      if (message.type === "shut") ports[0].postMessage(isTheirs);
    };
    const answer = await again([page]).get("/api/me", {}, "one");
    assert.deepEqual([answer.status, isTheirs || (await answer.json())], isTheirs ? [423, true] : [200, "nobody"]);
  }
});

test("what is typed as an address of theirs is locked too", async () => {
  const { how, again } = await lockedPhone();
  how.is_there = true;
  const worker = again();
  assert.equal(await (await worker.open("/api/me")).json(), "nobody");
  for (const path of [THREAD, `/api/people/${PERSON}/looks`]) assert.equal((await worker.open(path)).status, 423);
  assert.ok(!worker.asked.some((one) => one.startsWith("GET /api/")));
  await unlock(worker, PIN);
  assert.deepEqual(await (await worker.open(THREAD)).json(), { at: THREAD });
  how.is_there = false;
  await worker.tell({ type: "forgotten" });
  assert.deepEqual([await (await worker.open("/api/me")).json(), (await worker.open(THREAD)).status], ["nobody", 401]);
});

test("a lock costs a phone without one nothing: one look at whose it is for each thing that is asked for", async () => {
  const { worker } = await lockedPhone(null);
  const nobodys = startWorker(server().line);
  for (const [one, isOwn] of [[worker, true], [nobodys, false]]) {
    const { within } = one.scope;
    const reads = [];
    one.scope.within = (names, ...rest) => within((reads.push(names.join()), names), ...rest);
    const began = one.scope.theirs;
    let looks = 0;
    one.scope.theirs = () => ((looks += 1), began());
    await one.tell({ type: "hold" });
    assert.deepEqual([looks, reads], [1, ["keys"]], `a page that asks, own: ${isOwn}`);
    looks = 0;
    await one.scope.isLocked();
    assert.equal(looks, 1);
  }
});

test("the first page of a visit waits for no database", async () => {
  const { worker } = await lockedPhone(null);
  const { scope } = worker;
  let looks = 0;
  scope.theirs = async () => ((looks += 1), null);
  for (const [pages, expected] of [[[], 0], [[openPage("one")], 1]]) {
    scope.clients.matchAll = async () => pages;
    const event = { request: new Request(BASE), waitUntil() {} };
    assert.equal(await (await scope.givePage(event, new URL(BASE), "/")).text(), "/");
    assert.equal(looks, expected);
  }
});

test("a page in sight is waited for when it is busy, and one that nobody sees is not", async () => {
  const page = openPage("one");
  const { again } = await lockedPhone({ pin: PIN }, [page]);
  const { postMessage } = page;
  page.postMessage = (...given) => setTimeout(postMessage, 50, ...given);
  for (const [visibilityState, url, open] of [
    ["visible", page.url, true], ["hidden", page.url, false], ["visible", `${BASE}/help-now.html`, false],
  ]) {
    Object.assign(page, { visibilityState, url });
    assert.equal((await state(again([page]))).open, open);
  }
});

test("a page that gives the key back while it is being locked does not open it", async () => {
  const page = openPage("one");
  const { worker } = await lockedPhone({ pin: PIN }, [page]);
  const old = { ...page.held };
  const given = worker.tell({ type: "held", ...old });
  await worker.tell({ type: "shut" });
  await given;
  assert.equal((await state(worker)).open, false);
});

test("a full disk shuts out nobody whose earlier release kept a key beside the lock", async () => {
  const { worker, again } = await lockedPhone();
  const keys = worker.phone.stores.get("keys");
  keys.set("own", { ...keys.get("own"), key: await worker.scope.newKey() });
  const next = again();
  next.scope.putAnew = () => Promise.reject(new DOMException("", "QuotaExceededError"));
  assert.deepEqual(await unlock(next, PIN), { open: true });
  assert.deepEqual(await waiting(next), ["a"]);
});

test("a sign-out that hangs holds up no sign-in, and does not end it later", async () => {
  const { how, again } = await lockedPhone();
  await again().tell({ type: "forgotten" });
  how.is_there = true;
  how.me = somebody();
  const worker = again();
  let goOn;
  const { goAway } = worker.scope;
  worker.scope.goAway = async () => {
    await new Promise((done) => (goOn = done));
    await goAway();
  };
  await worker.send("/api/sign-in/life");
  worker.scope.goAway = goAway;
  assert.deepEqual(worker.asked, ["POST /api/sign-in/life"]);
  goOn();
  await new Promise((done) => setTimeout(done, 50));
  assert.ok(!worker.asked.includes("POST /api/sign-out"));
});

test("the right PIN opens it: their things are there, and what waited is sent", async () => {
  const { how, again } = await lockedPhone();
  const worker = again();
  assert.deepEqual(await unlock(worker, WRONG), { open: false, left: 4 });
  assert.deepEqual(await unlock(worker, "12345"), { open: false, left: 4 }, "that can be no PIN");
  assert.deepEqual(await unlock(worker, PIN), { open: true });
  assert.equal((await state(worker)).left, 5);
  assert.equal((await (await worker.get("/api/me")).json()).somebody.account, ACCOUNT);
  assert.deepEqual(await (await worker.get(THREAD)).json(), { at: THREAD });
  assert.equal(await opens(worker, "/me"), "/me.html");
  how.is_there = true;
  await worker.tell({ type: "send" });
  assert.deepEqual(how.taken, ["a"]);
});

test("the fifth wrong PIN takes everything along, whichever worker heard of the others", async () => {
  const { how, again } = await lockedPhone();
  how.is_there = true;
  for (const left of [4, 3, 2, 1]) assert.deepEqual(await unlock(again(), WRONG), { open: false, left });
  const worker = again();
  assert.deepEqual(await unlock(worker, WRONG), WIPED);
  assert.ok(isEmpty(worker));
  assert.equal(worker.ended.notices > 0, true);
  assert.ok(worker.asked.includes("POST /api/sign-out"));
  assert.ok(worker.told.some(({ type }) => type === "shut"));
  assert.deepEqual([worker.count("public"), how.me], [0, "nobody"]);
  assert.deepEqual(await state(worker), { own: false, pin: false, passkey: null, open: true, left: 5, waiting: 0 });
  assert.equal(await opens(worker, "/me/inbox"), "/me/inbox");
});

test("two at once are two tries", async () => {
  const { again } = await lockedPhone();
  const worker = again();
  const answers = await Promise.all([1, 2, 3].map(() => unlock(worker, WRONG)));
  assert.deepEqual(answers.map(({ left }) => left), [4, 3, 2]);
});

test("a try counts before it is made: ending the worker wins none", async () => {
  const { again } = await lockedPhone();
  for (let time = 1; time <= 5; time += 1) {
    const ended = again();
    const begun = new Promise((done) => {
      ended.scope.derived = () => {
        done();
        return new Promise(() => undefined);
      };
    });
    unlock(ended, WRONG);
    await begun;
    assert.equal((await state(again())).left, 5 - time);
  }
  const worker = again();
  assert.deepEqual(await unlock(worker, PIN), WIPED, "the fifth was cut off, and was a wrong one");
  assert.ok(isEmpty(worker));
});

test("where a try cannot be written down it is not made", async () => {
  const { again } = await lockedPhone();
  const worker = again();
  const { within } = worker.scope;
  worker.scope.within = (names, mode, work) =>
    mode === "readwrite" ? Promise.reject(new DOMException("", "QuotaExceededError")) : within(names, mode, work);
  assert.deepEqual(await unlock(worker, PIN), {});
  assert.equal((await state(worker)).open, false);
});

test("without a line the server hears of it at the next chance, before anything of theirs is let through", async () => {
  const { how, again } = await lockedPhone();
  const first = again();
  await first.tell({ type: "forgotten" });
  assert.ok(isEmpty(first));
  assert.equal(first.count("public"), 1);
  const worker = again();
  assert.equal(await (await worker.get("/api/me")).json(), "nobody");
  assert.equal((await worker.get(THREAD)).status, 401);
  await assert.rejects(worker.happen("sync", { tag: "outbox" }), "the browser is to call again");
  how.is_there = true;
  worker.asked.splice(0);
  assert.equal(await (await worker.get("/api/me")).json(), "nobody");
  assert.deepEqual([worker.asked, worker.count("public")], [["POST /api/sign-out", "GET /api/me"], 0]);
  how.me = somebody();
  await worker.send("/api/sign-in/life");
  assert.equal((await worker.scope.mine()).account, ACCOUNT);
});

test("a worker that is ended while it takes everything away does so when it is back", async () => {
  const { how, again } = await lockedPhone();
  const ended = again();
  const begun = new Promise((done) => {
    ended.scope.forgetMine = () => {
      done();
      return new Promise(() => undefined);
    };
  });
  ended.tell({ type: "forgotten" });
  await begun;
  how.is_there = true;
  const worker = again();
  assert.equal(await (await worker.get("/api/me")).json(), "nobody");
  assert.ok(isEmpty(worker));
  assert.equal(how.me, "nobody");
});

test("the server hears of it before somebody signs in, and not after", async () => {
  const { how, again } = await lockedPhone();
  await again().tell({ type: "forgotten" });
  how.is_there = true;
  const worker = again();
  await worker.send("/api/sign-in/life");
  assert.deepEqual(worker.asked.slice(0, 2), ["POST /api/sign-out", "POST /api/sign-in/life"]);
  how.me = somebody();
  await worker.send("/api/sign-in/life");
  await worker.get("/api/me");
  assert.equal(worker.asked.filter((one) => one === "POST /api/sign-out").length, 1);

  const refusing = await lockedPhone();
  await refusing.again().tell({ type: "forgotten" });
  const deaf = startWorker(async ({ url }) => (url.endsWith("/api/sign-out") ? json({}, 503) : json(somebody())), {
    phone: refusing.worker.phone,
  });
  await deaf.send("/api/sign-in/life");
  assert.equal((await (await deaf.get("/api/me")).json()).somebody.account, ACCOUNT, "they have taken its place");
  assert.equal(deaf.count("public"), 0);

  const phone = await lockedPhone();
  await phone.again().tell({ type: "forgotten" });
  await phone.again().tell({ type: "signed-in" });
  phone.how.is_there = true;
  const later = phone.again();
  await later.get("/api/me");
  assert.deepEqual(later.asked, ["GET /api/me"], "somebody has signed in on a page that the worker does not see");
});

test("a passkey opens it by its secret alone, and failing costs nothing", async () => {
  const { again } = await lockedPhone(PASSKEY);
  const worker = again();
  const { credential, salt } = PASSKEY;
  assert.deepEqual(await state(worker), { own: true, pin: false, passkey: { credential, salt }, open: false, left: 5, waiting: 1 });
  const other = Buffer.alloc(32, 8).toString("base64url");
  for (let time = 0; time < 7; time += 1) {
    assert.deepEqual(await worker.tell({ type: "unlock", secret: other }), { open: false, left: 5 });
  }
  assert.deepEqual(await unlock(worker, PIN), { open: false, left: 5 }, "there is no PIN");
  assert.deepEqual(await worker.tell({ type: "unlock", secret: SECRET }), { open: true });
  assert.deepEqual(await waiting(worker), ["a"]);
});

test("a passkey beside a PIN: each opens it", async () => {
  const { worker, again } = await lockedPhone();
  assert.deepEqual(await worker.tell({ type: "set-lock", ...PASSKEY, pin: PIN, old: { pin: PIN } }), { set: true });
  for (const given of [{ pin: PIN }, { secret: SECRET }]) {
    const next = again();
    assert.deepEqual(await next.tell({ type: "unlock", ...given }), { open: true });
    assert.deepEqual(await waiting(next), ["a"]);
  }
});

test("the open pages hold the key for a worker that was ended", async () => {
  const pages = [openPage("one"), openPage("two", "/about")];
  const { worker, again } = await lockedPhone({ pin: PIN }, pages);
  for (const { held } of pages) assert.equal(held.key.extractable, false);
  const next = again(pages);
  assert.equal(await opens(next, "/me"), "/me.html");
  assert.deepEqual(await waiting(next), ["a"]);
  pages.push(openPage("three"), openPage("four"));
  for (let time = 0; time < 2; time += 1) await next.get("/api/me", {}, "three");
  assert.deepEqual(pages[2].told.filter((type) => type === "hold"), ["hold"], "once");
  const given = [];
  await next.happen("message", { data: { type: "hold" }, source: pages[3], ports: [{ postMessage: (one) => given.push(one) }] });
  assert.deepEqual([given[0].open, given[0].lock], [true, pages[0].held.lock]);

  await next.tell({ type: "shut" });
  assert.ok(pages.every(({ held }) => held === null));
  assert.equal(await opens(next, "/me"), "/unlock.html");
  assert.deepEqual(await next.tell({ type: "hold" }), { open: false });
  assert.equal((await state(again(pages))).open, false);
  assert.ok(worker.told.every(({ type }) => type !== "shut"));
});

test("what a page says that was asked before it was locked opens nothing", async () => {
  const { again } = await lockedPhone();
  const page = openPage("one");
  const first = again();
  await unlock(first, PIN);
  const held = first.told.find(({ type }) => type === "hold");
  let answer;
  page.postMessage = ({ type }, ports) => {
    if (type === "holding") answer ??= () => ports[0].postMessage({ key: held.key, lock: held.lock });
  };
  const worker = again([page]);
  const asked = state(worker);
  while (!answer) await new Promise(setImmediate);
  await worker.tell({ type: "shut" });
  answer();
  assert.equal((await asked).open, false);
});

test("a key of another lock opens nothing", async () => {
  const page = openPage("one");
  const { worker, again } = await lockedPhone({ pin: PIN }, [page]);
  const old = { ...page.held };
  await worker.tell({ type: "set-lock", pin: "314159", old: { pin: PIN } });
  page.held = old;
  const next = again([page]);
  await next.tell({ type: "held", ...old });
  assert.equal((await state(next)).open, false);
  assert.deepEqual(await unlock(next, PIN), { open: false, left: 4 });
  assert.deepEqual(await unlock(next, "314159"), { open: true });
});

test("a page that is put aside gives the key back", async () => {
  const page = openPage("one");
  const { again } = await lockedPhone({ pin: PIN }, [page]);
  const worker = again();
  await worker.tell({ type: "held", ...page.held });
  assert.equal((await state(worker)).open, true);
});

test("changing and removing ask for what opens it now, and count", async () => {
  const { worker, again } = await lockedPhone();
  assert.deepEqual(await worker.tell({ type: "set-lock", pin: "314159" }), { set: false, why: "wrong", left: 5 });
  assert.deepEqual(await worker.tell({ type: "set-lock", pin: "314159", old: { pin: WRONG } }), { set: false, why: "wrong", left: 4 });
  assert.deepEqual(await worker.tell({ type: "remove-lock", old: { pin: WRONG } }), { removed: false, why: "wrong", left: 3 });
  assert.deepEqual(await worker.tell({ type: "remove-lock", old: { pin: PIN } }), { removed: true });
  const next = again();
  assert.deepEqual(await state(next), { own: true, pin: false, passkey: null, open: true, left: 5, waiting: 1 });
  assert.equal((await next.scope.mine()).key.extractable, false);
  assert.deepEqual([next.phone.stores.get("keys").has("lock"), await waiting(next)], [false, ["a"]]);
  assert.deepEqual(await (await next.get(THREAD)).json(), { at: THREAD });
});

test("what can be no lock is none, and a phone that is nobody's has none", async () => {
  const { worker } = await lockedPhone(null);
  for (const [given, why] of [
    [{}, "unable"], [{ pin: "12345" }, "short"], [{ pin: "1234567890123" }, "short"], [{ pin: "abcdef" }, "short"],
    [{ ...PASSKEY, secret: "AAAA" }, "unable"], [{ secret: SECRET }, "unable"], [{ ...PASSKEY, pin: "1" }, "short"],
  ]) {
    assert.deepEqual(await worker.tell({ type: "set-lock", ...given }), { set: false, why }, JSON.stringify(given));
  }
  assert.equal(worker.phone.stores.get("keys").has("lock"), false);
  const { line } = server();
  const nobodys = startWorker(line, { phone: newPhone() });
  assert.deepEqual(await nobodys.tell({ type: "set-lock", pin: PIN }), { set: false, why: "not-own" });
  assert.deepEqual(await nobodys.tell({ type: "remove-lock", old: { pin: PIN } }), { removed: false, why: "not-own" });
  assert.deepEqual(await unlock(nobodys, PIN), { open: true });
});

test("what is sent, marked or written while everything is sealed anew is neither lost nor back", async () => {
  const { worker, again } = await lockedPhone(null);
  for (const key of ["b", "c"]) await worker.tell(words(key));
  const { seal } = worker.scope;
  let late;
  worker.scope.seal = async (own, place, text) => {
    const sealed = await seal(own, place, text);
    if (place === "outbox:c" && !late) {
      worker.scope.seal = seal;
      await worker.scope.dropWords({ key: "a" });
      const held = worker.phone.stores.get("outbox");
      held.set("b", { ...held.get("b"), isRefused: true });
      late = worker.tell(words("d"));
    }
    return sealed;
  };
  assert.deepEqual(await worker.tell({ type: "set-lock", pin: PIN }), { set: true });
  assert.deepEqual(await late, { kept: true });
  const next = again();
  await unlock(next, PIN);
  assert.deepEqual([await waiting(next), next.count("outbox")], [["b", "c", "d"], 3]);
  assert.equal(worker.phone.stores.get("outbox").get("b").isRefused, true);
});

test("on a full disk the answers go for it, or all stays as it was", async () => {
  for (const [room, expected, answers] of [[1, { set: true }, 0], [0, { set: false, why: "full" }, 2]]) {
    const { worker } = await lockedPhone(null);
    const { within } = worker.scope;
    worker.scope.within = (names, mode, work) =>
      within(names, mode, async (...stores) => {
        let puts = 0;
        const put = async (store, args) => {
          if (names.length === 3 && (puts += 1) > 2 + room) throw new DOMException("", "QuotaExceededError");
          return store.put(...args);
        };
        return work(...stores.map((store) => ({ ...store, put: (...args) => put(store, args) })));
      });
    assert.deepEqual(await worker.tell({ type: "set-lock", pin: PIN }), expected);
    assert.deepEqual([worker.count("answers"), await waiting(worker)], [answers, ["a"]]);
  }
});

test("the lock outlives a sign-in, and no other account", async () => {
  const { how, worker, again } = await lockedPhone();
  how.is_there = true;
  how.me = "nobody";
  await worker.get("/api/me");
  assert.equal(worker.count("answers"), 0);
  const next = again();
  assert.deepEqual((await state(next)).own, false);
  assert.equal(await opens(next, "/me/inbox"), "/me/inbox", "so that they can sign in");
  how.me = somebody();
  await next.send("/api/sign-in/life");
  assert.equal((await state(next)).open, false);
  assert.ok(!("key" in next.phone.stores.get("keys").get("own")), "there is none beside the lock");
  assert.deepEqual(await unlock(next, PIN), { open: true });
  assert.deepEqual(await waiting(next), ["a"]);
  how.me = somebody("mine", { account: OTHER });
  await next.send("/api/sign-in/life");
  assert.deepEqual(await state(next), { own: true, pin: false, passkey: null, open: true, left: 5, waiting: 0 });
});

test("without anything that waits it outlives the sign-in too", async () => {
  const { how, worker, again } = await lockedPhone();
  how.is_there = true;
  await worker.tell({ type: "send" });
  how.me = "nobody";
  await worker.get("/api/me");
  how.me = somebody();
  const next = again();
  await next.get("/api/me");
  assert.deepEqual([next.count("outbox"), (await state(next)).open], [0, false]);
  how.me = "nobody";
  await unlock(next, PIN);
  await next.get("/api/me");
  how.me = somebody("mine", { account: OTHER });
  await next.get("/api/me");
  assert.deepEqual([(await state(next)).pin, (await state(next)).open], [false, true], "and ends with another account");
});

test("signing out and leaving take the lock along, locked or not", async () => {
  for (const path of ["/api/sign-out", "/api/leave"]) {
    const { again } = await lockedPhone();
    const worker = again();
    await worker.send(path);
    assert.ok(isEmpty(worker), path);
  }
});

test("what is to be forgotten is, and the lock stays", async () => {
  const { worker, again } = await lockedPhone();
  await worker.tell({ type: "forget", what: "mine" });
  assert.deepEqual([worker.count("answers"), worker.count("outbox")], [0, 0]);
  assert.deepEqual(await worker.tell(words("b")), { kept: true });
  const next = again();
  assert.equal((await state(next)).open, false);
  await unlock(next, PIN);
  assert.deepEqual(await waiting(next), ["b"]);
});

test("what a worker of an earlier release has kept beside the lock comes behind it", async () => {
  const { worker, again } = await lockedPhone();
  const keys = worker.phone.stores.get("keys");
  const lock = keys.get("lock");
  const key = await worker.scope.newKey();
  keys.set("own", { ...keys.get("own"), key });
  keys.delete("lock");
  const old = again();
  await old.tell(words("b"));
  keys.set("lock", lock);
  const next = again();
  assert.equal((await state(next)).open, false);
  await unlock(next, PIN);
  assert.deepEqual(await waiting(next), ["a", "b"]);
  assert.ok(!("key" in keys.get("own")));
});
