// A person's thread from outside: a message sent once, the whole thread read, and what is wrong with it held against
// what was sent.
import { uuid7 } from "./random.mjs";
import { call, must } from "./town.mjs";

/** How many messages one answer holds is the server's to say; so often is asked at most. */
const MOST_PAGES = 10_000;

/** The next message of somebody, remembered with them and not sent. */
export function compose(person) {
  const message = { id: uuid7(), words: `See you on Tuesday. (${person.messages.length + 1})`, seq: undefined };
  person.messages.push(message);
  return message;
}

/** Sends a message once. True when an answer has been read that says that it is kept; then its place is known too. */
export async function deliver(port, person, message, { agent, patience } = {}) {
  const body = { id: message.id, body: { text: message.words } };
  const options = { body, cookie: person.cookie, agent, patience };
  const answer = await call(port, "POST", `/api/people/${person.id}/thread/messages`, options);
  if (answer.status === 200) {
    const kept = JSON.parse(answer.text);
    if (kept.id !== message.id) throw new Error(`sent ${message.id}, answered for ${kept.id}`);
    message.seq = kept.seq;
    return true;
  }
  // No answer, or one that says to come back.
  const isLater = answer.status === undefined || answer.status >= 500 || [408, 429].includes(answer.status);
  if (!isLater) throw new Error(`the server refuses what this benchmark sends: ${answer.status} ${answer.text}`);
  return false;
}

/** Everything in somebody's thread, in the order of the server. */
export async function wholeThread(port, person) {
  const messages = [];
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const address = `/api/people/${person.id}/thread?after=${messages.at(-1)?.seq ?? 0}`;
    const thread = JSON.parse(must(await call(port, "GET", address, { cookie: person.cookie }), 200).text);
    messages.push(...thread.messages);
    // So it says here that there is more.
    if (!thread.has_earlier) return messages;
    if (thread.messages.length === 0) break;
  }
  throw new Error("the thread has no end");
}

/** What is wrong in somebody's thread; every count should be nought. What nobody has had an answer for may be there. */
function faultsIn(thread, person) {
  const places = new Map(person.messages.map((message, at) => [message.id, at]));
  const own = thread.filter((one) => one.author.side === "person");
  const found = new Map(own.map((one) => [one.id, one]));
  const kept = person.messages.filter((message) => message.seq !== undefined);
  const isOther = ({ id, seq, words }) => {
    const one = found.get(id);
    return one !== undefined && (one.seq !== seq || one.body.text !== words);
  };
  return {
    lost: kept.filter((message) => !found.has(message.id)).length,
    doubled: own.length - found.size,
    strange: own.filter((one) => !places.has(one.id)).length,
    disordered: own.filter((one, at) => at > 0 && places.get(one.id) < places.get(own[at - 1].id)).length,
    gaps: thread.filter((one, at) => one.seq !== at + 1).length,
    changed: kept.filter(isOther).length,
  };
}

/** The faults in everybody's threads together. */
export async function faultsOf(town) {
  const all = { lost: 0, doubled: 0, strange: 0, disordered: 0, gaps: 0, changed: 0 };
  for (const person of town.people) {
    const faults = faultsIn(await wholeThread(town.port, person), person);
    for (const [kind, count] of Object.entries(faults)) all[kind] += count;
  }
  return all;
}

/** Rows of a table for them. */
export function faultRows(faults) {
  return [
    ["lost", faults.lost],
    ["doubled", faults.doubled],
    ["in a thread and never sent", faults.strange],
    ["in another order than sent", faults.disordered],
    ["places other than 1, 2, 3 and so on", faults.gaps],
    ["with other words or another place than answered", faults.changed],
  ];
}

/** Whether there are none. */
export function isFaultless(faults) {
  return Object.values(faults).every((count) => count === 0);
}
