//! Taking the pictures of the main screens: for the README, and for the app's description of itself, which browsers show to
//! whoever is about to install it. What is on them is told in `tests/screens`; here is only what that needs to run. They
//! hold the days on which they were taken, so they are taken when somebody asks, and not with the checks.

use anyhow::{Context, Result};

use crate::build::{self, Profile};
use crate::project::Project;
use crate::shell;
use crate::tools::{node_tools, python, system};

/// Builds everything and takes the pictures into `docs/screens` and `public/screens`; the next build of the app takes in
/// the latter. Answers whether each of them is as light as agreed.
pub fn take(project: &Project) -> Result<bool> {
    node_tools::node_is_new_enough(project)?;
    node_tools::journey_packages(project)?;
    build::app(project)?;
    build::server(project, Profile::Debug)?;
    let mut command = project.server_command("node");
    command
        .arg(project.root.join("tests/screens/screens.mjs"))
        .env("STILE_BINARY", project.stile(Profile::Debug.folder()))
        .env("APP_DIR", project.dist())
        .env("PYTHON", python::ready(project)?.join("python3"))
        .env("CHROMIUM", system::chromium()?);
    let status = command.status().with_context(|| format!("{} could not be started", shell::describe(&command)))?;
    Ok(status.success())
}
