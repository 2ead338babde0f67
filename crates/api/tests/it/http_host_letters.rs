//! A letter to whoever runs a group: somebody's own words and nothing else, once, and kept no longer than it takes.

#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::TimeDelta;
use domain::directory::GroupRecord;
use serde_json::{Value, json};
use stile_api::store::{HostLetterEnd, HostLetterKept, HostLetterKey, NewHostLetter};
use uuid::Uuid;
use wire::{
    Contact, ErrorCode, FieldCode, GroupId, GroupOnPlan, HostTold, Inbox, NoticeKind, PersonId, PlaceId, PlanActId,
    PlanGroupId, ReferralId, Scope,
};

use super::http_plan::{PERSON, cast};
use super::http_thread::Post;
use super::people_world::{account, furnish, helper};
use super::raw_sql::RawSql;
use super::steps::{Browser, accept, for_me, roomy, send, worker};
use super::support::{located_stores, stores};
use super::test_app::{Answer, KNITTING, TestApp, group, import, monday};

/// The first of some groups that can be written to.
const CHOIR: GroupId = GroupId(Uuid::from_u128(2_000));
const HOST: &str = "host@choir.example.org";
const WORDS: &str = "Hello, I would like to come on Wednesday.\n\nI am a bit shy.";

/// Five groups that can be written to. The last has the same address as the first.
async fn open_choirs(app: &TestApp) {
    let choirs: Vec<(GroupId, GroupRecord)> = (0..5)
        .map(|number: u128| {
            let contact = |email: &str| Contact { email: Some(email.to_owned()), ..Contact::default() };
            let record = group(&format!("Choir {number}"), PlaceId(Uuid::from_u128(2_100 + number)), 53.05, -1.85);
            let host =
                if matches!(number, 0 | 4) { HOST.to_owned() } else { format!("host{number}@choir.example.org") };
            let contacts = vec![contact("ask at the door"), contact(&host), contact("other@choir.example.org")];
            (GroupId(Uuid::from_u128(2_000 + number)), GroupRecord { contacts, ..record })
        })
        .collect();
    import(&app.store, &choirs, &[]).await;
    assert!(app.catalogue.refresh(&app.store).await.unwrap());
}

/// Puts a group on a plan.
async fn put(browser: &Browser<'_>, person: PersonId, group: GroupId) -> PlanGroupId {
    let sent = json!({ "id": Uuid::now_v7(), "group": group });
    let answer = browser.post(&format!("/api/people/{person}/plan/groups"), &sent).await;
    assert!(answer.status.is_success(), "{}", answer.text());
    answer.json::<GroupOnPlan>().id
}

async fn tell_as(browser: &Browser<'_>, person: PersonId, on_plan: PlanGroupId, id: Uuid, words: &str) -> Answer {
    let address = format!("/api/people/{person}/plan/groups/{on_plan}/host-letters");
    browser.post(&address, &json!({ "id": id, "words": words })).await
}

async fn tell(browser: &Browser<'_>, person: PersonId, on_plan: PlanGroupId, words: &str) -> Answer {
    tell_as(browser, person, on_plan, Uuid::now_v7(), words).await
}

/// How often somebody, signed in now, was told that a letter could not be delivered.
async fn told_of_loss(app: &TestApp, email: &str) -> usize {
    let inbox: Inbox = Browser::of(app, &account(app, email).await).get("/api/notices").await.json();
    inbox.notices.iter().filter(|notice| notice.kind == NoticeKind::LetterLost).count()
}

/// What is wrong with a letter that is refused.
fn wrong(answer: &Answer) -> (String, FieldCode) {
    let problem = answer.problem(422);
    assert_eq!((problem.code, problem.fields.len()), (ErrorCode::Invalid, 1));
    (problem.fields[0].field.clone(), problem.fields[0].code)
}

#[tokio::test]
async fn the_host_reads_these_words_and_nothing_else_of_them() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        let app = roomy(located.store).await;
        let of = cast(&app).await;
        open_choirs(&app).await;
        let post = Post::of(&app);
        let on_plan = put(&of.amina, of.person, CHOIR).await;
        let told = tell(&of.amina, of.person, on_plan, &format!("  {WORDS}\n")).await;
        assert_eq!(told.status, 200, "{}", told.text());
        assert_eq!(told.json::<HostTold>(), HostTold { to: HOST.to_owned(), at: monday() });
        assert_eq!(raw.texts("SELECT words FROM host_letter").await, [WORDS]);

        let letters = post.sent_to(HOST).await;
        assert_eq!(letters.len(), 1);
        let letter: Value = serde_json::from_str(&letters[0]).unwrap();
        assert_eq!(letter["to"], HOST);
        let text = letter["text"].as_str().unwrap();
        assert!(text.contains("Choir 0") && text.ends_with(&format!("\n\n{WORDS}")), "{text}");
        for theirs in ["Amina", "Ahmed", PERSON, &of.person.to_string(), &on_plan.to_string(), "Wen"] {
            assert!(!letters[0].contains(theirs), "{theirs}: {}", letters[0]);
        }
        // The words are kept no more; that there was a letter is.
        assert_eq!(raw.texts("SELECT outcome || words FROM host_letter").await, ["sent"]);
        assert!(post.sent_to("other@choir.example.org").await.is_empty());
    }
}

#[tokio::test]
async fn a_letter_sent_again_is_one_letter() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        open_choirs(&app).await;
        let post = Post::of(&app);
        let on_plan = put(&of.amina, of.person, CHOIR).await;
        let other = put(&of.amina, of.person, GroupId(Uuid::from_u128(2_001))).await;
        let id = Uuid::now_v7();
        let (one, two) = tokio::join!(
            tell_as(&of.amina, of.person, on_plan, id, WORDS),
            tell_as(&of.amina, of.person, on_plan, id, WORDS)
        );
        let first: HostTold = one.json();
        assert_eq!(two.json::<HostTold>(), first);
        app.clock.advance(TimeDelta::minutes(5));
        assert_eq!(post.sent_to(HOST).await.len(), 1);
        // After it has gone it is still the same, with the time at which it was taken.
        assert_eq!(tell_as(&of.amina, of.person, on_plan, id, WORDS).await.json::<HostTold>(), first);
        for (on_plan, words) in [(on_plan, "Something else."), (other, WORDS)] {
            let refused = tell_as(&of.amina, of.person, on_plan, id, words).await;
            assert_eq!(refused.problem(409).code, ErrorCode::Conflict);
        }
        assert_eq!(post.sent_to(HOST).await.len(), 1);
    }
}

#[tokio::test]
async fn a_group_is_found_by_every_id_under_which_it_was_sent() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        open_choirs(&app).await;
        let on_plan = put(&of.amina, of.person, CHOIR).await;
        let second = PlanGroupId(Uuid::now_v7());
        let sent = json!({ "id": second, "group": CHOIR });
        let added = of.amina.post(&format!("/api/people/{}/plan/groups", of.person), &sent).await;
        assert_eq!(added.json::<GroupOnPlan>().id, on_plan);
        let id = Uuid::now_v7();
        let told: HostTold = tell_as(&of.amina, of.person, second, id, WORDS).await.json();
        assert_eq!(tell_as(&of.amina, of.person, second, id, WORDS).await.json::<HostTold>(), told);
        assert_eq!(Post::of(&app).sent_to(HOST).await.len(), 1);
    }
}

#[tokio::test]
async fn only_they_themselves_write_and_only_of_their_own_plan() {
    for store in stores().await {
        let app = roomy(store).await;
        let world = furnish(&app).await;
        let of = cast(&app).await;
        open_choirs(&app).await;
        let on_plan = put(&of.amina, of.person, CHOIR).await;
        let helps = helper(&app, of.person, "all@example.org", &Scope::ALL).await.0;
        for known in [&helps, &world.stranger, &world.there.own, &world.there.worker, &world.administrator] {
            tell(&Browser::of(&app, known), of.person, on_plan, WORDS).await.problem(404);
        }
        tell(&of.wen.1, of.person, on_plan, WORDS).await.problem(404);
        // What is on somebody else's plan is not on hers.
        let theirs = Browser::of(&app, &world.there.own);
        tell(&theirs, world.there.person, on_plan, WORDS).await.problem(404);
        tell(&of.amina, of.person, PlanGroupId(Uuid::now_v7()), WORDS).await.problem(404);
        assert!(Post::of(&app).sent_to(HOST).await.is_empty());
    }
}

#[tokio::test]
async fn what_cannot_go_is_said_and_nothing_goes() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        open_choirs(&app).await;
        let on_plan = put(&of.amina, of.person, CHOIR).await;
        let long = "a".repeat(1_001);
        for (words, code) in [
            (" \n", FieldCode::Missing),
            (long.as_str(), FieldCode::TooLong),
            ("Hello.\u{7}", FieldCode::Unreadable),
            ("Look at https://example.org", FieldCode::NotOffered),
        ] {
            let refused = tell(&of.amina, of.person, on_plan, words).await;
            assert_eq!(wrong(&refused), ("words".to_owned(), code));
        }
        // The knitters have no address.
        let knitting = put(&of.amina, of.person, KNITTING).await;
        let refused = tell(&of.amina, of.person, knitting, WORDS).await;
        assert_eq!(refused.problem(422).code, ErrorCode::NotNow);
        assert!(Post::of(&app).sent_to(HOST).await.is_empty());
    }
}

#[tokio::test]
async fn nobody_gets_too_many_letters() {
    for store in stores().await {
        let app = roomy(store).await;
        let of = cast(&app).await;
        open_choirs(&app).await;
        let mut on_plan = Vec::new();
        for number in 0..5 {
            on_plan.push(put(&of.amina, of.person, GroupId(Uuid::from_u128(2_000 + number))).await);
        }
        let too_many = ("letters".to_owned(), FieldCode::TooMany);
        for group in &on_plan[..3] {
            for _ in 0..3 {
                let told = tell(&of.amina, of.person, *group, WORDS).await;
                assert_eq!(told.status, 200, "{}", told.text());
            }
            assert_eq!(wrong(&tell(&of.amina, of.person, *group, WORDS).await), too_many);
        }
        let refused = tell(&of.amina, of.person, on_plan[4], WORDS).await;
        assert_eq!(wrong(&refused), too_many, "the same host reads it");
        assert_eq!(tell(&of.amina, of.person, on_plan[3], WORDS).await.status, 200);
        let id = Uuid::now_v7();
        assert_eq!(
            wrong(&tell_as(&of.amina, of.person, on_plan[3], id, WORDS).await),
            too_many,
            "the eleventh of a day"
        );

        // The next day there is room for those that had fewer; what was refused has used up nothing.
        app.clock.advance(TimeDelta::hours(25));
        let amina = Browser::of(&app, &account(&app, PERSON).await);
        assert_eq!(tell_as(&amina, of.person, on_plan[3], id, WORDS).await.status, 200);
        assert_eq!(wrong(&tell(&amina, of.person, on_plan[0], WORDS).await), too_many);
        app.clock.advance(TimeDelta::days(30));
        let amina = Browser::of(&app, &account(&app, PERSON).await);
        assert_eq!(tell(&amina, of.person, on_plan[0], WORDS).await.status, 200);
    }
}

#[tokio::test]
async fn a_letter_that_nobody_takes_is_given_up_and_its_words_go() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        let app = roomy(located.store).await;
        let of = cast(&app).await;
        open_choirs(&app).await;
        helper(&app, of.person, "all@example.org", &Scope::ALL).await;
        let on_plan = put(&of.amina, of.person, CHOIR).await;
        assert_eq!(tell(&of.amina, of.person, on_plan, WORDS).await.status, 200);
        let post = Post::with_mail(&app, "smtp://127.0.0.1:9");
        post.work().await;
        assert_eq!(raw.texts("SELECT outcome FROM host_letter").await, ["waiting"]);
        assert_eq!(raw.texts("SELECT words FROM host_letter").await, [WORDS], "it is tried again");
        assert_eq!(told_of_loss(&app, PERSON).await, 0);
        for _ in 0..60 {
            app.clock.advance(TimeDelta::minutes(6));
            post.work().await;
        }
        assert_eq!(raw.texts("SELECT outcome || words FROM host_letter").await, ["given_up"]);
        assert_eq!((told_of_loss(&app, PERSON).await, told_of_loss(&app, "all@example.org").await), (1, 0));
    }
}

#[tokio::test]
async fn whoever_wrote_is_told_once_of_a_letter_that_is_refused() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        let app = roomy(located.store).await;
        let of = cast(&app).await;
        open_choirs(&app).await;
        let on_plan = put(&of.amina, of.person, CHOIR).await;
        let id = Uuid::now_v7();
        assert_eq!(tell_as(&of.amina, of.person, on_plan, id, WORDS).await.status, 200);
        // No mail server takes a letter to what is no address.
        assert_eq!(raw.run("UPDATE host_letter SET address = 'nobody'").await, 1);
        Post::with_mail(&app, "smtp://127.0.0.1:9").work().await;
        assert_eq!(raw.texts("SELECT outcome || words FROM host_letter").await, ["given_up"]);
        assert_eq!(told_of_loss(&app, PERSON).await, 1);
        // What has ended does not end again.
        for end in [HostLetterEnd::GivenUp, HostLetterEnd::Sent] {
            app.store.end_host_letter(PlanActId(id), end, monday()).await.unwrap();
        }
        assert_eq!(raw.texts("SELECT outcome FROM host_letter").await, ["given_up"]);
        // Of one that has gone nothing is told.
        assert_eq!(tell(&of.amina, of.person, on_plan, WORDS).await.status, 200);
        assert_eq!(Post::of(&app).sent_to(HOST).await.len(), 1);
        assert_eq!(told_of_loss(&app, PERSON).await, 1);
    }
}

#[tokio::test]
async fn of_whoever_is_erased_no_letter_is_left_and_none_goes() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        let app = roomy(located.store).await;
        let of = cast(&app).await;
        open_choirs(&app).await;
        let on_plan = put(&of.amina, of.person, CHOIR).await;
        assert_eq!(tell(&of.amina, of.person, on_plan, WORDS).await.status, 200);
        let erased = of.amina.post(&format!("/api/people/{}/erase", of.person), &json!({})).await;
        assert_eq!(erased.status, 200, "{}", erased.text());
        assert_eq!(raw.number("SELECT count(*) FROM host_letter").await, 0);
        assert!(Post::of(&app).sent_to(HOST).await.is_empty());
    }
}

#[tokio::test]
async fn letters_of_two_records_that_are_one_are_counted_together() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        let app = roomy(located.store).await;
        open_choirs(&app).await;
        let (first, person) = sent(&app).await;
        let (second, twin) = sent(&app).await;
        for (person, letters) in [(person, 1), (twin, 2)] {
            for _ in 0..letters {
                write(&app, person).await;
            }
        }
        let (wen_id, wen) = worker(&app, "Wen").await;
        wen.open(first).await;
        wen.done(first, "seen", accept(wen_id, "Hello.")).await;
        wen.open(second).await;
        wen.done(second, "seen", json!({ "merge": { "into": first } })).await;
        let of_person = format!("SELECT count(*) FROM host_letter WHERE person = '{person}'");
        assert_eq!(raw.number(&of_person).await, 3);
        let amina = Browser::prove(&app, PERSON).await;
        let on_plan = put(&amina, person, CHOIR).await;
        let refused = tell(&amina, person, on_plan, WORDS).await;
        assert_eq!(wrong(&refused), ("letters".to_owned(), FieldCode::TooMany));
    }
}

async fn sent(app: &TestApp) -> (ReferralId, PersonId) {
    let id = send(&Browser::new(app), for_me("Amina Ahmed", PERSON)).await.id;
    (id, app.store.person_of_referral(id).await.unwrap().unwrap())
}

/// Writes a letter of somebody who has not signed in yet.
async fn write(app: &TestApp, person: PersonId) {
    let id = PlanActId(Uuid::now_v7());
    let key = HostLetterKey { id, person, plan_group: PlanGroupId(Uuid::now_v7()), payload_digest: [3; 32] };
    let new = NewHostLetter {
        key,
        group: CHOIR,
        group_name: "Choir 0".to_owned(),
        address: HOST.to_owned(),
        words: WORDS.to_owned(),
    };
    let kept = app.store.write_to_host(&new, monday()).await.unwrap();
    assert!(matches!(kept, HostLetterKept::New(_)), "{kept:?}");
}
