//! Answers that were begun and not sent. They are in memory alone, for as long as this app stands, and only for whoever
//! began them.

use std::cell::RefCell;
use std::collections::BTreeMap;

use domain::measure::Measure;
use uuid::Uuid;
use wire::CheckInAnswer;

use crate::state::message_drafts::writer;
use crate::state::who::Who;

/// By the id of the item. What is passed over is not there.
pub type Answers = BTreeMap<String, CheckInAnswer>;

struct Begun {
    measure: String,
    version: u16,
    answers: Answers,
}

#[derive(Default)]
struct Kept {
    /// Who began them.
    by: Option<Uuid>,
    begun: Vec<Begun>,
}

thread_local! {
    static KEPT: RefCell<Kept> = RefCell::default();
}

/// What was begun of a measure.
pub fn begun(who: Who, measure: &Measure) -> Answers {
    let by = writer(who);
    KEPT.with_borrow(|kept| {
        let mut theirs = kept.begun.iter().filter(|_| kept.by == by);
        theirs.find(|begun| is_of(begun, measure)).map(|begun| begun.answers.clone()).unwrap_or_default()
    })
}

/// Keeps what was begun of a measure; no answers forget it. What somebody else began goes.
pub fn keep(who: Who, measure: &Measure, answers: Answers) {
    let by = writer(who);
    KEPT.with_borrow_mut(|kept| {
        if kept.by != by {
            *kept = Kept { by, begun: Vec::new() };
        }
        kept.begun.retain(|begun| !is_of(begun, measure));
        if !answers.is_empty() {
            kept.begun.push(Begun { measure: measure.id.clone(), version: measure.version, answers });
        }
    });
}

fn is_of(begun: &Begun, measure: &Measure) -> bool {
    begun.measure == measure.id && begun.version == measure.version
}
