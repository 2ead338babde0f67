//! Goals of a person's plan, each one document with its steps, and what was done with them, once each.
//!
//! What may be done and where it leads is `domain::plan`'s to say; it is asked here, under the plan's lock, so that two who
//! write at once both find what the other has written. In a document as it is kept, an author's `name` and `covers_for`
//! are ids: whoever reads it looks the names up, and of somebody who is erased there is none left.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::plan::{goal, step};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, Statement, Value, sea_query::Expr,
};
use uuid::Uuid;
use wire::{Author, CreateGoal, Goal, GoalAct, GoalId, GoalStage, PersonId, PlanActId, Stage, StepAct, StepId};

use super::{
    Error, Result, Store,
    changes::{About, Whom, tell},
    codes,
    entity::referral,
    people,
    plan_acts::{DoneBefore, find_act, keep_act},
    tables::{
        goal::{Column, Entity, Model},
        helper_grant,
    },
    writing::lock_name,
};

/// A goal to be kept.
#[derive(Clone)]
pub struct NewGoal {
    pub person: PersonId,
    pub sent: CreateGoal,
    /// Who writes it, by ids.
    pub by: Author,
    /// The digest of the goal as sent: the same id with another is another goal, and refused.
    pub payload_digest: [u8; 32],
}

/// An act to be done.
#[derive(Clone)]
pub struct NewGoalAct {
    pub id: PlanActId,
    pub person: PersonId,
    pub goal: GoalId,
    pub deed: GoalDeed,
    /// Who does it, by ids.
    pub by: Author,
    /// The digest of the act as sent: the same id with another is another act, and refused.
    pub payload_digest: [u8; 32],
}

/// What is done with a goal or with one of its steps.
#[derive(Clone)]
pub enum GoalDeed {
    Goal(GoalAct),
    Step(StepId, StepAct),
}

/// What became of a goal that was sent, or of an act with one.
#[derive(Clone)]
pub enum GoalKept {
    /// Done; the goal is like this now.
    Done(Goal),
    /// It had been done before; the goal is like this now.
    Same(Goal),
    /// Its id was used before for something else.
    Different,
    /// There is no such goal, or no such person any more.
    Gone,
    /// It cannot be done. Nothing was changed, and its id is free.
    Refused(GoalRefused),
}

/// Why something cannot be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GoalRefused {
    Goal(goal::Refused),
    Step(step::Refused),
}

impl Store {
    /// A person's goals, the first one first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn goals_of(&self, person: PersonId) -> Result<Vec<Goal>> {
        let rows = Entity::find()
            .filter(Column::Person.eq(person.to_string()))
            .order_by_asc(Column::CreatedAt)
            .order_by_asc(Column::Id)
            .all(&self.db)
            .await?;
        rows.iter().map(read).collect()
    }

    /// One goal of a person.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_goal(&self, person: PersonId, id: GoalId) -> Result<Option<Goal>> {
        find(&self.db, person, id).await?.as_ref().map(read).transpose()
    }

    /// A goal that was sent before, by its id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_sent_goal(&self, new: &NewGoal) -> Result<Option<GoalKept>> {
        sent_before(&self.db, new).await
    }

    /// Keeps a goal once, however often it is sent.
    ///
    /// # Errors
    /// When the database fails; then nothing is kept.
    pub async fn create_goal(&self, new: &NewGoal, now: DateTime<Utc>) -> Result<GoalKept> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        if !lock(txn, new.person).await? {
            return Ok(GoalKept::Gone);
        }
        if let Some(kept) = sent_before(txn, new).await? {
            return Ok(kept);
        }
        let all = Entity::find().filter(Column::Person.eq(new.person.to_string())).count(txn).await?;
        if usize::try_from(all).unwrap_or(usize::MAX) >= goal::MOST {
            return Ok(GoalKept::Refused(GoalRefused::Goal(goal::Refused::GoalsFull)));
        }
        let open = count_open(txn, new.person, new.sent.id).await?;
        let created = match goal::begin(&new.sent, open, &new.by, now) {
            Ok(created) => created,
            Err(refused) => return Ok(GoalKept::Refused(GoalRefused::Goal(refused))),
        };
        let row = Model {
            id: created.id.to_string(),
            person: new.person.to_string(),
            stage: codes::code(&created.stage)?,
            created_at: now.timestamp_millis(),
            body: body(&created)?,
            revision: 1,
            updated_at: now.timestamp_millis(),
            payload_digest: codes::hex(&new.payload_digest),
        };
        Entity::insert(row.into_active_model()).exec_without_returning(txn).await?;
        tell_all(txn, new.person, now).await?;
        writing.commit().await?;
        Ok(GoalKept::Done(created))
    }

    /// An act that was done before, by its id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_goal_act(&self, new: &NewGoalAct) -> Result<Option<GoalKept>> {
        done_before(&self.db, new).await
    }

    /// Does an act once, however often it is sent, with the goal as it is by then.
    ///
    /// # Errors
    /// When the database fails; then nothing is done.
    pub async fn act_on_goal(&self, new: &NewGoalAct, now: DateTime<Utc>) -> Result<GoalKept> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        if !lock(txn, new.person).await? {
            return Ok(GoalKept::Gone);
        }
        if let Some(kept) = done_before(txn, new).await? {
            return Ok(kept);
        }
        let Some(row) = find(txn, new.person, new.goal).await? else { return Ok(GoalKept::Gone) };
        let held = read(&row)?;
        let others = count_open(txn, new.person, new.goal).await?;
        let changed = match after(&held, others, new, now) {
            Ok(changed) => changed,
            Err(refused) => return Ok(GoalKept::Refused(refused)),
        };
        if changed != held {
            Entity::update_many()
                .col_expr(Column::Stage, Expr::value(codes::code(&changed.stage)?))
                .col_expr(Column::Body, Expr::value(body(&changed)?))
                .col_expr(Column::Revision, Expr::value(row.revision.saturating_add(1)))
                .col_expr(Column::UpdatedAt, Expr::value(now.timestamp_millis()))
                .filter(Column::Id.eq(row.id))
                .exec(txn)
                .await?;
            tell_all(txn, new.person, now).await?;
        }
        keep_act(txn, new.id.0, new.person, &new.goal.to_string(), &new.payload_digest, now).await?;
        writing.commit().await?;
        Ok(GoalKept::Done(changed))
    }
}

/// Lets one write to a plan at a time, and keeps its person's record from being merged or erased meanwhile. False when
/// the record is another by now. The record comes first: whoever merges has taken it before they reach a plan.
pub(super) async fn lock(txn: &DatabaseTransaction, person: PersonId) -> Result<bool> {
    if !people::hold(txn, person).await? {
        return Ok(false);
    }
    lock_name(txn, &format!("plan {person}")).await?;
    Ok(true)
}

fn after(
    held: &Goal,
    other_open: usize,
    new: &NewGoalAct,
    now: DateTime<Utc>,
) -> std::result::Result<Goal, GoalRefused> {
    match &new.deed {
        GoalDeed::Goal(act) => goal::act(held, other_open, act, &new.by, now).map_err(GoalRefused::Goal),
        GoalDeed::Step(id, act) => step::act(held, *id, act, &new.by, now).map_err(GoalRefused::Step),
    }
}

async fn find(db: &impl ConnectionTrait, person: PersonId, id: GoalId) -> Result<Option<Model>> {
    let row = Entity::find_by_id(id.to_string()).filter(Column::Person.eq(person.to_string()));
    Ok(row.one(db).await?)
}

/// An id is used for ever: what somebody else made under it, or for somebody else, is no key to it.
async fn sent_before(db: &impl ConnectionTrait, new: &NewGoal) -> Result<Option<GoalKept>> {
    let Some(row) = Entity::find_by_id(new.sent.id.to_string()).one(db).await? else { return Ok(None) };
    let is_same = row.person == new.person.to_string() && row.payload_digest == codes::hex(&new.payload_digest);
    Ok(Some(if is_same { GoalKept::Same(read(&row)?) } else { GoalKept::Different }))
}

async fn done_before(db: &impl ConnectionTrait, new: &NewGoalAct) -> Result<Option<GoalKept>> {
    let Some(before) = find_act(db, new.id.0, new.person, &new.payload_digest).await? else { return Ok(None) };
    if !matches!(before, DoneBefore::Same { about } if about == new.goal.to_string()) {
        return Ok(Some(GoalKept::Different));
    }
    Ok(Some(match find(db, new.person, new.goal).await? {
        Some(row) => GoalKept::Same(read(&row)?),
        None => GoalKept::Gone,
    }))
}

/// How many goals are open, apart from this one.
async fn count_open(txn: &DatabaseTransaction, person: PersonId, except: GoalId) -> Result<usize> {
    let open = Entity::find()
        .filter(Column::Person.eq(person.to_string()))
        .filter(Column::Stage.eq(codes::code(&GoalStage::Open)?))
        .filter(Column::Id.ne(except.to_string()))
        .count(txn)
        .await?;
    Ok(usize::try_from(open).unwrap_or(usize::MAX))
}

/// Tells the person, the helpers who may see the plan, and the desk of every team that works with them.
pub(super) async fn tell_all(txn: &DatabaseTransaction, person: PersonId, now: DateTime<Utc>) -> Result<()> {
    tell(txn, About::Plan, Whom::Person(person), now).await?;
    for team in teams_of(txn, person).await? {
        tell(txn, About::Plan, Whom::Team(codes::id(&team)?), now).await?;
    }
    Ok(())
}

/// The teams that work with somebody, or did.
pub(super) async fn teams_of(txn: &DatabaseTransaction, person: PersonId) -> Result<BTreeSet<String>> {
    let referrals = referral::Entity::find()
        .filter(referral::Column::Person.eq(person.to_string()))
        .filter(referral::Column::MergedInto.is_null())
        .filter(referral::Column::Stage.ne(codes::code(&Stage::Declined)?))
        .all(txn)
        .await?;
    Ok(referrals.into_iter().map(|row| row.team).collect())
}

/// Takes the id of whoever is erased out of the plans of those whom they helped. What they wrote there stays, by nobody.
pub(super) async fn forget_author(txn: &DatabaseTransaction, account: &str) -> Result<()> {
    let grants = helper_grant::Entity::find().filter(helper_grant::Column::Account.eq(account)).all(txn).await?;
    let helped: BTreeSet<String> = grants.into_iter().map(|grant| grant.person).collect();
    let nobody = Uuid::nil().to_string();
    for person in helped {
        // Nobody writes a document back in which their id still stands.
        lock_name(txn, &format!("plan {person}")).await?;
        for table in ["goal", "plan_group"] {
            let sql = format!("UPDATE {table} SET body = replace(body, $1, $2) WHERE person = $3");
            let values = [account, nobody.as_str(), person.as_str()].map(Value::from);
            txn.execute_raw(Statement::from_sql_and_values(txn.get_database_backend(), sql, values)).await?;
        }
    }
    Ok(())
}

fn body(goal: &Goal) -> Result<String> {
    serde_json::to_string(goal).map_err(|error| Error::Other(error.into()))
}

/// What cannot be read is not told: it holds somebody's words.
fn read(row: &Model) -> Result<Goal> {
    serde_json::from_str(&row.body).map_err(|_| Error::Other(anyhow::anyhow!("goal {} cannot be read", row.id)))
}
