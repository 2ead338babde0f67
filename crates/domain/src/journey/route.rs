//! Where one can go from where: the steps for these answers, before and after, and how far along.

use wire::ForWhom;

use super::definition::Asked;
use super::{CoverKnown, Journey, Progress, Step};
use crate::age;

impl Journey<'_> {
    /// The way for these answers, from the first question to [`Step::Check`] or to the stop that ends it.
    ///
    /// Never empty. Until it is known who it is for, it is the way of somebody who asks for themselves.
    pub fn steps(&self) -> Vec<Step> {
        let mut steps = Vec::with_capacity(Step::ALL.len());
        for step in Step::ALL.into_iter().filter(|step| self.asks(*step)) {
            steps.push(step);
            if step.is_stop() {
                break;
            }
        }
        steps
    }

    /// The step after this one; `None` at the end of the way and for a step that is not on it.
    pub fn next(&self, step: Step) -> Option<Step> {
        let steps = self.steps();
        let position = steps.iter().position(|other| *other == step)?;
        steps.get(position + 1).copied()
    }

    /// The step before this one; `None` at the start and for a step that is not on the way.
    pub fn previous(&self, step: Step) -> Option<Step> {
        let steps = self.steps();
        let position = steps.iter().position(|other| *other == step)?;
        steps.get(position.checked_sub(1)?).copied()
    }

    /// Whether the step may be opened: it is on the way and every earlier one is answered.
    pub fn can_visit(&self, step: Step) -> bool {
        let steps = self.steps();
        let earlier = steps.iter().take_while(|other| **other != step);
        steps.contains(&step) && earlier.copied().all(|earlier| self.is_answered(earlier))
    }

    /// Where to go on: the first step that still wants something, else the last of the way. It can always be visited.
    ///
    /// A question that may be left empty counts as passed over once a later one has been answered.
    pub fn first_open(&self) -> Step {
        let steps = self.steps();
        let last_touched = steps.iter().rposition(|step| !self.is_blank(*step));
        let is_open = |(position, step): &(usize, &Step)| {
            let is_passed = last_touched.is_some_and(|last| *position <= last);
            !self.is_answered(**step) || (self.is_blank(**step) && !is_passed)
        };
        let open = steps.iter().enumerate().find(is_open).map(|(_, step)| *step);
        open.or_else(|| steps.last().copied()).unwrap_or(Step::ForWhom)
    }

    /// Whether nothing on this step has to be put right. A step that may be left empty is answered when it is empty; a
    /// stop never is.
    pub fn is_answered(&self, step: Step) -> bool {
        self.problems(step).is_empty()
    }

    /// The stop that ends the way for these answers, if one does.
    pub fn stop(&self) -> Option<Step> {
        Step::ALL.into_iter().find(|step| step.is_stop() && self.asks(*step))
    }

    /// How far along a question lies, to be shown above it. `None` for the first question (how many there are hangs on
    /// it), for the check of all answers, and for stops and steps that are not on the way.
    pub fn progress(&self, step: Step) -> Option<Progress> {
        let section = step.section()?;
        // A stop does not shorten the count: the number above a question stays the same when one goes back to it.
        let counted: Vec<Step> =
            Step::ALL.into_iter().filter(|other| other.section().is_some() && self.asks(*other)).collect();
        let before = counted.iter().position(|other| *other == step)?;
        Some(Progress { section, number: u8::try_from(before + 1).ok()?, of: u8::try_from(counted.len()).ok()? })
    }

    /// Whether the definition asks for this step, whatever comes before it.
    fn asks(&self, step: Step) -> bool {
        match step.asked() {
            Asked::Always => true,
            Asked::ForSomeone => self.answers.for_whom == Some(ForWhom::Someone),
            Asked::WithoutTeam => self.cover == CoverKnown::NotCovered,
            Asked::WhenTooYoung => self.today.is_some_and(|today| {
                age::birth_date(&self.answers.birth, today).is_ok_and(|birth| age::on(birth, today) < age::YOUNGEST)
            }),
        }
    }

    /// Whether nothing has been given on this step. A group that came along from its page is not an answer.
    fn is_blank(&self, step: Step) -> bool {
        let answers = self.answers;
        let all_blank = |texts: &[&String]| texts.iter().all(|text| text.trim().is_empty());
        match step {
            Step::ForWhom => answers.for_whom.is_none(),
            Step::Words => all_blank(&[&answers.words]),
            Step::Needs => answers.needs.is_empty(),
            Step::HelperYou => all_blank(&[
                &answers.helper_name,
                &answers.helper_relation,
                &answers.helper_phone,
                &answers.helper_email,
            ]),
            Step::Agreed => answers.agreed.is_none() && all_blank(&[&answers.not_asked_reason]),
            Step::Where => answers.surgery.is_none() && all_blank(&[&answers.postcode]),
            Step::Name => all_blank(&[&answers.name]),
            Step::Birth => all_blank(&[&answers.birth.day, &answers.birth.month, &answers.birth.year]),
            Step::Reach => all_blank(&[&answers.phone, &answers.email]),
            Step::Talk => answers.access.is_empty() && all_blank(&[&answers.language, &answers.access_note]),
            Step::ContactFirst => answers.contact_first.is_none(),
            Step::Check => all_blank(&[&answers.consent_version]),
            Step::NoTeam | Step::TooYoung => true,
        }
    }
}
