//! The groups on somebody's plan as every page about them shows them: what was fetched, and over it what waits to be sent.
//! It must not know what a page looks like.

use chrono::{DateTime, Utc};
use domain::plan::group;
use leptos::prelude::*;
use wire::{
    ActOnPlanGroup, AddPlanGroup, Author, GroupId, GroupOnPlan, GroupStage, NewWords, PersonId, PlanActId,
    PlanGroupAct, PlanGroupId, RecordVisit, VisitOutcome,
};

use crate::backend::failure::Failure;
use crate::backend::plan;
use crate::browser::{clock, ids};
use crate::features::plan::written::me;
use crate::state::changes::About;
use crate::state::fetched::{Fetched, Shown};
use crate::state::plan_queue::{self, WaitState, Waiting, Write};
use crate::state::plan_seat::Seat;
use crate::state::who::use_who;

/// The groups.
#[derive(Clone, Copy)]
pub struct Groups {
    pub seat: Seat,
    pub fetched: Fetched<Vec<GroupOnPlan>>,
    shown: Memo<Vec<GroupOnPlan>>,
    waiting: RwSignal<Vec<Waiting>>,
}

impl Groups {
    /// Fetches them, and follows what changes them.
    pub fn of(seat: Seat) -> Self {
        let who = use_who();
        let fetched = Fetched::new(&[About::Plan], move || plan::groups(seat.person));
        plan_queue::listen(Callback::new(move |(person, write, answer): (PersonId, Write, String)| {
            if person == seat.person {
                take(fetched, seat, &write, &answer);
            }
        }));
        // What is there no longer may be so because they help no longer: then the whole page goes.
        Effect::new(move |_| {
            if fetched.shown() == Shown::Failed(Failure::Absent) {
                who.ask_again();
            }
        });
        let waiting = plan_queue::waiting();
        let shown = Memo::new(move |_| {
            let held = fetched.read(Clone::clone).unwrap_or_default();
            waiting.with(|waiting| overlaid(held, waiting, seat))
        });
        Self { seat, fetched, shown, waiting }
    }

    /// One of them by its id on the plan; followed as it changes. What was there once stays as it was last: between two
    /// answers it may be in neither.
    pub fn one(self, id: PlanGroupId) -> Memo<Option<GroupOnPlan>> {
        let shown = self.shown;
        Memo::new(move |before: Option<&Option<GroupOnPlan>>| {
            let now = shown.with(|shown| shown.iter().find(|held| held.id == id).cloned());
            now.or_else(|| before.cloned().flatten())
        })
    }

    /// One of them by its id in the directory; followed as it changes.
    pub fn listed(self, id: GroupId) -> Option<GroupOnPlan> {
        self.shown.with(|shown| shown.iter().find(|held| held.group == id).cloned())
    }

    /// All of them, in the order in which they were added; followed as they change.
    pub fn all(self) -> Vec<GroupOnPlan> {
        self.shown.get()
    }

    /// The ids of those that are laid aside, or of all others by how far the person has come; followed as they change.
    pub fn ids(self, is_aside: bool) -> Vec<PlanGroupId> {
        let mut ids: Vec<(u8, PlanGroupId)> = self.shown.with(|shown| {
            let is_here = |held: &&GroupOnPlan| (held.stage == GroupStage::NotForMe) == is_aside;
            shown.iter().filter(is_here).map(|held| (place(held.stage), held.id)).collect()
        });
        ids.sort_by_key(|(place, _)| *place);
        ids.into_iter().map(|(_, id)| id).collect()
    }

    /// Does something with one of them.
    pub fn act(self, id: PlanGroupId, act: PlanGroupAct) {
        let act = ActOnPlanGroup { id: PlanActId(ids::new_id()), act };
        plan_queue::send(self.seat.person, Write::ActGroup(id, act));
    }

    /// The revision of a reason that the server has, which is what a change is based on; followed as it changes. One that
    /// has not arrived yet begins with the first.
    pub fn revision(self, id: PlanGroupId) -> u32 {
        let reason = |groups: &Vec<GroupOnPlan>| Some(groups.iter().find(|held| held.id == id)?.reason.revision);
        self.fetched.read(reason).flatten().unwrap_or(1)
    }

    /// Writes a reason. Words that have not left yet are not sent twice.
    pub fn write_reason(self, id: PlanGroupId, words: NewWords) {
        let is_reason = |write: &Write| {
            matches!(write, Write::ActGroup(known, ActOnPlanGroup { act: PlanGroupAct::Change { .. }, .. })
                if *known == id)
        };
        forget(self.waiting, is_reason);
        self.act(id, PlanGroupAct::Change { words });
    }

    /// Puts a group of the directory on the plan, and gives back its id there.
    pub fn add(self, group: GroupId, reason: String) -> PlanGroupId {
        let id = PlanGroupId(ids::new_id());
        plan_queue::send(self.seat.person, Write::Group(AddPlanGroup { id, group, reason }));
        id
    }
}

/// What is still to be decided comes first.
const fn place(stage: GroupStage) -> u8 {
    match stage {
        GroupStage::Suggested => 0,
        GroupStage::Interested => 1,
        GroupStage::Asked => 2,
        GroupStage::Going => 3,
        GroupStage::Went => 4,
        GroupStage::NotForMe => 5,
    }
}

/// Takes back what is meant, as far as it was not sent yet.
pub fn forget(waiting: RwSignal<Vec<Waiting>>, is_meant: impl Fn(&Write) -> bool) {
    let keys: Vec<_> = waiting.with_untracked(|waiting| {
        waiting.iter().filter(|entry| is_meant(&entry.write)).map(|entry| entry.key).collect()
    });
    for key in keys {
        plan_queue::drop_it(key);
    }
}

/// Whether something that waits is for this plan and may still be taken.
pub fn may_arrive(entry: &Waiting, seat: Seat) -> bool {
    entry.person == seat.person && !matches!(entry.state, WaitState::Refused(_))
}

fn overlaid(mut groups: Vec<GroupOnPlan>, waiting: &[Waiting], seat: Seat) -> Vec<GroupOnPlan> {
    let by = &me(seat);
    for entry in waiting.iter().filter(|entry| may_arrive(entry, seat)) {
        match &entry.write {
            Write::Group(new) => match groups.iter_mut().find(|held| held.group == new.group) {
                Some(held) if held.id != new.id => *held = group::again(held, new, by, entry.at),
                Some(_) => {}
                // Its name comes with the answer.
                None => groups.push(group::begin(new, "", by, entry.at)),
            },
            Write::ActGroup(id, act) => {
                for held in groups.iter_mut().filter(|held| held.id == *id) {
                    // What cannot be done any more is shown as it stands, until the server says so.
                    if let Ok(next) = group::act(held, &act.act, by, entry.at) {
                        *held = next;
                    }
                }
            }
            Write::Visit(new) => visit(&mut groups, new, by, entry.at),
            _ => {}
        }
    }
    groups
}

/// Whoever has been to a group has come further with it.
fn visit(groups: &mut [GroupOnPlan], new: &RecordVisit, by: &Author, at: DateTime<Utc>) {
    if new.outcome == VisitOutcome::Went {
        for held in groups.iter_mut().filter(|held| held.group == new.meeting.group) {
            *held = group::visited(held, new.meeting.starts_at, by, at);
        }
    }
}

/// Puts in what the server answered to something that was written.
fn take(fetched: Fetched<Vec<GroupOnPlan>>, seat: Seat, write: &Write, answer: &str) {
    let Some(mut groups) = untrack(|| fetched.read(Clone::clone)) else {
        // What is on its way may have been answered before it.
        return fetched.fetch_quietly();
    };
    match write {
        Write::Group(_) | Write::ActGroup(..) => {
            let Ok(now) = serde_json::from_str::<GroupOnPlan>(answer) else { return fetched.fetch_quietly() };
            match groups.iter_mut().find(|held| held.id == now.id) {
                Some(held) => *held = now,
                None => groups.push(now),
            }
        }
        Write::Visit(new) => visit(&mut groups, new, &me(seat), clock::now()),
        _ => return,
    }
    fetched.put(groups);
    if matches!(write, Write::Visit(_)) {
        // How far they have come is the server's to say.
        fetched.fetch_quietly();
    }
}
