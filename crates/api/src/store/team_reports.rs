//! What a team's report of a quarter is counted from, read in a handful of statements however large the team is. What may
//! be said of it is the domain's to decide.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::london;
use domain::team_report::{Came, Quarter};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::Value;
use wire::{CheckIn, CheckInMoment, EventKind, Stage, TeamId, VisitOutcome};

use super::{
    Result, Store, check_ins, codes,
    entity::referral,
    tables::{check_in, referral_event, visit},
    writing::ROWS_AT_ONCE,
};

/// What a report is counted from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Counted {
    /// The quarters in which referrals were sent that count, the newest first.
    pub quarters: Vec<Quarter>,
    /// How far each person came whose referral was sent in the quarter.
    pub people: Vec<Came>,
    /// For each person whose work together ended in the quarter: their first answers to the measures, and those at that end.
    pub check_ins: Vec<Vec<CheckIn>>,
}

/// A referral that counts.
struct Referred {
    id: String,
    person: String,
    sent_at: DateTime<Utc>,
    promised_by: NaiveDate,
}

impl Store {
    /// What a team's report of a quarter is counted from, as it stands at this moment. A referral that became part of
    /// another, or to which the team said no, does not count. Of several of one person in the quarter the first counts.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn counted_of_team(&self, team: TeamId, quarter: Quarter) -> Result<Counted> {
        let txn = self.begin_read().await?;
        let referrals = referrals_of(&txn, team).await?;
        let mut quarters: Vec<Quarter> =
            referrals.iter().map(|referral| Quarter::of(london::today(referral.sent_at))).collect();
        quarters.dedup();
        quarters.reverse();

        let (begins, ends) = (midnight(quarter.first_day()), midnight(quarter.after().first_day()));
        let in_quarter = |referral: &&Referred| (begins..ends).contains(&referral.sent_at);
        let mut sent: BTreeMap<&str, Vec<&Referred>> = BTreeMap::new();
        for referral in referrals.iter().filter(in_quarter) {
            sent.entry(&referral.person).or_default().push(referral);
        }
        let people = came(&txn, &sent).await?;

        let mut known: Vec<&str> = referrals
            .iter()
            .filter(|referral| referral.sent_at < ends)
            .map(|referral| referral.person.as_str())
            .collect();
        known.sort_unstable();
        known.dedup();
        let check_ins = check_ins_of(&txn, &known, quarter).await?;
        Ok(Counted { quarters, people, check_ins })
    }
}

/// Its id, person, when it was sent, what is promised now, and what was at first.
type Row = (String, Option<String>, i64, String, Option<String>);

/// Every referral of a team that counts, the oldest first.
async fn referrals_of(txn: &DatabaseTransaction, team: TeamId) -> Result<Vec<Referred>> {
    let rows: Vec<Row> = referral::Entity::find()
        .select_only()
        .column(referral::Column::Id)
        .column(referral::Column::Person)
        .column(referral::Column::SentAt)
        .column(referral::Column::PromisedBy)
        .column(referral::Column::FirstPromisedBy)
        .filter(referral::Column::Team.eq(team.to_string()))
        .filter(referral::Column::MergedInto.is_null())
        .filter(referral::Column::Stage.ne(codes::code(&Stage::Declined)?))
        .order_by_asc(referral::Column::SentAt)
        .order_by_asc(referral::Column::Id)
        .into_tuple()
        .all(txn)
        .await?;
    let mut referrals = Vec::with_capacity(rows.len());
    for (id, person, sent_at, now_promised, first) in rows {
        if let Some(person) = person {
            // Whoever came back has been promised another day since; whether the first was kept is asked.
            let promised_by = first.unwrap_or(now_promised);
            let (sent_at, promised_by) = (codes::instant(sent_at)?, codes::date(&promised_by)?);
            referrals.push(Referred { id, person, sent_at, promised_by });
        }
    }
    Ok(referrals)
}

/// How far each person came since their first referral of these.
async fn came(txn: &DatabaseTransaction, sent: &BTreeMap<&str, Vec<&Referred>>) -> Result<Vec<Came>> {
    let ids: Vec<&str> = sent.values().flatten().map(|referral| referral.id.as_str()).collect();
    let contacts = first_contacts(txn, &ids).await?;
    let persons: Vec<&str> = sent.keys().copied().collect();
    let visits = visits_of(txn, &persons).await?;
    let mut people = Vec::with_capacity(sent.len());
    for (person, referrals) in sent {
        let Some(first) = referrals.first() else { continue };
        let contact = referrals
            .iter()
            .filter_map(|referral| Some((*contacts.get(&referral.id)?, referral.promised_by)))
            .min_by_key(|(on, _)| *on);
        let went = visits.get(*person).map(Vec::as_slice).unwrap_or_default();
        let mut went = went.iter().filter(|at| **at >= first.sent_at).map(|at| london::today(*at));
        people.push(Came {
            sent: london::today(first.sent_at),
            contacted: contact.map(|(on, _)| on),
            is_in_time: contact.is_some_and(|(on, promised_by)| on <= promised_by),
            first_visit: went.next(),
            second_visit: went.next(),
        });
    }
    Ok(people)
}

/// The day of the first contact to which each of these referrals led: the earliest of those that were written down.
async fn first_contacts(txn: &DatabaseTransaction, ids: &[&str]) -> Result<HashMap<String, NaiveDate>> {
    use referral_event::{Column, Entity};

    let mut found: HashMap<String, NaiveDate> = HashMap::new();
    for ids in ids.chunks(ROWS_AT_ONCE) {
        let rows: Vec<(String, i64, String)> = Entity::find()
            .select_only()
            .column(Column::Referral)
            .column(Column::At)
            .column(Column::Act)
            .filter(Column::Referral.is_in(ids.iter().copied()))
            .filter(Column::Kind.eq(codes::code(&EventKind::FirstContact)?))
            .into_tuple()
            .all(txn)
            .await?;
        for (referral, at, act) in rows {
            let on = match contact_day(&act) {
                Some(on) => on,
                None => london::today(codes::instant(at)?),
            };
            found.entry(referral).and_modify(|first| *first = on.min(*first)).or_insert(on);
        }
    }
    Ok(found)
}

/// The day on which a contact was, as its act tells; it may have been written down later.
fn contact_day(act: &str) -> Option<NaiveDate> {
    let act: Value = serde_json::from_str(act).ok()?;
    act.pointer("/record_contact/on")?.as_str()?.parse().ok()
}

/// The meetings to which each of these people went, the first one first. Nobody is at two meetings at once.
async fn visits_of(txn: &DatabaseTransaction, persons: &[&str]) -> Result<HashMap<String, Vec<DateTime<Utc>>>> {
    use visit::{Column, Entity};

    let mut found: HashMap<String, Vec<DateTime<Utc>>> = HashMap::new();
    for persons in persons.chunks(ROWS_AT_ONCE) {
        let rows: Vec<(String, i64)> = Entity::find()
            .select_only()
            .column(Column::Person)
            .column(Column::StartsAt)
            .filter(Column::Person.is_in(persons.iter().copied()))
            .filter(Column::Outcome.eq(codes::code(&VisitOutcome::Went)?))
            .order_by_asc(Column::StartsAt)
            .into_tuple()
            .all(txn)
            .await?;
        for (person, starts_at) in rows {
            let (held, starts_at) = (found.entry(person).or_default(), codes::instant(starts_at)?);
            if held.last() != Some(&starts_at) {
                held.push(starts_at);
            }
        }
    }
    Ok(found)
}

/// The first answers of these people and those at the end of the work together, of each person for whom that was in the
/// quarter.
async fn check_ins_of(txn: &DatabaseTransaction, persons: &[&str], quarter: Quarter) -> Result<Vec<Vec<CheckIn>>> {
    use check_in::{Column, Entity};

    let (baseline, end) = (codes::code(&CheckInMoment::Baseline)?, codes::code(&CheckInMoment::End)?);
    let is_in_quarter = |day: NaiveDate| (quarter.first_day()..=quarter.last_day()).contains(&day);
    let mut found: BTreeMap<String, Vec<CheckIn>> = BTreeMap::new();
    for persons in persons.chunks(ROWS_AT_ONCE) {
        let rows = Entity::find()
            .filter(Column::Person.is_in(persons.iter().copied()))
            .filter(Column::Moment.is_in([baseline.clone(), end.clone()]))
            .order_by_asc(Column::Day)
            .order_by_asc(Column::KeptAt)
            .order_by_asc(Column::Id)
            .all(txn)
            .await?;
        for row in rows {
            let person = row.person.clone();
            let check_in = check_ins::read(row)?;
            // An end in another quarter is told in that quarter's report.
            if check_in.moment == CheckInMoment::Baseline || is_in_quarter(check_in.day) {
                found.entry(person).or_default().push(check_in);
            }
        }
    }
    let has_end = |check_ins: &Vec<CheckIn>| check_ins.iter().any(|one| one.moment == CheckInMoment::End);
    Ok(found.into_values().filter(has_end).collect())
}

/// When a day begins in London.
fn midnight(day: NaiveDate) -> DateTime<Utc> {
    london::instant(day.and_time(NaiveTime::MIN))
}
