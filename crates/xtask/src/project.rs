//! Where things are: the checkout, cargo's target folder and the cache of tools. Knows nothing of what is done there.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

/// What `cargo run` tells a program about itself. Passed on to another cargo it makes some build scripts believe that
/// everything changed, so it is taken away.
const ABOUT_OURSELVES: [&str; 5] =
    ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_", "CARGO_PRIMARY_PACKAGE"];

/// The folders of one checkout.
pub struct Project {
    /// The root of the checkout.
    pub root: PathBuf,
    /// Cargo's target folder: `CARGO_TARGET_DIR`, else `target` in the root.
    pub target: PathBuf,
    /// Tools that outlive the checkout: `STILE_CACHE`, else `~/.cache/stile`.
    pub cache: PathBuf,
}

impl Project {
    /// Finds the checkout that the current folder is in.
    pub fn find() -> Result<Self> {
        let here = env::current_dir().context("the current folder cannot be read")?;
        let root = here
            .ancestors()
            .find(|folder| folder.join("Trunk.toml").is_file())
            .context("run this inside a checkout of Stile: no Trunk.toml here or above")?
            .to_path_buf();
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |folder| here.join(folder));
        let cache = match env::var_os("STILE_CACHE") {
            Some(folder) => here.join(folder),
            None => Path::new(&env::var_os("HOME").context("HOME is not set; set STILE_CACHE to a folder for tools")?)
                .join(".cache/stile"),
        };
        Ok(Self { root, target, cache })
    }

    /// The finished app.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// Programs that cargo installed for us.
    pub fn tool(&self, name: &str) -> PathBuf {
        self.cache.join("tools/bin").join(name)
    }

    /// The folder in which npm installs for us.
    pub fn node_tools(&self) -> PathBuf {
        self.cache.join("tools/node")
    }

    /// The server's binary of a profile's folder, `debug` or `release`.
    pub fn stile(&self, profile: &str) -> PathBuf {
        self.target.join(profile).join("stile")
    }

    /// A program that will run in the root, with our target folder and our tools first on its PATH.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root).env("CARGO_TARGET_DIR", &self.target);
        for (name, _) in env::vars_os() {
            if name.to_str().is_some_and(|name| ABOUT_OURSELVES.iter().any(|start| name.starts_with(start))) {
                command.env_remove(name);
            }
        }
        if let Ok(path) = self.path(None) {
            command.env("PATH", path);
        }
        command
    }

    /// The PATH with our tools first, and one more folder before them.
    pub fn path(&self, first: Option<&Path>) -> Result<OsString> {
        let ours = [self.cache.join("tools/bin"), self.node_tools().join("node_modules/.bin")];
        let theirs = env::var_os("PATH").unwrap_or_default();
        let folders = first.map(Path::to_path_buf).into_iter().chain(ours).chain(env::split_paths(&theirs));
        env::join_paths(folders).context("a folder on the PATH has a colon in its name")
    }

    /// The server, or tests that start it. It refuses settings that it does not know, and the cache is one.
    pub fn server_command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = self.command(program);
        command.env_remove("STILE_CACHE");
        command
    }
}
