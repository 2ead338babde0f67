//! What is still missing or wrong on a step. The rules themselves are the readers of a referral, so that a phone and
//! the server can never disagree about an answer.

use wire::{ContactFirst, FieldCode, FieldProblem};

use super::{Journey, Step};
use crate::referral::read;

impl Journey<'_> {
    /// What has to be put right on this step, in the order of its fields; empty when it is answered.
    ///
    /// Fields are named as on the wire ("phone", "call_safe"). A stop that ends the way is a problem of the answer that
    /// led to it (`not_offered`): nothing can be sent from there.
    pub fn problems(&self, step: Step) -> Vec<FieldProblem> {
        let answers = self.answers;
        match step {
            Step::ForWhom => found(read::for_whom(answers)),
            Step::Words => found(read::words(answers)),
            Step::Needs => found(read::needs(answers)),
            Step::HelperYou => found(read::helper(answers)),
            Step::Agreed => found(read::permission(answers)),
            Step::Where => found(read::home(answers)),
            Step::Name => found(read::name(answers)),
            Step::Birth => found(read::birth(answers, self.today)),
            Step::Reach => found(read::ways(answers)),
            Step::Talk => found(read::talk(answers)),
            Step::ContactFirst => found(read::contact_first(answers)),
            Step::Check => found(read::consent(answers)),
            Step::NoTeam => self.stopped(step, "surgery"),
            Step::TooYoung => self.stopped(step, "birth"),
        }
    }

    /// Who can be spoken to first, in the order offered: only those with a way that is given and safe.
    pub fn contact_choices(&self) -> Vec<ContactFirst> {
        read::contact_choices(self.answers)
    }

    fn stopped(&self, step: Step, field: &str) -> Vec<FieldProblem> {
        if self.stop() == Some(step) {
            vec![FieldProblem { field: field.to_owned(), code: FieldCode::NotOffered }]
        } else {
            Vec::new()
        }
    }
}

fn found<T>(read: read::Read<T>) -> Vec<FieldProblem> {
    read.err().unwrap_or_default()
}
