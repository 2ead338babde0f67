//! The way through the referral's questions, derived from a definition and the answers alone.
//!
//! There is no stored "current step": Back, deep links and the page of all answers follow from the same rules on every
//! phone and on the server. It must not know pages, their words, or how answers are kept.

pub mod change;
mod definition;
mod problems;
mod route;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use wire::Answers;

pub use definition::{Section, Step};

/// The journey for these answers on this day.
#[derive(Debug, Clone, Copy)]
pub struct Journey<'a> {
    answers: &'a Answers,
    today: Option<NaiveDate>,
    cover: CoverKnown,
}

/// What is known about a team for the surgery or postcode that was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CoverKnown {
    /// Nobody has asked the server yet, or there is no signal. The journey goes on.
    #[default]
    Unknown,
    /// A team covers it.
    Covered,
    /// No team covers it: the journey ends with where to go instead.
    NotCovered,
}

/// How far a step lies along the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub section: Section,
    /// Counted from 1 over the whole way, not within the section.
    pub number: u8,
    /// How many questions there are for these answers.
    pub of: u8,
}

impl<'a> Journey<'a> {
    /// The journey for `answers` on `today` (Europe/London) by the server's clock. `None` until the server has told: a
    /// phone's clock may be years wrong, so nobody is turned away for a date by it, and the server decides.
    pub const fn new(answers: &'a Answers, today: Option<NaiveDate>, cover: CoverKnown) -> Self {
        Self { answers, today, cover }
    }
}
