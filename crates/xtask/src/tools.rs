//! The programs that Stile's commands need beyond cargo, a C compiler and Node: found, or installed once into the
//! cache, each with one line that says what and why. Knows nothing of what they are used for.

pub mod cargo_tools;
pub mod node_tools;
pub mod python;
pub mod system;

use anyhow::Result;

use crate::project::Project;

/// Says that something is being installed.
fn announce(what: &str, why: &str) {
    println!("Installing {what}: {why}.");
}

/// Everything that building the app takes.
pub fn for_the_app(project: &Project) -> Result<()> {
    cargo_tools::wasm_target(project)?;
    cargo_tools::std_source(project)?;
    cargo_tools::wasm_bindgen(project)?;
    cargo_tools::trunk(project)?;
    node_tools::ready(project)
}
