//! Invitations to help: made by the person (or written down by a link worker), taken up once under the helper's own
//! sign-in, by a code that only its digest is kept of.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use wire::{AccountId, GrantId, GrantTerms, HelperInvitationId, PersonId, Scope};

use super::{
    NewGrant, Result, Store,
    audit::{self, Deed},
    changes::{About, Whom, tell},
    codes,
    grants::{end_earlier, insert, read_scopes, scopes_text},
    tables::helper_invitation as invitation,
    writing::lock_name,
};

/// For how long an invitation to help can be taken up.
pub const INVITATION_LIFE: TimeDelta = TimeDelta::hours(24);

/// An invitation to be kept.
#[derive(Debug, Clone)]
pub struct NewHelperInvitation {
    pub id: HelperInvitationId,
    pub grant: NewGrant,
    /// The code under the server's pepper.
    pub code_mac: [u8; 32],
    pub expires_at: DateTime<Utc>,
}

/// An invitation that has not been taken up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenHelperInvitation {
    pub id: HelperInvitationId,
    pub name: String,
    pub scopes: Vec<Scope>,
    pub expires_at: DateTime<Utc>,
}

impl Store {
    /// Keeps an invitation.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the id was used before; otherwise when the database fails.
    pub async fn invite_helper(&self, new: &NewHelperInvitation, deed: Option<Deed>, now: DateTime<Utc>) -> Result<()> {
        let row = invitation::Model {
            id: new.id.to_string(),
            person: new.grant.person.to_string(),
            code_mac: codes::hex(&new.code_mac),
            name: new.grant.name.clone(),
            relation: new.grant.relation.clone(),
            scopes: scopes_text(&new.grant.terms.scopes)?,
            ends_on: new.grant.terms.ends_on.to_string(),
            is_alone: new.grant.terms.is_alone,
            how: new.grant.how.clone(),
            recorded_by: new.grant.recorded_by.map(|id| id.to_string()),
            created_at: now.timestamp_millis(),
            expires_at: new.expires_at.timestamp_millis(),
            over_at: None,
        };
        let writing = self.begin_write().await?;
        invitation::Entity::insert(row.into_active_model()).exec_without_returning(&writing.txn).await?;
        if let Some(deed) = deed {
            audit::remember(&writing.txn, &deed, now).await?;
        }
        tell(&writing.txn, About::Helpers, Whom::Person(new.grant.person), now).await?;
        writing.commit().await
    }

    /// A person's invitations that can still be taken up.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn invitations_of(&self, person: PersonId, now: DateTime<Utc>) -> Result<Vec<OpenHelperInvitation>> {
        let rows = invitation::Entity::find()
            .filter(invitation::Column::Person.eq(person.to_string()))
            .filter(invitation::Column::OverAt.is_null())
            .filter(invitation::Column::ExpiresAt.gt(now.timestamp_millis()))
            .order_by_asc(invitation::Column::CreatedAt)
            .order_by_asc(invitation::Column::Id)
            .all(&self.db)
            .await?;
        let read = |row: invitation::Model| {
            Ok(OpenHelperInvitation {
                id: codes::id(&row.id)?,
                name: row.name,
                scopes: read_scopes(&row.scopes)?,
                expires_at: codes::instant(row.expires_at)?,
            })
        };
        rows.into_iter().map(read).collect()
    }

    /// Takes an invitation back; false when it is not there, over or taken up.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn withdraw_invitation(
        &self,
        person: PersonId,
        id: HelperInvitationId,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        let writing = self.begin_write().await?;
        let changed = invitation::Entity::update_many()
            .col_expr(invitation::Column::OverAt, now.timestamp_millis().into())
            .filter(invitation::Column::Id.eq(id.to_string()))
            .filter(invitation::Column::Person.eq(person.to_string()))
            .filter(invitation::Column::OverAt.is_null())
            .exec(&writing.txn)
            .await?;
        tell(&writing.txn, About::Helpers, Whom::Person(person), now).await?;
        writing.commit().await?;
        Ok(changed.rows_affected > 0)
    }

    /// Takes up the invitation under a code: from now on this account helps. Nothing when there is no such invitation,
    /// it is over, or it is one's own record.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn take_helper_invitation(
        &self,
        code_mac: &[u8; 32],
        account: AccountId,
        own: Option<PersonId>,
        now: DateTime<Utc>,
    ) -> Result<Option<GrantId>> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        let found = invitation::Entity::find().filter(invitation::Column::CodeMac.eq(codes::hex(code_mac)));
        let Some(row) = found.one(txn).await? else { return Ok(None) };
        let person: PersonId = codes::id(&row.person)?;
        if own == Some(person) || row.expires_at <= now.timestamp_millis() {
            return Ok(None);
        }
        lock_name(txn, &format!("helpers of {person}")).await?;
        let taken = invitation::Entity::update_many()
            .col_expr(invitation::Column::OverAt, now.timestamp_millis().into())
            .filter(invitation::Column::Id.eq(&row.id))
            .filter(invitation::Column::OverAt.is_null())
            .exec(txn)
            .await?;
        if taken.rows_affected == 0 {
            return Ok(None);
        }
        end_earlier(txn, person, account, now).await?;
        let new = NewGrant {
            person,
            name: row.name,
            relation: row.relation,
            terms: GrantTerms {
                scopes: read_scopes(&row.scopes)?,
                ends_on: codes::date(&row.ends_on)?,
                is_alone: row.is_alone,
            },
            how: row.how,
            recorded_by: row.recorded_by.as_deref().map(codes::id).transpose()?,
        };
        let id = insert(txn, &new, None, Some(account), now).await?;
        tell(txn, About::Access, Whom::Account(account), now).await?;
        tell(txn, About::Helpers, Whom::Person(person), now).await?;
        writing.commit().await?;
        Ok(Some(id))
    }
}
