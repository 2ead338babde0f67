//! The phone's clock. It may be wrong: it is good for "today" on a list, and the server decides anything that matters.

use chrono::{DateTime, Utc};

/// The instant by the phone's clock.
pub fn now() -> DateTime<Utc> {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit an i64 for all dates there are")]
    DateTime::from_timestamp_millis(js_sys::Date::now() as i64).unwrap_or_default()
}

/// Reads an instant as JSON has it, such as `2026-11-25T14:00:00.000Z`; nothing where the text is none.
pub fn read(text: &str) -> Option<DateTime<Utc>> {
    let milliseconds = js_sys::Date::parse(text);
    if milliseconds.is_nan() {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit an i64 for all dates there are")]
    DateTime::from_timestamp_millis(milliseconds as i64)
}
