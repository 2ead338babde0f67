//! A hit as one line of a list.

use chrono::{DateTime, Utc};
use wire::{Access, GroupSummary, PlaceSummary};

use super::filter::{Filter, next_at};
use super::index::{Index, NOWHERE, Spot};
use super::query::Query;
use super::rank::Hit;
use super::slots::Found;
use crate::directory::{PackedGroup, line_of};
use crate::distance::{Point, travel};

/// Makes lines for one list. Meetings are those still to come now, also when the list was ranked a while ago.
pub(super) struct Summaries<'a> {
    index: &'a Index,
    filter: Filter,
    has_origin: bool,
}

impl<'a> Summaries<'a> {
    pub(super) fn new(index: &'a Index, query: &Query, has_origin: bool, now: DateTime<Utc>) -> Self {
        Self { index, filter: Filter::new(query, has_origin, now), has_origin }
    }

    pub(super) fn line(&self, hit: &Hit) -> GroupSummary {
        let row = &self.index.rows[hit.group as usize];
        let group = PackedGroup::open(&row.packed);
        let (spot, next) = self.spot_and_next(hit);
        let (needs, mut access) = group.needs_and_access();
        let place = if spot.place == NOWHERE { None } else { group.place(usize::from(spot.place)) };
        if let Some(place) = &place {
            let is_there = |one: &Access| access.contains(one) || place.access.contains(one);
            access = Access::ALL.into_iter().filter(is_there).collect();
        }
        let tie = place.as_ref().map(|place| place.id).filter(|_| spot.is_tied);
        GroupSummary {
            id: row.id,
            name: group.name.to_owned(),
            organisation: group.organisation.map(str::to_owned),
            summary: line_of(group.description, group.organisation, group.name),
            place: place.map(|place| {
                let point = place.lat.zip(place.lon).and_then(|(lat, lon)| Point::new(lat, lon));
                PlaceSummary {
                    id: place.id,
                    name: place.name.to_owned(),
                    town: place.town.map(str::to_owned),
                    lat: point.map(|point| point.lat),
                    lon: point.map(|point| point.lon),
                }
            }),
            distance_metres: hit.metres,
            travel: hit.metres.map(travel),
            next: next.and_then(|found| found.meeting(tie)),
            cost: group.cost,
            ages: group.ages,
            access,
            needs,
            online: group.online,
            standing: group.standing,
        }
    }

    /// The spot to show and its next meeting. Where distance says nothing, the spot that is met at soonest.
    fn spot_and_next(&self, hit: &Hit) -> (&'a Spot, Option<Found>) {
        let at = |number: u32| {
            let spot = &self.index.spots[number as usize];
            (spot, next_at(self.index, spot, &self.filter.window))
        };
        if self.has_origin {
            return at(hit.spot);
        }
        self.index
            .spots_of(hit.group)
            .map(at)
            .filter(|(spot, _)| self.filter.lets_spot(self.index, spot, None))
            .min_by_key(|(_, next)| next.map_or(i64::MAX, Found::order))
            .unwrap_or_else(|| at(hit.spot))
    }
}
