//! Finishes an app build inside Trunk's staging folder: words into the pages, other languages as lists, styles into the
//! app's page, the service worker in one piece, short names, small scripts, names after contents; and for the public app,
//! which comes last, the other apps and the pocket beside it, the service worker's lists, brotli beside each file. Called by
//! Trunk after every build; knows nothing of how the app was compiled.

pub mod compress;
mod danger_list;
mod help_list;
mod imports;
mod locales;
mod names;
mod others;
mod precache;
mod scripts;
mod styles;
pub mod templates;
mod worker;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use walkdir::WalkDir;

use crate::locale::Locale;
use crate::project::Project;
use crate::{apps, help_lines};

pub use precache::{WORKER, WORKERS_END};

/// Set when the build of the public app is to take in the other apps and the pocket, which were built just before.
pub const TAKE_IN: &str = "XTASK_TAKE_IN";

/// Finishes the build that Trunk is about to put in place.
pub fn finish(project: &Project) -> Result<()> {
    let staging = PathBuf::from(
        env::var_os("TRUNK_STAGING_DIR").context("`dist` is called by Trunk: type `cargo xtask run` instead")?,
    );
    let is_release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    let words = Locale::read(&project.root.join("locales/en.json"))?;
    let lines = help_lines::read(&project.root.join(help_lines::FILE))?;
    let overdue = help_lines::overdue(&lines, help_lines::today());
    if !overdue.is_empty() {
        bail!("help lines need a fresh look:\n{}", overdue.join("\n"));
    }
    let list = help_list::markup(&lines, &words)?;

    templates::fill(&staging, &words, &list)?;
    locales::write_all(&staging, &project.root.join("locales"), &words)?;
    danger_list::write_into(&staging, &project.root)?;
    worker::join_parts(&staging)?;
    if is_release {
        let esbuild = project.node_tools().join("node_modules/.bin/esbuild");
        let page =
            [apps::PUBLIC].into_iter().chain(apps::OTHERS).map(|page| staging.join(page)).find(|page| page.is_file());
        styles::inline(&staging, &page.context("the build has no page of an app")?, &esbuild)?;
        imports::shorten(&staging)?;
        scripts::shrink_all(&staging, &esbuild)?;
        scripts::shrink_pages(&staging, &esbuild)?;
        names::follow_contents(&staging)?;
        if !staging.join(apps::PUBLIC).is_file() {
            // Another app's build ends here; the public one goes on with it.
            return Ok(());
        }
        let takes_in = env::var_os(TAKE_IN).is_some();
        if takes_in {
            for page in apps::OTHERS {
                others::take_in(&staging, &apps::folder(project, page))?;
            }
        }
        let pocket = takes_in.then(|| apps::pocket_folder(project));
        worker::give_pocket(&staging, pocket.as_deref())?;
        precache::write_into(&staging)?;
        scripts::shrink(&staging.join(WORKER), &esbuild)?;
        compress::all(&staging)?;
    } else {
        worker::give_pocket(&staging, None)?;
        precache::write_into(&staging)?;
    }
    Ok(())
}

/// Every file of a build, in the order of their names.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.context("the build cannot be read")?;
        if entry.file_type().is_file() {
            files.push(entry.into_path());
        }
    }
    Ok(files)
}

/// The files of a build with one of these endings.
fn files_ending(folder: &Path, endings: &[&str]) -> Result<Vec<PathBuf>> {
    let mut files = files(folder)?;
    files.retain(|path| path.extension().and_then(|ending| ending.to_str()).is_some_and(|its| endings.contains(&its)));
    Ok(files)
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
}

fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    fs::write(path, content).with_context(|| format!("{} cannot be written", path.display()))
}

/// Where the browser finds a file of the build: `/icons/icon.svg`.
fn address(staging: &Path, file: &Path) -> String {
    let inside = file.strip_prefix(staging).unwrap_or(file);
    let parts: Vec<String> = inside.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    format!("/{}", parts.join("/"))
}
