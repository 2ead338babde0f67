//! The tables, made and brought up to date when the store is opened.
//!
//! A migration that has been released is never edited: another one follows it.

mod m0001_start;

use sea_orm_migration::{MigrationTrait, MigratorTrait, async_trait};

use super::{Result, Store, writing::lock_name};

struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(m0001_start::Start)]
    }
}

/// Makes what is missing, in one transaction. Servers that start together wait for each other.
pub(super) async fn migrate(store: &Store) -> Result<()> {
    if Migrator::get_pending_migrations_read_only(&store.db).await?.is_empty() {
        return Ok(());
    }
    let writing = store.begin_write().await?;
    lock_name(&writing.txn, "migration").await?;
    Migrator::up(&writing.txn, None).await?;
    writing.commit().await
}
