//! What a team may say of a measure before and after: how many people went up, stayed or went down on each item, and
//! the means. Never of fewer than ten people. It must not know who they are.
//!
//! # What is held back
//! A number under ten is never given, zero included: in a small team it points at people. Nor may it be worked out, so
//! a number beside it goes too:
//!
//! - fewer than ten people who answered both times: nothing at all is given, not even how many;
//! - all three (up, same, down) are ten or more: all three are given;
//! - else one of them is given if it is more than half of all, and the others together are ten or more;
//! - else none of the three.
//!
//! Whatever is given, a number held back could then still be any from zero to nine, even for somebody who knows this
//! rule: a test tries every one. "More than half" is what makes it so. Without it, 20 of 48 who went up would give away
//! that neither of the others is under nine.
//!
//! A mean is of ten people or more. It is held back where it lies so near an end of the scale that all but a few must
//! stand at that end: a mean of nought is everybody's answer. Next to a mean a number held back can be narrowed, and a
//! test does not judge how far; nothing under ten is said by it outright.
//!
//! Two reports that differ by a few people give those away. So a report is of whole periods that do not overlap, and no
//! other count of the same people stands beside it. Items of one report may differ in how many answered them, which says
//! how many more passed one over than another, and nothing of what anybody answered.

use std::cmp::Ordering;

use wire::{CheckIn, CheckInMoment};

use super::{Item, Measure, Scale};

/// No number of people under this is given.
pub const FEWEST: u32 = 10;

/// What is said of one item. What is `None` is held back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemChange {
    /// The id of the item.
    pub item: String,
    /// How many answered it at the beginning and at the end.
    pub people: Option<u32>,
    /// Of these, whose answer stands higher at the end. Higher is not better: it is more of what was asked about.
    pub up: Option<u32>,
    pub same: Option<u32>,
    pub down: Option<u32>,
    /// Of numbers alone: options have an order, and no distance between them.
    pub means: Option<Means>,
}

/// The means of the same people's answers, in tenths: 72 is 7.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Means {
    pub before_tenths: u32,
    pub after_tenths: u32,
}

/// Where one person stood on an item, before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pair {
    before: u8,
    after: u8,
}

/// What may be said of a measure, item by item; `people` has the check-ins of each person.
///
/// Counted on an item is who answered it both in the baseline and at the end, in this wording. Of several ends the
/// latest counts.
pub fn report(measure: &Measure, people: &[Vec<CheckIn>]) -> Vec<ItemChange> {
    let change_of = |item: &Item| {
        let pairs: Vec<Pair> = people.iter().filter_map(|check_ins| pair(measure, item, check_ins)).collect();
        change(item, &pairs)
    };
    measure.items.iter().map(change_of).collect()
}

fn pair(measure: &Measure, item: &Item, check_ins: &[CheckIn]) -> Option<Pair> {
    let before = at(measure, check_ins, CheckInMoment::Baseline).min_by_key(|check_in| check_in.day)?;
    let after = at(measure, check_ins, CheckInMoment::End).max_by_key(|check_in| check_in.day)?;
    let place = |check_in: &CheckIn| check_in.answers.get(&item.id).and_then(|answer| item.place(answer));
    Some(Pair { before: place(before)?, after: place(after)? })
}

fn at<'a>(
    measure: &'a Measure,
    check_ins: &'a [CheckIn],
    moment: CheckInMoment,
) -> impl Iterator<Item = &'a CheckIn> + 'a {
    check_ins.iter().filter(move |check_in| measure.is_asked_in(check_in) && check_in.moment == moment)
}

fn change(item: &Item, pairs: &[Pair]) -> ItemChange {
    let mut counts = [0_u32; 3];
    for pair in pairs {
        match pair.after.cmp(&pair.before) {
            Ordering::Greater => counts[0] += 1,
            Ordering::Equal => counts[1] += 1,
            Ordering::Less => counts[2] += 1,
        }
    }
    let given = give(counts);
    let [up, same, down] = given.counts;
    ItemChange { item: item.id.clone(), people: given.people, up, same, down, means: means(item, pairs) }
}

/// What is given of some counts: up, same, down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Given {
    people: Option<u32>,
    counts: [Option<u32>; 3],
}

fn give(counts: [u32; 3]) -> Given {
    let people: u32 = counts.into_iter().sum();
    if people < FEWEST {
        return Given { people: None, counts: [None; 3] };
    }
    if counts.into_iter().all(|count| count >= FEWEST) {
        return Given { people: Some(people), counts: counts.map(Some) };
    }
    let is_safe_alone = |count: u32| {
        let others = people - count;
        count > others && others >= FEWEST
    };
    Given { people: Some(people), counts: counts.map(|count| is_safe_alone(count).then_some(count)) }
}

fn means(item: &Item, pairs: &[Pair]) -> Option<Means> {
    let Scale::Numbers { from, to, .. } = &item.answers else { return None };
    let people = u32::try_from(pairs.len()).ok().filter(|people| *people >= FEWEST)?;
    let (lowest, highest) = (people.checked_mul(u32::from(*from))?, people.checked_mul(u32::from(*to))?);
    // Each who stands off an end moves the sum by one at least: fewer than ten steps are fewer than ten people.
    let is_safe = |sum: u32| sum >= lowest.saturating_add(FEWEST) && sum.saturating_add(FEWEST) <= highest;
    let before: u32 = pairs.iter().map(|pair| u32::from(pair.before)).sum();
    let after: u32 = pairs.iter().map(|pair| u32::from(pair.after)).sum();
    let tenths = |sum: u32| sum.saturating_mul(10).saturating_add(people / 2) / people;
    (is_safe(before) && is_safe(after)).then(|| Means { before_tenths: tenths(before), after_tenths: tenths(after) })
}

#[cfg(test)]
mod tests;
