// Every budget of the design, line by line: which part measures it, by which figure, and what misses it may take to keep.
// `most` and `least` are the budgets; without one a figure is only told. Units are those of the figures.

const sizes = (figure, most, name, more) => ({ part: "sizes", figure, most, name, ...more });
const paint = (figure, budget, name, more) => ({ part: "paint", figure, ...budget, name, ...more });
const most = (value) => ({ most: value });
const least = (value) => ({ least: value });

export const LINES = [
  {
    line: "first usable page of the referral",
    items: [
      sizes("everything for the first usable page, brotli", 200_000, "everything for it"),
      sizes("refer: refer.html and its styles, brotli", 14_000, "HTML and styles"),
      sizes("app: everything for the first page, brotli", 200_000, "the same of the start page"),
    ],
  },
  {
    line: "whole app",
    items: [
      sizes("app, brotli", 260_000, "public app"),
      sizes("app: scripts, brotli", 8_000, "its scripts"),
      sizes("largest app", 260_000, "largest of all apps"),
      sizes("largest scripts", 8_000, "largest scripts"),
    ],
  },
  {
    line: "first words and largest paint",
    items: [
      paint("stile.start.words", most(1000), "first words, start page"),
      paint("stile.results.words", most(1000), "first words, results"),
      paint("stile.start.largest", most(1000), "largest paint, start page"),
      paint("stile.results.largest", most(1000), "largest paint, results"),
      paint("stile.start.largestToWords", most(1.05), "largest ÷ first, start page"),
      paint("stile.results.largestToWords", most(1.05), "largest ÷ first, results"),
      paint("ratio.hand.start.largest", most(0.6), "largest paint ÷ by hand, start page", {
        takes: "fewer bytes before the first paint: the twin by hand has little to draw there",
      }),
      paint("ratio.hand.results.largest", most(0.6), "largest paint ÷ by hand, results"),
      paint("ratio.preact.results.largest", {}, "largest paint ÷ Preact, results"),
      paint("ratio.react.results.largest", {}, "largest paint ÷ React, results"),
      paint("ratio.plain.results.largest", {}, "largest paint ÷ no script, results"),
      paint("stile.question.words", {}, "first words, first question"),
      paint("stile.question.largest", {}, "largest paint, first question"),
    ],
  },
  {
    line: "first tap or letter taken",
    items: [
      paint("letter.later", most(50), "later than in a page without a script"),
      paint("stile.letter.lost", most(0), "letters or focus lost at the hand-over"),
      paint("hand.letter.after", {}, "after the first words, by hand"),
      paint("stile.letter.after", {}, "after the first words, Stile"),
    ],
  },
  {
    line: "app in charge, first visit",
    items: [
      paint("stile.start.inCharge", most(3000), "start page"),
      paint("stile.results.inCharge", most(3000), "results, with the list"),
      paint("stile.question.inCharge", most(3000), "first question"),
      paint("ratio.react.start.inCharge", most(0.95), "÷ React, start page", {
        takes: "about 65 KB for everything: each KB costs 5.5 ms (the aim was set with such a page)",
      }),
      paint("ratio.hand.start.inCharge", most(1.25), "÷ by hand, start page", {
        takes: "about 65 KB for everything: each KB costs 5.5 ms (the aim was set with such a page)",
      }),
      paint("ratio.preact.start.inCharge", {}, "÷ Preact, start page"),
    ],
  },
  {
    line: "repeat visit, offline",
    items: [
      paint("again.start.words", most(500), "first words, start page"),
      paint("again.question.words", most(500), "first words, first question"),
      paint("again.low.start.words", most(1000), "low tier, start page"),
      paint("again.low.question.words", most(1000), "low tier, first question"),
      paint("again.fromLine", most(0), "bytes from elsewhere"),
    ],
  },
  {
    line: "click and typing, low tier",
    items: [
      { part: "list", figure: "list.50.typing", most: 100, name: "typing, 50 groups" },
      { part: "list", figure: "list.50.click", most: 100, name: "slowest tap, 50 groups" },
      { part: "list", figure: "list.1000.typing", most: 200, name: "typing, 1,000 groups" },
      {
        part: "list", figure: "list.1000.click", most: 200, name: "slowest tap, 1,000 groups",
        takes: "cards that stay when more come or a filter changes (a keyed list), and less to lay out at once",
      },
      { part: "list", figure: "list.1000.scroll", name: "longest frame of scrolling, 1,000 groups" },
    ],
  },
  {
    line: "layout shift",
    items: [
      paint("stile.shift", most(0), "any page, hand-over included"),
    ],
  },
  {
    line: "update after a release",
    items: [
      { part: "update", figure: "update.app", most: 15, name: "by dictionary, of the public app" },
      {
        part: "update", figure: "update.offered", least: 1, name: "the server hands dictionaries out",
        takes: "Use-As-Dictionary and dcz answers (RFC 9842) for the files of the release before",
      },
      { part: "update", figure: "update.files", name: "changed files, without dictionaries" },
    ],
  },
  {
    line: "search of a pack of 2,000 groups on the phone",
    items: [
      { part: "pocket", figure: "pocket.search", most: 16, name: "slowest kind of search" },
      { part: "pocket", figure: "pocket.search.p99", name: "99 of 100 within" },
      { part: "pocket", figure: "pocket.ready", name: "packs read and ready" },
      { part: "pocket", figure: "pocket.worker", name: "through the worker, not slowed down" },
    ],
  },
  {
    line: "nearest 20 of 100,000 places",
    items: [
      { part: "search", figure: "search.recall", least: 1, name: "recall" },
      { part: "instructions", figure: "instructions.ratio", least: 20, name: "instructions, R*Tree ÷ ours" },
      { part: "instructions", figure: "instructions.tree", name: "instructions, ours" },
      { part: "instructions", figure: "instructions.ratio_told", name: "the same where R*Tree is told the box" },
      { part: "search", figure: "search.nearest.p50", name: "whole answer, time" },
    ],
  },
  {
    line: "the same with two words, needs, day and access",
    items: [
      { part: "search", figure: "search.words_filtered.p99", most: 1000, name: "99 of 100 within" },
      {
        part: "rivals", figure: "rivals.sqlite.words.ratio", least: 20, name: "SQLite FTS5 ÷ ours",
        takes: "less work for words that few groups say: FTS5 is quick where two words meet seldom",
      },
      {
        part: "rivals", figure: "rivals.sqlite.words_within.ratio", least: 20, name: "SQLite FTS5 + R*Tree ÷ ours, within 25 km",
        takes: "candidates by distance before words",
      },
      {
        part: "rivals", figure: "rivals.postgresql.words_within.ratio", least: 20, name: "PostgreSQL ÷ ours, within 25 km",
        takes: "candidates by distance before words",
      },
      { part: "rivals", figure: "rivals.sqlite.everyday.ratio", name: "SQLite ÷ ours, words that many say" },
      { part: "rivals", figure: "rivals.postgresql.nearest.ratio", name: "PostgreSQL ÷ ours, nearest 20" },
      { part: "rivals", figure: "rivals.nearest.differing", most: 0, name: "nearest 20 that differ" },
      { part: "rivals", figure: "rivals.postgis", name: "with PostGIS (1) or cube (0)" },
    ],
  },
  {
    line: "nearest 20 over HTTP",
    items: [
      {
        part: "load", figure: "load.ratio", least: 0.33, name: "÷ plain text",
        takes: "lines of groups kept as JSON, instead of unpacked and written for each answer",
      },
      { part: "load", figure: "load.nearest.p99", most: 2, name: "99 of 100 within, 32 connections" },
      { part: "load", figure: "load.nearest.rate", name: "requests a second" },
      { part: "load", figure: "load.isByTime", name: "by the server's time (1) or by rate (0)" },
    ],
  },
  {
    line: "durable writes",
    items: [
      { part: "writes", figure: "writes.alone.p99", most: 30, name: "alone, 99 of 100 within" },
      { part: "writes", figure: "writes.beside.p99", most: 150, name: "at 50 a second beside 200 reads" },
    ],
  },
  {
    line: "1,000 open streams",
    items: [
      { part: "streams", figure: "streams.memory", most: 24, name: "memory over idle" },
      { part: "streams", figure: "streams.event", most: 50, name: "one event to all" },
    ],
  },
  {
    line: "100,000 groups",
    items: [
      { part: "groups", figure: "server.memory", most: 120, name: "memory" },
      { part: "groups", figure: "server.ready", most: 1000, name: "ready after start" },
      { part: "groups", figure: "import.seconds", most: 60, name: "import" },
      { part: "groups", figure: "import.grown", most: 1.25, name: "its memory ÷ that of a quarter" },
    ],
  },
  {
    line: "Lighthouse and installing",
    items: [
      { part: "lighthouse", figure: "lighthouse.start.failed", most: 0, name: "checks not passed, start page" },
      { part: "lighthouse", figure: "lighthouse.results.failed", most: 0, name: "checks not passed, results" },
      { part: "lighthouse", figure: "lighthouse.question.failed", most: 0, name: "checks not passed, first question" },
      { part: "lighthouse", figure: "install.hindrances", most: 0, name: "what keeps Chromium from installing" },
      { part: "lighthouse", figure: "lighthouse.start.performance", name: "performance, start page" },
      { part: "lighthouse", figure: "lighthouse.results.performance", name: "performance, results" },
      { part: "lighthouse", figure: "lighthouse.question.performance", name: "performance, first question" },
      { part: "lighthouse", figure: "lighthouse.results.blocked", name: "blocked, results" },
    ],
  },
];
