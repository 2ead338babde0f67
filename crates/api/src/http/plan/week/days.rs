//! The seven days of a week, put together from the plan, the directory and the thread. It must not know who asks: what is not
//! theirs to read is left out before.

use chrono::NaiveDate;
use domain::london;
use domain::week::{DAYS, is_same, named, on_plan_since};
use wire::{Goal, GoalStage, StepStage, Visit, VisitedMeeting, WeekDay, WeekMeeting, WeekStep, WeekTalk, WeekVisit};

use crate::http::groups::calendar::place_line;
use crate::meetings::{Planned, later, word_of};
use crate::store::SaidWord;

/// What a week is made of.
pub struct Parts {
    /// The first day.
    pub from: NaiveDate,
    /// Every group on the plan, with the meetings that stand in the week.
    pub planned: Vec<Planned>,
    pub visits: Vec<Visit>,
    pub words: Vec<SaidWord>,
    pub talks: Vec<WeekTalk>,
    pub goals: Vec<Goal>,
}

/// All seven days, the first one first.
pub fn days(parts: &Parts) -> Vec<WeekDay> {
    let mut meetings = meetings(parts);
    // By their time; what has none comes first.
    meetings.sort_by(|(_, one), (_, other)| {
        (&one.starts, &one.name, one.meeting).cmp(&(&other.starts, &other.name, other.meeting))
    });
    (0..DAYS)
        .map(|number| {
            let day = later(parts.from, number);
            WeekDay {
                day,
                meetings: meetings.iter().filter(|(on, _)| *on == day).map(|(_, meeting)| meeting.clone()).collect(),
                talks: parts.talks.iter().filter(|talk| london::today(talk.starts_at) == day).copied().collect(),
                steps: steps(&parts.goals, day),
            }
        })
        .collect()
}

/// Every meeting with its day: those of the directory, and those that were recorded and that it does not tell of any more.
fn meetings(parts: &Parts) -> Vec<(NaiveDate, WeekMeeting)> {
    let mut found: Vec<(NaiveDate, WeekMeeting)> = Vec::new();
    for planned in &parts.planned {
        let since = london::today(on_plan_since(&planned.on_plan));
        for meeting in &planned.meetings {
            let name = named(planned.on_plan.group, meeting);
            let told = WeekMeeting {
                starts: meeting.starts.clone(),
                ends: meeting.ends.clone(),
                ..shown(parts, planned, name)
            };
            // Nobody is asked whether they went to what they did not know of.
            if meeting.date >= since || told.visit.is_some() {
                found.push((meeting.date, told));
            }
        }
    }
    let last = later(parts.from, DAYS - 1);
    for visit in &parts.visits {
        let day = london::today(visit.meeting.starts_at);
        let is_told = found.iter().any(|(_, one)| is_same(&one.meeting, &visit.meeting));
        let planned = parts.planned.iter().find(|one| one.on_plan.group == visit.meeting.group);
        if let Some(planned) = planned.filter(|_| (parts.from..=last).contains(&day) && !is_told) {
            found.push((day, shown(parts, planned, visit.meeting)));
        }
    }
    found
}

/// A meeting by its name alone: the time of day is that of its start, where it has one.
fn shown(parts: &Parts, planned: &Planned, meeting: VisitedMeeting) -> WeekMeeting {
    let starts = london::local(meeting.starts_at).format("%H:%M").to_string();
    let visit = parts.visits.iter().find(|visit| is_same(&visit.meeting, &meeting));
    let place = planned.record.places.iter().find(|place| Some(place.id) == meeting.place);
    WeekMeeting {
        plan_group: planned.on_plan.id,
        stage: planned.on_plan.stage,
        meeting,
        name: planned.on_plan.name.clone(),
        // A meeting without a time is known by the start of its day.
        starts: Some(starts).filter(|starts| starts != "00:00"),
        ends: None,
        place: place.map(place_line).unwrap_or_default(),
        company: planned.on_plan.company,
        arranged: planned.on_plan.arranged.clone(),
        word: word_of(&parts.words, &meeting).map(|said| said.word),
        visit: visit.map(|visit| WeekVisit { id: visit.id, outcome: visit.outcome }),
    }
}

/// The steps that are meant for a day. What was let go is not brought up again.
fn steps(goals: &[Goal], day: NaiveDate) -> Vec<WeekStep> {
    let mut steps = Vec::new();
    for goal in goals.iter().filter(|goal| goal.stage != GoalStage::LetGo) {
        let of_day = goal.steps.iter().filter(|step| step.on == Some(day) && step.stage != StepStage::LetGo);
        steps.extend(of_day.map(|step| WeekStep {
            goal: goal.id,
            step: step.id,
            words: step.words.words.clone(),
            is_done: matches!(step.stage, StepStage::Done { .. }),
        }));
    }
    steps
}
