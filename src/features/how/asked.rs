//! What was said over time, ready to be drawn: the measures of the API as `domain` knows them, and the answers to one
//! item by day, with those that wait on this phone. It must not know how anything is drawn.

use chrono::NaiveDate;
use domain::measure::picture::Entry;
use domain::measure::{Choice, Item, Measure, Scale, Source};
use wire::{
    ActOnGoal, CheckIn, CheckInAnswer, CheckInMoment, Goal, GoalAct, GoalScore, KeepCheckIn, MeasureItem,
    MeasureOption, MeasureScale, MeasureSource, PersonId, ScoreWhen,
};

use crate::state::plan_queue::{WaitState, Waiting, Write};

/// What was said to an item on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub day: NaiveDate,
    /// `None` where it was passed over.
    pub answer: Option<CheckInAnswer>,
}

/// A measure of the API.
pub fn measure(told: wire::Measure) -> Measure {
    let MeasureSource { title, address, licence, licence_address, notice } = told.source;
    Measure {
        id: told.id,
        version: told.version,
        source: Some(Source { title, address, licence, licence_address, notice }),
        intro: told.intro,
        items: told.items.into_iter().map(item).collect(),
    }
}

fn item(MeasureItem { id, words, answers, may_skip }: MeasureItem) -> Item {
    let answers = match answers {
        MeasureScale::Numbers { from, to, from_words, to_words } => Scale::Numbers { from, to, from_words, to_words },
        MeasureScale::Options(options) => {
            let option = |MeasureOption { code, words, place }| Choice { code, words, place };
            Scale::Options(options.into_iter().map(option).collect())
        }
    };
    Item { id, words, answers, may_skip }
}

/// Whether none of the measures asks the same in newer words: it is the one that is offered.
pub fn is_newest(measure: &Measure, all: &[Measure]) -> bool {
    all.iter().all(|other| other.id != measure.id || other.version <= measure.version)
}

/// What was said to an item of a measure, in the order of the check-ins.
pub fn asked(measure: &Measure, item: &Item, check_ins: &[CheckIn]) -> Vec<Asked> {
    let of_measure = check_ins.iter().filter(|check_in| measure.is_asked_in(check_in));
    of_measure.map(|check_in| Asked { day: check_in.day, answer: check_in.answers.get(&item.id).cloned() }).collect()
}

/// The same for a picture.
pub fn entries(item: &Item, asked: &[Asked]) -> Vec<Entry> {
    let value = |one: &Asked| one.answer.as_ref().and_then(|answer| item.place(answer));
    asked.iter().map(|one| Entry { day: one.day, value: value(one) }).collect()
}

/// What was said last on a day.
pub fn said_on(asked: &[Asked], day: NaiveDate) -> Option<&CheckInAnswer> {
    asked.iter().rfind(|one| one.day == day).and_then(|one| one.answer.as_ref())
}

/// Somebody's check-ins, those at the end that wait on this phone. What was refused is not among them.
pub fn with_unsent(mut kept: Vec<CheckIn>, waiting: &[Waiting], person: PersonId) -> Vec<CheckIn> {
    for one in unsent(waiting, person) {
        if let Write::CheckIn(sent) = &one.write
            && kept.iter().all(|known| known.id != sent.id)
        {
            kept.push(as_kept(sent));
        }
    }
    kept
}

/// The scores of a goal, the first before the later one, with what waits on this phone.
pub fn scores(goal: &Goal, waiting: &[Waiting], person: PersonId) -> Vec<Asked> {
    let (mut now, mut later) = (goal.score_now.as_ref().map(kept_score), goal.score_later.as_ref().map(kept_score));
    for one in unsent(waiting, person) {
        if let Write::ActGoal(id, ActOnGoal { act: GoalAct::Score { when, score }, .. }) = &one.write
            && *id == goal.id
        {
            let given = Some((score.on, score.score));
            match when {
                ScoreWhen::Now => now = given,
                ScoreWhen::Later => later = given,
            }
        }
    }
    let given = [now, later].into_iter().flatten();
    given.map(|(day, score)| Asked { day, answer: Some(CheckInAnswer::Number(score)) }).collect()
}

fn unsent(waiting: &[Waiting], person: PersonId) -> impl Iterator<Item = &Waiting> {
    waiting.iter().filter(move |one| one.person == person && !matches!(one.state, WaitState::Refused(_)))
}

fn kept_score(given: &GoalScore) -> (NaiveDate, u8) {
    (given.on, given.score)
}

/// As the server will keep it. Which moment it is says the server; nothing here asks for it.
fn as_kept(sent: &KeepCheckIn) -> CheckIn {
    CheckIn {
        id: sent.id,
        measure: sent.measure.clone(),
        version: sent.version,
        day: sent.day,
        moment: CheckInMoment::Between,
        answers: sent.answers.clone(),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use chrono::{DateTime, NaiveDate};
    use uuid::Uuid;
    use wire::{CheckIn, CheckInAnswer, CheckInId, CheckInMoment, KeepCheckIn, PersonId};

    use super::{Asked, Measure, asked, entries, is_newest, measure, said_on, with_unsent};
    use crate::backend::failure::Failure;
    use crate::state::plan_queue::{WaitState, Waiting, Write};

    const ONS4: &str = include_str!("../../../data/measures/ons4.json");
    const LONELINESS: &str = include_str!("../../../data/measures/loneliness.json");

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn told(text: &str) -> Measure {
        measure(serde_json::from_str(text).unwrap())
    }

    fn given(number: u128, version: u16, on: &str, happy: Option<CheckInAnswer>) -> CheckIn {
        CheckIn {
            id: CheckInId(Uuid::from_u128(number)),
            measure: "ons4".to_owned(),
            version,
            day: day(on),
            moment: CheckInMoment::Between,
            answers: happy.into_iter().map(|answer| ("happy".to_owned(), answer)).collect(),
        }
    }

    fn waiting(number: u128, state: WaitState) -> Waiting {
        let CheckIn { id, measure, version, day, answers, .. } =
            given(number, 1, "2026-11-25", Some(CheckInAnswer::Number(6)));
        let sent = KeepCheckIn { id, measure, version, day, is_closing: false, answers };
        Waiting {
            key: Uuid::from_u128(number),
            person: PersonId(Uuid::nil()),
            write: Write::CheckIn(sent),
            at: DateTime::UNIX_EPOCH,
            tries: 0,
            state,
        }
    }

    #[test]
    fn a_measure_that_is_told_is_the_one_of_its_file() {
        for text in [ONS4, LONELINESS] {
            assert_eq!(told(text), domain::measure::read(text).unwrap());
        }
    }

    #[test]
    fn only_the_newest_wording_is_offered() {
        let (old, other) = (told(ONS4), told(LONELINESS));
        let new = Measure { version: 2, ..old.clone() };
        let all = [old.clone(), other.clone(), new.clone()];
        assert!(!is_newest(&old, &all) && is_newest(&new, &all) && is_newest(&other, &all));
    }

    #[test]
    fn what_was_left_out_is_a_gap_and_another_wording_is_not_there() {
        let measure = told(ONS4);
        let item = measure.item("happy").unwrap();
        let check_ins = [
            given(1, 1, "2026-09-01", Some(CheckInAnswer::Number(4))),
            given(2, 2, "2026-09-02", Some(CheckInAnswer::Number(9))),
            given(3, 1, "2026-09-03", None),
            given(4, 1, "2026-09-04", Some(CheckInAnswer::RatherNotSay)),
        ];
        let asked = asked(&measure, item, &check_ins);
        let values: Vec<Option<u8>> = entries(item, &asked).iter().map(|entry| entry.value).collect();
        assert_eq!(values, [Some(4), None, None]);
        assert_eq!(said_on(&asked, day("2026-09-04")), Some(&CheckInAnswer::RatherNotSay));
        assert_eq!(said_on(&asked, day("2026-09-03")), None);
    }

    #[test]
    fn of_two_answers_on_a_day_the_last_is_told() {
        let on = day("2026-09-01");
        let number = |number| Some(CheckInAnswer::Number(number));
        let twice = [Asked { day: on, answer: number(3) }, Asked { day: on, answer: number(5) }];
        assert_eq!(said_on(&twice, on), Some(&CheckInAnswer::Number(5)));
    }

    #[test]
    fn what_waits_is_there_once_and_what_was_refused_is_not() {
        let kept = vec![given(1, 1, "2026-11-25", Some(CheckInAnswer::Number(6)))];
        let refused = WaitState::Refused(Failure::Absent);
        let all = [waiting(1, WaitState::Sending), waiting(2, WaitState::Kept), waiting(3, refused)];
        let ids = |person| {
            let shown = with_unsent(kept.clone(), &all, person);
            shown.iter().map(|one| one.id.0.as_u128()).collect::<Vec<_>>()
        };
        assert_eq!(ids(PersonId(Uuid::nil())), [1, 2]);
        assert_eq!(ids(PersonId(Uuid::max())), [1], "another's");
    }
}
