// The twin of components, for Preact and for React: `framework` is one of the two, put in by the bundler, and so is `WORDS`.
import { h, mount, useEffect, useState } from "framework";
import { cardOf, count, fill } from "./card.mjs";

const MARK = "M3 56H17V45H30V34H60C76 34 65 55 80 55C86 55 88 50 93 49 M40 8V56 M55 12V56";
const today = new Date().toISOString().slice(0, 10);

mount(h(App), document.getElementById("app"));

function App() {
  const [address, setAddress] = useState(() => location.pathname + location.search);
  const go = (to) => {
    history.pushState(null, "", to);
    setAddress(to);
  };
  useEffect(() => {
    const back = () => setAddress(location.pathname + location.search);
    addEventListener("popstate", back);
    return () => removeEventListener("popstate", back);
  }, []);
  const { pathname, searchParams } = new URL(address, location.href);
  if (pathname === "/groups") return h(Results, { key: address, query: searchParams, go });
  if (pathname === "/refer/who") return h(Who, { go });
  if (pathname === "/refer/words") return h(Wish, { go });
  return h(Start, { go });
}

function Link({ href, className, go, children }) {
  const follow = (event) => {
    event.preventDefault();
    go(href);
  };
  return h("a", { href, className, onClick: follow }, children);
}

function Page({ title, children }) {
  return h("article", { className: "page" }, h("h1", { className: "page-title", tabIndex: -1 }, title), children);
}

function Field({ id, label, hint, value, onType, type = "text" }) {
  return h("div", { className: "field" },
    h("label", { className: "field-label", htmlFor: id }, label),
    hint && h("p", { className: "field-hint", id: `${id}-hint` }, hint),
    h("input", {
      className: "input", id, name: id, type, maxLength: 100, spellCheck: false, value,
      onInput: (event) => onType(event.target.value),
      "aria-describedby": hint && `${id}-hint`,
    }));
}

function Start({ go }) {
  const words = WORDS.start;
  const [near, setNear] = useState("");
  const search = (event) => {
    event.preventDefault();
    go(`/groups?${new URLSearchParams({ near })}`);
  };
  return h("div", { className: "start" },
    h("svg", { className: "ornament", viewBox: "0 0 96 64", "aria-hidden": "true" }, h("path", { d: MARK })),
    h(Page, { title: words.title },
      h("form", { className: "start-search", role: "search", onSubmit: search },
        h(Field, { id: "near", label: words.near, hint: words.near_hint, value: near, onType: setNear }),
        h("button", { className: "button", type: "submit" }, words.search)),
      h("section", { className: "start-ask" },
        h("h2", null, words.ask_title),
        h("p", null, words.ask_lead),
        h("p", { className: "start-ways" },
          h(Link, { className: "button button-second", href: "/refer/who?for=me", go }, words.ask_me),
          h(Link, { className: "button button-second", href: "/refer/who?for=someone", go }, words.ask_someone)),
        h("ul", { className: "start-facts" },
          h("li", null, words.fact_who), h("li", null, words.fact_next), h("li", null, words.fact_free)))));
}

function Who({ go }) {
  const words = WORDS.refer;
  const [whom, setWhom] = useState(() => new URLSearchParams(location.search).get("for"));
  const [isWrong, setWrong] = useState(false);
  const send = (event) => {
    event.preventDefault();
    if (whom) go(`/refer/words?for=${whom}`);
    else setWrong(true);
  };
  const choice = (value, label) =>
    h("label", { className: "choice" },
      h("input", { type: "radio", name: "for", value, checked: whom === value, onChange: () => setWhom(value) }),
      h("span", null, label));
  return h("div", { className: "question" },
    h("p", { className: "back-row" }, h(Link, { className: "back", href: "/", go }, words.back)),
    h(Page, { title: words.who_title },
      h("p", { className: "lead" }, words.who_why),
      isWrong && h("div", { className: "error-summary", role: "alert" }, h("h2", null, words.errors_title)),
      h("form", { className: "question-form", onSubmit: send },
        h("fieldset", { className: "choices" }, choice("me", words.who_me), choice("someone", words.who_someone)),
        h("p", { className: "question-end" }, h("button", { className: "button", type: "submit" }, words.go_on)))));
}

function Wish({ go }) {
  const words = WORDS.refer;
  return h("div", { className: "question" },
    h("p", { className: "back-row" }, h(Link, { className: "back", href: "/refer/who", go }, words.back)),
    h(Page, { title: words.words_title },
      h("p", { className: "lead" }, words.words_why),
      h("textarea", { className: "input", name: "words", rows: 5 })));
}

function Results({ query, go }) {
  const words = WORDS.groups;
  const [near, setNear] = useState(query.get("near") ?? "");
  const [sought, setSought] = useState(query.get("q") ?? "");
  const [answer, setAnswer] = useState();
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    const asking = new AbortController();
    fetch(`/api/groups?${query}`, { signal: asking.signal })
      .then((response) => response.json())
      .then(setAnswer)
      .catch(() => setFailed(!asking.signal.aborted));
    return () => asking.abort();
  }, []);
  const search = (event) => {
    event.preventDefault();
    go(`/groups?${new URLSearchParams({ near, q: sought })}`);
  };
  const found = answer ? count(words.count, answer.total) : words.searching;
  return h("div", { className: "results" },
    h(Page, { title: fill(words.title_near, { place: query.get("near") }) },
      h("form", { className: "search-form", role: "search", onSubmit: search },
        h(Field, { id: "near", label: words.near, value: near, onType: setNear }),
        h(Field, { id: "q", label: words.words_label, value: sought, onType: setSought, type: "search" }),
        h("p", { className: "search-ways" }, h("button", { className: "button", type: "submit" }, words.search))),
      h("div", { className: "results-body" },
        h("div", { className: "results-list" },
          h("p", { className: "results-count", role: "status" }, hasFailed ? WORDS.failure.offline : found),
          answer && h("ol", { className: "cards" },
            answer.groups.map((group) => h(Card, { key: group.id, group, near: query.get("near"), go })))))));
}

function Card({ group, near, go }) {
  const { id, name, summary, place, when, isToday, chips } = cardOf(group, WORDS, today);
  return h("li", { className: "card" },
    h("p", { className: isToday ? "card-when card-today" : "card-when" }, when),
    h("h2", { className: "card-name" }, h(Link, { href: `/groups/${id}?near=${encodeURIComponent(near)}`, go }, name)),
    place && h("p", { className: "card-place" }, place),
    h("p", { className: "card-summary" }, summary),
    h("ul", { className: "chips" }, chips.map((chip) => h("li", { key: chip, className: "chip" }, chip))));
}
