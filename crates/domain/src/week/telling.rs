//! When somebody is told of a meeting: on the evening before it, and shortly before it where they want to get ready. Asked
//! each time something has changed and every evening, so that what is off is told no more. It must not know how anybody is
//! told.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use wire::NoticeKind;

use crate::london;

/// The longest time before a meeting at which somebody is reminded of it.
const LONGEST_REMIND: TimeDelta = TimeDelta::minutes(180);

/// For how many days ahead, today included, meetings have to be known to a look: it is looked again every evening.
pub const DAYS: u64 = 3;

/// A meeting to which somebody goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ahead {
    /// Its day in London.
    pub day: NaiveDate,
    /// Absent where no time is given: nobody can be told shortly before it then.
    pub starts_at: Option<DateTime<Utc>>,
    /// They want to hear of it on the evening before.
    pub is_told_evening_before: bool,
    /// How long before it they want to be reminded.
    pub remind_minutes: Option<u16>,
    /// Since when it stands like this. What was to be told before that is not told: they have just decided it themselves.
    pub since: DateTime<Utc>,
}

/// What else is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// When they were last told that something is on tomorrow.
    pub told_tomorrow: Option<DateTime<Utc>>,
    /// When they were last told that something is soon.
    pub told_soon: Option<DateTime<Utc>>,
    /// The days in London of talks that were agreed, of which they are told as of a meeting.
    pub talks: Vec<NaiveDate>,
}

/// What a look leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// To be told now.
    pub tells: Vec<NoticeKind>,
    /// Told before, and off, begun or over by now: nobody goes on telling of it. Done before anything is told.
    pub takes_back: Vec<NoticeKind>,
    /// When to look again; always to come.
    pub next: DateTime<Utc>,
}

/// What is to be told at `now` of the meetings of the next [`DAYS`], and when to look again.
pub fn look(ahead: &[Ahead], known: &Known, now: DateTime<Utc>) -> Look {
    let today = london::today(now);
    let is_new = |at: DateTime<Utc>, since: DateTime<Utc>, told: Option<DateTime<Utc>>| {
        at <= now && since <= at && told.is_none_or(|told| told < at)
    };
    let is_tomorrow = ahead
        .iter()
        .any(|one| evening_of(one).is_some_and(|at| today < one.day && is_new(at, one.since, known.told_tomorrow)));
    let is_soon = ahead.iter().any(|one| {
        let is_to_come = one.starts_at.is_some_and(|starts_at| now < starts_at);
        is_to_come && reminder_of(one).is_some_and(|at| is_new(at, one.since, known.told_soon))
    });
    let mut tells = Vec::new();
    if is_tomorrow {
        tells.push(NoticeKind::MeetingTomorrow);
    }
    if is_soon {
        tells.push(NoticeKind::MeetingSoon);
    }
    let times = ahead.iter().flat_map(|one| [evening_of(one), reminder_of(one)]).flatten();
    // Once a meeting has begun, nobody goes on telling that it is soon.
    let starts = ahead.iter().filter(|one| one.remind_minutes.is_some()).filter_map(|one| one.starts_at);
    let next = times.chain(starts).filter(|at| *at > now).fold(next_evening(now), Ord::min);
    Look { tells, takes_back: takes_back(ahead, known, now), next }
}

/// What was told, and is of nothing that is still on and to come.
fn takes_back(ahead: &[Ahead], known: &Known, now: DateTime<Utc>) -> Vec<NoticeKind> {
    let mut off = Vec::new();
    if let Some(told) = known.told_tomorrow {
        let day = london::today(told).succ_opt().unwrap_or(NaiveDate::MAX);
        let is_on = ahead.iter().any(|one| one.day == day) || known.talks.contains(&day);
        if london::today(now) > day || !is_on {
            off.push(NoticeKind::MeetingTomorrow);
        }
    }
    if let Some(told) = known.told_soon {
        let last = told.checked_add_signed(LONGEST_REMIND).unwrap_or(told);
        let is_of = |starts_at: DateTime<Utc>| told < starts_at && starts_at <= last && now < starts_at;
        let is_on = ahead.iter().any(|one| one.starts_at.is_some_and(is_of));
        if !is_on {
            off.push(NoticeKind::MeetingSoon);
        }
    }
    off
}

/// When somebody is told on the evening before a meeting, where they want that.
fn evening_of(one: &Ahead) -> Option<DateTime<Utc>> {
    one.day.pred_opt().filter(|_| one.is_told_evening_before).map(evening)
}

/// When somebody is reminded shortly before a meeting, where they want that.
fn reminder_of(one: &Ahead) -> Option<DateTime<Utc>> {
    let before = TimeDelta::minutes(i64::from(one.remind_minutes?));
    one.starts_at?.checked_sub_signed(before)
}

/// Five in the afternoon: there is still time to say that it does not suit.
fn evening(day: NaiveDate) -> DateTime<Utc> {
    london::instant(day.and_time(NaiveTime::from_hms_opt(17, 0, 0).unwrap_or_default()))
}

fn next_evening(now: DateTime<Utc>) -> DateTime<Utc> {
    let today = london::today(now);
    let this = evening(today);
    if this > now { this } else { evening(today.succ_opt().unwrap_or(today)) }
}

#[cfg(test)]
mod tests;
