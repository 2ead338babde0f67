//! A check-in: the answers that somebody gave to a measure, such as the four questions of ONS4, on one day.
//!
//! The measures themselves are data files, which `domain::measure` reads; here they are named by id and version alone.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::CheckInId;

/// A check-in as it is kept. Only the person themselves gives one, and there is never one score for all of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckIn {
    pub id: CheckInId,
    /// The id of the measure: `ons4`, `loneliness`, or `goals` for one's own goals.
    pub measure: String,
    /// Which wording of it was read.
    pub version: u16,
    #[serde(with = "crate::dates::date")]
    pub day: NaiveDate,
    pub moment: CheckInMoment,
    /// By the id of the item. What was passed over is not there.
    pub answers: BTreeMap<String, CheckInAnswer>,
}

/// Keeps a check-in. Sent again with the same id and answers it is the same check-in. Which moment it is, the server
/// works out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeepCheckIn {
    pub id: CheckInId,
    /// The id of the measure.
    pub measure: String,
    /// Which wording of it was read.
    pub version: u16,
    /// The day on which the answers were given, which may be before they could be sent.
    #[serde(with = "crate::dates::date")]
    pub day: NaiveDate,
    /// It was asked for because the work together has ended.
    #[serde(default)]
    pub is_closing: bool,
    /// By the id of the item. What was passed over is not there.
    pub answers: BTreeMap<String, CheckInAnswer>,
}

/// Which of somebody's check-ins with a measure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CheckInMoment {
    /// The first ever.
    Baseline,
    Between,
    /// The one at the end of the work together.
    End,
}

/// An answer to one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CheckInAnswer {
    /// On a scale of whole numbers.
    Number(u8),
    /// The code of one of the options.
    Option(String),
    RatherNotSay,
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::{CheckInAnswer, KeepCheckIn};

    const SENT: &str = r#"{"id":"01938c6f-5a00-7000-8000-000000000001","measure":"ons4","version":1,"day":"2026-11-25","is_closing":false,"answers":{"anxious":"rather_not_say","happy":{"number":7},"lonely":{"option":"never"}}}"#;

    #[test]
    fn a_check_in_is_written_as_it_was_read() {
        let read: KeepCheckIn = serde_json::from_str(SENT).unwrap();
        assert_eq!(read.answers["happy"], CheckInAnswer::Number(7));
        assert_eq!(read.answers["lonely"], CheckInAnswer::Option("never".to_owned()));
        assert_eq!(read.answers["anxious"], CheckInAnswer::RatherNotSay);
        assert_eq!(serde_json::to_string(&read).unwrap(), SENT);
    }
}
