//! Measurements that take too long, or want too quiet a machine, to be checks. They are programs in `tests/bench`, and
//! for what needs no server examples of `domain`; here is only what they need to run.

use std::fs;

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::build::{self, Profile};
use crate::project::Project;
use crate::shell;
use crate::tools::{node_tools, python, system};

/// What the measurements share; not measurements themselves.
const PARTS: [&str; 11] = [
    "authenticator",
    "figures",
    "follower",
    "line",
    "phone",
    "post_office",
    "postbox",
    "random",
    "server",
    "thread",
    "town",
];
/// Those that look at the app in a browser.
const IN_A_BROWSER: [&str; 2] = ["journey", "paint"];
/// The one that needs a mail server.
const WITH_MAIL: &str = "handover";
/// Those that need no server, each an example of `domain`.
const EXAMPLES: [(&str, &str); 2] = [("danger", "danger_net"), ("search", "search_bench")];

/// What to measure.
#[derive(Args)]
pub struct Bench {
    /// A program of tests/bench, such as paint, import, journey, kill, attack, messages, streams or handover, or danger, search
    name: String,
    /// Passed on to it
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// Builds what is measured, as it would be released, and measures. Answers whether it found no fault; a time over its
/// budget is only told, because it may be the machine.
pub fn run(project: &Project, bench: &Bench) -> Result<bool> {
    if let Some((_, example)) = EXAMPLES.iter().find(|(name, _)| *name == bench.name) {
        return without_server(project, example, &bench.arguments);
    }
    let names = names(project)?;
    ensure!(names.contains(&bench.name), "there is no {}; there is: {}", bench.name, names.join(", "));
    node_tools::node_is_new_enough(project)?;
    let mut command = project.server_command("node");
    if IN_A_BROWSER.contains(&bench.name.as_str()) {
        build::app(project)?;
        node_tools::journey_packages(project)?;
        command.env("CHROMIUM", system::chromium()?);
    } else {
        command.env("GNU_TIME", system::time()?);
    }
    if bench.name == WITH_MAIL {
        command.env("PYTHON", python::ready(project)?.join("python3"));
    }
    build::server(project, Profile::Release)?;
    command.env("STILE_BIN", project.stile(Profile::Release.folder()));
    command.arg(project.root.join(format!("tests/bench/{}.mjs", bench.name))).args(&bench.arguments);
    let status = command.status().with_context(|| format!("{} could not be started", shell::describe(&command)))?;
    Ok(status.success())
}

/// Runs an example of `domain`: the search among 100,000 places, or what the phrases of danger catch.
fn without_server(project: &Project, example: &str, arguments: &[String]) -> Result<bool> {
    let mut command = project.command("cargo");
    command.args(["run", "--quiet", "--release", "--package", "domain", "--example", example, "--"]).args(arguments);
    let status = command.status().with_context(|| format!("{} could not be started", shell::describe(&command)))?;
    Ok(status.success())
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
    names.extend(EXAMPLES.map(|(name, _)| name.to_owned()));
    names.sort();
    Ok(names)
}
