//! The server's own secret, kept apart from the database: without it nothing in the database helps to guess a code.

use std::fmt;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context, ensure};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::random;

/// 256 random bits.
#[derive(Clone)]
pub struct Pepper([u8; 32]);

impl Pepper {
    /// A new one, for as long as the process lives.
    pub fn fresh() -> Self {
        Self(random::bytes())
    }

    /// Reads the file, or makes it when it is not there, readable by its owner alone.
    ///
    /// # Errors
    /// When it cannot be read or made, or holds something else.
    pub fn load_or_make(file: &Path) -> anyhow::Result<Self> {
        let cannot = |what: &str| format!("cannot {what} the server's secret in {}", file.display());
        match std::fs::read(file) {
            Ok(bytes) => {
                let bytes = <[u8; 32]>::try_from(bytes.as_slice()).ok();
                ensure!(bytes.is_some(), "{} does not hold a secret of 32 bytes", file.display());
                Ok(Self(bytes.unwrap_or_default()))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                    std::fs::create_dir_all(folder).with_context(|| cannot("make the folder of"))?;
                }
                let pepper = Self::fresh();
                let mut options = std::fs::OpenOptions::new();
                options.write(true).create_new(true);
                #[cfg(unix)]
                {
                    use std::os::unix::fs::OpenOptionsExt as _;
                    options.mode(0o600);
                }
                let mut out = options.open(file).with_context(|| cannot("make"))?;
                out.write_all(&pepper.0).with_context(|| cannot("write"))?;
                out.sync_all().with_context(|| cannot("write"))?;
                Ok(pepper)
            }
            Err(error) => Err(error).with_context(|| cannot("read")),
        }
    }

    /// The HMAC-SHA-256 of a text for one purpose. Another purpose gives another, so that no answer serves two ends.
    pub fn mac(&self, purpose: &str, text: &str) -> [u8; 32] {
        // Keys of any length are taken; there is nothing that could fail.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return [0; 32] };
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(text.as_bytes());
        mac.finalize().into_bytes().into()
    }
}

impl Default for Pepper {
    fn default() -> Self {
        Self::fresh()
    }
}

impl fmt::Debug for Pepper {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Pepper")
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn what_was_made_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("new/secret");
        let made = Pepper::load_or_make(&file).unwrap();
        assert_eq!(Pepper::load_or_make(&file).unwrap().0, made.0);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        }
        std::fs::write(&file, "short").unwrap();
        assert!(Pepper::load_or_make(&file).is_err());
    }

    #[test]
    fn purposes_and_secrets_keep_apart() {
        let pepper = Pepper::fresh();
        assert_eq!(pepper.mac("code", "1"), pepper.mac("code", "1"));
        assert_ne!(pepper.mac("code", "1"), pepper.mac("link", "1"));
        assert_ne!(pepper.mac("code", "1"), Pepper::fresh().mac("code", "1"));
        assert_ne!(pepper.mac("a", "b"), pepper.mac("ab", ""));
    }
}
