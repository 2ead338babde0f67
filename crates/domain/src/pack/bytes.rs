//! Numbers, texts and pieces one after the other. Reading is strict: what is not all there is refused.

use super::BadPack;

/// Appends a length or count. Nothing here comes near four thousand million.
pub(super) fn put_number(out: &mut Vec<u8>, number: usize) {
    out.extend_from_slice(&u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes());
}

/// Appends bytes with their length before them.
pub(super) fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put_number(out, bytes.len());
    out.extend_from_slice(bytes);
}

/// Bytes still to be read.
#[derive(Debug)]
pub(super) struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// As many bytes as the caller makes of them.
    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], BadPack> {
        let (taken, rest) = self.0.split_first_chunk::<N>().ok_or(BadPack)?;
        self.0 = rest;
        Ok(*taken)
    }

    pub(super) fn number(&mut self) -> Result<u32, BadPack> {
        self.array().map(u32::from_le_bytes)
    }

    /// Bytes that were put in with their length.
    pub(super) fn bytes(&mut self) -> Result<&'a [u8], BadPack> {
        let length = self.number()? as usize;
        let (taken, rest) = self.0.split_at_checked(length).ok_or(BadPack)?;
        self.0 = rest;
        Ok(taken)
    }

    pub(super) fn text(&mut self) -> Result<&'a str, BadPack> {
        std::str::from_utf8(self.bytes()?).map_err(|_| BadPack)
    }

    /// That nothing is left.
    pub(super) fn end(&self) -> Result<(), BadPack> {
        if self.0.is_empty() { Ok(()) } else { Err(BadPack) }
    }
}
