//! Places in words.

use wire::Place;

/// The address lines as they are read out: without what the name already says.
pub fn address(place: &Place) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in place.address.iter().chain(&place.town).chain(&place.postcode) {
        if *line != place.name && !lines.contains(line) {
            lines.push(line.clone());
        }
    }
    lines
}

/// Where a map application finds it: by position where there is one, else by address.
pub fn map_address(place: &Place) -> Option<String> {
    let query = match (place.lat, place.lon) {
        (Some(lat), Some(lon)) => format!("{},{}", degrees(lat), degrees(lon)),
        _ => {
            let lines = address(place);
            if lines.is_empty() {
                return None;
            }
            lines.join(", ")
        }
    };
    let mut out = "https://www.openstreetmap.org/search?query=".to_owned();
    crate::routes::encode(&query, &mut out);
    Some(out)
}

/// Degrees with five decimal places (about a metre), by whole numbers: printing floats would weigh ten kilobytes.
fn degrees(degrees: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "degrees times a hundred thousand fit an i32")]
    let whole = (degrees * 100_000.0).round() as i32;
    let sign = if whole < 0 { "-" } else { "" };
    format!("{sign}{}.{:05}", whole.abs() / 100_000, whole.abs() % 100_000)
}
