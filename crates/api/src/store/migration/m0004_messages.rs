//! Messages, how far each side has read, dates that were agreed, who looks after safeguarding; and hints with a number,
//! so that a stream that was cut goes on where it was.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::run;

pub struct Messages;

impl MigrationName for Messages {
    fn name(&self) -> &'static str {
        "m0004_messages"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Messages {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, STATEMENTS).await
    }
}

pub(super) const STATEMENTS: &[&str] = &[
    "CREATE TABLE message (
        id {text} NOT NULL PRIMARY KEY,
        person {text} NOT NULL REFERENCES person (id),
        team {text} NOT NULL REFERENCES team (id),
        seq {instant} NOT NULL,
        at {instant} NOT NULL,
        side {text} NOT NULL,
        account {text} REFERENCES account (id),
        staff {text} REFERENCES staff (id),
        covers_for {text} REFERENCES staff (id),
        body {text} NOT NULL,
        danger {text} NOT NULL,
        payload_digest {text} NOT NULL,
        UNIQUE (person, team, seq)
    ){rows}",
    "CREATE INDEX message_of_account ON message (account)",
    "CREATE INDEX message_of_team ON message (team, person, seq)",
    "CREATE TABLE message_reader (
        person {text} NOT NULL REFERENCES person (id),
        team {text} NOT NULL REFERENCES team (id),
        side {text} NOT NULL,
        reader {text} NOT NULL,
        seq {instant} NOT NULL,
        at {instant} NOT NULL,
        PRIMARY KEY (person, team, reader)
    ){keyed}",
    "CREATE INDEX message_reader_of_team ON message_reader (team, person)",
    "CREATE TABLE agreed_date (
        message {text} NOT NULL PRIMARY KEY REFERENCES message (id),
        person {text} NOT NULL REFERENCES person (id),
        option {int} NOT NULL,
        starts_at {instant} NOT NULL,
        taken_at {instant} NOT NULL,
        account {text} REFERENCES account (id),
        staff {text} REFERENCES staff (id)
    ){rows}",
    "CREATE INDEX agreed_date_of_person ON agreed_date (person, starts_at)",
    "ALTER TABLE team ADD COLUMN safeguarding_lead {text} REFERENCES staff (id)",
    // Hints of two minutes that nobody has numbered.
    "DELETE FROM change",
    "ALTER TABLE change ADD COLUMN seq {instant}",
    "CREATE UNIQUE INDEX change_by_seq ON change (seq)",
    "CREATE INDEX change_unnumbered ON change (id) WHERE seq IS NULL",
    "CREATE TABLE change_count (
        id {int} NOT NULL PRIMARY KEY CHECK (id = 1),
        last {instant} NOT NULL
    ){rows}",
    "INSERT INTO change_count (id, last) VALUES (1, 0)",
];
