//! What a query lets through: first by a glance at the group, then place by place.
//!
//! It knows nothing of words and of ranking.

use chrono::{DateTime, Utc};
use wire::{Access, Need};

use super::index::{Index, NOWHERE, Spot, Traits};
use super::query::Query;
use super::slots::{Found, Window};

/// The mean radius of the earth in metres, as in `distance`.
const EARTH: f64 = 6_371_008.8;

/// A query as bits and numbers.
#[derive(Debug, Clone)]
pub(super) struct Filter {
    needs: u16,
    access: u8,
    free: bool,
    age: Option<u8>,
    online: Option<bool>,
    pub(super) window: Window,
    /// The longest square of a straight line through the earth, in earth radii.
    within: Option<f64>,
}

impl Filter {
    /// Without a place to start from, no distance is too long.
    pub(super) fn new(query: &Query, has_origin: bool, now: DateTime<Utc>) -> Self {
        Self {
            needs: need_bits(&query.needs),
            access: access_bits(&query.access),
            free: query.free,
            age: query.age,
            online: query.online,
            window: Window::new(query, now),
            within: query.within_metres.filter(|_| has_origin).map(square_of),
        }
    }

    /// Whether every group is let through.
    pub(super) fn is_open(&self) -> bool {
        self.needs == 0
            && self.access == 0
            && !self.free
            && self.age.is_none()
            && self.online.is_none()
            && !self.window.is_asked
            && self.within.is_none()
    }

    /// Whether the group may pass by what it is; its places decide the rest.
    pub(super) fn lets_group(&self, traits: Traits) -> bool {
        (self.needs == 0 || traits.needs & self.needs != 0)
            && traits.access & self.access == self.access
            && (!self.free || traits.is(Traits::FREE))
            && self.age.is_none_or(|age| (traits.age_from..=traits.age_to).contains(&age))
            && self.online.is_none_or(|online| traits.is(if online { Traits::ONLINE } else { Traits::HAS_PLACE }))
            && (!self.window.is_asked || self.window.is_in_reach((traits.weekdays, traits.parts)))
    }

    /// Whether the group can be met at this spot, which is this far away (the square of the straight line).
    pub(super) fn lets_spot(&self, index: &Index, spot: &Spot, away: Option<f64>) -> bool {
        spot.access & self.access == self.access
            && self.is_near(spot, away)
            && (!self.window.is_asked || next_at(index, spot, &self.window).is_some())
    }

    /// Who asks for what is online stays at home: a group that meets nowhere is near enough then.
    fn is_near(&self, spot: &Spot, away: Option<f64>) -> bool {
        match (self.within, away) {
            (None, _) => true,
            (Some(within), Some(away)) => away <= within,
            (Some(_), None) => spot.place == NOWHERE && self.online == Some(true),
        }
    }
}

/// The next meeting at a spot that is in the window.
pub(super) fn next_at(index: &Index, spot: &Spot, window: &Window) -> Option<Found> {
    index.slots_of(spot).iter().filter_map(|slot| slot.first(&index.rules, window)).min_by_key(|found| found.order())
}

/// The square of the straight line between two points on the unit ball. Added up as the tree does it, to the last bit.
pub(super) fn square_between(a: [f64; 3], b: [f64; 3]) -> f64 {
    a.iter().zip(b).fold(0.0, |sum, (a, b)| (a - b) * (a - b) + sum)
}

/// The way over the ground in whole metres: the haversine formula, whose root is half the straight line.
pub(super) fn metres_of(square: f64) -> u32 {
    let half = (square.sqrt() / 2.0).min(1.0);
    (2.0 * EARTH * half.asin()).round() as u32
}

/// The square of the straight line that rounds to no more than this many metres.
fn square_of(metres: u32) -> f64 {
    let angle = (f64::from(metres) + 0.5) / EARTH;
    let line = 2.0 * (angle / 2.0).min(std::f64::consts::FRAC_PI_2).sin();
    line * line
}

/// A bit for every need, in the order of `Need::ALL`.
pub(super) fn need_bits(needs: &[Need]) -> u16 {
    (0..).zip(Need::ALL).filter(|(_, need)| needs.contains(need)).fold(0, |bits, (at, _): (u32, _)| bits | (1 << at))
}

/// A bit for every access feature, in the order of `Access::ALL`.
pub(super) fn access_bits(access: &[Access]) -> u8 {
    (0..).zip(Access::ALL).filter(|(_, one)| access.contains(one)).fold(0, |bits, (at, _): (u32, _)| bits | (1 << at))
}
