//! Where a page ended, as text for the next one. It carries the last group's key and not its number, so it holds when
//! the index has been rebuilt in between, whatever came or went.

use chrono::{DateTime, TimeDelta, Utc};
use thiserror::Error;
use uuid::Uuid;
use wire::GroupId;

use super::index::{Index, Rank};
use super::rank::Key;

/// The form of the text. Another form gets another number.
const FORM: &str = "1";
/// For so long the pages of one list are ranked as of the same minute, so that a meeting that ends in between does not
/// move its group past the reader.
const SAME_LIST: TimeDelta = TimeDelta::hours(2);

/// The text is not a cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("this is not a cursor of a list of groups")]
pub struct BadCursor;

/// The end of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cursor {
    /// Minutes since 1970 at which the list was ranked.
    minute: i64,
    /// The last group's key; its place in the alphabet means nothing here.
    key: Key,
    /// The last group's place in the alphabet, in a form that outlives the index.
    rank: Rank,
}

impl Cursor {
    pub(super) fn new(index: &Index, key: Key, group: u32, ranked_at: DateTime<Utc>) -> Self {
        let minute = ranked_at.timestamp().div_euclid(60);
        Self { minute, key: Key { place: 0, ..key }, rank: index.rank_of(group) }
    }

    /// Reads a cursor back.
    pub(super) fn parse(text: &str) -> Result<Self, BadCursor> {
        let mut parts = text.split('.');
        let mut next = || parts.next().ok_or(BadCursor);
        if next()? != FORM {
            return Err(BadCursor);
        }
        let minute = number(next()?)?;
        let primary = number(next()?)?;
        let metres = number(next()?)?;
        let flags: u8 = number(next()?)?;
        let next_meeting = number(next()?)?;
        let id = GroupId(Uuid::parse_str(next()?).map_err(|_| BadCursor)?);
        let name = name_from_hex(next()?)?;
        if next().is_ok() || flags > 7 {
            return Err(BadCursor);
        }
        let key =
            Key { primary, metres, is_paused: flags & 1 != 0, next: next_meeting, is_stale: flags & 2 != 0, place: 0 };
        Ok(Self { minute, key, rank: Rank { name, is_paused: flags & 4 != 0, id } })
    }

    /// The instant by which the next page is to be ranked: that of the first one, while it is not long ago.
    pub(super) fn ranked_at(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let first = self.minute.checked_mul(60).and_then(|seconds| DateTime::from_timestamp(seconds, 0));
        first.filter(|first| *first <= now && now - *first <= SAME_LIST).unwrap_or(now)
    }

    /// The key in this index. A group that is not there any more leaves a gap, and the list goes on behind it.
    pub(super) fn key_in(&self, index: &Index) -> Key {
        let (before, is_there) = index.find_rank(&self.rank);
        Key { place: before * 2 + u32::from(is_there), ..self.key }
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { minute, key, rank } = self;
        let flags = u8::from(key.is_paused) | (u8::from(key.is_stale) << 1) | (u8::from(rank.is_paused) << 2);
        write!(out, "{FORM}.{minute}.{}.{}.{flags}.{}.{}.", key.primary, key.metres, key.next, rank.id.0.simple())?;
        rank.name.bytes().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

fn number<T: std::str::FromStr>(text: &str) -> Result<T, BadCursor> {
    text.parse().map_err(|_| BadCursor)
}

fn name_from_hex(text: &str) -> Result<String, BadCursor> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok()).ok_or(BadCursor);
    let byte = |pair: &[u8]| -> Result<u8, BadCursor> {
        match pair {
            [high, low] => Ok((digit(*high)? << 4) | digit(*low)?),
            _ => Err(BadCursor),
        }
    };
    let bytes = text.as_bytes().chunks(2).map(byte).collect::<Result<Vec<u8>, BadCursor>>()?;
    String::from_utf8(bytes).map_err(|_| BadCursor)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use chrono::{DateTime, TimeDelta, Utc};
    use uuid::Uuid;
    use wire::GroupId;

    use super::{BadCursor, Cursor};
    use crate::search::index::Rank;
    use crate::search::rank::Key;

    fn cursor() -> Cursor {
        let key = Key { primary: 1 << 62, metres: 12, is_paused: false, next: i64::MAX, is_stale: true, place: 0 };
        let id = GroupId(Uuid::from_u128(7));
        Cursor { minute: 29_000_000, key, rank: Rank { name: "łódź ты".to_owned(), is_paused: true, id } }
    }

    #[test]
    fn cursor_reads_back_what_was_written() {
        let text = cursor().to_string();
        assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.'), "{text}");
        assert_eq!(Cursor::parse(&text), Ok(cursor()));
    }

    #[test]
    fn anything_else_is_refused() {
        let good = cursor().to_string();
        let bad = ["", "1", "x", "2.1.1.1.1.1.1.1", "1.é.ł.ü.ß.ï.ñ.ø", &good[1..], &good[..good.len() - 1]];
        for text in bad {
            assert_eq!(Cursor::parse(text), Err(BadCursor), "{text}");
        }
        assert_eq!(Cursor::parse(&format!("{good}.1")), Err(BadCursor));
        assert_eq!(Cursor::parse(&format!("{good}é")), Err(BadCursor));
    }

    #[test]
    fn list_is_ranked_as_of_its_first_page_for_two_hours() {
        let first: DateTime<Utc> = DateTime::from_timestamp(29_000_000 * 60, 0).unwrap();
        assert_eq!(cursor().ranked_at(first + TimeDelta::minutes(90)), first);
        let later = first + TimeDelta::minutes(121);
        assert_eq!(cursor().ranked_at(later), later);
        let before = first - TimeDelta::minutes(1);
        assert_eq!(cursor().ranked_at(before), before, "a first page cannot lie in the future");
    }
}
