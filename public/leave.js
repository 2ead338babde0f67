// "Leave this page": blanks at once, forgets this visit, and goes to a page that says nothing about its visitor.
// Signing out, which the app asks for, forgets as much and stays with us.
// Plain JavaScript, because it must work before the app is there and when the app fails.
(() => {
  "use strict";
  const root = document.documentElement;
  const LEFT = "left";
  const others = "BroadcastChannel" in window ? new BroadcastChannel("stile-leave") : null;

  const wasLeft = () => {
    try {
      return sessionStorage.getItem(LEFT) !== null;
    } catch {
      return false;
    }
  };

  // The service worker takes along what the phone has kept, as signing out passes by it. A page that has none, as after
  // a forced reload, sees to that itself.
  const clearPocket = () => {
    try {
      if (!navigator.serviceWorker?.controller) indexedDB.deleteDatabase("stile-pocket");
    } catch {
      // Without a database there is nothing to forget.
    }
  };

  // All that this visit has kept goes. Whoever was signed in is so until the server hears of it, and there may be no
  // signal: the note, which holds nothing, lets the app tell it before it asks who is here.
  const clear = (isOwed) => {
    try {
      const owes = isOwed && sessionStorage.getItem("signed-in") !== null;
      sessionStorage.clear();
      // That somebody was offered the home screen here and said no; the same name as in src/browser/install.rs.
      localStorage.removeItem("install-put-away");
      if (owes) localStorage.setItem("signing-out", "");
    } catch {
      // Without storage there is nothing to forget.
    }
    clearPocket();
  };

  // Back must show nothing, and so it is kept that it was left.
  const forget = () => {
    clear(true);
    try {
      sessionStorage.setItem(LEFT, "");
    } catch {
      // Then the address that Back leads to is shown anew, without anything that was typed.
    }
  };

  // The next page may take a while on a slow line. Until it comes there is nothing to see, in the tab's name neither,
  // and no answer that is still on its way can be written down any more.
  const hide = () => {
    root.hidden = true;
    document.title = "…";
    stop();
  };

  const go = () => {
    forget();
    location.replace(root.dataset.away);
  };

  const leave = () => {
    hide();
    others?.postMessage("leave");
    navigator.sendBeacon?.("/api/leave");
    go();
  };

  // Left in another tab, or come back to over the browser's history.
  const leaveToo = () => {
    hide();
    go();
  };

  // Signed out in another tab. Help stays in sight, and has nothing of anybody's.
  const signOutToo = () => {
    clear(false);
    if (location.pathname === "/help-now.html") return;
    hide();
    location.replace(location.pathname.startsWith("/desk") ? "/desk/sign-in" : "/sign-in");
  };

  if (others) others.onmessage = ({ data }) => (data === "sign-out" ? signOutToo() : leaveToo());

  // Signed out in the app of this page, which clears its own screen.
  addEventListener("stile-sign-out", () => {
    clear(true);
    others?.postMessage("sign-out");
  });

  // Signed in on a page that the service worker does not see, as after a forced reload: whose copies it may give, it does
  // not know then, and is told so.
  addEventListener("stile-sign-in", () => {
    const workers = navigator.serviceWorker;
    if (!workers || workers.controller) return;
    const tell = (registration) => registration?.active?.postMessage({ type: "signed-in" });
    workers.getRegistration().then(tell, () => undefined);
  });

  addEventListener(
    "click",
    (event) => {
      if (event.target.closest?.("[data-leave]")) {
        event.preventDefault();
        leave();
      }
    },
    true,
  );

  // Shift three times within five seconds, with nothing between: capital letters do not count.
  let presses = [];
  addEventListener(
    "keydown",
    (event) => {
      if (event.repeat) return;
      const isBare = event.key === "Shift" && !event.ctrlKey && !event.altKey && !event.metaKey;
      presses = isBare ? [...presses, event.timeStamp].slice(-3) : [];
      if (presses.length === 3 && presses[2] - presses[0] <= 5000) leave();
    },
    true,
  );
  addEventListener("pointerdown", () => (presses = []), true);

  // Coming back over the browser's history shows nothing. Coming anew is a new visit.
  const arrival = performance.getEntriesByType("navigation")[0]?.type;
  if (wasLeft() && arrival === "back_forward") {
    leaveToo();
  } else {
    try {
      sessionStorage.removeItem(LEFT);
    } catch {
      // Nothing was kept.
    }
  }

  // A page that is put aside is kept as it looked, in the history and among the open apps. It is put aside blank.
  // Opacity keeps the place and the focus, which hiding would lose.
  const blank = (isBlank) => (root.style.opacity = isBlank ? "0" : "");
  addEventListener("pagehide", () => blank(true));
  addEventListener("pageshow", (event) => (event.persisted && wasLeft() ? leaveToo() : blank(false)));
  addEventListener("visibilitychange", () => blank(document.visibilityState === "hidden"), true);
})();
