//! Puts another app beside the public one: its page, script and module. What both builds have, icons and the like, is
//! there already.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::files;

/// Copies from the finished build of another app whatever this one does not have.
pub fn take_in(staging: &Path, other: &Path) -> Result<()> {
    ensure!(other.is_dir(), "there is no other app in {}: type `cargo xtask run`", other.display());
    for file in files(other)? {
        let inside = file.strip_prefix(other).unwrap_or(&file);
        let target = staging.join(inside);
        if target.exists() {
            continue;
        }
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        }
        fs::copy(&file, &target).with_context(|| format!("{} cannot be copied", file.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::super::{read, write};
    use super::*;

    #[test]
    fn another_app_comes_beside_and_changes_nothing_that_is_there() {
        let (staging, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::create_dir(other.path().join("snippets")).unwrap();
        for (folder, name, content) in [
            (&staging, "index.html", "public"),
            (&staging, "sw.js", "public"),
            (&other, "me.html", "me"),
            (&other, "sw.js", "me"),
            (&other, "snippets/a.js", "me"),
        ] {
            write(&folder.path().join(name), content).unwrap();
        }
        take_in(staging.path(), other.path()).unwrap();
        let said =
            ["index.html", "sw.js", "me.html", "snippets/a.js"].map(|name| read(&staging.path().join(name)).unwrap());
        assert_eq!(said, ["public", "public", "me", "me"]);
    }

    #[test]
    fn an_app_that_was_not_built_stops_the_build() {
        let staging = tempfile::tempdir().unwrap();
        assert!(take_in(staging.path(), &staging.path().join("me")).is_err());
    }
}
