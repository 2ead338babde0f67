//! Programs that come from the system's packages: the browser, its driver, PostgreSQL. They are installed only by root
//! on a machine with apt-get; everybody else is told what to type.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use super::announce;
use crate::shell;

/// The browser that the journeys are walked in.
pub fn chromium() -> Result<PathBuf> {
    program("CHROMIUM", &["chromium", "chromium-browser", "google-chrome"], &["chromium"], "browser tests run in it")
}

/// What drives the browser for the tests that are written in Rust.
pub fn chromedriver() -> Result<PathBuf> {
    program("CHROMEDRIVER", &["chromedriver"], &["chromium", "chromium-driver"], "it drives the browser in tests")
}

/// GNU time, which sees the peak memory of a program.
pub fn time() -> Result<PathBuf> {
    program("GNU_TIME", &["time"], &["time"], "it measures peak memory")
}

/// The folder with `initdb` and `postgres`, which Debian keeps off the PATH.
pub fn postgres() -> Result<PathBuf> {
    if let Some(folder) = find_postgres() {
        return Ok(folder);
    }
    install(&["postgresql"], "every test of the store also runs on PostgreSQL")?;
    find_postgres().context("postgresql was installed, and still there is no initdb")
}

/// PostGIS for the PostgreSQL that is here: the search is measured beside it.
pub fn postgis() -> Result<()> {
    let folder = postgres()?;
    let version = folder.parent().and_then(Path::file_name).and_then(OsStr::to_str).unwrap_or_default();
    if Path::new("/usr/share/postgresql").join(version).join("extension/postgis.control").is_file() {
        return Ok(());
    }
    let package = format!("postgresql-{version}-postgis-3");
    install(&[package.as_str()], "the search is measured beside it")
}

/// Programs that only measurements ask: they count instructions, are another database, know an old file, ask in numbers. What
/// cannot be had is only told; what needs it is not measured, or measured by something of ours.
pub fn programs_for_measuring() {
    for name in ["valgrind", "sqlite3", "zstd", "wrk"] {
        if shell::find(name).is_none()
            && let Err(error) = install(&[name], "some measurements need it")
        {
            println!("Without {name}: {error:#}");
        }
    }
}

/// Whether we are root, who may install, and as whom PostgreSQL refuses to run.
pub fn is_root() -> bool {
    shell::quiet(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

/// Installs packages of the system, or fails with the command to type.
pub fn install(packages: &[&str], why: &str) -> Result<()> {
    let names = packages.join(" ");
    let has_apt = shell::find("apt-get").is_some();
    ensure!(
        is_root() && has_apt,
        "{names} missing ({why}). Please type: sudo apt-get update && sudo apt-get install -y {names}{}",
        if has_apt { "" } else { ", or the same with this machine's own package manager" }
    );
    announce(&format!("{names} with apt-get"), why);
    shell::quiet(&mut apt(&["update"]))?;
    shell::quiet(apt(&["install", "-y", "--no-install-recommends"]).args(packages)).map(drop)
}

fn apt(arguments: &[&str]) -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive").args(arguments);
    command
}

fn program(variable: &str, names: &[&str], packages: &[&str], why: &str) -> Result<PathBuf> {
    if let Some(path) = env::var_os(variable) {
        return Ok(PathBuf::from(path));
    }
    let find = || names.iter().find_map(|name| shell::find(name));
    if let Some(path) = find() {
        return Ok(path);
    }
    install(packages, why)?;
    match find() {
        Some(path) => Ok(path),
        None => bail!("{} installed, and still there is no {}", packages.join(" "), names[0]),
    }
}

fn find_postgres() -> Option<PathBuf> {
    if shell::find("initdb").is_some() && shell::find("postgres").is_some() {
        // The PATH may hold links; the programs look for their own files beside the real ones.
        let real = fs::canonicalize(shell::find("postgres")?).ok()?;
        return real.parent().map(Path::to_path_buf);
    }
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, folder)| folder.join("initdb").is_file())
        .collect();
    versions.sort();
    versions.pop().map(|(_, folder)| folder)
}
