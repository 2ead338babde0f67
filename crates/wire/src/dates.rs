//! Dates and instants in the one form of this API: `2026-11-25` and `2026-11-25T14:00:00.000Z`.
//!
//! Read and written by hand: the general parsers of a date library weigh several kilobytes in the download.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Deserializer, Serializer, de};

fn number(text: &str) -> Option<u32> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

fn parse_date(text: &str) -> Option<NaiveDate> {
    let (year, rest) = (text.get(..4)?, text.get(4..)?.strip_prefix('-')?);
    let (month, day) = (rest.get(..2)?, rest.get(2..)?.strip_prefix('-')?);
    if day.len() != 2 {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(number(year)?).ok()?, number(month)?, number(day)?)
}

fn parse_instant(text: &str) -> Option<DateTime<Utc>> {
    let date = parse_date(text.get(..10)?)?;
    let time = text.get(10..)?.strip_prefix('T')?.strip_suffix('Z')?;
    let (clock, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let (hour, rest) = (clock.get(..2)?, clock.get(2..)?.strip_prefix(':')?);
    let (minute, second) = (rest.get(..2)?, rest.get(2..)?.strip_prefix(':')?);
    let milliseconds = number(format!("{fraction:0<3}").get(..3)?)?;
    let time = NaiveTime::from_hms_milli_opt(number(hour)?, number(minute)?, number(second)?, milliseconds)?;
    Some(date.and_time(time).and_utc())
}

/// A calendar date, `2026-11-25`.
pub mod date {
    use super::{Deserialize as _, Deserializer, NaiveDate, Serializer, de, parse_date};

    /// Writes a date.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn serialize<S: Serializer>(date: &NaiveDate, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(date)
    }

    /// Reads a date.
    ///
    /// # Errors
    /// When the text is no date of this form.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
        let text = String::deserialize(from)?;
        parse_date(&text).ok_or_else(|| de::Error::custom("expected a date like 2026-11-25"))
    }
}

/// An instant, `2026-11-25T14:00:00.000Z`.
pub mod instant {
    use chrono::{Datelike as _, Timelike as _};

    use super::{DateTime, Deserialize as _, Deserializer, Serializer, Utc, de, parse_instant};

    /// Writes an instant with milliseconds.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn serialize<S: Serializer>(at: &DateTime<Utc>, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&super::text(at))
    }

    /// Reads an instant.
    ///
    /// # Errors
    /// When the text is no instant of this form.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<DateTime<Utc>, D::Error> {
        let text = String::deserialize(from)?;
        parse_instant(&text).ok_or_else(|| de::Error::custom("expected an instant like 2026-11-25T14:00:00.000Z"))
    }

    pub(super) fn write(at: &DateTime<Utc>) -> String {
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
            at.year(),
            at.month(),
            at.day(),
            at.hour(),
            at.minute(),
            at.second(),
            at.timestamp_subsec_millis()
        )
    }
}

/// An instant as this API writes it.
#[must_use]
pub fn text(at: &DateTime<Utc>) -> String {
    instant::write(at)
}

/// A calendar date that may be absent.
pub mod maybe_date {
    use super::{Deserialize as _, Deserializer, NaiveDate, Serializer, de, parse_date};

    /// Writes a date, or nothing.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn serialize<S: Serializer>(date: &Option<NaiveDate>, out: S) -> Result<S::Ok, S::Error> {
        match date {
            Some(date) => out.collect_str(date),
            None => out.serialize_none(),
        }
    }

    /// Reads a date, or nothing.
    ///
    /// # Errors
    /// When there is a text that is no date of this form.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
        let Some(text) = Option::<String>::deserialize(from)? else { return Ok(None) };
        parse_date(&text).map(Some).ok_or_else(|| de::Error::custom("expected a date like 2026-11-25"))
    }
}

/// An instant that may be absent.
pub mod maybe_instant {
    use super::{DateTime, Deserialize as _, Deserializer, Serializer, Utc, de, instant, parse_instant};

    /// Writes an instant, or nothing.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn serialize<S: Serializer>(at: &Option<DateTime<Utc>>, out: S) -> Result<S::Ok, S::Error> {
        match at {
            Some(at) => instant::serialize(at, out),
            None => out.serialize_none(),
        }
    }

    /// Reads an instant, or nothing.
    ///
    /// # Errors
    /// When there is a text that is no instant of this form.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<DateTime<Utc>>, D::Error> {
        let Some(text) = Option::<String>::deserialize(from)? else { return Ok(None) };
        parse_instant(&text)
            .map(Some)
            .ok_or_else(|| de::Error::custom("expected an instant like 2026-11-25T14:00:00.000Z"))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::{parse_date, parse_instant, text};

    #[test]
    fn instant_written_is_read_again() {
        for given in ["2026-11-25T14:00:00.000Z", "1999-12-31T23:59:59.007Z"] {
            assert_eq!(text(&parse_instant(given).unwrap()), given);
        }
        assert_eq!(text(&parse_instant("2026-11-25T14:00:00Z").unwrap()), "2026-11-25T14:00:00.000Z");
    }

    #[test]
    fn text_of_another_form_is_refused() {
        for wrong in [
            "",
            "2026-11-25",
            "2026-11-25T14:00",
            "2026-11-25 14:00:00Z",
            "2026-11-25T14:00:00+01:00",
            "é026-11-25T14:00:00Z",
            "2026-11-25T14:00:00.ééZ",
        ] {
            assert!(parse_instant(wrong).is_none(), "{wrong}");
        }
        for wrong in ["2026-13-01", "2026-1-1", "2026-02-30", "+026-01-01", "2026-01-011"] {
            assert!(parse_date(wrong).is_none(), "{wrong}");
        }
    }
}
