//! Notices, how somebody wants to be told of them, the devices they can appear on, and what became of each attempt.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::run;

pub struct Notices;

impl MigrationName for Notices {
    fn name(&self) -> &'static str {
        "m0005_notices"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Notices {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, STATEMENTS).await
    }
}

pub(super) const STATEMENTS: &[&str] = &[
    "CREATE TABLE notice (
        id {text} NOT NULL PRIMARY KEY,
        account {text} NOT NULL REFERENCES account (id),
        person {text} REFERENCES person (id),
        kind {text} NOT NULL,
        at {instant} NOT NULL,
        opened_at {instant}
    ){rows}",
    "CREATE INDEX notice_of_account ON notice (account, at, id)",
    "CREATE INDEX notice_of_person ON notice (person)",
    "CREATE TABLE notice_choice (
        account {text} NOT NULL PRIMARY KEY REFERENCES account (id),
        channels {text} NOT NULL,
        quiet_from {text} NOT NULL,
        quiet_until {text} NOT NULL,
        wait_minutes {int} NOT NULL
    ){keyed}",
    // Telling somebody of everything that is new for them, once, over one channel after the other.
    "CREATE TABLE notice_round (
        account {text} NOT NULL PRIMARY KEY REFERENCES account (id),
        started_at {instant} NOT NULL,
        tried {text} NOT NULL,
        failures {int} NOT NULL,
        ended_at {instant}
    ){keyed}",
    "CREATE TABLE push_device (
        id {text} NOT NULL PRIMARY KEY,
        account {text} NOT NULL REFERENCES account (id),
        sign_in {text} NOT NULL,
        endpoint {text} NOT NULL UNIQUE,
        p256dh {text} NOT NULL,
        auth {text} NOT NULL,
        created_at {instant} NOT NULL,
        seen_at {instant} NOT NULL
    ){rows}",
    "CREATE INDEX push_device_of_account ON push_device (account, created_at)",
    "CREATE TABLE delivery (
        id {text} NOT NULL PRIMARY KEY,
        account {text} NOT NULL REFERENCES account (id),
        channel {text} NOT NULL,
        outcome {text} NOT NULL,
        attempts {int} NOT NULL,
        at {instant} NOT NULL
    ){rows}",
    "CREATE INDEX delivery_of_account ON delivery (account, at)",
    "CREATE INDEX delivery_by_outcome ON delivery (outcome, at)",
];
