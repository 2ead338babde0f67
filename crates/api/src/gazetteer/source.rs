//! Where a table is read from: a file, plain or gzip, or bytes that came with the program.

use std::{
    fmt,
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::PathBuf,
};

use anyhow::Context;
use flate2::bufread::MultiGzDecoder;
use indicatif::ProgressBar;

/// How gzip begins (RFC 1952, section 2.3.1).
const GZIP: [u8; 2] = [0x1F, 0x8B];

/// Where a table is read from.
#[derive(Debug, Clone)]
pub enum Source {
    File(PathBuf),
    Bytes(&'static [u8]),
}

impl Source {
    /// Opens it and unpacks it when packed, whatever its name. The bar moves with the bytes that are read.
    pub(super) fn open(&self, bar: &ProgressBar) -> anyhow::Result<Box<dyn Read + Send>> {
        let open = || -> io::Result<Box<dyn Read + Send>> {
            match self {
                Self::File(path) => {
                    let file = File::open(path)?;
                    bar.set_length(file.metadata()?.len());
                    unpacked(bar.wrap_read(file))
                }
                Self::Bytes(bytes) => unpacked(*bytes),
            }
        };
        open().with_context(|| format!("cannot read {self}"))
    }
}

fn unpacked(packed: impl Read + Send + 'static) -> io::Result<Box<dyn Read + Send>> {
    let mut packed = BufReader::with_capacity(64 * 1024, packed);
    if packed.fill_buf()?.starts_with(&GZIP) { Ok(Box::new(MultiGzDecoder::new(packed))) } else { Ok(Box::new(packed)) }
}

impl fmt::Display for Source {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => write!(out, "{}", path.display()),
            Self::Bytes(_) => write!(out, "the demo's own table"),
        }
    }
}
