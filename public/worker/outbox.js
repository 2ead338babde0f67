// What somebody has written and the server has not taken yet, on a phone of their own. It is on the disk before it counts
// as kept, and goes from there once the server has answered. Everything in it says the same when it is said again, so
// whether it had arrived before need not be known.
const WORDS = "outbox";
// One worker and one release at a time; what pages send themselves is the same by its id.
const LOCK = "stile-outbox";
const MOST_WAITING = 200;
// The server takes no larger ones.
const LARGEST_WORDS = 60_000;
const SENDING_MS = 20_000;
const NUDGE_MS = 10_000;
const NOT_YET = [401, 408, 425, 429];
const METHODS = ["POST", "PUT", "DELETE"];

let nudgedAt = 0;
let forgotAt = 0;
let lastAsked = Promise.resolve();
// What this worker has tried to send. A full disk may not take that it was.
const tried = new Set();

// What pages ask is done one after the other: what is late to be kept must not come after it was dropped.
function inTurn(work) {
  return (data) => (lastAsked = lastAsked.catch(() => undefined).then(() => work(data)));
}

// Keeps something until it is sent. Under the same key it takes the place of what was there, and its turn. `tried`: the
// page has tried to send it.
async function keepWords({ kind, writer, key, lane, method, path, body, entry, tried: isTried }) {
  const text = JSON.stringify({ kind, writer, lane, method, path, body, entry });
  if (!key || !METHODS.includes(method) || !isOfApi(path) || text.length > LARGEST_WORDS) return notKept("unable");
  try {
    return await withRoom(() => writeDown(key, writer, text, isTried));
  } catch (failure) {
    return notKept(failure?.name === "QuotaExceededError" ? "full" : "unable");
  }
}

// Words come before copies of what the server has, and what is somebody's own before what is everybody's.
async function withRoom(write) {
  let full;
  for (const makeRoom of [null, forgetPacks, forgetCopies]) {
    try {
      await makeRoom?.();
      return await write();
    } catch (failure) {
      if (failure?.name !== "QuotaExceededError") throw failure;
      full = failure;
    }
  }
  throw full;
}

async function writeDown(key, writer, text, isTried) {
  const own = await mine();
  if (own?.account !== writer) return notKept("not-own");
  const sealed = await seal(own, `${WORDS}:${key}`, text);
  const why = await within(["keys", WORDS], "readwrite", async (keys, outbox) => {
    if ((await keys.get(OWN))?.id !== own.id) return "not-own";
    const held = await outbox.get(key);
    if (!held && (await outbox.count()) >= MOST_WAITING) return "full";
    // No two at the same moment, and none before what was written earlier: this is the order.
    const at = held?.at ?? Math.max(Date.now(), ((await outbox.newest())?.value.at ?? 0) + 1);
    const { isRefused = false, isTried: wasTried = false } = held ?? {};
    await outbox.put(key, { ...sealed, key, at, isRefused, isTried: wasTried || isTried === true });
    return undefined;
  });
  if (why) return notKept(why);
  // Where the browser can, it wakes us when there is a line, also without a page.
  registration.sync?.register(WORDS).catch(() => undefined);
  return { kept: true };
}

function notKept(why) {
  return { kept: false, why };
}

function isOfApi(path) {
  try {
    const { origin, pathname } = new URL(path, location);
    return origin === location.origin && pathname.startsWith("/api/");
  } catch {
    return false;
  }
}

// The older half, now and then: a disk that others have filled does not get emptier by taking everything. Who is here
// stays, or without a signal nobody would find their words again. Only taken away and nothing written, for that too would
// find no room.
async function forgetCopies() {
  const passed = Date.now() - forgotAt;
  if (passed >= 0 && passed < HOUR_MS) return;
  forgotAt = Date.now();
  const own = await theirs();
  const isHere = own && (await keyOf(own, WHO));
  await within(["keys", "answers"], "readwrite", async (keys, answers) => {
    await keys.delete(USED);
    const found = (await answers.keysByAge()).filter((key) => key !== isHere);
    await Promise.all(found.slice(0, Math.ceil(found.length / 2)).map((key) => answers.delete(key)));
  });
}

// By another `made` a page knows that the browser threw everything away, and that what is not here was not sent.
async function keptWords({ kind, writer }) {
  const own = await mine();
  if (own?.account !== writer) return { items: [] };
  const items = (await opened(own)).filter((item) => item.kind === kind);
  const told = items.map(({ key, entry, at }) => ({ key, entry, at: new Date(at).toISOString() }));
  return { items: told, made: own.made ?? own.id };
}

// `back`: somebody has taken it back, which other tabs that have it too hear. `untried`: they would, unless it may be on
// its way, or is not here any more.
async function dropWords({ key, back, untried }) {
  const own = back || untried ? await mine() : null;
  const item = own && (await opened(own)).find((item) => item.key === key);
  const gone = await within([WORDS], "readwrite", async (outbox) => {
    const held = await outbox.get(key);
    const isUnderWay = !held || (!held.isRefused && (held.isTried || tried.has(key)));
    if (untried && isUnderWay) return false;
    await outbox.delete(key);
    return true;
  });
  if (gone && item) await tellPages({ type: "dropped", key, kind: item.kind });
  return { gone };
}

async function sendNow() {
  await sendWaiting();
  return {};
}

// Everything that this key opens, in the order in which it was written.
async function opened(own) {
  const held = await within([WORDS], "readonly", (outbox) => outbox.all());
  const items = held.map(async (item) => {
    try {
      return { ...item, ...JSON.parse(await unseal(own, `${WORDS}:${item.key}`, item)) };
    } catch {
      // Of another key, or not ours to read. It stays where it is.
      return null;
    }
  });
  return (await Promise.all(items)).filter(Boolean);
}

self.addEventListener("sync", (event) => {
  if (event.tag === WORDS) event.waitUntil(sendWaiting().then(askForAnotherTurn));
});

// A browser that is told of a failure calls again later.
function askForAnotherTurn(isLeft) {
  if (isLeft) throw new Error("something still waits");
}

// There was a line a moment ago.
async function nudge() {
  const passed = Date.now() - nudgedAt;
  if (passed >= 0 && passed < NUDGE_MS) return;
  nudgedAt = Date.now();
  await sendWaiting();
}

// Whether something is left that can be sent later. One of all tabs and workers sends at a time.
async function sendWaiting() {
  try {
    if (!navigator.locks) return await sendAll();
    return await navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => (lock ? sendAll() : true));
  } catch {
    return true;
  }
}

async function sendAll() {
  if (!(await isSettled())) return true;
  const waiting = await within([WORDS], "readonly", (outbox) => outbox.all());
  if (waiting.every((item) => item.isRefused)) return false;
  // It waits until they open it.
  if (await isLocked()) return false;
  // Whose words may go under the sign-in of this browser only the server knows.
  const ask = newAsk(WHO);
  const answer = await fetchSoon(WHO);
  if (!answer.ok) return true;
  await hearWho(await answer.json(), ask);
  const own = await mine();
  if (!own) return false;
  const taken = new Set();
  try {
    return await sendEach(own, taken);
  } finally {
    for (const person of taken) await refreshMine(own, person).catch(() => undefined);
  }
}

// All in one line, which keeps the order of every lane: what must wait makes the others wait too, for it is the same
// server and the same sign-in.
async function sendEach(own, taken) {
  for (const item of await opened(own)) {
    // Taken back, written anew, or gone with whoever wrote it, while others were sent.
    if (item.isRefused || !(await markTried(item))) continue;
    const { method, path, body, key, kind } = item;
    const answer = await fetchSoon(path, { method, body, headers: { "content-type": "application/json" } });
    const text = await answer.text();
    if (isForLater(answer, text)) return true;
    const mark = (outbox, held) => outbox.put(key, { ...held, isRefused: true });
    const isSettled = await settle(item, answer.ok ? (outbox) => outbox.delete(key) : mark);
    if (!answer.ok || !isSettled) continue;
    if (path.startsWith("/api/people/")) taken.add(path.split("/")[3]);
    await tellPages({ type: "sent", key, kind, body: text });
  }
  return false;
}

// What the page has to show is refused; what may be taken at another time, or by a newer app, is not.
function isForLater({ status }, text) {
  return status >= 500 || NOT_YET.includes(status) || (status === 409 && /"outdated"/.test(text));
}

// From here on it may arrive, whatever becomes of us: nobody can take it back any more. Whether it is still there as it
// was read. A disk that has no room for the mark holds nothing up.
async function markTried(item) {
  tried.add(item.key);
  const mark = (outbox, held) => outbox.put(item.key, { ...held, isTried: true });
  return settle(item, mark).catch(() => settle(item, () => undefined));
}

// What was written anew meanwhile has yet to be sent.
async function settle(item, change) {
  return within([WORDS], "readwrite", async (outbox) => {
    const held = await outbox.get(item.key);
    if (!isSame(held, item)) return false;
    await change(outbox, held);
    return true;
  });
}

function isSame(held, item) {
  return String(held?.iv) === String(item.iv);
}

// A request of the worker's own. It does not wait for ever.
async function fetchSoon(address, options = {}) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), SENDING_MS);
  try {
    const answer = await fetch(address, { cache: "no-store", ...options, signal: patience.signal });
    return new Response(answer.status === 204 ? null : await answer.arrayBuffer(), answer);
  } finally {
    clearTimeout(timer);
  }
}

async function tellPages(message, but) {
  const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
  for (const page of pages) if (!but || page.id !== but) page.postMessage(message);
}
