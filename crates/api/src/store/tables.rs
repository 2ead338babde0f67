//! The tables of signing in, people, helpers, staff and the desk, row by row, as sea-orm sees them. Only the rest of
//! `store` looks in here.
//!
//! Values are written as in `entity`. A column that may be empty is an `Option`.

macro_rules! table {
    ($name:ident, $table:tt, { $($(#[$attribute:meta])* $field:ident: $kind:ty,)* }) => {
        pub mod $name {
            use sea_orm::entity::prelude::{
                ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter,
                PrimaryKeyTrait,
            };

            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model {
                $($(#[$attribute])* pub $field: $kind,)*
            }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}

table!(account, "account", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: String,
    created_at: i64,
});

table!(staff, "staff", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: String,
    team: Option<String>,
    name: String,
    role: String,
    created_at: i64,
    ended_at: Option<i64>,
    absent_from: Option<String>,
    absent_until: Option<String>,
    cover: Option<String>,
    /// Where a lead is written to at work.
    email: Option<String>,
});

table!(staff_invitation, "staff_invitation", {
    #[sea_orm(primary_key, auto_increment = false)]
    staff: String,
    token: String,
    code_mac: String,
    expires_at: i64,
    tries: i32,
    spent_at: Option<i64>,
});

table!(person, "person", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: String,
    account: Option<String>,
    name: String,
    likeness: String,
    call_name: String,
    birth: String,
    language: String,
    access: String,
    access_note: String,
    about_me: String,
    about_me_by: String,
    phone: String,
    email: String,
    postcode: String,
    surgery: String,
    merged_into: Option<String>,
    created_at: i64,
});

table!(contact, "contact", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: String,
    account: String,
    kind: String,
    value: String,
    proved_at: i64,
});

table!(sign_in, "sign_in", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: String,
    account: Option<String>,
    staff: Option<String>,
    token: String,
    life: String,
    has_chosen_life: bool,
    device: String,
    created_at: i64,
    seen_at: i64,
    strong_at: i64,
});

table!(code, "code", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: String,
    address_key: String,
    kind: String,
    value: String,
    adds_to: Option<String>,
    browser: String,
    is_silent: bool,
    created_at: i64,
    expires_at: i64,
    tries: i32,
    spent_at: Option<i64>,
});

table!(guess, "guess", {
    #[sea_orm(primary_key, auto_increment = false)]
    address_key: String,
    #[sea_orm(primary_key, auto_increment = false)]
    day: String,
    failures: i32,
});

table!(guess_hour, "guess_hour", {
    #[sea_orm(primary_key, auto_increment = false)]
    hour: i64,
    failures: i32,
});

table!(passkey, "passkey", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: String,
    account: Option<String>,
    staff: Option<String>,
    credential: String,
    document: String,
    label: String,
    is_synced: bool,
    created_at: i64,
});

table!(ceremony, "ceremony", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: String,
    kind: String,
    account: Option<String>,
    staff: Option<String>,
    state: String,
    browser: String,
    expires_at: i64,
});

table!(recovery_words, "recovery_words", {
    #[sea_orm(primary_key, auto_increment = false)]
    digest: String,
    account: String,
    created_at: i64,
});

table!(recovery, "recovery", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: String,
    person: String,
    opened_by: String,
    is_face_to_face: bool,
    how: String,
    opened_at: i64,
    approved_by: Option<String>,
    ready_at: i64,
    given_at: Option<i64>,
});

table!(safe_contact, "safe_contact", {
    #[sea_orm(primary_key, auto_increment = false)]
    person: String,
    #[sea_orm(primary_key, auto_increment = false)]
    channel: String,
    is_safe: Option<bool>,
    from_time: String,
    until_time: String,
    asked_at: Option<i64>,
});

table!(helper_grant, "helper_grant", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: String,
    person: String,
    account: Option<String>,
    referral: Option<String>,
    name: String,
    relation: String,
    scopes: String,
    ends_on: String,
    is_alone: Option<bool>,
    how: String,
    recorded_by: Option<String>,
    words_version: String,
    created_at: i64,
    revoked_at: Option<i64>,
});

table!(helper_invitation, "helper_invitation", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: String,
    person: String,
    code_mac: String,
    name: String,
    relation: String,
    scopes: String,
    ends_on: String,
    is_alone: Option<bool>,
    how: String,
    recorded_by: Option<String>,
    created_at: i64,
    expires_at: i64,
    over_at: Option<i64>,
});

table!(referral_contact, "referral_contact", {
    #[sea_orm(primary_key, auto_increment = false)]
    address_key: String,
    #[sea_orm(primary_key, auto_increment = false)]
    referral: String,
    #[sea_orm(primary_key, auto_increment = false)]
    is_helper: bool,
});

table!(referral_event, "referral_event", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: String,
    referral: String,
    kind: String,
    at: i64,
    staff: Option<String>,
    words: String,
    elsewhere: String,
    note: String,
    act: String,
    payload_digest: String,
});

table!(team_closure, "team_closure", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: String,
    team: String,
    date: String,
    title: String,
});

table!(complaint, "complaint", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: String,
    person: String,
    payload_digest: String,
    words: String,
    sent_at: i64,
    answer_by: String,
    answer: String,
});

table!(audit, "audit", {
    #[sea_orm(primary_key, auto_increment = false)]
    seq: i64,
    at: i64,
    actor_kind: String,
    actor: String,
    person: String,
    what: String,
    about: String,
    hash: String,
});

table!(job, "job", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: String,
    kind: String,
    about: String,
    run_at: i64,
    attempts: i32,
    leased_until: Option<i64>,
    dead_at: Option<i64>,
});

table!(change, "change", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: String,
    at: i64,
    about: String,
    whom: String,
    /// Given when the transaction is about to be committed: the order of the numbers is that of the commits.
    seq: Option<i64>,
});

table!(change_count, "change_count", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: i32,
    last: i64,
});

table!(message, "message", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: String,
    person: String,
    team: String,
    seq: i64,
    at: i64,
    side: String,
    account: Option<String>,
    staff: Option<String>,
    covers_for: Option<String>,
    body: String,
    danger: String,
    payload_digest: String,
    read_to: i64,
});

table!(message_reader, "message_reader", {
    #[sea_orm(primary_key, auto_increment = false)]
    person: String,
    #[sea_orm(primary_key, auto_increment = false)]
    team: String,
    side: String,
    #[sea_orm(primary_key, auto_increment = false)]
    reader: String,
    seq: i64,
    at: i64,
});

table!(agreed_date, "agreed_date", {
    #[sea_orm(primary_key, auto_increment = false)]
    message: String,
    person: String,
    option: i32,
    starts_at: i64,
    taken_at: i64,
    account: Option<String>,
    staff: Option<String>,
});

table!(notice, "notice", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: String,
    account: String,
    person: Option<String>,
    kind: String,
    at: i64,
    opened_at: Option<i64>,
});

table!(notice_choice, "notice_choice", {
    #[sea_orm(primary_key, auto_increment = false)]
    account: String,
    channels: String,
    quiet_from: String,
    quiet_until: String,
    wait_minutes: i32,
});

table!(notice_round, "notice_round", {
    #[sea_orm(primary_key, auto_increment = false)]
    account: String,
    started_at: i64,
    tried: String,
    failures: i32,
    ended_at: Option<i64>,
});

table!(push_device, "push_device", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: String,
    account: String,
    sign_in: String,
    endpoint: String,
    p256dh: String,
    auth: String,
    created_at: i64,
    seen_at: i64,
});

table!(awaited_report, "awaited_report", {
    #[sea_orm(primary_key, auto_increment = false)]
    report: String,
    account: String,
});

table!(check_in, "check_in", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: String,
    person: String,
    measure: String,
    version: i32,
    day: String,
    moment: String,
    answers: String,
    payload_digest: String,
    kept_at: i64,
});

table!(delivery, "delivery", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: String,
    account: String,
    channel: String,
    outcome: String,
    attempts: i32,
    at: i64,
});

table!(goal, "goal", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: String,
    person: String,
    stage: String,
    created_at: i64,
    body: String,
    revision: i32,
    updated_at: i64,
    payload_digest: String,
});

table!(plan_act, "plan_act", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: String,
    person: String,
    about: String,
    at: i64,
    payload_digest: String,
});

table!(plan_group, "plan_group", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: String,
    person: String,
    group_id: String,
    stage: String,
    company: String,
    is_arranged: bool,
    created_at: i64,
    body: String,
    revision: i32,
    updated_at: i64,
    payload_digest: String,
});

table!(visit, "visit", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: String,
    person: String,
    group_id: String,
    place: String,
    starts_at: i64,
    day: String,
    outcome: String,
    recorded_at: i64,
    body: String,
    revision: i32,
    updated_at: i64,
    payload_digest: String,
});

table!(meeting_word, "meeting_word", {
    #[sea_orm(primary_key, auto_increment = false)]
    person: String,
    #[sea_orm(primary_key, auto_increment = false)]
    starts_at: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    group_id: String,
    /// Empty where the meeting is tied to none.
    #[sea_orm(primary_key, auto_increment = false)]
    place: String,
    kind: String,
    said_at: i64,
});

table!(routine, "routine", {
    #[sea_orm(primary_key, auto_increment = false)]
    person: String,
    lines: String,
    remind_minutes: Option<i32>,
    is_told_evening_before: bool,
    revision: i32,
    changed_at: i64,
});

table!(calendar_feed, "calendar_feed", {
    #[sea_orm(primary_key, auto_increment = false)]
    person: String,
    token: String,
    kind: String,
    made_at: i64,
    /// When a calendar last asked for it.
    seen_at: Option<i64>,
});

mod groups;

pub use groups::{host_letter, welcome};
