//! Where a group meets, from the locations of a feed. Asks no gazetteer: points for bare postcodes come later.

use std::ops::RangeInclusive;

use domain::directory::PlaceRecord;
use domain::distance::Point;
use domain::postcode;
use wire::PlaceId;

use super::fields::Fields;
use super::report::{Notes, Reason};
use super::schedule::sounds_online;
use super::{access, clean};

/// Britain and Ireland with all their isles, in degrees.
const LATITUDES: RangeInclusive<f64> = 49.0..=61.5;
const LONGITUDES: RangeInclusive<f64> = -11.0..=2.5;

/// The most places of one group that are kept. Library vans have some sixty.
pub(super) const MOST: usize = 2_000;
/// The most notes on access that are kept of a place.
const MOST_NOTES: usize = 20;

/// What a location of a feed turned out to be.
pub(super) enum Site {
    Place(Box<PlaceRecord>),
    /// Nowhere to go to: one takes part from home.
    Online,
    /// Neither a name, an address nor a point; or an address for letters only.
    Nothing,
}

/// A location of the standard, with its `addresses` (version 1: `physical_addresses`).
pub(super) fn from_standard(id: PlaceId, location: Fields<'_>, group_name: &str, notes: &mut Notes<'_>) -> Site {
    match location.text("location_type").map(|text| text.trim().to_ascii_lowercase()).as_deref() {
        Some("virtual") => return Site::Online,
        Some("postal") => return Site::Nothing,
        _ => {}
    }
    let point = point(location.number("latitude"), location.number("longitude"), notes);
    let addresses = location.all_objects(&["addresses", "physical_addresses"]);
    let is_physical = |address: &&Fields<'_>| {
        address.text("address_type").is_none_or(|kind| kind.trim().eq_ignore_ascii_case("physical"))
    };
    let address = addresses.iter().find(is_physical).or(addresses.first());
    let mut place = blank(id);
    if let Some(address) = address {
        read_address(&mut place, *address, notes);
    }
    let texts = standard_access(location);
    place.access = access::read(texts.iter().map(String::as_str));
    place.access_notes = texts;
    finish(place, location, point, group_name)
}

/// A location of an Outpost directory: the address in its own fields, the point as `geometry`, longitude first.
pub(super) fn from_outpost(id: PlaceId, location: Fields<'_>, group_name: &str, notes: &mut Notes<'_>) -> Site {
    let coordinates = location.object("geometry").map(|geometry| geometry.numbers("coordinates")).unwrap_or_default();
    let (lon, lat) = match coordinates.as_slice() {
        [lon, lat, ..] => (lon.clone(), lat.clone()),
        // Where no place was picked on the map, some versions give the pair as plain fields.
        _ => (location.number("longitude"), location.number("latitude")),
    };
    let mut place = blank(id);
    read_address(&mut place, location, notes);
    let is_from_home = [location.text("name"), location.text("city")].iter().flatten().any(|text| sounds_online(text));
    if is_from_home && place.address.is_empty() && place.postcode.is_none() {
        return Site::Online;
    }
    let point = point(lat, lon, notes);
    for label in location.objects("accessibilities") {
        let Some(text) = label.text("name").and_then(|text| clean::line(&text, clean::NOTE)) else { continue };
        let found = access::read([text.as_str()]);
        // A label that is one of our own features need not be said twice.
        if found.is_empty() && place.access_notes.len() < MOST_NOTES {
            place.access_notes.push(text);
        }
        place.access.extend(found);
    }
    place.access.sort_unstable();
    place.access.dedup();
    let mut site = finish(place, location, point, group_name);
    if let Site::Place(place) = &mut site
        && location.flag("mask_exact_address") == Some(true)
    {
        mask(place, group_name);
    }
    site
}

fn blank(id: PlaceId) -> PlaceRecord {
    PlaceRecord {
        id,
        name: String::new(),
        address: Vec::new(),
        town: None,
        postcode: None,
        lat: None,
        lon: None,
        access: Vec::new(),
        access_notes: Vec::new(),
        schedules: Vec::new(),
    }
}

fn read_address(place: &mut PlaceRecord, address: Fields<'_>, notes: &mut Notes<'_>) {
    for key in ["address_1", "address_2"] {
        let Some(raw) = address.text(key) else { continue };
        place.address.extend(clean::line(&raw, clean::NAME).filter(|line| !place.address.contains(line)));
    }
    place.town = address.text("city").and_then(|text| clean::line(&text, clean::NAME));
    let Some(raw) = address.first_text(&["postal_code", "postcode"]) else { return };
    match postcode::parse(&raw) {
        Some(code) => place.postcode = Some(code.as_str().to_owned()),
        None => notes.refuse("postal_code", Reason::NotAPostcode),
    }
}

/// Gives the place its point and a name, or finds that there is nothing to go to.
fn finish(mut place: PlaceRecord, location: Fields<'_>, point: Option<Point>, group_name: &str) -> Site {
    let name = location.text("name").and_then(|text| clean::line(&text, clean::NAME));
    if name.is_none() && place.address.is_empty() && place.postcode.is_none() && point.is_none() {
        return Site::Nothing;
    }
    let spare = || place.address.first().or(place.town.as_ref()).map_or_else(|| group_name.to_owned(), Clone::clone);
    place.name = name.unwrap_or_else(spare);
    if let Some(point) = point {
        (place.lat, place.lon) = (Some(point.lat), Some(point.lon));
    }
    Site::Place(Box::new(place))
}

/// A place whose people do not want its address known: no more than the district remains.
fn mask(place: &mut PlaceRecord, group_name: &str) {
    // A name with a number in it, or one taken from the address, is an address.
    let is_address = place.name.contains(|letter: char| letter.is_ascii_digit()) || place.address.contains(&place.name);
    place.address.clear();
    if is_address {
        place.name = place.town.clone().unwrap_or_else(|| group_name.to_owned());
    }
    let code = place.postcode.as_deref().and_then(postcode::parse);
    place.postcode = code.map(|code| code.district().to_owned());
    let point = place.lat.zip(place.lon).and_then(|(lat, lon)| Point::new(lat, lon)).map(Point::coarse);
    (place.lat, place.lon) = (point.map(|point| point.lat), point.map(|point| point.lon));
}

fn point(lat: Result<Option<f64>, Reason>, lon: Result<Option<f64>, Reason>, notes: &mut Notes<'_>) -> Option<Point> {
    match (notes.keep("latitude", lat), notes.keep("longitude", lon)) {
        (Some(lat), Some(lon)) if LATITUDES.contains(&lat) && LONGITUDES.contains(&lon) => {
            Point::new(tenth_of_a_metre(lat), tenth_of_a_metre(lon))
        }
        (Some(_), Some(_)) => {
            notes.refuse("latitude", Reason::OutsideArea);
            None
        }
        _ => None,
    }
}

/// Six decimals: more is noise, and would make a document differ for nothing.
fn tenth_of_a_metre(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}

/// What the standard has on access, in its own words: a list of objects, and the words on how to get there.
fn standard_access(location: Fields<'_>) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    let mut add = |raw: &str| {
        if let Some(text) = clean::paragraph(raw, clean::NOTE)
            && texts.len() < MOST_NOTES
            && !texts.contains(&text)
        {
            texts.push(text);
        }
    };
    for entry in location.all_objects(&["accessibility", "accessibility_for_disabilities"]) {
        for key in ["description", "accessibility", "details"] {
            if let Some(raw) = entry.text(key) {
                add(&raw);
            }
        }
    }
    for raw in location.texts("accessibility").into_iter().chain(location.text("transportation")) {
        add(&raw);
    }
    texts
}
