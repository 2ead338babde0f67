//! What to expect at a group, as a team wrote it, and what somebody let us pass on to whoever runs one.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::run;

pub struct Welcomes;

impl MigrationName for Welcomes {
    fn name(&self) -> &'static str {
        "m0012_welcomes"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Welcomes {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, STATEMENTS).await
    }
}

pub(super) const STATEMENTS: &[&str] = &[
    // A group may leave the directory and come back, so it is no reference.
    "CREATE TABLE welcome (
        group_id {text} NOT NULL PRIMARY KEY,
        arriving {text} NOT NULL,
        greeting {text} NOT NULL,
        watching {text} NOT NULL,
        toilets {text} NOT NULL,
        quiet {text} NOT NULL,
        team {text} NOT NULL REFERENCES team (id),
        staff {text} NOT NULL REFERENCES staff (id),
        written_on {text} NOT NULL
    ){rows}",
    // The words are emptied once the letter has gone, or is given up.
    "CREATE TABLE host_letter (
        id {text} NOT NULL PRIMARY KEY,
        person {text} NOT NULL REFERENCES person (id),
        group_id {text} NOT NULL,
        group_name {text} NOT NULL,
        address {text} NOT NULL,
        words {text} NOT NULL,
        at {instant} NOT NULL,
        outcome {text} NOT NULL
    ){rows}",
    "CREATE INDEX host_letter_of_person ON host_letter (person, at)",
];
