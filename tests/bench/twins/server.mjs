// Serves the twins of the start, results and first-question pages beside the app, for comparison: the same words, the
// app's own styles, and the groups that its API answers, everything packed by brotli once. Each twin has a port.
//
// node twins/server.mjs --upstream http://127.0.0.1:8080 [--dist dist] prints where they are, as one line of JSON.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { brotliCompressSync } from "node:zlib";
import * as views from "./views.mjs";
import { wordsOf } from "./words.mjs";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const ROOT = path.join(HERE, "../../..");
/** The files that the bundler starts from, and what they know as `framework`. */
const SCRIPTS = {
  hand: { entry: "hand.mjs" },
  preact: { entry: "components.mjs", framework: "preact.mjs" },
  react: { entry: "components.mjs", framework: "react.mjs" },
};
/** The search that the results page is measured with. */
const NEAR = "QQ1 1AA";
const HTML = "text/html; charset=utf-8";
const FOREVER = "public, max-age=31536000, immutable";

const { values } = parseArgs({ options: { upstream: { type: "string" }, dist: { type: "string" } } });
const { upstream, dist = path.join(ROOT, "dist") } = values;
if (!upstream) throw new Error("--upstream names the server of the app, which has the groups");

const words = wordsOf(JSON.parse(readFileSync(path.join(ROOT, "locales/en.json"), "utf8")));
/** The question's page has its own styles, as its app has its own page. */
const styles = { public: stylesOf("index.html"), refer: stylesOf("refer.html") };
const asked = `/api/groups?near=${NEAR.replace(" ", "+")}`;
const groups = Buffer.from(await (await fetch(upstream + asked)).arrayBuffer());
const today = new Date().toISOString().slice(0, 10);

const twins = { plain: plainFiles() };
for (const [name, script] of Object.entries(SCRIPTS)) twins[name] = files(name, bundle(script));
const where = {};
for (const [name, table] of Object.entries(twins)) where[name] = await serve(table);
console.log(JSON.stringify(where));

/** An app's own styles: those in its page, and those beside it. */
function stylesOf(name) {
  const page = readFileSync(path.join(dist, name), "utf8");
  const inside = [...page.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map((match) => match[1]);
  const beside = [...page.matchAll(/<link[^>]*rel="stylesheet"[^>]*href="\/([^"]+)"/g)].map((match) =>
    readFileSync(path.join(dist, match[1]), "utf8"));
  const all = [...inside, ...beside].join("\n");
  if (!all) throw new Error(`${name} in ${dist} has no styles to give to the twins`);
  return all;
}

function bundle({ entry, framework }) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "stile-twins-"));
  const out = path.join(folder, "twin.js");
  const more = framework ? [`--alias:framework=${path.join(HERE, framework)}`] : [];
  try {
    execFileSync(esbuild(), [
      path.join(HERE, entry), "--bundle", "--minify", "--format=esm", "--target=es2022", "--log-level=error",
      '--define:process.env.NODE_ENV="production"', `--define:WORDS=${JSON.stringify(words)}`, ...more, `--outfile=${out}`,
    ]);
    return readFileSync(out);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The esbuild of the project: on the PATH under `cargo xtask`, else where that has put it. */
function esbuild() {
  const kept = path.join(process.env.STILE_CACHE ?? path.join(os.homedir(), ".cache/stile"), "tools/node/node_modules/.bin");
  const found = [...(process.env.PATH ?? "").split(path.delimiter), kept]
    .map((folder) => path.join(folder, "esbuild"))
    .find((file) => existsSync(file));
  if (!found) throw new Error("esbuild is not here: `cargo xtask run` installs it");
  return found;
}

/** A document around an app's styles. `head` and `body` are what makes it a twin of one kind or another. */
function html(head, body, app = "public") {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${words.app.name}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1"><style>${styles[app]}</style>${head}</head>
    <body>${body}</body></html>`;
}

/** A twin that is drawn in the browser: the head and the foot stand in the document, as a good one would have it. */
function files(name, script) {
  const source = `/${name}.js`;
  const body = `${views.header(words)}<main id="main"><div id="app"></div></main>${views.footer(words)}`;
  const loads = `<script type="module" src="${source}"></script>`;
  const early = `<link rel="preload" as="fetch" crossorigin href="${asked}">`;
  const question = packed(html(loads, body, "refer"), HTML, "no-cache");
  return {
    "/": packed(html(loads, body), HTML, "no-cache"),
    "/refer/who": question,
    "/refer/words": question,
    "/groups": packed(html(early + loads, body), HTML, "no-cache"),
    "/api/groups": packed(groups, "application/json", "max-age=60"),
    [source]: packed(script, "text/javascript", FOREVER),
  };
}

/** The twin without a script: the server draws every page. */
function plainFiles() {
  const document = (inside, app) =>
    packed(html("", `${views.header(words)}<main id="main">${inside}</main>${views.footer(words)}`, app), HTML, "no-cache");
  return {
    "/": document(views.start(words)),
    "/refer/who": document(views.who(words), "refer"),
    "/refer/words": document(views.wish(words), "refer"),
    "/groups": document(views.results(words, NEAR, JSON.parse(groups), today)),
  };
}

function packed(content, type, control) {
  const body = brotliCompressSync(content);
  const headers = { "content-type": type, "content-encoding": "br", "content-length": body.length, "cache-control": control };
  return { body, headers };
}

function serve(table) {
  const server = http.createServer((request, response) => {
    const found = table[new URL(request.url, "http://localhost").pathname];
    response.writeHead(found ? 200 : 404, found?.headers);
    response.end(found?.body);
  });
  server.keepAliveTimeout = 60_000;
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${server.address().port}`));
  });
}
