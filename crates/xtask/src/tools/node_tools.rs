//! Tools that come from npm: wasm-opt, which shrinks the app, esbuild, which shrinks scripts and styles, and what the
//! browser journeys and the measurements import.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::announce;
use crate::project::Project;
use crate::shell;

/// Trunk.toml names the same wasm-opt.
const PACKAGES: [(&str, &str); 2] = [("binaryen", "132.0.0"), ("esbuild", "0.28.2")];
const OLDEST_NODE: u32 = 20;

/// Sees to it that both are in the cache.
pub fn ready(project: &Project) -> Result<()> {
    let folder = project.node_tools();
    if PACKAGES.iter().all(|(name, version)| has_package(&folder, name, version)) {
        return Ok(());
    }
    node_is_new_enough(project)?;
    announce("binaryen and esbuild from npm", "they shrink what the phone downloads");
    fs::create_dir_all(&folder).with_context(|| format!("{} could not be made", folder.display()))?;
    let mut command = project.command("npm");
    command.arg("install").arg("--prefix").arg(&folder).args(["--no-save", "--no-audit", "--no-fund"]);
    command.args(PACKAGES.map(|(name, version)| format!("{name}@{version}")));
    shell::quiet(&mut command).map(drop)
}

/// Sees to it that what the journeys import is beside them, exactly as locked.
pub fn journey_packages(project: &Project) -> Result<()> {
    locked_packages(project, "tests/e2e", "playwright-core and axe-core", "they drive the browser and judge its pages")
}

/// The same for what the measurements import.
pub fn bench_packages(project: &Project) -> Result<()> {
    let why = "one judges the pages, the others are what the app is measured beside";
    locked_packages(project, "tests/bench", "lighthouse, preact and react", why)
}

fn locked_packages(project: &Project, folder: &str, what: &str, why: &str) -> Result<()> {
    let folder = project.root.join(folder);
    let lock = folder.join("package-lock.json");
    let wanted = fs::read(&lock).with_context(|| format!("{} cannot be read", lock.display()))?;
    let stamp = folder.join("node_modules/.installed-lock.json");
    if fs::read(&stamp).is_ok_and(|held| held == wanted) {
        return Ok(());
    }
    announce(&format!("{what} from npm"), why);
    let mut command = project.command("npm");
    shell::quiet(command.current_dir(&folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))?;
    fs::write(&stamp, wanted).with_context(|| format!("{} cannot be written", stamp.display()))
}

/// Fails with words that help when Node is missing or too old.
pub fn node_is_new_enough(project: &Project) -> Result<()> {
    let said = shell::quiet(project.command("node").arg("--version"))
        .context("Node is missing; install Node 20 or newer (https://nodejs.org)")?;
    let is_new_enough = major(&said).is_some_and(|major| major >= OLDEST_NODE);
    ensure!(is_new_enough, "Node {} is too old; install Node {OLDEST_NODE} or newer", said.trim());
    Ok(())
}

fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

fn has_package(folder: &Path, name: &str, version: &str) -> bool {
    fs::read_to_string(folder.join("node_modules").join(name).join("package.json"))
        .ok()
        .and_then(|text| serde_json::from_str::<serde_json::Value>(&text).ok())
        .is_some_and(|package| package["version"] == version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_of_node_is_read() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("twenty"), None);
    }
}
