//! Every check there is, in the order in which a failure is cheapest to learn of, with the counts and times of each.

mod counts;
mod postgres;
pub mod server;
mod steps;

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use clap::Args;

use self::counts::Counts;
use crate::build::{self, Profile};
use crate::project::Project;

/// A step finds its own tools, and counts what it checked.
type Step = fn(&Project) -> Result<Counts>;

const STEPS: [(&str, Step); 10] = [
    ("fmt", steps::format),
    ("tidy", steps::tidy),
    ("clippy", steps::clippy),
    ("clippy-app", steps::clippy_app),
    ("deny", steps::deny),
    ("native", steps::native),
    ("wasm", steps::wasm),
    ("sizes", steps::sizes),
    ("e2e", steps::journeys),
    ("openapi", steps::openapi),
];

/// What to run.
#[derive(Args)]
pub struct Options {
    /// Only these steps, with commas between them: fmt, tidy, clippy, clippy-app, deny, native, wasm, sizes, e2e, openapi
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
}

/// Runs every step, also after one failed. The last line is `N passed, N failed`.
pub fn run(project: &Project, options: &Options) -> Result<bool> {
    for name in &options.only {
        ensure!(STEPS.iter().any(|(known, _)| known == name), "there is no step called {name}");
    }
    let mut total = Counts::default();
    let mut results = Vec::new();
    for (name, step) in STEPS {
        if !options.only.is_empty() && !options.only.iter().any(|wanted| wanted == name) {
            continue;
        }
        println!("\n==== {name}");
        let started = Instant::now();
        let (counts, reason) = match step(project) {
            Ok(counts) => (counts, String::new()),
            Err(error) => (Counts::FAILURE, format!("{error:#}")),
        };
        if !reason.is_empty() {
            println!("{reason}");
        }
        total += counts;
        results.push((name, counts, started.elapsed(), reason));
    }
    println!("\n==== together");
    for (name, counts, took, reason) in &results {
        println!("{}", line(name, *counts, *took, reason));
    }
    println!("{} passed, {} failed", total.passed, total.failed);
    Ok(total.failed == 0)
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
