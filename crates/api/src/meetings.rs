//! The meetings of groups on somebody's plan: the plan and the directory put together. It knows no HTTP, and nothing of who
//! asks.

use std::collections::HashMap;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use domain::directory::GroupRecord;
use domain::london;
use domain::search::Index;
use domain::week::telling::{self, Ahead};
use domain::week::{self, is_gone_to, is_same, named};
use wire::{GroupId, GroupOnPlan, GroupStage, Meeting, MeetingWord, Routine, VisitedMeeting};

use crate::store::{SaidWord, StoredRoutine};

/// A group on a plan, with what the directory says of it.
pub struct Planned {
    pub on_plan: GroupOnPlan,
    pub record: GroupRecord,
    /// Its meetings on the days that were asked for, soonest first.
    pub meetings: Vec<Meeting>,
}

/// The groups on a plan that the directory knows, each with its meetings from `from` to `to`, both included.
pub fn planned(index: &Index, on_plan: Vec<GroupOnPlan>, from: NaiveDate, to: NaiveDate) -> Vec<Planned> {
    let known = on_plan.into_iter().filter_map(|on_plan| Some((index.get(on_plan.group)?.record, on_plan)));
    known
        .map(|(record, on_plan)| {
            let meetings = week::meetings(&record, from, to);
            Planned { on_plan, record, meetings }
        })
        .collect()
}

/// Whether the directory has a meeting of this name.
pub fn is_there(index: &Index, meeting: &VisitedMeeting) -> bool {
    let day = london::today(meeting.starts_at);
    index.get(meeting.group).is_some_and(|entry| {
        week::meetings(&entry.record, day, day).iter().any(|one| named(meeting.group, one) == *meeting)
    })
}

/// What was said of a meeting.
pub fn word_of<'a>(words: &'a [SaidWord], meeting: &VisitedMeeting) -> Option<&'a SaidWord> {
    words.iter().find(|said| is_same(&said.meeting, meeting))
}

/// Whether somebody has said that they cannot go to a meeting.
pub fn is_off(words: &[SaidWord], meeting: &VisitedMeeting) -> bool {
    word_of(words, meeting).is_some_and(|said| said.word == MeetingWord::CannotGo)
}

/// The instants at which days begin in London: from the first of `from` up to the end of `to`.
pub fn span(from: NaiveDate, to: NaiveDate) -> (DateTime<Utc>, DateTime<Utc>) {
    let start = |day: NaiveDate| london::instant(day.and_time(NaiveTime::MIN));
    (start(from), start(to.succ_opt().unwrap_or(to)))
}

/// The day so many days later.
pub fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
}

/// The meetings of the next days to which somebody goes, with what they want to hear of each. Nothing where they want to hear
/// nothing, or go nowhere.
pub fn ahead(
    index: &Index,
    mut on_plan: Vec<GroupOnPlan>,
    routine: Option<&StoredRoutine>,
    words: &[SaidWord],
    now: DateTime<Utc>,
) -> Option<Vec<Ahead>> {
    on_plan.retain(|group| is_gone_to(group.stage));
    let wants: HashMap<GroupId, (bool, Option<u16>)> =
        on_plan.iter().map(|group| (group.group, wanted(routine.map(|stored| &stored.routine), group.stage))).collect();
    if wants.values().all(|(evening, remind)| !evening && remind.is_none()) {
        return None;
    }
    let today = london::today(now);
    let mut ahead = Vec::new();
    for Planned { on_plan, meetings, .. } in planned(index, on_plan, today, later(today, telling::DAYS - 1)) {
        let Some((is_told_evening_before, remind_minutes)) = wants.get(&on_plan.group).copied() else { continue };
        for meeting in meetings {
            let name = named(on_plan.group, &meeting);
            if is_off(words, &name) {
                continue;
            }
            let said = word_of(words, &name).map(|said| said.said_at);
            let decided = [said, routine.map(|stored| stored.changed_at)].into_iter().flatten();
            ahead.push(Ahead {
                day: meeting.date,
                starts_at: meeting.starts.is_some().then_some(meeting.starts_at),
                is_told_evening_before,
                remind_minutes,
                since: decided.fold(on_plan.since, Ord::max),
            });
        }
    }
    Some(ahead)
}

/// Whether somebody wants to hear of the meetings of a group on the evening before, and how many minutes before them. Whoever
/// has never said anything is told of a group to which they have not been yet.
fn wanted(routine: Option<&Routine>, stage: GroupStage) -> (bool, Option<u16>) {
    match routine {
        Some(routine) => (routine.is_told_evening_before, routine.remind_minutes),
        None => (stage == GroupStage::Going, None),
    }
}
