//! What people answered to the measures, each day's answers in a row of their own.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::run;

pub struct CheckIns;

impl MigrationName for CheckIns {
    fn name(&self) -> &'static str {
        "m0008_check_ins"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for CheckIns {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, STATEMENTS).await
    }
}

pub(super) const STATEMENTS: &[&str] = &[
    "CREATE TABLE check_in (
        id {text} NOT NULL PRIMARY KEY,
        person {text} NOT NULL REFERENCES person (id),
        measure {text} NOT NULL,
        version {int} NOT NULL,
        day {text} NOT NULL,
        moment {text} NOT NULL,
        answers {text} NOT NULL,
        payload_digest {text} NOT NULL,
        kept_at {instant} NOT NULL
    ){rows}",
    "CREATE INDEX check_in_of_person ON check_in (person, day, kept_at, id)",
];
