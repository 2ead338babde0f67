//! Tools that come from cargo and rustup: the wasm target, Trunk, wasm-bindgen, cargo-deny.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::announce;
use crate::project::Project;
use crate::shell;

/// 0.22 asks for a newer compiler than ours.
const TRUNK: &str = "0.21.14";
const CARGO_DENY: &str = "0.20.2";

/// A tool is run a few times and built once: minutes of optimising would never be won back.
const QUICK_BUILD: [(&str, &str); 3] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
];

/// The standard library for the browser.
pub fn wasm_target(project: &Project) -> Result<()> {
    let sysroot = shell::quiet(project.command("rustc").args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim()).join("lib/rustlib/wasm32-unknown-unknown/lib").is_dir() {
        return Ok(());
    }
    announce("Rust's wasm32-unknown-unknown target", "the app is compiled to WebAssembly");
    shell::run(project.command("rustup").args(["target", "add", "wasm32-unknown-unknown"]))
}

/// The source of the standard library.
pub fn std_source(project: &Project) -> Result<()> {
    let sysroot = shell::quiet(project.command("rustc").args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/Cargo.lock").is_file() {
        return Ok(());
    }
    announce("the source of Rust's standard library", "the app is built with its own, which is smaller");
    shell::run(project.command("rustup").args(["component", "add", "rust-src"]))
}

/// The builder of the app.
pub fn trunk(project: &Project) -> Result<()> {
    if has_version(&project.tool("trunk"), TRUNK) {
        return Ok(());
    }
    announce(&format!("trunk {TRUNK}"), "it builds the app (about six minutes, once)");
    install(project, &["trunk", "--version", TRUNK, "--locked", "--no-default-features"])
}

/// The maker of the glue between the app and the browser, and its test runner. Its version must be the library's.
pub fn wasm_bindgen(project: &Project) -> Result<()> {
    let lock = fs::read_to_string(project.root.join("Cargo.lock")).context("Cargo.lock cannot be read")?;
    let version = locked_version(&lock, "wasm-bindgen").context("Cargo.lock names no wasm-bindgen")?;
    if has_version(&project.tool("wasm-bindgen"), version) && project.tool("wasm-bindgen-test-runner").is_file() {
        return Ok(());
    }
    announce(
        &format!("wasm-bindgen-cli {version}"),
        "it joins the app to the browser and runs its tests there (about three minutes, once)",
    );
    // Without --locked: its lock file names an entry that not every mirror has.
    install(project, &["wasm-bindgen-cli", "--version", &format!("={version}")])
}

/// The judge of dependencies: bans, licences, sources. Answers where it is.
pub fn cargo_deny(project: &Project) -> Result<PathBuf> {
    let program = project.tool("cargo-deny");
    if !has_version(&program, CARGO_DENY) {
        announce(
            &format!("cargo-deny {CARGO_DENY}"),
            "it checks what the dependencies are allowed to be (several minutes, once)",
        );
        install(project, &["cargo-deny", "--version", CARGO_DENY, "--locked"])?;
    }
    Ok(program)
}

/// Whether the faster test runner is on this machine. It is used when it is, and not asked for when it is not.
pub fn has_nextest(project: &Project) -> bool {
    shell::quiet(project.command("cargo").args(["nextest", "--version"])).is_ok()
}

fn install(project: &Project, arguments: &[&str]) -> Result<()> {
    let mut command = project.command("cargo");
    command.args(["install", "--root"]).arg(project.cache.join("tools")).args(arguments);
    command.envs(QUICK_BUILD).env("CARGO_TARGET_DIR", project.cache.join("tools-build"));
    shell::run(&mut command)
}

fn has_version(program: &Path, version: &str) -> bool {
    program.is_file()
        && shell::quiet(Command::new(program).arg("--version"))
            .is_ok_and(|said| said.split_whitespace().nth(1) == Some(version))
}

/// The version that a lock file holds for a package.
fn locked_version<'lock>(lock: &'lock str, package: &str) -> Option<&'lock str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines();
    lines.find(|line| *line == name)?;
    lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_exactly_that_package_is_read() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"9.9.9\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(lock, "wasm"), None);
    }

    #[test]
    fn a_missing_program_has_no_version() {
        assert!(!has_version(Path::new("no/such/program"), "1.0.0"));
    }
}
