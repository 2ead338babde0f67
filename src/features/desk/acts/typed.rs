//! What has been typed into the form of an act, and the act it makes.

use chrono::NaiveDate;
use domain::case;
use wire::{Act, ActKind, FieldCode, FieldProblem};

use crate::features::desk::acts::codes;
use crate::features::desk::days;

/// The answers of one form, just as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// The colleague, by id.
    pub worker: String,
    pub reason: String,
    pub how: String,
    pub outcome: String,
    pub day: String,
    /// The other referral, by id.
    pub into: String,
    pub words: String,
    pub elsewhere: String,
    pub note: String,
    /// The words are somebody's own by now: no opening takes their place.
    pub is_own: bool,
}

impl Typed {
    /// Whether anything of it would be missed.
    pub fn is_worth_keeping(&self) -> bool {
        self.is_own || !self.elsewhere.trim().is_empty() || !self.note.trim().is_empty()
    }

    /// The act, once everything is there and in order on that day.
    pub fn act(&self, kind: ActKind, today: NaiveDate) -> Result<Act, Vec<FieldProblem>> {
        let act = self.read(kind).map_err(|field| vec![problem(field)])?;
        let problems = case::problems(&act, today);
        if problems.is_empty() { Ok(act) } else { Err(problems) }
    }

    /// The act, or the first field that says nothing.
    fn read(&self, kind: ActKind) -> Result<Act, &'static str> {
        let (words, note, elsewhere) = (self.words.clone(), self.note.clone(), self.elsewhere.clone());
        Ok(match kind {
            ActKind::Accept => Act::Accept { worker: self.worker.parse().map_err(|_| "act.worker")?, words },
            ActKind::Decline => {
                let reason = codes::of(&codes::DECLINE, &self.reason).ok_or("act.reason")?;
                Act::Decline { reason, words, elsewhere }
            }
            ActKind::RecordContact => Act::RecordContact {
                how: codes::of(&codes::HOW, &self.how).ok_or("act.how")?,
                on: days::read(&self.day).ok_or("act.on")?,
                outcome: codes::of(&codes::OUTCOME, &self.outcome).ok_or("act.outcome")?,
                words,
                note,
            },
            ActKind::StartWork => Act::StartWork { words },
            ActKind::PassOn => Act::PassOn { to: self.worker.parse().map_err(|_| "act.to")?, words, note },
            ActKind::Pause => Act::Pause { until: days::read(&self.day).ok_or("act.until")?, words },
            ActKind::Resume => Act::Resume { words },
            ActKind::Merge => Act::Merge { into: self.into.parse().map_err(|_| "act.into")? },
            ActKind::End => Act::End { reason: codes::of(&codes::END, &self.reason).ok_or("act.reason")?, words },
            ActKind::Reopen => Act::Reopen { words },
        })
    }
}

fn problem(field: &str) -> FieldProblem {
    FieldProblem { field: field.to_owned(), code: FieldCode::Missing }
}
