//! When it is time to ask whether somebody went. It must not know what is asked.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use domain::london;
use wire::WeekMeeting;

/// At this hour the day of a meeting without a time is far enough on.
const EVENING: u32 = 18;
/// After so long a meeting without an end can be asked about.
const USUAL: TimeDelta = TimeDelta::hours(1);

/// From when on it is asked whether they went to a meeting on that day: once it has ended. Never before it has begun.
pub fn asks_at(day: NaiveDate, meeting: &WeekMeeting) -> DateTime<Utc> {
    let at = |time: NaiveTime| london::instant(day.and_time(time));
    let starts = meeting.starts.as_deref().and_then(time_of_day);
    let ends = meeting.ends.as_deref().and_then(time_of_day);
    let asks = match (starts, ends) {
        (Some(starts), Some(ends)) if ends > starts => at(ends),
        (Some(starts), _) => at(starts) + USUAL,
        (None, Some(ends)) => at(ends),
        (None, None) => at(NaiveTime::from_hms_opt(EVENING, 0, 0).unwrap_or_default()),
    };
    asks.max(meeting.meeting.starts_at)
}

/// The time of `HH:MM`. Read by hand: the general parser of a date library weighs several kilobytes in the download.
fn time_of_day(text: &str) -> Option<NaiveTime> {
    let (hours, minutes) = text.split_once(':')?;
    NaiveTime::from_hms_opt(hours.parse().ok()?, minutes.parse().ok()?, 0)
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, NaiveTime};
    use domain::london;
    use uuid::Uuid;
    use wire::{Company, GroupId, GroupStage, PlanGroupId, VisitedMeeting, WeekMeeting};

    use super::asks_at;
    use crate::phrases::moment::digits;

    fn asked(starts: Option<&str>, ends: Option<&str>) -> String {
        let day = NaiveDate::from_ymd_opt(2026, 7, 1).unwrap_or_default();
        let meeting = WeekMeeting {
            plan_group: PlanGroupId(Uuid::nil()),
            stage: GroupStage::Going,
            meeting: VisitedMeeting {
                group: GroupId(Uuid::nil()),
                place: None,
                starts_at: london::instant(day.and_time(NaiveTime::MIN)),
            },
            name: String::new(),
            starts: starts.map(str::to_owned),
            ends: ends.map(str::to_owned),
            place: String::new(),
            company: Company::Nobody,
            arranged: None,
            word: None,
            visit: None,
        };
        digits(asks_at(day, &meeting))
    }

    #[test]
    fn it_is_asked_once_the_meeting_is_over() {
        assert_eq!(asked(Some("14:00"), Some("16:30")), "16:30");
        assert_eq!(asked(Some("14:00"), None), "15:00");
        assert_eq!(asked(Some("22:00"), Some("01:00")), "23:00");
    }

    #[test]
    fn without_a_time_it_is_asked_in_the_evening() {
        assert_eq!(asked(None, None), "18:00");
        assert_eq!(asked(Some("afternoon"), None), "18:00");
    }
}
