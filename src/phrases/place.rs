//! Places in words.

use domain::search::near_text;
use wire::Place;

use crate::words::{group as words, groups};

/// What a place is called: its name, else the first that is known of its address.
pub fn name(place: &Place) -> String {
    std::iter::once(place.name.as_str())
        .chain(lines(place))
        .find(|line| !line.trim().is_empty())
        .unwrap_or_else(|| words::unnamed_place())
        .to_owned()
}

/// The address lines as they are read out: without what the name already says.
pub fn address(place: &Place) -> Vec<String> {
    let name = name(place);
    lines(place).into_iter().filter(|line| *line != name).map(str::to_owned).collect()
}

/// Every line of the address once.
fn lines(place: &Place) -> Vec<&str> {
    let mut lines: Vec<&str> = Vec::new();
    for line in place.address.iter().chain(&place.town).chain(&place.postcode).map(String::as_str) {
        if !line.trim().is_empty() && !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

/// "Where" of a search as somebody would say it: not the degrees of a position, nor those that tell namesakes apart.
pub fn near_words(near: &str) -> String {
    near_text(near).unwrap_or(groups::my_position()).to_owned()
}

/// Where a map application finds it: by position where there is one, else by address.
pub fn map_address(place: &Place) -> Option<String> {
    let query = match (place.lat, place.lon) {
        (Some(lat), Some(lon)) => format!("{},{}", degrees(lat), degrees(lon)),
        _ => {
            let lines = lines(place);
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
