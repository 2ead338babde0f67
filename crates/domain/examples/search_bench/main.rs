//! How fast the directory is searched: 100,000 places made up by a fixed rule, timed query by query, and the nearest
//! twenty held against brute force. Run it by `cargo xtask bench search`. `count tree 500` and `count search 500` do nothing
//! but that many searches, to be counted instruction by instruction.
//!
//! The times are this machine's; the recall is not: anything below 1 is a fault and ends the program badly.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
#![expect(clippy::disallowed_methods, reason = "a benchmark takes the time; the rules it measures do not")]

mod counted;
mod figures;
mod wish;
mod world;

use std::collections::HashMap;
use std::env;
use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::Instant;

use domain::directory::PlaceRecord;
use domain::distance::{self, Point};
use domain::search::{BadCursor, Entry, Index, Query};
use wire::GroupId;

use self::figures::tell;
use self::wish::Wish;
use self::world::{Dice, World, now};

const QUERIES: u64 = 5_000;
const ORIGINS: u64 = 200;
const NEAREST: usize = 20;
/// In microseconds, for two words with needs, day and access.
const BUDGET_P99: f64 = 1_000.0;

/// A way of asking.
struct Case {
    name: &'static str,
    /// What its figures are called.
    key: &'static str,
    ask: fn(Wish) -> Query,
    /// Asked from where the group meets, and within 25 km; else from anywhere.
    is_there: bool,
    budget: Option<f64>,
}

const WITHIN: Option<u32> = Some(25_000);

const CASES: [Case; 7] = [
    Case { name: "nearest 20", key: "nearest", ask: |_| Query::default(), is_there: false, budget: None },
    Case {
        name: "nearest 20, day and access",
        key: "nearest_filtered",
        ask: |wish| Query { days: vec![wish.day], access: wish.access, ..Query::default() },
        is_there: false,
        budget: None,
    },
    Case {
        name: "two words",
        key: "words",
        ask: |wish| Query { words: wish.words, ..Query::default() },
        is_there: false,
        budget: None,
    },
    Case {
        name: "two words, the first with a slip",
        key: "words_slip",
        ask: |wish| Query { words: with_slip(&wish.words), ..Query::default() },
        is_there: false,
        budget: None,
    },
    Case {
        name: "two words, need, day and access",
        key: "words_filtered",
        ask: |wish| filtered(wish.words.clone(), wish),
        is_there: false,
        budget: Some(BUDGET_P99),
    },
    Case {
        name: "the same within 25 km",
        key: "words_within",
        ask: |wish| Query { within_metres: WITHIN, ..filtered(wish.words.clone(), wish) },
        is_there: true,
        budget: Some(BUDGET_P99),
    },
    Case {
        name: "two words that many say, as above",
        key: "everyday_within",
        ask: |wish| Query { within_metres: WITHIN, ..filtered(wish.everyday.clone(), wish) },
        is_there: true,
        budget: None,
    },
];

fn filtered(words: String, wish: Wish) -> Query {
    Query { words, needs: vec![wish.need], days: vec![wish.day], access: wish.access, ..Query::default() }
}

/// Without its third letter.
fn with_slip(words: &str) -> String {
    words.chars().enumerate().filter(|(at, _)| *at != 2).map(|(_, letter)| letter).collect()
}

/// What came of one case.
struct Timed {
    /// In microseconds, the quickest first.
    micros: Vec<f64>,
    found: u64,
    empty: usize,
}

impl Timed {
    fn at(&self, part: f64) -> f64 {
        let last = self.micros.len().saturating_sub(1);
        self.micros.get((part * last as f64).round() as usize).copied().unwrap_or_default()
    }
}

fn time(index: &Index, case: &Case, world: &World) -> Result<Timed, BadCursor> {
    let mut dice = Dice(7);
    let asked: Vec<(Query, Point)> = (0..QUERIES)
        .map(|_| {
            let wish = Wish::thrown(world, &mut dice);
            let anywhere = world.origin(&mut dice);
            let origin = wish.spot.filter(|_| case.is_there).unwrap_or(anywhere);
            ((case.ask)(wish), origin)
        })
        .collect();
    let mut timed = Timed { micros: Vec::with_capacity(asked.len()), found: 0, empty: 0 };
    for (query, origin) in &asked {
        let began = Instant::now();
        let page = black_box(index.search(black_box(query), Some(*origin), now(), NEAREST, None)?);
        timed.micros.push(began.elapsed().as_secs_f64() * 1e6);
        timed.found += u64::from(page.total);
        timed.empty += usize::from(page.total == 0);
    }
    timed.micros.sort_by(f64::total_cmp);
    Ok(timed)
}

/// How much of the truly nearest was found, and how often a wrong distance was shown.
struct Recall {
    found: usize,
    wanted: usize,
    wrong_distances: usize,
}

fn recall(index: &Index, world: &World) -> Result<Recall, BadCursor> {
    let held: Vec<(GroupId, Vec<Point>)> = (0..world.groups)
        .map(|number| {
            let Entry { id, record, .. } = world.entry(number);
            (id, record.places.iter().filter_map(PlaceRecord::point).collect())
        })
        .collect();
    let mut dice = Dice(11);
    let mut recall = Recall { found: 0, wanted: 0, wrong_distances: 0 };
    for _ in 0..ORIGINS {
        let origin = world.origin(&mut dice);
        let away: HashMap<GroupId, u32> = held
            .iter()
            .filter_map(|(id, points)| Some((*id, points.iter().map(|point| distance::metres(origin, *point)).min()?)))
            .collect();
        let mut sorted: Vec<u32> = away.values().copied().collect();
        sorted.sort_unstable();
        // Of several at the same distance any will do.
        let farthest = sorted.get(NEAREST - 1).copied().unwrap_or(u32::MAX);
        let page = index.search(&Query::default(), Some(origin), now(), NEAREST, None)?;
        let mut seen: Vec<GroupId> = page.groups.iter().map(|group| group.id).collect();
        seen.sort_unstable();
        seen.dedup();
        recall.wanted += NEAREST.min(sorted.len());
        recall.found += seen.iter().filter(|id| away.get(*id).is_some_and(|metres| *metres <= farthest)).count();
        recall.wrong_distances +=
            page.groups.iter().filter(|group| group.distance_metres != away.get(&group.id).copied()).count();
    }
    Ok(recall)
}

/// The memory that this process has at present, in MiB; nought where there is no `/proc`.
fn resident_mib() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<f64>().unwrap_or_default() / 1024.0
}

fn run() -> Result<bool, Box<dyn Error>> {
    let world = World::make();
    let before = resident_mib();
    let began = Instant::now();
    let index = Index::new((0..world.groups).map(|number| world.entry(number)));
    let mib = resident_mib() - before;
    println!(
        "{} groups at {} places: laid out in {:.1} s (making them up included), {mib:.1} MiB resident for it",
        index.len(),
        world.places,
        began.elapsed().as_secs_f64()
    );
    tell("search.memory", mib * 1.048_576, "MB")?;

    println!("\n{QUERIES} queries each, one at a time, in microseconds");
    println!(
        "{:<34} {:>8} {:>8} {:>8} {:>8} {:>10} {:>10}",
        "query", "p50", "p99", "most", "budget", "found", "nothing"
    );
    for case in &CASES {
        let timed = time(&index, case, &world)?;
        let p99 = timed.at(0.99);
        let budget = case.budget.map_or_else(|| "-".to_owned(), |budget| format!("{budget:.0}"));
        let verdict = if case.budget.is_some_and(|budget| p99 > budget) { "  OVER" } else { "" };
        println!(
            "{:<34} {:>8.1} {p99:>8.1} {:>8.1} {budget:>8} {:>10} {:>10}{verdict}",
            case.name,
            timed.at(0.5),
            timed.at(1.0),
            timed.found / QUERIES,
            timed.empty
        );
        tell(&format!("search.{}.p50", case.key), timed.at(0.5), "µs")?;
        tell(&format!("search.{}.p99", case.key), p99, "µs")?;
    }
    println!("found: groups a query, on average; nothing: queries that found none, and were told what to loosen");

    let recall = recall(&index, &world)?;
    let part = recall.found as f64 / recall.wanted as f64;
    println!(
        "\nNearest {NEAREST} from {ORIGINS} origins, by brute force: recall {part:.4} ({} of {}), {} wrong distances",
        recall.found, recall.wanted, recall.wrong_distances
    );
    tell("search.recall", part, "")?;
    tell("search.wrong_distances", recall.wrong_distances as f64, "")?;
    Ok(recall.found == recall.wanted && recall.wrong_distances == 0)
}

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        [] => run(),
        ["count", what, times] => counted::run(what, times),
        _ => Err("nothing more can be asked for than `count tree 500` or `count search 500`".into()),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            println!("{error}");
            ExitCode::FAILURE
        }
    }
}
