//! Every check there is, in the order in which a failure is cheapest to learn of, with the counts and times of each.

mod counts;
pub mod postgres;
pub mod server;
mod steps;

use std::thread::{self, ScopedJoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, ensure};
use clap::Args;

use self::counts::Counts;
use crate::build::{self, Profile};
use crate::project::Project;

/// A step finds its own tools, and counts what it checked.
type Step = fn(&Project) -> Result<Counts>;

const STEPS: [(&str, Step); 12] = [
    ("fmt", steps::format),
    ("tidy", steps::tidy),
    ("clippy", steps::clippy),
    ("clippy-app", steps::clippy_app),
    ("deny", steps::deny),
    ("worker", steps::worker),
    ("native", steps::native),
    ("wasm", steps::wasm),
    ("sizes", steps::sizes),
    ("timed", steps::timed),
    ("e2e", steps::journeys),
    ("openapi", steps::openapi),
];

/// From this step on the app is built beside the others, until it is weighed: its last steps keep one processor busy, and
/// so do many of these. What says how soon something has to be done comes after.
const BESIDE_FROM: &str = "clippy";

/// What to run.
#[derive(Args)]
pub struct Options {
    /// Only these steps, with commas between them: fmt, tidy, clippy, clippy-app, deny, worker, native, wasm, sizes, timed,
    /// e2e, openapi
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
}

/// Runs every step, also after one failed. The last line is `N passed, N failed`.
pub fn run(project: &Project, options: &Options) -> Result<bool> {
    for name in &options.only {
        ensure!(STEPS.iter().any(|(known, _)| known == name), "there is no step called {name}");
    }
    let is_whole = options.only.is_empty();
    let mut total = Counts::default();
    let mut results = Vec::new();
    thread::scope(|scope| {
        let mut app = None;
        for (name, step) in STEPS {
            if !is_whole && !options.only.iter().any(|wanted| wanted == name) {
                continue;
            }
            println!("\n==== {name}");
            let started = Instant::now();
            if is_whole && name == BESIDE_FROM {
                app = Some(scope.spawn(|| build::app(project)));
            }
            let result = match app.take_if(|_| name == "sizes") {
                Some(building) => built(building).and_then(|()| steps::weigh(project)),
                None => step(project),
            };
            let (counts, reason) = match result {
                Ok(counts) => (counts, String::new()),
                Err(error) => (Counts::FAILURE, format!("{error:#}")),
            };
            if !reason.is_empty() {
                println!("{reason}");
            }
            total += counts;
            results.push((name, counts, started.elapsed(), reason));
        }
    });
    println!("\n==== together");
    for (name, counts, took, reason) in &results {
        println!("{}", line(name, *counts, *took, reason));
    }
    println!("{} passed, {} failed", total.passed, total.failed);
    Ok(total.failed == 0)
}

fn built(building: ScopedJoinHandle<'_, Result<()>>) -> Result<()> {
    building.join().unwrap_or_else(|_| Err(anyhow!("building the app ended in a panic")))
}

/// Builds what the browser journeys need and walks them alone.
pub fn journeys_alone(project: &Project, files: &[String]) -> Result<bool> {
    build::app(project)?;
    build::server(project, Profile::Debug)?;
    let counts = steps::walk(project, files)?;
    println!("{} passed, {} failed", counts.passed, counts.failed);
    Ok(counts.failed == 0)
}

fn line(name: &str, counts: Counts, took: Duration, reason: &str) -> String {
    let why = reason.lines().next().unwrap_or_default();
    format!("{name:<12} {:>5} passed {:>4} failed {:>5} s  {why}", counts.passed, counts.failed, took.as_secs())
}
