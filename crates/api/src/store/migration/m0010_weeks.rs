//! What is somebody's alone beside their plan: what they say of a meeting beforehand, a list for getting ready, and a private
//! calendar address.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::run;

pub struct Weeks;

impl MigrationName for Weeks {
    fn name(&self) -> &'static str {
        "m0010_weeks"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Weeks {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, STATEMENTS).await
    }
}

pub(super) const STATEMENTS: &[&str] = &[
    // The place is empty where the meeting is tied to none.
    "CREATE TABLE meeting_word (
        person {text} NOT NULL REFERENCES person (id),
        starts_at {instant} NOT NULL,
        group_id {text} NOT NULL,
        place {text} NOT NULL,
        kind {text} NOT NULL,
        said_at {instant} NOT NULL,
        PRIMARY KEY (person, starts_at, group_id, place)
    ){keyed}",
    "CREATE TABLE routine (
        person {text} NOT NULL PRIMARY KEY REFERENCES person (id),
        lines {text} NOT NULL,
        remind_minutes {int},
        is_told_evening_before {flag} NOT NULL,
        revision {int} NOT NULL,
        changed_at {instant} NOT NULL
    ){rows}",
    // Of the address only a digest is kept: whoever reads this table cannot read anybody's calendar.
    "CREATE TABLE calendar_feed (
        person {text} NOT NULL PRIMARY KEY REFERENCES person (id),
        token {text} NOT NULL,
        kind {text} NOT NULL,
        made_at {instant} NOT NULL,
        seen_at {instant}
    ){rows}",
    "CREATE UNIQUE INDEX calendar_feed_of_token ON calendar_feed (token)",
];
