// The pages of the twins as text: drawn in the browser by the one written by hand, and by the server for the plain one.
import { cardOf, count, fill } from "./card.mjs";

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const MARK = "M3 56H17V45H30V34H60C76 34 65 55 80 55C86 55 88 50 93 49 M40 8V56 M55 12V56";

const escaped = (text) => String(text).replace(/[&<>"]/g, (letter) => ESCAPES[letter]);

const drawing = (name) =>
  `<svg class="${name}" viewBox="0 0 96 64" aria-hidden="true" focusable="false"><path d="${MARK}"/></svg>`;

const page = (title, inside) =>
  `<article class="page"><h1 class="page-title" tabindex="-1">${escaped(title)}</h1>${inside}</article>`;

const field = (id, label, more, hint = "") =>
  `<div class="field"><label class="field-label" for="${id}">${escaped(label)}</label>${hint}<input class="input"
    id="${id}" name="${id}" maxlength="100" spellcheck="false" ${more}></div>`;

/** What every page has above the rest. */
export function header({ app, header: words }) {
  return `<a class="skip" href="#main">${words.skip}</a><header class="header"><a class="brand" href="/">
    ${drawing("brand-mark")}<span>${app.name}</span></a><div class="header-ways">
    <a class="help-now" href="/help-now.html">${words.help_now}</a>
    <a class="leave" href="https://www.bbc.co.uk/weather" data-leave="">${words.leave}</a></div></header>`;
}

/** What every page has below the rest. */
export function footer({ footer: words }) {
  return `<footer class="footer"><p>${words.not_emergency} <a href="/help-now.html">${words.help_now}</a></p>
    <p class="footer-links"><a href="/referral">${words.referral}</a><a href="/me">${words.me}</a>
    <a href="/about">${words.about}</a></p></footer>`;
}

/** The start page. */
export function start({ start: words }) {
  const hint = `<p class="field-hint" id="near-hint">${words.near_hint}</p>`;
  const more = 'type="text" autocomplete="postal-code" aria-describedby="near-hint"';
  return `<div class="start">${drawing("ornament")}${page(
    words.title,
    `<form class="start-search" method="get" action="/groups" role="search">${field("near", words.near, more, hint)}
      <button class="button" type="submit">${words.search}</button></form>
      <section class="start-ask"><h2>${words.ask_title}</h2><p>${words.ask_lead}</p><p class="start-ways">
      <a class="button button-second" href="/refer/who?for=me">${words.ask_me}</a>
      <a class="button button-second" href="/refer/who?for=someone">${words.ask_someone}</a></p>
      <ul class="start-facts"><li>${words.fact_who}</li><li>${words.fact_next}</li><li>${words.fact_free}</li></ul>
      </section>`,
  )}</div>`;
}

/** The first question of the referral, and what is wrong with its answer. */
export function who({ refer: words }, error = "") {
  const choice = (value, label) =>
    `<label class="choice"><input type="radio" name="for" value="${value}"><span>${label}</span></label>`;
  return `<div class="question"><p class="back-row"><a class="back" href="/">${words.back}</a></p>${page(
    words.who_title,
    `<p class="lead">${words.who_why}</p>${error}<form class="question-form" method="get" action="/refer/words">
      <fieldset class="choices">${choice("me", words.who_me)}${choice("someone", words.who_someone)}</fieldset>
      <p class="question-end"><button class="button" type="submit">${words.go_on}</button></p></form>`,
  )}</div>`;
}

/** The second question. */
export function wish({ refer: words }) {
  return `<div class="question"><p class="back-row"><a class="back" href="/refer/who">${words.back}</a></p>${page(
    words.words_title,
    `<p class="lead">${words.words_why}</p><form class="question-form"><textarea class="input" name="words" rows="5">
      </textarea><p class="question-end"><button class="button" type="submit">${words.go_on}</button></p></form>`,
  )}</div>`;
}

/** What is said where an answer is missing. */
export function wrong({ refer: words }) {
  return `<div class="error-summary" role="alert"><h2>${words.errors_title}</h2></div>`;
}

/** The results for a place; without an answer the list is still to come. */
export function results(words, near, answer, today) {
  const { groups } = words;
  const list = answer
    ? `<p class="results-count" role="status">${count(groups.count, answer.total)}</p><ol class="cards">${answer.groups
        .map((group) => card(cardOf(group, words, today), near))
        .join("")}</ol>`
    : `<p class="results-count" role="status">${groups.searching}</p>`;
  return `<div class="results">${page(
    fill(groups.title_near, { place: near }),
    `<form class="search-form" method="get" action="/groups" role="search">
      ${field("near", groups.near, `type="text" autocomplete="postal-code" value="${escaped(near)}"`)}
      ${field("q", groups.words_label, 'type="search" autocomplete="off"')}
      <p class="search-ways"><button type="submit" class="button">${groups.search}</button></p></form>
      <div class="results-body"><div class="results-list">${list}</div></div>`,
  )}</div>`;
}

function card({ id, name, summary, place, when, isToday, chips }, near) {
  return `<li class="card"><p class="card-when${isToday ? " card-today" : ""}">${escaped(when)}</p>
    <h2 class="card-name"><a href="/groups/${id}?near=${encodeURIComponent(near)}">${escaped(name)}</a></h2>
    ${place ? `<p class="card-place">${escaped(place)}</p>` : ""}<p class="card-summary">${escaped(summary)}</p>
    <ul class="chips">${chips.map((chip) => `<li class="chip">${escaped(chip)}</li>`).join("")}</ul></li>`;
}
