// The script by which an open page holds the key of a locked phone for the worker: when it gives it, and when it has it no
// longer. The page and its worker are as much of a browser as the script sees.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import vm from "node:vm";

const SCRIPT = readFileSync(new URL("../../page/hold.js", import.meta.url), "utf8");
const MINUTE_MS = 60_000;
const KEY = { key: "key", lock: "lock" };

/** A page with the script. `answers` are what its worker answers, by what it was told. */
async function page(path = "/me", answers = {}) {
  const heard = {};
  const told = [];
  const timers = new Map();
  const root = { hidden: false, style: { opacity: "" } };
  const [replaced, ports] = [[], {}];
  let [now, reloads] = [0, 0];
  const listen = (name, work) => (heard[name] = [...(heard[name] ?? []), work]);
  const controller = {
    postMessage: (message, [port] = []) => {
      told.push(message.type);
      ports[message.type] = port;
      if (message.type in answers) port?.postMessage(answers[message.type]);
    },
  };
  const document = { documentElement: root, visibilityState: "visible", addEventListener: listen };
  const scope = {
    document, Promise,
    location: { pathname: path, reload: () => (reloads += 1), replace: (to) => replaced.push(to) },
    navigator: { serviceWorker: { controller, addEventListener: listen } },
    MessageChannel: class {
      port1 = {};
      port2 = { postMessage: (data) => this.port1.onmessage({ data }) };
    },
    Date: class extends Date {
      static now = () => 1_000_000 + now;
    },
    setTimeout: (work, ms) => timers.set(work, now + ms) && work,
    clearTimeout: (work) => timers.delete(work),
    addEventListener: listen,
  };
  vm.runInContext(SCRIPT, vm.createContext(scope));
  const settled = () => new Promise(setImmediate);
  const happen = async (name, event = {}) => {
    for (const work of heard[name] ?? []) work(event);
    await settled();
  };
  const see = (state) => {
    document.visibilityState = state;
    return happen("visibilitychange");
  };
  await settled();
  return {
    root, told, happen, replaced,
    /** What the worker answers in the end to what it was told last by that name. */
    async answer(name, data) {
      ports[name].postMessage(data);
      await settled();
    },
    reloads: () => reloads,
    say: (data, ports) => happen("message", { data, ports }),
    /** What the page gives the worker that asks for it. */
    async gives() {
      let given;
      await happen("message", { data: { type: "holding" }, ports: [{ postMessage: (data) => (given = data) }] });
      return given && { ...given };
    },
    hide: () => see("hidden"),
    show: () => see("visible"),
    /** Time passes; in a page that is asleep without its clocks being heard. */
    async pass(ms, isAsleep = false) {
      now += ms;
      for (const [work, at] of isAsleep ? [] : timers) {
        if (at <= now && timers.delete(work)) work();
      }
      await settled();
    },
  };
}

test("a page asks for the key as it is opened, and gives it back as often as it is asked", async () => {
  const one = await page("/about", { hold: { open: true, ...KEY } });
  assert.deepEqual(one.told, ["hold"]);
  assert.deepEqual([await one.gives(), await one.gives()], [KEY, KEY]);
  const other = await page("/me");
  assert.equal(await other.gives(), null);
  await other.say({ type: "hold", ...KEY });
  assert.deepEqual(await other.gives(), KEY);
  await other.say({ type: "hold" });
  assert.equal(await other.gives(), null, "there is no lock any more");
});

test("what is locked is forgotten, and nothing of theirs stays on the screen", async () => {
  for (const [path, reloads] of [["/me", 1], ["/me/plan", 1], ["/", 0], ["/groups", 0], ["/meadow", 0]]) {
    const one = await page(path, { hold: KEY });
    await one.say({ type: "shut" });
    await one.say({ type: "shut" });
    assert.deepEqual([await one.gives(), one.reloads(), one.root.style.opacity], [null, reloads, reloads ? "0" : ""], path);
  }
});

test("five minutes out of sight end it, also for a page that was asleep", async () => {
  for (const isAsleep of [false, true]) {
    const one = await page("/about", { hold: KEY, shut: {} });
    await one.hide();
    await one.pass(5 * MINUTE_MS - 1000, isAsleep);
    assert.deepEqual(await one.gives(), KEY);
    await one.show();
    await one.hide();
    await one.pass(5 * MINUTE_MS + 2000, isAsleep);
    assert.equal(await one.gives(), null);
    assert.deepEqual([one.told, one.reloads()], [["hold"], 0]);
    await one.show();
    assert.deepEqual([one.told, one.reloads(), one.root.style.opacity], [["hold", "shut"], 1, "0"]);
  }
});

test("a worker that says nothing holds nothing up", async () => {
  const one = await page("/me", { hold: KEY });
  await one.hide();
  await one.pass(6 * MINUTE_MS, true);
  await one.show();
  assert.equal(one.reloads(), 0);
  await one.pass(2000);
  assert.equal(one.reloads(), 1);
});

test("a clock that was put back gives no time", async () => {
  const one = await page("/me", { hold: KEY });
  await one.hide();
  await one.pass(-MINUTE_MS);
  assert.equal(await one.gives(), null);
});

test("a page without a lock is left alone, however long it was out of sight", async () => {
  const one = await page("/me", { hold: { open: true } });
  await one.hide();
  await one.pass(60 * MINUTE_MS);
  await one.show();
  assert.deepEqual([one.told, one.reloads()], [["hold"], 0]);
});

test("whoever opens it anew in another tab has not to do it again in this one", async () => {
  const one = await page("/about", { hold: KEY });
  await one.hide();
  await one.pass(10 * MINUTE_MS);
  await one.say({ type: "hold", isAnew: true, ...KEY });
  await one.pass(MINUTE_MS);
  await one.show();
  assert.deepEqual([await one.gives(), one.reloads()], [KEY, 0]);
  await one.hide();
  await one.pass(4 * MINUTE_MS);
  await one.say({ type: "hold", isAnew: true, ...KEY });
  await one.pass(6 * MINUTE_MS);
  assert.equal(await one.gives(), null, "and then it is out of sight for five minutes again");
});

test("what a page that nobody sees asks for by itself gives it no more time", async () => {
  const one = await page("/me", { hold: KEY, shut: {} });
  await one.hide();
  for (let minute = 1; minute <= 6; minute += 1) {
    await one.pass(MINUTE_MS);
    await one.say({ type: "hold", ...KEY });
  }
  assert.equal(await one.gives(), null);
  await one.show();
  assert.deepEqual([one.told.at(-1), one.reloads()], ["shut", 1]);
  const asleep = await page("/me", { hold: KEY });
  await asleep.hide();
  await asleep.pass(6 * MINUTE_MS, true);
  await asleep.say({ type: "hold", ...KEY });
  assert.equal(await asleep.gives(), null);
});

test("a worker that is slow to answer has given the key all the same", async () => {
  const one = await page("/about");
  await one.pass(5000);
  await one.answer("hold", { open: true, ...KEY });
  assert.deepEqual(await one.gives(), KEY);
});

test("a page says whether it is one of theirs when it is shut", async () => {
  for (const [path, expected] of [["/me/plan", true], ["/sign-in", false]]) {
    const said = [];
    await (await page(path)).say({ type: "shut" }, [{ postMessage: (one) => said.push(one) }]);
    assert.deepEqual(said, [expected]);
  }
});

test("whoever signs in while their lock is shut opens it first", async () => {
  for (const [answer, expected] of [[{ open: false }, ["/me"]], [{ open: true }, []], [{ open: true, ...KEY }, []]]) {
    const one = await page("/sign-in", { hold: answer });
    await one.happen("stile-sign-in");
    assert.deepEqual(one.replaced, expected);
  }
});

test("what comes back and is being asked about is not seen before", async () => {
  const one = await page("/me", {});
  await one.happen("pagehide", { persisted: true });
  await one.hide();
  await one.happen("pageshow", { persisted: true });
  one.root.style.opacity = "";
  await one.show();
  assert.equal(one.root.style.opacity, "0", "also after `leave.js` has shown it");
  await one.answer("hold", { open: true });
  assert.equal(one.root.style.opacity, "");
});

test("a page that is put aside gives it back, and asks when it returns", async () => {
  const answers = { hold: { open: true, ...KEY } };
  const one = await page("/about", answers);
  await one.happen("pagehide", { persisted: true });
  assert.deepEqual([one.told.at(-1), await one.gives()], ["held", null]);
  await one.happen("pageshow", { persisted: true });
  assert.deepEqual([await one.gives(), one.reloads(), one.root.style.opacity], [KEY, 0, ""]);
  await one.happen("pagehide", { persisted: true });
  answers.hold = { open: false };
  await one.happen("pageshow", { persisted: true });
  assert.deepEqual([await one.gives(), one.reloads()], [null, 1]);
});

test("one of theirs that was put aside before there was a lock asks too", async () => {
  const answers = { hold: { open: true } };
  const one = await page("/me", answers);
  await one.happen("pagehide", { persisted: true });
  await one.happen("pageshow", { persisted: true });
  assert.equal(one.reloads(), 0);
  answers.hold = { open: false };
  await one.happen("pagehide", { persisted: true });
  await one.happen("pageshow", { persisted: true });
  assert.equal(one.reloads(), 1);
});

test("a page that was left is not loaded again, and one that goes asks nobody whether they are sure", async () => {
  const left = await page("/me", { hold: KEY, shut: {} });
  await left.hide();
  await left.pass(6 * MINUTE_MS);
  left.root.hidden = true;
  await left.show();
  await left.say({ type: "shut" });
  assert.equal(left.reloads(), 0);

  const one = await page("/me", { hold: KEY });
  await one.happen("beforeunload");
  assert.equal(one.root.hidden, false, "it goes by itself");
  await one.say({ type: "shut" });
  await one.happen("beforeunload");
  assert.equal(one.root.hidden, true);
  await one.happen("pagehide", { persisted: false });
  assert.equal(one.root.hidden, false, "so that what is half written is kept");
});
