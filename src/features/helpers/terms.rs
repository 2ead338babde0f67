//! What a person is about to allow a helper: the answers, and what needs putting right in them.

use chrono::{Months, NaiveDate};
use domain::grant;
use leptos::prelude::*;
use wire::{ErrorCode, FieldCode, FieldProblem, GrantTerms, Scope};

use crate::backend::failure::Failure;
use crate::phrases::meeting::today;
use crate::ui::error_summary::ErrorLine;
use crate::words::helpers as words;

/// What is asked, in the order of the page.
const FIELDS: [&str; 5] = ["is_alone", "name", "relation", "scopes", "ends_on"];

/// Until when somebody may help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// What was said before.
    AsItIs(NaiveDate),
    Months(u32),
    /// A day that is typed.
    Day,
}

/// The answers so far.
#[derive(Clone, Copy)]
pub struct Terms {
    pub is_alone: RwSignal<Option<bool>>,
    pub scopes: RwSignal<Vec<Scope>>,
    pub until: RwSignal<Option<Until>>,
    /// Day, month and year as typed.
    pub day: [RwSignal<String>; 3],
    /// The end that holds now.
    pub held: Option<NaiveDate>,
    problems: RwSignal<Vec<FieldProblem>>,
    attempt: RwSignal<u32>,
}

impl Terms {
    /// Nothing ticked.
    pub fn new() -> Self {
        Self {
            is_alone: RwSignal::new(None),
            scopes: RwSignal::new(Vec::new()),
            until: RwSignal::new(None),
            day: std::array::from_fn(|_| RwSignal::new(String::new())),
            held: None,
            problems: RwSignal::new(Vec::new()),
            attempt: RwSignal::new(0),
        }
    }

    /// What holds now, to be changed. Whether they are alone is asked each time.
    pub fn held(scopes: Vec<Scope>, ends_on: NaiveDate) -> Self {
        let terms = Self { held: Some(ends_on), ..Self::new() };
        terms.scopes.set(scopes);
        terms.until.set(Some(Until::AsItIs(ends_on)));
        terms
    }

    /// The terms to send, or nothing where something needs putting right, which is then shown. `before` is what is wrong
    /// with other fields of the page.
    pub fn check(&self, before: Vec<FieldProblem>) -> Option<GrantTerms> {
        let ends_on = self.ends_on();
        let terms = GrantTerms {
            scopes: self.scopes.get_untracked(),
            ends_on: ends_on.unwrap_or_default(),
            is_alone: self.is_alone.get_untracked(),
        };
        let mut problems = before;
        // The phone's own clock may be wrong: which days are too early or too late is the server's to say.
        problems.extend(grant::problems(&terms, today()).into_iter().filter(|problem| problem.field != "ends_on"));
        if let Err(code) = ends_on {
            problems.push(FieldProblem { field: "ends_on".to_owned(), code });
        }
        let is_good = problems.is_empty();
        self.show(problems);
        is_good.then_some(terms)
    }

    /// Shows what needs putting right after an attempt; nothing when all is well.
    pub fn show(&self, mut problems: Vec<FieldProblem>) {
        problems.sort_by_key(|problem| FIELDS.iter().position(|field| *field == problem.field));
        let has_failed = !problems.is_empty();
        self.problems.set(problems);
        if has_failed {
            self.attempt.update(|attempt| *attempt += 1);
        }
    }

    /// Takes out of an answer what the server finds wrong in the fields, and shows it there. Nothing is left of such an
    /// answer; a page that has been left has nothing to show.
    pub fn judge<T>(&self, answer: Result<T, Failure>) -> Result<Option<T>, Failure> {
        match answer {
            Err(Failure::Rejected(problem)) if problem.code == ErrorCode::Invalid => {
                if !self.problems.is_disposed() {
                    self.show(problem.fields);
                }
                Ok(None)
            }
            answer => answer.map(Some),
        }
    }

    /// What is wrong with a field, in words.
    pub fn error(&self, field: &'static str) -> Signal<Option<String>> {
        let problems = self.problems;
        Signal::derive(move || {
            problems.with(|all| {
                all.iter().find(|problem| problem.field == field).map(|problem| error_words(problem).to_owned())
            })
        })
    }

    /// Everything that needs putting right, each line leading to its field.
    pub fn error_lines(&self) -> Signal<Vec<ErrorLine>> {
        let (problems, until) = (self.problems, self.until);
        Signal::derive(move || {
            let is_typed = until.with_untracked(|until| *until == Some(Until::Day));
            problems.with(|all| {
                all.iter()
                    .map(|problem| ErrorLine {
                        field: field_id(&problem.field, is_typed),
                        words: error_words(problem).to_owned(),
                    })
                    .collect()
            })
        })
    }

    /// How many attempts have failed.
    pub fn attempt(&self) -> Signal<u32> {
        self.attempt.into()
    }

    fn ends_on(&self) -> Result<NaiveDate, FieldCode> {
        match self.until.get_untracked() {
            None => Err(FieldCode::Missing),
            Some(Until::AsItIs(held)) => Ok(held),
            Some(Until::Months(months)) => in_months(months).ok_or(FieldCode::Unreadable),
            Some(Until::Day) => {
                let [day, month, year] =
                    self.day.map(|part| part.with_untracked(|text| text.trim().parse::<u32>().ok()));
                let date = |(day, month, year)| NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day);
                day.zip(month)
                    .zip(year)
                    .and_then(|((day, month), year)| date((day, month, year)))
                    .ok_or(FieldCode::Unreadable)
            }
        }
    }
}

/// The day so many months from today.
pub fn in_months(months: u32) -> Option<NaiveDate> {
    today().checked_add_months(Months::new(months))
}

/// The id of the control that a field is shown in.
fn field_id(field: &str, is_day_typed: bool) -> &'static str {
    match FIELDS.into_iter().find(|known| *known == field) {
        Some("ends_on") if is_day_typed => "ends_on-day",
        found => found.unwrap_or("main"),
    }
}

fn error_words(problem: &FieldProblem) -> &'static str {
    match (problem.field.as_str(), problem.code) {
        (_, FieldCode::TooLong) => words::error_long(),
        ("is_alone", _) => words::error_alone(),
        ("name", _) => words::error_name(),
        ("relation", _) => words::error_relation(),
        ("scopes", _) => words::error_scopes(),
        ("ends_on", FieldCode::Missing) => words::error_until(),
        ("ends_on", FieldCode::InPast) => words::error_past(),
        ("ends_on", FieldCode::TooFar) => words::error_far(),
        ("ends_on", _) => words::error_date(),
        _ => words::error_other(),
    }
}
