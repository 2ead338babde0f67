//! Where somebody went, as the pages about it show it: what was fetched, and over it what waits to be sent. It must not
//! know what a page looks like.

use domain::plan::visit;
use leptos::prelude::*;
use wire::{
    ActOnVisit, GroupId, NewWords, PersonId, PlanActId, RecordVisit, Visit, VisitAct, VisitId, VisitOutcome,
    VisitedMeeting,
};

use crate::backend::failure::Failure;
use crate::backend::plan;
use crate::browser::ids;
use crate::features::plan::groups::{Groups, forget, may_arrive};
use crate::features::plan::written::me;
use crate::state::changes::About;
use crate::state::fetched::{Fetched, Shown};
use crate::state::plan_queue::{self, Waiting, Write};
use crate::state::plan_seat::Seat;
use crate::state::who::use_who;

/// The visits.
#[derive(Clone, Copy)]
pub struct Visits {
    pub seat: Seat,
    pub fetched: Fetched<Vec<Visit>>,
    /// The groups on the plan, for whoever writes here.
    pub groups: Option<Groups>,
    /// The meeting about which something is being said: one at a time.
    pub open: RwSignal<Option<VisitedMeeting>>,
    shown: Memo<Vec<Visit>>,
    waiting: RwSignal<Vec<Waiting>>,
}

impl Visits {
    /// Fetches them, and follows what changes them.
    pub fn of(seat: Seat, groups: Option<Groups>) -> Self {
        let fetched = Fetched::new(&[About::Plan], move || plan::visits(seat.person));
        plan_queue::listen(Callback::new(move |(person, write, answer): (PersonId, Write, String)| {
            if person == seat.person && matches!(write, Write::Visit(_) | Write::ActVisit(..)) {
                take(fetched, &answer);
            }
        }));
        let who = use_who();
        // What is there no longer may be so because they help no longer: then the whole page goes.
        Effect::new(move |_| {
            if fetched.shown() == Shown::Failed(Failure::Absent) {
                who.ask_again();
            }
        });
        let waiting = plan_queue::waiting();
        let shown = Memo::new(move |_| {
            let held = fetched.read(Clone::clone).unwrap_or_default();
            let name = |group: GroupId| groups.and_then(|groups| groups.listed(group)).map(|held| held.name);
            waiting.with(|waiting| overlaid(held, waiting, seat, name))
        });
        Self { seat, fetched, groups, open: RwSignal::new(None), shown, waiting }
    }

    /// The meetings of all of them, the newest first; followed as they change.
    pub fn meetings(self) -> Vec<VisitedMeeting> {
        self.shown.with(|shown| shown.iter().map(|held| held.meeting).collect())
    }

    /// The visit to a meeting; followed as it changes. What was there once stays as it was last: between two answers it
    /// may be in neither.
    pub fn one(self, meeting: VisitedMeeting) -> Memo<Option<Visit>> {
        let shown = self.shown;
        Memo::new(move |before: Option<&Option<Visit>>| {
            let now = shown.with(|shown| shown.iter().find(|held| held.meeting == meeting).cloned());
            now.or_else(|| before.cloned().flatten())
        })
    }

    /// Records a visit, which is private until they say otherwise, and opens it so that more can be said.
    pub fn record(self, meeting: VisitedMeeting, outcome: VisitOutcome) {
        let id = VisitId(ids::new_id());
        let new = RecordVisit { id, meeting, outcome, face: None, line: String::new(), is_private: true };
        plan_queue::send(self.seat.person, Write::Visit(new));
        self.open.set(Some(meeting));
    }

    /// The revision of a line that the server has, which is what a change is based on. One that has not arrived yet begins
    /// with the first.
    pub fn revision(self, meeting: VisitedMeeting) -> u32 {
        let line = |visits: &Vec<Visit>| {
            let held = visits.iter().find(|held| held.meeting == meeting)?;
            held.line.as_ref().map(|line| line.revision)
        };
        untrack(|| self.fetched.read(line)).flatten().unwrap_or(1)
    }

    /// Writes the line of one of them. Words that have not left yet are not sent twice.
    pub fn write_line(self, id: VisitId, words: NewWords) {
        forget(
            self.waiting,
            |write| matches!(write, Write::ActVisit(known, ActOnVisit { act: VisitAct::Change { .. }, .. }) if *known == id),
        );
        self.act(id, VisitAct::Change { words });
    }

    /// Changes one of them.
    pub fn act(self, id: VisitId, act: VisitAct) {
        let act = ActOnVisit { id: PlanActId(ids::new_id()), act };
        plan_queue::send(self.seat.person, Write::ActVisit(id, act));
    }
}

/// The visits once what waits has been done, the newest meeting first.
fn overlaid(
    mut visits: Vec<Visit>,
    waiting: &[Waiting],
    seat: Seat,
    name: impl Fn(GroupId) -> Option<String>,
) -> Vec<Visit> {
    let by = &me(seat);
    for entry in waiting.iter().filter(|entry| may_arrive(entry, seat)) {
        match &entry.write {
            Write::Visit(new) => match visits.iter_mut().find(|held| held.meeting == new.meeting) {
                Some(held) if held.id != new.id => *held = visit::again(held, new, by, entry.at),
                Some(_) => {}
                None => {
                    let name = name(new.meeting.group).unwrap_or_default();
                    visits.extend(visit::begin(new, &name, by, entry.at).ok());
                }
            },
            Write::ActVisit(id, act) => {
                for held in visits.iter_mut().filter(|held| held.id == *id) {
                    if let Ok(next) = visit::act(held, &act.act, by, entry.at) {
                        *held = next;
                    }
                }
            }
            _ => {}
        }
    }
    visits.sort_by_key(|held| std::cmp::Reverse(held.meeting.starts_at));
    visits
}

/// Puts a visit into the list as it is now.
fn take(fetched: Fetched<Vec<Visit>>, answer: &str) {
    let Ok(visit) = serde_json::from_str::<Visit>(answer) else { return fetched.fetch_quietly() };
    let Some(mut visits) = untrack(|| fetched.read(Clone::clone)) else { return fetched.fetch_quietly() };
    match visits.iter_mut().find(|held| held.id == visit.id || held.meeting == visit.meeting) {
        Some(held) => *held = visit,
        None => visits.push(visit),
    }
    fetched.put(visits);
}
