//! A folder for the length of one step, gone afterwards however the step ends.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context, Result};

static NEXT: AtomicU32 = AtomicU32::new(0);

/// A folder that is removed when this is dropped.
pub struct Scratch(PathBuf);

impl Scratch {
    /// A new, empty folder among the machine's temporary ones.
    pub fn new(purpose: &str) -> Result<Self> {
        Self::inside(&env::temp_dir(), purpose)
    }

    /// A new, empty folder inside another.
    pub fn inside(parent: &Path, purpose: &str) -> Result<Self> {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = parent.join(format!("stile-{purpose}-{}-{number}", process::id()));
        fs::create_dir(&folder).with_context(|| format!("{} could not be made", folder.display()))?;
        Ok(Self(folder))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // There is nobody left to tell: what cannot be removed stays for the machine's own clearing.
        let _ = fs::remove_dir_all(&self.0);
    }
}
