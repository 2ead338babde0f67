// On a phone that has a lock every open page holds the opened key for the service worker, which a browser ends when it likes
// (`public/worker/holding.js`). Nothing but this script can get at it here. A page that was out of sight for five minutes
// has it no longer, and has everything locked when it is seen again. Where there is no lock, nothing comes here.
// Plain JavaScript, because it must work before the app is there.
(() => {
  "use strict";
  const AWAY_MS = 5 * 60_000;
  // A worker may have to be woken first.
  const PATIENCE_MS = 2000;
  const workers = navigator.serviceWorker;
  if (!workers) return;
  const root = document.documentElement;

  let held = null;
  // It was held here until the page had been out of sight for too long.
  let isTired = false;
  // It was given back when the page was put aside.
  let wasAside = false;
  // Whether it may be shown is being asked.
  let isAsking = false;
  let isGoing = false;
  // Since when the page is out of sight.
  let unseen = 0;
  let timer;

  const isTheirs = () => /^\/me(\/|$)/.test(location.pathname);

  // The worker's answer; nothing where none comes in time.
  const tell = (message, patience = PATIENCE_MS) =>
    new Promise((answered) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => answered(data);
      setTimeout(answered, patience);
      if (workers.controller) workers.controller.postMessage(message, [port2]);
      else answered();
    });

  const isOver = () => {
    const passed = Date.now() - unseen;
    return unseen > 0 && (passed < 0 || passed >= AWAY_MS);
  };

  const tire = () => {
    if (!held || !isOver()) return;
    held = null;
    isTired = true;
  };

  const goAway = () => {
    clearTimeout(timer);
    unseen = Date.now();
    timer = setTimeout(tire, AWAY_MS + 1000);
  };

  // Time is given by somebody who opens it anew, and not by what a page that nobody sees asks for by itself.
  const take = ({ key, lock, isAnew } = {}) => {
    if (key && !isAnew && (isTired || isOver())) return;
    held = key ? { key, lock } : null;
    isTired = false;
    if (unseen && isAnew) goAway();
  };

  // Nothing is to be seen meanwhile; not hidden as by leaving, so that what is half written is kept.
  const go = (way) => {
    if (root.hidden || isGoing) return;
    isGoing = true;
    root.style.opacity = "0";
    way();
  };
  const reload = () => go(() => location.reload());

  // Of that nobody is asked whether they are sure: what is half written is kept when the page goes, which comes after.
  addEventListener("beforeunload", () => isGoing && (root.hidden = true));
  addEventListener("pagehide", () => isGoing && (root.hidden = false));

  const look = () => {
    if (document.visibilityState === "hidden") return goAway();
    clearTimeout(timer);
    tire();
    unseen = 0;
    // `leave.js` shows what comes into sight.
    if (isAsking && !root.hidden) root.style.opacity = "0";
    if (!isTired || root.hidden) return;
    root.style.opacity = "0";
    tell({ type: "shut" }).then(reload);
  };
  document.addEventListener("visibilitychange", look);

  workers.addEventListener("message", ({ data, ports }) => {
    if (data?.type === "holding") {
      tire();
      ports[0].postMessage(held);
    } else if (data?.type === "hold") {
      take(data);
    } else if (data?.type === "shut") {
      held = null;
      ports?.[0]?.postMessage(isTheirs());
      if (isTheirs()) reload();
    }
  });

  // The browser keeps the page as it is, in the history, where the worker cannot ask it.
  addEventListener("pagehide", ({ persisted }) => {
    tire();
    wasAside = persisted && held !== null;
    if (wasAside) workers.controller?.postMessage({ type: "held", ...held });
    held = null;
  });

  // It comes back as it was, which may be locked by now.
  addEventListener("pageshow", async ({ persisted }) => {
    if (!persisted || root.hidden || !(wasAside || isTheirs())) return;
    isAsking = true;
    root.style.opacity = "0";
    const answer = await tell({ type: "hold" });
    isAsking = false;
    if (answer ? !answer.open : wasAside) return reload();
    take({ ...answer, isAnew: true });
    root.style.opacity = "";
  });

  // Somebody has signed in whose lock is shut. It is opened first, or they would count as nobody here.
  addEventListener("stile-sign-in", async () => {
    const answer = await tell({ type: "hold" });
    if (answer?.open === false) go(() => location.replace("/me"));
  });

  look();
  // Nothing waits for that. A worker that is slow has counted the page among those that have it.
  tell({ type: "hold" }, 30 * PATIENCE_MS).then((answer) => answer?.key && take(answer));
})();
