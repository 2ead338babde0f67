// Stile's service worker: keeps the built files, so that the app opens without a signal, and shows notices. Nothing else.
//
// Nothing of /api is kept here, for it belongs to a person. What is kept is the same for everybody and says nothing but
// which of the apps was opened. The build fills in the version and the lists of files.
"use strict";

const VERSION = "/*VERSION*/";
const FILES = /*PRECACHE*/[];
// The pages of the other apps and what they need: kept once somebody opens them.
const LATER = /*LATER*/{};

const CACHE = `stile-${VERSION}`;
const SHELL = "/";
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
const TEAM_PARTS = ["team", "staff", "cover", "listings", "feeds", "recoveries", "me", "invitation"];
const HELP = "/help-now.html";
const LIST = "/groups";
const INBOX = "/me/inbox";
const MANIFEST = "/manifest.webmanifest";
const GOING = ["/api/sign-out", "/api/leave"];
const PATIENCE_MS = 3000;

// All or nothing: with one file missing this version does not install, and the one before stays whole.
self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(CACHE).then((cache) => cache.addAll(FILES.map((path) => new Request(path, { cache: freshness(path) })))),
  );
});

// A name with a hash in it never changes, so the copy the page has just loaded will do.
function freshness(path) {
  return /-[0-9a-f]{8,}(_bg)?\.(js|wasm|css)$/.test(path) ? "default" : "no-cache";
}

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys().then((names) => {
      const old = names.filter((name) => name.startsWith("stile-") && name !== CACHE);
      return Promise.all(old.map((name) => caches.delete(name)));
    }),
  );
});

// A new version waits until every page is closed, or until somebody asks for it: words being written are never lost.
self.addEventListener("message", (event) => {
  if (event.data?.type === "update") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  // Whoever signs out or leaves, in whichever app, passes by here, with a signal or without.
  if (request.method === "POST" && url.origin === location.origin && GOING.includes(url.pathname)) {
    event.waitUntil(endNotices());
  }
  if (request.method !== "GET" || url.origin !== location.origin || url.pathname.startsWith("/api/")) return;
  if (request.mode === "navigate") {
    const page = pageFor(url.pathname);
    if (page === HELP) event.respondWith(helpPage(event));
    else if (url.pathname === LIST) event.respondWith(listPage(request));
    else if (page === SHELL) event.respondWith(kept(SHELL, request));
    else if (page) event.respondWith(otherApp(page, event));
  } else if (FILES.includes(url.pathname)) {
    event.respondWith(kept(url.pathname, request));
  } else if (url.pathname.startsWith("/locales/") || Object.values(LATER).flat().includes(url.pathname)) {
    event.respondWith(keptOnceRead(url.pathname, event));
  }
});

// Every address without a dot is an app's own, as on the server; files are opened as they are.
function pageFor(path) {
  if (path === HELP) return HELP;
  const last = path.slice(path.lastIndexOf("/") + 1);
  if (last.includes(".") && path !== "/index.html") return null;
  const [, first, second, third, , fifth] = path.split("/");
  if ((first === "me" || first === "desk") && second === "messages") return MESSAGES;
  if (first === "me" && (second === "inbox" || second === "complaints")) return NEWS;
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

// The list comes from the server with its first groups inside. When the line is slow or dead, the app draws it.
async function listPage(request) {
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

// The answer goes on while it is being kept; a full disk is no reason to hold it back.
async function fetchAndKeep(path, event) {
  const answer = await fetch(event.request);
  if (answer.ok) {
    const copy = answer.clone();
    event.waitUntil(caches.open(CACHE).then((cache) => cache.put(path, copy)).catch(() => undefined));
  }
  return answer;
}

// What a push holds is always shown: browsers take the right to it from whoever is told and stays silent. A newer notice
// takes the place of the one that is still there.
self.addEventListener("push", (event) => event.waitUntil(showNotice(event.data)));

async function showNotice(data) {
  const { title, body = "", navigate } = noticeIn(data);
  await registration.showNotification(title || (await appName()), {
    body,
    tag: "update",
    renotify: false,
    icon: "/icons/icon-192.png",
    data: { navigate: ours(navigate) },
  });
}

// As browsers that know Declarative Web Push read it without us. What cannot be read says nothing.
function noticeIn(data) {
  try {
    return data.json().notification ?? {};
  } catch {
    return {};
  }
}

async function appName() {
  try {
    return (await (await kept(MANIFEST, MANIFEST)).json()).name;
  } catch {
    return "…";
  }
}

// An address of ours as it is, in the place of any other the inbox.
function ours(address = INBOX) {
  const inbox = new URL(INBOX, location).href;
  try {
    const { href, origin } = new URL(address, location);
    return origin === location.origin ? href : inbox;
  } catch {
    return inbox;
  }
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openPage(ours(event.notification.data?.navigate)));
});

// A page that shows it already is brought to the front. Any other keeps what was typed in it, and help stays where it is.
async function openPage(address) {
  const pages = await clients.matchAll({ type: "window" });
  const page = pages.find(({ url }) => url === address);
  if (!page) return clients.openWindow(address);
  await page.focus().catch(() => clients.openWindow(address));
}

// The browser has another address for this device: whoever is signed in here is told under it from now on.
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(followDevice(event)));

async function followDevice({ oldSubscription, newSubscription }) {
  const options = oldSubscription?.options;
  const device = newSubscription ?? (options && (await registration.pushManager.subscribe(options)));
  if (!device) return;
  const { endpoint, keys } = device.toJSON();
  await fetch("/api/notices/devices", {
    method: "POST",
    credentials: "same-origin",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ endpoint, ...keys }),
  });
}

// No notice comes to this device any more, and none stays on its screen.
async function endNotices() {
  const shown = (await registration.getNotifications?.()) ?? [];
  shown.forEach((notice) => notice.close());
  const device = await registration.pushManager?.getSubscription();
  await device?.unsubscribe();
}
