//! The first tables: feeds and groups, the gazetteer, teams, referrals, reports.

use sea_orm::{ConnectionTrait, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::spell;

pub struct Start;

impl MigrationName for Start {
    fn name(&self) -> &'static str {
        "m0001_start"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Start {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        for statement in STATEMENTS {
            manager.get_connection().execute_unprepared(&spell(statement, backend)).await?;
        }
        Ok(())
    }
}

pub(super) const STATEMENTS: &[&str] = &[
    "CREATE TABLE feed (
        id {text} NOT NULL PRIMARY KEY,
        name {text} NOT NULL UNIQUE,
        source {text} NOT NULL,
        imported_at {instant}
    ){rows}",
    "CREATE TABLE \"group\" (
        id {text} NOT NULL PRIMARY KEY,
        feed {text} NOT NULL REFERENCES feed (id),
        source_id {text} NOT NULL,
        document {text} NOT NULL,
        digest {text} NOT NULL,
        is_gone {flag} NOT NULL,
        seen_at {instant} NOT NULL
    ){rows}",
    "CREATE INDEX group_of_feed ON \"group\" (feed, id)",
    "CREATE TABLE catalogue_version (
        id {int} NOT NULL PRIMARY KEY CHECK (id = 1),
        version {instant} NOT NULL
    ){rows}",
    "INSERT INTO catalogue_version (id, version) VALUES (1, 0)",
    "CREATE TABLE postcode (
        code {text} NOT NULL PRIMARY KEY,
        lat {int} NOT NULL,
        lon {int} NOT NULL
    ){keyed}",
    "CREATE TABLE postcode_area (
        code {text} NOT NULL PRIMARY KEY,
        lat {int} NOT NULL,
        lon {int} NOT NULL,
        is_derived {flag} NOT NULL
    ){keyed}",
    "CREATE TABLE place_name (
        folded {text} NOT NULL,
        county {text} NOT NULL,
        kind {int} NOT NULL,
        lat {int} NOT NULL,
        lon {int} NOT NULL,
        name {text} NOT NULL,
        PRIMARY KEY (folded, county, kind, lat, lon)
    ){keyed}",
    "CREATE TABLE holiday (
        division {text} NOT NULL,
        date {text} NOT NULL,
        title {text} NOT NULL,
        PRIMARY KEY (division, date)
    ){keyed}",
    "CREATE TABLE surgery (
        code {text} NOT NULL PRIMARY KEY,
        name {text} NOT NULL,
        address {text} NOT NULL,
        postcode {text} NOT NULL,
        lat {int},
        lon {int},
        folded {text} NOT NULL
    ){rows}",
    "CREATE TABLE team (
        id {text} NOT NULL PRIMARY KEY,
        name {text} NOT NULL UNIQUE,
        nation {text} NOT NULL,
        phone {text},
        email {text},
        hours {text} NOT NULL,
        promise_days {int} NOT NULL
    ){rows}",
    "CREATE TABLE team_surgery (
        surgery {text} NOT NULL PRIMARY KEY,
        team {text} NOT NULL REFERENCES team (id)
    ){keyed}",
    "CREATE TABLE team_district (
        district {text} NOT NULL PRIMARY KEY,
        team {text} NOT NULL REFERENCES team (id)
    ){keyed}",
    "CREATE TABLE referral (
        id {text} NOT NULL PRIMARY KEY,
        payload_digest {text} NOT NULL,
        answers {text} NOT NULL,
        team {text} NOT NULL REFERENCES team (id),
        reference {text} NOT NULL UNIQUE,
        stage {text} NOT NULL,
        stage_since {instant} NOT NULL,
        sent_at {instant} NOT NULL,
        promised_by {text} NOT NULL,
        consent_version {text} NOT NULL,
        duplicate_of {text} REFERENCES referral (id),
        is_urgent_words {flag} NOT NULL
    ){rows}",
    "CREATE INDEX referral_by_time ON referral (sent_at, id)",
    "CREATE TABLE referral_likeness (
        likeness {text} NOT NULL,
        referral {text} NOT NULL REFERENCES referral (id),
        PRIMARY KEY (likeness, referral)
    ){keyed}",
    "CREATE TABLE referral_viewer (
        viewer {text} NOT NULL,
        referral {text} NOT NULL REFERENCES referral (id),
        expires_at {instant} NOT NULL,
        PRIMARY KEY (viewer, referral)
    ){keyed}",
    "CREATE INDEX referral_viewer_by_end ON referral_viewer (expires_at)",
    "CREATE TABLE report (
        id {text} NOT NULL PRIMARY KEY,
        payload_digest {text} NOT NULL,
        group_id {text} NOT NULL,
        kind {text} NOT NULL,
        words {text} NOT NULL,
        reported_at {instant} NOT NULL
    ){rows}",
    "CREATE INDEX report_by_time ON report (reported_at, id)",
    "CREATE INDEX surgery_by_position ON surgery (lat, lon)",
];
