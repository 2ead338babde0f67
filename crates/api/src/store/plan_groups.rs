//! Groups on a person's plan, each one document, and what was done with them, once each.
//!
//! As with goals, what may be done is `domain::plan`'s to say, asked under the plan's lock, and an author's `name` is an id.
//! A group stands on a plan once: whoever adds it again has what is there, by their own id too. The name that stands in a
//! document is that of the day it was added, for whoever takes a copy away; here it is left empty, as only the catalogue
//! knows today's.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::london;
use domain::plan::group;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, sea_query::Expr,
};
use uuid::Uuid;
use wire::{
    AddPlanGroup, Author, Company, GroupId, GroupOnPlan, NoticeKind, PersonId, PlanActId, PlanGroupAct, PlanGroupId,
    Scope, Side,
};

use super::{
    Error, Result, Store,
    changes::{About, Whom, tell},
    codes,
    goals::{lock, teams_of, tell_all},
    notices::{Told, notify},
    plan_acts::{DoneBefore, about, find_act, note_act, take_acts},
    tables::{
        person,
        plan_group::{Column, Entity, Model},
    },
    weeks,
};

/// A group to be put on a plan.
#[derive(Clone)]
pub struct NewPlanGroup {
    pub person: PersonId,
    pub sent: AddPlanGroup,
    /// The group's name today.
    pub name: String,
    /// Who puts it there, by ids.
    pub by: Author,
    /// The digest of what was sent: the same id with another is another group, and refused.
    pub payload_digest: [u8; 32],
}

/// An act to be done.
#[derive(Clone)]
pub struct NewPlanGroupAct {
    pub id: PlanActId,
    pub person: PersonId,
    pub group: PlanGroupId,
    pub act: PlanGroupAct,
    /// Who does it, by ids.
    pub by: Author,
    /// The digest of the act as sent: the same id with another is another act, and refused.
    pub payload_digest: [u8; 32],
}

/// What became of a group that was sent, or of an act with one.
#[derive(Clone)]
pub enum PlanGroupKept {
    /// Done; it is like this now.
    Done(GroupOnPlan),
    /// It had been done before; it is like this now.
    Same(GroupOnPlan),
    /// Its id was used before for something else.
    Different,
    /// It is not on the plan, or there is no such person any more.
    Gone,
    /// The plan holds as many groups as it may. Nothing was changed.
    Full,
    /// It cannot be done. Nothing was changed, and its id is free.
    Refused(group::Refused),
}

impl Store {
    /// The groups on a person's plan in the order in which they were added. Their names are left empty, and authors are
    /// ids.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn plan_groups_of(&self, person: PersonId) -> Result<Vec<GroupOnPlan>> {
        let rows = Entity::find()
            .filter(Column::Person.eq(person.to_string()))
            .order_by_asc(Column::CreatedAt)
            .order_by_asc(Column::Id)
            .all(&self.db)
            .await?;
        rows.iter().map(read).collect()
    }

    /// One group on a person's plan, by its id or by the id under which somebody else of the plan sent the same. Its name
    /// is left empty, and authors are ids.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn plan_group_of(&self, person: PersonId, id: PlanGroupId) -> Result<Option<GroupOnPlan>> {
        find(&self.db, person, id).await?.as_ref().map(read).transpose()
    }

    /// A group that was sent before, by its id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_sent_plan_group(&self, new: &NewPlanGroup) -> Result<Option<PlanGroupKept>> {
        sent_before(&self.db, new).await
    }

    /// Puts a group on a plan once, however often it is sent.
    ///
    /// # Errors
    /// When the database fails; then nothing is kept.
    pub async fn add_plan_group(&self, new: &NewPlanGroup, now: DateTime<Utc>) -> Result<PlanGroupKept> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        if !lock(txn, new.person).await? {
            return Ok(PlanGroupKept::Gone);
        }
        if let Some(kept) = sent_before(txn, new).await? {
            return Ok(kept);
        }
        let kept = if let Some(row) = of_group(txn, new.person, new.sent.group).await? {
            let held = whole(&row)?;
            let changed = group::again(&held, &new.sent, &new.by, now);
            change(txn, &row, &held, &changed, &new.by, now).await?;
            note_act(txn, new.sent.id.0, new.person, &row.id, &new.payload_digest, now).await?;
            changed
        } else {
            if count(txn, new.person).await? >= group::MOST {
                return Ok(PlanGroupKept::Full);
            }
            let created = group::begin(&new.sent, &new.name, &new.by, now);
            insert(txn, new.person, &created, &new.payload_digest, now).await?;
            created
        };
        writing.commit().await?;
        Ok(PlanGroupKept::Done(nameless(kept)))
    }

    /// An act that was done before, by its id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_plan_group_act(&self, new: &NewPlanGroupAct) -> Result<Option<PlanGroupKept>> {
        done_before(&self.db, new).await
    }

    /// Does an act once, however often it is sent, with the group as it is by then.
    ///
    /// # Errors
    /// When the database fails; then nothing is done.
    pub async fn act_on_plan_group(&self, new: &NewPlanGroupAct, now: DateTime<Utc>) -> Result<PlanGroupKept> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        if !lock(txn, new.person).await? {
            return Ok(PlanGroupKept::Gone);
        }
        if let Some(kept) = done_before(txn, new).await? {
            return Ok(kept);
        }
        let Some(row) = find(txn, new.person, new.group).await? else { return Ok(PlanGroupKept::Gone) };
        let held = whole(&row)?;
        let changed = match group::act(&held, &new.act, &new.by, now) {
            Ok(changed) => changed,
            Err(refused) => return Ok(PlanGroupKept::Refused(refused)),
        };
        change(txn, &row, &held, &changed, &new.by, now).await?;
        note_act(txn, new.id.0, new.person, &row.id, &new.payload_digest, now).await?;
        writing.commit().await?;
        Ok(PlanGroupKept::Done(nameless(changed)))
    }
}

/// Somebody has recorded that they went to a meeting that started at `starts_at`: the group is one they went to. What is
/// not on the plan comes there as their own, unless the plan is full. Asks for the plan's lock.
pub(super) async fn follow_visit(
    txn: &DatabaseTransaction,
    person: PersonId,
    meeting: (GroupId, DateTime<Utc>),
    name: &str,
    by: &Author,
    now: DateTime<Utc>,
) -> Result<()> {
    let (group, starts_at) = meeting;
    if let Some(row) = of_group(txn, person, group).await? {
        let held = whole(&row)?;
        let changed = group::visited(&held, starts_at, by, now);
        return change(txn, &row, &held, &changed, by, now).await;
    }
    if count(txn, person).await? >= group::MOST {
        return Ok(());
    }
    let id = PlanGroupId(Uuid::now_v7());
    let picked = group::begin(&AddPlanGroup { id, group, reason: String::new() }, name, by, now);
    let created = group::visited(&picked, starts_at, by, now);
    // Nobody has sent it under this id, and nobody can.
    insert(txn, person, &created, &[0; 32], now).await
}

/// Which of these people would like company to a group, and nobody is found yet.
pub(super) async fn persons_wanting_company(db: &impl ConnectionTrait, persons: &[String]) -> Result<BTreeSet<String>> {
    let found: Vec<String> = Entity::find()
        .select_only()
        .column(Column::Person)
        .filter(Column::Person.is_in(persons.iter().map(String::as_str)))
        .filter(Column::Company.ne(codes::code(&Company::Nobody)?))
        .filter(Column::IsArranged.eq(false))
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().collect())
}

/// Two records become one, and so do their plans. A group that stands on both stands there once; who knows it by its
/// other id still does.
pub(super) async fn merge(txn: &DatabaseTransaction, from: PersonId, into: PersonId) -> Result<()> {
    for row in Entity::find().filter(Column::Person.eq(from.to_string())).all(txn).await? {
        let Some(kept) = of_group(txn, into, codes::id(&row.group_id)?).await? else {
            Entity::update_many()
                .col_expr(Column::Person, Expr::value(into.to_string()))
                .filter(Column::Id.eq(&row.id))
                .exec(txn)
                .await?;
            continue;
        };
        let joined = group::joined(&whole(&kept)?, &whole(&row)?);
        Entity::delete_by_id(&row.id).exec(txn).await?;
        write(txn, &kept, &joined, codes::instant(kept.updated_at.max(row.updated_at))?).await?;
        let digest = codes::digest(&row.payload_digest)?;
        take_acts(txn, into, &row.id, &kept.id, &digest, codes::instant(row.created_at)?).await?;
    }
    Ok(())
}

/// Keeps what an act has led to, if it has changed anything, and tells of it.
async fn change(
    txn: &DatabaseTransaction,
    row: &Model,
    held: &GroupOnPlan,
    changed: &GroupOnPlan,
    by: &Author,
    now: DateTime<Utc>,
) -> Result<()> {
    if changed == held {
        return Ok(());
    }
    write(txn, row, changed, now).await?;
    let person = codes::id(&row.person)?;
    tell_all(txn, person, now).await?;
    if (changed.company, changed.arranged.is_some()) != (held.company, held.arranged.is_some()) {
        // The list of a team's people says who would like company.
        for team in teams_of(txn, person).await? {
            tell(txn, About::Desk, Whom::Team(codes::id(&team)?), now).await?;
        }
    }
    tell_of_company(txn, person, held, changed, by, now).await?;
    weeks::follow_meetings(txn, person, now).await
}

/// Helpers hear that one of them is wanted, and the person that somebody was found.
async fn tell_of_company(
    txn: &DatabaseTransaction,
    id: PersonId,
    held: &GroupOnPlan,
    changed: &GroupOnPlan,
    by: &Author,
    now: DateTime<Utc>,
) -> Result<()> {
    let today = london::today(now);
    if changed.company == Company::Helper && held.company != Company::Helper {
        let own = person::Entity::find_by_id(id.to_string()).one(txn).await?.and_then(|row| row.account);
        // Whoever asked knows; and a helper who asks for the person does so with their knowledge, or they learn of it.
        let except = match by.side {
            Side::Helper => Some(codes::id(&by.name)?),
            Side::Person | Side::Staff | Side::Automatic => own.as_deref().map(codes::id).transpose()?,
        };
        let told = Told { person: id, helpers: Some(Scope::SeePlan), except };
        notify(txn, &told, NoticeKind::Company, today, now).await?;
    }
    if changed.arranged.is_some() && changed.arranged != held.arranged {
        let told = Told { person: id, helpers: None, except: None };
        notify(txn, &told, NoticeKind::Company, today, now).await?;
    }
    Ok(())
}

async fn write(txn: &DatabaseTransaction, row: &Model, changed: &GroupOnPlan, at: DateTime<Utc>) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::Stage, Expr::value(codes::code(&changed.stage)?))
        .col_expr(Column::Company, Expr::value(codes::code(&changed.company)?))
        .col_expr(Column::IsArranged, Expr::value(changed.arranged.is_some()))
        .col_expr(Column::Body, Expr::value(body(changed)?))
        .col_expr(Column::Revision, Expr::value(row.revision.saturating_add(1)))
        .col_expr(Column::UpdatedAt, Expr::value(at.timestamp_millis()))
        .filter(Column::Id.eq(&row.id))
        .exec(txn)
        .await?;
    Ok(())
}

async fn insert(
    txn: &DatabaseTransaction,
    person: PersonId,
    created: &GroupOnPlan,
    digest: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<()> {
    let row = Model {
        id: created.id.to_string(),
        person: person.to_string(),
        group_id: created.group.to_string(),
        stage: codes::code(&created.stage)?,
        company: codes::code(&created.company)?,
        is_arranged: created.arranged.is_some(),
        created_at: now.timestamp_millis(),
        body: body(created)?,
        revision: 1,
        updated_at: now.timestamp_millis(),
        payload_digest: codes::hex(digest),
    };
    Entity::insert(row.into_active_model()).exec_without_returning(txn).await?;
    tell_all(txn, person, now).await?;
    weeks::follow_meetings(txn, person, now).await
}

/// By its id, or by the id under which somebody else of the plan sent the same group.
async fn find(db: &impl ConnectionTrait, person: PersonId, id: PlanGroupId) -> Result<Option<Model>> {
    let of_person = |id: &str| Entity::find_by_id(id.to_owned()).filter(Column::Person.eq(person.to_string()));
    if let Some(row) = of_person(&id.to_string()).one(db).await? {
        return Ok(Some(row));
    }
    match about(db, id.0).await? {
        Some(about) => Ok(of_person(&about).one(db).await?),
        None => Ok(None),
    }
}

async fn of_group(txn: &DatabaseTransaction, person: PersonId, group: GroupId) -> Result<Option<Model>> {
    let row =
        Entity::find().filter(Column::Person.eq(person.to_string())).filter(Column::GroupId.eq(group.to_string()));
    Ok(row.one(txn).await?)
}

async fn count(txn: &DatabaseTransaction, person: PersonId) -> Result<usize> {
    let count = Entity::find().filter(Column::Person.eq(person.to_string())).count(txn).await?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// An id is used for ever: what somebody else made under it, or for somebody else, is no key to it.
async fn sent_before(db: &impl ConnectionTrait, new: &NewPlanGroup) -> Result<Option<PlanGroupKept>> {
    if let Some(row) = Entity::find_by_id(new.sent.id.to_string()).one(db).await? {
        let is_same = row.person == new.person.to_string() && row.payload_digest == codes::hex(&new.payload_digest);
        return Ok(Some(if is_same { PlanGroupKept::Same(read(&row)?) } else { PlanGroupKept::Different }));
    }
    let Some(before) = find_act(db, new.sent.id.0, new.person, &new.payload_digest).await? else { return Ok(None) };
    if matches!(before, DoneBefore::Different) {
        return Ok(Some(PlanGroupKept::Different));
    }
    Ok(Some(match find(db, new.person, new.sent.id).await? {
        Some(row) => PlanGroupKept::Same(read(&row)?),
        None => PlanGroupKept::Gone,
    }))
}

async fn done_before(db: &impl ConnectionTrait, new: &NewPlanGroupAct) -> Result<Option<PlanGroupKept>> {
    let Some(before) = find_act(db, new.id.0, new.person, &new.payload_digest).await? else { return Ok(None) };
    let DoneBefore::Same { about } = before else { return Ok(Some(PlanGroupKept::Different)) };
    Ok(Some(match find(db, new.person, new.group).await? {
        Some(row) if row.id == about => PlanGroupKept::Same(read(&row)?),
        Some(_) => PlanGroupKept::Different,
        None => PlanGroupKept::Gone,
    }))
}

fn body(group: &GroupOnPlan) -> Result<String> {
    serde_json::to_string(group).map_err(|error| Error::Other(error.into()))
}

/// As it is kept. What cannot be read is not told: it holds somebody's words.
fn whole(row: &Model) -> Result<GroupOnPlan> {
    serde_json::from_str(&row.body).map_err(|_| Error::Other(anyhow::anyhow!("plan group {} cannot be read", row.id)))
}

fn read(row: &Model) -> Result<GroupOnPlan> {
    Ok(nameless(whole(row)?))
}

fn nameless(group: GroupOnPlan) -> GroupOnPlan {
    GroupOnPlan { name: String::new(), ..group }
}
