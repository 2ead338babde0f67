//! The goals of a plan as whoever sits here sees them: those that the server has, and over them what waits to be sent, by
//! the same rules as there.

use domain::plan::{goal, step};
use leptos::prelude::*;
use wire::{
    ActOnGoal, ActOnStep, Author, Goal, GoalAct, GoalId, GoalStage, GoalText, NewWords, PersonId, PlanActId, StepAct,
    StepId,
};

use crate::backend::failure::Failure;
use crate::backend::plan;
use crate::browser::ids;
use crate::features::plan::written::me;
use crate::state::changes::About;
use crate::state::fetched::{Fetched, Shown};
use crate::state::plan_queue::{self, WaitState, Waiting, Write};
use crate::state::plan_seat::Seat;
use crate::state::who::use_who;

/// The goals.
#[derive(Clone, Copy)]
pub struct Goals {
    pub seat: Seat,
    pub fetched: Fetched<Vec<Goal>>,
    seen: Memo<Vec<Goal>>,
    waiting: RwSignal<Vec<Waiting>>,
}

impl Goals {
    /// Fetches them and follows them.
    pub fn open(seat: Seat) -> Self {
        let who = use_who();
        let fetched = Fetched::new(&[About::Plan], move || plan::goals(seat.person));
        plan_queue::listen(Callback::new(move |(person, write, answer): (PersonId, Write, String)| {
            if person == seat.person && matches!(write, Write::Goal(_) | Write::ActGoal(..) | Write::ActStep(..)) {
                take(fetched, &answer);
            }
        }));
        // What is there no longer may be so because they help no longer: then the whole page goes.
        Effect::new(move |_| {
            if fetched.shown() == Shown::Failed(Failure::Absent) {
                who.ask_again();
            }
        });
        let waiting = plan_queue::waiting();
        let seen = Memo::new(move |_| {
            let goals = fetched.read(Clone::clone).unwrap_or_default();
            waiting.with(|waiting| with_waiting(goals, seat.person, &me(seat), waiting))
        });
        Self { seat, fetched, seen, waiting }
    }

    /// All of them, in the order in which they were begun; followed as they change.
    pub fn all(self) -> Vec<Goal> {
        self.seen.get()
    }

    /// One of them; followed as it changes.
    pub fn goal(self, id: GoalId) -> Option<Goal> {
        self.seen.with(|goals| goals.iter().find(|goal| goal.id == id).cloned())
    }

    /// The revision of one of its texts that the server has, which is what a change is based on; followed as it changes.
    /// A goal that has not arrived yet begins with the first.
    pub fn revision(self, id: GoalId, read: impl Fn(&Goal) -> Option<u32>) -> u32 {
        let arrived = self.fetched.read(|goals| goals.iter().find(|goal| goal.id == id).and_then(read));
        arrived.flatten().unwrap_or(1)
    }

    /// How many goals beside this one are open; followed as they change.
    pub fn other_open(self, id: GoalId) -> usize {
        self.seen.with(|goals| other_open(goals, id))
    }

    /// Does something with a goal.
    pub fn act(self, id: GoalId, act: GoalAct) {
        plan_queue::send(self.seat.person, Write::ActGoal(id, ActOnGoal { id: PlanActId(ids::new_id()), act }));
    }

    /// Does something with a step.
    pub fn act_step(self, id: GoalId, step: StepId, act: StepAct) {
        plan_queue::send(self.seat.person, Write::ActStep(id, step, ActOnStep { id: PlanActId(ids::new_id()), act }));
    }

    /// Writes a text of a goal. Words that have not left yet are not sent twice.
    pub fn write(self, id: GoalId, text: GoalText, words: NewWords) {
        self.forget(|write| {
            matches!(write, Write::ActGoal(known, ActOnGoal { act: GoalAct::Change { text: held, .. }, .. })
                if *known == id && *held == text)
        });
        self.act(id, GoalAct::Change { text, words });
    }

    /// Writes the words of a step. Words that have not left yet are not sent twice.
    pub fn write_step(self, id: GoalId, step: StepId, words: NewWords) {
        self.forget(|write| {
            matches!(write, Write::ActStep(_, known, ActOnStep { act: StepAct::Change { .. }, .. }) if *known == step)
        });
        self.act_step(id, step, StepAct::Change { words });
    }

    /// Takes back what is meant, as far as it was not sent yet.
    fn forget(self, is_meant: impl Fn(&Write) -> bool) {
        let keys: Vec<_> = self.waiting.with_untracked(|waiting| {
            waiting.iter().filter(|entry| is_meant(&entry.write)).map(|entry| entry.key).collect()
        });
        for key in keys {
            plan_queue::drop_it(key);
        }
    }
}

/// Puts a goal into the list as it is now.
fn take(fetched: Fetched<Vec<Goal>>, answer: &str) {
    let Ok(goal) = serde_json::from_str::<Goal>(answer) else { return fetched.fetch_quietly() };
    let Some(mut goals) = untrack(|| fetched.read(Clone::clone)) else { return fetched.fetch_quietly() };
    match goals.iter_mut().find(|held| held.id == goal.id) {
        Some(held) => *held = goal,
        None => goals.push(goal),
    }
    fetched.put(goals);
}

fn other_open(goals: &[Goal], id: GoalId) -> usize {
    goals.iter().filter(|goal| goal.id != id && goal.stage == GoalStage::Open).count()
}

/// The goals once what waits has been done. What would not be possible any more changes nothing; the server says so.
fn with_waiting(mut goals: Vec<Goal>, person: PersonId, by: &Author, waiting: &[Waiting]) -> Vec<Goal> {
    let is_refused = |entry: &&Waiting| matches!(entry.state, WaitState::Refused(_));
    for entry in waiting.iter().filter(|entry| entry.person == person && !is_refused(entry)) {
        let at = entry.at;
        match &entry.write {
            Write::Goal(new) if goals.iter().all(|goal| goal.id != new.id) => {
                let open = other_open(&goals, new.id);
                goals.extend(goal::begin(new, open, by, at).ok());
            }
            Write::ActGoal(id, sent) => {
                change(&mut goals, *id, |held, open| goal::act(held, open, &sent.act, by, at).ok());
            }
            Write::ActStep(id, step, sent) => {
                change(&mut goals, *id, |held, _| step::act(held, *step, &sent.act, by, at).ok());
            }
            _ => {}
        }
    }
    goals
}

fn change(goals: &mut [Goal], id: GoalId, change: impl Fn(&Goal, usize) -> Option<Goal>) {
    let open = other_open(goals, id);
    if let Some(held) = goals.iter_mut().find(|goal| goal.id == id)
        && let Some(changed) = change(held, open)
    {
        *held = changed;
    }
}
