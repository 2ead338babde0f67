//! Rows as the Outpost directories of English councils write them: an older shape with words of its own.
//!
//! Source: the public API of Outpost, of which the standard's version 1 was the model.

use domain::directory::{GroupRecord, PlaceRecord};

use super::contact::Ways;
use super::fields::Fields;
use super::place::{self, Site};
use super::record::{self, Row};
use super::report::{Notes, Reason};
use super::{access, clean, cost, ids, schedule};

/// Fields that no row of the standard has.
const TELLING: [&str; 8] = [
    "locations",
    "taxonomies",
    "organisation",
    "min_age",
    "max_age",
    "send_needs",
    "local_offer",
    "target_directories",
];

/// Whether a row is of this shape.
pub(super) fn is_shape_of(row: Fields<'_>) -> bool {
    !row.has("service_at_locations") && TELLING.iter().any(|key| row.has(key))
}

/// Reads a service of an Outpost directory.
pub(super) fn read(row: Row<'_>, notes: &mut Notes<'_>) -> GroupRecord {
    let fields = row.fields;
    let organisation = fields.object("organisation").or_else(|| fields.object("organization"));
    let description = fields.text("description").map(|text| clean::text(&text, clean::DESCRIPTION)).unwrap_or_default();
    let (mut places, mut is_online) = (Vec::new(), false);
    let listed = fields.objects("locations");
    if listed.len() > place::MOST {
        notes.refuse("locations", Reason::TooMany);
    }
    for (number, location) in listed.into_iter().take(place::MOST).enumerate() {
        let own_id = location.text("id").map_or_else(|| format!("#{number}"), |id| id.trim().to_owned());
        let id = ids::place_id(row.group, &own_id);
        match place::from_outpost(id, location, &row.name, notes) {
            Site::Place(place) if places.iter().all(|known: &PlaceRecord| known.id != id) => {
                places.push(*place);
            }
            Site::Online => is_online = true,
            Site::Place(_) | Site::Nothing => {}
        }
    }
    let mut schedules = Vec::new();
    for times in fields.all_objects(&["regular_schedules", "schedules"]) {
        if let Some(times) = schedule::read(times, notes) {
            schedule::add(&mut schedules, times);
        }
    }
    if let [place] = places.as_mut_slice() {
        place.schedules = std::mem::take(&mut schedules);
    }
    let mut categories = Vec::new();
    let lists = fields.all_objects(&["taxonomies", "send_needs"]);
    record::add_terms(&mut categories, lists.iter().filter_map(|term| term.text("name")));
    let mut who_for = Vec::new();
    let lists = fields.objects("suitabilities");
    record::add_terms(&mut who_for, lists.iter().filter_map(|term| term.text("name")));
    let terms: Vec<&str> = categories.iter().chain(&who_for).map(String::as_str).collect();
    let needs = row.needs.classify(&terms, &format!("{}. {description}", row.name));
    let ways = ways(fields, organisation, notes);
    GroupRecord {
        organisation: organisation
            .and_then(|fields| fields.text("name"))
            .and_then(|text| clean::line(&text, clean::NAME)),
        who_for: Some(who_for.join(", ")).filter(|text| !text.is_empty()),
        ages: record::ages(fields.number("min_age"), fields.number("max_age"), notes),
        standing: record::standing(fields, notes),
        alert: fields.text("alert").and_then(|text| clean::paragraph(&text, clean::PARAGRAPH)),
        cost: cost::read(fields, row.today, notes),
        how_to_join: None,
        checked: record::checked(&row, notes),
        access: access::read(categories.iter().map(String::as_str)),
        source_id: row.source_id,
        name: row.name,
        description,
        needs,
        categories,
        languages: Vec::new(),
        contacts: ways.contacts,
        links: ways.links,
        online: is_online,
        places,
        schedules,
    }
}

fn ways(fields: Fields<'_>, organisation: Option<Fields<'_>>, notes: &mut Notes<'_>) -> Ways {
    let mut ways = Ways::default();
    ways.add_all_of(fields, notes);
    ways.add_link(fields, "url", None, notes);
    ways.add_links(fields, "links", notes);
    if let Some(offer) = fields.object("local_offer") {
        ways.add_link(offer, "link", None, notes);
    }
    if let Some(organisation) = organisation {
        if !ways.can_be_reached() {
            ways.add_own(organisation, notes);
        }
        let label = organisation.text("name").and_then(|text| clean::line(&text, clean::NAME));
        ways.add_link(organisation, "url", label, notes);
    }
    ways
}
