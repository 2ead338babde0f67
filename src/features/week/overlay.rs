//! A week as it is shown: what was fetched, and on it what was tapped since and is still on its way. It must not know
//! how a week looks.

use chrono::NaiveDate;
use wire::{
    ActOnVisit, GroupStage, MeetingWord, StepAct, StepId, Visit, VisitAct, VisitedMeeting, Week, WeekMeeting, WeekStep,
    WeekVisit,
};

use crate::state::plan_queue::Write;

/// The week once what was written has been done.
pub fn after(mut week: Week, write: &Write) -> Week {
    match write {
        Write::Word(said) => change_meeting(&mut week, said.meeting, |meeting| meeting.word = said.word),
        Write::Visit(new) => {
            let visit = WeekVisit { id: new.id, outcome: new.outcome };
            change_meeting(&mut week, new.meeting, |meeting| meeting.visit = Some(visit));
        }
        Write::ActVisit(id, ActOnVisit { act: VisitAct::SetOutcome { outcome }, .. }) => {
            let meetings = week.days.iter_mut().flat_map(|day| day.meetings.iter_mut());
            for visit in meetings.filter_map(|meeting| meeting.visit.as_mut()).filter(|visit| visit.id == *id) {
                visit.outcome = *outcome;
            }
        }
        Write::ActStep(_, id, acted) => change_step(&mut week, *id, &acted.act),
        Write::ActVisit(..)
        | Write::Goal(_)
        | Write::ActGoal(..)
        | Write::Group(_)
        | Write::ActGroup(..)
        | Write::CheckIn(_)
        | Write::Unread(_) => {}
    }
    week
}

/// The week with a visit as the server has it: recorded on two devices, it has the id of the first.
pub fn with_visit(mut week: Week, visit: &Visit) -> Week {
    let held = WeekVisit { id: visit.id, outcome: visit.outcome };
    change_meeting(&mut week, visit.meeting, |meeting| meeting.visit = Some(held));
    week
}

/// The week without what changes with a tap. As long as this is the same, what is drawn stays where it is.
pub fn shape(week: &Week) -> Week {
    let mut shape = week.clone();
    for day in &mut shape.days {
        for meeting in &mut day.meetings {
            meeting.word = None;
            // Having gone is no other look; only "asked" is.
            if meeting.stage != GroupStage::Asked {
                meeting.stage = GroupStage::Going;
            }
            meeting.visit = None;
        }
        for step in &mut day.steps {
            step.is_done = false;
        }
    }
    shape
}

/// Whether nothing at all is in it.
pub fn is_empty(week: &Week) -> bool {
    week.days.iter().all(|day| day.meetings.is_empty() && day.talks.is_empty() && day.steps.is_empty())
}

/// A meeting of the week.
pub fn meeting(week: &Week, which: VisitedMeeting) -> Option<&WeekMeeting> {
    week.days.iter().flat_map(|day| &day.meetings).find(|meeting| meeting.meeting == which)
}

/// A step of the week.
pub fn step(week: &Week, id: StepId) -> Option<&WeekStep> {
    week.days.iter().flat_map(|day| &day.steps).find(|step| step.step == id)
}

/// Whether they have said of a meeting on that day that they are nervous about it.
pub fn is_nervous(week: &Week, on: NaiveDate) -> bool {
    let mut meetings = week.days.iter().filter(|day| day.day == on).flat_map(|day| &day.meetings);
    meetings.any(|meeting| meeting.word == Some(MeetingWord::Nervous))
}

fn change_meeting(week: &mut Week, which: VisitedMeeting, change: impl FnOnce(&mut WeekMeeting)) {
    let mut meetings = week.days.iter_mut().flat_map(|day| day.meetings.iter_mut());
    if let Some(meeting) = meetings.find(|meeting| meeting.meeting == which) {
        change(meeting);
    }
}

fn change_step(week: &mut Week, id: StepId, act: &StepAct) {
    for day in &mut week.days {
        match act {
            StepAct::LetGo => day.steps.retain(|step| step.step != id),
            StepAct::Finish { .. } | StepAct::TakeUp => {
                for step in day.steps.iter_mut().filter(|step| step.step == id) {
                    step.is_done = matches!(act, StepAct::Finish { .. });
                }
            }
            // Another day or other words come with the next answer.
            StepAct::Change { .. } | StepAct::SetDay { .. } => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDate};
    use uuid::Uuid;
    use wire::{
        ActOnStep, ActOnVisit, Company, GoalId, GroupId, GroupStage, MeetingWord, PlanActId, PlanGroupId, RecordVisit,
        SayMeetingWord, StepAct, StepId, VisitAct, VisitId, VisitOutcome, VisitedMeeting, Week, WeekDay, WeekMeeting,
        WeekStep, WeekVisit,
    };

    use super::{after, is_empty, is_nervous, meeting, shape, step};
    use crate::state::plan_queue::Write;

    const STEP: StepId = StepId(Uuid::from_u128(4));
    const VISIT: VisitId = VisitId(Uuid::from_u128(5));
    const ACT: PlanActId = PlanActId(Uuid::from_u128(6));

    fn which() -> VisitedMeeting {
        VisitedMeeting { group: GroupId(Uuid::from_u128(1)), place: None, starts_at: DateTime::default() }
    }

    fn week() -> Week {
        let meeting = WeekMeeting {
            plan_group: PlanGroupId(Uuid::from_u128(2)),
            stage: GroupStage::Going,
            meeting: which(),
            name: "Knit and natter".to_owned(),
            starts: None,
            ends: None,
            place: String::new(),
            company: Company::Nobody,
            arranged: None,
            word: None,
            visit: None,
        };
        let step = WeekStep {
            goal: GoalId(Uuid::from_u128(3)),
            step: STEP,
            words: "Look where the bus stops".to_owned(),
            is_done: false,
        };
        let day = WeekDay { day: NaiveDate::default(), meetings: vec![meeting], talks: Vec::new(), steps: vec![step] };
        Week { from: NaiveDate::default(), today: NaiveDate::default(), days: vec![day] }
    }

    fn recorded() -> Write {
        Write::Visit(RecordVisit {
            id: VISIT,
            meeting: which(),
            outcome: VisitOutcome::Went,
            face: None,
            line: String::new(),
            is_private: true,
        })
    }

    fn acted(act: StepAct) -> Write {
        Write::ActStep(GoalId(Uuid::from_u128(3)), STEP, ActOnStep { id: ACT, act })
    }

    #[test]
    fn a_word_shows_at_once_and_can_be_taken_back() {
        let say = |word| Write::Word(SayMeetingWord { meeting: which(), word });
        let nervous = after(week(), &say(Some(MeetingWord::Nervous)));
        assert!(is_nervous(&nervous, NaiveDate::default()));
        assert_eq!(after(nervous, &say(None)), week());
    }

    #[test]
    fn a_visit_shows_at_once_and_what_is_put_right_after_it() {
        let went = after(week(), &recorded());
        let seen = |week: &Week| meeting(week, which()).and_then(|meeting| meeting.visit);
        assert_eq!(seen(&went), Some(WeekVisit { id: VISIT, outcome: VisitOutcome::Went }));
        let act = VisitAct::SetOutcome { outcome: VisitOutcome::DidNotRun };
        let put_right = after(went, &Write::ActVisit(VISIT, ActOnVisit { id: ACT, act }));
        assert_eq!(seen(&put_right), Some(WeekVisit { id: VISIT, outcome: VisitOutcome::DidNotRun }));
    }

    #[test]
    fn a_step_is_ticked_unticked_and_gone_when_it_is_let_go() {
        let done = after(week(), &acted(StepAct::Finish { on: NaiveDate::default() }));
        assert!(step(&done, STEP).is_some_and(|step| step.is_done));
        assert_eq!(after(done.clone(), &acted(StepAct::TakeUp)), week());
        assert!(step(&after(done, &acted(StepAct::LetGo)), STEP).is_none());
    }

    #[test]
    fn what_is_drawn_stays_whatever_is_tapped() {
        let done = after(after(week(), &recorded()), &acted(StepAct::Finish { on: NaiveDate::default() }));
        assert_ne!(done, week());
        assert_eq!(shape(&done), shape(&week()));
        assert!(!is_empty(&done));
    }
}
