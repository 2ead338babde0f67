//! What people recorded of going to a meeting, one document a meeting, and what it tells of a group: the day on which
//! somebody last went, and that several people say that it did not run.
//!
//! What may be done is `domain::plan::visit`'s to say, asked under the plan's lock. A document is kept whole: what others
//! see of it is for whoever hands it out. As with groups on a plan, the name in it is that of the day it was recorded, and
//! is left empty here.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use domain::london;
use domain::plan::visit;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, sea_query::Expr,
};
use wire::{Author, GroupId, PersonId, PlanActId, RecordVisit, Visit, VisitAct, VisitId, VisitOutcome, VisitedMeeting};

use super::{
    Error, Result, Store, codes,
    goals::{lock, tell_all},
    plan_acts::{DoneBefore, about, find_act, note_act, take_acts},
    plan_groups::follow_visit,
    reports::{last_did_not_run, report_did_not_run},
    tables::visit::{Column, Entity, Model},
    writing::lock_name,
};

/// So many people have to say that a group did not run before the desk looks at its listing.
const DID_NOT_RUN_PEOPLE: usize = 3;

/// Of meetings within so many days.
const DID_NOT_RUN_DAYS: i64 = 60;

/// So many different people have to have gone lately before a listing says when somebody last did: of one or two it would
/// say who.
const FEWEST_WHO_WENT: usize = 3;

/// Lately, in days.
const FRESH_DAYS: u64 = 90;

/// A visit to be kept.
#[derive(Clone)]
pub struct NewVisit {
    pub person: PersonId,
    pub sent: RecordVisit,
    /// The group's name today.
    pub name: String,
    /// Who records it, by ids: the person themselves.
    pub by: Author,
    /// The digest of what was sent: the same id with another is another visit, and refused.
    pub payload_digest: [u8; 32],
}

/// A change to be made.
#[derive(Clone)]
pub struct NewVisitAct {
    pub id: PlanActId,
    pub person: PersonId,
    pub visit: VisitId,
    pub act: VisitAct,
    /// Who does it, by ids: the person themselves.
    pub by: Author,
    /// The digest of the act as sent: the same id with another is another act, and refused.
    pub payload_digest: [u8; 32],
}

/// What became of a visit that was sent, or of a change to one.
#[derive(Clone)]
pub enum VisitKept {
    /// Done; it is like this now.
    Done(Visit),
    /// It had been done before; it is like this now.
    Same(Visit),
    /// Its id was used before for something else.
    Different,
    /// There is no such visit, or no such person any more.
    Gone,
    /// They have recorded as many as may be. Nothing was changed, and its id is free.
    Full,
    /// It cannot be done. Nothing was changed, and its id is free.
    Refused(visit::Refused),
}

impl Store {
    /// What a person recorded, the newest meeting first: whole, and not as others see it. Names are left empty, and authors
    /// are ids.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn visits_of(&self, person: PersonId) -> Result<Vec<Visit>> {
        let rows = Entity::find()
            .filter(Column::Person.eq(person.to_string()))
            .order_by_desc(Column::StartsAt)
            .order_by_desc(Column::Id)
            .all(&self.db)
            .await?;
        rows.iter().map(read).collect()
    }

    /// The last day, in London, on which somebody recorded that they went to a group. Never today's: who sees somebody go
    /// in is not told at once that they use Stile.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn went_on(&self, group: GroupId, now: DateTime<Utc>) -> Result<Option<NaiveDate>> {
        let today = london::today(now);
        let Some(from) = today.checked_sub_days(Days::new(FRESH_DAYS)) else { return Ok(None) };
        let days: Vec<(String, String)> = Entity::find()
            .select_only()
            .column(Column::Person)
            .column_as(Column::Day.max(), "day")
            .filter(Column::GroupId.eq(group.to_string()))
            .filter(Column::Outcome.eq(codes::code(&VisitOutcome::Went)?))
            .filter(Column::Day.gte(from.to_string()))
            .filter(Column::Day.lt(today.to_string()))
            .group_by(Column::Person)
            .into_tuple()
            .all(&self.db)
            .await?;
        if days.len() < FEWEST_WHO_WENT {
            return Ok(None);
        }
        days.iter().map(|(_, day)| day).max().map(|day| codes::date(day)).transpose()
    }

    /// A visit that was sent before, by its id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_sent_visit(&self, new: &NewVisit) -> Result<Option<VisitKept>> {
        sent_before(&self.db, new).await
    }

    /// Keeps a visit once, however often it is sent. What was recorded of the same meeting elsewhere becomes one with it.
    ///
    /// # Errors
    /// When the database fails; then nothing is kept.
    pub async fn record_visit(&self, new: &NewVisit, now: DateTime<Utc>) -> Result<VisitKept> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        if !lock(txn, new.person).await? {
            return Ok(VisitKept::Gone);
        }
        if let Some(kept) = sent_before(txn, new).await? {
            return Ok(kept);
        }
        let kept = if let Some(row) = of_meeting(txn, new.person, &new.sent.meeting).await? {
            let held = whole(&row)?;
            let changed = visit::again(&held, &new.sent, &new.by, now);
            change(txn, &row, &held, &changed, now).await?;
            note_act(txn, new.sent.id.0, new.person, &row.id, &new.payload_digest, now).await?;
            changed
        } else {
            if count(txn, new.person).await? >= visit::MOST {
                return Ok(VisitKept::Full);
            }
            let created = match visit::begin(&new.sent, &new.name, &new.by, now) {
                Ok(created) => created,
                Err(refused) => return Ok(VisitKept::Refused(refused)),
            };
            Entity::insert(row_of(new, &created, now)?.into_active_model()).exec_without_returning(txn).await?;
            tell_all(txn, new.person, now).await?;
            created
        };
        follow(txn, new.person, &kept, &new.by, now).await?;
        writing.commit().await?;
        Ok(VisitKept::Done(nameless(kept)))
    }

    /// A change that was made before, by its id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_visit_act(&self, new: &NewVisitAct) -> Result<Option<VisitKept>> {
        done_before(&self.db, new).await
    }

    /// Changes a visit once, however often that is sent.
    ///
    /// # Errors
    /// When the database fails; then nothing is done.
    pub async fn act_on_visit(&self, new: &NewVisitAct, now: DateTime<Utc>) -> Result<VisitKept> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        if !lock(txn, new.person).await? {
            return Ok(VisitKept::Gone);
        }
        if let Some(kept) = done_before(txn, new).await? {
            return Ok(kept);
        }
        let Some(row) = find(txn, new.person, new.visit).await? else { return Ok(VisitKept::Gone) };
        let held = whole(&row)?;
        let changed = match visit::act(&held, &new.act, &new.by, now) {
            Ok(changed) => changed,
            Err(refused) => return Ok(VisitKept::Refused(refused)),
        };
        change(txn, &row, &held, &changed, now).await?;
        note_act(txn, new.id.0, new.person, &row.id, &new.payload_digest, now).await?;
        if changed.outcome != held.outcome {
            follow(txn, new.person, &changed, &new.by, now).await?;
        }
        writing.commit().await?;
        Ok(VisitKept::Done(nameless(changed)))
    }
}

/// Two records become one, and so does what they recorded of the same meeting. Who knows it by its other id still does.
pub(super) async fn merge(txn: &DatabaseTransaction, from: PersonId, into: PersonId) -> Result<()> {
    for row in Entity::find().filter(Column::Person.eq(from.to_string())).all(txn).await? {
        let other = whole(&row)?;
        let Some(kept) = of_meeting(txn, into, &other.meeting).await? else {
            Entity::update_many()
                .col_expr(Column::Person, Expr::value(into.to_string()))
                .filter(Column::Id.eq(&row.id))
                .exec(txn)
                .await?;
            continue;
        };
        let held = whole(&kept)?;
        let joined =
            if kept.updated_at > row.updated_at { visit::joined(&other, &held) } else { visit::joined(&held, &other) };
        Entity::delete_by_id(&row.id).exec(txn).await?;
        let at = codes::instant(kept.updated_at.max(row.updated_at))?;
        write(txn, &kept, &Visit { id: held.id, ..joined }, at).await?;
        let digest = codes::digest(&row.payload_digest)?;
        take_acts(txn, into, &row.id, &kept.id, &digest, codes::instant(row.recorded_at)?).await?;
    }
    Ok(())
}

/// What follows from what was recorded: the group is one they went to, or may not run any more.
async fn follow(
    txn: &DatabaseTransaction,
    person: PersonId,
    visit: &Visit,
    by: &Author,
    now: DateTime<Utc>,
) -> Result<()> {
    let VisitedMeeting { group, starts_at, .. } = visit.meeting;
    match visit.outcome {
        VisitOutcome::Went => follow_visit(txn, person, (group, starts_at), &visit.name, by, now).await,
        VisitOutcome::DidNotRun => look_whether_it_runs(txn, group, now).await,
        VisitOutcome::DidNot => Ok(()),
    }
}

/// Puts a listing on the desk when several people lately said that the group did not run, and nobody went to that meeting
/// or a later one. What the desk has looked at is not put there again; what is said of later meetings is.
async fn look_whether_it_runs(txn: &DatabaseTransaction, group: GroupId, now: DateTime<Utc>) -> Result<()> {
    // The third of three who say so at once sees the other two.
    lock_name(txn, &format!("did not run {group}")).await?;
    let since = match last_did_not_run(txn, group).await? {
        Some(None) => return Ok(()),
        Some(Some(settled)) => settled,
        None => DateTime::<Utc>::MIN_UTC,
    };
    let of_group = |outcome: VisitOutcome| -> Result<_> {
        let rows = Entity::find().filter(Column::GroupId.eq(group.to_string()));
        Ok(rows.filter(Column::Outcome.eq(codes::code(&outcome)?)))
    };
    let last = of_group(VisitOutcome::Went)?.order_by_desc(Column::StartsAt).one(txn).await?;
    let went = last.map_or(i64::MIN, |row| row.starts_at);
    let from = (now - TimeDelta::days(DID_NOT_RUN_DAYS)).timestamp_millis();
    let after = went.max(since.timestamp_millis()).max(from.saturating_sub(1));
    let said: Vec<String> = of_group(VisitOutcome::DidNotRun)?
        .select_only()
        .column(Column::Person)
        .filter(Column::StartsAt.gt(after))
        .into_tuple()
        .all(txn)
        .await?;
    if said.into_iter().collect::<BTreeSet<_>>().len() >= DID_NOT_RUN_PEOPLE {
        report_did_not_run(txn, group, now).await?;
    }
    Ok(())
}

/// Keeps a change, if there is one, and tells of it.
async fn change(
    txn: &DatabaseTransaction,
    row: &Model,
    held: &Visit,
    changed: &Visit,
    now: DateTime<Utc>,
) -> Result<()> {
    if changed == held {
        return Ok(());
    }
    write(txn, row, changed, now).await?;
    tell_all(txn, codes::id(&row.person)?, now).await
}

async fn write(txn: &DatabaseTransaction, row: &Model, changed: &Visit, at: DateTime<Utc>) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::Outcome, Expr::value(codes::code(&changed.outcome)?))
        .col_expr(Column::Body, Expr::value(body(changed)?))
        .col_expr(Column::Revision, Expr::value(row.revision.saturating_add(1)))
        .col_expr(Column::UpdatedAt, Expr::value(at.timestamp_millis()))
        .filter(Column::Id.eq(&row.id))
        .exec(txn)
        .await?;
    Ok(())
}

fn row_of(new: &NewVisit, created: &Visit, now: DateTime<Utc>) -> Result<Model> {
    let VisitedMeeting { group, starts_at, .. } = created.meeting;
    Ok(Model {
        id: created.id.to_string(),
        person: new.person.to_string(),
        group_id: group.to_string(),
        place: place(&created.meeting),
        starts_at: starts_at.timestamp_millis(),
        day: london::today(starts_at).to_string(),
        outcome: codes::code(&created.outcome)?,
        recorded_at: now.timestamp_millis(),
        body: body(created)?,
        revision: 1,
        updated_at: now.timestamp_millis(),
        payload_digest: codes::hex(&new.payload_digest),
    })
}

fn place(meeting: &VisitedMeeting) -> String {
    meeting.place.map(|place| place.to_string()).unwrap_or_default()
}

async fn of_meeting(txn: &DatabaseTransaction, person: PersonId, meeting: &VisitedMeeting) -> Result<Option<Model>> {
    let row = Entity::find()
        .filter(Column::Person.eq(person.to_string()))
        .filter(Column::StartsAt.eq(meeting.starts_at.timestamp_millis()))
        .filter(Column::GroupId.eq(meeting.group.to_string()))
        .filter(Column::Place.eq(place(meeting)));
    Ok(row.one(txn).await?)
}

async fn count(txn: &DatabaseTransaction, person: PersonId) -> Result<usize> {
    let count = Entity::find().filter(Column::Person.eq(person.to_string())).count(txn).await?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// By its id, or by the id under which another device sent the same.
async fn find(db: &impl ConnectionTrait, person: PersonId, id: VisitId) -> Result<Option<Model>> {
    let of_person = |id: &str| Entity::find_by_id(id.to_owned()).filter(Column::Person.eq(person.to_string()));
    if let Some(row) = of_person(&id.to_string()).one(db).await? {
        return Ok(Some(row));
    }
    match about(db, id.0).await? {
        Some(about) => Ok(of_person(&about).one(db).await?),
        None => Ok(None),
    }
}

/// An id is used for ever: what somebody else made under it is no key to it.
async fn sent_before(db: &impl ConnectionTrait, new: &NewVisit) -> Result<Option<VisitKept>> {
    if let Some(row) = Entity::find_by_id(new.sent.id.to_string()).one(db).await? {
        let is_same = row.person == new.person.to_string() && row.payload_digest == codes::hex(&new.payload_digest);
        return Ok(Some(if is_same { VisitKept::Same(read(&row)?) } else { VisitKept::Different }));
    }
    let Some(before) = find_act(db, new.sent.id.0, new.person, &new.payload_digest).await? else { return Ok(None) };
    if matches!(before, DoneBefore::Different) {
        return Ok(Some(VisitKept::Different));
    }
    Ok(Some(match find(db, new.person, new.sent.id).await? {
        Some(row) => VisitKept::Same(read(&row)?),
        None => VisitKept::Gone,
    }))
}

async fn done_before(db: &impl ConnectionTrait, new: &NewVisitAct) -> Result<Option<VisitKept>> {
    let Some(before) = find_act(db, new.id.0, new.person, &new.payload_digest).await? else { return Ok(None) };
    let DoneBefore::Same { about } = before else { return Ok(Some(VisitKept::Different)) };
    Ok(Some(match find(db, new.person, new.visit).await? {
        Some(row) if row.id == about => VisitKept::Same(read(&row)?),
        Some(_) => VisitKept::Different,
        None => VisitKept::Gone,
    }))
}

fn body(visit: &Visit) -> Result<String> {
    serde_json::to_string(visit).map_err(|error| Error::Other(error.into()))
}

/// As it is kept. What cannot be read is not told: it holds somebody's words.
fn whole(row: &Model) -> Result<Visit> {
    serde_json::from_str(&row.body).map_err(|_| Error::Other(anyhow::anyhow!("visit {} cannot be read", row.id)))
}

fn read(row: &Model) -> Result<Visit> {
    Ok(nameless(whole(row)?))
}

fn nameless(visit: Visit) -> Visit {
    Visit { name: String::new(), ..visit }
}
