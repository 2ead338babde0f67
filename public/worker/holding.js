// The opened key of a phone that has a lock. It is in memory alone: in the worker's, which a browser ends when it likes, and
// in that of the open pages, which are asked for it when the worker has it no longer (`page/hold.js`). Where neither has
// it the phone is locked: pages of theirs have to be unlocked first, and nobody is here as far as others are concerned.
const UNLOCK = "/unlock.html";
const THEIRS = /^\/me(\/|$)/;
const HOLDING_MS = 300;
// A page that somebody sees is there, however busy it may be on an old phone.
const BUSY_MS = 2000;
// It has no script that could answer.
const SILENT = [HELP];

// The key in use, and the id of the lock that it is behind.
let hand = null;
let asking = null;
// Counts how often it was shut: what a page had said before counts no more.
let shuts = 0;
// The pages that were given the key.
const holders = new Set();

// The key that is behind this lock, where it is open.
async function keyBehind({ id }) {
  if (hand?.lock !== id) {
    const began = shuts;
    asking ??= askPages(id).finally(() => (asking = null));
    const found = await asking;
    if (began === shuts && found?.lock === id) hand = { key: found.key, lock: id };
  }
  return hand?.lock === id ? hand.key : null;
}

// This worker may be another than the one that was told.
async function askPages(lock) {
  const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
  if (pages.length === 0) return null;
  const ports = [];
  const found = await new Promise((found) => {
    const answers = pages.map((page) => {
      const { port1, port2 } = new MessageChannel();
      ports.push(port1);
      const answer = new Promise((answered) => (port1.onmessage = ({ data }) => answered(data)));
      page.postMessage({ type: "holding" }, [port2]);
      return answer;
    });
    for (const answer of answers) answer.then((data) => data?.lock === lock && found(data));
    const inSight = answers.filter((_, at) => isInSight(pages[at]));
    const patience = Promise.all([pause(HOLDING_MS), Promise.race([Promise.all(inSight), pause(BUSY_MS)])]);
    Promise.race([Promise.all(answers), patience]).then(() => found(null));
  });
  ports.forEach((port) => port.close());
  return found;
}

function isInSight({ visibilityState, url }) {
  return visibilityState === "visible" && !SILENT.includes(new URL(url).pathname);
}

async function isLocked() {
  const own = await theirs();
  return own !== null && !(await withKey(own));
}

function dropKey() {
  shuts += 1;
  hand = null;
  asking = null;
  holders.clear();
}

async function takeInHand(lock, key) {
  hand = { key, lock };
  holders.clear();
  // A browser whose pages cannot take it asks more often.
  await tellPages({ type: "hold", isAnew: true, ...hand }).catch(() => undefined);
}

// Once to each page that asks for something.
async function giveKey(own, id) {
  if (!own?.lock || !hand || !id || holders.has(id)) return;
  holders.add(id);
  (await clients.get(id))?.postMessage({ type: "hold", ...hand });
}

// A page that has just been opened, or comes back, asks whether it is open here, and has the key from then on.
async function holdHere(data, event) {
  const held = await theirs();
  const own = await withKey(held);
  if (!own) return { open: held === null };
  if (!own.lock || !hand) return { open: true };
  holders.add(event.source?.id);
  return { open: true, ...hand };
}

// A page that is put aside gives it back: it cannot be asked there.
async function takeBackKey({ key, lock }) {
  const began = shuts;
  if (key && lock === (await theirs())?.lock?.id && began === shuts) hand = { key, lock };
  return {};
}

async function shutHere() {
  dropKey();
  await tellPages({ type: "shut" });
  return {};
}

// A page of theirs has to be unlocked first. Any other is given at once; but the page that is left for it may be the last
// that has the key.
async function givePage(event, url, page) {
  if (THEIRS.test(url.pathname)) return (await isLocked()) ? lockPage() : otherApp(page, event);
  const { request } = event;
  const whole = () => (page === SHELL ? kept(SHELL, request) : otherApp(page, event));
  const answer = url.pathname === LIST ? listPage(request, url) : whole();
  answer.catch(() => undefined);
  await Promise.race([askInTime().catch(() => undefined), pause(HOLDING_MS)]);
  return answer;
}

// Where no other page is open there is none to ask, and the first page of a visit waits for no database.
async function askInTime() {
  if (hand) return;
  const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
  if (pages.length > 0) await mine();
}

async function lockPage() {
  const page = await kept(UNLOCK, UNLOCK);
  const headers = new Headers(page.headers);
  ["content-encoding", "content-length", "etag"].forEach((name) => headers.delete(name));
  headers.set("cache-control", "no-store");
  return new Response(page.body, { headers });
}

// Pages that are everybody's go on as if nobody were here. One of theirs that is open still would take that for the end
// of the sign-in, and forget what is half written in it: it goes to be unlocked.
async function answerLocked({ clientId }, path) {
  const page = clientId ? await clients.get(clientId) : null;
  const isTheirs = page && (await shutPage(page));
  if (path === WHO && !isTheirs) return answerJson("nobody");
  return answerJson({ code: "locked", message: "this phone is locked" }, 423);
}

// Whether it is one of theirs it knows best itself: some browsers say no more of a page than the address where it began,
// and whoever has signed in goes on from there without another being loaded.
async function shutPage(page) {
  const { port1, port2 } = new MessageChannel();
  const heard = new Promise((answered) => (port1.onmessage = ({ data }) => answered(data === true)));
  page.postMessage({ type: "shut" }, [port2]);
  const wasTheirs = THEIRS.test(new URL(page.url).pathname);
  const isTheirs = await Promise.race([heard, pause(HOLDING_MS).then(() => wasTheirs)]);
  port1.close();
  return isTheirs;
}

function answerJson(body, status = 200) {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
}
