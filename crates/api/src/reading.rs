//! When a team reads messages, and whether its people can write to it at all.
//!
//! It puts the store's calendar and the domain's rules together; it knows no HTTP and nothing of who asked.

use chrono::{DateTime, Datelike, Utc};
use domain::messaging::{self, Ready};
use domain::{london, opening};
use wire::{MessagesLack, Reading, StaffRole};

use crate::promises::days_off;
use crate::store::{Holder, Result, Store, Team, division};

/// What a team still lacks before its people can write to it.
///
/// # Errors
/// When the database fails.
pub async fn lacks(store: &Store, team: &Team, now: DateTime<Utc>) -> Result<Vec<MessagesLack>> {
    let staff = store.staff_of(team.id).await?;
    let mut readers = 0;
    for member in staff.iter().filter(|member| member.role != StaffRole::Administrator) {
        if store.count_passkeys(Holder::Staff(member.id)).await? > 0 {
            readers += 1;
        }
    }
    let (holidays, _) = days_off(store, team, now).await?;
    let ready = Ready {
        readers,
        has_hours: opening::next_opening(now, &team.hours, &holidays).is_some(),
        has_safeguarding_lead: staff.iter().any(|member| Some(member.id) == team.safeguarding_lead),
    };
    Ok(messaging::lacks(ready))
}

/// When a team reads, and until or from when.
///
/// # Errors
/// When the database fails.
pub async fn reading(store: &Store, team: &Team, now: DateTime<Utc>) -> Result<Reading> {
    let (holidays, _) = days_off(store, team, now).await?;
    let is_open = opening::is_open(now, &team.hours, &holidays);
    let today = london::today(now);
    // Only where the week alone would let them read.
    let is_day_off = team.hours.closing(today.weekday()).is_some() && holidays.is_holiday(today);
    Ok(Reading {
        is_on: lacks(store, team, now).await?.is_empty(),
        is_open,
        hours: team.hours.to_string(),
        closes_at: opening::closes_at(now, &team.hours, &holidays),
        opens_at: if is_open { None } else { opening::next_opening(now, &team.hours, &holidays) },
        closed_for: if is_day_off { title_of(store, team, today).await? } else { String::new() },
    })
}

/// What a day off is called: the team's own words for it go first.
async fn title_of(store: &Store, team: &Team, day: chrono::NaiveDate) -> Result<String> {
    let own = store.closures_of(team.id).await?.into_iter().find(|closure| closure.date == day);
    if let Some(closure) = own {
        return Ok(closure.title);
    }
    let division = division(team.nation);
    let bank = store.list_holidays().await?;
    let bank = bank.into_iter().find(|holiday| holiday.division == division && holiday.date == day);
    Ok(bank.map(|holiday| holiday.title).unwrap_or_default())
}

/// When a message that comes now has waited for too long.
///
/// # Errors
/// When the database fails.
pub async fn escalates_at(store: &Store, team: &Team, now: DateTime<Utc>) -> Result<DateTime<Utc>> {
    let (holidays, _) = days_off(store, team, now).await?;
    Ok(opening::escalates_at(now, &team.hours, &holidays))
}
