//! Something that matters to somebody, while it is being written: kept for this visit with every letter, for whoever writes
//! it and for one person's plan, until it is sent. Signing out takes it along.

use domain::plan::problems;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wire::{CreateGoal, FieldCode, FieldProblem, GoalId, NewScore, NewStep, PersonId, StepId};

use crate::browser::{ids, session};
use crate::features::plan::day::read_day;
use crate::phrases::meeting::today;
use crate::state::message_drafts::writer;
use crate::state::plan_seat::Seat;
use crate::state::who::Who;
use crate::ui::error_summary::ErrorLine;
use crate::words::{plan, plan_goals as words};

/// By this name the visit keeps it.
const DRAFT: &str = "new-goal";

/// A plan of somebody else has a draft of its own.
fn name(seat: Seat) -> String {
    format!("{DRAFT}-{}", seat.person)
}

/// What was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub title: String,
    pub why: String,
    pub how_known: String,
    pub score: Option<u8>,
    pub step: String,
    pub day: String,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    writer: Uuid,
    person: PersonId,
    typed: Typed,
}

/// The draft, and what has to be put right in it.
#[derive(Clone, Copy)]
pub struct Draft {
    seat: Seat,
    who: Who,
    pub typed: RwSignal<Typed>,
    pub score: RwSignal<Option<u8>>,
    lines: RwSignal<Vec<ErrorLine>>,
    attempt: RwSignal<u32>,
}

impl Draft {
    /// What this visit has kept of it, and keeps from now on.
    pub fn open(who: Who, seat: Seat) -> Self {
        let kept: Option<Kept> = session::read(&name(seat)).and_then(|text| serde_json::from_str(&text).ok());
        let is_theirs = |kept: &Kept| Some(kept.writer) == writer(who) && kept.person == seat.person;
        let typed = kept.filter(is_theirs).map(|kept| kept.typed).unwrap_or_default();
        let draft = Self {
            seat,
            who,
            score: RwSignal::new(typed.score),
            typed: RwSignal::new(typed),
            lines: RwSignal::new(Vec::new()),
            attempt: RwSignal::new(0),
        };
        Effect::new(move |_| draft.keep());
        draft
    }

    /// What stands in one of its fields.
    pub fn value(self, read: fn(&Typed) -> &String) -> Signal<String> {
        Signal::derive(move || self.typed.with(|typed| read(typed).clone()))
    }

    /// Takes in what is typed into a field.
    pub fn input(self, change: fn(&mut Typed, String)) -> Callback<String> {
        Callback::new(move |words| self.typed.update(|typed| change(typed, words)))
    }

    /// What is wrong with a field.
    pub fn error(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.lines.with(|lines| lines.iter().find(|line| line.field == field).map(|line| line.words.clone()))
        })
    }

    /// Everything that has to be put right.
    pub fn lines(self) -> Signal<Vec<ErrorLine>> {
        self.lines.into()
    }

    /// How many attempts have failed.
    pub fn attempt(self) -> Signal<u32> {
        self.attempt.into()
    }

    /// The goal, or nothing where something has to be put right, which is then shown.
    pub fn finish(self) -> Option<CreateGoal> {
        let typed = self.typed.get_untracked();
        let has_step = !typed.step.trim().is_empty() || !typed.day.is_empty();
        let step = NewStep { id: StepId(ids::new_id()), words: typed.step, on: read_day(&typed.day) };
        let new = CreateGoal {
            id: GoalId(ids::new_id()),
            title: typed.title,
            why: typed.why,
            how_known: typed.how_known,
            score_now: self.score.get_untracked().map(|score| NewScore { score, on: today() }),
            steps: if has_step { vec![step] } else { Vec::new() },
        };
        let lines: Vec<ErrorLine> = problems::new_goal(&new, today()).iter().map(error_line).collect();
        let is_good = lines.is_empty();
        self.lines.set(lines);
        if !is_good {
            self.attempt.update(|attempt| *attempt += 1);
        }
        is_good.then_some(new)
    }

    /// Forgets it once it is on its way.
    pub fn forget(self) {
        self.score.set(None);
        self.typed.set(Typed::default());
        session::forget(&name(self.seat));
    }

    fn keep(self) {
        let typed = Typed { score: self.score.get(), ..self.typed.get() };
        if typed == Typed::default() {
            return session::forget(&name(self.seat));
        }
        if let Some(writer) = writer(self.who)
            && let Ok(text) = serde_json::to_string(&Kept { writer, person: self.seat.person, typed })
        {
            // A browser that would not keep it has it on the page still.
            session::write(&name(self.seat), &text);
        }
    }
}

fn error_line(problem: &FieldProblem) -> ErrorLine {
    let (field, words) = match (problem.field.as_str(), problem.code) {
        ("title", FieldCode::Missing) => ("title", words::title_missing()),
        ("title", _) => ("title", words::title_long()),
        ("why", _) => ("why", plan::text_long()),
        ("how_known", _) => ("how_known", plan::text_long()),
        ("steps.0.on", _) => ("step_day", plan::day_wrong()),
        (_, FieldCode::TooLong) => ("step", plan::text_long()),
        _ => ("step", words::step_missing()),
    };
    ErrorLine { field, words: words.to_owned() }
}
