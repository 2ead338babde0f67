//! The invented area of Stileham and its two villages: enough to try everything out, and nobody in it is real.
//!
//! Its postcodes are in the area `QQ`, which is not assigned; its telephone numbers are among those kept for fiction
//! (Ofcom, "Telephone numbers for use in TV and radio drama programmes"). Only its bank holidays are facts.

use anyhow::Context;
use domain::{hours::Hours, need::NeedMap};
use indicatif::ProgressBar;
use serde::Deserialize;
use wire::{Nation, TeamId};

use crate::{
    clock::Clock,
    directory,
    gazetteer::{self, Source},
    store::{Store, Team},
};

const AREA: &str = include_str!("demo/area.json");
const DIRECTORY: &[u8] = include_bytes!("demo/directory.json");
const POSTCODES: &[u8] = include_bytes!("demo/postcodes.csv");
const PLACES: &[u8] = include_bytes!("demo/places.csv");
const HOLIDAYS: &[u8] = include_bytes!("demo/holidays.csv");
const SURGERIES: &[u8] = include_bytes!("demo/surgeries.csv");

/// The team, what it covers, and what the feed is called.
#[derive(Debug, Deserialize)]
struct Area {
    feed: String,
    team: AreaTeam,
    surgeries: Vec<String>,
    districts: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct AreaTeam {
    id: TeamId,
    name: String,
    nation: Nation,
    phone: String,
    email: String,
    hours: String,
    promise_days: u16,
}

/// Loads the area when there is no feed, and no team but perhaps its own, and tells whether it did.
///
/// # Errors
/// When the database fails.
pub async fn load_if_empty(store: &Store, clock: &dyn Clock) -> anyhow::Result<bool> {
    let area = area()?;
    let has_feeds = !store.list_feeds().await?.is_empty();
    let has_other_teams = store.list_teams().await?.iter().any(|team| team.id != area.team.id);
    if has_feeds || has_other_teams {
        return Ok(false);
    }
    load(store, clock).await?;
    Ok(true)
}

/// Loads the area beside whatever is there. A second time changes nothing.
///
/// # Errors
/// When the database fails.
pub async fn load(store: &Store, clock: &dyn Clock) -> anyhow::Result<()> {
    let area = area()?;
    let bar = ProgressBar::hidden();
    gazetteer::import_postcodes(store, &Source::Bytes(POSTCODES), &bar).await?;
    gazetteer::import_places(store, &Source::Bytes(PLACES), &bar).await?;
    gazetteer::import_holidays(store, &Source::Bytes(HOLIDAYS), &bar).await?;
    gazetteer::import_practices(store, &Source::Bytes(SURGERIES), &bar).await?;
    keep_team(store, &area).await?;
    // Last, because a feed is what tells that the area is there.
    directory::import_page(store, DIRECTORY, &area.feed, &NeedMap::built_in(), clock.now()).await?;
    Ok(())
}

fn area() -> anyhow::Result<Area> {
    serde_json::from_str(AREA).context("the demo area cannot be read")
}

async fn keep_team(store: &Store, area: &Area) -> anyhow::Result<()> {
    let team = &area.team;
    if store.find_team(team.id).await?.is_none() {
        store
            .add_team(&Team {
                id: team.id,
                name: team.name.clone(),
                nation: team.nation,
                phone: Some(team.phone.clone()),
                email: Some(team.email.clone()),
                hours: Hours::parse(&team.hours)?,
                promise_days: team.promise_days,
                safeguarding_lead: None,
            })
            .await?;
    }
    for surgery in &area.surgeries {
        store.cover_surgery(team.id, surgery).await?;
    }
    for district in &area.districts {
        store.cover_district(team.id, district).await?;
    }
    Ok(())
}
