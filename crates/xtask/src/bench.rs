//! Measurements that take too long, or want too quiet a machine, to be checks. They are programs in `tests/bench`, and
//! examples of `domain` and of the server; here is only what they need to run. `table` runs those whose figures have a
//! budget, one after the other, and holds them against it.

use std::env;
use std::fs;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::build::{self, Profile};
use crate::project::Project;
use crate::shell;
use crate::suite::postgres::Postgres;
use crate::tools::{node_tools, python, system};

/// What the measurements share; not measurements themselves.
const PARTS: [&str; 18] = [
    "authenticator",
    "burst",
    "feed",
    "figures",
    "filled",
    "follower",
    "line",
    "lines",
    "parts",
    "phone",
    "post_office",
    "postbox",
    "random",
    "server",
    "thread",
    "town",
    "visit",
    "watched",
];
/// The one that runs others.
const TABLE: &str = "table";
/// Those that look at the app as it is built; all but the last in a browser.
const OF_THE_APP: [&str; 6] = ["journey", "lighthouse", "list", "paint", "pocket", "update"];
/// Those that import packages of `tests/bench`.
const WITH_PACKAGES: [&str; 2] = ["lighthouse", "paint"];
/// The one that needs a mail server.
const WITH_MAIL: &str = "handover";
/// Those that need programs of other people: valgrind, sqlite3, zstd, wrk.
const WITH_PROGRAMS: [&str; 3] = ["instructions", "load", "update"];
/// The one that runs examples itself.
const WITH_EXAMPLES: &str = "instructions";
/// Those that are an example, each with its package.
const EXAMPLES: [Example; 3] = [
    Example { name: "danger", package: "domain", example: "danger_net" },
    Example { name: "search", package: "domain", example: "search_bench" },
    Example { name: RIVALS, package: "stile-api", example: "search_rivals" },
];
/// The one that needs a PostgreSQL of ours.
const RIVALS: &str = "rivals";

struct Example {
    name: &'static str,
    package: &'static str,
    example: &'static str,
}

/// What to measure.
#[derive(Args)]
pub struct Bench {
    /// Measure what is built already
    #[arg(long)]
    built: bool,
    /// `table` for everything that has a budget, or a program of tests/bench, such as paint, list, load, groups, writes,
    /// streams, journey, kill, attack, messages or handover, or danger, search, rivals
    name: String,
    /// Passed on to it
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// Builds what is measured, as it would be released, and measures. Answers whether it found no fault; a time over its
/// budget is only told, because it may be the machine.
pub fn run(project: &Project, bench: &Bench) -> Result<bool> {
    if let Some(example) = EXAMPLES.iter().find(|example| example.name == bench.name) {
        return run_example(project, example, &bench.arguments);
    }
    let names = names(project)?;
    ensure!(names.contains(&bench.name), "there is no {}; there is: {}", bench.name, names.join(", "));
    node_tools::node_is_new_enough(project)?;
    let mut command = project.server_command("node");
    command.arg(project.root.join(format!("tests/bench/{}.mjs", bench.name))).args(&bench.arguments);
    let postgres = if only_tells(bench) { None } else { prepare(project, bench, &mut command)? };
    let status = command.status().with_context(|| format!("{} could not be started", shell::describe(&command)))?;
    // It has to live until here.
    drop(postgres);
    Ok(status.success())
}

/// Whether a table is only told again, out of a file.
fn only_tells(bench: &Bench) -> bool {
    let has = |flag: &str| bench.arguments.iter().any(|argument| argument.split('=').next() == Some(flag));
    bench.name == TABLE && has("--from") && !has("--only")
}

/// Sees to it that what a program needs is there, and tells it where. Answers the database that lives as long as it.
fn prepare(project: &Project, bench: &Bench, command: &mut Command) -> Result<Option<Postgres>> {
    let name = bench.name.as_str();
    let is_table = name == TABLE;
    if is_table || OF_THE_APP.contains(&name) {
        if !bench.built {
            build::app(project)?;
        }
        node_tools::journey_packages(project)?;
        command.env("CHROMIUM", system::chromium()?).env("APP_DIR", project.dist());
    }
    if is_table || !OF_THE_APP.contains(&name) {
        command.env("GNU_TIME", system::time()?);
    }
    if name == WITH_MAIL {
        command.env("PYTHON", python::ready(project)?.join("python3"));
    }
    if is_table {
        tolerate(node_tools::bench_packages(project), "Lighthouse and the twins");
    } else if WITH_PACKAGES.contains(&name) {
        node_tools::bench_packages(project)?;
    }
    if is_table || WITH_PROGRAMS.contains(&name) {
        system::programs_for_measuring();
    }
    if is_table || name == WITH_EXAMPLES {
        for Example { name, package, example } in EXAMPLES.iter().filter(|example| example.name != "danger") {
            if !bench.built {
                shell::run(&mut cargo_example(project, "build", package, example))?;
            }
            let file = project.target.join("release/examples").join(example);
            command.env(if *name == RIVALS { "SEARCH_RIVALS" } else { "SEARCH_BENCH" }, file);
        }
    }
    let mut postgres = None;
    if is_table {
        command.env("XTASK", env::current_exe().context("this program does not know where it is")?);
        postgres = tolerate(postgres_with_postgis(), "PostgreSQL");
        if let Some(postgres) = &postgres {
            command.env("RIVALS_DATABASE_URL", postgres.url());
        }
    }
    if !bench.built {
        build::server(project, Profile::Release)?;
    }
    command.env("STILE_BIN", project.stile(Profile::Release.folder()));
    Ok(postgres)
}

/// What could not be had is told, and the rest goes on.
fn tolerate<T>(had: Result<T>, what: &str) -> Option<T> {
    had.inspect_err(|error| println!("{what} will not be measured: {error:#}")).ok()
}

/// Runs an example: the search among 100,000 places, alone or beside others, or what the phrases of danger catch.
fn run_example(project: &Project, example: &Example, arguments: &[String]) -> Result<bool> {
    let mut command = cargo_example(project, "run", example.package, example.example);
    command.arg("--").args(arguments);
    let postgres = if example.name == RIVALS { tolerate(postgres_with_postgis(), "PostgreSQL") } else { None };
    if let Some(postgres) = &postgres {
        command.env("RIVALS_DATABASE_URL", postgres.url());
    }
    let status = command.status().with_context(|| format!("{} could not be started", shell::describe(&command)))?;
    Ok(status.success())
}

fn cargo_example(project: &Project, verb: &str, package: &str, example: &str) -> Command {
    let mut command = project.command("cargo");
    command.args([verb, "--quiet", "--release", "--package", package, "--example", example]);
    command
}

/// Without PostGIS it is measured all the same, and says so.
fn postgres_with_postgis() -> Result<Postgres> {
    tolerate(system::postgis(), "PostGIS");
    Postgres::start()
}

fn names(project: &Project) -> Result<Vec<String>> {
    let folder = project.root.join("tests/bench");
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if let Some(name) = name.strip_suffix(".mjs").filter(|name| !PARTS.contains(name)) {
            names.push(name.to_owned());
        }
    }
    names.extend(EXAMPLES.map(|example| example.name.to_owned()));
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bench(name: &str, arguments: &[&str]) -> Bench {
        let arguments = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        Bench { built: false, name: name.to_owned(), arguments }
    }

    #[test]
    fn a_table_out_of_a_file_needs_nothing_built() {
        assert!(only_tells(&bench(TABLE, &["--from", "a.json", "--markdown"])));
        assert!(only_tells(&bench(TABLE, &["--from=a.json"])));
        assert!(!only_tells(&bench(TABLE, &["--from", "a.json", "--only", "paint"])));
        assert!(!only_tells(&bench(TABLE, &["--quick"])));
        assert!(!only_tells(&bench("paint", &["--from", "a.json"])));
    }
}
