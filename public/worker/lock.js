// The lock that somebody may set on a phone of their own: a PIN, a passkey, or both. With a lock the key of what is theirs
// lies here only wrapped: by what the PIN or the passkey gives, and that once more by a key of this browser, which no
// script can read out. What is taken out of this browser opens nothing by itself, however short the PIN.
//
// Whoever guesses a PIN wrong five times loses what is kept here, and is signed out.
// By this name `keys` holds it. A worker of an earlier release leaves it alone.
const LOCK_RECORD = "lock";
const PIN = /^[0-9]{6,12}$/;
const MOST_TRIES = 5;
const ROUNDS = 600_000;
const SECRET_BYTES = 32;
const AES = { name: "AES-GCM", length: 256 };

let lastTry = Promise.resolve();

// One after the other, or two would count as one try. Not in turn with what pages keep: working out a key takes seconds.
function oneByOne(work) {
  return (data, event) => (lastTry = lastTry.catch(() => undefined).then(() => work(data, event)));
}

async function lockState() {
  const own = await theirs();
  const { pin, passkey, tries = 0 } = own?.lock ?? {};
  return {
    own: own !== null,
    pin: Boolean(pin),
    passkey: passkey ? { credential: passkey.credential, salt: passkey.salt } : null,
    open: !(await isLocked()),
    left: MOST_TRIES - tries,
    waiting: own ? await within([WORDS], "readonly", (outbox) => outbox.count()) : 0,
  };
}

async function unlock(message, event) {
  const proof = await prove(message, event);
  if (!proof?.own.lock) return { open: true };
  const { own, key, left } = proof;
  if (!key) return left > 0 ? { open: false, left } : { open: false, gone: true };
  // A worker of an earlier release, which knew of no lock, has made a key beside it. A full disk shuts nobody out.
  if (own.key) await inTurn(() => sealAnew(own, own.key, key, { ...own.lock, tries: 0 }))().catch(() => undefined);
  await takeInHand(own.lock.id, key);
  return { open: true };
}

async function setLock({ pin, secret, credential, salt, old }, event) {
  try {
    const bytes = isGiven(secret) ? bytesOf(secret) : null;
    if (!isGiven(pin) && !bytes) return notSet("unable");
    if (isGiven(pin) && !PIN.test(pin)) return notSet("short");
    if (bytes && (bytes.length !== SECRET_BYTES || !credential || !salt)) return notSet("unable");
    const proof = await prove(old, event);
    if (!proof) return notSet("not-own");
    if (!proof.key) return { ...notSet("wrong"), left: proof.left };
    const { key, lock } = await newLock(pin, bytes && { bytes, credential, salt });
    if (!(await inTurn(() => sealAnew(proof.own, proof.key, key, lock))())) return notSet("unable");
    await takeInHand(lock.id, key);
    return { set: true };
  } catch (failure) {
    return notSet(failure?.name === "QuotaExceededError" ? "full" : "unable");
  }
}

function notSet(why) {
  return { set: false, why };
}

async function removeLock({ old }, event) {
  try {
    const proof = await prove(old, event);
    if (!proof) return { removed: false, why: "not-own" };
    if (!proof.key) return { removed: false, why: "wrong", left: proof.left };
    const key = await newKey();
    if (!(await inTurn(() => sealAnew(proof.own, proof.key, key, null))())) return { removed: false, why: "unable" };
    dropKey();
    // Without a key: they have nothing to forget any more.
    await tellPages({ type: "hold" });
    return { removed: true };
  } catch (failure) {
    return { removed: false, why: failure?.name === "QuotaExceededError" ? "full" : "unable" };
  }
}

// The key that a PIN or the secret of a passkey opens, and how many tries are left. A try with a PIN is on the disk before
// it is made, so that ending the worker wins none; one that was cut off was a wrong one.
async function prove(given, event) {
  const own = await theirs();
  if (!own) return null;
  const { lock } = own;
  if (!lock) return { own, key: own.key };
  const { pin, secret } = given ?? {};
  const left = MOST_TRIES - lock.tries;
  if (left <= 0) return lost(own, event);
  if (isGiven(secret)) {
    const key = lock.passkey && (await unwrapped(lock, lock.passkey, bytesOf(secret)));
    if (key && lock.tries > 0) await noteTries(lock.id, () => 0).catch(() => undefined);
    return { own, key, left };
  }
  // What can be no PIN is none that was tried.
  if (!lock.pin || !PIN.test(pin)) return { own, left };
  const tries = await withRoom(() => noteTries(lock.id, (before) => before + 1));
  const key = await unwrapped(lock, lock.pin, new TextEncoder().encode(pin));
  if (key) {
    await noteTries(lock.id, () => 0).catch(() => undefined);
    return { own, key, left: MOST_TRIES };
  }
  return tries < MOST_TRIES ? { own, left: MOST_TRIES - tries } : lost(own, event);
}

async function lost(own, event) {
  await loseAll(event);
  return { own, left: 0 };
}

async function noteTries(id, change) {
  return within(["keys"], "readwrite", async (keys) => {
    const lock = await keys.get(LOCK_RECORD);
    if (lock?.id !== id) throw new Error("it is another lock by now");
    const tries = change(lock.tries);
    await keys.put(LOCK_RECORD, { ...lock, tries });
    return tries;
  });
}

// A new key, and its lock. The form of it that can be taken out of here does not leave this function.
async function newLock(pin, passkey) {
  const key = await crypto.subtle.generateKey(AES, true, ["encrypt", "decrypt"]);
  const device = await newKey();
  const lock = { id: crypto.randomUUID(), device, tries: 0, pin: null, passkey: null };
  let bytes;
  if (passkey) {
    ({ bytes } = passkey);
    const { credential, salt } = passkey;
    const how = { name: "HKDF", hash: "SHA-256", salt: bytesOf(salt), info: new TextEncoder().encode(LOCK_RECORD) };
    lock.passkey = { credential, salt, ...(await wrapped(key, device, how, bytes)) };
  }
  if (isGiven(pin)) {
    bytes = new TextEncoder().encode(pin);
    const salt = crypto.getRandomValues(new Uint8Array(16));
    lock.pin = await wrapped(key, device, { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS }, bytes);
  }
  // Opened once before anything is sealed by it.
  return { key: await unwrapped(lock, lock.pin ?? lock.passkey, bytes), lock };
}

async function wrapped(key, device, how, bytes) {
  const [inner, outer] = [1, 2].map(() => crypto.getRandomValues(new Uint8Array(12)));
  const by = await derived(bytes, how);
  const once = await crypto.subtle.wrapKey("raw", key, by, { name: "AES-GCM", iv: inner });
  return { how, inner, outer, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv: outer }, device, once) };
}

// Nothing where it was wrapped by something else.
async function unwrapped({ device }, { how, inner, outer, data }, bytes) {
  const once = await crypto.subtle.decrypt({ name: "AES-GCM", iv: outer }, device, data);
  const by = await derived(bytes, how);
  try {
    const uses = ["encrypt", "decrypt"];
    return await crypto.subtle.unwrapKey("raw", once, by, { name: "AES-GCM", iv: inner }, AES, false, uses);
  } catch (failure) {
    if (failure?.name === "OperationError") return null;
    throw failure;
  }
}

async function derived(bytes, how) {
  const from = await crypto.subtle.importKey("raw", bytes, how.name, false, ["deriveKey"]);
  return crypto.subtle.deriveKey(how, from, AES, false, ["wrapKey", "unwrapKey"]);
}

// Everything that one key opens is sealed by another, and lies there together with it, or nothing is changed. Where there
// is no room for both, the answers go. In turn with what pages keep: nothing comes between that would be left behind.
async function sealAnew(own, from, key, lock) {
  const began = era;
  try {
    return await putAnew(own, key, lock, began, await sealedBy(from, key, ["answers", WORDS]));
  } catch (failure) {
    if (failure?.name !== "QuotaExceededError") throw failure;
    return putAnew(own, key, lock, began, await sealedBy(from, key, [WORDS]));
  }
}

async function sealedBy(from, key, names) {
  const found = [];
  for (const name of names) {
    const all = await within([name], "readonly", async (store) => {
      const places = await store.keys();
      return Promise.all(places.map(async (place) => ({ place, held: await store.get(place) })));
    });
    for (const { place, held } of all) {
      // What is of another key, or not ours to read, stays where it is.
      const text = await unseal({ key: from }, `${name}:${place}`, held).catch(() => null);
      if (text !== null) found.push({ name, place, held, sealed: await seal({ key }, `${name}:${place}`, text) });
    }
  }
  return found;
}

async function putAnew(own, key, lock, began, found) {
  return within(["keys", "answers", WORDS], "readwrite", async (keys, answers, outbox) => {
    const now = await keys.get(OWN);
    if (began !== era || now?.id !== own.id || now.isAsleep) return false;
    // Under another id: whoever still holds the key of before keeps nothing more by it.
    const next = { ...now, id: crypto.randomUUID(), key };
    if (lock) delete next.key;
    await keys.put(OWN, next);
    await (lock ? keys.put(LOCK_RECORD, lock) : keys.delete(LOCK_RECORD));
    await keys.delete(USED);
    const still = [];
    for (const item of found) {
      const store = item.name === WORDS ? outbox : answers;
      const held = await store.get(item.place);
      // What was sent or marked meanwhile stays so.
      if (held && isSame(held, item.held)) still.push({ ...item, store, held });
    }
    await answers.clear();
    for (const { store, place, held, sealed } of still) await store.put(place, { ...held, ...sealed });
    return true;
  });
}

function isGiven(value) {
  return value !== undefined && value !== null;
}

// Of base64 as addresses have it.
function bytesOf(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}
