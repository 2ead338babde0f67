//! Signing in, people and their helpers, the desk, the audit: what issue after issue of care rests on.
//!
//! Secrets are never kept: tokens as their SHA-256, codes not at all (they are worked out from an id and the pepper).

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::run;

pub struct Accounts;

impl MigrationName for Accounts {
    fn name(&self) -> &'static str {
        "m0002_accounts"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Accounts {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, STATEMENTS).await
    }
}

pub(super) const STATEMENTS: &[&str] = &[
    "CREATE TABLE account (
        id {text} NOT NULL PRIMARY KEY,
        created_at {instant} NOT NULL
    ){rows}",
    "CREATE TABLE staff (
        id {text} NOT NULL PRIMARY KEY,
        team {text} REFERENCES team (id),
        name {text} NOT NULL,
        role {text} NOT NULL,
        created_at {instant} NOT NULL,
        ended_at {instant},
        absent_from {text},
        absent_until {text},
        cover {text} REFERENCES staff (id)
    ){rows}",
    "CREATE INDEX staff_of_team ON staff (team, name)",
    "CREATE TABLE staff_invitation (
        staff {text} NOT NULL PRIMARY KEY REFERENCES staff (id),
        token {text} NOT NULL UNIQUE,
        code_mac {text} NOT NULL,
        expires_at {instant} NOT NULL,
        tries {int} NOT NULL,
        spent_at {instant}
    ){rows}",
    "CREATE TABLE person (
        id {text} NOT NULL PRIMARY KEY,
        account {text} UNIQUE REFERENCES account (id),
        name {text} NOT NULL,
        likeness {text} NOT NULL,
        call_name {text} NOT NULL,
        birth {text} NOT NULL,
        language {text} NOT NULL,
        access {text} NOT NULL,
        access_note {text} NOT NULL,
        about_me {text} NOT NULL,
        about_me_by {text} NOT NULL,
        phone {text} NOT NULL,
        email {text} NOT NULL,
        postcode {text} NOT NULL,
        surgery {text} NOT NULL,
        merged_into {text} REFERENCES person (id),
        created_at {instant} NOT NULL
    ){rows}",
    "CREATE INDEX person_merged ON person (merged_into)",
    "CREATE TABLE contact (
        id {text} NOT NULL PRIMARY KEY,
        account {text} NOT NULL REFERENCES account (id),
        kind {text} NOT NULL,
        value {text} NOT NULL UNIQUE,
        proved_at {instant} NOT NULL
    ){rows}",
    "CREATE INDEX contact_of_account ON contact (account, id)",
    "CREATE TABLE sign_in (
        id {text} NOT NULL PRIMARY KEY,
        account {text} REFERENCES account (id),
        staff {text} REFERENCES staff (id),
        token {text} NOT NULL UNIQUE,
        life {text} NOT NULL,
        has_chosen_life {flag} NOT NULL,
        device {text} NOT NULL,
        created_at {instant} NOT NULL,
        seen_at {instant} NOT NULL,
        strong_at {instant} NOT NULL,
        CHECK ((account IS NULL) <> (staff IS NULL))
    ){rows}",
    "CREATE INDEX sign_in_of_account ON sign_in (account, created_at)",
    "CREATE INDEX sign_in_of_staff ON sign_in (staff, created_at)",
    "CREATE TABLE code (
        id {text} NOT NULL PRIMARY KEY,
        address_key {text} NOT NULL,
        kind {text} NOT NULL,
        value {text} NOT NULL,
        adds_to {text} REFERENCES account (id),
        browser {text} NOT NULL,
        created_at {instant} NOT NULL,
        expires_at {instant} NOT NULL,
        tries {int} NOT NULL,
        spent_at {instant}
    ){rows}",
    "CREATE INDEX code_of_address ON code (address_key, created_at)",
    "CREATE INDEX code_by_end ON code (expires_at)",
    "CREATE TABLE guess (
        address_key {text} NOT NULL,
        day {text} NOT NULL,
        failures {int} NOT NULL,
        PRIMARY KEY (address_key, day)
    ){keyed}",
    "CREATE TABLE guess_hour (
        hour {instant} NOT NULL PRIMARY KEY,
        failures {int} NOT NULL
    ){rows}",
    "CREATE TABLE passkey (
        id {text} NOT NULL PRIMARY KEY,
        account {text} REFERENCES account (id),
        staff {text} REFERENCES staff (id),
        credential {text} NOT NULL UNIQUE,
        document {text} NOT NULL,
        label {text} NOT NULL,
        is_synced {flag} NOT NULL,
        created_at {instant} NOT NULL,
        CHECK ((account IS NULL) <> (staff IS NULL))
    ){rows}",
    "CREATE INDEX passkey_of_account ON passkey (account, created_at)",
    "CREATE INDEX passkey_of_staff ON passkey (staff, created_at)",
    "CREATE TABLE ceremony (
        id {text} NOT NULL PRIMARY KEY,
        kind {text} NOT NULL,
        account {text} REFERENCES account (id),
        staff {text} REFERENCES staff (id),
        state {text} NOT NULL,
        browser {text} NOT NULL,
        expires_at {instant} NOT NULL
    ){rows}",
    "CREATE INDEX ceremony_by_end ON ceremony (expires_at)",
    "CREATE TABLE recovery_words (
        digest {text} NOT NULL PRIMARY KEY,
        account {text} NOT NULL REFERENCES account (id),
        created_at {instant} NOT NULL
    ){rows}",
    "CREATE INDEX recovery_words_of_account ON recovery_words (account)",
    "CREATE TABLE recovery (
        id {text} NOT NULL PRIMARY KEY,
        person {text} NOT NULL REFERENCES person (id),
        opened_by {text} NOT NULL REFERENCES staff (id),
        is_face_to_face {flag} NOT NULL,
        how {text} NOT NULL,
        opened_at {instant} NOT NULL,
        approved_by {text} REFERENCES staff (id),
        ready_at {instant} NOT NULL,
        given_at {instant}
    ){rows}",
    "CREATE INDEX recovery_of_person ON recovery (person, opened_at)",
    "CREATE TABLE safe_contact (
        person {text} NOT NULL REFERENCES person (id),
        channel {text} NOT NULL,
        is_safe {flag},
        from_time {text} NOT NULL,
        until_time {text} NOT NULL,
        asked_at {instant},
        PRIMARY KEY (person, channel)
    ){keyed}",
    "CREATE TABLE helper_grant (
        id {text} NOT NULL PRIMARY KEY,
        person {text} NOT NULL REFERENCES person (id),
        account {text} REFERENCES account (id),
        referral {text} REFERENCES referral (id),
        name {text} NOT NULL,
        relation {text} NOT NULL,
        scopes {text} NOT NULL,
        ends_on {text} NOT NULL,
        is_alone {flag},
        how {text} NOT NULL,
        recorded_by {text} REFERENCES staff (id),
        words_version {text} NOT NULL,
        created_at {instant} NOT NULL,
        revoked_at {instant}
    ){rows}",
    "CREATE INDEX helper_grant_of_person ON helper_grant (person, created_at)",
    "CREATE INDEX helper_grant_of_account ON helper_grant (account, person)",
    "CREATE INDEX helper_grant_of_referral ON helper_grant (referral)",
    "CREATE TABLE helper_invitation (
        id {text} NOT NULL PRIMARY KEY,
        person {text} NOT NULL REFERENCES person (id),
        code_mac {text} NOT NULL UNIQUE,
        name {text} NOT NULL,
        relation {text} NOT NULL,
        scopes {text} NOT NULL,
        ends_on {text} NOT NULL,
        is_alone {flag},
        how {text} NOT NULL,
        recorded_by {text} REFERENCES staff (id),
        created_at {instant} NOT NULL,
        expires_at {instant} NOT NULL,
        over_at {instant}
    ){rows}",
    "CREATE INDEX helper_invitation_of_person ON helper_invitation (person, created_at)",
    "ALTER TABLE referral ADD COLUMN person {text} REFERENCES person (id)",
    "ALTER TABLE referral ADD COLUMN worker {text} REFERENCES staff (id)",
    "ALTER TABLE referral ADD COLUMN paused_until {text}",
    "ALTER TABLE referral ADD COLUMN merged_into {text} REFERENCES referral (id)",
    "ALTER TABLE referral ADD COLUMN is_helper_refused {flag} NOT NULL DEFAULT {false}",
    "CREATE INDEX referral_of_person ON referral (person, sent_at)",
    "CREATE INDEX referral_of_team ON referral (team, promised_by, id)",
    "CREATE TABLE referral_contact (
        address_key {text} NOT NULL,
        referral {text} NOT NULL REFERENCES referral (id),
        is_helper {flag} NOT NULL,
        PRIMARY KEY (address_key, referral, is_helper)
    ){keyed}",
    "CREATE TABLE referral_event (
        id {text} NOT NULL PRIMARY KEY,
        referral {text} NOT NULL REFERENCES referral (id),
        kind {text} NOT NULL,
        at {instant} NOT NULL,
        staff {text} REFERENCES staff (id),
        words {text} NOT NULL,
        elsewhere {text} NOT NULL,
        note {text} NOT NULL,
        act {text} NOT NULL,
        payload_digest {text} NOT NULL
    ){rows}",
    "CREATE INDEX referral_event_of_referral ON referral_event (referral, at, id)",
    "CREATE TABLE team_closure (
        id {text} NOT NULL PRIMARY KEY,
        team {text} NOT NULL REFERENCES team (id),
        date {text} NOT NULL,
        title {text} NOT NULL
    ){rows}",
    "CREATE INDEX team_closure_of_team ON team_closure (team, date, id)",
    "CREATE TABLE complaint (
        id {text} NOT NULL PRIMARY KEY,
        person {text} NOT NULL REFERENCES person (id),
        payload_digest {text} NOT NULL,
        words {text} NOT NULL,
        sent_at {instant} NOT NULL,
        answer_by {text} NOT NULL,
        answer {text} NOT NULL
    ){rows}",
    "CREATE INDEX complaint_of_person ON complaint (person, sent_at)",
    "CREATE TABLE audit (
        seq {instant} NOT NULL PRIMARY KEY,
        at {instant} NOT NULL,
        actor_kind {text} NOT NULL,
        actor {text} NOT NULL,
        person {text} NOT NULL,
        what {text} NOT NULL,
        about {text} NOT NULL,
        hash {text} NOT NULL
    ){rows}",
    "CREATE INDEX audit_of_person ON audit (person, seq)",
    "CREATE TABLE job (
        id {text} NOT NULL PRIMARY KEY,
        kind {text} NOT NULL,
        about {text} NOT NULL,
        run_at {instant} NOT NULL,
        attempts {int} NOT NULL,
        leased_until {instant},
        dead_at {instant}
    ){rows}",
    "CREATE INDEX job_by_time ON job (dead_at, run_at)",
    "CREATE TABLE change (
        id {text} NOT NULL PRIMARY KEY,
        at {instant} NOT NULL,
        about {text} NOT NULL,
        whom {text} NOT NULL
    ){rows}",
    "CREATE INDEX change_by_time ON change (at, id)",
    "ALTER TABLE report ADD COLUMN settled_at {instant}",
];
