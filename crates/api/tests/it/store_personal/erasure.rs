//! Erasing: no row is left and no file of the database holds a word of it, while the audit and everybody else stay.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeMap;
use std::path::PathBuf;

use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::json;
use stile_api::store::{Actor, Deed, Store, tables_of_people};
use wire::{ChangeDetails, Erased, ErasedPart, ErrorCode, KeptPart, Looked, PersonId, WhoAmI};

use super::super::http_sign_in::door::Door;
use super::super::people_world::{account, refer, staff};
use super::super::raw_sql::{RawSql, files_with};
use super::super::steps::{Browser, for_me, may, roomy, send, worker};
use super::super::support::{located_stores, stores};
use super::super::test_app::{TestApp, monday, team};
use super::planted::{canary, counts, plant};

/// The folders of the database's files; where PostgreSQL keeps them to itself that is said loudly.
#[expect(clippy::print_stderr, reason = "a test that did not run must be seen")]
async fn folders(raw: &mut RawSql) -> Option<Vec<PathBuf>> {
    let folders = raw.folders().await;
    if folders.is_none() {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "on CI PostgreSQL's files have to be readable");
        eprintln!("SKIPPED: PostgreSQL's files cannot be read from here");
    }
    folders
}

async fn erase(app: &TestApp, browser: &Browser<'_>, person: PersonId) -> super::super::test_app::Answer {
    let answer = browser.post(&format!("/api/people/{person}/erase"), &json!({})).await;
    assert_eq!(answer.status, StatusCode::OK, "{:?}: {}", app.store.engine(), answer.text());
    answer
}

/// Waits until the files are scrubbed. Mostly they are when it answers; beside many other tests it goes on afterwards, or is
/// done again.
async fn scrubbed(raw: &mut RawSql, store: &Store) {
    for _ in 0..120 {
        // Nothing else does what was left undone in these tests.
        let _ = store.scrub().await;
        if raw.number("SELECT count(*) FROM job WHERE kind = 'scrub'").await == 0 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(250)).await;
    }
    panic!("the files are not scrubbed");
}

/// How many rows every table of people has.
async fn totals(raw: &mut RawSql) -> BTreeMap<&'static str, i64> {
    let mut totals = BTreeMap::new();
    for table in tables_of_people() {
        totals.insert(table, raw.number(&format!("SELECT count(*) FROM \"{table}\"")).await);
    }
    totals
}

#[tokio::test]
async fn nothing_of_it_is_in_any_row_or_file_and_everybody_else_stays() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        let app = roomy(located.store).await;
        let (gone, stays) = (plant(&app).await, plant(&app).await);
        // What PostgreSQL remembers of columns, to plan by, is a copy of what is in them.
        raw.run("ANALYZE").await;
        raw.flush().await;
        let folders = folders(&mut raw).await;
        if let Some(folders) = &folders {
            assert!(!files_with(folders, &gone.canary).is_empty(), "it was there to be found");
        }
        let before = app.store.kept_of(stays.person).await.unwrap();
        let (theirs, all) = (counts(&mut raw, &gone).await, totals(&mut raw).await);
        assert!(theirs.values().all(|count| *count > 0), "{theirs:?}");

        let own = Browser::of(&app, &gone.own);
        let answer = erase(&app, &own, gone.person).await;
        scrubbed(&mut raw, &app.store).await;
        if let Some(folders) = &folders {
            assert_eq!(files_with(folders, &gone.canary), Vec::<PathBuf>::new(), "at once");
        }
        let erased: Erased = answer.json();
        assert_eq!(
            (erased.kept.as_slice(), erased.erased.len()),
            ([KeptPart::Audit, KeptPart::WrittenAsHelper].as_slice(), 8)
        );
        assert!(erased.erased.contains(&ErasedPart::SignIns));
        let cleared: Vec<&str> =
            answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap()).collect();
        for name in ["__Host-s=;", "__Host-r=;", "__Host-c=;"] {
            assert!(
                cleared.iter().any(|cookie| cookie.starts_with(name) && cookie.contains("Max-Age=0")),
                "{cleared:?}"
            );
        }

        for (table, left) in totals(&mut raw).await {
            let went = if table == "audit" { 0 } else { theirs[table] };
            assert_eq!(left, all[table] - went, "{table} of {:?}", app.store.engine());
        }
        assert_eq!(app.store.check_audit().await.unwrap().broken_at, None);
        assert_eq!(
            own.get(&format!("/api/people/{}/timeline", gone.person)).await.problem(401).code,
            ErrorCode::SignedOut
        );
        assert_eq!(own.get("/api/me").await.json::<WhoAmI>(), WhoAmI::Nobody);
        let (_, wen) = worker(&app, "Wen").await;
        assert_eq!(wen.get(&format!("/api/desk/people/{}", gone.person)).await.problem(404).code, ErrorCode::NotFound);
        assert_eq!(
            wen.get(&format!("/api/desk/referrals/{}", gone.referral)).await.problem(404).code,
            ErrorCode::NotFound
        );
        assert_eq!(app.store.kept_of(stays.person).await.unwrap(), before, "the other's rows are as they were");

        raw.flush().await;
        if let Some(folders) = &folders {
            assert_eq!(files_with(folders, &gone.canary), Vec::<PathBuf>::new(), "and later too");
            assert!(!files_with(folders, &stays.canary).is_empty(), "the search finds what is there");
        }
        // Whoever had proved that address is somebody new.
        let email = format!("{}.first@example.org", gone.canary);
        let again = Browser::of(&app, &account(&app, &email).await).me().await;
        assert!(again.person.is_none() && again.account != gone.account);
    }
}

#[tokio::test]
async fn one_after_the_other_leaves_no_trace_between_the_rows() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        let app = roomy(located.store).await;
        let mut people = Vec::new();
        for number in 0..16 {
            let canary = canary();
            let email = format!("{canary}@example.org");
            let (person, _) = refer(&app.store, team(), &email, &format!("{canary}.helper@example.org")).await;
            // Texts of many lengths, so that pages split and spill over.
            let about_me = format!("{canary} ").repeat(1 + number * 7);
            let change = ChangeDetails { about_me: Some(about_me), ..ChangeDetails::default() };
            app.store.change_details(person, &change, None, monday()).await.unwrap();
            people.push((person, canary));
        }
        raw.run("ANALYZE").await;
        raw.flush().await;
        let Some(folders) = folders(&mut raw).await else { continue };
        let (even, odd): (Vec<_>, Vec<_>) = people.iter().enumerate().partition(|(at, _)| at % 2 == 0);
        for (_, (person, canary)) in odd.iter().rev().chain(even.iter().take(4)) {
            assert!(!files_with(&folders, canary).is_empty());
            app.store.erase_person(*person, monday()).await.unwrap();
            scrubbed(&mut raw, &app.store).await;
            assert_eq!(files_with(&folders, canary), Vec::<PathBuf>::new(), "{:?}", app.store.engine());
        }
        for (_, (_, canary)) in even.iter().skip(4) {
            assert!(!files_with(&folders, canary).is_empty());
        }
    }
}

#[tokio::test]
async fn what_was_changed_before_is_gone_as_well() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        let app = roomy(located.store).await;
        let (first, second) = (canary(), canary());
        send(&Browser::new(&app), for_me("Amina Ahmed", "a@example.org")).await;
        let amina = Browser::of(&app, &account(&app, "a@example.org").await);
        let person = amina.me().await.person.unwrap().id;
        let details = format!("/api/people/{person}/details");
        for word in [&first, &second] {
            amina.put(&details, &json!({ "about_me": format!("{word} ").repeat(60) })).await;
        }
        raw.flush().await;
        let Some(folders) = folders(&mut raw).await else { continue };
        erase(&app, &amina, person).await;
        scrubbed(&mut raw, &app.store).await;
        raw.flush().await;
        for word in [first, second] {
            assert_eq!(files_with(&folders, &word), Vec::<PathBuf>::new());
        }
    }
}

#[tokio::test]
async fn referrals_that_pointed_to_it_go_on_without() {
    for store in stores().await {
        let app = roomy(store).await;
        let with_phone = |email: &str| {
            let mut answers = for_me("Amina Ahmed", email);
            (answers.phone, answers.call_safe, answers.text_safe) =
                ("01632 960007".to_owned(), Some(true), Some(false));
            answers
        };
        let first = send(&Browser::new(&app), with_phone("a@example.org")).await;
        let second = send(&Browser::new(&app), with_phone("b@example.org")).await;
        let (_, wen) = worker(&app, "Wen").await;
        wen.open(second.id).await;
        let kept = app.store.find_referral(second.id).await.unwrap().unwrap();
        assert_eq!(kept.duplicate_of, Some(first.id));
        let amina = Browser::of(&app, &account(&app, "a@example.org").await);
        erase(&app, &amina, amina.me().await.person.unwrap().id).await;
        let left = app.store.find_referral(second.id).await.unwrap().unwrap();
        assert_eq!((left.duplicate_of, left.reference.as_str()), (None, second.reference.as_str()));
        let page = wen.open(second.id).await;
        assert!(page.alike.is_empty());
        let waiting = wen.json(&format!("/api/desk/teams/{}/waiting", team())).await;
        assert_eq!(waiting.as_array().unwrap().len(), 1);
        assert!(waiting[0].get("like").is_none());
    }
}

#[tokio::test]
async fn whom_one_helped_and_who_helped_go_on_alone() {
    for store in stores().await {
        let app = roomy(store).await;
        for (name, email) in [("Amina Ahmed", "a@example.org"), ("Bea Example", "b@example.org")] {
            send(&Browser::new(&app), for_me(name, email)).await;
        }
        let amina = Browser::of(&app, &account(&app, "a@example.org").await);
        let bea = Browser::of(&app, &account(&app, "b@example.org").await);
        let (hers, beas) = (amina.me().await.person.unwrap().id, bea.me().await.person.unwrap().id);
        for (of, person, by) in [(&amina, hers, &bea), (&bea, beas, &amina)] {
            let invited = of
                .post(
                    &format!("/api/people/{person}/helpers/invite"),
                    &json!({ "id": uuid::Uuid::now_v7(), "name": "Friend", "relation": "friend", "terms": may(&["see_plan"]) }),
                )
                .await;
            let code = invited.json::<wire::HelperInvitation>().code;
            assert_eq!(by.post("/api/helping/take", &json!({ "code": code })).await.status, StatusCode::OK);
        }
        amina.get(&format!("/api/people/{beas}/timeline")).await;
        erase(&app, &amina, hers).await;
        assert!(bea.me().await.helping.is_empty());
        let helpers = bea.json(&format!("/api/people/{beas}/helpers")).await;
        assert_eq!(helpers["helpers"], json!([]));
        assert_eq!(bea.json(&format!("/api/people/{beas}/timeline")).await.as_array().unwrap().len(), 1);
        // That somebody looked stays told; by which name is known no more.
        let looks = bea.json(&format!("/api/people/{beas}/looks")).await;
        assert_eq!(
            (&looks[0]["what"], &looks[0]["who"], &looks[0]["as_what"]),
            (&json!("saw_timeline"), &json!(""), &json!("helper"))
        );
    }
}

#[tokio::test]
async fn it_asks_again_who_it_is() {
    for store in stores().await {
        let app = roomy(store).await;
        send(&Browser::new(&app), for_me("Amina Ahmed", "a@example.org")).await;
        let amina = Browser::of(&app, &account(&app, "a@example.org").await);
        let person = amina.me().await.person.unwrap().id;
        let (wen, _) = staff(&app, Some(team()), "Wen", wire::StaffRole::LinkWorker).await;
        app.store
            .remember(Deed { actor: Actor::Staff(wen), person, what: Looked::OpenedRecord }, monday())
            .await
            .unwrap();
        app.clock.advance(TimeDelta::minutes(10));
        let refused = amina.post(&format!("/api/people/{person}/erase"), &json!({})).await;
        assert_eq!(refused.problem(403).code, ErrorCode::ConfirmFirst);
        assert_eq!(amina.json(&format!("/api/people/{person}/looks")).await.as_array().unwrap().len(), 1);
        assert!(app.store.find_person(person).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn whoever_reads_for_long_keeps_it_in_the_files_no_longer_than_they_read() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        let mut reader = RawSql::open(&located.url).await;
        let door = Door::new(located.store).await;
        let app = &door.app;
        let canary = canary();
        let (person, _) = refer(&app.store, team(), &format!("{canary}@example.org"), "h@example.org").await;
        let Some(folders) = folders(&mut raw).await else { continue };
        // Somebody else's program is in the middle of reading.
        reader.begin_reading().await;
        reader.number("SELECT count(*) FROM person").await;
        let begun = std::time::Instant::now();
        app.store.erase_person(person, monday()).await.unwrap();
        assert!(begun.elapsed() < std::time::Duration::from_secs(13), "{:?}", begun.elapsed());
        assert!(app.store.find_person(person).await.unwrap().is_none());
        raw.flush().await;
        assert!(!files_with(&folders, &canary).is_empty(), "who reads may see it to the end");
        assert_eq!(raw.number("SELECT count(*) FROM job WHERE kind = 'scrub'").await, 1, "it is left to be done");
        reader.run("COMMIT").await;
        // Only the job does it now.
        let mut left = 1;
        for _ in 0..100 {
            app.clock.advance(TimeDelta::minutes(3));
            door.send_all().await;
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            left = raw.number("SELECT count(*) FROM job WHERE kind = 'scrub'").await;
            if left == 0 {
                break;
            }
        }
        assert_eq!(left, 0, "{:?}", app.store.engine());
        assert_eq!(files_with(&folders, &canary), Vec::<PathBuf>::new(), "{:?}", app.store.engine());
    }
}
