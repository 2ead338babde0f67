// A mail server that was not written by us (aiosmtpd, as in the tests), and a receiver of texts that checks what is signed.
// Both remember when each thing came, in milliseconds since 1970.
import { spawn } from "node:child_process";
import { createHmac, randomBytes } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { StringDecoder } from "node:string_decoder";
import { ROOT, scratch } from "./server.mjs";

/** How often it is looked what has come; when it came is written beside it. */
const LOOK_MS = 20;

/** Opens the mail server. `letters` has the text of the last letter to each address, `came` when each came. */
export async function openPostOffice() {
  const mails = path.join(scratch(), "mails.jsonl");
  closeSync(openSync(mails, "a"));
  const script = path.join(ROOT, "tests/e2e/smtp/server.py");
  const child = spawn(process.env.PYTHON ?? "python3", [script, "--mails", mails], { stdio: ["pipe", "pipe", "inherit"] });
  const port = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", () => reject(new Error("the mail server did not start")));
    child.stdout.once("data", (line) => resolve(Number(line)));
  });
  const office = { port, letters: new Map(), came: new Map() };
  const [file, bytes, decoder] = [openSync(mails, "r"), Buffer.alloc(65_536), new StringDecoder()];
  let unread = "";
  const look = () => {
    for (let count = readSync(file, bytes); count > 0; count = readSync(file, bytes)) {
      unread += decoder.write(bytes.subarray(0, count));
    }
    const lines = unread.split("\n");
    unread = lines.pop();
    for (const line of lines) {
      const { to, text, at } = JSON.parse(line);
      office.letters.set(to[0], text);
      office.came.set(to[0], [...(office.came.get(to[0]) ?? []), at]);
    }
  };
  const looking = setInterval(look, LOOK_MS);
  looking.unref();
  office.close = () => {
    clearInterval(looking);
    closeSync(file);
    child.stdin.end();
  };
  return office;
}

/** Opens the receiver of texts, which remembers as much. `wrong` is how many were not signed as they should be. */
export async function openTextOffice() {
  const office = { secret: randomBytes(24).toString("hex"), letters: new Map(), came: new Map(), wrong: 0 };
  const listener = http.createServer(async (request, answer) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const [at, body] = [Date.now(), Buffer.concat(chunks)];
    const signed = createHmac("sha256", office.secret).update(`${request.headers["stile-timestamp"]}.`).update(body);
    if (request.headers["stile-signature"] !== `v1=${signed.digest("hex")}`) office.wrong += 1;
    const { to, body: text } = JSON.parse(body);
    office.letters.set(to, text);
    office.came.set(to, [...(office.came.get(to) ?? []), at]);
    answer.writeHead(204).end();
  });
  await new Promise((resolve) => listener.listen(0, "127.0.0.1", resolve));
  listener.unref();
  office.url = `http://127.0.0.1:${listener.address().port}/`;
  office.close = () => listener.close();
  return office;
}
