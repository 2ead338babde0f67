//! One calm week: which meetings of a group lie in it, what somebody makes for themselves to get ready, and when they are
//! told of a meeting. It must not know who somebody is, nor how anything is told.

pub mod routine;
pub mod telling;

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use wire::{GroupId, GroupOnPlan, GroupStage, Meeting, VisitedMeeting};

use crate::directory::GroupRecord;
use crate::recurrence::merge;

/// How many days a week has.
pub const DAYS: u64 = 7;

/// How many days back a week may begin.
pub const FURTHEST_BACK: u64 = 180;

/// How many days ahead a week may begin.
pub const FURTHEST_AHEAD: u64 = 60;

/// The most meetings of one group that are told of at once.
const MOST: usize = 200;

/// Whether the meetings of a group stand in the week: they go there, or have asked about coming.
pub const fn is_in_week(stage: GroupStage) -> bool {
    matches!(stage, GroupStage::Asked) || is_gone_to(stage)
}

/// Whether somebody goes to a group: its meetings are told of beforehand, and stand in their calendar.
pub const fn is_gone_to(stage: GroupStage) -> bool {
    matches!(stage, GroupStage::Going | GroupStage::Went)
}

/// The meetings of a group on the days from `from` to `to`, both included, soonest first. A group that rests or is gone has
/// none.
pub fn meetings(record: &GroupRecord, from: NaiveDate, to: NaiveDate) -> Vec<Meeting> {
    if !record.is_meeting() {
        return Vec::new();
    }
    let only_place = match record.places.as_slice() {
        [place] => Some(place.id),
        _ => None,
    };
    let tied = record.places.iter().flat_map(|place| {
        place.schedules.iter().map(move |schedule| schedule.meetings_between(Some(place.id), from, to, MOST))
    });
    let untied = record.schedules.iter().map(|schedule| schedule.meetings_between(only_place, from, to, MOST));
    let mut all = merge(tied.chain(untied).collect(), MOST);
    // Two rules may give the same start and another end; it is one meeting all the same.
    let mut seen = BTreeSet::new();
    all.retain(|meeting| seen.insert((meeting.starts_at, meeting.place)));
    all
}

/// By what a meeting is known.
pub const fn named(group: GroupId, meeting: &Meeting) -> VisitedMeeting {
    VisitedMeeting { group, place: meeting.place, starts_at: meeting.starts_at }
}

/// Whether two names mean one meeting. One that was named before the directory knew its place is the same.
pub fn is_same(one: &VisitedMeeting, other: &VisitedMeeting) -> bool {
    let is_there = one.place == other.place || one.place.is_none() || other.place.is_none();
    one.group == other.group && one.starts_at == other.starts_at && is_there
}

/// Since when a group has been on the plan at least, as far as it tells.
pub fn on_plan_since(on_plan: &GroupOnPlan) -> DateTime<Utc> {
    let others = on_plan.reason.others.iter().map(|other| other.at);
    others.fold(on_plan.since.min(on_plan.reason.at), Ord::min)
}

#[cfg(test)]
mod tests;
