//! Where words lead to without a signal: a position, the district of a postcode, a town that a kept group meets in.
//!
//! It knows less than the server, which has every postcode and place, and never asks back: what it does not know it says
//! so. A position is rounded as there, and its origin is the same.

use std::collections::BTreeMap;

use domain::directory::PlaceRecord;
use domain::distance::Point;
use domain::postcode::{self, Postcode};
use domain::search::fold;
use wire::{Near, Origin, OriginKind};

/// The longest text that is looked at, in characters.
const LONGEST: usize = 100;

/// The middles of districts, and the towns of kept groups.
#[derive(Debug, Default)]
pub struct Gazetteer {
    districts: BTreeMap<String, Middle>,
    /// By their folded names.
    towns: BTreeMap<String, Town>,
}

/// The middle of a district.
#[derive(Debug)]
struct Middle {
    at: Point,
    /// The same on a sphere, where the nearest of many is found without much ado.
    unit: [f64; 3],
}

/// The places of one town, added up.
#[derive(Debug)]
struct Town {
    name: String,
    lat: f64,
    lon: f64,
    places: u32,
}

impl Gazetteer {
    /// Takes the middles of districts in.
    pub fn add_districts(&mut self, districts: Vec<(String, Point)>) {
        self.districts.extend(districts.into_iter().map(|(name, at)| (name, Middle { at, unit: at.unit() })));
    }

    /// Forgets the towns there were and takes these in: the town of each place, and where that place is.
    pub fn set_towns<'a>(&mut self, places: impl Iterator<Item = (&'a str, Point)>) {
        self.towns.clear();
        for (name, at) in places {
            let folded = fold(name);
            if folded.is_empty() {
                continue;
            }
            let new = || Town { name: name.trim().to_owned(), lat: 0.0, lon: 0.0, places: 0 };
            let town = self.towns.entry(folded).or_insert_with(new);
            town.lat += at.lat;
            town.lon += at.lon;
            town.places += 1;
        }
    }

    /// The districts with their middles.
    pub fn districts(&self) -> impl Iterator<Item = (&str, Point)> {
        self.districts.iter().map(|(name, middle)| (name.as_str(), middle.at))
    }

    /// The district in whose pack the server puts a place: that of its postcode, else the one whose middle is nearest.
    pub fn district_of(&self, place: &PlaceRecord) -> Option<String> {
        let written = place.postcode.as_deref().and_then(postcode::parse);
        let code = written.as_ref().map(Postcode::district).filter(|code| self.districts.contains_key(*code));
        if let Some(code) = code {
            return Some(code.to_owned());
        }
        let unit = place.point()?.unit();
        let nearness = |middle: &Middle| middle.unit.iter().zip(unit).map(|(a, b)| a * b).sum::<f64>();
        let nearest = self.districts.iter().max_by(|(_, a), (_, b)| nearness(a).total_cmp(&nearness(b)));
        nearest.map(|(name, _)| name.clone())
    }

    /// What becomes of these words. None where the server would refuse them.
    pub fn resolve(&self, near: &str) -> Option<Near> {
        let near = near.trim();
        if near.is_empty() {
            return Some(Near::Anywhere);
        }
        if near.chars().count() > LONGEST {
            return None;
        }
        let origin = if let Some(point) = position(near) {
            Some(position_origin(point))
        } else if let Some(postcode) = postcode::parse(near) {
            self.of_district(postcode.district())
        } else {
            self.of_town(near)
        };
        Some(origin.map_or(Near::Unknown { offer: None }, |origin| Near::Found { origin }))
    }

    fn of_district(&self, name: &str) -> Option<Origin> {
        let middle = self.districts.get(name)?.at;
        Some(Origin {
            kind: OriginKind::District,
            label: name.to_owned(),
            near: name.to_owned(),
            lat: middle.lat,
            lon: middle.lon,
        })
    }

    /// `Ashford`, `Ashford, Kent`, or as the server tells namesakes apart: `Ashford, Kent@51.15,0.87`, which says where it
    /// is. The words stay as they are, so that they mean the same when the server reads them later.
    fn of_town(&self, near: &str) -> Option<Origin> {
        let origin = |label: &str, at: Point| Origin {
            kind: OriginKind::Place,
            label: label.to_owned(),
            near: near.to_owned(),
            lat: at.lat,
            lon: at.lon,
        };
        let (words, at) = near.split_once('@').map_or((near, None), |(words, at)| (words.trim(), position(at)));
        if let Some(at) = at.filter(|_| !words.is_empty()) {
            return Some(origin(words, at));
        }
        let without_county = words.split_once(',').map_or(words, |(name, _)| name);
        let town = [words, without_county].into_iter().find_map(|name| self.towns.get(&fold(name)))?;
        let places = f64::from(town.places);
        Some(origin(&town.name, Point::new(town.lat / places, town.lon / places)?))
    }
}

/// The point to measure from, where there is one.
pub fn point(near: &Near) -> Option<Point> {
    match near {
        Near::Found { origin } => Point::new(origin.lat, origin.lon),
        Near::Anywhere | Near::Choose { .. } | Near::Unknown { .. } => None,
    }
}

/// `lat,lon`, rounded to two decimals however exact it came.
pub fn position(text: &str) -> Option<Point> {
    let (lat, lon) = text.split_once(',')?;
    Point::new(lat.trim().parse().ok()?, lon.trim().parse().ok()?).map(Point::coarse)
}

fn position_origin(point: Point) -> Origin {
    Origin {
        kind: OriginKind::Position,
        label: String::new(),
        near: format!("{:.2},{:.2}", point.lat, point.lon),
        lat: point.lat,
        lon: point.lon,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn at(lat: f64, lon: f64) -> Point {
        Point::new(lat, lon).unwrap()
    }

    fn gazetteer() -> Gazetteer {
        let mut gazetteer = Gazetteer::default();
        gazetteer.add_districts(vec![("QQ1".to_owned(), at(53.05, -1.85)), ("QQ2".to_owned(), at(53.1, -1.8))]);
        let places = [("Stileham", at(53.0, -1.75)), ("STILEHAM ", at(53.5, -1.25)), (" ", at(1.0, 1.0))];
        gazetteer.set_towns(places.into_iter());
        gazetteer
    }

    #[test]
    fn words_lead_where_they_would_with_a_signal() {
        use OriginKind::{District, Place, Position};
        for (words, kind, label, near, lat, lon) in [
            ("53.0512, -1.8478", Position, "", "53.05,-1.85", 53.05, -1.85),
            ("-0.001,-0.004", Position, "", "0.00,0.00", 0.0, 0.0),
            ("qq11aa", District, "QQ1", "QQ1", 53.05, -1.85),
            ("QQ2 1", District, "QQ2", "QQ2", 53.1, -1.8),
            (" qq2 ", District, "QQ2", "QQ2", 53.1, -1.8),
            ("stileham", Place, "Stileham", "stileham", 53.25, -1.5),
            ("Stileham, Stilehamshire", Place, "Stileham", "Stileham, Stilehamshire", 53.25, -1.5),
            ("Stileham@x", Place, "Stileham", "Stileham@x", 53.25, -1.5),
            ("Ashford, Kent@51.15,0.87", Place, "Ashford, Kent", "Ashford, Kent@51.15,0.87", 51.15, 0.87),
        ] {
            let origin = Origin { kind, label: label.to_owned(), near: near.to_owned(), lat, lon };
            assert_eq!(gazetteer().resolve(words), Some(Near::Found { origin }), "{words}");
        }
    }

    #[test]
    fn origin_leads_to_itself_again() {
        for words in ["53.0512,-1.8478", "QQ1 1AA", "Stileham, Stilehamshire", "Ashford@51.15,0.87"] {
            let found = gazetteer().resolve(words).unwrap();
            let Near::Found { origin } = &found else { panic!("{words}") };
            assert_eq!(gazetteer().resolve(&origin.near), Some(found.clone()), "{words}");
        }
    }

    #[test]
    fn place_is_in_the_district_of_its_postcode_else_in_the_nearest() {
        let district = |postcode: Option<&str>, lat: Option<f64>| {
            let json = serde_json::json!({
                "id": "00000000-0000-0000-0000-000000000001", "postcode": postcode, "lat": lat, "lon": -1.8,
            });
            gazetteer().district_of(&serde_json::from_value(json).unwrap())
        };
        let named = |name: &str| Some(name.to_owned());
        assert_eq!(district(Some("qq1 1aa"), Some(53.1)), named("QQ1"));
        assert_eq!(district(Some("QQ9 1AA"), Some(53.09)), named("QQ2"), "a district that nobody knows");
        assert_eq!(district(None, Some(50.0)), named("QQ1"));
        assert_eq!(district(None, None), None);
    }

    #[test]
    fn what_is_not_known_says_so() {
        for words in ["QQ3", "QQ9 9AA", "Overbrook", "91,0", "NaN,0", "@51.15,0.87", "***"] {
            assert_eq!(gazetteer().resolve(words), Some(Near::Unknown { offer: None }), "{words}");
        }
        assert_eq!(gazetteer().resolve("  "), Some(Near::Anywhere));
        assert_eq!(gazetteer().resolve(&"x".repeat(101)), None);
    }
}
