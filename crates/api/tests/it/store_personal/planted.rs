//! A person who has filled every field there is, each with words of their own that can be searched for.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeMap;

use axum::http::StatusCode;
use serde_json::json;
use sha2::{Digest, Sha256};
use stile_api::auth::digits;
use stile_api::store::{
    Hand, Holder, HostLetterKept, HostLetterKey, NewHostLetter, NewMessage, Outcome, Round, StoredPasskey, ThreadKey,
};
use uuid::Uuid;
use wire::{
    AccountId, Answers, Birth, Channel, CodeAsked, ContactFirst, ContactKind, HelperInvitation, MessageId, PasskeyId,
    PersonId, PlanActId, PlanGroupId, PushDevice, ReferralId, Side, SignInId, StaffRole, SurgeryChoice,
};

use super::super::people_world::{Known, account, sign_in_account, staff};
use super::super::raw_sql::RawSql;
use super::super::steps::{Browser, accept, contact, for_mother, may, send, talked, worker};
use super::super::test_app::{HALL, KNITTING, TestApp, monday, team};

/// Somebody with a row in every table.
pub struct Planted {
    pub canary: String,
    pub person: PersonId,
    pub account: AccountId,
    pub own: Known,
    pub referral: ReferralId,
    /// The code of an invitation that nobody has taken up.
    pub invitation: HelperInvitation,
    /// Everything they or others wrote into their record.
    pub texts: Vec<String>,
}

/// Letters that nobody else has written.
pub fn canary() -> String {
    let random: [u8; 16] = stile_api::random::bytes();
    random.iter().map(|byte| char::from(b'a' + byte % 26)).collect()
}

/// Writes a text that can be found again, and remembers it.
struct Pen {
    canary: String,
    texts: Vec<String>,
}

impl Pen {
    fn write(&mut self, what: &str) -> String {
        let text = format!("{} {what}", self.canary);
        self.texts.push(text.clone());
        text
    }

    fn address(&mut self, what: &str) -> String {
        let address = format!("{}.{what}@example.org", self.canary);
        self.texts.push(address.clone());
        address
    }
}

/// Plants one.
pub async fn plant(app: &TestApp) -> Planted {
    let mut pen = Pen { canary: canary(), texts: Vec::new() };
    let email = pen.address("first");
    let second_email = pen.address("second");
    // Hers too, and so not the mother's alone: it stays where the daughter signs in by it.
    let daughters = format!("{}@daughter.example.org", canary());
    pen.texts.push(daughters.clone());
    let name = pen.write("name");
    let birth = Birth { day: "1".to_owned(), month: "2".to_owned(), year: "1950".to_owned() };
    let answers = Answers {
        words: pen.write("words"),
        about_group: Some(KNITTING),
        about_group_name: pen.write("group"),
        surgery: Some(SurgeryChoice::Known { code: "QQ00001".to_owned(), name: pen.write("surgery") }),
        name: name.clone(),
        birth: birth.clone(),
        language: pen.write("language"),
        access_note: pen.write("access note"),
        helper_name: pen.write("helper"),
        helper_relation: pen.write("relation"),
        agreed: Some(false),
        not_asked_reason: pen.write("reason"),
        contact_first: Some(ContactFirst::Helper),
        ..for_mother(&email, &daughters)
    };
    let referral = send(&Browser::new(app), answers).await.id;
    // They prove their address, with a slip before.
    let browser = Browser::new(app);
    let asked = browser.post("/api/sign-in/codes", &json!({ "to": email })).await;
    let (asker, id) = (asked.cookie(), asked.json::<CodeAsked>().id);
    let right = digits(&app.pepper, id);
    let wrong = if right == "000000" { "000001" } else { "000000" };
    let spend = format!("/api/sign-in/codes/{id}/spend");
    let slip = app.post_with(&spend, &json!({ "code": wrong }), &[("cookie", &asker)]).await;
    assert_eq!(slip.status, StatusCode::UNPROCESSABLE_ENTITY);
    let spent = app.post_with(&spend, &json!({ "code": right }), &[("cookie", &asker)]).await;
    let own = Browser { app, cookie: spent.cookie() };
    let me = own.me().await;
    let (person, account_id) = (me.person.unwrap().id, me.account);
    let at = |what: &str| format!("/api/people/{person}/{what}");

    // A second referral joins when its address is proved too: the record it had is merged.
    let again =
        Answers { name, birth, words: pen.write("words again"), ..super::super::steps::for_me("", &second_email) };
    send(&Browser::new(app), again).await;
    let asked = own.post("/api/contacts", &json!({ "to": second_email })).await;
    let (asker, id) = (asked.cookie(), asked.json::<CodeAsked>().id);
    let prove = format!("/api/contacts/{id}/prove");
    let cookies = format!("{}; {asker}", own.cookie);
    let proved = app.post_with(&prove, &json!({ "code": digits(&app.pepper, id) }), &[("cookie", &cookies)]).await;
    assert_eq!(proved.status, StatusCode::OK, "{}", proved.text());
    // And one that they never proved.
    let third = pen.address("third");
    own.post("/api/contacts", &json!({ "to": third })).await;

    let details = json!({
        "call_name": pen.write("call name"), "language": pen.write("other language"),
        "access_note": pen.write("other note"), "about_me": pen.write("about me"),
    });
    assert_eq!(own.put(&at("details"), &details).await.status, StatusCode::OK);
    own.put(&at("safe-contact"), &json!({ "channels": [{ "channel": "post", "is_safe": true, "from": "10:00" }] }))
        .await;
    let complaint = Uuid::now_v7();
    own.post(&at("complaints"), &json!({ "id": complaint, "words": pen.write("complaint") })).await;
    app.store.answer_complaint(wire::ComplaintId(complaint), &pen.write("answer")).await.unwrap();
    let yes = json!({ "referral": referral, "terms": may(&["see_plan", "write_as_helper"]) });
    assert_eq!(own.post(&at("helpers/accept"), &yes).await.status, StatusCode::OK);
    let sara = Browser::of(app, &account(app, &daughters).await);
    let written = sara.put(&at("details"), &json!({ "about_me": pen.write("about her") })).await;
    assert_eq!(written.status, StatusCode::OK, "{}", written.text());
    let invited = json!({
        "id": Uuid::now_v7(), "name": pen.write("friend"), "relation": pen.write("friendship"), "terms": may(&["see_plan"]),
    });
    let invitation: HelperInvitation = own.post(&at("helpers/invite"), &invited).await.json();
    own.post("/api/helping/take", &json!({ "code": "0000-0000" })).await;
    own.post("/api/passkeys/begin", &json!({})).await;
    let check_in = json!({
        "id": Uuid::now_v7(), "measure": "loneliness", "version": 1, "day": "2026-11-23",
        "answers": { "lonely": { "option": "often-or-always" }, "isolated": "rather_not_say" },
    });
    assert_eq!(own.post(&at("check-ins"), &check_in).await.status, StatusCode::OK);
    // That they wait for an answer is theirs. What is in a report stays with it, as nobody's.
    let report = json!({ "id": Uuid::now_v7(), "group": KNITTING, "kind": "ended", "words": "" });
    assert_eq!(own.post("/api/reports", &report).await.status, StatusCode::CREATED);

    at_the_desk(app, referral, person, &mut pen).await;

    // The recovery has ended every sign-in and taken every address out; they add theirs again.
    let own = sign_in_account(app, account_id).await;
    for address in [&email, &second_email] {
        app.store.add_contact(account_id, ContactKind::Email, address, monday()).await.unwrap();
    }
    let passkey = StoredPasskey {
        id: PasskeyId(Uuid::now_v7()),
        holder: Holder::Account(account_id),
        credential: format!("{}credential", pen.canary),
        document: format!("{{\"key\":\"{}document\"}}", pen.canary),
        label: pen.write("phone"),
        is_synced: true,
        created_at: monday(),
    };
    app.store.add_passkey(&passkey).await.unwrap();
    in_the_thread(app, person, account_id, &mut pen).await;
    in_the_plan(&Browser::of(app, &own), person, &mut pen).await;
    to_a_host(app, person, &mut pen).await;
    Planted { canary: pen.canary, person, account: account_id, own, referral, invitation, texts: pen.texts }
}

/// What matters to them, and a step that they add.
async fn in_the_plan(own: &Browser<'_>, person: PersonId, pen: &mut Pen) {
    let (goals, id) = (format!("/api/people/{person}/plan/goals"), Uuid::now_v7());
    let goal = json!({
        "id": id, "title": pen.write("goal"), "why": pen.write("why"), "how_known": pen.write("how it is known"),
        "score_now": { "score": 3, "on": "2026-11-23" },
        "steps": [{ "id": Uuid::now_v7(), "words": pen.write("first step") }],
    });
    let kept = own.post(&goals, &goal).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.text());
    let step = json!({ "id": Uuid::now_v7(), "words": pen.write("second step"), "on": "2026-12-01" });
    let act = json!({ "id": Uuid::now_v7(), "act": { "add_step": { "step": step } } });
    let added = own.post(&format!("{goals}/{id}/acts"), &act).await;
    assert_eq!(added.status, StatusCode::OK, "{}", added.text());
    let group = json!({ "id": Uuid::now_v7(), "group": KNITTING, "reason": pen.write("reason") });
    let added = own.post(&format!("/api/people/{person}/plan/groups"), &group).await;
    assert_eq!(added.status, StatusCode::OK, "{}", added.text());
    let visit = json!({
        "id": Uuid::now_v7(), "meeting": { "group": KNITTING, "starts_at": "2026-11-18T14:00:00.000Z" },
        "outcome": "went", "face": 4, "line": pen.write("line"),
    });
    let recorded = own.post(&format!("/api/people/{person}/plan/visits"), &visit).await;
    assert_eq!(recorded.status, StatusCode::OK, "{}", recorded.text());
    in_the_week(own, person, pen).await;
}

/// What is theirs alone beside the plan.
async fn in_the_week(own: &Browser<'_>, person: PersonId, pen: &mut Pen) {
    let at = |what: &str| format!("/api/people/{person}/plan/{what}");
    let meeting = json!({ "group": KNITTING, "place": HALL, "starts_at": "2026-11-25T14:00:00.000Z" });
    let said = own.put(&at("meeting-words"), &json!({ "meeting": meeting, "word": "nervous" })).await;
    assert_eq!(said.status, StatusCode::OK, "{}", said.text());
    let routine = json!({
        "lines": [pen.write("what they take along")], "remind_minutes": 60, "is_told_evening_before": true, "base": 0,
    });
    let changed = own.put(&at("routine"), &routine).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.text());
    let made = own.post(&at("calendar-feed"), &json!({ "shows": "times" })).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text());
}

/// A letter of theirs to whoever runs a group, which has not gone yet.
async fn to_a_host(app: &TestApp, person: PersonId, pen: &mut Pen) {
    let (id, plan_group) = (PlanActId(Uuid::now_v7()), PlanGroupId(Uuid::now_v7()));
    let new = NewHostLetter {
        key: HostLetterKey { id, person, plan_group, payload_digest: [8; 32] },
        group: KNITTING,
        group_name: pen.write("group of the letter"),
        address: pen.address("host"),
        words: pen.write("letter"),
    };
    let kept = app.store.write_to_host(&new, monday()).await.unwrap();
    assert!(matches!(kept, HostLetterKept::New(_)), "{kept:?}");
}

/// What they and their team write to each other, and a date that they take.
async fn in_the_thread(app: &TestApp, person: PersonId, account: AccountId, pen: &mut Pen) {
    let thread = ThreadKey { person, team: team() };
    let (wen, _) = staff(app, Some(team()), "Wen", StaffRole::LinkWorker).await;
    let starts_at = monday() + chrono::TimeDelta::days(7);
    let dates =
        json!({ "starts_at": ["2026-11-30T10:00:00.000Z"], "minutes": 30, "how": "call", "words": pen.write("dates") });
    let sent = [
        (Side::Person, Hand::Account(account), json!({ "sent": { "text": pen.write("message") } })),
        (Side::Staff, Hand::Staff(wen), json!({ "sent": { "dates": dates } })),
    ];
    let mut last = MessageId(Uuid::nil());
    for (side, by, body) in sent {
        last = MessageId(Uuid::now_v7());
        let new = NewMessage {
            id: last,
            thread,
            side,
            by,
            covers_for: None,
            body: body.to_string(),
            danger: String::new(),
            read_to: 1,
            payload_digest: [5; 32],
            closed: None,
            escalates_at: None,
        };
        app.store.send_message(&new, monday()).await.unwrap();
    }
    // The words of the team are news to them, of which they are told on a phone.
    let choice = json!({
        "channels": ["push"], "quiet_from": "22:00", "quiet_until": "07:00", "wait_minutes": 60,
    });
    app.store.set_notice_choice(account, &serde_json::from_value(choice).unwrap()).await.unwrap();
    let device = PushDevice {
        endpoint: format!("https://push.example.org/{}endpoint", pen.canary),
        p256dh: format!("{}p256dh", pen.canary),
        auth: format!("{}auth", pen.canary),
    };
    app.store.keep_device(account, SignInId(Uuid::now_v7()), &device, monday()).await.unwrap();
    let round = Round { account, started_at: monday(), tried: Vec::new(), failures: 0 };
    app.store.note_tried(&round, Channel::Push, Outcome::Refused, monday()).await.unwrap();
    let message = app.store.find_message(thread, last).await.unwrap().unwrap();
    app.store.take_date(&message, 0, starts_at, Hand::Account(account), monday()).await.unwrap();
}

/// What the team writes.
async fn at_the_desk(app: &TestApp, referral: ReferralId, person: PersonId, pen: &mut Pen) {
    let ((wen_id, wen), (_, art)) = (worker(app, "Wen").await, worker(app, "Art").await);
    wen.open(referral).await;
    let no = json!({ "decline": {
        "reason": "other", "words": pen.write("no"), "elsewhere": pen.write("elsewhere"),
    } });
    wen.done(referral, "seen", no).await;
    wen.done(referral, "declined", json!({ "reopen": { "words": pen.write("reopened") } })).await;
    wen.done(referral, "seen", accept(wen_id, &pen.write("hello"))).await;
    let mut tried = contact("no_answer", &pen.write("tried"));
    tried["record_contact"]["note"] = json!(pen.write("note"));
    wen.done(referral, "accepted", tried).await;
    wen.done(referral, "accepted", talked(&pen.write("talked"))).await;
    let said = json!({
        "referral": null, "name": pen.write("neighbour"), "relation": pen.write("neighbourhood"),
        "terms": may(&["see_plan"]), "how": pen.write("how it was said"),
    });
    let recorded = wen.post(&format!("/api/desk/people/{person}/helpers"), &said).await;
    assert_eq!(recorded.status, StatusCode::OK, "{}", recorded.text());
    let code = recorded.json::<serde_json::Value>()["invited"]["code"].as_str().unwrap().to_owned();
    let neighbour =
        Browser::of(app, &account(app, &format!("{}@neighbour.example.org", Uuid::now_v7().simple())).await);
    assert_eq!(neighbour.post("/api/helping/take", &json!({ "code": code })).await.status, StatusCode::OK);
    let id = Uuid::now_v7();
    let opening = json!({ "id": id, "person": person, "is_face_to_face": true, "how": pen.write("how she was known") });
    wen.post(&format!("/api/desk/people/{person}/recoveries"), &opening).await;
    art.post(&format!("/api/desk/recoveries/{id}/approve"), &json!({})).await;
    let given = wen.post(&format!("/api/desk/recoveries/{id}/words"), &json!({})).await;
    assert_eq!(given.status, StatusCode::OK, "{}", given.text());
}

/// How many rows of which table are somebody's, counted by hand: each table once more, apart from the store's own map.
pub async fn counts(raw: &mut RawSql, planted: &Planted) -> BTreeMap<&'static str, i64> {
    let (person, account) = (planted.person, planted.account);
    let people = format!("SELECT id FROM person WHERE id = '{person}' OR merged_into = '{person}'");
    let referrals = format!("SELECT id FROM referral WHERE person IN ({people})");
    let mut keys = vec![format!("helper {account}")];
    keys.extend(planted.texts.iter().filter(|text| text.contains('@')).cloned());
    let keys: Vec<String> = keys.iter().map(|key| format!("'{}'", hex(&Sha256::digest(key)))).collect();
    let addresses: Vec<String> = planted
        .texts
        .iter()
        .filter(|text| text.contains(".first@") || text.contains(".second@"))
        .map(|text| format!("'{text}'"))
        .collect();
    let of_referral = format!("referral IN ({referrals})");
    let of_person = format!("person IN ({people})");
    let of_account = format!("account = '{account}'");
    let conditions = [
        ("referral_viewer", of_referral.clone()),
        ("referral_likeness", of_referral.clone()),
        ("referral_contact", of_referral.clone()),
        ("referral_event", of_referral),
        ("helper_grant", format!("{of_person} OR {of_account}")),
        ("helper_invitation", of_person.clone()),
        ("recovery", of_person.clone()),
        ("message", of_person.clone()),
        ("message_reader", of_person.clone()),
        ("agreed_date", of_person.clone()),
        ("goal", of_person.clone()),
        ("plan_group", of_person.clone()),
        ("visit", of_person.clone()),
        ("meeting_word", of_person.clone()),
        ("routine", of_person.clone()),
        ("calendar_feed", of_person.clone()),
        ("plan_act", of_person.clone()),
        ("host_letter", of_person.clone()),
        ("notice", format!("{of_person} OR {of_account}")),
        ("notice_round", of_account.clone()),
        ("notice_choice", of_account.clone()),
        ("push_device", of_account.clone()),
        ("delivery", of_account.clone()),
        ("awaited_report", of_account.clone()),
        ("complaint", of_person.clone()),
        ("check_in", of_person.clone()),
        ("safe_contact", of_person.clone()),
        ("referral", of_person.clone()),
        ("passkey", of_account.clone()),
        ("sign_in", of_account.clone()),
        ("ceremony", of_account.clone()),
        ("recovery_words", of_account.clone()),
        ("code", format!("adds_to = '{account}' OR value IN ({})", addresses.join(", "))),
        ("guess", format!("address_key IN ({})", keys.join(", "))),
        ("contact", of_account),
        ("person", format!("id = '{person}' OR merged_into = '{person}'")),
        ("account", format!("id = '{account}'")),
        ("audit", of_person),
    ];
    let mut counts = BTreeMap::new();
    for (table, condition) in conditions {
        counts.insert(table, raw.number(&format!("SELECT count(*) FROM \"{table}\" WHERE {condition}")).await);
    }
    counts
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;

    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
