//! Where a feed comes from: a file, packed or not, or an `https:` address. What is in it is for `page` to read.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use url::{Host, Url};

use super::bytes;

/// Where a feed comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Source {
    File(PathBuf),
    Web(Url),
}

impl Source {
    /// Reads what an operator typed, or what was remembered.
    ///
    /// # Errors
    /// An address that is not `https:` (or `http:` on this very machine), or a file that is not there.
    pub(super) fn parse(text: &str) -> anyhow::Result<Self> {
        let text = text.trim();
        if let Some((scheme, _)) = text.split_once("://") {
            let url = Url::parse(text).with_context(|| format!("not an address: {text}"))?;
            if !is_allowed(&url) {
                bail!("feeds are read from https: addresses and from files, not from {scheme}:");
            }
            if !url.username().is_empty() || url.password().is_some() {
                bail!("the address holds a name or a password; it would be kept and shown, so it is not taken");
            }
            return Ok(Self::Web(url));
        }
        // The whole path, so that a refresh finds the file from any folder.
        let path = std::fs::canonicalize(text).with_context(|| format!("there is no file {text}"))?;
        Ok(Self::File(path))
    }

    /// The source as it is remembered with its feed.
    pub(super) fn remembered(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Web(url) => url.to_string(),
        }
    }

    /// A name for the feed where the operator gave none: the file's without its endings, or the host's.
    pub(super) fn default_name(&self) -> String {
        match self {
            Self::File(path) => {
                let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                let name = name.strip_suffix(".gz").unwrap_or(&name);
                name.strip_suffix(".json").unwrap_or(name).to_owned()
            }
            Self::Web(url) => url.host_str().unwrap_or("feed").to_owned(),
        }
    }
}

/// Opens a file for reading, unpacked and mended.
pub(super) fn open_file(path: &Path) -> anyhow::Result<Box<dyn Read + Send>> {
    let file = File::open(path).with_context(|| format!("{} cannot be opened", path.display()))?;
    bytes::open(file).with_context(|| format!("{} cannot be read", path.display()))
}

/// Whether a feed may be read from here: over TLS, or from this very machine, which is what tests do.
pub(super) fn is_allowed(url: &Url) -> bool {
    match url.scheme() {
        "https" => url.host().is_some(),
        "http" => is_this_machine(url),
        _ => false,
    }
}

/// Whether the address is of this very machine.
pub(super) fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn only_safe_addresses_are_taken() {
        assert!(Source::parse("https://x.org/services?page=1").is_ok());
        assert!(Source::parse("http://127.0.0.1:8080/services").is_ok());
        for refused in
            ["http://x.org/services", "ftp://x.org/a", "file:///etc/hosts", "https://me:word@x.org/", "nowhere.json"]
        {
            assert!(Source::parse(refused).is_err(), "{refused}");
        }
    }

    #[test]
    fn feeds_get_a_name() {
        assert_eq!(Source::parse("https://x.org/services").unwrap().default_name(), "x.org");
        let file = |path: &str| Source::File(PathBuf::from(path)).default_name();
        assert_eq!(file("/a/libraries.json.gz"), "libraries");
        assert_eq!(file("/a/groups.json"), "groups");
    }
}
