//! Puts a brotli twin beside each text and the module, as small as brotli goes. Compressing at every request would cost
//! the server most of a second for the module alone.

use std::fs;
use std::io::Cursor;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use anyhow::{Context, Result, anyhow};
use brotli::enc::BrotliEncoderParams;

use super::{files_ending, write};

const ENDINGS: [&str; 7] = ["css", "html", "js", "json", "svg", "wasm", "webmanifest"];

/// Compresses every file that gains by it, as many at a time as there are processors.
pub fn all(staging: &Path) -> Result<()> {
    let files = Mutex::new(files_ending(staging, &ENDINGS)?);
    let next = || files.lock().map_or(None, |mut files| files.pop());
    let work = || -> Result<()> {
        while let Some(path) = next() {
            one(&path)?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let hands = thread::available_parallelism().map_or(1, NonZero::get);
        let working: Vec<_> = (0..hands).map(|_| scope.spawn(work)).collect();
        working.into_iter().try_for_each(|hand| hand.join().map_err(|_| anyhow!("compressing ended in a panic"))?)
    })
}

fn one(path: &Path) -> Result<()> {
    let content = fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let small = compressed(&content)?;
    if small.len() < content.len() {
        write(&twin(path), small)?;
    }
    Ok(())
}

/// `app.js` has its twin in `app.js.br`.
pub fn twin(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".br");
    PathBuf::from(name)
}

/// Quality 11, and the largest window that every browser takes.
pub fn compressed(content: &[u8]) -> Result<Vec<u8>> {
    let parameters = BrotliEncoderParams { quality: 11, lgwin: 24, size_hint: content.len(), ..Default::default() };
    let mut small = Vec::new();
    brotli::BrotliCompress(&mut Cursor::new(content), &mut small, &parameters).context("brotli failed")?;
    Ok(small)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use std::io::Read as _;

    use super::*;

    #[test]
    fn the_twin_is_smaller_and_says_the_same() {
        let staging = tempfile::tempdir().unwrap();
        let page = staging.path().join("index.html");
        let text = "walking group ".repeat(100);
        write(&page, &text).unwrap();
        write(&staging.path().join("photo.png"), &text).unwrap();
        all(staging.path()).unwrap();

        let small = fs::read(twin(&page)).unwrap();
        assert!(small.len() < 100);
        let mut back = String::new();
        brotli::Decompressor::new(Cursor::new(small), 4096).read_to_string(&mut back).unwrap();
        assert_eq!(back, text);
        assert!(!staging.path().join("photo.png.br").exists());
    }
}
