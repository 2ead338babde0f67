// What is somebody's own: answers of the API about them, on a phone that they call their own and on no other. Sealed by a
// key that no page and no worker can read out; without the key nothing of it can be read.
//
// Whose phone it is the worker takes from the server's own words alone, as they pass by. Whoever goes takes all with
// them, at once and without a signal.
const WHO = "/api/me";
const MINE =
  /^\/api\/(me|measures|notices|referrals\/mine|people\/[^/]+\/(?!(export|looks|plan\/calendar-feed)$).+)$/;
// All that is theirs, what is never kept included.
const THEIR_DATA = /^\/api\/(me|measures|notices|referrals\/mine|people\/.+)$/;
// Answers that may say who is signed in here now.
const TELLING = /^\/api\/(me|sign-in\/.+|staff\/invitation\/finish|helping\/take)$/;
const ERASING = /^\/api\/people\/[^/]+\/erase$/;
// By these names `keys` holds whose phone it is, and how many bytes the answers have.
const OWN = "own";
const USED = "used";
const MOST_ANSWERS = 400;
const MOST_BYTES = 8_000_000;
const LARGEST_ANSWER = 300_000;
const LINE_PATIENCE_MS = 4000;
// As long as a sign-in on a phone of one's own lives.
const OWN_MS = 30 * 24 * 3600_000;
const HOUR_MS = 3600_000;
const NOT_THEIRS = [401, 403, 404, 410];
const NEWS_MS = 60_000;

// Counts who has gone. An answer that was asked for before somebody went is not kept after.
let era = 0;
// Counts who asked who is here. What was asked for later is not undone by an answer to what was asked before.
let turns = 0;
let lastTurn = 0;
// Whoever has signed out is out, also while the server has not heard of it.
let hasLeft = false;
// When pages were last told that there is something newer, by what it was about.
const toldNewer = new Map();

// Whose phone this is: account, key, and an id that is another whenever the phone has changed hands. Nothing where it is
// nobody's, where nothing can be kept, and while it is locked.
async function mine() {
  return withKey(await theirs());
}

// Nothing where their lock is not open.
async function withKey(own) {
  if (!own?.lock) return own;
  const key = await keyBehind(own.lock);
  return key && { ...own, key };
}

// The same, locked or not. Where there is a lock the key is behind it.
async function theirs() {
  try {
    const [own, lock] = await within(["keys"], "readonly", (keys) => Promise.all([OWN, LOCK_RECORD].map(keys.get)));
    if (!own || own.isAsleep) return null;
    if (Date.now() - own.at < OWN_MS) return lock ? { ...own, lock } : own;
    await rest();
  } catch {
    // Without a database the phone is nobody's.
  }
  return null;
}

// What has to be known of a request when its answer comes.
function newAsk(path) {
  turns += 1;
  return { path, began: era, turn: turns, asked: Date.now() };
}

// The line first. Where it fails or lets wait, the copy, which says how old it is.
async function answerMine(event, path) {
  const ask = newAsk(path);
  if (!(await isSettled())) return answerLeaving(path);
  const held = await theirs();
  const own = await withKey(held);
  if (held && !own) return answerLocked(event, path);
  event.waitUntil(giveKey(own, event.clientId).catch(() => undefined));
  const fresh = fetch(event.request);
  fresh.catch(() => undefined);
  if (!own && path !== WHO) return fresh;
  ask.own = own;
  const first = own ? await Promise.race([fresh.catch(() => null), pause(LINE_PATIENCE_MS)]) : await fresh;
  if (own && !(first?.status < 500)) {
    const copy = await copyOfMine(own, path).catch(() => null);
    if (copy && ask.began === era) {
      event.waitUntil(hearLate(fresh, copy.text, ask));
      return answerAsOf(copy.text, copy.at);
    }
  }
  return passOn(event, await fresh, ask);
}

// Somebody has typed the address of what is theirs. They get what the line gives, and no more than a page while it is
// locked.
async function answerTyped(event, path) {
  if (!(await isSettled())) return answerLeaving(path);
  return (await isLocked()) ? answerLocked(event, path) : fetch(event.request);
}

// Signing in, and what else says who is here.
async function answerTelling(event) {
  // What is owed to the server would end the new sign-in, if it came after. It holds nobody up for ever.
  await isSettled();
  await Promise.race([settling, pause(SENDING_MS)]);
  const ask = { ...newAsk(WHO), isSignIn: true };
  return passOn(event, await fetch(event.request), ask);
}

async function answerErasing(event) {
  const answer = await fetch(event.request);
  if (answer.ok) await wipe();
  return answer;
}

// Who is here is known before the page goes on: it may ask for what is kept at once. Keeping holds nobody up.
async function passOn(event, answer, ask) {
  const heard = hear(answer.clone(), ask).catch(() => undefined);
  const isKept = heard.then((text) => keepAnswer(text, ask)).catch(() => undefined);
  event.waitUntil(isKept);
  if (ask.path === WHO) {
    await heard;
    if (ask.own) event.waitUntil(isKept.then(keepAhead));
  }
  event.waitUntil(nudge());
  return answer;
}

// The text that can be kept. What is theirs no longer is kept no longer.
async function hear(answer, ask) {
  if (NOT_THEIRS.includes(answer.status) && !ask.isSignIn) {
    if (ask.own) await forgetAnswer(ask.own, ask.path);
    return "";
  }
  if (!answer.ok || !/json/.test(answer.headers.get("content-type") ?? "")) return undefined;
  const text = await answer.text();
  if (ask.path !== WHO) return text;
  const isWho = await hearWho(JSON.parse(text), ask);
  ask.own = await mine();
  return isWho ? text : undefined;
}

// What came after the page had been given the copy. Pages that hear of it ask again, on a line that is slow still: where
// every answer is another, that must not go on for ever.
async function hearLate(fresh, given, ask) {
  try {
    const text = await hear(await fresh, ask);
    await keepAnswer(text, ask);
    const passed = Date.now() - toldNewer.get(ask.path);
    if (text === undefined || text === given || (passed >= 0 && passed < NEWS_MS)) return;
    toldNewer.set(ask.path, Date.now());
    await tellPages({ type: "newer" });
  } catch {
    // No answer came: the copy is the newest there is.
  }
}

// Takes in who is here, as `WhoAmI` of the API says it. Whether it said so at all.
async function hearWho(who, { began, turn, isSignIn }) {
  const { account, life, has_chosen_life: hasChosen } = who?.somebody ?? {};
  if (who !== "nobody" && !who?.staff && !account) return false;
  if (hasLeft && !isSignIn && who !== "nobody") return false;
  const held = await within(["keys"], "readonly", (keys) => keys.get(OWN));
  // Somebody may have gone while we looked, too.
  if (began !== era || turn < lastTurn) return false;
  lastTurn = turn;
  hasLeft = false;
  if (life === "mine") {
    const gone = held && held.account !== account && wipe();
    const isKnown = held?.account === account && !held.isAsleep && Math.abs(Date.now() - held.at) < HOUR_MS;
    if (!isKnown) await makeOwn(account, era, gone);
    await forgetOthers(account, who.somebody);
  } else if (held && (who === "nobody" || (held.account === account && !hasChosen))) {
    // Their time was over, or they have yet to say whose phone this is: what they wrote waits for them.
    if (!held.isAsleep) await rest();
  } else if (held) {
    await wipe();
  }
  if (isSignIn && who !== "nobody") await forgetLeaving();
  return true;
}

// `gone` is what has to end before; who goes after that is counted by `began`.
async function makeOwn(account, began, gone) {
  await gone;
  const key = await newKey();
  await within(["keys"], "readwrite", async (keys) => {
    if (began !== era) return;
    const held = await keys.get(OWN);
    if (held && held.account !== account) return;
    const id = held && !held.isAsleep ? held.id : crypto.randomUUID();
    const made = held?.made ?? crypto.randomUUID();
    const own = { account, id, made, key: held?.key ?? key, isAsleep: false, at: Date.now() };
    // Theirs is behind the lock that they have set.
    if (await keys.get(LOCK_RECORD)) delete own.key;
    await keys.put(OWN, own);
  });
}

function newKey() {
  return crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

// Somebody wants nothing of theirs kept until now, and the phone is theirs still. Under the new key nothing old opens; with
// a lock the key is as it was, for only the PIN or the passkey could wrap another.
async function beginAnew() {
  const key = await newKey();
  await within(["keys", "answers", "outbox"], "readwrite", async (keys, answers, outbox) => {
    const [held, lock] = await Promise.all([OWN, LOCK_RECORD].map(keys.get));
    await Promise.all([keys, answers, outbox].map((store) => store.clear()));
    if (!held || held.isAsleep) return;
    await keys.put(OWN, { ...held, id: crypto.randomUUID(), ...(lock ? {} : { key }) });
    if (lock) await keys.put(LOCK_RECORD, lock);
  });
}

// The answers go. The key stays while something that they wrote waits for them, and opens nothing until they are back. So
// does their lock: it is there again with them.
async function rest() {
  await within(["keys", "answers", "outbox"], "readwrite", async (keys, answers, outbox) => {
    const held = await keys.get(OWN);
    await answers.clear();
    await keys.delete(USED);
    const isKept = (await outbox.count()) > 0 || (await keys.get(LOCK_RECORD));
    if (!isKept) await keys.delete(OWN);
    else if (held) await keys.put(OWN, { ...held, id: crypto.randomUUID(), isAsleep: true });
  });
}

// Somebody has signed in on a page that we do not see, as after a forced reload. Until the server says to us who is here,
// nobody is given anybody's copies.
async function waitForWho() {
  turns += 1;
  lastTurn = turns;
  await rest();
  await forgetLeaving();
}

// Everything of theirs goes, at once. Whatever is still being kept finds that the key is gone, and stays out.
async function wipe() {
  era += 1;
  dropKey();
  await Promise.allSettled([forgetMine(), endNotices()]);
}

async function goAway() {
  hasLeft = true;
  await wipe();
}

async function forgetMine() {
  const clear = (...stores) => Promise.all(stores.map((store) => store.clear()));
  await within(["keys", "answers", "outbox"], "readwrite", clear).catch(removeDatabase);
}

// Sealed first, for a transaction does not wait for that; and put where the key is still the same when it is written.
async function keepAnswer(text, { own, path, began, asked }) {
  if (!text || !own || text.length > LARGEST_ANSWER) return;
  const key = await keyOf(own, path);
  const sealed = await seal(own, `answers:${key}`, `${path}\n${text}`);
  const size = sealed.data.byteLength;
  await within(["keys", "answers"], "readwrite", async (keys, answers) => {
    const now = await keys.get(OWN);
    if (began !== era || now?.id !== own.id) return;
    const held = await answers.get(key);
    // Two asked the same, and the later answer is here already. A clock that was put back does not count.
    if (held?.asked > asked && held.asked <= Date.now()) return;
    let used = (await usedBy(keys, answers)) + size - (held?.size ?? 0);
    await answers.put(key, { ...sealed, at: Date.now(), asked, size });
    for (let count = await answers.count(); count > MOST_ANSWERS || used > MOST_BYTES; count -= 1) {
      const oldest = await answers.oldest();
      if (!oldest) break;
      await answers.delete(oldest.key);
      used -= oldest.value.size;
    }
    await keys.put(USED, used);
  });
}

async function usedBy(keys, answers) {
  return (await keys.get(USED)) ?? (await answers.all()).reduce((sum, { size }) => sum + size, 0);
}

async function copyOfMine(own, path) {
  const key = await keyOf(own, path);
  const held = await within(["answers"], "readonly", (answers) => answers.get(key));
  if (!held) return null;
  const whole = await unseal(own, `answers:${key}`, held);
  return { text: whole.slice(whole.indexOf("\n") + 1), at: held.at };
}

async function forgetAnswer(own, path) {
  const gone = await keyOf(own, path);
  await forgetAnswers((key) => key === gone);
}

// What was kept of somebody whom they do not help any more.
async function forgetOthers(account, { person, helping = [] }) {
  const theirs = [person?.id, ...helping.map((one) => one.person)].filter(Boolean);
  const parts = await Promise.all(theirs.map((id) => partOf(account, id)));
  await forgetAnswers((key) => !key.startsWith(".") && !parts.includes(key.split(".")[0]));
}

async function forgetAnswers(isToGo) {
  const gone = (await within(["answers"], "readonly", (answers) => answers.keys())).filter(isToGo);
  if (gone.length === 0) return;
  await within(["keys", "answers"], "readwrite", async (keys, answers) => {
    let used = await usedBy(keys, answers);
    for (const key of gone) {
      used -= (await answers.get(key))?.size ?? 0;
      await answers.delete(key);
    }
    await keys.put(USED, Math.max(used, 0));
  });
}

// Once the worker has had something taken for somebody, their copies are asked for anew: opened without a signal, the
// app would otherwise show neither the words nor that they wait.
async function refreshMine(own, person) {
  const part = await partOf(own.account, person);
  const keys = (await within(["answers"], "readonly", (answers) => answers.keys())).filter((key) => key.startsWith(part));
  for (const key of keys) {
    const held = await within(["answers"], "readonly", (answers) => answers.get(key));
    if (!held) continue;
    const [path] = (await unseal(own, `answers:${key}`, held)).split("\n", 1);
    if (path.includes("?")) continue;
    const ask = { ...newAsk(path), own };
    await keepAnswer(await hear(await fetchSoon(path), ask), ask);
  }
}

// Whose they are and what was asked for stands in no name: the first part says which belong together.
async function keyOf({ account }, path) {
  const [, , area, person] = path.split("/");
  const part = area === "people" ? await partOf(account, person) : "";
  return `${part}.${await digest(`${account} ${path}`)}`;
}

async function partOf(account, person) {
  return (await digest(`${account} ${person}`)).slice(0, 32);
}
