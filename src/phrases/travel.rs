//! Distances in words.

use domain::distance::{miles_text, travel};
use wire::Travel;

use crate::words::groups as words;

/// "15 minute walk" or "10 minute drive".
pub fn time(by: Travel) -> String {
    match by {
        Travel::Walk(minutes) => words::walk(u32::from(minutes)),
        Travel::Drive(minutes) => words::drive(u32::from(minutes)),
    }
}

/// "0.7 miles"; none for what is round the corner.
pub fn miles(metres: u32) -> Option<String> {
    miles_text(metres).map(|miles| words::miles(&miles))
}

/// Both: "15 minute walk, 0.7 miles".
pub fn both(metres: u32) -> String {
    let time = time(travel(metres));
    match miles(metres) {
        Some(miles) => words::walk_and_miles(&time, &miles),
        None => time,
    }
}
