//! HMAC-SHA-256 under one key, for the webhook's signature and for Notify's token. Source: RFC 2104.

use anyhow::Context;
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// Signs under one key. The key is not shown and cannot be taken out again.
#[derive(Clone)]
pub(super) struct Signer(Hmac<Sha256>);

impl Signer {
    /// # Errors
    /// Never: every length of key is one. It is said so that nothing has to be assumed.
    pub(super) fn new(key: &str) -> anyhow::Result<Self> {
        Hmac::new_from_slice(key.as_bytes()).map(Self).context("the key cannot be used")
    }

    /// The signature of these parts, one after the other.
    pub(super) fn sign(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mut mac = self.0.clone();
        for part in parts {
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

/// Bytes as lower-case hex.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn the_published_example_comes_out() {
        // RFC 4231, test case 2.
        let signer = Signer::new("Jefe").unwrap();
        let expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(hex(&signer.sign(&[b"what do ya want ", b"for nothing?"])), expected);
    }
}
