// The line between phones and a server, at an address of its own. It can be cut, or be silent when the API is asked, or
// answer in the server's place; and it knows everything that went over it, whoever in the browser had sent it.
import http from "node:http";

const HOST = "127.0.0.1";

/** A line that leads nowhere until it is told where. */
export async function openLine() {
  const asked = [];
  const wires = new Set();
  let port = 0;
  let target = 0;
  /** What becomes of what is asked of the API: `open`, `silent`, or the answer that it gets. */
  let api = "open";
  const agent = new http.Agent({ keepAlive: false });

  const front = http.createServer(async (request, response) => {
    response.on("error", () => {});
    const body = await whole(request);
    const { method, url, headers } = request;
    asked.push({ method, url, headers, body: body.toString("utf8") });
    const isApi = url.startsWith("/api/");
    if (isApi && api === "silent") return request.socket.destroy();
    if (isApi && api !== "open") {
      response.writeHead(api.status, { "content-type": "application/json", "cache-control": "no-store" });
      return response.end(JSON.stringify(api.body));
    }
    const onward = http.request({ host: HOST, port: target, method, path: url, headers, agent }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
      answer.on("error", () => request.socket.destroy());
      response.once("close", () => answer.destroy());
    });
    // A server that is gone looks as it would without a line before it.
    onward.on("error", () => request.socket.destroy());
    response.once("close", () => onward.destroy());
    onward.end(body);
  });
  front.keepAliveTimeout = 0;
  front.on("connection", (wire) => {
    wires.add(wire);
    wire.once("close", () => wires.delete(wire));
  });
  const listen = () =>
    new Promise((done, fail) => {
      front.once("error", fail);
      front.listen(port, HOST, () => {
        front.off("error", fail);
        port = front.address().port;
        done();
      });
    });
  await listen();

  return {
    /** Where people find what is behind it. */
    base: `http://localhost:${port}`,
    /** Everything that was asked over it: method, address, headers and body. */
    asked,
    /** Leads to a server. */
    to(server) {
      target = server.port;
    },
    /** Says what becomes of what is asked of the API from now on. */
    answerApi(how) {
      api = how;
    },
    /** Nobody is there any more, as for a phone without a signal. */
    async cut() {
      if (!front.listening) return;
      const closed = new Promise((done) => front.close(done));
      for (const wire of wires) wire.destroy();
      await closed;
    },
    /** It leads to the server again. */
    async mend() {
      if (!front.listening) await listen();
    },
    async end() {
      await this.cut();
      agent.destroy();
    },
  };
}

/** The body of a request, as far as it came. */
function whole(request) {
  return new Promise((done) => {
    const pieces = [];
    request.on("data", (piece) => pieces.push(piece));
    request.on("error", () => {});
    request.once("close", () => done(Buffer.concat(pieces)));
    request.once("end", () => done(Buffer.concat(pieces)));
  });
}
