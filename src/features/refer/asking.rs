//! What every question page shares: the draft, what needs putting right, and the way on.

use domain::journey::{Journey, Step};
use leptos::prelude::*;
use wire::{Answers, FieldProblem};

use crate::features::refer::error_words::error_words;
use crate::routes::refer as routes;
use crate::state::address::{Address, use_address};
use crate::state::draft::{Draft, use_draft};
use crate::ui::error_summary::ErrorLine;

/// The question being asked.
#[derive(Clone, Copy)]
pub struct Asking {
    pub step: Step,
    pub draft: Draft,
    problems: RwSignal<Vec<FieldProblem>>,
    attempt: RwSignal<u32>,
    address: Address,
    is_change: bool,
}

impl Asking {
    /// For the page of a step.
    pub fn new(step: Step) -> Self {
        let address = use_address();
        let is_change = address.peek("change").is_some();
        let (problems, attempt) = (RwSignal::new(Vec::new()), RwSignal::new(0));
        Self { step, draft: use_draft(), problems, attempt, address, is_change }
    }

    /// Something derived from the journey as it stands.
    pub fn journey<T>(&self, read: impl FnOnce(&Journey<'_>) -> T) -> T {
        let (today, cover) = (self.draft.today(), self.draft.cover_known());
        self.draft.peek(|answers| read(&Journey::new(answers, today, cover)))
    }

    /// What an answer is now, followed as it changes.
    pub fn value(&self, read: fn(&Answers) -> &String) -> Signal<String> {
        let draft = self.draft;
        Signal::derive(move || draft.read(|answers| read(answers).clone()))
    }

    /// Puts a typed answer into the draft.
    pub fn input(&self, write: fn(&mut Answers) -> &mut String) -> Callback<String> {
        let draft = self.draft;
        Callback::new(move |text| draft.change(|answers| *write(answers) = text))
    }

    /// Puts a typed answer into the draft that other answers lean on.
    pub fn change(&self, change: fn(&mut Answers, String)) -> Callback<String> {
        let draft = self.draft;
        Callback::new(move |text| draft.change(|answers| change(answers, text)))
    }

    /// What is wrong with a field, in words; nothing before the person has tried to go on.
    pub fn error(&self, field: &'static str) -> Signal<Option<String>> {
        let (problems, draft) = (self.problems, self.draft);
        Signal::derive(move || {
            let problem = problems.with(|all| all.iter().find(|problem| problem.field == field).cloned());
            problem.map(|problem| draft.peek(|answers| error_words(&problem, answers.for_whom).to_owned()))
        })
    }

    /// Everything that needs putting right on this page, each line leading to its field.
    pub fn error_lines(&self) -> Signal<Vec<ErrorLine>> {
        let (problems, draft) = (self.problems, self.draft);
        Signal::derive(move || {
            let for_whom = draft.peek(|answers| answers.for_whom);
            problems.with(|all| {
                all.iter()
                    .map(|problem| ErrorLine {
                        field: field_id(&problem.field),
                        words: error_words(problem, for_whom).to_owned(),
                    })
                    .collect()
            })
        })
    }

    /// How many attempts to go on have failed on this page.
    pub fn attempt(&self) -> Signal<u32> {
        self.attempt.into()
    }

    /// Shows what needs putting right after an attempt to go on; nothing when all is well.
    pub fn show(&self, problems: Vec<FieldProblem>) {
        let has_failed = !problems.is_empty();
        self.problems.set(problems);
        if has_failed {
            self.attempt.update(|attempt| *attempt += 1);
        }
    }

    /// Whether this page's answers can be gone on with; if not, says what needs putting right.
    pub fn is_answered(&self) -> bool {
        let problems = self.journey(|journey| journey.problems(self.step));
        let is_answered = problems.is_empty();
        self.show(problems);
        is_answered
    }

    /// Goes on: to the next question, or back to the check when an answer was being put right and nothing new came up.
    pub fn go_on(&self) {
        let next = self.journey(|journey| {
            if self.is_change && journey.can_visit(Step::Check) { Some(Step::Check) } else { journey.next(self.step) }
        });
        if let Some(next) = next {
            self.address.go(&routes::question(next.code()));
        }
    }

    /// Goes to a step instead of this one.
    pub fn go_to(&self, step: Step) {
        self.address.go_instead(&routes::question(step.code()));
    }
}

/// The id of the control that a field of the draft is shown in: its name.
fn field_id(field: &str) -> &'static str {
    Step::ALL.iter().flat_map(|step| step.fields()).find(|name| **name == field).copied().unwrap_or("main")
}
