//! The people of a team as rows of a list, under how long nothing was heard of them. It must not know where they come
//! from.

use chrono::NaiveDate;
use domain::london;
use wire::{CaseSummary, Due, StaffId, Stage};

use crate::phrases::meeting::full_day;
use crate::routes::plan;
use crate::ui::row_list::{Mark, Row, RowGroup};
use crate::words::{progress as desk_words, progress_quiet as words};

/// For how long nothing was heard of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Since {
    OverSixWeeks,
    OverThreeWeeks,
    OverAWeek,
    Lately,
}

impl Since {
    /// By whole days.
    const fn of(days: i64) -> Self {
        match days {
            ..=7 => Self::Lately,
            8..=21 => Self::OverAWeek,
            22..=42 => Self::OverThreeWeeks,
            43.. => Self::OverSixWeeks,
        }
    }
}

/// Those whom the team works with, the quietest first, each once; of one member of staff where that is asked.
pub fn quietest(cases: &[CaseSummary], of: Option<StaffId>) -> Vec<CaseSummary> {
    let is_shown = |case: &&CaseSummary| {
        let is_under_way = matches!(case.stage, Stage::Accepted | Stage::FirstContact | Stage::WorkingTogether);
        is_under_way && of.is_none_or(|id| case.worker.as_ref().is_some_and(|worker| worker.id == id))
    };
    let mut shown: Vec<CaseSummary> = Vec::new();
    for case in cases.iter().filter(is_shown) {
        if shown.iter().all(|known| known.person != case.person) {
            shown.push(case.clone());
        }
    }
    shown.sort_by_key(|case| case.last_heard);
    shown
}

/// The groups that have any, the longest quiet first.
pub fn groups(cases: &[CaseSummary], today: NaiveDate) -> Vec<RowGroup> {
    let group = |(since, key, heading): (Since, &'static str, &'static str)| {
        let here = cases.iter().filter(|case| Since::of(quiet_days(case, today)) == since);
        RowGroup { key, heading: heading.to_owned(), rows: here.map(|case| row(case, today)).collect() }
    };
    [
        (Since::OverSixWeeks, "six", words::over_six_weeks()),
        (Since::OverThreeWeeks, "three", words::over_three_weeks()),
        (Since::OverAWeek, "one", words::over_a_week()),
        (Since::Lately, "lately", words::lately()),
    ]
    .into_iter()
    .map(group)
    .filter(|group| !group.rows.is_empty())
    .collect()
}

fn quiet_days(case: &CaseSummary, today: NaiveDate) -> i64 {
    today.signed_duration_since(london::today(case.last_heard)).num_days()
}

/// A row opens the plan.
fn row(case: &CaseSummary, today: NaiveDate) -> Row {
    let id = case.person.to_string();
    let worker = match &case.worker {
        Some(worker) if worker.is_away => desk_words::away(&worker.name),
        Some(worker) => worker.name.clone(),
        None => desk_words::nobody().to_owned(),
    };
    let resting = case.due_on.filter(|_| case.due == Due::Resume).map(|until| words::resting(&full_day(until)));
    let anew = case.promised_anew.map(|day| words::anew(&full_day(day)));
    let company = case.wants_company.then(|| words::company().to_owned());
    let not_met = (case.stage == Stage::Accepted).then(|| words::not_met().to_owned());
    Row {
        href: plan::at_desk(&id),
        id,
        title: case.name.clone(),
        aside: case.reference.clone(),
        lead: heard(quiet_days(case, today)),
        // Somebody may be quiet because they are well.
        is_late: false,
        lines: resting.into_iter().chain(anew).collect(),
        marks: company.into_iter().chain(not_met).chain([worker]).map(Mark::plain).collect(),
    }
}

/// "Last heard from 3 days ago".
fn heard(days: i64) -> String {
    match u32::try_from(days) {
        Ok(1) => words::heard_yesterday().to_owned(),
        Ok(days) if days > 1 => words::heard(days),
        _ => words::heard_today().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;
    use wire::{CaseSummary, Due, PersonId, ReferralId, StaffId, StaffRef, Stage};

    use super::{Since, quietest};

    const ME: StaffId = StaffId(Uuid::from_u128(1));

    /// Somebody by a number, heard of on a day since 1970.
    fn case(person: u128, day: i64, stage: Stage, worker: Option<StaffId>) -> CaseSummary {
        let at = DateTime::from_timestamp(day * 86_400, 0).unwrap_or_default();
        CaseSummary {
            person: PersonId(Uuid::from_u128(person)),
            referral: ReferralId(Uuid::nil()),
            reference: String::new(),
            name: String::new(),
            stage,
            worker: worker.map(|id| StaffRef { id, name: String::new(), is_away: false }),
            due: Due::Nothing,
            due_on: None,
            is_late: false,
            promised_anew: None,
            last_event: at,
            last_heard: at,
            wants_company: false,
        }
    }

    fn people(cases: &[CaseSummary]) -> Vec<u128> {
        cases.iter().map(|case| case.person.0.as_u128()).collect()
    }

    #[test]
    fn the_quietest_comes_first_and_nobody_twice() {
        let cases = [
            case(1, 300, Stage::WorkingTogether, Some(ME)),
            case(2, 100, Stage::FirstContact, None),
            case(3, 200, Stage::Accepted, Some(ME)),
            case(1, 300, Stage::Accepted, Some(ME)),
        ];
        assert_eq!(people(&quietest(&cases, None)), [2, 3, 1]);
        assert_eq!(people(&quietest(&cases, Some(ME))), [3, 1]);
    }

    #[test]
    fn who_is_not_worked_with_is_not_missed() {
        for stage in [Stage::Sent, Stage::Seen, Stage::Declined, Stage::Ended] {
            assert!(quietest(&[case(1, 100, stage, Some(ME))], None).is_empty(), "{stage:?}");
        }
    }

    #[test]
    fn a_heading_begins_the_day_after_its_weeks() {
        for (days, since) in [
            (-1, Since::Lately),
            (7, Since::Lately),
            (8, Since::OverAWeek),
            (21, Since::OverAWeek),
            (22, Since::OverThreeWeeks),
            (42, Since::OverThreeWeeks),
            (43, Since::OverSixWeeks),
        ] {
            assert_eq!(Since::of(days), since, "{days}");
        }
    }
}
