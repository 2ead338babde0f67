//! Place names: villages, towns and suburbs with their county and position.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::bail;
use indicatif::ProgressBar;

use super::{Diff, INVENTED_COUNTY, Reason, Refusals, Scope, Source, table::Table};
use crate::store::{Micro, PlaceKind, PlaceRow, Store, fold};

/// What makes two rows one place, whatever capitals and hyphens they are written with.
type Key = (String, String, PlaceKind, Micro);

/// Imports a table of places: `name,district_or_county,type,lat,lon`. Those held and not in it are removed.
///
/// # Errors
/// When the table cannot be read, has no usable row, or the database fails; nothing is changed then.
pub async fn import_places(store: &Store, source: &Source, bar: &ProgressBar) -> anyhow::Result<Diff> {
    bar.set_message("reading");
    let reading = tokio::task::spawn_blocking({
        let (source, bar) = (source.clone(), bar.clone());
        move || read(&source, &bar)
    });
    let (new, skipped, refused) = reading.await??;
    if new.is_empty() {
        bail!("{source} has no place with a position; nothing was changed");
    }

    bar.set_message("writing");
    let scope = Scope::of(new.iter().map(is_invented));
    let held: BTreeSet<PlaceRow> = store.list_places().await?.into_iter().collect();
    let add: Vec<PlaceRow> = new.difference(&held).cloned().collect();
    let remove: Vec<PlaceRow> =
        held.difference(&new).filter(|place| scope.covers(is_invented(place))).cloned().collect();
    let diff = Diff {
        added: add.len() as u64,
        gone: remove.len() as u64,
        unchanged: (new.len() - add.len()) as u64,
        skipped,
        refused,
        ..Diff::default()
    };
    if !add.is_empty() || !remove.is_empty() {
        store.write_places(&add, &remove).await?;
    }
    Ok(diff)
}

fn read(source: &Source, bar: &ProgressBar) -> anyhow::Result<(BTreeSet<PlaceRow>, u64, Refusals)> {
    let mut table = Table::open(source, bar)?;
    let name = table.need("the name", &["name", "name1", "place", "place_name"])?;
    let kind = table.need("the kind of place", &["type", "kind", "local_type"])?;
    let lat = table.need("the latitude", &["lat", "latitude"])?;
    let lon = table.need("the longitude", &["lon", "long", "lng", "longitude"])?;
    let county = table.find(&["district_or_county", "county", "county_unitary", "district", "district_borough"]);

    let mut places: BTreeMap<Key, PlaceRow> = BTreeMap::new();
    let (mut skipped, mut refused) = (0, Refusals::default());
    while let Some(row) = table.next()? {
        let written = row.text(name);
        let folded = fold(&written);
        if folded.is_empty() {
            refused.add(row.line(), written, Reason::NoName);
            continue;
        }
        let Some(at) = row.position(lat, lon) else {
            refused.add(row.line(), written, Reason::NoPosition);
            continue;
        };
        let county = county.map(|column| row.text(column).trim_matches('"').to_owned()).unwrap_or_default();
        let kind = kind_of(&row.text(kind));
        let place = PlaceRow { name: written.into_owned(), county: county.clone(), kind, at };
        if places.insert((folded, county, kind, at), place).is_some() {
            skipped += 1;
        }
    }
    Ok((places.into_values().collect(), skipped, refused))
}

/// By letter, or by the words of OS Open Names.
fn kind_of(written: &str) -> PlaceKind {
    match fold(written).as_str() {
        "c" | "city" => PlaceKind::City,
        "t" | "town" => PlaceKind::Town,
        "a" | "suburb" | "suburban area" => PlaceKind::Suburb,
        "v" | "village" => PlaceKind::Village,
        "h" | "hamlet" => PlaceKind::Hamlet,
        _ => PlaceKind::Other,
    }
}

fn is_invented(place: &PlaceRow) -> bool {
    place.county == INVENTED_COUNTY
}
