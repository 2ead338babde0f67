//! Coming back to a team through the open door: the person's own act on a referral that has ended, kept once. Whether it
//! may be done is the domain's to say; it is asked here, where nobody else can change the referral meanwhile.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{case, london};
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, Set};
use wire::{AccountId, ActId, NoticeKind, PersonId, ReferralId, Scope};

use super::{
    ActKept, Result, Store,
    cases::{again, tell_all},
    codes,
    entity::referral,
    notices::{Told, notify},
    people,
    promises::watch_promise,
    tables::{
        referral_event::{Entity, Model},
        staff,
    },
    writing::lock_name,
};

/// Somebody who comes back.
#[derive(Clone)]
pub struct NewComeBack {
    pub act: ActId,
    /// The digest of what was sent: the same id with another is another act, and refused.
    pub payload_digest: [u8; 32],
    pub person: PersonId,
    /// Whose sign-in it came by: their own.
    pub account: AccountId,
    pub referral: ReferralId,
    /// To the team.
    pub words: String,
    /// The words sound dangerous: for staff to look at first.
    pub is_urgent_words: bool,
    pub promised_by: NaiveDate,
}

impl Store {
    /// Opens a referral again for whoever comes back, once, however often it is sent. It stays with the same link worker
    /// where they are still there. [`ActKept::MovedOn`] where there is nothing to come back to.
    ///
    /// # Errors
    /// When the database fails; then nothing was done.
    pub async fn come_back(&self, new: &NewComeBack, now: DateTime<Utc>) -> Result<ActKept> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        let id = new.referral.to_string();
        // The referral first and the record after it, as an act at the desk does: otherwise the two could wait for each other.
        lock_name(txn, &id).await?;
        if !people::hold(txn, new.person).await? {
            return Ok(ActKept::MovedOn);
        }
        // Whoever comes back twice at once does so one after the other.
        lock_name(txn, &format!("coming back {}", new.person)).await?;
        if let Some(row) = Entity::find_by_id(new.act.to_string()).one(txn).await? {
            return Ok(again(&row, &new.payload_digest));
        }
        let rows =
            referral::Entity::find().filter(referral::Column::Person.eq(new.person.to_string())).all(txn).await?;
        let Some(row) = rows.iter().find(|row| row.id == id) else { return Ok(ActKept::MovedOn) };
        let others = rows.iter().filter(|other| other.id != id && other.team == row.team);
        let others: Vec<case::State> = others.map(state_of).collect::<Result<_>>()?;
        let Ok(outcome) = case::come_back(state_of(row)?, &others) else { return Ok(ActKept::MovedOn) };
        let change = referral::ActiveModel {
            id: Set(id.clone()),
            stage: Set(codes::code(&outcome.state.stage)?),
            stage_since: Set(now.timestamp_millis()),
            promised_by: Set(new.promised_by.to_string()),
            promised_anew: Set(None),
            first_promised_by: Set(Some(row.first_promised_by.clone().unwrap_or(row.promised_by.clone()))),
            paused_until: Set(None),
            is_urgent_words: Set(new.is_urgent_words),
            worker: Set(still_there(txn, row).await?),
            ..<referral::ActiveModel as Default>::default()
        };
        change.update(txn).await?;
        let event = Model {
            id: new.act.to_string(),
            referral: id,
            kind: codes::code(&outcome.event)?,
            at: now.timestamp_millis(),
            staff: None,
            words: new.words.trim().to_owned(),
            elsewhere: String::new(),
            note: String::new(),
            act: String::new(),
            payload_digest: codes::hex(&new.payload_digest),
        };
        Entity::insert(event.into_active_model()).exec_without_returning(txn).await?;
        tell_all(txn, new.referral, now).await?;
        watch_promise(txn, new.referral, new.promised_by, now).await?;
        // They know it themselves.
        let told = Told { person: new.person, helpers: Some(Scope::SeePlan), except: Some(new.account) };
        notify(txn, &told, NoticeKind::Stage, london::today(now), now).await?;
        writing.commit().await?;
        Ok(ActKept::Done)
    }
}

fn state_of(row: &referral::Model) -> Result<case::State> {
    Ok(case::State {
        stage: codes::from_code(&row.stage)?,
        is_paused: row.paused_until.is_some(),
        is_merged: row.merged_into.is_some(),
    })
}

/// The link worker who had it, where they still work in its team; nobody otherwise, and then it waits for the team.
async fn still_there(txn: &DatabaseTransaction, row: &referral::Model) -> Result<Option<String>> {
    let Some(worker) = &row.worker else { return Ok(None) };
    let found = staff::Entity::find_by_id(worker.clone()).one(txn).await?;
    let is_there = found.is_some_and(|staff| staff.ended_at.is_none() && staff.team.as_ref() == Some(&row.team));
    Ok(is_there.then(|| worker.clone()))
}
