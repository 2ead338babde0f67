//! Who waits for an answer to a report that they sent while signed in. The report itself stays without a name.

use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::super::personal::keep_no_samples;
use super::spell;

pub struct AwaitedReports;

impl MigrationName for AwaitedReports {
    fn name(&self) -> &'static str {
        "m0006_awaited_reports"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for AwaitedReports {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        for statement in STATEMENTS {
            manager.get_connection().execute_unprepared(&spell(statement, backend)).await?;
        }
        if backend == DbBackend::Postgres {
            keep_no_samples(manager.get_connection()).await?;
        }
        Ok(())
    }
}

pub(super) const STATEMENTS: &[&str] = &[
    "CREATE TABLE awaited_report (
        report {text} NOT NULL PRIMARY KEY REFERENCES report (id),
        account {text} NOT NULL REFERENCES account (id)
    ){keyed}",
    "CREATE INDEX awaited_report_of_account ON awaited_report (account)",
];
