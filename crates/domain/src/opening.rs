//! When a team reads what its people write, and when something has waited too long for it.
//!
//! Hours are London's: nine o'clock is nine on its clocks, in summer as in winter. Days off are the bank holidays of
//! the team's nation together with its own closures. It must not know the time now, nor which team or nation it speaks
//! of.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};

use crate::hours::Hours;
use crate::london;
use crate::working_days::Holidays;

/// How many days are searched for an opening. A team that stays closed for longer has closed.
const SEARCHED_DAYS: usize = 400;

/// How long something may wait for a team of which no opening is known.
const LONGEST_WAIT: TimeDelta = TimeDelta::days(3);

const WORKING_WEEK: [Weekday; 5] = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];

/// The first instant of an opening, and the first after it.
type Stretch = (DateTime<Utc>, DateTime<Utc>);

/// Whether somebody reads at that instant. The opening's first instant belongs to it, its closing does not. Nobody
/// reads on a day off, whatever the week says; a Saturday counts where the week says so.
pub fn is_open(at: DateTime<Utc>, hours: &Hours, holidays: &Holidays) -> bool {
    closes_at(at, hours, holidays).is_some()
}

/// When the opening ends in which `at` lies; `None` while nobody reads. Openings that touch are one.
pub fn closes_at(at: DateTime<Utc>, hours: &Hours, holidays: &Holidays) -> Option<DateTime<Utc>> {
    stretches(london::today(at), hours, holidays)
        .into_iter()
        .find(|(opens, closes)| (*opens..*closes).contains(&at))
        .map(|(_, closes)| closes)
}

/// The first instant after `after` at which somebody begins to read; `None` when that is further than 400 days away.
pub fn next_opening(after: DateTime<Utc>, hours: &Hours, holidays: &Holidays) -> Option<DateTime<Utc>> {
    london::today(after)
        .iter_days()
        .take(SEARCHED_DAYS)
        .flat_map(|day| stretches(day, hours, holidays))
        .map(|(opens, _)| opens)
        .find(|opens| *opens > after)
}

/// When something has been unseen for more than one working day; always later than `received`.
///
/// What comes while nobody reads counts from the next opening. From there it is the same time of day on the next
/// working day on which the team opens, moved into that day's openings: on to the next of them, or back to the last
/// closing. A team that never opens from Monday to Friday has no working day; then the next day counts on which it
/// opens at all. Where no such day is known, nothing waits longer than three days.
pub fn escalates_at(received: DateTime<Utc>, hours: &Hours, holidays: &Holidays) -> DateTime<Utc> {
    let is_read = is_open(received, hours, holidays);
    let counts_from = if is_read { Some(received) } else { next_opening(received, hours, holidays) };
    counts_from
        .and_then(|from| one_working_day_later(from, hours, holidays))
        .unwrap_or_else(|| received.checked_add_signed(LONGEST_WAIT).unwrap_or(DateTime::<Utc>::MAX_UTC))
}

fn one_working_day_later(from: DateTime<Utc>, hours: &Hours, holidays: &Holidays) -> Option<DateTime<Utc>> {
    let from = london::local(from);
    let works_in_the_week = WORKING_WEEK.into_iter().any(|weekday| !hours.openings(weekday).is_empty());
    from.date()
        .iter_days()
        .skip(1)
        .take(SEARCHED_DAYS)
        .filter(|day| !works_in_the_week || holidays.is_working_day(*day))
        .find_map(|day| moved_into(london::instant(day.and_time(from.time())), &stretches(day, hours, holidays)))
}

/// The same instant where somebody reads at it; otherwise the next opening, or the last closing when none comes.
fn moved_into(at: DateTime<Utc>, openings: &[Stretch]) -> Option<DateTime<Utc>> {
    let coming = openings.iter().find(|(_, closes)| at < *closes).map(|(opens, _)| at.max(*opens));
    coming.or_else(|| openings.last().map(|(_, closes)| *closes))
}

/// When somebody reads on that day, in order; stretches that touch are one.
fn stretches(day: NaiveDate, hours: &Hours, holidays: &Holidays) -> Vec<Stretch> {
    if holidays.is_holiday(day) {
        return Vec::new();
    }
    let instant = |time: NaiveTime| london::instant(day.and_time(time));
    let openings = hours.openings(day.weekday()).iter().map(|(opens, closes)| (instant(*opens), instant(*closes)));
    // In the night in which the clocks skip an hour, openings within it can come to nothing, out of order or together.
    let mut stretches: Vec<Stretch> = openings.filter(|(opens, closes)| opens < closes).collect();
    stretches.sort_unstable();
    stretches.dedup_by(|next, last| {
        let is_one = next.0 <= last.1;
        if is_one {
            last.1 = last.1.max(next.1);
        }
        is_one
    });
    stretches
}

#[cfg(test)]
mod tests;
