//! The day by which a team is in touch, by the bank holidays of its nation, and a warning where those are not known.
//!
//! It puts the store's calendar and the domain's rule together; it knows no HTTP and nothing of who asked.

use std::sync::atomic::{AtomicI32, Ordering};

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use domain::working_days::Holidays;
use domain::{london, promise};
use wire::Nation;

use crate::store::{Result, Store, Team};

/// The day of the last warning, in days since the year 1; one a day is enough.
static WARNED: AtomicI32 = AtomicI32::new(0);

/// The day by which the team is in touch about something sent at that instant.
///
/// In a year of which no bank holiday is known, Christmas Day, Boxing Day and New Year's Day are kept all the same, and
/// the log says so, once a day at most.
///
/// # Errors
/// When the database fails.
pub async fn promised_by(store: &Store, team: &Team, sent: DateTime<Utc>) -> Result<NaiveDate> {
    let promised = work_out(store, team, sent).await?;
    if let Some(year) = promised.unknown_year
        && is_first_of(&WARNED, london::today(sent))
    {
        warn(team.nation, year);
    }
    Ok(promised.day)
}

/// The day by which the team is in touch after all, where its promise is found missed at that instant: its next working day.
///
/// # Errors
/// When the database fails.
pub async fn promised_anew(store: &Store, team: &Team, found: DateTime<Utc>) -> Result<NaiveDate> {
    let (holidays, _) = days_off(store, team, found).await?;
    Ok(promise::anew(found, &holidays))
}

/// The day that comes so many working days after today, by the nation's bank holidays.
///
/// # Errors
/// When the database fails.
pub async fn working_days_on(store: &Store, nation: Nation, from: NaiveDate, days: u16) -> Result<NaiveDate> {
    let known = store.holidays(nation).await?;
    let years = [from.year(), from.year() + 1];
    let holidays = years
        .iter()
        .fold(known, |holidays, year| if holidays.reaches(*year) { holidays } else { holidays.with_fixed_days(*year) });
    Ok(holidays.add(from, days))
}

/// Warns of every nation whose bank holidays do not reach what a team of it would promise now.
///
/// # Errors
/// When the database fails.
pub async fn warn_of_gaps(store: &Store, now: DateTime<Utc>) -> Result<()> {
    let mut warned = Vec::new();
    for team in store.list_teams().await? {
        if let Some(year) = work_out(store, &team, now).await?.unknown_year
            && !warned.contains(&(team.nation, year))
        {
            warn(team.nation, year);
            warned.push((team.nation, year));
        }
    }
    Ok(())
}

struct Promised {
    day: NaiveDate,
    /// The first year up to that day of which no bank holiday is known.
    unknown_year: Option<i32>,
}

async fn work_out(store: &Store, team: &Team, sent: DateTime<Utc>) -> Result<Promised> {
    let (holidays, unknown) = days_off(store, team, sent).await?;
    let day = promise::due(sent, &team.hours, &holidays, team.promise_days);
    Ok(Promised { day, unknown_year: unknown.into_iter().find(|year| *year <= day.year()) })
}

/// The bank holidays of a team's nation and its own days off, for the year of an instant and the one after; and which of
/// the two the calendar does not reach.
///
/// # Errors
/// When the database fails.
pub async fn days_off(store: &Store, team: &Team, at: DateTime<Utc>) -> Result<(Holidays, Vec<i32>)> {
    let known = store.holidays(team.nation).await?;
    let year = london::today(at).year();
    // The longest promise ends in the year after.
    let unknown: Vec<i32> = [year, year + 1].into_iter().filter(|year| !known.reaches(*year)).collect();
    let closed = store.closures_of(team.id).await?;
    let holidays = unknown.iter().fold(known, |holidays, year| holidays.with_fixed_days(*year));
    let holidays = holidays.with_plain_fixed_days(year).with_plain_fixed_days(year + 1);
    Ok((holidays.and(closed.into_iter().map(|closure| closure.date)), unknown))
}

fn warn(nation: Nation, year: i32) {
    tracing::warn!(
        ?nation,
        year,
        "NO BANK HOLIDAYS ARE KNOWN FOR THIS YEAR: teams may promise days on which they are closed; \
         import them with `stile holidays import FILE`"
    );
}

/// Whether this is the first time that somebody asks on that day.
fn is_first_of(last: &AtomicI32, day: NaiveDate) -> bool {
    let day = day.num_days_from_ce();
    last.swap(day, Ordering::Relaxed) != day
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn one_warning_a_day_is_enough() {
        let last = AtomicI32::new(0);
        let day = NaiveDate::from_ymd_opt(2030, 12, 24).unwrap();
        assert!(is_first_of(&last, day));
        assert!(!is_first_of(&last, day));
        assert!(is_first_of(&last, day.succ_opt().unwrap()));
    }
}
