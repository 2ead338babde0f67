//! Stile's own commands: `cargo xtask run | serve-app | test | tidy | dist | sizes | bench | e2e | screens`.
//!
//! Knows cargo, Trunk, npm and the machine; knows none of Stile's rules. Whatever is missing is installed here, once,
//! with a line that says what and why.

#![expect(clippy::print_stdout, reason = "these commands talk to the person who typed them")]

mod apps;
mod bench;
mod build;
mod dist;
mod help_lines;
mod locale;
mod markup;
mod project;
mod run;
mod scratch;
mod screens;
mod shell;
mod sizes;
mod suite;
#[path = "../../../build/tables.rs"]
mod tables;
mod tidy;
mod tools;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::project::Project;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Stile's own commands", disable_version_flag = true)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Set up what is missing, build everything and start Stile on this machine
    Run {
        /// Passed on to `stile serve`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Serve an app with reload on http://localhost:8081, beside a `cargo xtask run` for its API
    ServeApp {
        /// Which app: the public one, asking for a link worker, a person's own pages, the desk, the team's pages, the
        /// messages, what is new, one of the five of a plan, or how people get on
        #[arg(value_parser = clap::builder::PossibleValuesParser::new(apps::names()), default_value = "app")]
        name: String,
    },
    /// Set up what is missing and run every check there is, as `.ci/run` does
    Test(suite::Options),
    /// Check the rules of the house: imports, sizes of files, words, styles
    Tidy,
    /// Finish an app build; Trunk calls this after each one
    Dist,
    /// Print the weight of the built app beside its budgets
    Sizes,
    /// Measure speed, memory and endurance beside their budgets
    Bench(bench::Bench),
    /// Build everything and run the browser journeys alone
    E2e {
        /// Test files; all of tests/e2e when none is named
        files: Vec<String>,
    },
    /// Build everything and take the pictures of the main screens into docs/screens and public/screens
    Screens,
}

fn main() -> Result<ExitCode> {
    let task = Cli::parse().task;
    let project = Project::find()?;
    let is_good = match task {
        Task::Run { arguments } => run::run(&project, &arguments)?,
        Task::ServeApp { name } => run::serve_app(&project, &name).map(|()| true)?,
        Task::Test(options) => suite::run(&project, &options)?,
        Task::Tidy => tidy::run(&project)?,
        Task::Dist => dist::finish(&project).map(|()| true)?,
        Task::Sizes => sizes::report(&project.dist())?,
        Task::Bench(bench) => bench::run(&project, &bench)?,
        Task::E2e { files } => suite::journeys_alone(&project, &files)?,
        Task::Screens => screens::take(&project)?,
    };
    Ok(if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
