//! The devices on which somebody wants notices to appear. A device is one account's at a time, and only while the sign-in
//! lasts under which it was told of.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, sea_query::OnConflict};
use uuid::Uuid;
use wire::{AccountId, PushDevice, SignInId};

use super::{
    Result, Store, codes,
    tables::{
        push_device::{Column, Entity, Model},
        sign_in,
    },
};

/// A device that nobody has told of for so long is taken to be gone: some services never say so.
const UNSEEN: TimeDelta = TimeDelta::days(60);

/// How many devices of one account notices go to.
const MOST: u64 = 5;

/// A device as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredDevice {
    pub id: Uuid,
    pub device: PushDevice,
}

impl Store {
    /// Keeps a device for an account; it is nobody else's from now on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keep_device(
        &self,
        account: AccountId,
        sign_in: SignInId,
        device: &PushDevice,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let row = Model {
            id: Uuid::now_v7().to_string(),
            account: account.to_string(),
            sign_in: sign_in.to_string(),
            endpoint: device.endpoint.clone(),
            p256dh: device.p256dh.clone(),
            auth: device.auth.clone(),
            created_at: now.timestamp_millis(),
            seen_at: now.timestamp_millis(),
        };
        let writing = self.begin_write().await?;
        Entity::insert(row.into_active_model())
            .on_conflict(
                OnConflict::column(Column::Endpoint)
                    .update_columns([Column::Account, Column::SignIn, Column::P256dh, Column::Auth, Column::SeenAt])
                    .to_owned(),
            )
            .exec_without_returning(&writing.txn)
            .await?;
        writing.commit().await
    }

    /// The devices of an account on which its sign-in has not ended, and that were heard of lately.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn devices_of(&self, account: AccountId, now: DateTime<Utc>) -> Result<Vec<StoredDevice>> {
        let rows = Entity::find()
            .filter(Column::Account.eq(account.to_string()))
            .filter(Column::SeenAt.gte((now - UNSEEN).timestamp_millis()))
            // Nobody has more at hand, and each takes its time.
            .order_by_desc(Column::SeenAt)
            .order_by_desc(Column::Id)
            .limit(MOST)
            .all(&self.db)
            .await?;
        let mut devices = Vec::with_capacity(rows.len());
        for row in rows {
            let Some(sign_in) = sign_in::Entity::find_by_id(row.sign_in.clone()).one(&self.db).await? else { continue };
            let sign_in = super::sign_ins::read(sign_in)?;
            if !domain::sign_in_life::is_over(sign_in.life, sign_in.created_at, sign_in.seen_at, now) {
                devices.push(StoredDevice {
                    id: codes::id(&row.id)?,
                    device: PushDevice { endpoint: row.endpoint, p256dh: row.p256dh, auth: row.auth },
                });
            }
        }
        Ok(devices)
    }

    /// Forgets a device, whoever's it is: its push service says that it is gone.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_device(&self, id: Uuid) -> Result<()> {
        let writing = self.begin_write().await?;
        Entity::delete_by_id(id.to_string()).exec(&writing.txn).await?;
        writing.commit().await
    }

    /// Forgets a device of an account.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_device(&self, account: AccountId, endpoint: &str) -> Result<()> {
        let writing = self.begin_write().await?;
        Entity::delete_many()
            .filter(Column::Account.eq(account.to_string()))
            .filter(Column::Endpoint.eq(endpoint))
            .exec(&writing.txn)
            .await?;
        writing.commit().await
    }
}
