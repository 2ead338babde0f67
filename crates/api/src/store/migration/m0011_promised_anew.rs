//! The new day that is promised where nobody was in touch by the first one, and where a team lead is written to then.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::run;

pub struct PromisedAnew;

impl MigrationName for PromisedAnew {
    fn name(&self) -> &'static str {
        "m0011_promised_anew"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for PromisedAnew {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, STATEMENTS).await
    }
}

pub(super) const STATEMENTS: &[&str] = &[
    // Empty while the promise that was made holds.
    "ALTER TABLE referral ADD COLUMN promised_anew {text}",
    // What was promised at first, once that is not what holds any more: a report asks whether that was kept.
    "ALTER TABLE referral ADD COLUMN first_promised_by {text}",
    // An address at work.
    "ALTER TABLE staff ADD COLUMN email {text}",
];
