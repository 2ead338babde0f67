//! Builds the pocket, with which the service worker searches what the phone keeps: a module of its own, and the script by
//! which a worker without modules calls it. Knows how it is made, not where in the build it goes.

use std::fs;

use anyhow::{Context, Result};

use super::smallest;
use crate::markup::{Piece, pieces};
use crate::project::Project;
use crate::{apps, shell};

/// What cargo makes of it, from the target folder.
const COMPILED: &str = "wasm32-unknown-unknown/wasm-release/pocket.wasm";

/// Compiles it.
pub fn compile(project: &Project) -> Result<()> {
    let mut command = project.command("cargo");
    // As the cdylib alone: beside an rlib, cargo leaves out what `lto` takes away.
    command.args(["rustc", "--package", "pocket", "--lib", "--crate-type", "cdylib"]);
    command.args(["--profile", "wasm-release", "--target", "wasm32-unknown-unknown", "--offline"]);
    shell::run(smallest(&mut command)).context("the pocket could not be built")
}

/// Puts the small module and its script into their folder.
pub fn finish(project: &Project) -> Result<()> {
    let folder = apps::pocket_folder(project);
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let mut command = project.command(project.tool("wasm-bindgen"));
    command.args(["--target", "no-modules", "--no-typescript", "--omit-default-module-path", "--out-dir"]);
    command.arg(&folder).arg(project.target.join(COMPILED));
    shell::quiet(&mut command).context("the pocket has no script")?;
    let page = project.root.join(apps::PUBLIC);
    let page = fs::read_to_string(&page).with_context(|| format!("{} cannot be read", page.display()))?;
    let module = folder.join(apps::POCKET_MODULE);
    let mut command = project.command(project.node_tools().join("node_modules/.bin/wasm-opt"));
    command.arg("-Oz").args(options(&page)?).arg(&module).arg("-o").arg(&module);
    shell::quiet(&mut command).context("the pocket could not be shrunk").map(drop)
}

/// What the public app's page has wasm-opt do and allow: the same holds here.
fn options(page: &str) -> Result<Vec<&str>> {
    let given = pieces(page)
        .into_iter()
        .find_map(|piece| if let Piece::Tag(tag) = piece { tag.attribute("data-wasm-opt-params") } else { None });
    let given = given.with_context(|| format!("{} does not say what wasm-opt is to do", apps::PUBLIC))?;
    Ok(given.split_whitespace().collect())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::options;

    #[test]
    fn wasm_opt_is_told_what_the_page_says() {
        let page = "<link rel=\"icon\"><link data-trunk rel=\"rust\"\n data-wasm-opt-params=\"--enable-a  --b\">";
        assert_eq!(options(page).unwrap(), ["--enable-a", "--b"]);
        assert!(options("<link data-trunk rel=\"rust\">").is_err());
        assert!(options(include_str!("../../../../index.html")).unwrap().contains(&"--enable-bulk-memory"));
    }
}
