// Stile's service worker: keeps the built files, so that the app opens without a signal; answers for the API out of the
// pocket where no line is there; sends what waits; shows notices. How it keeps what is docs/adr/0012-pocket.md.
//
// Nothing of /api is ever kept as a file: files are the same for everybody, and say nothing but which of the apps was
// opened. A browser may end the worker at any moment, so what stands in memory is a copy of what is written down. The
// build fills in the version and the lists of files, and the parts in `worker/`, which share one scope with this.
"use strict";

const VERSION = "/*VERSION*/";
const FILES = /*PRECACHE*/[];
// The pages of the apps that are not among these, and what they need: kept once somebody opens them.
const LATER = /*LATER*/{};
// The module that searches the groups that are kept. Where it was not built, none are.
const POCKET = "/*POCKET*/";

const CACHE = `stile-${VERSION}`;
const SHELL = "/";
const REFER = "/refer.html";
const ME = "/me.html";
const DESK = "/desk.html";
const TEAM = "/team.html";
const MESSAGES = "/messages.html";
const NEWS = "/inbox.html";
const PLAN = "/plan.html";
const PROGRESS = "/progress.html";
const PROGRESS_PARTS = ["quiet", "report", "welcome"];
// The pages of a plan that other apps than its own have, by the part of the address after it.
const PLAN_PARTS = {
  groups: "/outings.html",
  week: "/week.html", ready: "/week.html", calendar: "/week.html", back: "/week.html",
  visits: "/visits.html", add: "/visits.html",
  how: "/how.html", print: "/how.html",
};
// What a phone of somebody's own has ahead of time: it may be without a signal the first time that they are needed.
const AHEAD = [ME, PLAN, ...new Set(Object.values(PLAN_PARTS)), MESSAGES, NEWS];
const NEWS_PARTS = ["inbox", "complaints", "erase", "export", "phone", "who-looked"];
const TEAM_PARTS = ["team", "staff", "cover", "listings", "feeds", "recoveries", "me", "invitation"];
const HELP = "/help-now.html";
const LIST = "/groups";
const INBOX = "/me/inbox";
const MANIFEST = "/manifest.webmanifest";
const GOING = ["/api/sign-out", "/api/leave"];
const PATIENCE_MS = 3000;
const AHEAD_MS = 60_000;
// After a page was asked for, until what waits is sent: the screen comes first.
const SCREEN_MS = 1000;

self.addEventListener("install", (event) => event.waitUntil(install()));

// All or nothing: with one file missing this version does not install, and the one before stays whole. What was kept
// beyond that is there after an update too, as far as the line lets it.
async function install() {
  const cache = await caches.open(CACHE);
  const searches = POCKET !== "" && (await packsHeld()).packs.length > 0;
  await cache.addAll([...new Set(searches ? [...FILES, POCKET] : FILES)].map((path) => fresh(path)));
  if (await theirs()) await Promise.race([keepAhead(), pause(AHEAD_MS)]);
}

function fresh(path, options = {}) {
  return new Request(path, { cache: freshness(path), ...options });
}

// A name with a hash in it never changes, so the copy the page has just loaded will do.
function freshness(path) {
  return /-[0-9a-f]{8,}(_bg)?\.(js|wasm|css)$/.test(path) ? "default" : "no-cache";
}

self.addEventListener("activate", (event) => event.waitUntil(activate()));

async function activate() {
  const names = (await caches.keys()).filter((name) => name.startsWith("stile-"));
  const old = names.filter((name) => name !== CACHE && name !== PACKS);
  await Promise.all(old.map((name) => caches.delete(name)));
  // The first visit has a worker at once. Nobody's page changes hands: there was none before.
  if (old.length === 0) await clients.claim();
}

// What pages ask, each with its answer.
const ASKED = {
  keep: inTurn(keepWords), kept: inTurn(keptWords), drop: inTurn(dropWords),
  send: sendNow, pocket: inNumbers, around: lookAround, forget, "signed-in": waitForWho,
  lock: lockState, unlock: oneByOne(unlock), "set-lock": oneByOne(setLock), "remove-lock": oneByOne(removeLock),
  hold: holdHere, held: takeBackKey, shut: shutHere, forgotten,
};

// A new version waits until every page is closed, or until somebody asks for it: words being written are never lost.
self.addEventListener("message", (event) => {
  const { data, ports } = event;
  if (data?.type === "update") self.skipWaiting();
  if (!Object.hasOwn(ASKED, data?.type)) return;
  const answer = ASKED[data.type](data, event).catch(() => ({}));
  event.waitUntil(answer.then((answer) => ports[0]?.postMessage(answer)));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (url.pathname.startsWith("/api/")) return answerApi(event, url);
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    event.waitUntil(pause(SCREEN_MS).then(sendWaiting));
    const page = pageFor(url.pathname);
    if (page === HELP) event.respondWith(helpPage(event));
    else if (page) event.respondWith(givePage(event, url, page));
  } else if (FILES.includes(url.pathname)) {
    event.respondWith(kept(url.pathname, request));
  } else if (url.pathname.startsWith("/locales/") || Object.values(LATER).flat().includes(url.pathname)) {
    event.respondWith(keptOnceRead(url.pathname, event));
  }
});

// Whatever is not answered here goes its way as if there were no worker: streams, files, the desk, all that is sent.
function answerApi(event, { pathname, search }) {
  const { method, mode } = event.request;
  // Whoever signs out or leaves, in whichever app, passes by here, with a signal or without.
  if (method === "POST" && GOING.includes(pathname)) event.waitUntil(goAway());
  else if (method === "POST" && ERASING.test(pathname)) event.respondWith(answerErasing(event));
  else if (method !== "GET" && TELLING.test(pathname)) event.respondWith(answerTelling(event));
  else if (method !== "GET") return;
  else if (mode === "navigate" && THEIR_DATA.test(pathname)) event.respondWith(answerTyped(event, pathname));
  else if (!isPlainRead(event.request)) return;
  else if (GROUPS.test(pathname)) event.respondWith(answerGroups(event, new URL(event.request.url)));
  else if (MINE.test(pathname)) event.respondWith(answerMine(event, pathname + search));
}

// Whoever asks for a part of it, or for nothing that was kept, gets what the line gives.
function isPlainRead({ method, mode, cache, headers }) {
  const isForced = ["reload", "no-store"].includes(cache);
  return method === "GET" && mode !== "navigate" && !isForced && !headers.has("range");
}

// Every address without a dot is an app's own, as on the server; files are opened as they are.
function pageFor(path) {
  if (path === HELP) return HELP;
  const last = path.slice(path.lastIndexOf("/") + 1);
  if (last.includes(".") && path !== "/index.html") return null;
  const [, first, second, third, , fifth] = path.split("/");
  if (first === "refer" || first === "referral") return REFER;
  if ((first === "me" || first === "desk") && second === "messages") return MESSAGES;
  if (first === "me" && NEWS_PARTS.includes(second)) return NEWS;
  // Those of somebody else come after their id.
  if (first === "desk" && second === "plan") return planPage(path.split("/")[4]);
  if (first === "me" && second === "plan") return planPage(third === "of" ? fifth : third);
  if (first === "desk" && PROGRESS_PARTS.includes(second)) return PROGRESS;
  if (first === "desk") return TEAM_PARTS.includes(second) ? TEAM : DESK;
  return first === "me" || first === "sign-in" ? ME : SHELL;
}

function planPage(part) {
  return Object.hasOwn(PLAN_PARTS, part) ? PLAN_PARTS[part] : PLAN;
}

// The kept copy first: the screen does not wait for the line. A browser may throw copies away; then the line it is.
async function kept(path, request) {
  return (await copyOf(path)) ?? fetch(request);
}

async function copyOf(path) {
  return caches.match(path, { cacheName: CACHE });
}

// Help is there at once, signal or none; in the background a fresh copy is fetched, because its numbers may change.
async function helpPage(event) {
  const fresh = fetch(HELP, { cache: "no-cache" }).then(async (answer) => {
    if (answer.ok) await (await caches.open(CACHE)).put(HELP, answer.clone());
    return answer;
  });
  const copy = await copyOf(HELP);
  if (!copy) return fresh;
  event.waitUntil(fresh.catch(() => undefined));
  return copy;
}

// The list comes from the server with its first groups inside. When the line is slow or dead, the app draws it; and also
// where the address says where the phone is, and what is kept will do: then the server need not hear of it.
async function listPage(request, url) {
  // What another app has shared is for the app to read: the server would give the same page, and need not have the words.
  if (url.searchParams.has("shared")) return kept(SHELL, request);
  const shell = (await reachesHere(url)) && (await copyOf(SHELL));
  if (shell) return shell;
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const answer = await fetch(request, { signal: patience.signal });
    if (answer.status < 500) return answer;
    return (await copyOf(SHELL)) ?? answer;
  } catch (failure) {
    const copy = await copyOf(SHELL);
    if (copy) return copy;
    throw failure;
  } finally {
    // Once an answer has begun it may take its time.
    clearTimeout(timer);
  }
}

// Another app opens from its copies once all of them are here. Without a signal and without a copy the public app says
// that no answer came.
async function otherApp(page, event) {
  const copies = await Promise.all([page, ...(LATER[page] ?? [])].map(copyOf));
  if (copies.every(Boolean)) return copies[0];
  try {
    return await fetchAndKeep(page, event);
  } catch (failure) {
    const copy = copies[0] ?? (await copyOf(SHELL));
    if (copy) return copy;
    throw failure;
  }
}

// Another language, and what another app needs, are kept when somebody reads them.
async function keptOnceRead(path, event) {
  return (await copyOf(path)) ?? fetchAndKeep(path, event);
}

let ahead = null;

function keepAhead() {
  ahead ??= fetchAhead().finally(() => (ahead = null));
  return ahead;
}

// Quietly, one after the other. What is missing in the end is kept when it is opened, or the next time.
async function fetchAhead() {
  if (navigator.connection?.saveData) return;
  try {
    const cache = await caches.open(CACHE);
    for (const page of AHEAD.filter((page) => Object.hasOwn(LATER, page))) {
      for (const path of [...LATER[page], page]) {
        if (!(await copyOf(path))) await cache.add(fresh(path, { priority: "low" }));
      }
    }
  } catch {
    // No line, or no room.
  }
}

// The answer goes on while it is being kept; a full disk is no reason to hold it back.
async function fetchAndKeep(path, event) {
  const answer = await fetch(event.request);
  if (answer.ok) {
    const copy = answer.clone();
    event.waitUntil(caches.open(CACHE).then((cache) => cache.put(path, copy)).catch(() => undefined));
  }
  return answer;
}

// An answer out of what is kept, which says from when it is.
function answerAsOf(text, at) {
  return new Response(text, { headers: { "content-type": "application/json", "x-as-of": new Date(at).toISOString() } });
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/*PART store*/
/*PART things*/
/*PART outbox*/
/*PART lock*/
/*PART holding*/
/*PART leaving*/
/*PART packs*/
/*PART notices*/
/*POCKET GLUE*/
