// A stream of hints, and somebody who follows one as the app does: when it is lost it is opened again after a while,
// from the last hint that was heard. It must not know what breaks the line.
import http from "node:http";
import { performance } from "node:perf_hooks";

/** The longest wait before a lost stream is opened again, before the jitter, in seconds. */
const LONGEST_WAIT = 64;

/**
 * Opens a stream once. `opened` is called when it stands, `heard` for each event with its name, number and data, and
 * `lost` when it has come to its end, with a status where the server would not open it.
 */
export function openStream({ port, cookie, after, opened, heard, lost }) {
  const path = after === undefined ? "/api/changes" : `/api/changes?after=${after}`;
  const headers = { accept: "text/event-stream", cookie };
  let isOver = false;
  let refused;
  const end = () => {
    if (isOver) return;
    isOver = true;
    lost(refused);
  };
  const request = http.request({ host: "127.0.0.1", port, path, headers, agent: false }, (answer) => {
    answer.on("error", () => {});
    if (answer.statusCode !== 200) {
      refused = answer.statusCode;
      request.destroy();
      return;
    }
    let unread = "";
    answer.setEncoding("utf8");
    answer.on("data", (text) => {
      unread += text;
      for (let at = unread.indexOf("\n\n"); at >= 0 && !isOver; at = unread.indexOf("\n\n")) {
        const event = read(unread.slice(0, at));
        unread = unread.slice(at + 2);
        if (event.name) heard(event);
      }
    });
    answer.once("close", end);
    opened();
  });
  request.on("error", () => {});
  request.once("close", end);
  request.end();
  return {
    /** Ends it from this side; nothing is called any more. */
    close() {
      isOver = true;
      request.destroy();
    },
  };
}

/** Somebody who follows, for as long as it takes. */
export class Follower {
  /** The numbers of the hints that were heard, in the order in which they were, and what each is about. */
  numbers = [];
  abouts = [];
  /** How long it took from each loss to the next hint, in milliseconds. */
  silences = [];
  resets = 0;
  /** What the server answered instead of a stream, and `ended` where it took the sign-in for over. */
  refusals = [];
  #port;
  #cookie;
  #random;
  #last;
  #losses = 0;
  #deafSince;
  #stream;
  #timer;
  #isClosed = false;

  constructor({ port, cookie, random }) {
    this.#port = port;
    this.#cookie = cookie;
    this.#random = random;
  }

  /** Opens the stream, and settles when it stands for the first time. */
  open() {
    return new Promise((resolve) => this.#open(resolve));
  }

  close() {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#stream?.close();
  }

  #open(isOpen) {
    const opened = () => {
      this.#losses = 0;
      isOpen?.();
    };
    const heard = (event) => this.#hear(event);
    const lost = (status) => this.#lose(status);
    this.#stream = openStream({ port: this.#port, cookie: this.#cookie, after: this.#last, opened, heard, lost });
  }

  #hear({ name, number, data }) {
    if (name === "ended") {
      this.refusals.push("ended");
      return;
    }
    this.#last = number;
    // From which number on it tells.
    if (name === "start") return;
    if (name === "reset") {
      this.resets += 1;
      return;
    }
    this.numbers.push(number);
    this.abouts.push(JSON.parse(data).about);
    if (this.#deafSince !== undefined) this.silences.push(performance.now() - this.#deafSince);
    this.#deafSince = undefined;
  }

  #lose(status) {
    if (this.#isClosed) return;
    if (status !== undefined) this.refusals.push(status);
    this.#deafSince ??= performance.now();
    const seconds = Math.min(LONGEST_WAIT, 2 ** this.#losses) * (0.5 + this.#random());
    this.#losses += 1;
    this.#timer = setTimeout(() => this.#open(), seconds * 1000);
  }
}

/** One event as it stands in the stream (HTML standard, server-sent events). What begins with a colon says nothing. */
function read(block) {
  const fields = {};
  for (const line of block.split("\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) fields[line.slice(0, colon)] = line.slice(colon + 1).trim();
  }
  return { name: fields.event, number: Number(fields.id), data: fields.data };
}
