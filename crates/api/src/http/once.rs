//! What is kept once: by what something sent again is known to be the same. It must not know what is sent.

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::http::error::Error;

/// A digest over who did what with which thing. Not over whose record it is: records that turn out to be one must not make
/// it another.
pub fn digest(by: &[u8], about: &str, sent: &impl Serialize) -> Result<[u8; 32], Error> {
    let sent = serde_json::to_vec(sent).map_err(|error| Error::Internal(error.into()))?;
    let mut digest = Sha256::new();
    digest.update(by);
    digest.update(about.as_bytes());
    digest.update(&sent);
    Ok(digest.finalize().into())
}
