//! Distances in words.

use domain::distance::{miles_tenths, travel};
use wire::Travel;

use crate::words::groups as words;

/// "15 minute walk" or "10 minute drive".
pub fn time(by: Travel) -> String {
    match by {
        Travel::Walk(minutes) => words::walk(u32::from(minutes)),
        Travel::Drive(minutes) => words::drive(u32::from(minutes)),
    }
}

/// "0.7 miles".
pub fn miles(metres: u32) -> String {
    let tenths = miles_tenths(metres);
    if tenths >= 100 {
        return words::miles(&(tenths / 10).to_string());
    }
    words::miles(&format!("{}.{}", tenths / 10, tenths % 10))
}

/// Both: "15 minute walk, 0.7 miles".
pub fn both(metres: u32) -> String {
    words::walk_and_miles(&time(travel(metres)), &miles(metres))
}
