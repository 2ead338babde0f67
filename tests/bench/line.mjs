// Bad lines between an app and the server. One carries requests, and loses, doubles, holds back and halves some of
// them; the other carries a stream, and cuts it. Chance decides, the same again for the same seed. A line must not know
// what it carries, but for the id of a message, by which whoever sent it can tell that its way was clean.
import http from "node:http";
import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const HOST = "127.0.0.1";
/** The longest that an answer is held back, and that a request waits before it comes a second time, in app's seconds. */
const [LATEST, AGAIN_AFTER] = [30, 5];
/** A stream is cut after so many bytes or milliseconds at most. Its head alone has about fifteen hundred bytes. */
const [MOST_BYTES, MOST_MS] = [6000, 1000];

/** What happens to a request, how often in a hundred, and how. The rest arrives and is answered. */
const FAULTS = [
  { name: "lost on the way to the server", odds: 6, act: loseRequest },
  { name: "cut half way to the server", odds: 3, act: halveRequest },
  { name: "answered, and the answer lost", odds: 6, act: loseAnswer },
  { name: "answered, and the answer cut half way", odds: 3, act: halveAnswer },
  { name: "arrived twice, at once", odds: 3, act: doubleAtOnce },
  { name: "arrived twice, again later", odds: 3, act: doubleLater },
  { name: "answered late", odds: 6, act: answerLate },
];

/**
 * Opens a line for requests to a port. `second` is how long a second of the app takes here, in milliseconds. `counts`
 * says how often each fault has happened, `faulted` has the ids of the messages whose way was not clean, `differing`
 * says how many requests that arrived twice were answered in two ways.
 */
export async function openFaultyLine({ port, random, second }) {
  const line = {
    port: 0, target: port, random, second, requests: 0, differing: 0, brokenItself: 0,
    counts: new Map(FAULTS.map(({ name }) => [name, 0])),
    faulted: new Set(), pending: new Set(), agent: new http.Agent({ keepAlive: true }),
  };
  const front = http.createServer((request, response) => {
    keep(line, carry(line, request, response));
  });
  // Pauses between two requests are the sender's to make, not a fault of the line.
  front.keepAliveTimeout = 0;
  line.port = await listen(front);
  /** Waits until everything has arrived that is still on its way. */
  line.settle = async () => {
    while (line.pending.size > 0) await Promise.all(line.pending);
  };
  line.close = () => {
    front.close();
    front.closeAllConnections();
    line.agent.destroy();
  };
  return line;
}

/** Opens a line for one stream to a port. It carries everything until `cut` says how often it is to be cut. */
export async function openCutLine({ port, random }) {
  const line = { port: 0, target: port, random, cuts: 0, left: 0, open: new Set() };
  const front = net.createServer((client) => join(line, client));
  line.port = await listen(front);
  line.cut = (times) => {
    line.left = times;
    for (const wire of line.open) doom(line, wire);
  };
  line.close = () => {
    front.close();
    for (const wire of line.open) wire.client.destroy();
  };
  return line;
}

async function carry(line, request, response) {
  response.on("error", () => {});
  const body = await whole(request);
  if (body === undefined) return;
  line.requests += 1;
  const fault = draw(line);
  if (fault) {
    line.counts.set(fault.name, line.counts.get(fault.name) + 1);
    line.faulted.add(JSON.parse(body).id);
  }
  const act = fault?.act ?? passOn;
  await act(line, request, response, body);
}

function draw(line) {
  let drawn = line.random() * 100;
  for (const fault of FAULTS) {
    if (drawn < fault.odds) return fault;
    drawn -= fault.odds;
  }
  return undefined;
}

async function passOn(line, request, response, body) {
  answerWith(line, request, response, await onward(line, request, body));
}

async function loseRequest(line, request) {
  request.socket.destroy();
}

/** The head and half of the body arrive, and nothing more. */
function halveRequest(line, request, response, body) {
  const head = [`${request.method} ${request.url} HTTP/1.1`];
  for (let at = 0; at < request.rawHeaders.length; at += 2) {
    head.push(`${request.rawHeaders[at]}: ${request.rawHeaders[at + 1]}`);
  }
  const half = Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`), halfOf(body)]);
  return new Promise((resolve) => {
    const socket = net.connect(line.target, HOST, () => socket.write(half, () => socket.destroy()));
    socket.on("error", () => {});
    socket.once("close", () => {
      request.socket.destroy();
      resolve();
    });
  });
}

async function loseAnswer(line, request, response, body) {
  await onward(line, request, body);
  request.socket.destroy();
}

async function halveAnswer(line, request, response, body) {
  const answer = await onward(line, request, body);
  if (answer) {
    response.writeHead(answer.status, answer.headers);
    response.write(halfOf(answer.body), () => request.socket.destroy());
  } else {
    request.socket.destroy();
  }
}

async function doubleAtOnce(line, request, response, body) {
  const [one, other] = await Promise.all([onward(line, request, body), onward(line, request, body)]);
  compare(line, one, other);
  answerWith(line, request, response, one);
}

/** The second time may come when the sender has long been answered, and has sent the next. */
async function doubleLater(line, request, response, body) {
  const wait = line.random() * AGAIN_AFTER * line.second;
  const one = await onward(line, request, body);
  answerWith(line, request, response, one);
  await sleep(wait);
  compare(line, one, await onward(line, request, body));
}

/** It may be so late that nobody waits for it any more. */
async function answerLate(line, request, response, body) {
  const wait = line.random() * LATEST * line.second;
  const answer = await onward(line, request, body);
  await sleep(wait);
  answerWith(line, request, response, answer);
}

function compare(line, one, other) {
  const areKept = one?.status === 200 && other?.status === 200;
  if (areKept && !one.body.equals(other.body)) line.differing += 1;
}

function answerWith(line, request, response, answer) {
  if (answer) {
    response.writeHead(answer.status, answer.headers).end(answer.body);
  } else {
    line.brokenItself += 1;
    request.socket.destroy();
  }
}

/** Hands a request on to the server; nothing when no whole answer came back. */
function onward(line, { method, url, headers }, body) {
  return new Promise((resolve) => {
    const options = { host: HOST, port: line.target, method, path: url, headers, agent: line.agent };
    const request = http.request(options, (answer) => {
      const chunks = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("error", () => resolve(undefined));
      answer.once("close", () => resolve(undefined));
      answer.once("end", () =>
        resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) }));
    });
    request.on("error", () => resolve(undefined));
    request.end(body);
  });
}

/** The body of a request; nothing when whoever sent it has given up. */
function whole(request) {
  return new Promise((resolve) => {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("error", () => resolve(undefined));
    request.once("close", () => resolve(undefined));
    request.once("end", () => resolve(Buffer.concat(chunks)));
  });
}

function halfOf(body) {
  return body.subarray(0, body.length >> 1);
}

function keep(line, task) {
  line.pending.add(task);
  task.finally(() => line.pending.delete(task));
}

function join(line, client) {
  const server = net.connect(line.target, HOST);
  const wire = { client, server, bytesLeft: Infinity, timer: undefined, isCut: false };
  line.open.add(wire);
  client.setNoDelay(true);
  for (const end of [client, server]) end.on("error", () => {});
  client.on("data", (bytes) => server.write(bytes));
  server.on("data", (bytes) => {
    if (wire.isCut) return;
    // With no cut left to make, everything goes through.
    if (line.left === 0 || bytes.length < wire.bytesLeft) {
      wire.bytesLeft -= bytes.length;
      client.write(bytes);
      return;
    }
    client.write(bytes.subarray(0, wire.bytesLeft));
    cutNow(line, wire);
  });
  server.once("close", () => client.destroySoon());
  client.once("close", () => {
    clearTimeout(wire.timer);
    line.open.delete(wire);
    server.destroy();
  });
  doom(line, wire);
}

/** Decides how long this connection lasts: so many bytes, or so long. */
function doom(line, wire) {
  if (line.left === 0) return;
  if (line.random() < 0.5) {
    wire.bytesLeft = 1 + Math.floor(line.random() * MOST_BYTES);
  } else {
    wire.timer = setTimeout(() => cutNow(line, wire), line.random() * MOST_MS);
  }
}

/** Some cuts look like an end, others like a failure. */
function cutNow(line, wire) {
  if (wire.isCut || line.left === 0) return;
  wire.isCut = true;
  line.left -= 1;
  line.cuts += 1;
  if (line.random() < 0.5) wire.client.destroySoon();
  else wire.client.resetAndDestroy();
  wire.server.destroy();
}

function listen(server) {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, HOST, () => resolve(server.address().port));
  });
}
