//! Rows as Open Referral UK 3.0 and HSDS 3.0 and 3.1 write them, with the names that version 1 had for the same things.
//!
//! Source: the schemas of the Open Referral UK profile of the Human Services Data Specification.

use std::collections::HashMap;

use domain::directory::{GroupRecord, PlaceRecord};
use domain::recurrence::Schedule;
use wire::Ages;

use super::contact::Ways;
use super::fields::Fields;
use super::place::{self, Site};
use super::record::{self, Row};
use super::report::{Notes, Reason};
use super::schedule::{self, sounds_online};
use super::{access, clean, cost, ids};

/// What the standard calls times, and what version 1 called them.
const SCHEDULES: [&str; 3] = ["schedules", "regular_schedules", "regular_schedule"];

/// Reads a service of the standard.
pub(super) fn read(row: Row<'_>, notes: &mut Notes<'_>) -> GroupRecord {
    let fields = row.fields;
    let organisation = fields.object("organization").or_else(|| fields.object("organisation"));
    let description = fields.text("description").map(|text| clean::text(&text, clean::DESCRIPTION)).unwrap_or_default();
    let mut sites = Sites::read(&row, notes);
    let schedules = sites.tie_schedules(fields, notes);
    let terms = Terms::read(fields);
    let interpretation = fields.text("interpretation_services");
    let access_texts = terms.categories.iter().map(String::as_str).chain(interpretation.as_deref());
    let access = access::read(access_texts);
    let ways = ways(fields, organisation, notes);
    let mut languages = Vec::new();
    let spoken = fields.objects("languages");
    let names = spoken.iter().filter_map(|language| language.first_text(&["name", "language", "code"]));
    record::add_terms(&mut languages, names.chain(fields.texts("languages")));
    let term_names: Vec<&str> = terms.categories.iter().chain(&terms.who_for).map(String::as_str).collect();
    let needs = row.needs.classify(&term_names, &format!("{}. {description}", row.name));
    let who_for = fields
        .text("eligibility_description")
        .and_then(|text| clean::paragraph(&text, clean::PARAGRAPH))
        .or_else(|| Some(terms.who_for.join(", ")).filter(|text| !text.is_empty()));
    GroupRecord {
        organisation: organisation
            .and_then(|fields| fields.text("name"))
            .and_then(|text| clean::line(&text, clean::NAME)),
        who_for,
        ages: ages(fields, notes),
        standing: record::standing(fields, notes),
        alert: fields.text("alert").and_then(|text| clean::paragraph(&text, clean::PARAGRAPH)),
        cost: cost::read(fields, row.today, notes),
        how_to_join: fields.text("application_process").and_then(|text| clean::paragraph(&text, clean::PARAGRAPH)),
        checked: record::checked(&row, notes),
        source_id: row.source_id,
        name: row.name,
        description,
        needs,
        categories: terms.categories,
        languages,
        contacts: ways.contacts,
        links: ways.links,
        online: sites.is_online,
        access,
        places: sites.places,
        schedules,
    }
}

/// The places of a service, and what the feed calls them.
struct Sites {
    places: Vec<PlaceRecord>,
    /// By the id of the `service_at_location`, the place in `places`.
    by_site: HashMap<String, usize>,
    by_location: HashMap<String, usize>,
    is_online: bool,
}

impl Sites {
    fn read(row: &Row<'_>, notes: &mut Notes<'_>) -> Self {
        let mut sites =
            Self { places: Vec::new(), by_site: HashMap::new(), by_location: HashMap::new(), is_online: false };
        sites.is_online = row.fields.texts("attending_type").iter().any(|text| sounds_online(text));
        let listed = row.fields.objects("service_at_locations");
        if listed.len() > place::MOST {
            notes.refuse("service_at_locations", Reason::TooMany);
        }
        for (number, site) in listed.into_iter().take(place::MOST).enumerate() {
            let Some(location) = site.object("location") else {
                notes.refuse("service_at_locations.location", Reason::Missing);
                continue;
            };
            let site_id = site.text("id");
            let location_id = location.text("id").or_else(|| site.text("location_id"));
            let own_id = match location_id.as_ref().or(site_id.as_ref()) {
                Some(id) => id.trim().to_owned(),
                None => format!("#{number}"),
            };
            let id = ids::place_id(row.group, &own_id);
            let known = sites.places.iter().position(|place| place.id == id);
            let at = known.or_else(|| sites.add(place::from_standard(id, location, &row.name, notes)));
            let Some(at) = at else { continue };
            if let Some(id) = site_id {
                sites.by_site.insert(id.trim().to_owned(), at);
            }
            if let Some(id) = location_id {
                sites.by_location.insert(id.trim().to_owned(), at);
            }
            for times in site.all_objects(&SCHEDULES).into_iter().chain(location.all_objects(&SCHEDULES)) {
                sites.is_online |= is_online(times);
                if let Some(times) = schedule::read(times, notes) {
                    schedule::add(&mut sites.places[at].schedules, times);
                }
            }
        }
        sites
    }

    fn add(&mut self, site: Site) -> Option<usize> {
        match site {
            Site::Place(place) => {
                self.places.push(*place);
                Some(self.places.len() - 1)
            }
            Site::Online => {
                self.is_online = true;
                None
            }
            Site::Nothing => None,
        }
    }

    /// Gives the service's own times to the places they name. The rest belongs to the group, or to its only place.
    fn tie_schedules(&mut self, fields: Fields<'_>, notes: &mut Notes<'_>) -> Vec<Schedule> {
        let mut untied = Vec::new();
        for times in fields.all_objects(&SCHEDULES) {
            self.is_online |= is_online(times);
            let Some(schedule) = schedule::read(times, notes) else { continue };
            match self.place_of(times) {
                Some(at) => schedule::add(&mut self.places[at].schedules, schedule),
                None => schedule::add(&mut untied, schedule),
            }
        }
        if let [place] = self.places.as_mut_slice() {
            for schedule in untied.drain(..) {
                schedule::add(&mut place.schedules, schedule);
            }
        }
        untied
    }

    fn place_of(&self, times: Fields<'_>) -> Option<usize> {
        let site = times
            .text("service_at_location_id")
            .or_else(|| times.object("service_at_location").and_then(|site| site.text("id")));
        let by_site = site.and_then(|id| self.by_site.get(id.trim()).copied());
        by_site.or_else(|| times.text("location_id").and_then(|id| self.by_location.get(id.trim()).copied()))
    }
}

fn is_online(times: Fields<'_>) -> bool {
    times.text("attending_type").is_some_and(|text| sounds_online(&text))
}

/// The feed's own words for what the group is and for whom.
struct Terms {
    categories: Vec<String>,
    who_for: Vec<String>,
}

impl Terms {
    fn read(fields: Fields<'_>) -> Self {
        let mut terms = Self { categories: Vec::new(), who_for: Vec::new() };
        for attribute in fields.objects("attributes") {
            let term = attribute.object("taxonomy_term");
            let name = term
                .and_then(|term| term.first_text(&["name", "term"]))
                .or_else(|| attribute.text("label"))
                .or_else(|| attribute.text("taxonomy_term"));
            let is_for = attribute.text("link_type").is_some_and(|kind| kind.to_ascii_lowercase().contains("eligib"));
            record::add_terms(if is_for { &mut terms.who_for } else { &mut terms.categories }, name);
        }
        // Version 1.
        for link in fields.all_objects(&["service_taxonomys", "service_taxonomies"]) {
            record::add_terms(&mut terms.categories, link.object("taxonomy").and_then(|term| term.text("name")));
        }
        for eligibility in fields.objects("eligibilitys") {
            record::add_terms(&mut terms.who_for, eligibility.text("eligibility"));
        }
        terms
    }
}

/// The service's own ages; in version 1, all that its eligibilities allow together.
fn ages(fields: Fields<'_>, notes: &mut Notes<'_>) -> Ages {
    if fields.text("minimum_age").is_some() || fields.text("maximum_age").is_some() {
        return record::ages(fields.number("minimum_age"), fields.number("maximum_age"), notes);
    }
    let (mut from, mut to) = (Some(f64::INFINITY), Some(0.0_f64));
    let eligibilities = fields.objects("eligibilitys");
    if eligibilities.is_empty() {
        return Ages::default();
    }
    for eligibility in eligibilities {
        let least = notes.keep("eligibilitys.minimum_age", eligibility.number("minimum_age"));
        let most = notes.keep("eligibilitys.maximum_age", eligibility.number("maximum_age"));
        from = from.zip(least).map(|(from, least)| from.min(least));
        to = to.zip(most).map(|(to, most)| to.max(most));
    }
    record::ages(Ok(from), Ok(to), notes)
}

fn ways(fields: Fields<'_>, organisation: Option<Fields<'_>>, notes: &mut Notes<'_>) -> Ways {
    let mut ways = Ways::default();
    ways.add_all_of(fields, notes);
    for site in fields.objects("service_at_locations") {
        ways.add_all_of(site, notes);
        if let Some(location) = site.object("location") {
            ways.add_all_of(location, notes);
        }
    }
    ways.add_link(fields, "url", None, notes);
    ways.add_links(fields, "additional_urls", notes);
    for times in fields.all_objects(&SCHEDULES) {
        ways.add_link(times, "schedule_link", None, notes);
    }
    if let Some(organisation) = organisation {
        // Head office is for those whom nobody nearer can help.
        if !ways.can_be_reached() {
            ways.add_all_of(organisation, notes);
        }
        let label = organisation.text("name").and_then(|text| clean::line(&text, clean::NAME));
        for key in ["website", "url"] {
            ways.add_link(organisation, key, label.clone(), notes);
        }
    }
    ways
}
