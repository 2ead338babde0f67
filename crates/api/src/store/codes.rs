//! How values are written in the database, and read back.

use anyhow::{Context, anyhow};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

use super::{Error, Result};

/// An instant from milliseconds since 1970.
pub(super) fn instant(millis: i64) -> Result<DateTime<Utc>> {
    DateTime::from_timestamp_millis(millis).with_context(|| format!("{millis} is not an instant")).map_err(Error::Other)
}

/// A date from `YYYY-MM-DD`.
pub(super) fn date(text: &str) -> Result<NaiveDate> {
    text.parse().with_context(|| format!("{text:?} is not a date")).map_err(Error::Other)
}

/// An id from its hyphenated form.
pub(super) fn id<T: std::str::FromStr<Err = uuid::Error>>(text: &str) -> Result<T> {
    text.parse().with_context(|| format!("{text:?} is not an id")).map_err(Error::Other)
}

/// The code of a unit variant, as on the wire.
pub(super) fn code<T: Serialize>(value: &T) -> Result<String> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => Ok(code),
        Ok(_) => Err(Error::Other(anyhow!("only plain variants have a code"))),
        Err(error) => Err(Error::Other(error.into())),
    }
}

/// The variant with this code.
pub(super) fn from_code<T: DeserializeOwned>(code: &str) -> Result<T> {
    serde_json::from_value(serde_json::Value::from(code))
        .with_context(|| format!("{code:?} is not a known code"))
        .map_err(Error::Other)
}

/// Bytes as lower-case hex.
pub(super) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// A digest from hex.
pub(super) fn digest(text: &str) -> Result<[u8; 32]> {
    let mut digest = [0; 32];
    let bad = || Error::Other(anyhow!("a digest cannot be read"));
    if text.len() != 64 || !text.is_ascii() {
        return Err(bad());
    }
    for (at, byte) in digest.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).map_err(|_| bad())?;
    }
    Ok(digest)
}

/// SHA-256 as hex.
pub(super) fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use wire::Stage;

    use super::{code, digest, from_code, hex};

    #[test]
    fn a_digest_survives_hex() {
        let mut bytes = [0; 32];
        for (at, byte) in (0..32).zip(bytes.iter_mut()) {
            *byte = at * 7;
        }
        assert_eq!(digest(&hex(&bytes)).unwrap(), bytes);
        assert!(digest("0123").is_err());
        assert!(digest(&"é".repeat(32)).is_err());
    }

    #[test]
    fn a_stage_survives_its_code() {
        assert_eq!(code(&Stage::FirstContact).unwrap(), "first_contact");
        assert_eq!(from_code::<Stage>("first_contact").unwrap(), Stage::FirstContact);
        assert!(from_code::<Stage>("lost").is_err());
    }
}
