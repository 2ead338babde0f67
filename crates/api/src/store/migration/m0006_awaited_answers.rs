//! Who waits for an answer: to a report that they sent while signed in, which itself stays without a name; and to a
//! message, which is answered by what was written once it had been read.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::run;

pub struct AwaitedAnswers;

impl MigrationName for AwaitedAnswers {
    fn name(&self) -> &'static str {
        "m0006_awaited_answers"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for AwaitedAnswers {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, STATEMENTS).await
    }
}

pub(super) const STATEMENTS: &[&str] = &[
    "CREATE TABLE awaited_report (
        report {text} NOT NULL PRIMARY KEY REFERENCES report (id),
        account {text} NOT NULL REFERENCES account (id)
    ){keyed}",
    "CREATE INDEX awaited_report_of_account ON awaited_report (account)",
    // How far whoever wrote it had read then. Of earlier messages it is taken that all before had been.
    "ALTER TABLE message ADD COLUMN read_to {instant} NOT NULL DEFAULT 0",
    "UPDATE message SET read_to = seq - 1",
];
