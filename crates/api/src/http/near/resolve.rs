//! From the words somebody typed to a point: a position, a postcode or a part of one, or the name of a place.
//!
//! Every origin that is answered has a `near` that leads to exactly that origin again, also for the third Ashford: such
//! a text ends in `@` and the place's rounded position.

use domain::distance::{Point, metres};
use domain::postcode::{self, Postcode};
use wire::{FieldCode, Near, Origin, OriginKind};

use crate::http::error::Error;
use crate::store::{NamedPlace, PointRow, Store, fold};

/// The longest text that is looked at, in characters.
const LONGEST: usize = 100;
/// How many places somebody is asked to choose from.
const CHOICES: usize = 8;
/// How many places of one name are looked at: more than any name has.
const NAMESAKES: u64 = 300;

/// What becomes of these words.
pub async fn resolve(store: &Store, near: &str) -> Result<Near, Error> {
    let near = near.trim();
    if near.is_empty() {
        return Ok(Near::Anywhere);
    }
    if near.chars().count() > LONGEST {
        return Err(Error::bad_parameter("near", FieldCode::TooLong));
    }
    if let Some(point) = position(near) {
        return Ok(Near::Found { origin: position_origin(point) });
    }
    if let Some(postcode) = postcode::parse(near) {
        return of_postcode(store, &postcode).await;
    }
    of_place(store, near).await
}

/// The point to measure from, where there is one.
pub fn point(near: &Near) -> Option<Point> {
    match near {
        Near::Found { origin } => Point::new(origin.lat, origin.lon),
        Near::Anywhere | Near::Choose { .. } | Near::Unknown { .. } => None,
    }
}

/// `lat,lon`, rounded to two decimals however exact it came.
fn position(text: &str) -> Option<Point> {
    let (lat, lon) = text.split_once(',')?;
    Point::new(lat.trim().parse().ok()?, lon.trim().parse().ok()?).map(Point::coarse)
}

fn position_origin(point: Point) -> Origin {
    Origin {
        kind: OriginKind::Position,
        label: String::new(),
        near: two_decimals(point),
        lat: point.lat,
        lon: point.lon,
    }
}

fn two_decimals(point: Point) -> String {
    format!("{:.2},{:.2}", point.lat, point.lon)
}

async fn of_postcode(store: &Store, postcode: &Postcode) -> Result<Near, Error> {
    let found = match postcode {
        Postcode::Full(full) => store.find_postcode(&postcode::compact(full)).await?,
        Postcode::Sector(area) | Postcode::District(area) => store.find_postcode_area(area).await?,
    };
    if let Some(row) = found {
        return Ok(Near::Found { origin: postcode_origin(kind(postcode), postcode.as_str(), &row) });
    }
    let mut offer = None;
    if let (Postcode::Full(_), Some(sector)) = (postcode, postcode.sector()) {
        let row = store.find_postcode_area(&sector).await?;
        offer = row.map(|row| postcode_origin(OriginKind::Sector, &sector, &row));
    }
    if offer.is_none() && !matches!(postcode, Postcode::District(_)) {
        let district = postcode.district();
        let row = store.find_postcode_area(district).await?;
        offer = row.map(|row| postcode_origin(OriginKind::District, district, &row));
    }
    Ok(Near::Unknown { offer })
}

const fn kind(postcode: &Postcode) -> OriginKind {
    match postcode {
        Postcode::Full(_) => OriginKind::Postcode,
        Postcode::Sector(_) => OriginKind::Sector,
        Postcode::District(_) => OriginKind::District,
    }
}

fn postcode_origin(kind: OriginKind, label: &str, row: &PointRow) -> Origin {
    Origin { kind, label: label.to_owned(), near: label.to_owned(), lat: row.lat, lon: row.lon }
}

async fn of_place(store: &Store, near: &str) -> Result<Near, Error> {
    let (words, at) = match near.split_once('@') {
        Some((words, at)) => (words.trim(), position(at)),
        None => (near, None),
    };
    let (mut exact, longer) = places(store, words).await?;
    forget_repeats(&mut exact);
    if let Some(at) = at {
        exact.sort_by_key(|place| place_point(place).map_or(u32::MAX, |point| metres(at, point)));
        if let Some(origin) = origins(&exact).into_iter().next() {
            return Ok(Near::Found { origin });
        }
    }
    let mut origins = origins(&exact);
    if origins.len() > 1 {
        origins.truncate(CHOICES);
        return Ok(Near::Choose { origins });
    }
    if let Some(origin) = origins.pop() {
        return Ok(Near::Found { origin });
    }
    if longer.is_empty() {
        return Ok(Near::Unknown { offer: None });
    }
    // Other places may share the names of these, so that each says its position.
    let origins = longer.iter().take(CHOICES).map(|place| place_origin(place, true)).collect();
    Ok(Near::Choose { origins })
}

/// The places that are named just so, and those that could be meant.
async fn places(store: &Store, words: &str) -> Result<(Vec<NamedPlace>, Vec<NamedPlace>), Error> {
    if let Some((name, county)) = words.split_once(',') {
        let mut rows = store.find_named_places(name, NAMESAKES).await?;
        rows.retain(|row| {
            fold(&row.name) == fold(name) && row.county.as_ref().is_some_and(|of| fold(of) == fold(county))
        });
        if !rows.is_empty() {
            return Ok((rows, Vec::new()));
        }
    }
    let folded = fold(words);
    let rows = store.find_named_places(words, NAMESAKES).await?;
    Ok(rows.into_iter().partition(|row| fold(&row.name) == folded || fold(&label(row)) == folded))
}

/// A place that is listed twice (as a town and as a suburb, say) is one place.
fn forget_repeats(places: &mut Vec<NamedPlace>) {
    let mut seen: Vec<(String, Option<Point>)> = Vec::new();
    places.retain(|place| {
        let key = (label(place), place_point(place).map(Point::coarse));
        let is_new = !seen.contains(&key);
        if is_new {
            seen.push(key);
        }
        is_new
    });
}

fn origins(exact: &[NamedPlace]) -> Vec<Origin> {
    exact
        .iter()
        .map(|place| {
            let namesakes = exact.iter().filter(|other| label(other) == label(place)).count();
            place_origin(place, namesakes > 1 || (place.county.is_none() && exact.len() > 1))
        })
        .collect()
}

fn place_origin(place: &NamedPlace, is_repeated: bool) -> Origin {
    let label = label(place);
    let near = match place_point(place) {
        Some(point) if is_repeated => format!("{label}@{}", two_decimals(point.coarse())),
        _ => label.clone(),
    };
    Origin { kind: OriginKind::Place, label, near, lat: place.lat, lon: place.lon }
}

/// `Ashford, Kent`.
fn label(place: &NamedPlace) -> String {
    match &place.county {
        Some(county) => format!("{}, {county}", place.name),
        None => place.name.clone(),
    }
}

fn place_point(place: &NamedPlace) -> Option<Point> {
    Point::new(place.lat, place.lon)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use crate::store::PlaceKind;

    fn place(name: &str, county: Option<&str>, lat: f64) -> NamedPlace {
        NamedPlace { name: name.to_owned(), county: county.map(str::to_owned), kind: PlaceKind::Town, lat, lon: 0.5 }
    }

    #[test]
    fn position_is_rounded_before_it_is_used() {
        let origin = position_origin(position(" 51.50735 , -0.12776").unwrap());
        assert_eq!(origin.near, "51.51,-0.13");
        assert_eq!(position(&origin.near).map(position_origin).unwrap(), origin);
        for text in ["51.5", "91,0", "NaN,0", "a,b", "Ashford, Kent"] {
            assert!(position(text).is_none(), "{text}");
        }
    }

    #[test]
    fn namesakes_say_their_position_only_where_the_county_does_not_tell_them_apart() {
        let places = [
            place("Ashford", Some("Kent"), 51.15),
            place("Ashford", Some("Surrey"), 51.43),
            place("Ashford", Some("Kent"), 51.3),
            place("Ashford", None, 52.0),
        ];
        let near: Vec<String> = origins(&places).into_iter().map(|origin| origin.near).collect();
        assert_eq!(
            near,
            ["Ashford, Kent@51.15,0.50", "Ashford, Surrey", "Ashford, Kent@51.30,0.50", "Ashford@52.00,0.50"]
        );
        assert_eq!(origins(&places[..1])[0].near, "Ashford, Kent");
    }

    #[test]
    fn place_listed_twice_is_one() {
        let mut places = vec![place("Hay", None, 52.071), place("Hay", None, 52.072), place("Hay", None, 53.0)];
        forget_repeats(&mut places);
        assert_eq!(places.len(), 2);
    }
}
