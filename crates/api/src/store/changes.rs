//! That something changed, told to whoever looks on: written in the transaction of the change, read by every server
//! process. A hint and nothing more: it says about what and for whom, and the screen asks again.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use uuid::Uuid;
use wire::{AccountId, PersonId, StaffId, TeamId};

use super::{
    Result, Store, codes,
    tables::change::{Column, Entity, Model},
};

/// For how long a hint is kept. Streams look every half second; longer ago than this nobody needs it.
const KEPT_FOR: TimeDelta = TimeDelta::minutes(2);

/// What has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum About {
    Referral,
    Helpers,
    /// What somebody may see.
    Access,
    Details,
    Desk,
}

/// For whom it has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Whom {
    /// Everybody who may see this person's record.
    Person(PersonId),
    Account(AccountId),
    Staff(StaffId),
    Team(TeamId),
}

/// A hint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hint {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub about: About,
    pub whom: Whom,
}

impl About {
    const ALL: [Self; 5] = [Self::Referral, Self::Helpers, Self::Access, Self::Details, Self::Desk];

    /// Its name on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Referral => "referral",
            Self::Helpers => "helpers",
            Self::Access => "access",
            Self::Details => "details",
            Self::Desk => "desk",
        }
    }
}

impl Whom {
    fn text(self) -> String {
        match self {
            Self::Person(id) => format!("person:{id}"),
            Self::Account(id) => format!("account:{id}"),
            Self::Staff(id) => format!("staff:{id}"),
            Self::Team(id) => format!("team:{id}"),
        }
    }

    fn read(text: &str) -> Option<Self> {
        let (kind, id) = text.split_once(':')?;
        match kind {
            "person" => id.parse().ok().map(Self::Person),
            "account" => id.parse().ok().map(Self::Account),
            "staff" => id.parse().ok().map(Self::Staff),
            "team" => id.parse().ok().map(Self::Team),
            _ => None,
        }
    }
}

/// Tells, when the transaction is committed.
pub(super) async fn tell(txn: &DatabaseTransaction, about: About, whom: Whom, now: DateTime<Utc>) -> Result<()> {
    let row = Model {
        id: Uuid::now_v7().to_string(),
        at: now.timestamp_millis(),
        about: about.code().to_owned(),
        whom: whom.text(),
    };
    Entity::insert(row.into_active_model()).exec_without_returning(txn).await?;
    Ok(())
}

impl Store {
    /// The hints since an instant, in the order of telling. Transactions end in another order than they begin, so a
    /// reader asks from a little before the last that it saw, and leaves out what it knows.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn hints_since(&self, since: DateTime<Utc>) -> Result<Vec<Hint>> {
        let rows = Entity::find()
            .filter(Column::At.gte(since.timestamp_millis()))
            .order_by_asc(Column::At)
            .order_by_asc(Column::Id)
            .all(&self.db)
            .await?;
        let mut hints = Vec::with_capacity(rows.len());
        for row in rows {
            let about = About::ALL.into_iter().find(|about| about.code() == row.about);
            // A newer version of the server may tell of something that this one does not know.
            if let (Some(about), Some(whom)) = (about, Whom::read(&row.whom)) {
                hints.push(Hint { id: codes::id(&row.id)?, at: codes::instant(row.at)?, about, whom });
            }
        }
        Ok(hints)
    }

    /// Takes out what nobody needs any more: old hints, codes a day after their end, ceremonies and sign-ins that are
    /// over.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sweep(&self, now: DateTime<Utc>) -> Result<()> {
        use super::tables::{ceremony, code, guess_hour, sign_in};

        let writing = self.begin_write().await?;
        let before = |ago: TimeDelta| (now - ago).timestamp_millis();
        Entity::delete_many().filter(Column::At.lt(before(KEPT_FOR))).exec(&writing.txn).await?;
        let day = TimeDelta::days(1);
        code::Entity::delete_many().filter(code::Column::ExpiresAt.lt(before(day))).exec(&writing.txn).await?;
        ceremony::Entity::delete_many()
            .filter(ceremony::Column::ExpiresAt.lt(now.timestamp_millis()))
            .exec(&writing.txn)
            .await?;
        guess_hour::Entity::delete_many().filter(guess_hour::Column::Hour.lt(before(day))).exec(&writing.txn).await?;
        // No sign-in lives longer than thirty days.
        sign_in::Entity::delete_many()
            .filter(sign_in::Column::CreatedAt.lt(before(TimeDelta::days(31))))
            .exec(&writing.txn)
            .await?;
        writing.commit().await
    }
}
