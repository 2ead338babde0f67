//! A question that can be put to everybody, and in which bits a database holds what is asked.

use std::f64::consts::PI;

use anyhow::{Context, Result};
use chrono::Weekday;
use domain::distance::Point;
use domain::search::{Index, Query};
use wire::{Access, Need};

use crate::NEAREST;
use crate::wish::Wish;
use crate::world::{Dice, World, now};

/// The mean radius of the earth in metres, as in `domain::distance`.
const EARTH: f64 = 6_371_008.8;
/// How far somebody is ready to go, in metres.
const WITHIN: u32 = 25_000;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The nearest twenty groups.
    Nearest,
    /// Two words, need, day and access, however far away.
    Words,
    /// The same within 25 km, where a tree of places may help.
    WordsWithin,
    /// The same with two words that many groups say.
    Everyday,
}

/// How SQLite goes about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The tree of places first.
    Places,
    /// The words first.
    Words,
}

impl Kind {
    /// Every kind, in the order in which they are asked.
    pub const ALL: [Self; 4] = [Self::Nearest, Self::Words, Self::WordsWithin, Self::Everyday];

    /// How it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nearest => "nearest 20",
            Self::Words => "two words, need, day and access",
            Self::WordsWithin => "the same within 25 km",
            Self::Everyday => "two words that many say, as above",
        }
    }

    /// How its figures are called.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Nearest => "nearest",
            Self::Words => "words",
            Self::WordsWithin => "words_within",
            Self::Everyday => "everyday",
        }
    }

    /// Every way in which SQLite can be asked it.
    pub const fn ways(self) -> &'static [Way] {
        match self {
            Self::Nearest => &[Way::Places],
            Self::Words => &[Way::Words],
            Self::WordsWithin | Self::Everyday => &[Way::Words, Way::Places],
        }
    }

    const fn is_within(self) -> bool {
        matches!(self, Self::WordsWithin | Self::Everyday)
    }
}

/// A box on the map that holds everything within a distance, and that distance.
#[derive(Debug, Clone, Copy)]
pub struct Reach {
    pub metres: f64,
    pub south: f64,
    pub north: f64,
    pub west: f64,
    pub east: f64,
}

impl Reach {
    /// Of so many metres around a point. Too large by a hair, never too small.
    pub fn new(origin: Point, metres: f64) -> Self {
        let lat = (metres / EARTH).to_degrees() * 1.001 + 1e-6;
        let lon = lat / (origin.lat * PI / 180.0).cos();
        Self {
            metres,
            south: origin.lat - lat,
            north: origin.lat + lat,
            west: origin.lon - lon,
            east: origin.lon + lon,
        }
    }

    /// The square of the straight line through the earth, in its radii.
    pub fn square(self) -> f64 {
        square_of(self.metres)
    }
}

/// The square of the straight line through the earth between two points so many metres apart, in its radii.
pub fn square_of(metres: f64) -> f64 {
    let line = 2.0 * (metres / EARTH / 2.0).sin();
    line * line
}

/// One question.
#[derive(Debug, Clone)]
pub struct Question {
    pub kind: Kind,
    pub origin: Point,
    pub words: String,
    pub need: Need,
    pub day: Weekday,
    pub access: Vec<Access>,
    /// Around the nearest twenty, or as far as somebody goes.
    pub reach: Reach,
}

impl Question {
    /// The next one that the dice bring.
    pub fn thrown(kind: Kind, world: &World, dice: &mut Dice, index: &Index) -> Result<Self> {
        let Wish { words, everyday, spot, need, day, access } = Wish::thrown(world, dice);
        // Who sets a limit finds something within it: to say what to give up where nothing is found is for Stile alone.
        let anywhere = world.origin(dice);
        let origin = spot.filter(|_| kind.is_within()).unwrap_or(anywhere);
        let metres = match kind {
            Kind::Nearest => {
                let page = index.search(&Query::default(), Some(origin), now(), NEAREST, None)?;
                let last = page.groups.last().and_then(|group| group.distance_metres);
                f64::from(last.context("there are no twenty groups")?) + 1.0
            }
            _ => f64::from(WITHIN) + 0.5,
        };
        let words = if kind == Kind::Everyday { everyday } else { words };
        Ok(Self { kind, origin, words, need, day, access, reach: Reach::new(origin, metres) })
    }

    /// As Stile is asked.
    pub fn query(&self) -> Query {
        if self.kind == Kind::Nearest {
            return Query::default();
        }
        Query {
            words: self.words.clone(),
            needs: vec![self.need],
            days: vec![self.day],
            access: self.access.clone(),
            within_metres: self.kind.is_within().then_some(WITHIN),
            ..Query::default()
        }
    }

    /// How far to go at most, as the square of a straight line; farther than anything is, where nothing is said.
    pub fn farthest(&self) -> f64 {
        if self.kind.is_within() { self.reach.square() } else { 5.0 }
    }

    /// The need as a database holds it.
    pub fn need_bit(&self) -> i64 {
        need_bits(&[self.need])
    }

    /// The day as a database holds it.
    pub fn day_bit(&self) -> i64 {
        day_bit(self.day)
    }

    /// The access features as a database holds them.
    pub fn access_bits(&self) -> i64 {
        access_bits(&self.access)
    }
}

/// A bit for each need.
pub fn need_bits(needs: &[Need]) -> i64 {
    bits(Need::ALL.iter().map(|need| needs.contains(need)))
}

/// A bit for each access feature.
pub fn access_bits(access: &[Access]) -> i64 {
    bits(Access::ALL.iter().map(|one| access.contains(one)))
}

/// A bit for a weekday.
pub fn day_bit(day: Weekday) -> i64 {
    1 << day.num_days_from_monday()
}

fn bits(are: impl Iterator<Item = bool>) -> i64 {
    are.enumerate().fold(0, |bits, (at, is)| bits | (i64::from(is) << at))
}
