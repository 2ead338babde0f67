// The words of the twins: those of the app, and only as many as the twins say.
const KEYS = {
  app: ["name"],
  header: ["skip", "help_now", "leave"],
  footer: ["not_emergency", "help_now", "referral", "me", "about"],
  start: [
    "title", "near", "near_hint", "search", "ask_title", "ask_lead", "ask_me", "ask_someone", "fact_who", "fact_next",
    "fact_free",
  ],
  refer: [
    "back", "go_on", "errors_title", "who_title", "who_why", "who_me", "who_someone", "words_title", "words_why",
  ],
  groups: [
    "title", "title_near", "near", "words_label", "search", "searching", "count", "more", "free", "paid", "online", "walk",
    "drive", "today", "tomorrow", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "ask_when",
    "paused", "day_and_time",
  ],
  results: ["am", "pm"],
  failure: ["offline"],
  access: undefined,
};

/** What the twins say, out of everything that there is. A section without a list is taken whole. */
export function wordsOf(all) {
  const pick = (section, keys) => Object.fromEntries(keys.map((key) => [key, wanted(section, key, all[section]?.[key])]));
  return Object.fromEntries(
    Object.entries(KEYS).map(([section, keys]) => [section, pick(section, keys ?? Object.keys(all[section]))]),
  );
}

function wanted(section, key, word) {
  if (word === undefined) throw new Error(`locales/en.json has no ${section}.${key} any more: the twins say it`);
  return word;
}
