// The groups around where somebody looked, kept on every phone, for they are the same for everybody and say nothing of
// whoever looked but about where. A pack is a postcode district, under an address that another content makes another; so
// only what is new is fetched. They are searched by the same rules as on the server, in a module of their own.
const PACKS = "stile-packs";
// By this name `public` holds which they are.
const LIST_OF_PACKS = "packs";
const GROUPS = /^\/api\/groups(?:\/([^/]+))?$/;
const POSITION = /^\s*-?\d+(\.\d+)?\s*,\s*-?\d+(\.\d+)?\s*$/;
// Those of one place and of one or two places before it.
const MOST_GROUPS = 4000;
// Farther from everything that is kept, an empty list would only say that nothing is kept there.
const FAR_METRES = 40_000;
const METRES_A_DEGREE = 111_000;
// Of so few that fit there may be more than what is kept around here: in a city that reaches a few streets.
const FEW = 5;

// A copy in memory of what is in the stores, under the names of what it was made from.
let loaded = { name: "", here: null };
let refreshing = null;

// Where the phone is stays on the phone, as far as what is kept reaches and has more than a few that fit. Otherwise the line, and where it fails or lets
// wait, what is kept.
async function answerGroups(event, url) {
  const id = GROUPS.exec(url.pathname)[1];
  let { request } = event;
  if (await reachesHere(url)) {
    const here = await fromPacks(id, url);
    if (here && (id || (await here.clone().json()).total >= FEW)) {
      event.waitUntil(refreshLast());
      return here;
    }
    // A group that is not among them is asked for without saying where the phone is.
    if (id) request = new Request(url.pathname, request);
  }
  const fresh = fetch(request);
  const first = await Promise.race([fresh.catch(() => null), pause(LINE_PATIENCE_MS)]);
  if (!(first?.status < 500)) return (await fromPacks(id, url)) ?? fresh;
  if (first.ok && !id) event.waitUntil(refreshAfter(first.clone()));
  event.waitUntil(nudge());
  return first;
}

async function reachesHere({ search, searchParams }) {
  if (!POSITION.test(searchParams.get("near") ?? "")) return false;
  try {
    return (await loadPacks())?.pocket.reaches(search.slice(1)) ?? false;
  } catch {
    return false;
  }
}

// The answer out of what is kept; nothing where that can give none.
async function fromPacks(id, { search }) {
  try {
    const here = await loadPacks();
    if (!here) return null;
    const [query, now] = [search.slice(1), Date.now()];
    const text = id ? here.pocket.group(decodeURIComponent(id), query, now) : here.pocket.groups(query, now);
    const at = text && asOf(JSON.parse(text), here);
    return at ? answerAsOf(text, at) : null;
  } catch {
    return null;
  }
}

// When the groups were fetched that an answer is made of. Nothing where it is about a place of which nothing is kept: a
// list that is empty for want of a line would say that there is no help.
function asOf({ near }, { pocket, packs }) {
  if (near?.unknown) return null;
  const origin = near?.found?.origin;
  if (!origin) return Math.min(...packs.map(({ at }) => at));
  const away = packs.map((pack) => metres(pack, origin));
  const least = Math.min(...away);
  const isNear = least < FAR_METRES || pocket.reaches(`near=${origin.lat},${origin.lon}`);
  return isNear ? packs[away.indexOf(least)].at : null;
}

function metres(one, other) {
  const east = (one.lon - other.lon) * Math.cos((other.lat * Math.PI) / 180);
  return METRES_A_DEGREE * Math.hypot(one.lat - other.lat, east);
}

async function packsHeld() {
  try {
    const held = await within(["public"], "readonly", (store) => store.get(LIST_OF_PACKS));
    return held ?? { packs: [], asked: {} };
  } catch {
    return { packs: [], asked: {} };
  }
}

// What can be read of what is kept, ready to be searched, and which packs that is. Nothing where nothing can.
async function loadPacks() {
  const held = await packsHeld();
  const name = held.packs.map(addressOf).join();
  if (loaded.name === name) return loaded.here;
  const before = loaded.here;
  const now = { name, here: load(held) };
  now.here.catch(() => {
    if (loaded === now) loaded = { name: "", here: null };
  });
  loaded = now;
  Promise.resolve(before).then((here) => here?.pocket.free()).catch(() => undefined);
  return now.here;
}

async function load(held) {
  if (POCKET === "" || held.packs.length === 0) return null;
  const code = (await copyOf(POCKET)) ?? (await fetch(POCKET));
  await wasm_bindgen({ module_or_path: await code.arrayBuffer() });
  const pocket = new wasm_bindgen.Pocket();
  const cache = await caches.open(PACKS);
  const unread = [];
  for (const address of [districtsOf(held), ...held.packs.map(addressOf)]) {
    const pack = await cache.match(address);
    if (!pack || !pocket.add(new Uint8Array(await pack.arrayBuffer()))) unread.push(address);
  }
  pocket.ready();
  if (unread.length > 0) await forgetUnread(unread);
  const packs = held.packs.filter((pack) => !unread.includes(addressOf(pack)));
  return packs.length > 0 ? { pocket, packs } : null;
}

// The browser threw them away, or they were written for another release. They are fetched anew when somebody looks there.
async function forgetUnread(unread) {
  const cache = await caches.open(PACKS);
  await Promise.all(unread.map((address) => cache.delete(address)));
  await within(["public"], "readwrite", async (store) => {
    const held = await store.get(LIST_OF_PACKS);
    if (!held) return;
    const packs = held.packs.filter((pack) => !unread.includes(addressOf(pack)));
    await store.put(LIST_OF_PACKS, { ...held, packs });
  });
}

function addressOf({ district, version }) {
  return `/packs/${district}-${version}.pack`;
}

function districtsOf({ districts }) {
  return `/packs/districts-${districts}.pack`;
}

// Somebody looked for groups somewhere: those around there are kept. What is remembered of where is no more exact than
// what is kept.
async function refreshAfter(answer) {
  const { near } = await answer.json().catch(() => ({}));
  const origin = near?.found?.origin;
  if (origin) await refresh(origin.near, `${origin.lat.toFixed(1)},${origin.lon.toFixed(1)}`);
}

// The list of a first visit, which nobody has passed on here. Asked for as it was a moment ago, it comes from the browser.
async function lookAround({ search }) {
  const near = new URLSearchParams(search).get("near");
  if (!near || POSITION.test(near)) return;
  await refreshAfter(await fetch(`/api/groups${search}`));
}

// Whoever looks around the phone's position alone asks the server nothing. What they were asked for last is asked for
// again; where the phone is has no part in it.
async function refreshLast() {
  const { packs } = await packsHeld();
  if (packs.length > 0) await refresh(packs[0].district, packs[0].district);
}

async function refresh(near, place) {
  if (POCKET === "" || navigator.connection?.saveData) return;
  refreshing ??= refreshPacks(near, place).catch(() => undefined);
  await refreshing;
  refreshing = null;
}

// The list is written when everything on it is here, and only then what is not on it goes.
async function refreshPacks(near, place) {
  const held = await packsHeld();
  const now = Date.now();
  const isLately = (at) => at <= now && now - at < HOUR_MS;
  if (isLately(held.asked[place])) return;
  const answer = await fetchSoon(`/api/packs?near=${encodeURIComponent(near)}`);
  if (!answer.ok) return;
  const list = await answer.json();
  const cache = await caches.open(PACKS);
  const packs = [];
  for (const { district, version, groups, lat, lon } of list.packs) {
    const size = await fetchPack(cache, addressOf({ district, version }));
    packs.push({ district, version, groups, lat, lon, at: now, size });
  }
  await fetchPack(cache, districtsOf(list));
  if (!(await copyOf(POCKET))) await (await caches.open(CACHE)).add(POCKET);
  let room = packs.reduce((left, { groups }) => left - groups, MOST_GROUPS);
  for (const pack of held.packs) {
    if (packs.some(({ district }) => district === pack.district) || pack.groups > room) continue;
    packs.push(pack);
    room -= pack.groups;
  }
  const asked = Object.fromEntries(Object.entries(held.asked).filter(([, at]) => isLately(at)));
  asked[place] = now;
  const kept = { packs, districts: list.districts, asked };
  await within(["public"], "readwrite", (store) => store.put(LIST_OF_PACKS, kept));
  const wanted = [districtsOf(kept), ...packs.map(addressOf)];
  const gone = (await cache.keys()).filter(({ url }) => !wanted.includes(decodeURI(new URL(url).pathname)));
  await Promise.all(gone.map((request) => cache.delete(request)));
}

// How many bytes it has.
async function fetchPack(cache, address) {
  const held = await cache.match(address);
  if (held) return (await held.blob()).size;
  const answer = await fetchSoon(address, { cache: "default" });
  if (!answer.ok) throw new Error("a pack is not there any more");
  const bytes = await answer.arrayBuffer();
  await cache.put(address, new Response(bytes));
  return bytes.byteLength;
}

async function forgetPacks() {
  loaded = { name: "", here: null };
  await caches.delete(PACKS);
  await within(["public"], "readwrite", (store) => store.delete(LIST_OF_PACKS));
}

async function forget({ what }) {
  if (what === "packs") await forgetPacks();
  if (what === "mine") await beginAnew();
  return {};
}

// Everything that is kept, in numbers.
async function inNumbers() {
  const { packs } = await packsHeld();
  const of = packs.map(({ district, groups }) => ({ district, groups }));
  const own = await theirs();
  const mineAlone = own ? await numbersOfMine() : { answers: 0, waiting: 0, refused: 0, oldest: null, used: 0 };
  const used = packs.reduce((sum, { size }) => sum + size, mineAlone.used);
  return { ...mineAlone, own: own !== null, packs: of, as_of: iso(packs[0]?.at), used };
}

async function numbersOfMine() {
  const names = ["keys", "answers", "outbox"];
  return within(names, "readonly", async (keys, answers, outbox) => {
    const words = await outbox.all();
    const used = words.reduce((sum, { data }) => sum + data.byteLength, await usedBy(keys, answers));
    const oldest = iso((await answers.oldest())?.value.at);
    const refused = words.filter(({ isRefused }) => isRefused).length;
    return { answers: await answers.count(), waiting: words.length, refused, oldest, used };
  });
}

function iso(at) {
  return at === undefined ? null : new Date(at).toISOString();
}
