// The page that stands in the place of somebody's own while their phone is locked: it asks for the PIN or the passkey, and the
// service worker opens it (`worker/lock.js`). Plain JavaScript, for it must be there at once, and nothing of theirs is
// needed for it.
(() => {
  "use strict";
  const workers = navigator.serviceWorker;
  const SECRET_BYTES = 32;
  // Working out the key takes seconds on an old phone, and the worker may have to be woken first.
  const PATIENCE_MS = 30_000;
  const at = (id) => document.getElementById(id);
  const word = (name) => document.querySelector(`[data-word="${name}"]`).textContent;
  const [form, pin, passkey, forgotten, lost] = ["pin-form", "pin", "passkey", "forgotten", "lost"].map(at);

  let isBusy = false;
  let isGone = false;
  let isGoing = false;
  let known = {};

  const isHere = location.pathname === "/unlock.html";
  // Where they wanted to be is the address of this page, unless it was opened by its own.
  const goOn = (start) => {
    if (isGoing) return;
    isGoing = true;
    if (isHere) location.replace(start);
    else location.reload();
  };

  // The worker's answer; an empty one where none comes.
  const ask = (message) =>
    new Promise((answered) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => answered(data ?? {});
      setTimeout(() => answered({}), PATIENCE_MS);
      workers.controller?.postMessage(message, [port2]);
    });

  const show = (id, isShown) => (at(id).hidden = !isShown);

  const say = (name) => (at("said").textContent = name ? word(name) : "");

  // By the field or the button that it is about. Set anew each time, so that the same is read out again.
  const complain = (id, name) => {
    at("pin-wrong").textContent = at("passkey-wrong").textContent = "";
    pin.removeAttribute("aria-invalid");
    if (!id) return;
    if (id === "pin-wrong") pin.setAttribute("aria-invalid", "true");
    setTimeout(() => (at(id).textContent = word(name)), 50);
  };

  const work = async (job) => {
    if (isBusy) return;
    isBusy = true;
    const buttons = [...document.querySelectorAll("button")];
    buttons.forEach((button) => button.setAttribute("aria-disabled", "true"));
    complain();
    say("busy");
    try {
      await job();
    } finally {
      isBusy = false;
      buttons.forEach((button) => button.removeAttribute("aria-disabled"));
      say();
    }
  };

  const showGone = () => {
    isGone = true;
    // What the tabs have kept for the visit goes too (`leave.js`), and the others show it.
    dispatchEvent(new Event("stile-sign-out"));
    show("locked", false);
    show("gone", true);
    document.querySelector("#gone h1").focus();
  };

  const tryPin = async () => {
    const given = pin.value.replace(/\s/g, "");
    if (!/^[0-9]{6,12}$/.test(given)) {
      complain("pin-wrong", "short");
      return pin.focus();
    }
    const answer = await ask({ type: "unlock", pin: given });
    if (answer.open) return goOn("/me");
    if (answer.gone) return showGone();
    pin.value = "";
    complain("pin-wrong", answer.left ? `left-${Math.min(answer.left, 4)}` : "failed");
    pin.focus();
  };

  const bytes = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  const base64url = (secret) =>
    btoa(String.fromCharCode(...new Uint8Array(secret))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

  // What the passkey makes of the salt, and of nothing else.
  const secretOf = async ({ credential, salt }) => {
    const publicKey = {
      challenge: crypto.getRandomValues(new Uint8Array(SECRET_BYTES)),
      allowCredentials: [{ type: "public-key", id: bytes(credential) }],
      userVerification: "required",
      extensions: { prf: { eval: { first: bytes(salt) } } },
    };
    const given = await navigator.credentials.get({ publicKey });
    return base64url(given.getClientExtensionResults().prf.results.first);
  };

  const tryPasskey = async () => {
    const secret = await secretOf(known.passkey).catch(() => null);
    const answer = secret ? await ask({ type: "unlock", secret }) : {};
    if (answer.open) return goOn("/me");
    if (answer.gone) return showGone();
    complain("passkey-wrong", "passkey");
  };

  const showLost = (isShown) => {
    lost.hidden = !isShown;
    forgotten.setAttribute("aria-expanded", String(isShown));
    if (isShown) lost.querySelector("h2").focus();
    else (known.pin ? pin : at("use-passkey")).focus();
  };

  const startAgain = async () => {
    await ask({ type: "forgotten" });
    const { own } = await ask({ type: "lock" });
    if (own === false) return showGone();
    showLost(false);
    complain(known.pin ? "pin-wrong" : "passkey-wrong", "failed");
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    work(tryPin);
  });
  at("use-passkey").addEventListener("click", () => work(tryPasskey));
  forgotten.addEventListener("click", () => showLost(lost.hidden));
  at("keep").addEventListener("click", () => showLost(false));
  at("delete").addEventListener("click", () => work(startAgain));

  const look = async () => {
    known = await ask({ type: "lock" });
    if (known.open) return goOn("/");
    if (known.open === undefined) return say("failed");
    say();
    show("pin-form", known.pin);
    show("passkey", known.passkey !== null && "credentials" in navigator);
    show("no-pin", known.pin);
    show("no-passkey", !known.pin);
    show("forgotten", true);
    at("unsent-count").textContent = known.waiting;
    show("unsent", known.waiting > 0);
    if (known.pin && lost.hidden) pin.focus();
  };

  // Without a worker nothing is locked here: the server alone says who sees what.
  if (!workers?.controller) return isHere ? goOn("/") : say("failed");
  workers.addEventListener("message", ({ data, ports }) => {
    if (data?.type === "holding") ports[0].postMessage(null);
    // Opened in another tab.
    if (data?.type === "hold" && data.key && !isGone) goOn("/me");
  });
  // It may have been opened in another tab meanwhile, or come back over the browser's history.
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && !isGone && !isBusy && look());
  addEventListener("pageshow", ({ persisted }) => persisted && !isGone && look());
  look();
})();
