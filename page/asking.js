// The first question of asking for a link worker, before the app is here. Where the page is the phone's own copy, the
// question for this address takes the place of the line that asks to wait. What this visit has kept is filled in, so that
// nobody writes over it, and a press of the button is kept: the app carries it out.
(() => {
  "use strict";
  if (location.pathname !== "/refer/who") return;
  const whom = new URLSearchParams(location.search).getAll("for").pop();

  const kept = (name) => {
    try {
      return JSON.parse(sessionStorage.getItem(name));
    } catch {
      return null;
    }
  };

  const answers = kept("draft")?.answers ?? {};
  // Which group is asked about is said above the question, and only the app can say it: until then there is a line to
  // wait by. The second name is that of src/state/draft/carried.rs, for a group that was picked a moment ago.
  if (whom === undefined && (answers.about_group_name || kept("about-group"))) {
    const question = document.querySelector("#before .question");
    if (!question) return;
    const line = document.createElement("p");
    line.className = "fetching";
    line.setAttribute("role", "status");
    line.textContent = question.querySelector("form").dataset.wait;
    question.replaceWith(line);
    return;
  }
  const name = whom === undefined ? "who" : whom === "someone" ? "someone" : "me";
  const template = document.getElementById(`question-${name}`);
  if (template) document.querySelector("#before .fetching").replaceWith(template.content);

  const form = document.querySelector("#before .question-form");
  if (!form) return;
  const words = form.querySelector("textarea");
  if (words) words.value = answers.words ?? "";
  const chosen = form.querySelector(`input[value="${answers.for_whom}"]`);
  if (chosen) chosen.checked = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    form.dataset.sent = "";
    form.querySelector("[role=status]").textContent = form.dataset.wait;
  });
})();
