//! What the phone keeps of the directory, as bytes: a *pack* holds the groups of one postcode district, another file the
//! middles of all districts. Packs are the same for everybody and say nothing of anybody.
//!
//! It knows neither how the bytes travel nor where they are kept, and it looks for nothing: that is `search`.
//!
//! # The bytes
//! Four letters say what it is, a byte in which format, eight bytes are the sum over all that follows (FNV-1a, 64 bits).
//! Numbers are four bytes with the lowest first, a text has its length before it. The same groups in the same order are
//! always the same bytes.
//!
//! - Groups: the names of their feeds; then for each group its id, the number of its feed, the day on which it was last
//!   seen there (counted from the year 1), and its record as `directory` packs it.
//! - Districts: for each its code, latitude and longitude in millionths of a degree.

mod bytes;
mod layout;
#[cfg(test)]
mod tests;

use chrono::{Datelike, NaiveDate};
use thiserror::Error;
use uuid::Uuid;
use wire::GroupId;

use crate::directory::{self, PackedGroup};
use crate::distance::Point;
use crate::search::Entry;
use bytes::{Bytes, put_bytes, put_number};

pub use layout::{Chosen, Layout, MOST_DISTRICTS, MOST_GROUPS, MOST_ONLINE, ONLINE, Pack};

/// Goes up whenever the same bytes come to mean something else: those written here, and those that `directory` packs a
/// record into. A phone that was given another format asks anew.
const FORMAT: u8 = 1;
const GROUPS: [u8; 4] = *b"STPG";
const DISTRICTS: [u8; 4] = *b"STPD";
/// What stands before the content: the letters, the format, the sum.
const HEAD: usize = 4 + 1 + 8;
/// Millionths of a degree, some 11 cm: as exact as districts are known.
const PARTS_OF_DEGREE: f64 = 1e6;

/// The bytes are not what was asked for, are of another format, or have suffered on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("these bytes are no pack of this kind and format")]
pub struct BadPack;

/// What bytes hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The groups of one district.
    Groups,
    /// The middles of districts.
    Districts,
}

/// What these bytes say they hold, by their first letters; none for what is neither, or of another format.
pub fn kind(bytes: &[u8]) -> Option<Kind> {
    let (letters, rest) = bytes.split_first_chunk::<4>()?;
    if rest.first() != Some(&FORMAT) {
        return None;
    }
    match *letters {
        GROUPS => Some(Kind::Groups),
        DISTRICTS => Some(Kind::Districts),
        _ => None,
    }
}

/// Writes groups.
pub fn encode(entries: &[Entry]) -> Vec<u8> {
    let mut feeds: Vec<&str> = Vec::new();
    let mut groups = Vec::new();
    for entry in entries {
        let feed = feeds.iter().position(|known| *known == entry.feed).unwrap_or_else(|| {
            feeds.push(&entry.feed);
            feeds.len() - 1
        });
        groups.extend_from_slice(entry.id.0.as_bytes());
        put_number(&mut groups, feed);
        groups.extend_from_slice(&entry.seen.num_days_from_ce().to_le_bytes());
        put_bytes(&mut groups, &directory::pack(&entry.record));
    }
    let mut content = Vec::with_capacity(groups.len() + 64);
    put_number(&mut content, feeds.len());
    for feed in feeds {
        put_bytes(&mut content, feed.as_bytes());
    }
    put_number(&mut content, entries.len());
    content.extend_from_slice(&groups);
    sealed(GROUPS, &content)
}

/// Reads groups.
///
/// # Errors
/// When the bytes are anything but what `encode` of this format wrote.
pub fn decode(bytes: &[u8]) -> Result<Vec<Entry>, BadPack> {
    let mut from = content(bytes, Kind::Groups)?;
    let count = from.number()?;
    let feeds = (0..count).map(|_| from.text()).collect::<Result<Vec<&str>, BadPack>>()?;
    let count = from.number()?;
    let mut entries = Vec::new();
    for _ in 0..count {
        let id = GroupId(Uuid::from_bytes(from.array()?));
        let feed = *feeds.get(from.number()? as usize).ok_or(BadPack)?;
        let seen = NaiveDate::from_num_days_from_ce_opt(i32::from_le_bytes(from.array()?)).ok_or(BadPack)?;
        let record = PackedGroup::open(from.bytes()?).record();
        entries.push(Entry { id, record, feed: feed.to_owned(), seen });
    }
    from.end()?;
    Ok(entries)
}

/// Writes the middles of districts, each with its code. They are kept to a millionth of a degree.
pub fn encode_districts(districts: &[(String, Point)]) -> Vec<u8> {
    let mut content = Vec::new();
    put_number(&mut content, districts.len());
    for (code, middle) in districts {
        put_bytes(&mut content, code.as_bytes());
        for degrees in [middle.lat, middle.lon] {
            content.extend_from_slice(&((degrees * PARTS_OF_DEGREE).round() as i32).to_le_bytes());
        }
    }
    sealed(DISTRICTS, &content)
}

/// Reads the middles of districts.
///
/// # Errors
/// When the bytes are anything but what `encode_districts` of this format wrote.
pub fn decode_districts(bytes: &[u8]) -> Result<Vec<(String, Point)>, BadPack> {
    let mut from = content(bytes, Kind::Districts)?;
    let count = from.number()?;
    let mut districts = Vec::new();
    for _ in 0..count {
        let code = from.text()?.to_owned();
        let lat = f64::from(i32::from_le_bytes(from.array()?)) / PARTS_OF_DEGREE;
        let lon = f64::from(i32::from_le_bytes(from.array()?)) / PARTS_OF_DEGREE;
        districts.push((code, Point::new(lat, lon).ok_or(BadPack)?));
    }
    from.end()?;
    Ok(districts)
}

/// Content with what stands before it.
fn sealed(letters: [u8; 4], content: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEAD + content.len());
    bytes.extend_from_slice(&letters);
    bytes.push(FORMAT);
    bytes.extend_from_slice(&sum(content).to_le_bytes());
    bytes.extend_from_slice(content);
    bytes
}

/// The content, once it is sure that all of it is there as it was written.
fn content(bytes: &[u8], wanted: Kind) -> Result<Bytes<'_>, BadPack> {
    if kind(bytes) != Some(wanted) {
        return Err(BadPack);
    }
    let (head, content) = bytes.split_at_checked(HEAD).ok_or(BadPack)?;
    if head.last_chunk::<8>() != Some(&sum(content).to_le_bytes()) {
        return Err(BadPack);
    }
    Ok(Bytes::new(content))
}

/// FNV-1a over all bytes. It finds what broke, it does not keep out who means harm.
fn sum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
}
