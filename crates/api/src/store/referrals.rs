//! Referrals: each kept once for ever, shown again only to the browser that sent it.
//!
//! Nothing in here may reach a log: the types that hold answers print only their ids.

use std::fmt;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    sea_query::OnConflict,
};
use uuid::Uuid;
use wire::{Answers, EventKind, PersonId, ReferralId, StaffId, Stage, TeamId};

use super::{
    Error, Result, Store,
    changes::{About, Whom, tell},
    codes,
    entity::{
        referral::{Column, Entity, Model},
        referral_likeness, referral_viewer,
    },
    one_time_codes::address_key,
    people::{self, NewPerson},
    tables::{referral_contact, referral_event},
    writing::lock_name,
};

/// For how many days after sending the sender's browser may see the referral's stage.
const VIEWER_DAYS: i64 = 30;

/// A referral to keep.
#[derive(Clone)]
pub struct NewReferral {
    /// Made by the sender; the key by which sending twice is one referral.
    pub id: ReferralId,
    /// Of everything that was sent: the same id with another digest is another referral, and refused.
    pub payload_digest: [u8; 32],
    /// `wire::Answers` as JSON.
    pub answers: String,
    pub team: TeamId,
    /// Short, to be said on the telephone. Unique.
    pub reference: String,
    pub sent_at: DateTime<Utc>,
    pub promised_by: NaiveDate,
    pub consent_version: String,
    /// Keys that a referral of the same person would share; see `domain::referral::likeness`.
    pub likeness: Vec<String>,
    /// The words sound dangerous: for staff to look at first.
    pub is_urgent_words: bool,
    /// Whom it is about.
    pub person: NewPerson,
    /// Addresses in it, each in its one form, and whether it is the helper's.
    pub contacts: Vec<(String, bool)>,
}

/// A referral as kept.
#[derive(Clone, PartialEq)]
pub struct StoredReferral {
    pub id: ReferralId,
    pub reference: String,
    pub team: TeamId,
    pub stage: Stage,
    pub stage_since: DateTime<Utc>,
    pub sent_at: DateTime<Utc>,
    pub promised_by: NaiveDate,
    /// An earlier referral that is probably of the same person. For staff only.
    pub duplicate_of: Option<ReferralId>,
    pub is_urgent_words: bool,
    pub answers: Answers,
    /// Whose it is.
    pub person: Option<PersonId>,
    /// The link worker who has it.
    pub worker: Option<StaffId>,
    pub paused_until: Option<NaiveDate>,
    pub merged_into: Option<ReferralId>,
    /// The person said no to the helper who asked.
    pub is_helper_refused: bool,
    /// By when somebody is in touch after all, once the promised day was missed.
    pub promised_anew: Option<NaiveDate>,
}

/// What became of a referral that was sent.
#[derive(Debug, Clone, PartialEq)]
pub enum Kept {
    New(StoredReferral),
    /// It had been kept before; this is how.
    Same(StoredReferral),
    /// Its id was used before for something else. Nothing was kept.
    Different,
}

/// Where a page of referrals ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReferralCursor {
    pub sent_at: DateTime<Utc>,
    pub id: ReferralId,
}

impl StoredReferral {
    /// The cursor by which the next page begins after this one.
    pub fn cursor(&self) -> ReferralCursor {
        ReferralCursor { sent_at: self.sent_at, id: self.id }
    }
}

impl Store {
    /// Keeps a referral and lets its sender's browser (`viewer` is the SHA-256 of its token) see it for thirty days.
    /// Once this answers, the referral is durable.
    ///
    /// # Errors
    /// [`Error::Conflict`] when another referral has this reference: draw again. Otherwise when the database fails, or
    /// the team is unknown.
    pub async fn create_referral(&self, new: &NewReferral, viewer: &[u8; 32]) -> Result<Kept> {
        let mut likeness: Vec<String> = new.likeness.iter().map(|key| codes::sha256_hex(key.as_bytes())).collect();
        likeness.sort();
        likeness.dedup();

        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        // In order, so that two senders never wait for each other.
        for key in &likeness {
            lock_name(txn, key).await?;
        }
        let kept = match held(txn, new.id).await? {
            Some(row) => again(row, &new.payload_digest)?,
            None => {
                let kept = insert(txn, new, &likeness).await?;
                super::promises::watch_promise(txn, new.id, new.promised_by, new.sent_at).await?;
                kept
            }
        };
        if !matches!(kept, Kept::Different) {
            show_to(txn, new.id, viewer, new.sent_at).await?;
        }
        writing.commit().await?;
        Ok(kept)
    }

    /// Looks for a referral that was sent before. Where it is there and the same, the browser may see it for another
    /// thirty days from `now`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_sent_referral(
        &self,
        id: ReferralId,
        payload_digest: &[u8; 32],
        viewer: &[u8; 32],
        now: DateTime<Utc>,
    ) -> Result<Option<Kept>> {
        let Some(row) = Entity::find_by_id(id.to_string()).one(&self.db).await? else { return Ok(None) };
        let kept = again(row, payload_digest)?;
        if matches!(kept, Kept::Same(_)) {
            let writing = self.begin_write().await?;
            show_to(&writing.txn, id, viewer, now).await?;
            writing.commit().await?;
        }
        Ok(Some(kept))
    }

    /// What this browser sent and may still see at `now`, in the order of sending.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn referrals_of_viewer(&self, viewer: &[u8; 32], now: DateTime<Utc>) -> Result<Vec<StoredReferral>> {
        let ids: Vec<String> = referral_viewer::Entity::find()
            .filter(referral_viewer::Column::Viewer.eq(codes::hex(viewer)))
            .filter(referral_viewer::Column::ExpiresAt.gt(now.timestamp_millis()))
            .all(&self.db)
            .await?
            .into_iter()
            .map(|row| row.referral)
            .collect();
        Entity::find()
            .filter(Column::Id.is_in(ids))
            .order_by_asc(Column::SentAt)
            .order_by_asc(Column::Id)
            .all(&self.db)
            .await?
            .into_iter()
            .map(read)
            .collect()
    }

    /// Forgets a browser: it sees nothing any more. One that is not known costs no write.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_viewer(&self, viewer: &[u8; 32]) -> Result<()> {
        let is_viewer = referral_viewer::Column::Viewer.eq(codes::hex(viewer));
        if referral_viewer::Entity::find().filter(is_viewer.clone()).one(&self.db).await?.is_none() {
            return Ok(());
        }
        let writing = self.begin_write().await?;
        referral_viewer::Entity::delete_many().filter(is_viewer).exec(&writing.txn).await?;
        writing.commit().await
    }

    /// Referrals in the order of sending, from after the cursor on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_referrals(&self, after: Option<ReferralCursor>, limit: u64) -> Result<Vec<StoredReferral>> {
        let mut select = Entity::find();
        if let Some(after) = after {
            let sent_at = after.sent_at.timestamp_millis();
            let same_moment = Condition::all().add(Column::SentAt.eq(sent_at)).add(Column::Id.gt(after.id.to_string()));
            select = select.filter(Condition::any().add(Column::SentAt.gt(sent_at)).add(same_moment));
        }
        select
            .order_by_asc(Column::SentAt)
            .order_by_asc(Column::Id)
            .limit(limit)
            .all(&self.db)
            .await?
            .into_iter()
            .map(read)
            .collect()
    }
}

async fn held(txn: &DatabaseTransaction, id: ReferralId) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.to_string()).one(txn).await?)
}

fn again(row: Model, payload_digest: &[u8; 32]) -> Result<Kept> {
    if row.payload_digest == codes::hex(payload_digest) { Ok(Kept::Same(read(row)?)) } else { Ok(Kept::Different) }
}

async fn insert(txn: &DatabaseTransaction, new: &NewReferral, likeness: &[String]) -> Result<Kept> {
    let model = Model {
        id: new.id.to_string(),
        payload_digest: codes::hex(&new.payload_digest),
        answers: new.answers.clone(),
        team: new.team.to_string(),
        reference: new.reference.clone(),
        stage: codes::code(&Stage::Sent)?,
        stage_since: new.sent_at.timestamp_millis(),
        sent_at: new.sent_at.timestamp_millis(),
        promised_by: new.promised_by.to_string(),
        consent_version: new.consent_version.clone(),
        duplicate_of: earliest_alike(txn, likeness).await?,
        is_urgent_words: new.is_urgent_words,
        person: None,
        worker: None,
        paused_until: None,
        merged_into: None,
        is_helper_refused: false,
        promised_anew: None,
        first_promised_by: None,
    };
    let inserted = Entity::insert(model.clone().into_active_model())
        .on_conflict(OnConflict::column(Column::Id).do_nothing().to_owned())
        .exec_without_returning(txn)
        .await?;
    if inserted == 0 {
        // On PostgreSQL the same referral may have been sent twice at once, and the other was first.
        return match held(txn, new.id).await? {
            Some(row) => again(row, &new.payload_digest),
            None => Err(Error::Conflict),
        };
    }
    if !likeness.is_empty() {
        let rows = likeness.iter().map(|likeness| {
            referral_likeness::Model { likeness: likeness.clone(), referral: model.id.clone() }.into_active_model()
        });
        referral_likeness::Entity::insert_many(rows).exec_without_returning(txn).await?;
    }
    let person = people::settle(txn, &new.person, new.sent_at).await?;
    belong(txn, new.id, person, &new.contacts).await?;
    let sent = referral_event::Model {
        id: Uuid::now_v7().to_string(),
        referral: model.id.clone(),
        kind: codes::code(&EventKind::Sent)?,
        at: new.sent_at.timestamp_millis(),
        staff: None,
        words: String::new(),
        elsewhere: String::new(),
        note: String::new(),
        act: String::new(),
        payload_digest: String::new(),
    };
    referral_event::Entity::insert(sent.into_active_model()).exec_without_returning(txn).await?;
    tell(txn, About::Desk, Whom::Team(new.team), new.sent_at).await?;
    tell(txn, About::Referral, Whom::Person(person), new.sent_at).await?;
    Ok(Kept::New(read(Model { person: Some(person.to_string()), ..model })?))
}

/// Says whose a referral is, and by which addresses it can be found.
pub(super) async fn belong(
    txn: &DatabaseTransaction,
    id: ReferralId,
    person: PersonId,
    contacts: &[(String, bool)],
) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::Person, person.to_string().into())
        .filter(Column::Id.eq(id.to_string()))
        .exec(txn)
        .await?;
    let mut rows: Vec<referral_contact::Model> = contacts
        .iter()
        .map(|(value, is_helper)| referral_contact::Model {
            address_key: address_key(value),
            referral: id.to_string(),
            is_helper: *is_helper,
        })
        .collect();
    rows.sort_by(|a, b| (&a.address_key, a.is_helper).cmp(&(&b.address_key, b.is_helper)));
    rows.dedup();
    if !rows.is_empty() {
        let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
        referral_contact::Entity::insert_many(rows).exec_without_returning(txn).await?;
    }
    Ok(())
}

/// The first referral that shares a likeness.
async fn earliest_alike(txn: &DatabaseTransaction, likeness: &[String]) -> Result<Option<String>> {
    let alike: Vec<String> = referral_likeness::Entity::find()
        .filter(referral_likeness::Column::Likeness.is_in(likeness.iter().map(String::as_str)))
        .all(txn)
        .await?
        .into_iter()
        .map(|row| row.referral)
        .collect();
    let first = Entity::find()
        .filter(Column::Id.is_in(alike))
        .order_by_asc(Column::SentAt)
        .order_by_asc(Column::Id)
        .one(txn)
        .await?;
    Ok(first.map(|row| row.id))
}

/// Lets a browser see the referral, and forgets those whose time is over.
async fn show_to(txn: &DatabaseTransaction, id: ReferralId, viewer: &[u8; 32], now: DateTime<Utc>) -> Result<()> {
    referral_viewer::Entity::delete_many()
        .filter(referral_viewer::Column::ExpiresAt.lte(now.timestamp_millis()))
        .exec(txn)
        .await?;
    let model = referral_viewer::Model {
        viewer: codes::hex(viewer),
        referral: id.to_string(),
        expires_at: (now + TimeDelta::days(VIEWER_DAYS)).timestamp_millis(),
    };
    referral_viewer::Entity::insert(model.into_active_model())
        .on_conflict(
            OnConflict::columns([referral_viewer::Column::Viewer, referral_viewer::Column::Referral])
                .update_column(referral_viewer::Column::ExpiresAt)
                .to_owned(),
        )
        .exec_without_returning(txn)
        .await?;
    Ok(())
}

pub(super) fn read(row: Model) -> Result<StoredReferral> {
    Ok(StoredReferral {
        id: codes::id(&row.id)?,
        reference: row.reference,
        team: codes::id(&row.team)?,
        stage: codes::from_code(&row.stage)?,
        stage_since: codes::instant(row.stage_since)?,
        sent_at: codes::instant(row.sent_at)?,
        promised_by: codes::date(&row.promised_by)?,
        duplicate_of: row.duplicate_of.as_deref().map(codes::id).transpose()?,
        is_urgent_words: row.is_urgent_words,
        person: row.person.as_deref().map(codes::id).transpose()?,
        worker: row.worker.as_deref().map(codes::id).transpose()?,
        paused_until: row.paused_until.as_deref().map(codes::date).transpose()?,
        merged_into: row.merged_into.as_deref().map(codes::id).transpose()?,
        is_helper_refused: row.is_helper_refused,
        promised_anew: row.promised_anew.as_deref().map(codes::date).transpose()?,
        // The reason is left out: it could quote an answer.
        answers: serde_json::from_str(&row.answers)
            .map_err(|_| Error::Other(anyhow::anyhow!("the answers of referral {} cannot be read", row.id)))?,
    })
}

impl fmt::Debug for NewReferral {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("NewReferral").field("id", &self.id).finish_non_exhaustive()
    }
}

impl fmt::Debug for StoredReferral {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("StoredReferral").field("id", &self.id).field("stage", &self.stage).finish_non_exhaustive()
    }
}
