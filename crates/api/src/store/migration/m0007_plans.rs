//! Goals with their steps, one document a goal, and what was done with a plan, so that nothing is done twice.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::run;

pub struct Plans;

impl MigrationName for Plans {
    fn name(&self) -> &'static str {
        "m0007_plans"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Plans {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, STATEMENTS).await
    }
}

pub(super) const STATEMENTS: &[&str] = &[
    "CREATE TABLE goal (
        id {text} NOT NULL PRIMARY KEY,
        person {text} NOT NULL REFERENCES person (id),
        stage {text} NOT NULL,
        created_at {instant} NOT NULL,
        body {text} NOT NULL,
        revision {int} NOT NULL,
        updated_at {instant} NOT NULL,
        payload_digest {text} NOT NULL
    ){rows}",
    "CREATE INDEX goal_of_person ON goal (person, created_at, id)",
    // What it was done with is named by its id, whatever part of a plan that is.
    "CREATE TABLE plan_act (
        id {text} NOT NULL PRIMARY KEY,
        person {text} NOT NULL REFERENCES person (id),
        about {text} NOT NULL,
        at {instant} NOT NULL,
        payload_digest {text} NOT NULL
    ){rows}",
    "CREATE INDEX plan_act_of_person ON plan_act (person)",
];
