//! The week on the screen: what was fetched, with what was tapped since and is on its way.

use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;
use wire::{
    ActOnStep, ActOnVisit, GoalId, MeetingWord, PersonId, PlanActId, RecordVisit, SayMeetingWord, StepAct, StepId,
    Visit, VisitAct, VisitId, VisitOutcome, VisitedMeeting, Week, WeekVisit,
};

use crate::backend::plan;
use crate::browser::{clock, ids};
use crate::features::week::overlay;
use crate::state::changes::About;
use crate::state::fetched::{Fetched, Shown};
use crate::state::plan_queue::{self, WaitState, Write};
use crate::state::plan_seat::Seat;

/// A talk is agreed in a message, and what a helper sees hangs on what they may.
const ABOUT: &[About] = &[About::Plan, About::Messages, About::Access];
/// How often it is looked whether a meeting is over by now.
const LOOK_EVERY: Duration = Duration::from_secs(60);

/// A visit that was recorded on this page, and the face that was tapped for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Recorded {
    id: VisitId,
    face: Option<u8>,
}

/// The week.
#[derive(Clone, Copy)]
pub struct LiveWeek {
    pub seat: Seat,
    fetched: Fetched<Week>,
    /// As it is shown.
    week: Memo<Option<Week>>,
    recorded: RwSignal<Vec<Recorded>>,
    /// By the phone's clock.
    now: RwSignal<DateTime<Utc>>,
}

impl LiveWeek {
    /// Fetches the seven days from a day, `YYYY-MM-DD`; from today without one.
    pub fn new(seat: Seat, from: Option<String>) -> Self {
        let fetched = Fetched::new(ABOUT, move || {
            let from = from.clone();
            async move { plan::week(seat.person, from.as_deref()).await }
        });
        let waiting = plan_queue::waiting();
        let week = Memo::new(move |_| {
            let week = fetched.read(Week::clone)?;
            Some(waiting.with(|waiting| {
                let ours = waiting.iter().filter(|one| one.person == seat.person);
                let coming = ours.filter(|one| !matches!(one.state, WaitState::Refused(_)));
                coming.fold(week, |week, one| overlay::after(week, &one.write))
            }))
        });
        let live = Self { seat, fetched, week, recorded: RwSignal::new(Vec::new()), now: RwSignal::new(clock::now()) };
        plan_queue::listen(Callback::new(move |(person, write, answer): (PersonId, Write, String)| {
            if person == seat.person {
                live.take(&write, &answer);
            }
        }));
        let look = move || {
            let _ = live.now.try_set(clock::now());
        };
        let looking = set_interval_with_handle(look, LOOK_EVERY).ok();
        on_cleanup(move || {
            if let Some(looking) = looking {
                looking.clear();
            }
        });
        live
    }

    /// What stands on the page; followed as it changes.
    pub fn shown(&self) -> Shown {
        self.fetched.shown()
    }

    /// Whether newer could not be fetched; followed as it changes.
    pub fn is_stale(&self) -> bool {
        self.fetched.is_stale()
    }

    /// Fetches it again, and says so.
    pub fn again(&self) {
        self.fetched.again();
    }

    /// What does not change with a tap; followed as it changes.
    pub fn shape(&self) -> Memo<Option<Week>> {
        let week = self.week;
        Memo::new(move |_| week.with(|week| week.as_ref().map(overlay::shape)))
    }

    /// What they have said of a meeting beforehand.
    pub fn word(&self, which: VisitedMeeting) -> Memo<Option<MeetingWord>> {
        let week = self.week;
        Memo::new(move |_| week.with(|week| overlay::meeting(week.as_ref()?, which)?.word))
    }

    /// What they have recorded of a meeting.
    pub fn visit(&self, which: VisitedMeeting) -> Memo<Option<WeekVisit>> {
        let week = self.week;
        Memo::new(move |_| week.with(|week| overlay::meeting(week.as_ref()?, which)?.visit))
    }

    /// Whether a step is done.
    pub fn is_done(&self, id: StepId) -> Memo<bool> {
        let week = self.week;
        Memo::new(move |_| {
            week.with(|week| week.as_ref().and_then(|week| overlay::step(week, id)).is_some_and(|step| step.is_done))
        })
    }

    /// Whether they are nervous about something on that day.
    pub fn is_nervous(&self, on: NaiveDate) -> Memo<bool> {
        let week = self.week;
        Memo::new(move |_| week.with(|week| week.as_ref().is_some_and(|week| overlay::is_nervous(week, on))))
    }

    /// Whether an instant has come.
    pub fn has_come(&self, at: DateTime<Utc>) -> Memo<bool> {
        let now = self.now;
        Memo::new(move |_| now.get() >= at)
    }

    /// The instant by the phone's clock, without following it.
    pub fn now(&self) -> DateTime<Utc> {
        self.now.get_untracked()
    }

    /// Whether a visit was recorded here, so that it can be said at once how it was; without following it.
    pub fn is_fresh(&self, id: VisitId) -> bool {
        self.recorded.with_untracked(|recorded| recorded.iter().any(|one| one.id == id))
    }

    /// The face that was tapped for a visit.
    pub fn face(&self, id: VisitId) -> Memo<Option<u8>> {
        let recorded = self.recorded;
        Memo::new(move |_| recorded.with(|recorded| recorded.iter().find(|one| one.id == id).and_then(|one| one.face)))
    }

    /// Says something of a meeting beforehand, or takes it back.
    pub fn say(&self, meeting: VisitedMeeting, word: Option<MeetingWord>) {
        self.send(Write::Word(SayMeetingWord { meeting, word }));
    }

    /// Records whether they went. How it was is theirs alone unless they say otherwise elsewhere.
    pub fn record(&self, meeting: VisitedMeeting, outcome: VisitOutcome) {
        let id = VisitId(ids::new_id());
        self.recorded.update(|recorded| recorded.push(Recorded { id, face: None }));
        let new = RecordVisit { id, meeting, outcome, face: None, line: String::new(), is_private: true };
        self.send(Write::Visit(new));
    }

    /// Says how it was, or takes it back.
    pub fn rate(&self, id: VisitId, face: Option<u8>) {
        self.recorded.update(|recorded| {
            for one in recorded.iter_mut().filter(|one| one.id == id) {
                one.face = face;
            }
        });
        let act = VisitAct::Rate { face };
        self.send(Write::ActVisit(id, ActOnVisit { id: PlanActId(ids::new_id()), act }));
    }

    /// Ticks a step, or takes the tick away. A phone's clock may be wrong: the day is the one the server said.
    pub fn tick(&self, goal: GoalId, step: StepId, is_done: bool) {
        let Some(on) = untrack(|| self.fetched.read(|week| week.today)) else { return };
        let act = if is_done { StepAct::Finish { on } } else { StepAct::TakeUp };
        self.send(Write::ActStep(goal, step, ActOnStep { id: PlanActId(ids::new_id()), act }));
    }

    fn send(&self, write: Write) {
        plan_queue::send(self.seat.person, write);
    }

    /// Takes in what has arrived.
    fn take(&self, write: &Write, answer: &str) {
        let Some(before) = untrack(|| self.fetched.read(Week::clone)) else { return };
        let mut week = overlay::after(before.clone(), write);
        if let Write::Visit(new) = write
            && let Ok(visit) = serde_json::from_str::<Visit>(answer)
        {
            self.rename(new.id, visit.id);
            week = overlay::with_visit(week, &visit);
        }
        if week != before {
            self.fetched.put(week);
        }
    }

    /// A visit that another device had recorded already keeps the id that it had.
    fn rename(&self, from: VisitId, to: VisitId) {
        if from != to {
            self.recorded.update(|recorded| {
                for one in recorded.iter_mut().filter(|one| one.id == from) {
                    one.id = to;
                }
            });
        }
    }
}
