//! A measure that is being answered: what was picked so far, and sending it. It must not know how it looks.

use domain::access;
use domain::measure::{Measure, Problems, check};
use leptos::prelude::*;
use wire::{CheckInAnswer, CheckInId, FieldProblem, KeepCheckIn, PersonId};

use crate::browser::{document, ids};
use crate::features::how::begun::{Answers, begun, keep};
use crate::phrases::meeting::today;
use crate::state::plan_queue::{self, Waiting, Write};
use crate::state::who::{Who, use_who};

/// How far it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The questions are offered.
    Closed,
    /// They stand on the page.
    Open,
    /// They were answered and are on their way, or arrived.
    Sent,
}

/// A measure that is being answered.
#[derive(Clone, Copy)]
pub struct Answering {
    who: Who,
    person: PersonId,
    measure: StoredValue<Measure>,
    /// The work together has ended.
    has_ended: RwSignal<bool>,
    pub stage: RwSignal<Stage>,
    answers: RwSignal<Answers>,
    /// What keeps the answers from being sent.
    pub problems: RwSignal<Vec<FieldProblem>>,
}

impl Answering {
    /// With what was begun before. Then the questions stand on the page at once.
    pub fn new(person: PersonId, measure: &Measure, has_ended: RwSignal<bool>) -> Self {
        let who = use_who();
        let answers = begun(who, measure);
        let stage = if answers.is_empty() { Stage::Closed } else { Stage::Open };
        Self {
            who,
            person,
            measure: StoredValue::new(measure.clone()),
            has_ended,
            stage: RwSignal::new(stage),
            answers: RwSignal::new(answers),
            problems: RwSignal::new(Vec::new()),
        }
    }

    /// The measure.
    pub fn measure(self) -> Measure {
        self.measure.get_value()
    }

    /// The id on the page of something that belongs to it.
    pub fn id(self, part: &str) -> String {
        self.measure.with_value(|measure| id(measure, part))
    }

    /// By this name the answers to an item are one group.
    pub fn name_of(self, item: &str) -> String {
        self.measure.with_value(|measure| format!("answer-{}-{item}", measure.id))
    }

    /// What was picked for an item; followed as it changes.
    pub fn answer(self, item: &str) -> Option<CheckInAnswer> {
        self.answers.with(|answers| answers.get(item).cloned())
    }

    /// Whether anything was picked.
    pub fn is_begun(self) -> bool {
        self.answers.with_untracked(|answers| !answers.is_empty())
    }

    /// Picks an answer to an item, or takes it back.
    pub fn say(self, item: &str, answer: Option<CheckInAnswer>) {
        self.answers.update(|answers| {
            match answer {
                Some(answer) => answers.insert(item.to_owned(), answer),
                None => answers.remove(item),
            };
        });
        self.problems.set(Vec::new());
        self.keep();
    }

    /// Puts the questions on the page, and the focus on the first words of them.
    pub fn open(self) {
        self.stage.set(Stage::Open);
        focus(self.id("intro"));
    }

    /// Takes them away again; what was picked stays for this visit.
    pub fn close(self) {
        self.problems.set(Vec::new());
        self.stage.set(Stage::Closed);
        focus(self.id("begin"));
    }

    /// Sends what was picked, or shows what is missing.
    pub fn send(self) {
        let (measure, today) = (self.measure(), today());
        let sent = KeepCheckIn {
            id: CheckInId(ids::new_id()),
            measure: measure.id.clone(),
            version: measure.version,
            day: today,
            is_closing: self.has_ended.get_untracked(),
            answers: self.answers.get_untracked(),
        };
        let problems = match check(&sent, &measure, &access::Who::Own, today) {
            Err(Problems::Fields(fields)) => fields,
            // It is their own page.
            Ok(()) | Err(Problems::NotThemselves) => Vec::new(),
        };
        let has_problems = !problems.is_empty();
        self.problems.set(problems);
        if has_problems {
            return;
        }
        plan_queue::send(self.person, Write::CheckIn(sent));
        self.answers.set(Answers::new());
        self.keep();
        self.stage.set(Stage::Sent);
        focus(self.id("thanks"));
    }

    /// Whether something that waits holds answers to this measure.
    pub fn is_of(self, waiting: &Waiting) -> bool {
        let is_measure = |id: &str| self.measure.with_value(|measure| measure.id == id);
        waiting.person == self.person
            && matches!(&waiting.write, Write::CheckIn(sent) if is_measure(sent.measure.as_str()))
    }

    /// Whether answers that were sent were given to this wording.
    pub fn is_worded_as(self, sent: &KeepCheckIn) -> bool {
        self.measure.with_value(|measure| measure.version == sent.version)
    }

    /// Answers that were not taken are on the page again, to be changed and sent anew.
    pub fn put_back(self, sent: &KeepCheckIn) {
        self.answers.set(sent.answers.clone());
        self.keep();
        self.open();
    }

    fn keep(self) {
        self.measure.with_value(|measure| keep(self.who, measure, self.answers.get_untracked()));
    }
}

/// The id on the page of something that belongs to a measure.
pub fn id(measure: &Measure, part: &str) -> String {
    format!("how-{}-{}-{part}", measure.id, measure.version)
}

/// Puts the focus on what is drawn next.
pub fn focus(id: String) {
    request_animation_frame(move || document::focus(&id));
}
