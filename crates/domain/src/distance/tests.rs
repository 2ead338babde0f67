//! Known distances, and how they are said.

#![expect(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use super::*;

fn point(lat: f64, lon: f64) -> Point {
    Point::new(lat, lon).unwrap()
}

#[test]
fn known_distances_are_right() {
    let edinburgh = point(55.9533, -3.1883);
    // Worked out with the spherical form of Vincenty's formula, which shares nothing with the haversine.
    let cases = [
        (edinburgh, point(51.5074, -0.1278), 533_653),
        (point(50.0657, -5.7132), point(58.6373, -3.0689), 968_207),
        (point(51.4816, -3.1791), point(54.5973, -5.9301), 392_173),
        (edinburgh, point(55.9533, -3.1783), 623),
        (point(0.0, 0.0), point(1.0, 0.0), 111_195),
        (point(0.0, 179.999), point(0.0, -179.999), 222),
        (point(90.0, 0.0), point(-90.0, 0.0), 20_015_114),
        (point(0.0, 0.0), point(0.0, 90.0), 10_007_557),
    ];
    for (a, b, expected) in cases {
        assert!(metres(a, b).abs_diff(expected) <= 1, "{a:?} to {b:?}: {} instead of {expected}", metres(a, b));
    }
}

#[test]
fn points_off_the_earth_are_refused() {
    for (lat, lon) in [(90.1, 0.0), (-90.1, 0.0), (0.0, 180.1), (0.0, -180.1), (f64::NAN, 0.0), (0.0, f64::INFINITY)] {
        assert_eq!(Point::new(lat, lon), None, "{lat} {lon}");
    }
    assert!(Point::new(-90.0, 180.0).is_some());
}

#[test]
fn coarse_point_has_two_decimals() {
    assert_eq!(point(55.9533, -3.1883).coarse(), point(55.95, -3.19));
    assert!(point(-0.001, 0.0).coarse().lat.is_sign_positive());
}

#[test]
fn short_ways_are_walked_and_long_ones_driven() {
    let cases = [
        (0, Travel::Walk(1)),
        (64, Travel::Walk(1)),
        (65, Travel::Walk(2)),
        (640, Travel::Walk(10)),
        (641, Travel::Walk(15)),
        (1_920, Travel::Walk(30)),
        (1_921, Travel::Drive(4)),
        (5_000, Travel::Drive(10)),
        (30_000, Travel::Drive(60)),
        (534_000, Travel::Drive(1_045)),
        (u32::MAX, Travel::Drive(u16::MAX)),
    ];
    for (metres, expected) in cases {
        assert_eq!(travel(metres), expected, "{metres} metres");
    }
}

#[test]
fn miles_are_rounded_to_the_nearest_tenth() {
    for (metres, tenths) in [(0, 0), (80, 0), (81, 1), (1_609, 10), (16_093, 100), (160_934, 1_000)] {
        assert_eq!(miles_tenths(metres), tenths, "{metres} metres");
    }
    assert!(miles_tenths(u32::MAX) > 26_000_000);
}

fn any_point() -> impl Strategy<Value = Point> {
    (-90.0..=90.0, -180.0..=180.0).prop_map(|(lat, lon)| point(lat, lon))
}

proptest! {
    #[test]
    fn distance_is_the_same_both_ways(a in any_point(), b in any_point()) {
        prop_assert!(metres(a, b).abs_diff(metres(b, a)) <= 1);
        prop_assert!(metres(a, b) <= 20_015_115);
        prop_assert_eq!(metres(a, a), 0);
    }

    /// What an index over unit vectors finds nearest is nearest over ground.
    #[test]
    fn chord_grows_with_distance(a in any_point(), b in any_point(), c in any_point()) {
        let chord = |other: Point| -> f64 {
            a.unit().iter().zip(other.unit()).map(|(from, to)| (from - to) * (from - to)).sum()
        };
        // Equal to within a few metres, rounding may decide either way.
        if metres(a, b) + 5 < metres(a, c) && metres(a, c) < 19_000_000 {
            prop_assert!(chord(b) < chord(c));
        }
    }

    #[test]
    fn coarse_point_is_near(a in any_point()) {
        prop_assert!(metres(a, a.coarse()) < 800);
    }
}

#[test]
fn miles_are_written_as_they_are_said() {
    assert_eq!(miles_text(30), None);
    assert_eq!(miles_text(1_127).as_deref(), Some("0.7"));
    assert_eq!(miles_text(16_000).as_deref(), Some("9.9"));
    assert_eq!(miles_text(40_000).as_deref(), Some("24"));
}
