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
