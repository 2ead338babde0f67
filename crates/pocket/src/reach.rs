//! Whether a position lies well inside what is kept, so that its nearest groups are surely there.
//!
//! Packs are kept by district, and a district without groups has none: that one is missing here and there means nothing.
//! Only where they are missing on one side the directory goes on beyond what is kept. It knows districts, not groups.

use std::collections::BTreeSet;

use domain::distance::{Point, metres};

/// What is farther away is no neighbour, in metres: beyond it is the sea, or another part of the country.
const FAR: u32 = 30_000;
/// How many districts in each direction tell whether what is kept goes on that way.
const TOLD_BY: usize = 6;
/// Of so many districts around one has to be kept: the position is not between two areas that are.
const NEAREST: usize = 3;

/// Whether in each of the four directions at least two thirds of the nearest districts are kept.
pub fn is_inside<'a>(at: Point, districts: impl Iterator<Item = (&'a str, Point)>, kept: &BTreeSet<String>) -> bool {
    let mut around: Vec<(u32, (bool, bool), bool)> = districts
        .map(|(name, middle)| (metres(at, middle), (middle.lat < at.lat, middle.lon < at.lon), kept.contains(name)))
        .filter(|(away, ..)| *away <= FAR)
        .collect();
    around.sort_unstable();
    let goes_on = |direction: (bool, bool)| {
        let that_way: Vec<bool> =
            around.iter().filter(|(_, its, _)| *its == direction).map(|(.., is_kept)| *is_kept).take(TOLD_BY).collect();
        that_way.iter().filter(|is_kept| **is_kept).count() * 3 >= that_way.len() * 2
    };
    let is_near = around.iter().take(NEAREST).any(|(.., is_kept)| *is_kept);
    is_near && [(false, false), (false, true), (true, false), (true, true)].into_iter().all(goes_on)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    /// Districts some 2 km apart, `0 0` in the middle, seven each way.
    fn districts() -> Vec<(String, Point)> {
        let steps = || -7_i32..=7;
        steps().flat_map(|north| steps().map(move |east| (name(north, east), at(north.into(), east.into())))).collect()
    }

    fn name(north: i32, east: i32) -> String {
        format!("{north} {east}")
    }

    fn at(north: f64, east: f64) -> Point {
        Point::new(53.0 + north * 0.018, -1.8 + east * 0.030).unwrap()
    }

    fn is_inside_of(at: Point, kept: &BTreeSet<String>) -> bool {
        let districts = districts();
        is_inside(at, districts.iter().map(|(name, middle)| (name.as_str(), *middle)), kept)
    }

    /// Everything up to so many steps from a district.
    fn square(north: i32, east: i32, steps: i32) -> BTreeSet<String> {
        let around = || -steps..=steps;
        around().flat_map(|up| around().map(move |right| name(north + up, east + right))).collect()
    }

    #[test]
    fn middle_is_inside_and_the_edge_is_not() {
        let kept = square(0, 0, 4);
        assert!(is_inside_of(at(0.2, 0.3), &kept));
        assert!(is_inside_of(at(1.2, -1.3), &kept));
        assert!(is_inside_of(at(2.2, 0.3), &kept));
        assert!(!is_inside_of(at(3.2, 0.3), &kept), "in the last but one");
        assert!(!is_inside_of(at(4.2, 0.3), &kept), "beyond the last");
        assert!(!is_inside_of(at(3.8, 3.8), &kept), "in the corner");
        assert!(!is_inside_of(at(7.0, 7.0), &kept));
        assert!(!is_inside_of(at(0.2, 0.3), &BTreeSet::new()));
        assert!(!is_inside(at(0.0, 0.0), std::iter::empty(), &kept));
    }

    #[test]
    fn districts_without_groups_are_no_edge() {
        let mut kept = square(0, 0, 4);
        for (north, east) in [(0, 0), (1, 0), (0, -1)] {
            kept.remove(&name(north, east));
        }
        assert!(is_inside_of(at(0.6, 0.6), &kept));
    }

    #[test]
    fn between_two_areas_is_outside() {
        let mut kept = square(0, -5, 2);
        kept.append(&mut square(0, 5, 2));
        assert!(!is_inside_of(at(0.1, 0.1), &kept));
    }

    #[test]
    fn where_nothing_else_is_the_sea_is_no_edge() {
        let kept: BTreeSet<String> = districts().into_iter().map(|(name, _)| name).collect();
        assert!(is_inside_of(at(7.4, 7.4), &kept));
        assert!(!is_inside_of(at(40.0, 0.0), &kept), "far out");
    }
}
