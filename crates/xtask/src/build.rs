//! Building: the apps with Trunk, the server with cargo. Knows where the results are, not what is done with them.

mod pocket;

use std::fs;
use std::process::Command;
use std::thread;

use anyhow::{Context, Result, anyhow, ensure};

use crate::project::Project;
use crate::{apps, dist, shell, tools};

/// How the server is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Quick to build.
    Debug,
    /// Quick to run.
    Release,
}

impl Profile {
    /// The name of its folder in the target folder.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Release => "release",
        }
    }
}

/// What makes the apps six per cent smaller.
const SMALLEST: [(&str, &str); 4] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
    (
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
        "--cfg erase_components -Zlocation-detail=none -Zunstable-options -Cpanic=immediate-abort",
    ),
];

/// Builds the apps into `dist`, as small as they go. The public one comes last and takes the others in.
pub fn app(project: &Project) -> Result<()> {
    tools::for_the_app(project)?;
    // Trunk runs cargo offline, so that it never goes looking for tools of its own; the crates must be here already.
    shell::run(smallest(project.command("cargo").args(["fetch", "--locked", "--quiet"])))?;
    // Trunk builds one app after the other, and the last step of each keeps one processor busy. Built together beforehand,
    // Trunk finds them done.
    let mut all = project.command("cargo");
    all.args(["build", "--profile", "wasm-release", "--target", "wasm32-unknown-unknown", "--bins", "--offline"]);
    shell::run(smallest(&mut all)).context("the apps could not be built")?;
    pocket::compile(project)?;
    // What is left of each keeps one processor busy again: two at a time.
    let (some, rest) = apps::OTHERS.split_at(apps::OTHERS.len() / 2);
    thread::scope(|scope| {
        let beside = scope.spawn(|| {
            pocket::finish(project)?;
            some.iter().try_for_each(|page| other_app(project, page))
        });
        rest.iter().try_for_each(|page| other_app(project, page))?;
        beside.join().map_err(|_| anyhow!("building an app ended in a panic"))?
    })?;
    let mut command = trunk(project, &["build", "--release"]);
    shell::run(smallest(command.env(dist::TAKE_IN, "1"))).context("the app could not be built")?;
    for page in [apps::PUBLIC].into_iter().chain(apps::OTHERS) {
        let file = project.dist().join(page);
        ensure!(file.is_file(), "Trunk ended well, and still there is no {}", file.display());
    }
    Ok(())
}

/// Builds an app into its folder, from which the public one takes it.
fn other_app(project: &Project, page: &str) -> Result<()> {
    let folder = apps::folder(project, page);
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let mut command = trunk(project, &["build", "--release", "--html-output", page]);
    command.arg("--dist").arg(&folder).arg(page);
    shell::run(smallest(&mut command)).with_context(|| format!("the app of {page} could not be built"))
}

/// Has cargo build the standard library along with what is for the browser, for size and without the words of panics, which
/// nobody there reads. The compiler stays the pinned one; only these of its settings are not stable (ADR 13). `Trunk.toml`
/// takes them away again from what Trunk calls.
fn smallest(command: &mut Command) -> &mut Command {
    command.envs(SMALLEST)
}

/// Our Trunk, kept from looking for its tools anywhere but here.
pub fn trunk(project: &Project, arguments: &[&str]) -> Command {
    let mut command = project.command(project.tool("trunk"));
    // Trunk reads NO_COLOR as a switch of its own and stumbles over the usual `1`.
    command.env_remove("NO_COLOR").args(arguments).args(["--offline", "true"]);
    command
}

/// Builds the server.
pub fn server(project: &Project, profile: Profile) -> Result<()> {
    let mut command = project.command("cargo");
    command.args(["build", "--package", "stile-api", "--bin", "stile"]);
    if profile == Profile::Release {
        command.arg("--release");
    }
    shell::run(&mut command).context("the server could not be built")
}
