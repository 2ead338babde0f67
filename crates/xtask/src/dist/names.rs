//! Names the app's script and module after what is in them. Trunk names them after the module before it is shrunk, so a
//! newer wasm-opt or esbuild could change the bytes under a name that phones keep for ever.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use super::{files_ending, read, write};

/// Renames every `name-<hash>.js` and `name-<hash>_bg.wasm` to `name-<hash of its contents>` and puts the new names where
/// the old ones stood.
pub fn follow_contents(staging: &Path) -> Result<()> {
    let mut renamed = Vec::new();
    for path in files_ending(staging, &["js", "wasm"])? {
        let Some(old) = path.file_name().and_then(|name| name.to_str()) else { continue };
        let Some((stem, ending)) = hashed(old) else { continue };
        let content = fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        let new = format!("{stem}-{}.{ending}", short_hash(&content));
        fs::rename(&path, path.with_file_name(&new)).with_context(|| format!("{old} cannot be renamed"))?;
        renamed.push((old.to_owned(), new));
    }
    for path in files_ending(staging, &["html", "js"])? {
        let text = read(&path)?;
        let mut changed = text.clone();
        for (old, new) in &renamed {
            changed = changed.replace(old, new);
        }
        if changed != text {
            write(&path, changed)?;
        }
    }
    Ok(())
}

/// The stem and the ending of a name that Trunk made: `stile-app-1f2e3d_bg.wasm` gives `stile-app` and `wasm`.
fn hashed(name: &str) -> Option<(&str, &str)> {
    let (stem, ending) = name.rsplit_once('.')?;
    let (stem, hash) = stem.strip_suffix("_bg").unwrap_or(stem).rsplit_once('-')?;
    let is_hash = (8..=16).contains(&hash.len()) && hash.chars().all(|digit| digit.is_ascii_hexdigit());
    (is_hash && !stem.is_empty()).then_some((stem, ending))
}

/// Sixteen hexadecimal digits of SHA-256: enough to tell builds apart.
pub fn short_hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn only_names_with_a_hash_are_touched() {
        assert_eq!(hashed("stile-app-1f2e3d4c5b6a7988_bg.wasm"), Some(("stile-app", "wasm")));
        assert_eq!(hashed("stile-app-1f2e3d4c5b6a798.js"), Some(("stile-app", "js")));
        assert_eq!(hashed("leave.js"), None);
        assert_eq!(hashed("before-paint.js"), None);
    }

    #[test]
    fn the_page_asks_for_the_new_names() {
        let staging = tempfile::tempdir().unwrap();
        let path = |name: &str| staging.path().join(name);
        write(&path("app-0011223344556677.js"), "glue").unwrap();
        write(&path("app-0011223344556677_bg.wasm"), "module").unwrap();
        write(&path("index.html"), "import '/app-0011223344556677.js'; '/app-0011223344556677_bg.wasm'").unwrap();
        follow_contents(staging.path()).unwrap();
        let js = format!("app-{}.js", short_hash(b"glue"));
        let wasm = format!("app-{}.wasm", short_hash(b"module"));
        assert_eq!(read(&path("index.html")).unwrap(), format!("import '/{js}'; '/{wasm}'"));
        assert_eq!(read(&path(&wasm)).unwrap(), "module");
    }
}
