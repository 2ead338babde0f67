//! Feeds: where groups come from, by the name a deployer gave them.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    Result, Store, codes,
    entity::feed::{Column, Entity, Model},
};

/// A feed that was imported at least once, or is about to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    pub id: Uuid,
    /// Unique.
    pub name: String,
    /// The file or address it is read from.
    pub source: String,
    /// When it was last imported whole.
    pub imported_at: Option<DateTime<Utc>>,
}

impl Store {
    /// The feed with this name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_feed(&self, name: &str) -> Result<Option<Feed>> {
        Entity::find().filter(Column::Name.eq(name)).one(&self.db).await?.map(read).transpose()
    }

    /// Every feed, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_feeds(&self) -> Result<Vec<Feed>> {
        Entity::find().order_by_asc(Column::Name).all(&self.db).await?.into_iter().map(read).collect()
    }
}

fn read(row: Model) -> Result<Feed> {
    Ok(Feed {
        id: codes::id(&row.id)?,
        name: row.name,
        source: row.source,
        imported_at: row.imported_at.map(codes::instant).transpose()?,
    })
}
