// Whoever has lost what was kept here is signed out as well, here at once. That the server has still to hear of it is
// written down: until it does nothing of theirs is let through.
//
// By this name `public` holds that the server has still to hear of a sign-out.
const LEAVING = "leaving";

// Whether the server has still to hear of a sign-out. Nothing while that was not read.
let isLeaving;
let settling = null;

// What is theirs goes from here, and the sign-in with it: at once here, and on the server as soon as it can be told.
async function loseAll(event) {
  await noteLeaving();
  await goAway();
  // Where the database went as a whole, or had no room before.
  await noteLeaving();
  // The page that asked is told by the answer, and says so.
  await tellPages({ type: "shut" }, event.source?.id);
  registration.sync?.register(WORDS).catch(() => undefined);
  event.waitUntil(isSettled());
}

async function noteLeaving() {
  isLeaving = true;
  await within(["public"], "readwrite", (store) => store.put(LEAVING, true)).catch(() => undefined);
}

// The server has heard of it, or somebody has signed in since.
async function forgetLeaving() {
  isLeaving = false;
  await within(["public"], "readwrite", (store) => store.delete(LEAVING)).catch(() => undefined);
}

// Whether the server knows of every sign-out. Until it does, nothing of theirs is let through.
async function isSettled() {
  try {
    isLeaving ??= Boolean(await within(["public"], "readonly", (store) => store.get(LEAVING)));
  } catch {
    // Without a database nothing is owed, and nothing is kept.
    return true;
  }
  if (!isLeaving) return true;
  settling ??= tellLeaving().finally(() => (settling = null));
  return Promise.race([settling, pause(LINE_PATIENCE_MS).then(() => false)]);
}

async function tellLeaving() {
  try {
    // The worker may have been ended before it had taken everything away.
    await goAway();
    // Somebody has signed in meanwhile.
    if (!isLeaving) return true;
    if (!(await fetchSoon("/api/sign-out", { method: "POST" })).ok) return false;
    await forgetLeaving();
    return true;
  } catch {
    return false;
  }
}

// The server still takes this browser for signed in, and nobody is.
function answerLeaving(path) {
  return path === WHO ? answerJson("nobody") : answerJson({ code: "signed_out", message: "nobody is signed in" }, 401);
}

async function forgotten(data, event) {
  await loseAll(event);
  return {};
}
