//! Groups on people's plans, one document each, and what people recorded of going to a meeting.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::run;

pub struct PlanGroups;

impl MigrationName for PlanGroups {
    fn name(&self) -> &'static str {
        "m0009_plan_groups"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for PlanGroups {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, STATEMENTS).await
    }
}

pub(super) const STATEMENTS: &[&str] = &[
    // A group may leave the directory; on a plan it stays, so it is no reference.
    "CREATE TABLE plan_group (
        id {text} NOT NULL PRIMARY KEY,
        person {text} NOT NULL REFERENCES person (id),
        group_id {text} NOT NULL,
        stage {text} NOT NULL,
        company {text} NOT NULL,
        is_arranged {flag} NOT NULL,
        created_at {instant} NOT NULL,
        body {text} NOT NULL,
        revision {int} NOT NULL,
        updated_at {instant} NOT NULL,
        payload_digest {text} NOT NULL
    ){rows}",
    "CREATE UNIQUE INDEX plan_group_of_person ON plan_group (person, group_id)",
    // The place is empty where the meeting is tied to none.
    "CREATE TABLE visit (
        id {text} NOT NULL PRIMARY KEY,
        person {text} NOT NULL REFERENCES person (id),
        group_id {text} NOT NULL,
        place {text} NOT NULL,
        starts_at {instant} NOT NULL,
        day {text} NOT NULL,
        outcome {text} NOT NULL,
        recorded_at {instant} NOT NULL,
        body {text} NOT NULL,
        revision {int} NOT NULL,
        updated_at {instant} NOT NULL,
        payload_digest {text} NOT NULL
    ){rows}",
    "CREATE UNIQUE INDEX visit_of_person ON visit (person, starts_at, group_id, place)",
    "CREATE INDEX visit_of_group ON visit (group_id, outcome, day)",
];
