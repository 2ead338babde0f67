//! Which groups a query finds, and in which order. The order itself is told in the documentation of `search`.
//!
//! It deals in numbers of groups and spots; what is shown of them is not its business.

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::filter::{Filter, metres_of, next_at, square_between};
use super::index::{Index, Traits};
use super::query::Query;
use super::words::sought;
use crate::distance::Point;
use crate::london;

/// Groups without a distance come after all that have one.
const UNPLACED: u64 = 1 << 62;
/// Above every score, so that a better score is a smaller number.
const BEST_SCORE: u64 = 1 << 40;
/// A point of a word, in parts fine enough to tell distances of a few metres apart.
const PARTS_OF_POINT: u64 = 1_000_000;
/// So far away, in metres, a match is worth half of what it is worth here.
const HALF_WORTH_METRES: u64 = 5_000;
/// An entry not checked for so long comes after a fresher one, all else being equal.
const STALE_AFTER: Days = Days::new(365);

/// A group found, at the spot that counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    /// The coarse order: metres, or how far the score is from the best.
    primary: u64,
    pub(super) metres: Option<u32>,
    pub(super) group: u32,
    pub(super) spot: u32,
}

/// Where a hit stands among all others. The smaller comes first; no two groups have the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) primary: u64,
    pub(super) metres: u32,
    pub(super) is_paused: bool,
    /// The next meeting, in minutes of London time.
    pub(super) next: i64,
    pub(super) is_stale: bool,
    /// The place in the alphabet: odd for a group, even for the gap before it.
    pub(super) place: u32,
}

/// What the order goes by.
#[derive(Debug, Clone)]
enum Order {
    Name,
    Distance([f64; 3]),
    /// The points of every group for the words sought.
    Words(Vec<u16>),
}

/// A query against an index.
#[derive(Debug)]
pub(super) struct Search<'a> {
    index: &'a Index,
    filter: Filter,
    origin: Option<[f64; 3]>,
    order: Order,
    /// Whether distance counts: from home to a screen it does not.
    is_distance_felt: bool,
    fresh_since: Option<NaiveDate>,
}

impl<'a> Search<'a> {
    pub(super) fn new(index: &'a Index, query: &Query, origin: Option<Point>, now: DateTime<Utc>) -> Self {
        let origin = origin.map(Point::unit);
        let is_distance_felt = origin.is_some() && query.online != Some(true);
        let words = sought(&query.words);
        let order = match origin {
            _ if !words.is_empty() => Order::Words(index.lexicon.points(&words, index.len())),
            Some(unit) if is_distance_felt => Order::Distance(unit),
            _ => Order::Name,
        };
        Self {
            index,
            filter: Filter::new(query, origin.is_some(), now),
            origin,
            order,
            is_distance_felt,
            fresh_since: london::today(now).checked_sub_days(STALE_AFTER),
        }
    }

    /// The first `wanted` hits after a key, in order, and how many groups are found altogether.
    pub(super) fn run(&self, wanted: usize, after: Option<Key>) -> (Vec<(Key, Hit)>, u32) {
        match self.order {
            Order::Name => self.by_name(wanted, after),
            Order::Distance(unit) if self.filter.is_open() => (self.nearest(unit, wanted, after), self.index.listed()),
            _ => {
                let hits: Vec<Hit> = self.hits().collect();
                let total = u32::try_from(hits.len()).unwrap_or(u32::MAX);
                (self.first_of(hits, wanted, after), total)
            }
        }
    }

    /// How many groups are found.
    pub(super) fn count(&self) -> u32 {
        u32::try_from(self.hits().count()).unwrap_or(u32::MAX)
    }

    /// Every group that is found, in the order of the alphabet.
    fn hits(&self) -> impl Iterator<Item = Hit> {
        (0..).zip(&self.index.traits).filter_map(|(group, traits)| self.hit(group, *traits))
    }

    /// The group at the nearest of its spots that the filter lets through.
    fn hit(&self, group: u32, traits: Traits) -> Option<Hit> {
        let points = match &self.order {
            Order::Words(points) => match points.get(group as usize) {
                None | Some(0) => return None,
                Some(points) => Some(*points),
            },
            _ => None,
        };
        if !self.filter.lets_group(traits) {
            return None;
        }
        let (spot, metres) = self.best_spot(group)?;
        Some(Hit { primary: self.primary(points, metres), metres, group, spot })
    }

    /// The nearest spot that is let through; at the same distance the one that is met at sooner. Without distances the
    /// first that is let through.
    fn best_spot(&self, group: u32) -> Option<(u32, Option<u32>)> {
        let mut best: Option<(u32, Option<f64>)> = None;
        for number in self.index.spots_of(group) {
            let spot = &self.index.spots[number as usize];
            let away = self.origin.filter(|_| spot.is_located).map(|origin| square_between(origin, spot.unit));
            let is_worth_a_look = match (best, away) {
                (None, _) | (Some((_, None)), Some(_)) => true,
                (Some(_), None) => false,
                (Some((held, Some(held_away))), Some(away)) => {
                    away < held_away || (away == held_away && self.next_order(number) < self.next_order(held))
                }
            };
            if is_worth_a_look && self.filter.lets_spot(self.index, spot, away) {
                best = Some((number, away));
            }
        }
        best.map(|(spot, away)| (spot, away.map(metres_of)))
    }

    /// When a spot is met at next, as a number that sorts; the last where no meeting is known.
    fn next_order(&self, spot: u32) -> i64 {
        let spot = &self.index.spots[spot as usize];
        next_at(self.index, spot, &self.filter.window).map_or(i64::MAX, |found| found.order())
    }

    fn primary(&self, points: Option<u16>, metres: Option<u32>) -> u64 {
        let metres = metres.filter(|_| self.is_distance_felt).map(u64::from);
        let base = if self.is_distance_felt && metres.is_none() { UNPLACED } else { 0 };
        let within = match points {
            Some(points) => {
                let away = metres.unwrap_or(0);
                let score = u64::from(points) * PARTS_OF_POINT * HALF_WORTH_METRES / (HALF_WORTH_METRES + away);
                BEST_SCORE.saturating_sub(score)
            }
            None => metres.unwrap_or(0),
        };
        base + within
    }

    fn key(&self, hit: &Hit) -> Key {
        let place = hit.group * 2 + 1;
        let metres = hit.metres.filter(|_| self.is_distance_felt).unwrap_or(0);
        let by_name = Key { primary: hit.primary, metres, is_paused: false, next: 0, is_stale: false, place };
        let is_by_name = match self.order {
            Order::Name => true,
            Order::Distance(_) => hit.primary >= UNPLACED,
            Order::Words(_) => false,
        };
        if is_by_name {
            return by_name;
        }
        let checked = self.index.rows[hit.group as usize].checked;
        Key {
            is_paused: self.index.traits[hit.group as usize].is(Traits::PAUSED),
            next: if matches!(self.order, Order::Distance(_)) { self.next_order(hit.spot) } else { 0 },
            is_stale: checked.zip(self.fresh_since).is_some_and(|(checked, since)| checked < since),
            ..by_name
        }
    }

    /// By name, as the groups are numbered: nothing to sort.
    fn by_name(&self, wanted: usize, after: Option<Key>) -> (Vec<(Key, Hit)>, u32) {
        let first = after.map_or(0, |key| key.place.div_ceil(2));
        let keyed = |hit: Hit| (self.key(&hit), hit);
        if self.filter.is_open() {
            let traits = self.index.traits.iter().skip(first as usize);
            let hits = (first..).zip(traits).filter_map(|(group, traits)| self.hit(group, *traits));
            return (hits.take(wanted).map(keyed).collect(), self.index.listed());
        }
        let mut total = 0;
        let mut page = Vec::new();
        for hit in self.hits() {
            total += 1;
            if hit.group >= first && page.len() < wanted {
                page.push(keyed(hit));
            }
        }
        (page, total)
    }

    /// Nothing is asked but where: the tree hands out spots by distance, and only as many as are needed are looked at.
    fn nearest(&self, origin: [f64; 3], wanted: usize, after: Option<Key>) -> Vec<(Key, Hit)> {
        let mut found: Vec<(Key, Hit)> = Vec::new();
        let mut seen = vec![0_u64; self.index.len() / 64 + 1];
        // Set once enough are found: groups just as far away may still belong before them.
        let mut edge = u64::MAX;
        for (item, square) in self.index.tree.nearest_neighbor_iter_with_distance_2(&origin) {
            let metres = u64::from(metres_of(square));
            if metres > edge || after.is_some_and(|key| key.primary >= UNPLACED) {
                break;
            }
            let group = self.index.spots[item.data as usize].group;
            let bit = 1 << (group % 64);
            let seen = &mut seen[group as usize / 64];
            if *seen & bit != 0 {
                continue;
            }
            *seen |= bit;
            if after.is_some_and(|key| metres < key.primary) {
                continue;
            }
            let Some(hit) = self.hit(group, self.index.traits[group as usize]) else { continue };
            let key = self.key(&hit);
            if after.is_none_or(|after| key > after) {
                found.push((key, hit));
            }
            if found.len() == wanted {
                edge = metres;
            }
        }
        found.sort_unstable_by_key(|(key, _)| *key);
        found.truncate(wanted);
        for group in &self.index.unplaced {
            if found.len() >= wanted {
                break;
            }
            let Some(hit) = self.hit(*group, self.index.traits[*group as usize]) else { continue };
            let key = self.key(&hit);
            if after.is_none_or(|after| key > after) {
                found.push((key, hit));
            }
        }
        found
    }

    /// The first hits after a key, without sorting those that are on no page near.
    fn first_of(&self, mut hits: Vec<Hit>, wanted: usize, after: Option<Key>) -> Vec<(Key, Hit)> {
        if let Some(after) = after {
            hits.retain(|hit| hit.primary > after.primary || (hit.primary == after.primary && self.key(hit) > after));
        }
        if hits.len() > wanted && wanted > 0 {
            let (_, edge, _) = hits.select_nth_unstable_by_key(wanted - 1, |hit| hit.primary);
            let edge = edge.primary;
            hits.retain(|hit| hit.primary <= edge);
        }
        let mut found: Vec<(Key, Hit)> = hits.into_iter().map(|hit| (self.key(&hit), hit)).collect();
        found.sort_unstable_by_key(|(key, _)| *key);
        found.truncate(wanted);
        found
    }
}
