//! Codes that are kept and never sent, so that nobody learns from a limit that others have asked.

use sea_orm::{ConnectionTrait, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::spell;

pub struct SilentCodes;

impl MigrationName for SilentCodes {
    fn name(&self) -> &'static str {
        "m0003_silent_codes"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for SilentCodes {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        manager.get_connection().execute_unprepared(&spell(STATEMENT, backend)).await?;
        Ok(())
    }
}

pub(super) const STATEMENT: &str = "ALTER TABLE code ADD COLUMN is_silent {flag} NOT NULL DEFAULT {false}";
