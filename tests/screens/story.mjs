// What the pictures tell: Amina has asked for company, Wen has taken it on, they have written to each other, and there is a
// plan. Everybody and every place in it is invented.
import { fill, ready, words } from "../e2e/support.mjs";
import { ask, atDesk, newContext, open, refer, send, signIn, takeMessages } from "../e2e/people.mjs";

const { desk, me, sign_in: w } = words;
const EMAIL = "amina@example.org";
const NAME = "Amina Example";
const WORKER = "Wen Example";
/** Groups of the demo area, and why they are on the plan. */
const GROUPS = [
  { name: "Netherfold Coffee Stop", reason: "Somebody to say good morning to.", isGoing: true },
  { name: "The Kettle Club", reason: "They pour the tea before you have sat down.", isGoing: false },
];
/** Who else waits at the desk. */
const OTHERS = [
  { name: "Bao Example", email: "bao@example.org", needs: ["loneliness"], words: "I am new here and know nobody." },
  { name: "Cai Example", email: "cai@example.org", needs: ["money"], words: "I would like help with a letter." },
];
/** What they wrote to each other, the person first. */
const THREAD = [
  "Good morning. Is there something on Tuesdays that is not too loud?",
  "Good morning, Amina. The Coffee Stop is small, and Pat looks up when somebody comes in. Shall I put it on your plan?",
  "Yes please. I will go if I can sit by the window.",
  "I will tell them. You can leave whenever you want.",
];

/** Lets all of it happen. Answers with the pages of both, each signed in. */
export async function tell(browser, server, { phone, wide }) {
  for (const page of await takeMessages(browser, server)) await page.context().close();
  for (const other of OTHERS) await refer(server, other);
  await refer(server, { email: EMAIL, name: NAME, words: "Somebody to talk to on Tuesdays." });
  const worker = await atDesk(browser, server, WORKER);
  await worker.setViewportSize(wide);
  await worker.getByText(NAME).first().click();
  await worker.getByRole("button", { name: desk.act.accept, exact: true }).click();
  await worker.getByRole("button", { name: desk.act.accept_button }).click();
  await worker.getByText(desk.act.accept_done).waitFor();

  const person = await open(await newContext(browser, phone), `${server.base}/sign-in`);
  await signIn(person, server, EMAIL);
  await person.getByRole("heading", { name: me.next }).waitFor();
  const id = JSON.parse((await ask(person, "/api/me")).text).somebody.person.id;
  await plan(person, server, id);
  let read_to = 0;
  for (const [index, text] of THREAD.entries()) {
    const message = { id: crypto.randomUUID(), body: { text }, read_to };
    ({ seq: read_to } = await send(index % 2 ? worker : person, `/api/people/${id}/thread/messages`, message));
  }
  return { person, worker, id };
}

async function plan(person, server, id) {
  const step = (text) => ({ id: crypto.randomUUID(), words: text });
  const goals = [
    {
      id: crypto.randomUUID(),
      title: "I want to get out of the house again",
      why: "The days are long since I moved here.",
      how_known: "I know two names.",
      steps: [step("Look where the bus stops"), step("Go once with Wen")],
    },
    { id: crypto.randomUUID(), title: "Sleep better", steps: [step("Ask about the evening walk")] },
  ];
  for (const goal of goals) await send(person, `/api/people/${id}/plan/goals`, goal);
  const [{ steps: [first] }] = goals;
  const path = `/api/people/${id}/plan/goals/${goals[0].id}/steps/${first.id}/acts`;
  const on = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/London" }).format(new Date());
  await send(person, path, { id: crypto.randomUUID(), act: { finish: { on } } });
  for (const { name, reason, isGoing } of GROUPS) {
    const { groups } = await (await fetch(`${server.base}/api/groups?q=${encodeURIComponent(name)}`)).json();
    const held = { id: crypto.randomUUID(), group: groups.find((group) => group.name === name).id, reason };
    await send(person, `/api/people/${id}/plan/groups`, held);
    if (!isGoing) continue;
    const act = { id: crypto.randomUUID(), act: "plan_to_go" };
    await send(person, `/api/people/${id}/plan/groups/${held.id}/acts`, act);
  }
}

/** Opens an address once everything on it is there and nothing moves any more. */
export async function show(page, address) {
  await page.goto(address);
  await ready(page);
  await page.waitForFunction(() => !document.querySelector("main .loading"));
  await settled(page);
}

/** Waits until nothing moves, and takes the caret out of sight. */
export async function settled(page) {
  await page.evaluate(async () => {
    document.activeElement?.blur();
    await document.fonts.ready;
    const ending = document.getAnimations().filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime));
    await Promise.allSettled(ending.map((one) => one.finished));
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  });
}

/** The heading of the thread with the person, at the desk. */
export const threadTitle = fill(words.messages_desk.thread_title, { name: NAME });
