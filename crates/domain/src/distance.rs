//! Points on the Earth, the distance between two of them, and that distance as a person would say it.
//!
//! Distances are straight lines; the roads in between are only allowed for by a factor. It must not know of groups or
//! postcodes.

use wire::Travel;

/// The Earth's mean radius (IUGG), in metres.
const EARTH_RADIUS: f64 = 6_371_008.8;

/// Half-way around the Earth, in metres: nothing is farther away.
pub const FARTHEST: u32 = 20_100_000;

/// The longest walk, in minutes, that is said as a walk.
const LONGEST_WALK: u64 = 30;

/// A point on the Earth, WGS 84, in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub lat: f64,
    pub lon: f64,
}

impl Point {
    /// The point, unless a figure is not a number or out of range (±90 and ±180).
    pub fn new(lat: f64, lon: f64) -> Option<Self> {
        // A comparison with NaN is false, so that it is refused here as well.
        ((-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon)).then_some(Self { lat, lon })
    }

    /// The point to two decimals, about a kilometre: as much as may leave the phone.
    pub fn coarse(self) -> Self {
        Self { lat: hundredths(self.lat), lon: hundredths(self.lon) }
    }

    /// The same point on a sphere of radius 1. Of two points, the one nearer over ground is also nearer straight
    /// through the sphere, so that these can be indexed without minding the poles or the date line.
    pub fn unit(self) -> [f64; 3] {
        let (lat, lon) = (self.lat.to_radians(), self.lon.to_radians());
        [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()]
    }
}

fn hundredths(degrees: f64) -> f64 {
    // Adding zero turns a negative zero into a plain one, which matters when it is written out.
    (degrees * 100.0).round() / 100.0 + 0.0
}

/// The great-circle distance in whole metres, by the haversine formula on a sphere; within 0.6% of the ellipsoid.
pub fn metres(a: Point, b: Point) -> u32 {
    let (lat_a, lat_b) = (a.lat.to_radians(), b.lat.to_radians());
    let half_lat = ((lat_b - lat_a) / 2.0).sin();
    let half_lon = ((b.lon - a.lon).to_radians() / 2.0).sin();
    let haversine = half_lat * half_lat + lat_a.cos() * lat_b.cos() * half_lon * half_lon;
    // Rounding may lift opposite points a hair over 1, where the arcsine ends.
    let angle = 2.0 * haversine.sqrt().min(1.0).asin();
    (angle * EARTH_RADIUS).round() as u32
}

/// How long that distance takes: on foot up to half an hour, else by car.
///
/// A walk is taken as a quarter longer than the straight line at 4.8 km/h, a drive as three tenths longer at 40 km/h.
/// Never less than a minute; over 10 minutes rounded up to the next 5, because nobody can promise closer than that.
pub fn travel(metres: u32) -> Travel {
    let metres = u64::from(metres);
    // 80 metres a minute, 1.25 times the way: one minute for every 64 metres.
    let on_foot = metres.div_ceil(64);
    if on_foot <= LONGEST_WALK {
        return Travel::Walk(said(on_foot));
    }
    // 2,000 metres in 3 minutes, 1.3 times the way: 39 minutes for every 20,000 metres.
    Travel::Drive(said((metres * 39).div_ceil(20_000)))
}

fn said(minutes: u64) -> u16 {
    let minutes = if minutes > 10 { minutes.next_multiple_of(5) } else { minutes.max(1) };
    // No distance on Earth takes longer; the figure itself may still be nonsense.
    u16::try_from(minutes).unwrap_or(u16::MAX)
}

/// The distance in tenths of a statute mile (1,609.344 m), rounded to the nearest.
pub fn miles_tenths(metres: u32) -> u32 {
    let tenths = (u64::from(metres) * 10_000 + 804_672) / 1_609_344;
    u32::try_from(tenths).unwrap_or(u32::MAX)
}

/// Miles as they are written: "0.7", and whole from ten on. What is nearer than a tenth has no miles worth saying.
pub fn miles_text(metres: u32) -> Option<String> {
    let tenths = miles_tenths(metres);
    match tenths {
        0 => None,
        100.. => Some((tenths / 10).to_string()),
        _ => Some(format!("{}.{}", tenths / 10, tenths % 10)),
    }
}

#[cfg(test)]
mod tests;
