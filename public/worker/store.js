// The database of the pocket, which only the worker opens. Its names and its one version stay as they are: the worker of
// a later release reads what this one wrote, and this one what a later has left.
//
// `public` holds what the groups that are kept are called, `keys` the key of whoever the phone belongs to, `answers` and
// `outbox` nothing but what that key has sealed.
const DATABASE = "stile-pocket";
// Some browsers never answer. Then it is as if there were no database, and everything goes by the line.
const OPENING_MS = 3000;
const REST_MS = 60_000;

let opening = null;

function database() {
  opening ??= openDatabase().catch((failure) => {
    setTimeout(forgetDatabase, REST_MS);
    throw failure;
  });
  return opening;
}

function forgetDatabase() {
  opening = null;
}

function openDatabase() {
  return new Promise((resolve, reject) => {
    // Without a number: what a later release has made of it opens too, should that release be taken back.
    const request = indexedDB.open(DATABASE);
    request.onupgradeneeded = () => {
      for (const name of ["public", "keys", "answers", "outbox"]) {
        const store = request.result.createObjectStore(name);
        if (name === "answers" || name === "outbox") store.createIndex("at", "at");
      }
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const base = request.result;
      base.onclose = forgetDatabase;
      // Whoever wants to change or to delete it does not wait for us.
      base.onversionchange = () => {
        base.close();
        forgetDatabase();
      };
      resolve(base);
    };
    setTimeout(() => reject(new Error("the database does not open")), OPENING_MS);
  });
}

// One transaction over these stores; `work` may wait for nothing but them. It resolves once everything is on the disk.
async function within(names, mode, work) {
  const change = await begun(names, mode);
  const ended = new Promise((resolve, reject) => {
    change.oncomplete = resolve;
    change.onabort = () => reject(change.error ?? new Error("the transaction was broken off"));
  });
  ended.catch(() => undefined);
  try {
    const result = await work(...names.map((name) => promising(change.objectStore(name))));
    await ended;
    return result;
  } catch (failure) {
    try {
      change.abort();
    } catch {
      // It is over already.
    }
    // A full disk is told by the transaction, and by the request not always.
    throw change.error ?? failure;
  }
}

async function begun(names, mode) {
  const options = { durability: "strict" };
  try {
    return (await database()).transaction(names, mode, options);
  } catch (failure) {
    // The browser has closed it behind us.
    if (failure.name !== "InvalidStateError") throw failure;
    forgetDatabase();
    return (await database()).transaction(names, mode, options);
  }
}

function promising(store) {
  const first = async (direction) => {
    const cursor = await result(store.index("at").openCursor(null, direction));
    return cursor && { key: cursor.primaryKey, value: cursor.value };
  };
  return {
    get: (key) => result(store.get(key)),
    put: (key, value) => result(store.put(value, key)),
    delete: (key) => result(store.delete(key)),
    clear: () => result(store.clear()),
    count: () => result(store.count()),
    keys: () => result(store.getAllKeys()),
    // The oldest first.
    keysByAge: () => result(store.index("at").getAllKeys()),
    all: () => result(store.index("at").getAll()),
    oldest: () => first("next"),
    newest: () => first("prev"),
  };
}

function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// Where even deleting finds no room, all of it goes.
async function removeDatabase() {
  const base = await opening?.catch(() => undefined);
  base?.close();
  forgetDatabase();
  await result(indexedDB.deleteDatabase(DATABASE));
}

async function digest(text) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Bound to the place where it lies, so that nothing can be put in the place of something else.
async function seal({ key }, place, text) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const encoder = new TextEncoder();
  const how = { name: "AES-GCM", iv, additionalData: encoder.encode(place) };
  return { iv, data: await crypto.subtle.encrypt(how, key, encoder.encode(text)) };
}

async function unseal({ key }, place, { iv, data }) {
  const how = { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(place) };
  return new TextDecoder().decode(await crypto.subtle.decrypt(how, key, data));
}
