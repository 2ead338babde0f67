//! When somebody is next asked how they are doing, and whether they are told of it. It must not know the answers, nor
//! how anybody is told.
//!
//! Gentle on purpose: a question about how one feels that comes too often is a burden. Whoever rests is not asked at
//! all, which the caller knows.

use chrono::{Days, NaiveDate};
use wire::CheckInMoment;

/// Six weeks lie between two check-ins, and between two notices of one that is due.
pub const BETWEEN_DAYS: u64 = 42;

/// After a notice of a check-in there is none for so many days, even when the work together ends just then.
pub const REST_DAYS: i64 = 14;

/// Within so many days from when a check-in is due there is a day for the next notice, or there is none at all: six
/// weeks until the next of them begin, and the rest after a notice.
const SEARCHED_DAYS: usize = 57;

/// What is known of somebody's check-ins with a measure. Days are London's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct History {
    /// When the work together began.
    pub began: NaiveDate,
    /// The day of the last check-in.
    pub last: Option<NaiveDate>,
    /// When the work together ended.
    pub ended: Option<NaiveDate>,
    /// One was given because it ended.
    pub has_closing: bool,
}

/// A check-in to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextCheckIn {
    pub moment: CheckInMoment,
    /// From this day.
    pub on: NaiveDate,
}

/// The next check-in that somebody is asked for. It can always be given earlier.
///
/// Whoever never gave one is not asked for one at the end: it would say how they are, and not what has changed.
pub fn next(history: &History) -> Option<NextCheckIn> {
    let at = |moment, on| NextCheckIn { moment, on };
    match (history.last, history.ended) {
        (None, None) => Some(at(CheckInMoment::Baseline, history.began)),
        (None, Some(_)) => None,
        (Some(last), None) => last.checked_add_days(Days::new(BETWEEN_DAYS)).map(|on| at(CheckInMoment::Between, on)),
        (Some(_), Some(ended)) => (!history.has_closing).then(|| at(CheckInMoment::End, ended)),
    }
}

/// Whether a notice of it goes out `today`; `told` is the day of the last one about any check-in.
///
/// Of the first and of the last there is one notice and no more. Of those in between there is at most one in each six
/// weeks, counted from the day on which it is due.
pub fn may_tell(next: NextCheckIn, told: Option<NaiveDate>, today: NaiveDate) -> bool {
    let days_late = |day: NaiveDate| day.signed_duration_since(next.on).num_days();
    let period = |day: NaiveDate| match next.moment {
        CheckInMoment::Between => days_late(day).div_euclid(BETWEEN_DAYS.cast_signed()),
        CheckInMoment::Baseline | CheckInMoment::End => days_late(day).min(0).signum(),
    };
    let has_rested = |told: NaiveDate| today.signed_duration_since(told).num_days() >= REST_DAYS;
    days_late(today) >= 0 && told.is_none_or(|told| period(told) < period(today) && has_rested(told))
}

/// The first day, not before `from`, on which a notice of it goes out if nothing else happens until then. `None` when
/// there is no other to come.
pub fn tell_on(next: NextCheckIn, told: Option<NaiveDate>, from: NaiveDate) -> Option<NaiveDate> {
    from.max(next.on).iter_days().take(SEARCHED_DAYS).find(|day| may_tell(next, told, *day))
}
