//! How somebody says they are doing: the measures, which are data, and the rules about answering them, looking at the
//! answers over time, and reporting on a team.
//!
//! It must not know who anybody is, nor what an answer means: nothing here bands, adds up or judges. There is never one
//! score of a measure. What somebody feels is theirs to say, and an average of two days is no day that they lived.
//!
//! # The words of a measure
//! Words that a person reads live in `locales/`, but not these. A measure is worth something because everybody was
//! asked in exactly the same words; a free translation is another measure. So the wording belongs to its file in
//! `data/measures/`, with where it comes from and under which licence, and another wording, or another language that
//! its owner has published, is another version or another file. What stands around the questions ("rather not say", the
//! buttons) is in `locales/` as ever.
//!
//! Those in [`built_in`] come with the program. A service with a licence for another, such as SWEMWBS, writes a file of
//! the same shape, whose `notice` is shown with every copy; [`read`] takes it on the server and on the phone alike.

mod due;
mod file;
mod own_goals;
pub mod picture;
mod problems;
pub mod report;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use wire::{CheckIn, CheckInAnswer, CheckInMoment, FieldCode, FieldProblem};

pub use due::{BETWEEN_DAYS, History, NextCheckIn, REST_DAYS, may_tell, next, tell_on};
pub use file::{Choice, Fault, Item, Measure, Scale, Source, Wrong, read};
pub use own_goals::{OWN_GOALS, own_goals};
use picture::Entry;
pub use problems::{OLDEST_DAYS, Problems, check, may_answer};

/// The files that come with the program, in the order in which they are offered. A file with another wording has
/// another version, and the old one stays here for as long as some phone may still send answers to it.
const FILES: [&str; 2] =
    [include_str!("../../../data/measures/ons4.json"), include_str!("../../../data/measures/loneliness.json")];

/// What could be read of them; a test sees that everything could.
static BUILT_IN: LazyLock<Vec<Measure>> =
    LazyLock::new(|| FILES.into_iter().filter_map(|file| read(file).ok()).collect());

/// The measures that come with the program, in the order in which they are offered.
pub fn built_in() -> &'static [Measure] {
    &BUILT_IN
}

/// The measure with this id, in this wording.
///
/// # Errors
/// [`FieldCode::OldVersion`] at `version` when it is not asked in that wording, [`FieldCode::NotOffered`] at `measure`
/// when there is none.
pub fn find(id: &str, version: u16) -> Result<&'static Measure, FieldProblem> {
    let problem = |field: &str, code| FieldProblem { field: field.to_owned(), code };
    let mut of_id = built_in().iter().filter(|measure| measure.id == id).peekable();
    if of_id.peek().is_none() {
        return Err(problem("measure", FieldCode::NotOffered));
    }
    of_id.find(|measure| measure.version == version).ok_or_else(|| problem("version", FieldCode::OldVersion))
}

/// Which moment a check-in is, of somebody's check-ins with one measure.
///
/// The first ever is the baseline, even at the end of the work together: there is nothing before it to compare it with.
pub fn moment(has_earlier: bool, is_closing: bool) -> CheckInMoment {
    match (has_earlier, is_closing) {
        (false, _) => CheckInMoment::Baseline,
        (true, false) => CheckInMoment::Between,
        (true, true) => CheckInMoment::End,
    }
}

impl Measure {
    /// The item with this id.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    /// Whether a check-in answers this measure in this wording.
    pub fn is_asked_in(&self, check_in: &CheckIn) -> bool {
        check_in.measure == self.id && check_in.version == self.version
    }

    /// What was answered to one of its items over time, for a picture. A check-in that says nothing about it is a gap;
    /// one with another wording is left out, because its answers are to another question.
    pub fn entries(&self, item: &Item, check_ins: &[CheckIn]) -> Vec<Entry> {
        let asked = check_ins.iter().filter(|check_in| self.is_asked_in(check_in));
        asked
            .map(|check_in| {
                let value = check_in.answers.get(&item.id).and_then(|answer| item.place(answer));
                Entry { day: check_in.day, value }
            })
            .collect()
    }
}

impl Item {
    /// The lowest and the highest place that an answer can have.
    pub fn ends(&self) -> (u8, u8) {
        match &self.answers {
            Scale::Numbers { from, to, .. } => (*from, *to),
            Scale::Options(options) => (1, u8::try_from(options.len()).unwrap_or(u8::MAX)),
        }
    }

    /// Where an answer stands among those that can be given: a number itself, an option by its place. `None` for
    /// "rather not say", and for what is no answer to this item.
    pub fn place(&self, answer: &CheckInAnswer) -> Option<u8> {
        match (&self.answers, answer) {
            (Scale::Numbers { from, to, .. }, CheckInAnswer::Number(number)) => {
                (*from..=*to).contains(number).then_some(*number)
            }
            (Scale::Options(options), CheckInAnswer::Option(code)) => {
                options.iter().find(|option| option.code == *code).map(|option| option.place)
            }
            _ => None,
        }
    }
}
