// A mail server for the length of a benchmark: it takes every letter and remembers the last one to each address. No more
// of SMTP (RFC 5321) than a server that sends one letter a connection needs.
import net from "node:net";

/** Opens one on a free port. `letters` has the text of the last letter to each address, `taken` how many there were. */
export async function openPostbox() {
  const box = { letters: new Map(), taken: 0, port: 0, close: () => listener.close() };
  const listener = net.createServer((socket) => converse(socket, box));
  await new Promise((resolve, reject) => {
    listener.once("error", reject);
    listener.listen(0, "127.0.0.1", resolve);
  });
  listener.unref();
  box.port = listener.address().port;
  return box;
}

/** The six digits of a letter. */
export const codeOf = (letter) => /\b(\d{3}) (\d{3})\b/.exec(letter).slice(1).join("");

/** What the page behind the link of a letter spends. */
export const tokenOf = (letter) => /#([\w-]+)/.exec(letter)[1];

function converse(socket, box) {
  let [to, unread, isLetter] = ["", "", false];
  socket.setNoDelay(true);
  socket.on("error", () => {});
  const say = (words) => socket.write(`${words}\r\n`);
  say("220 postbox");
  socket.on("data", (bytes) => {
    unread += bytes.toString("latin1");
    for (;;) {
      const ending = isLetter ? "\r\n.\r\n" : "\r\n";
      const end = unread.indexOf(ending);
      if (end < 0) return;
      const said = unread.slice(0, end);
      unread = unread.slice(end + ending.length);
      if (isLetter) {
        isLetter = false;
        box.letters.set(to, plain(said));
        box.taken += 1;
        say("250 taken");
      } else if (/^DATA/i.test(said)) {
        isLetter = true;
        say("354 go on");
      } else if (/^QUIT/i.test(said)) {
        socket.end("221 goodbye\r\n");
      } else {
        to = /^RCPT TO:<(.+)>/i.exec(said)?.[1] ?? to;
        say("250 postbox");
      }
    }
  });
}

/** Long lines may have been broken in two (quoted-printable, RFC 2045). */
function plain(letter) {
  const isQuoted = /^content-transfer-encoding: *quoted-printable/im.test(letter);
  if (!isQuoted) return letter;
  return letter.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
}
