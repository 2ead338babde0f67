// The twin written by hand: no library, the pages drawn as text. `WORDS` is put in by the bundler.
import * as views from "./views.mjs";

const app = document.getElementById("app");
const today = new Date().toISOString().slice(0, 10);

addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='/']");
  if (!link || link.pathname.endsWith(".html") || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  go(link.href);
});

addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  const answers = new URLSearchParams(new FormData(form));
  if (location.pathname === "/refer/who" && !answers.get("for")) {
    app.innerHTML = views.who(WORDS, views.wrong(WORDS));
    return;
  }
  go(`${form.getAttribute("action") ?? location.pathname}?${answers}`);
});

addEventListener("popstate", draw);
draw();

function go(address) {
  history.pushState(null, "", address);
  draw();
}

function draw() {
  const query = new URLSearchParams(location.search);
  if (location.pathname === "/groups") drawResults(query);
  else if (location.pathname === "/refer/who") app.innerHTML = views.who(WORDS);
  else if (location.pathname === "/refer/words") app.innerHTML = views.wish(WORDS);
  else app.innerHTML = views.start(WORDS);
}

async function drawResults(query) {
  const near = query.get("near") ?? "";
  app.innerHTML = views.results(WORDS, near);
  const asked = location.href;
  try {
    const answer = await (await fetch(`/api/groups?${query}`)).json();
    if (location.href === asked) app.innerHTML = views.results(WORDS, near, answer, today);
  } catch {
    app.querySelector(".results-count").textContent = WORDS.failure.offline;
  }
}
