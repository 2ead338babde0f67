//! The desk's view of referrals: who has which, what happened with each, and the acts that move them on.
//!
//! Which act is allowed when is the domain's to say; here an act and everything that follows from it are one transaction.

use chrono::{DateTime, NaiveDate, Utc};
use domain::london;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set,
};
use uuid::Uuid;
use wire::{ActId, EventKind, NoticeKind, PersonId, ReferralId, Scope, StaffId, Stage, TeamId};

use super::{
    Error, Result, Store, StoredReferral,
    audit::{self, Deed},
    changes::{About, Whom, tell},
    check_ins::follow_work,
    codes,
    entity::{referral, referral_likeness},
    notices::{Told, notify},
    people,
    promises::watch_promise,
    referrals::read,
    tables::referral_event::{Column, Entity, Model},
};

/// Something that happened with a referral.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredEvent {
    pub kind: EventKind,
    pub at: DateTime<Utc>,
    pub staff: Option<StaffId>,
    /// To the person.
    pub words: String,
    pub elsewhere: String,
    /// For the team.
    pub note: String,
}

/// An act and all that follows from it.
#[derive(Clone)]
pub struct Moved {
    pub act: ActId,
    /// The digest of the act as sent: the same id with another is another act, and refused.
    pub payload_digest: [u8; 32],
    pub referral: ReferralId,
    /// The stage the act was decided on.
    pub seen_stage: Stage,
    /// Who had it then, and until when it rested.
    pub seen_worker: Option<StaffId>,
    pub seen_pause: Option<NaiveDate>,
    pub stage: Stage,
    pub event: EventKind,
    pub staff: StaffId,
    pub words: String,
    pub elsewhere: String,
    pub note: String,
    /// The act itself as JSON: its reasons and outcomes, for counting.
    pub detail: String,
    /// Who has it from now on; `None` leaves it.
    pub worker: Option<StaffId>,
    /// Until when it rests; `Some(None)` ends the rest.
    pub paused_until: Option<Option<NaiveDate>>,
    pub merged_into: Option<ReferralId>,
    /// The new promise, when the work begins anew.
    pub promised_by: Option<NaiveDate>,
    pub deed: Deed,
}

/// What became of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActKept {
    Done,
    /// It had been done before.
    Same,
    /// Its id was used before for another act.
    Different,
    /// The referral has moved on since it was decided on. Nothing was done.
    MovedOn,
}

impl Store {
    /// One referral.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_referral(&self, id: ReferralId) -> Result<Option<StoredReferral>> {
        referral::Entity::find_by_id(id.to_string()).one(&self.db).await?.map(read).transpose()
    }

    /// A team's referrals, the oldest promise first. Those that became part of others are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn referrals_of_team(&self, team: TeamId, stages: &[Stage]) -> Result<Vec<StoredReferral>> {
        let stages: Vec<String> = stages.iter().map(codes::code).collect::<Result<_>>()?;
        let rows = referral::Entity::find()
            .filter(referral::Column::Team.eq(team.to_string()))
            .filter(referral::Column::Stage.is_in(stages))
            .filter(referral::Column::MergedInto.is_null())
            .order_by_asc(referral::Column::PromisedBy)
            .order_by_asc(referral::Column::Id);
        rows.all(&self.db).await?.into_iter().map(read).collect()
    }

    /// A person's referrals, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn referrals_of_person(&self, person: PersonId) -> Result<Vec<StoredReferral>> {
        let rows = referral::Entity::find()
            .filter(referral::Column::Person.eq(person.to_string()))
            .order_by_desc(referral::Column::SentAt)
            .order_by_desc(referral::Column::Id);
        rows.all(&self.db).await?.into_iter().map(read).collect()
    }

    /// Other referrals that are probably of the same person, or that are known to be, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn referrals_like(&self, of: &StoredReferral) -> Result<Vec<StoredReferral>> {
        use referral_likeness::{Column as Like, Entity as Likeness};

        let keys: Vec<String> = Likeness::find()
            .filter(Like::Referral.eq(of.id.to_string()))
            .all(&self.db)
            .await?
            .into_iter()
            .map(|row| row.likeness)
            .collect();
        let alike: Vec<String> = Likeness::find()
            .filter(Like::Likeness.is_in(keys))
            .all(&self.db)
            .await?
            .into_iter()
            .map(|row| row.referral)
            .collect();
        let mut which = sea_orm::Condition::any().add(referral::Column::Id.is_in(alike));
        if let Some(person) = of.person {
            which = which.add(referral::Column::Person.eq(person.to_string()));
        }
        let rows = referral::Entity::find()
            .filter(which)
            .filter(referral::Column::Id.ne(of.id.to_string()))
            .order_by_asc(referral::Column::SentAt)
            .order_by_asc(referral::Column::Id);
        rows.all(&self.db).await?.into_iter().map(read).collect()
    }

    /// What happened with referrals, oldest first, each under its referral.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn events_of(&self, referrals: &[ReferralId]) -> Result<Vec<(ReferralId, StoredEvent)>> {
        let ids: Vec<String> = referrals.iter().map(ToString::to_string).collect();
        let rows = Entity::find()
            .filter(Column::Referral.is_in(ids))
            .order_by_asc(Column::At)
            .order_by_asc(Column::Id)
            .all(&self.db)
            .await?;
        rows.into_iter()
            .map(|row| {
                Ok((
                    codes::id(&row.referral)?,
                    StoredEvent {
                        kind: codes::from_code(&row.kind)?,
                        at: codes::instant(row.at)?,
                        staff: row.staff.as_deref().map(codes::id).transpose()?,
                        words: row.words,
                        elsewhere: row.elsewhere,
                        note: row.note,
                    },
                ))
            })
            .collect()
    }

    /// A link worker opens a referral: remembered, and where nobody had opened it before, it is seen from now on.
    ///
    /// # Errors
    /// When the database fails; then it must not be shown.
    pub async fn open_referral(
        &self,
        id: ReferralId,
        staff: StaffId,
        deed: Deed,
        since: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        // The referral first and the audit last, as an act does: otherwise the two could wait for each other.
        super::writing::lock_name(txn, &id.to_string()).await?;
        let opened = referral::Entity::update_many()
            .col_expr(referral::Column::Stage, codes::code(&Stage::Seen)?.into())
            .col_expr(referral::Column::StageSince, now.timestamp_millis().into())
            .filter(referral::Column::Id.eq(id.to_string()))
            .filter(referral::Column::Stage.eq(codes::code(&Stage::Sent)?))
            .exec(txn)
            .await?;
        if opened.rows_affected > 0 {
            let event = Model {
                id: Uuid::now_v7().to_string(),
                referral: id.to_string(),
                kind: codes::code(&EventKind::Seen)?,
                at: now.timestamp_millis(),
                staff: Some(staff.to_string()),
                words: String::new(),
                elsewhere: String::new(),
                note: String::new(),
                act: String::new(),
                payload_digest: String::new(),
            };
            Entity::insert(event.into_active_model()).exec_without_returning(txn).await?;
            tell_all(txn, id, now).await?;
        }
        if opened.rows_affected > 0 || !audit::is_remembered_since(txn, &deed, since).await? {
            audit::remember(txn, &deed, now).await?;
        }
        if opened.rows_affected > 0 {
            notify_stage(txn, id, now).await?;
        }
        writing.commit().await
    }

    /// Whether this act was done before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_act(&self, act: ActId, payload_digest: &[u8; 32]) -> Result<Option<ActKept>> {
        let row = Entity::find_by_id(act.to_string()).one(&self.db).await?;
        Ok(row.map(|row| again(&row, payload_digest)))
    }

    /// Does an act.
    ///
    /// # Errors
    /// When the database fails; then nothing was done.
    pub async fn act_on_referral(&self, moved: &Moved, now: DateTime<Utc>) -> Result<ActKept> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        // In order, so that two who merge towards each other wait for each other and do not meet.
        let mut names = vec![moved.referral.to_string()];
        names.extend(moved.merged_into.map(|into| into.to_string()));
        names.sort();
        for name in &names {
            super::writing::lock_name(txn, name).await?;
        }
        if let Some(row) = Entity::find_by_id(moved.act.to_string()).one(txn).await? {
            return Ok(again(&row, &moved.payload_digest));
        }
        let Some(row) = referral::Entity::find_by_id(moved.referral.to_string()).one(txn).await? else {
            return Ok(ActKept::MovedOn);
        };
        let is_as_seen = row.stage == codes::code(&moved.seen_stage)?
            && row.worker == moved.seen_worker.map(|id| id.to_string())
            && row.paused_until == moved.seen_pause.map(|day| day.to_string());
        if !is_as_seen || row.merged_into.is_some() {
            return Ok(ActKept::MovedOn);
        }
        if let Some(into) = moved.merged_into {
            let target = referral::Entity::find_by_id(into.to_string()).one(txn).await?;
            if target.is_none_or(|target| target.merged_into.is_some() || target.team != row.team) {
                return Ok(ActKept::MovedOn);
            }
        }
        let mut change =
            referral::ActiveModel { id: Set(row.id.clone()), ..<referral::ActiveModel as Default>::default() };
        let stage = codes::code(&moved.stage)?;
        if stage != row.stage {
            change.stage = Set(stage);
            change.stage_since = Set(now.timestamp_millis());
        }
        if let Some(worker) = moved.worker {
            change.worker = Set(Some(worker.to_string()));
        }
        if let Some(until) = moved.paused_until {
            change.paused_until = Set(until.map(|day| day.to_string()));
        }
        if let Some(day) = moved.promised_by {
            change.promised_by = Set(day.to_string());
            change.first_promised_by = Set(Some(row.first_promised_by.clone().unwrap_or(row.promised_by.clone())));
        }
        if row.promised_anew.is_some() && !keeps_waiting(moved) {
            change.promised_anew = Set(None);
        }
        if let Some(into) = moved.merged_into {
            change.merged_into = Set(Some(into.to_string()));
            merge_people(txn, row.person.as_deref(), into).await?;
        }
        if change.is_changed() {
            change.update(txn).await?;
        }
        let event = Model {
            id: moved.act.to_string(),
            referral: row.id,
            kind: codes::code(&moved.event)?,
            at: now.timestamp_millis(),
            staff: Some(moved.staff.to_string()),
            words: moved.words.clone(),
            elsewhere: moved.elsewhere.clone(),
            note: moved.note.clone(),
            act: moved.detail.clone(),
            payload_digest: codes::hex(&moved.payload_digest),
        };
        Entity::insert(event.into_active_model()).exec_without_returning(txn).await?;
        audit::remember(txn, &moved.deed, now).await?;
        tell_all(txn, moved.referral, now).await?;
        if let Some(day) = moved.promised_by {
            watch_promise(txn, moved.referral, day, now).await?;
        }
        notify_stage(txn, moved.referral, now).await?;
        if let Some(person) = row.person.as_deref() {
            follow_work(txn, codes::id(person)?, moved, now).await?;
        }
        writing.commit().await?;
        Ok(ActKept::Done)
    }
}

/// Whether somebody still has to be in touch for the first time, by the day that was promised before.
fn keeps_waiting(moved: &Moved) -> bool {
    let is_before = matches!(moved.stage, Stage::Sent | Stage::Seen | Stage::Accepted);
    let rests = moved.paused_until.flatten().is_some();
    is_before && !rests && moved.promised_by.is_none() && moved.merged_into.is_none()
}

pub(super) fn again(row: &Model, payload_digest: &[u8; 32]) -> ActKept {
    if row.payload_digest == codes::hex(payload_digest) { ActKept::Same } else { ActKept::Different }
}

/// The records of two referrals that are one become one.
async fn merge_people(txn: &DatabaseTransaction, from: Option<&str>, into: ReferralId) -> Result<()> {
    let target = referral::Entity::find_by_id(into.to_string()).one(txn).await?;
    let Some(target) = target else { return Err(Error::Conflict) };
    if let (Some(from), Some(into)) = (from, target.person.as_deref()) {
        people::merge(txn, codes::id(from)?, codes::id(into)?).await?;
    }
    Ok(())
}

/// Tells the person, whoever may see their record, and the team's desk.
pub(super) async fn tell_all(txn: &DatabaseTransaction, id: ReferralId, now: DateTime<Utc>) -> Result<()> {
    let Some(row) = referral::Entity::find_by_id(id.to_string()).one(txn).await? else { return Ok(()) };
    tell(txn, About::Desk, Whom::Team(codes::id(&row.team)?), now).await?;
    if let Some(person) = row.person.as_deref() {
        tell(txn, About::Referral, Whom::Person(codes::id(person)?), now).await?;
    }
    Ok(())
}

/// Tells the person, and helpers who may see the plan, that something happened.
async fn notify_stage(txn: &DatabaseTransaction, id: ReferralId, now: DateTime<Utc>) -> Result<()> {
    let row = referral::Entity::find_by_id(id.to_string()).one(txn).await?;
    let Some(person) = row.and_then(|row| row.person) else { return Ok(()) };
    let told = Told { person: codes::id(&person)?, helpers: Some(Scope::SeePlan), except: None };
    notify(txn, &told, NoticeKind::Stage, london::today(now), now).await
}
