//! Helpers: what one account may see and do for one person, and the end of it.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, Set,
};
use uuid::Uuid;
use wire::{AccountId, GrantId, GrantTerms, NoticeKind, PersonId, ReferralId, Scope, StaffId};

use super::{
    Error, Result, Store,
    audit::{self, Deed},
    changes::{About, Whom, tell},
    codes,
    entity::referral,
    notices::{forget_notices, notify_account},
    one_time_codes::address_key,
    tables::{
        contact,
        helper_grant::{ActiveModel, Column, Entity, Model},
    },
    writing::lock_name,
};

/// The version of the words under which a person lets somebody help.
const WORDS_VERSION: &str = "2026-11-25";

/// What one helper may see and do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    pub id: GrantId,
    pub person: PersonId,
    /// Absent until the helper who asked signs in.
    pub account: Option<AccountId>,
    pub referral: Option<ReferralId>,
    pub name: String,
    pub relation: String,
    pub scopes: Vec<Scope>,
    pub ends_on: NaiveDate,
    pub recorded_by: Option<StaffId>,
    pub is_revoked: bool,
}

/// A helper to be let in.
#[derive(Debug, Clone)]
pub struct NewGrant {
    pub person: PersonId,
    pub name: String,
    pub relation: String,
    pub terms: GrantTerms,
    /// How the person said so to a link worker, and to whom; empty when they did it themselves.
    pub how: String,
    pub recorded_by: Option<StaffId>,
}

impl Store {
    /// Everybody who helps a person or may as soon as they sign in, in the order of being let in.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn grants_of(&self, person: PersonId, today: NaiveDate) -> Result<Vec<Grant>> {
        let rows = Entity::find()
            .filter(Column::Person.eq(person.to_string()))
            .filter(Column::RevokedAt.is_null())
            .filter(Column::EndsOn.gte(today.to_string()))
            .order_by_asc(Column::CreatedAt)
            .order_by_asc(Column::Id);
        rows.all(&self.db).await?.into_iter().map(read).collect()
    }

    /// Everybody whom an account helps today.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn grants_to(&self, account: AccountId, today: NaiveDate) -> Result<Vec<Grant>> {
        let rows = Entity::find()
            .filter(Column::Account.eq(account.to_string()))
            .filter(Column::RevokedAt.is_null())
            .filter(Column::EndsOn.gte(today.to_string()))
            .order_by_asc(Column::CreatedAt)
            .order_by_asc(Column::Id);
        rows.all(&self.db).await?.into_iter().map(read).collect()
    }

    /// By what name somebody helps or helped a person.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn helper_name(&self, account: AccountId, person: PersonId) -> Result<Option<String>> {
        Ok(self.helper_of(account, person).await?.map(|(name, _)| name))
    }

    /// By what name and as what somebody helps or helped a person.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn helper_of(&self, account: AccountId, person: PersonId) -> Result<Option<(String, String)>> {
        let row = Entity::find()
            .filter(Column::Account.eq(account.to_string()))
            .filter(Column::Person.eq(person.to_string()))
            .order_by_desc(Column::CreatedAt)
            .order_by_desc(Column::Id)
            .one(&self.db)
            .await?;
        Ok(row.map(|row| (row.name, row.relation)))
    }

    /// One helper of a person.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_grant(&self, person: PersonId, id: GrantId) -> Result<Option<Grant>> {
        let row = Entity::find_by_id(id.to_string()).filter(Column::Person.eq(person.to_string()));
        row.one(&self.db).await?.map(read).transpose()
    }

    /// Lets in the helper who asked for the person. They see it when they prove an address that they gave.
    ///
    /// # Errors
    /// [`Error::Conflict`] when they have been let in; otherwise when the database fails.
    pub async fn accept_helper(
        &self,
        new: &NewGrant,
        referral: ReferralId,
        deed: Option<Deed>,
        now: DateTime<Utc>,
    ) -> Result<GrantId> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        // Two that say yes at once must not both be the first.
        lock_name(txn, &format!("helpers of {}", new.person)).await?;
        let is_in = Entity::find()
            .filter(Column::Referral.eq(referral.to_string()))
            .filter(Column::RevokedAt.is_null())
            .one(txn)
            .await?;
        if is_in.is_some() {
            return Err(Error::Conflict);
        }
        let account = helper_account(txn, referral).await?;
        if let Some(account) = account {
            end_earlier(txn, new.person, account, now).await?;
        }
        let id = insert(txn, new, Some(referral), account, now).await?;
        if let Some(account) = account {
            tell(txn, About::Access, Whom::Account(account), now).await?;
        }
        if let Some(deed) = deed {
            audit::remember(txn, &deed, now).await?;
        }
        tell(txn, About::Helpers, Whom::Person(new.person), now).await?;
        if let Some(account) = account {
            notify_account(txn, account, Some(new.person), NoticeKind::Helper, now).await?;
        }
        writing.commit().await?;
        Ok(id)
    }

    /// Keeps that the person said no to the helper who asked.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn refuse_helper(&self, person: PersonId, id: ReferralId, now: DateTime<Utc>) -> Result<bool> {
        let writing = self.begin_write().await?;
        let changed = referral::Entity::update_many()
            .col_expr(referral::Column::IsHelperRefused, true.into())
            .filter(referral::Column::Id.eq(id.to_string()))
            .filter(referral::Column::Person.eq(person.to_string()))
            .exec(&writing.txn)
            .await?;
        tell(&writing.txn, About::Helpers, Whom::Person(person), now).await?;
        writing.commit().await?;
        Ok(changed.rows_affected > 0)
    }

    /// Changes what a helper may do and until when; false when there is no such helper now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn change_grant(
        &self,
        person: PersonId,
        id: GrantId,
        terms: &GrantTerms,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        let writing = self.begin_write().await?;
        let Some(held) = live(&writing.txn, person, id).await? else { return Ok(false) };
        let row = ActiveModel {
            id: Set(held.id),
            scopes: Set(scopes_text(&terms.scopes)?),
            ends_on: Set(terms.ends_on.to_string()),
            is_alone: Set(terms.is_alone),
            ..<ActiveModel as Default>::default()
        };
        row.update(&writing.txn).await?;
        tell_both(&writing.txn, person, held.account.as_deref(), now).await?;
        writing.commit().await?;
        Ok(true)
    }

    /// Ends a helper's access from the next request on; false when there is no such helper now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_grant(
        &self,
        person: PersonId,
        id: GrantId,
        deed: Option<Deed>,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        let writing = self.begin_write().await?;
        let Some(held) = live(&writing.txn, person, id).await? else { return Ok(false) };
        revoke(&writing.txn, held, now).await?;
        if let Some(deed) = deed {
            audit::remember(&writing.txn, &deed, now).await?;
        }
        writing.commit().await?;
        Ok(true)
    }

    /// Ends one's own helping; false when one does not help there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn leave_grant(&self, account: AccountId, id: GrantId, now: DateTime<Utc>) -> Result<bool> {
        let writing = self.begin_write().await?;
        let found = Entity::find_by_id(id.to_string())
            .filter(Column::Account.eq(account.to_string()))
            .filter(Column::RevokedAt.is_null())
            .one(&writing.txn)
            .await?;
        let Some(held) = found else { return Ok(false) };
        revoke(&writing.txn, held, now).await?;
        writing.commit().await?;
        Ok(true)
    }

    /// The referrals of a person that a helper sent and about whom the person has not said yes or no.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn helpers_waiting(&self, person: PersonId) -> Result<Vec<super::StoredReferral>> {
        let rows = referral::Entity::find()
            .filter(referral::Column::Person.eq(person.to_string()))
            .filter(referral::Column::IsHelperRefused.eq(false))
            .order_by_asc(referral::Column::SentAt)
            .order_by_asc(referral::Column::Id)
            .all(&self.db)
            .await?;
        let accepted: Vec<String> = Entity::find()
            .filter(Column::Person.eq(person.to_string()))
            .filter(Column::Referral.is_not_null())
            .all(&self.db)
            .await?
            .into_iter()
            .filter_map(|row| row.referral)
            .collect();
        let mut waiting = Vec::new();
        for row in rows.into_iter().filter(|row| !accepted.contains(&row.id)) {
            let referral = super::referrals::read(row)?;
            if referral.answers.for_whom == Some(wire::ForWhom::Someone) {
                waiting.push(referral);
            }
        }
        Ok(waiting)
    }
}

/// The account that has proved an address which the helper of a referral gave.
async fn helper_account(txn: &DatabaseTransaction, id: ReferralId) -> Result<Option<AccountId>> {
    use super::tables::referral_contact;

    let keys: Vec<String> = referral_contact::Entity::find()
        .filter(referral_contact::Column::Referral.eq(id.to_string()))
        .filter(referral_contact::Column::IsHelper.eq(true))
        .all(txn)
        .await?
        .into_iter()
        .map(|row| row.address_key)
        .collect();
    let Some(row) = referral::Entity::find_by_id(id.to_string()).one(txn).await? else { return Ok(None) };
    let answers = super::referrals::read(row)?.answers;
    let typed = [answers.helper_email.as_str(), answers.helper_phone.as_str()];
    let values: Vec<String> = typed
        .into_iter()
        .filter_map(domain::contact_point::parse)
        .map(|point| point.value)
        .filter(|value| keys.contains(&address_key(value)))
        .collect();
    let found = contact::Entity::find().filter(Condition::all().add(contact::Column::Value.is_in(values)));
    found.one(txn).await?.map(|row| codes::id(&row.account)).transpose()
}

pub(super) async fn insert(
    txn: &DatabaseTransaction,
    new: &NewGrant,
    referral: Option<ReferralId>,
    account: Option<AccountId>,
    now: DateTime<Utc>,
) -> Result<GrantId> {
    let id = GrantId(Uuid::now_v7());
    let row = Model {
        id: id.to_string(),
        person: new.person.to_string(),
        account: account.map(|id| id.to_string()),
        referral: referral.map(|id| id.to_string()),
        name: new.name.clone(),
        relation: new.relation.clone(),
        scopes: scopes_text(&new.terms.scopes)?,
        ends_on: new.terms.ends_on.to_string(),
        is_alone: new.terms.is_alone,
        how: new.how.clone(),
        recorded_by: new.recorded_by.map(|id| id.to_string()),
        words_version: WORDS_VERSION.to_owned(),
        created_at: now.timestamp_millis(),
        revoked_at: None,
    };
    Entity::insert(row.into_active_model()).exec_without_returning(txn).await?;
    Ok(id)
}

/// The newer word of the person holds: what this account could do for them before ends.
pub(super) async fn end_earlier(
    txn: &DatabaseTransaction,
    person: PersonId,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<()> {
    let earlier = Entity::find()
        .filter(Column::Person.eq(person.to_string()))
        .filter(Column::Account.eq(account.to_string()))
        .filter(Column::RevokedAt.is_null());
    for held in earlier.all(txn).await? {
        revoke(txn, held, now).await?;
    }
    Ok(())
}

async fn live(txn: &DatabaseTransaction, person: PersonId, id: GrantId) -> Result<Option<Model>> {
    let row = Entity::find_by_id(id.to_string())
        .filter(Column::Person.eq(person.to_string()))
        .filter(Column::RevokedAt.is_null());
    Ok(row.one(txn).await?)
}

async fn revoke(txn: &DatabaseTransaction, held: Model, now: DateTime<Utc>) -> Result<()> {
    let (person, account) = (codes::id(&held.person)?, held.account.clone());
    let row = ActiveModel {
        id: Set(held.id),
        revoked_at: Set(Some(now.timestamp_millis())),
        ..<ActiveModel as Default>::default()
    };
    row.update(txn).await?;
    tell_both(txn, person, account.as_deref(), now).await?;
    match account {
        Some(account) => forget_notices(txn, codes::id(&account)?, person).await,
        None => Ok(()),
    }
}

async fn tell_both(
    txn: &DatabaseTransaction,
    person: PersonId,
    account: Option<&str>,
    now: DateTime<Utc>,
) -> Result<()> {
    if let Some(account) = account {
        tell(txn, About::Access, Whom::Account(codes::id(account)?), now).await?;
    }
    tell(txn, About::Helpers, Whom::Person(person), now).await
}

pub(super) fn scopes_text(scopes: &[Scope]) -> Result<String> {
    serde_json::to_string(scopes).map_err(|error| Error::Other(error.into()))
}

pub(super) fn read_scopes(text: &str) -> Result<Vec<Scope>> {
    serde_json::from_str(text).map_err(|error| Error::Other(error.into()))
}

fn read(row: Model) -> Result<Grant> {
    Ok(Grant {
        id: codes::id(&row.id)?,
        person: codes::id(&row.person)?,
        account: row.account.as_deref().map(codes::id).transpose()?,
        referral: row.referral.as_deref().map(codes::id).transpose()?,
        name: row.name,
        relation: row.relation,
        scopes: read_scopes(&row.scopes)?,
        ends_on: codes::date(&row.ends_on)?,
        recorded_by: row.recorded_by.as_deref().map(codes::id).transpose()?,
        is_revoked: row.revoked_at.is_some(),
    })
}
