// The service worker without a browser: its parts put together as the build does it, in a scope of its own, with a line
// that each test answers. Stores are maps; what a real database does beyond that is for the journeys in a browser.
import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { readFileSync } from "node:fs";
import vm from "node:vm";

export const BASE = "https://stile.test";
export const ACCOUNT = "0190a000-0000-7000-8000-000000000001";
export const PERSON = "0190a000-0000-7000-8000-000000000002";
export const OTHER = "0190a000-0000-7000-8000-000000000003";

const FOLDER = new URL("../../public/", import.meta.url);
const FASTER = 20;
const LATER = { "/me.html": ["/me-1.js"], "/visits.html": ["/visits-1.js"], "/desk.html": ["/desk-1.js"] };

const read = (name) => readFileSync(new URL(name, FOLDER), "utf8");

function assembled(version) {
  return read("sw.js")
    .replace(/^\/\*PART (\w+)\*\/$/gm, (_, name) => read(`worker/${name}.js`))
    .replace("/*VERSION*/", version)
    .replace("/*PRECACHE*/[]", JSON.stringify(["/", "/help-now.html", "/refer.html", "/unlock.html"]))
    .replace("/*LATER*/{}", JSON.stringify(LATER))
    .replace('"/*POCKET*/"', '"/pocket-1.wasm"');
}

/** The worker that is served in the place of the other, to be rid of it. */
export async function endWorker(names) {
  const heard = {};
  const done = [];
  const deleted = (name) => {
    const request = {};
    queueMicrotask(() => request.onsuccess(done.push(`delete ${name}`)));
    return request;
  };
  const kept = new Set(names);
  const scope = {
    URL,
    setTimeout: (work) => setTimeout(work, 0),
    indexedDB: { deleteDatabase: deleted },
    caches: {
      keys: async () => [...kept],
      delete: async (name) => kept.delete(name) && done.push(`delete ${name}`),
    },
    registration: {
      unregister: async () => done.push("unregister"),
      showNotification: async (title, { body }) => done.push(`${title}: ${body}`),
    },
    skipWaiting: () => done.push("take over"),
    addEventListener: (name, listener) => (heard[name] = listener),
  };
  scope.self = scope;
  vm.runInContext(read("sw-end.js"), vm.createContext(scope));
  return async (name, event = {}) => {
    let waited;
    heard[name]({ ...event, waitUntil: (promise) => (waited = promise) });
    await waited;
    return done.splice(0);
  };
}

/** What a phone keeps, whichever worker runs on it. */
export function newPhone() {
  const stores = new Map(["public", "keys", "answers", "outbox"].map((name) => [name, new Map()]));
  return { stores, caches: new Map(), within: transactions(stores), lock: lock() };
}

/**
 * A worker on a phone. `line` answers what it fetches: it is given the request and gives a `Response`, or throws. `pages`
 * are open beside one that only listens.
 */
export function startWorker(line, { phone = newPhone(), version = "1", pages = [] } = {}) {
  const asked = [];
  const told = [];
  const listeners = {};
  const ended = { notices: 0, claims: 0, skips: 0 };
  const fetch = async (request, options) => {
    const whole = request instanceof Request ? request : new Request(new URL(request, BASE), options);
    asked.push(`${whole.method} ${whole.url.slice(BASE.length)}`);
    return line(whole);
  };
  const scope = {
    URL, URLSearchParams, Response, Headers, MessageChannel, atob, TextEncoder, TextDecoder, AbortController, DOMException, clearTimeout,
    fetch,
    // What lasts seconds is over sooner here.
    setTimeout: (work, ms) => setTimeout(work, ms / FASTER),
    crypto: quickCrypto(),
    location: new URL(BASE),
    Request: class extends Request {
      constructor(input, options) {
        super(typeof input === "string" ? new URL(input, BASE) : input, options);
      }
    },
    navigator: { locks: { request: phone.lock } },
    caches: cacheStorage(phone.caches, fetch),
    clients: {
      claim: async () => (ended.claims += 1),
      matchAll: async () => [{ postMessage: (message) => told.push(message) }, ...pages],
      get: async (id) => pages.find((page) => page.id === id),
    },
    registration: {
      getNotifications: async () => [],
      pushManager: { getSubscription: async () => ({ unsubscribe: async () => (ended.notices += 1) }) },
    },
    skipWaiting: () => (ended.skips += 1),
    addEventListener: (name, heard) => (listeners[name] = [...(listeners[name] ?? []), heard]),
    wasm_bindgen: Object.assign(async () => undefined, { Pocket }),
  };
  scope.self = scope;
  vm.runInContext(assembled(version), vm.createContext(scope));
  scope.within = phone.within;

  /** Lets an event happen; resolves to what was answered, once all that hangs on it is done. */
  const happen = async (name, event = {}) => {
    const waiting = [];
    let answer;
    const waitUntil = (promise) => waiting.push(promise);
    const respondWith = (promise) => waiting.push((answer = Promise.resolve(promise)));
    for (const heard of listeners[name] ?? []) heard({ waitUntil, respondWith, ...event });
    const given = await answer;
    // What is waited for may itself wait for more.
    for (let at = 0; at < waiting.length; at += 1) await waiting[at];
    return given;
  };
  return {
    phone, asked, told, ended, scope, happen,
    get: (path, options, clientId) => happen("fetch", { request: new Request(BASE + path, options), clientId }),
    send: (path, method = "POST") => happen("fetch", { request: new Request(BASE + path, { method }) }),
    open: (path) => happen("fetch", { request: navigation(path) }),
    async tell(data, source) {
      let answer;
      await happen("message", { data, source, ports: [{ postMessage: (given) => (answer = given) }] });
      // As it comes over: what belongs to the worker's scope is no equal of ours.
      return structuredClone(answer);
    },
    count: (name) => phone.stores.get(name).size,
  };
}

export const json = (body, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });

/** The answer of `/api/me` about somebody. */
export const somebody = (life = "mine", { account = ACCOUNT, hasChosen = true, helping = [] } = {}) => ({
  somebody: { account, life, has_chosen_life: hasChosen, person: { id: PERSON }, helping: helping.map((person) => ({ person })) },
});

/** Something that a page asks to be kept. */
export const words = (key, more = {}) => ({
  type: "keep", kind: "message", writer: ACCOUNT, key, lane: PERSON, method: "POST",
  path: `/api/people/${PERSON}/thread/messages`, body: JSON.stringify({ id: key }), entry: `entry of ${key}`, ...more,
});

export const noLine = () => {
  throw new TypeError("no line");
};

// Working out a key from a PIN takes long, and is meant to.
function quickCrypto() {
  const { subtle } = webcrypto;
  const get = (all, name) => {
    if (name !== "deriveKey") return all[name].bind(all);
    return (how, ...rest) => subtle.deriveKey({ ...how, iterations: how.iterations / 1000 }, ...rest);
  };
  return {
    subtle: new Proxy(subtle, { get }),
    getRandomValues: (bytes) => webcrypto.getRandomValues(bytes),
    randomUUID: () => webcrypto.randomUUID(),
  };
}

// No script can make a request that opens a page.
function navigation(path) {
  return new Proxy(new Request(BASE + path), {
    get: (request, name) => (name === "mode" ? "navigate" : Reflect.get(request, name, request)),
  });
}

// One after the other, and as if they had never been where one fails.
function transactions(stores) {
  let last = Promise.resolve();
  return (names, mode, work) => {
    const done = last.then(async () => {
      const before = names.map((name) => new Map(stores.get(name)));
      try {
        return await work(...names.map((name) => store(stores.get(name), mode)));
      } catch (failure) {
        names.forEach((name, at) => stores.set(name, before[at]));
        throw failure;
      }
    });
    last = done.catch(() => undefined);
    return done;
  };
}

function store(held, mode) {
  const byAge = () => [...held].sort(([, one], [, other]) => one.at - other.at);
  const entry = (pair) => pair && { key: pair[0], value: pair[1] };
  const writing = (change) => async (...args) => {
    assert.equal(mode, "readwrite");
    change(...args);
  };
  return {
    get: async (key) => held.get(key),
    count: async () => held.size,
    keys: async () => [...held.keys()],
    keysByAge: async () => byAge().map(([key]) => key),
    all: async () => byAge().map(([, value]) => value),
    oldest: async () => entry(byAge()[0]),
    newest: async () => entry(byAge().at(-1)),
    put: writing((key, value) => held.set(key, value)),
    delete: writing((key) => held.delete(key)),
    clear: writing(() => held.clear()),
  };
}

function cacheStorage(all, fetch) {
  const path = (request) => new URL(request.url ?? request, BASE).pathname;
  const cache = (held) => ({
    match: async (request) => held.get(path(request))?.clone(),
    put: async (request, answer) => void held.set(path(request), answer),
    delete: async (request) => held.delete(path(request)),
    keys: async () => [...held.keys()].map((one) => new Request(BASE + one)),
    async add(request) {
      const answer = await fetch(request);
      if (!answer.ok) throw new TypeError("not ok");
      held.set(path(request), answer);
    },
    async addAll(requests) {
      for (const request of requests) await this.add(request);
    },
  });
  return {
    open: async (name) => cache(all.get(name) ?? all.set(name, new Map()).get(name)),
    match: async (request, { cacheName }) => all.get(cacheName)?.get(path(request))?.clone(),
    keys: async () => [...all.keys()],
    delete: async (name) => all.delete(name),
  };
}

function lock() {
  let isHeld = false;
  return async (name, options, work) => {
    if (isHeld) return work(null);
    isHeld = true;
    try {
      return await work({ name });
    } finally {
      isHeld = false;
    }
  };
}

/** Stands in for the module that searches: a pack is JSON, and everything in it is found. */
class Pocket {
  all = [];
  add(bytes) {
    const { format, groups = [] } = JSON.parse(new TextDecoder().decode(bytes));
    if (format !== 1) return false;
    this.all.push(...groups);
    return true;
  }
  ready() {}
  free() {}
  reaches(query) {
    return near(query).startsWith("55.9");
  }
  groups(query) {
    const at = { EH1: [55.95, -3.19], TR1: [50.26, -5.05] }[near(query)] ?? near(query).split(",").map(Number);
    const origin = { near: near(query), lat: at[0], lon: at[1] };
    return JSON.stringify({ near: at.length === 2 ? { found: { origin } } : { unknown: {} }, groups: this.all, total: new URLSearchParams(query).has("q") ? 2 : 1800 });
  }
  group(id) {
    return this.all.includes(id) ? JSON.stringify({ id }) : undefined;
  }
}

function near(query) {
  return new URLSearchParams(query).get("near") ?? "";
}
