// Served in the place of the service worker when that has to go: it takes the kept files away and itself too, and every
// page goes by the line again. No page is loaded anew, and what somebody wrote and did not send stays in the database,
// for the next worker to find.
"use strict";

// Pages that are open lose nothing by it, and the worker before may be what is wrong.
self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => event.waitUntil(end()));

// A page that is just being loaded asks for its worker a moment later, which would bring this one back to life.
const PATIENCE_MS = 5000;

async function end() {
  await forgetCopies();
  await new Promise((done) => setTimeout(done, PATIENCE_MS));
  await forgetCopies();
  await registration.unregister();
}

async function forgetCopies() {
  const names = await caches.keys();
  await Promise.allSettled(names.filter((name) => name.startsWith("stile-")).map((name) => caches.delete(name)));
}

// Pages that are open pass by here until they are loaded anew. Whoever signs out or leaves takes everything along.
self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const isGoing = method === "POST" && ["/api/sign-out", "/api/leave"].includes(new URL(url).pathname);
  if (isGoing) event.waitUntil(forgetEverything());
  // Where it was brought back all the same, it goes with the next page.
  if (event.request.mode === "navigate") event.waitUntil(end());
});

function forgetEverything() {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase("stile-pocket");
    request.onsuccess = request.onerror = resolve;
  });
}

// Until it is gone a notice may come, and browsers want it to be shown. All of them say the same.
self.addEventListener("push", (event) => event.waitUntil(showNotice(event.data)));

async function showNotice(data) {
  let notice = {};
  try {
    notice = data.json().notification ?? {};
  } catch {
    // What cannot be read says nothing.
  }
  await registration.showNotification(notice.title || "…", { body: notice.body ?? "", tag: "update" });
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(clients.openWindow("/me/inbox"));
});
