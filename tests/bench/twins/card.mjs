// What the card of a group says, as in the app (src/features/groups/group_card.rs), for every twin alike.
const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const DAY_MS = 24 * 60 * 60 * 1000;
/** How many access features a card names. */
const ACCESS = 3;

/** The texts of a card. `today` is a date like 2026-11-26. */
export function cardOf(group, words, today) {
  const { place } = group;
  return {
    id: group.id,
    name: group.name,
    summary: group.summary,
    place: place && (place.town ? `${place.name}, ${place.town}` : place.name),
    when: when(group, words, today),
    isToday: group.next?.date === today,
    chips: chips(group, words),
  };
}

/** A word with its gaps filled in. */
export function fill(word, gaps) {
  return word.replace(/\{(\w+)\}/g, (_, name) => gaps[name]);
}

/** A word that goes with a number. */
export function count(word, number) {
  return fill(number === 1 ? word.one : word.other, { count: number });
}

function when({ next, standing }, words, today) {
  if (standing === "paused") return words.groups.paused;
  if (!next) return words.groups.ask_when;
  const day = dayOf(next.date, words, today);
  return next.starts ? fill(words.groups.day_and_time, { day, time: timeOf(next.starts, words) }) : day;
}

function dayOf(date, words, today) {
  const ahead = Math.round((Date.parse(date) - Date.parse(today)) / DAY_MS);
  if (ahead === 0) return words.groups.today;
  if (ahead === 1) return words.groups.tomorrow;
  const weekday = words.groups[WEEKDAYS[new Date(date).getUTCDay()]];
  if (ahead < 7) return weekday;
  const month = new Date(date).toLocaleDateString("en-GB", { month: "long", timeZone: "UTC" });
  return `${weekday} ${Number(date.slice(8))} ${month}`;
}

function timeOf(starts, words) {
  const [hour, minute] = starts.split(":");
  const clock = `${hour % 12 || 12}${minute === "00" ? "" : `.${minute}`}`;
  return fill(hour >= 12 ? words.results.pm : words.results.am, { time: clock });
}

function chips({ travel, online, cost, access }, words) {
  const out = [];
  if (travel?.walk !== undefined) out.push(count(words.groups.walk, travel.walk));
  if (travel?.drive !== undefined) out.push(count(words.groups.drive, travel.drive));
  if (online) out.push(words.groups.online);
  if (cost !== "unknown") out.push(words.groups[cost]);
  out.push(...access.slice(0, ACCESS).map((feature) => words.access[feature]));
  return out;
}
