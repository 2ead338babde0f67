//! Building: the app with Trunk, the server with cargo. Knows where the results are, not what is done with them.

use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::project::Project;
use crate::{shell, tools};

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

/// Builds the app into `dist`, as small as it goes.
pub fn app(project: &Project) -> Result<()> {
    tools::for_the_app(project)?;
    // Trunk runs cargo offline, so that it never goes looking for tools of its own; the crates must be here already.
    shell::run(project.command("cargo").args(["fetch", "--locked", "--quiet"]))?;
    shell::run(&mut trunk(project, &["build", "--release"])).context("the app could not be built")?;
    let index = project.dist().join("index.html");
    ensure!(index.is_file(), "Trunk ended well, and still there is no {}", index.display());
    Ok(())
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
