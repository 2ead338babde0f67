//! The same questions to Stile's search, to SQLite with FTS5 and R*Tree, and to PostgreSQL with PostGIS, in turn, one at a
//! time, over the same made-up groups: `cargo xtask bench rivals`.
//!
//! The databases are asked as favourably as we know: everything in memory, statements prepared, the box around the nearest
//! twenty told beforehand, the quicker of two ways of asking. They find whole words alone and answer with numbers; Stile
//! finds slips and beginnings too and answers with a line for each group. What merely asking a database takes is taken off.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

#[path = "../../../domain/examples/search_bench/figures.rs"]
mod figures;
mod postgres;
mod question;
mod sqlite;
mod tally;
#[path = "../../../domain/examples/search_bench/wish.rs"]
mod wish;
#[path = "../../../domain/examples/search_bench/world.rs"]
mod world;

use std::hint::black_box;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;
use clap::Parser;
use domain::search::{Index, Page};

use self::figures::tell;
use self::postgres::Postgres;
use self::question::{Kind, Question};
use self::sqlite::Sqlite;
use self::tally::Tally;
use self::world::{Dice, World, now};

/// How many groups are asked for.
const NEAREST: usize = 20;

/// What to ask, and whom.
#[derive(Parser)]
struct Options {
    /// How many questions of each kind
    #[arg(long, default_value_t = 300)]
    questions: u64,
    /// A PostgreSQL database that may be filled; without it PostgreSQL is not asked
    #[arg(long, env = "RIVALS_DATABASE_URL")]
    postgres: Option<String>,
    /// Where SQLite's database is made, and left; otherwise it goes in the end
    #[arg(long)]
    keep: Option<PathBuf>,
    /// Only make SQLite's database, with so many boxes to count instructions by
    #[arg(long)]
    boxes: Option<u32>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run(Options::parse()).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            println!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: Options) -> Result<bool> {
    let folder = tempfile::tempdir()?;
    let file = options.keep.unwrap_or_else(|| folder.path().join("rivals.db"));
    let world = World::make();
    let mut sqlite = Sqlite::fill(&file, &world).await?;
    if let Some(boxes) = options.boxes {
        sqlite.keep_boxes(&world, boxes).await?;
        return Ok(true);
    }
    let mut postgres = match &options.postgres {
        Some(url) => Some(Postgres::fill(url, &world).await?),
        None => None,
    };
    let index = Index::new((0..world.groups).map(|number| world.entry(number)));
    println!("{} groups at {} places, {} questions of each kind", world.groups, world.places, options.questions);
    println!("SQLite {}", sqlite.version().await?);
    if let Some(postgres) = &mut postgres {
        println!("{}", postgres.version().await?);
    }

    let mut is_good = true;
    for kind in Kind::ALL {
        let mut tally = Tally::new(kind);
        let mut dice = Dice(13);
        for _ in 0..options.questions {
            let question = Question::thrown(kind, &world, &mut dice, &index)?;
            ask_all(&question, &index, &mut sqlite, postgres.as_mut(), &mut tally).await?;
        }
        tally.print();
        tally.tell()?;
        is_good &= tally.is_good();
    }
    let how = postgres.as_ref().map_or(0.0, |postgres| f64::from(u8::from(postgres.has_postgis())));
    tell("rivals.postgis", how, "")?;
    Ok(is_good)
}

/// Puts one question to everybody, and notes how long each took and whether the answers go together.
async fn ask_all(
    question: &Question,
    index: &Index,
    sqlite: &mut Sqlite,
    postgres: Option<&mut Postgres>,
    tally: &mut Tally,
) -> Result<()> {
    let began = Instant::now();
    let page = black_box(index.search(&question.query(), Some(question.origin), now(), NEAREST, None)?);
    tally.stile.push(micros(began));
    for way in question.kind.ways() {
        let began = Instant::now();
        let found = sqlite.ask(question, *way).await?;
        tally.sqlite[*way as usize].push(micros(began));
        tally.compare(question, &page, &found);
    }
    let began = Instant::now();
    sqlite.ask_nothing().await?;
    tally.sqlite_nothing.push(micros(began));
    if let Some(postgres) = postgres {
        let began = Instant::now();
        let found = postgres.ask(question).await?;
        tally.postgres.push(micros(began));
        tally.compare(question, &page, &found);
        let began = Instant::now();
        postgres.ask_nothing().await?;
        tally.postgres_nothing.push(micros(began));
    }
    Ok(())
}

fn micros(began: Instant) -> f64 {
    began.elapsed().as_secs_f64() * 1e6
}

/// The number of each group on a page, as the made-up country counts them.
fn numbers(page: &Page) -> Vec<i64> {
    page.groups.iter().map(|group| group.id.0.as_u64_pair().1.cast_signed()).collect()
}
