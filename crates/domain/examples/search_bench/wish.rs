//! What somebody types and ticks who is after a certain group of the made-up country.

use chrono::Weekday;
use domain::directory::PlaceRecord;
use domain::distance::Point;
use wire::{Access, Need};

use crate::world::{Dice, World};

/// A wish that at least one group fulfils.
pub struct Wish {
    /// Two or three words: an activity and its kind.
    pub words: String,
    /// Two words of its description, which stand in many others too.
    pub everyday: String,
    /// Where the group meets.
    pub spot: Option<Point>,
    pub need: Need,
    pub day: Weekday,
    /// At most one.
    pub access: Vec<Access>,
}

impl Wish {
    /// The next wish that the dice bring.
    pub fn thrown(world: &World, dice: &mut Dice) -> Self {
        let record = world.entry(dice.below(world.groups)).record;
        let place = record.places.first();
        let schedule = place.and_then(|place| place.schedules.first());
        let day = schedule.and_then(|schedule| schedule.byday.first());
        // Of the name, without the town: the activity and its kind.
        let words = record.name.split_once(' ').map_or("", |(_, words)| words).to_owned();
        Self {
            words,
            everyday: everyday(&record.description, world, dice),
            spot: place.and_then(PlaceRecord::point),
            need: record.needs.first().copied().unwrap_or(Need::Loneliness),
            day: day.map_or(Weekday::Mon, |day| day.weekday),
            access: place.and_then(|place| place.access.first()).copied().into_iter().collect(),
        }
    }
}

fn everyday(description: &str, world: &World, dice: &mut Dice) -> String {
    let mut said: Vec<&str> = description.split(' ').filter(|word| world.tells(word)).collect();
    said.sort_unstable();
    said.dedup();
    let mut take = || {
        let at = dice.below(said.len().max(1) as u64) as usize;
        if at < said.len() { said.swap_remove(at) } else { "" }
    };
    let (one, other) = (take(), take());
    format!("{one} {other}")
}
