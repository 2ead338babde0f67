//! What a team may say of a quarter of a year: how many people came how far, how soon, and how measures changed. Never a
//! number of people under ten. It must not know who they are.
//!
//! # What is held back of the steps
//! The steps are two chains that begin with everybody who was referred: those who were contacted, and of them those in
//! time; those who went somewhere, and of them those who went again. Two numbers that stand near each other say of a few
//! people that they came so far and no further. So
//!
//! - a number under ten is never given, zero included;
//! - two numbers are both given only when they are the same or at least ten apart; else the smaller is held back, also
//!   across the chains, because whoever went somewhere was mostly contacted before;
//! - where a step is held back, the steps after it in its chain are too. Without that, 22 who were referred and 10 who were
//!   contacted in time would give away that those who were contacted late are three or more.
//!
//! Whatever is given, a number held back under ten could then be any from zero to nine, and those who came so far and no
//! further, where they are fewer than ten, any from one to nine, even for somebody who knows these rules: a test tries
//! every one. That all of them came as far as the step before is said, because it says nothing of a few.
//!
//! Measures are judged by [`crate::measure::report`]. They are of those whose work together ended in the quarter, the steps
//! of those for whom it was asked: two groups of people, of whom neither is counted beside itself.
//!
//! A report is of a whole quarter that is over. What people do later is still counted: two copies of the same quarter,
//! made at different times, differ by what happened in between, and whoever hands on both hands that on too.

mod quarter;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;

use chrono::NaiveDate;
use wire::{CheckIn, ReportItem, ReportMeasure, ReportStep, ReportStepKind};

use crate::measure::report::{FEWEST, ItemChange};
use crate::measure::{self, Item};

pub use quarter::{NoQuarter, Quarter};

/// The steps in their order.
const STEPS: [ReportStepKind; 5] = [
    ReportStepKind::Referred,
    ReportStepKind::Contacted,
    ReportStepKind::ContactedInTime,
    ReportStepKind::FirstVisit,
    ReportStepKind::SecondVisit,
];

/// The place of the step before each in its chain.
const BEFORE: [Option<usize>; 5] = [None, Some(0), Some(1), Some(0), Some(3)];

/// How far one person came, by days in London.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Came {
    /// When their referral was sent.
    pub sent: NaiveDate,
    pub contacted: Option<NaiveDate>,
    /// They were contacted by the promised day.
    pub is_in_time: bool,
    pub first_visit: Option<NaiveDate>,
    pub second_visit: Option<NaiveDate>,
}

impl Came {
    /// After how many whole days they came to a step; none where they did not.
    fn days_to(&self, step: ReportStepKind) -> Option<u32> {
        let day = match step {
            ReportStepKind::Referred => Some(self.sent),
            ReportStepKind::Contacted => self.contacted,
            ReportStepKind::ContactedInTime => self.contacted.filter(|_| self.is_in_time),
            ReportStepKind::FirstVisit => self.first_visit,
            ReportStepKind::SecondVisit => self.first_visit.and(self.second_visit),
        }?;
        Some(u32::try_from((day - self.sent).num_days()).unwrap_or(0))
    }
}

/// What may be said of the steps of these people, in their order.
pub fn steps(people: &[Came]) -> Vec<ReportStep> {
    let days: [Vec<u32>; 5] = STEPS.map(|step| people.iter().filter_map(|came| came.days_to(step)).collect());
    let counts = days.each_ref().map(|days| u32::try_from(days.len()).unwrap_or(u32::MAX));
    STEPS
        .into_iter()
        .zip(days)
        .zip(give(counts))
        .map(|((kind, days), people)| {
            let has_median = people.is_some() && kind != ReportStepKind::Referred;
            ReportStep { kind, people, median_days: if has_median { median(days) } else { None } }
        })
        .collect()
}

/// What is given of how many people came to each step.
fn give(counts: [u32; 5]) -> [Option<u32>; 5] {
    // Those that are equal stay in the order of their chain.
    let mut order = [0, 1, 2, 3, 4];
    order.sort_by_key(|at: &usize| Reverse(counts[*at]));
    let mut given: [Option<u32>; 5] = [None; 5];
    for at in order {
        let count = counts[at];
        let is_reached = BEFORE[at].is_none_or(|before| given[before].is_some());
        let is_apart = given.into_iter().flatten().all(|other| other == count || other.abs_diff(count) >= FEWEST);
        if count >= FEWEST && is_reached && is_apart {
            given[at] = Some(count);
        }
    }
    given
}

/// The one in the middle; of two the lower.
fn median(mut days: Vec<u32>) -> Option<u32> {
    days.sort_unstable();
    days.get(days.len().saturating_sub(1) / 2).copied()
}

/// What may be said of every measure. `people` has the check-ins of each person: those at the end are of the quarter alone.
pub fn measures(people: &[Vec<CheckIn>]) -> Vec<ReportMeasure> {
    measure::built_in()
        .iter()
        .map(|measure| ReportMeasure {
            measure: measure.id.clone(),
            version: measure.version,
            items: measure
                .items
                .iter()
                .zip(measure::report::report(measure, people))
                .map(|(item, change)| told(item, change))
                .collect(),
        })
        .collect()
}

fn told(item: &Item, change: ItemChange) -> ReportItem {
    ReportItem {
        item: change.item,
        words: item.words.clone(),
        people: change.people,
        up: change.up,
        same: change.same,
        down: change.down,
        before_tenths: change.means.map(|means| means.before_tenths),
        after_tenths: change.means.map(|means| means.after_tenths),
    }
}
