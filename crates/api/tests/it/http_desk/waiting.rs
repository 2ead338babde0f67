//! The list of referrals that wait, and everybody's caseload.

#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::TimeDelta;
use serde_json::{Value, json};
use wire::{CaseSummary, Due, Look, Looked, Stage, WaitingReferral};

use super::super::http_thread::{answer_to, make_ready, see, write};
use super::super::people_world::{account, furnish, sign_in_staff};
use super::super::steps::{Browser, accept, end, for_me, for_mother, roomy, send, talked, worker};
use super::super::support::stores;
use super::super::test_app::team;

fn waiting() -> String {
    format!("/api/desk/teams/{}/waiting", team())
}

#[tokio::test]
async fn what_was_promised_first_comes_first_with_its_marks() {
    for store in stores().await {
        let app = roomy(store).await;
        let nobody = Browser::new(&app);
        let mut urgent = for_me("Ursula Example", "u@example.org");
        urgent.words = "I want to kill myself".to_owned();
        let urgent = send(&nobody, urgent).await;
        app.clock.advance(TimeDelta::days(1));
        let mother = send(&nobody, for_mother("amina@example.org", "sara@example.org")).await;
        app.clock.advance(TimeDelta::days(1));
        let again = send(&nobody, for_me("Ursula Example", "u@example.org")).await;
        // Thursday: what was promised for Wednesday is late, what was promised for today is not.
        app.clock.advance(TimeDelta::days(1));
        let (wen, desk) = worker(&app, "Wen").await;
        desk.open(again.id).await;
        desk.done(again.id, "seen", accept(wen, "Hello Ursula.")).await;

        let listed = desk.get(&waiting()).await;
        let list: Vec<WaitingReferral> = listed.json();
        assert_eq!(list.iter().map(|row| row.id).collect::<Vec<_>>(), [urgent.id, mother.id, again.id]);
        assert_eq!(list.iter().map(|row| row.is_late).collect::<Vec<_>>(), [true, false, false]);
        assert_eq!(list.iter().map(|row| row.is_urgent_words).collect::<Vec<_>>(), [true, false, false]);
        assert_eq!(
            list.iter().map(|row| row.by_helper.as_deref()).collect::<Vec<_>>(),
            [None, Some("Sara Ahmed, daughter"), None]
        );
        assert_eq!(
            list.iter().map(|row| row.like.as_deref()).collect::<Vec<_>>(),
            [None, None, Some(urgent.reference.as_str())]
        );
        assert_eq!(list.iter().map(|row| row.stage).collect::<Vec<_>>(), [Stage::Sent, Stage::Sent, Stage::Accepted]);
        assert_eq!(list[2].worker.as_ref().unwrap().name, "Wen");
        assert!(list[0].worker.is_none() && list[0].name == "Ursula Example");
        assert_eq!(list[0].promised_by.to_string(), "2026-11-25");
        assert!(!listed.text().contains("kill myself"), "the list holds no answers");

        // After first contact it waits no longer.
        desk.done(again.id, "accepted", talked("")).await;
        let list: Vec<WaitingReferral> = desk.get(&waiting()).await.json();
        assert_eq!(list.len(), 2);
    }
}

#[tokio::test]
async fn what_somebody_writes_while_they_wait_is_urgent_until_it_is_answered() {
    for store in stores().await {
        let app = roomy(store).await;
        send(&Browser::new(&app), for_me("Nora Example", "n@example.org")).await;
        let nora = Browser::prove(&app, "n@example.org").await;
        let person = nora.me().await.person.unwrap().id;
        let ((wen, desk), (kim, _)) = (worker(&app, "Wen").await, worker(&app, "Kim").await);
        make_ready(&app, &[wen, kim]).await;
        let is_urgent = async || -> bool {
            let list: Vec<WaitingReferral> = desk.get(&waiting()).await.json();
            list[0].is_urgent_words
        };
        write(&nora, person, "Is anybody there?").await;
        assert!(!is_urgent().await);
        write(&nora, person, "I want to kill myself").await;
        assert!(is_urgent().await);
        see(&desk, person, 2).await;
        assert!(is_urgent().await, "looking is no answer");
        answer_to(&desk, person, "I am here, Nora.", 2).await;
        assert!(!is_urgent().await);
    }
}

#[tokio::test]
async fn a_referral_that_rests_is_not_late() {
    for store in stores().await {
        let app = roomy(store).await;
        let sent = send(&Browser::new(&app), for_me("Rosa Example", "r@example.org")).await;
        let (wen, desk) = worker(&app, "Wen").await;
        desk.open(sent.id).await;
        desk.done(sent.id, "seen", accept(wen, "Hello Rosa.")).await;
        desk.done(sent.id, "accepted", json!({ "pause": { "until": "2026-12-10", "words": "As you asked." } })).await;
        app.clock.advance(TimeDelta::days(4));
        let desk = Browser::of(&app, &sign_in_staff(&app, wen).await);
        let one = desk.open(sent.id).await;
        let list: Vec<WaitingReferral> = desk.get(&waiting()).await.json();
        assert_eq!((list[0].is_late, one.is_late), (false, false));
        app.clock.advance(TimeDelta::days(14));
        let desk = Browser::of(&app, &sign_in_staff(&app, wen).await);
        let list: Vec<WaitingReferral> = desk.get(&waiting()).await.json();
        assert_eq!((list[0].is_late, desk.open(sent.id).await.is_late), (true, true), "the rest is over");
    }
}

#[tokio::test]
async fn a_list_that_is_open_all_day_is_one_look_a_day() {
    for store in stores().await {
        let app = roomy(store).await;
        send(&Browser::new(&app), for_me("Lena Example", "l@example.org")).await;
        let lena = account(&app, "l@example.org").await;
        let person = Browser::of(&app, &lena).me().await.person.unwrap().id;
        let (wen, desk) = worker(&app, "Wen").await;
        let looks = async |browser: &Browser<'_>| -> usize {
            let looks: Vec<Look> = browser.get(&format!("/api/people/{person}/looks")).await.json();
            looks.iter().filter(|look| look.what == Looked::Listed && look.who == "Wen").count()
        };
        for _ in 0..3 {
            desk.get(&waiting()).await;
            desk.get(&format!("/api/desk/teams/{}/people", team())).await;
        }
        assert_eq!(looks(&Browser::of(&app, &lena)).await, 1);
        // London's midnight is a new day.
        app.clock.advance(TimeDelta::hours(14));
        let desk = Browser::of(&app, &sign_in_staff(&app, wen).await);
        desk.get(&waiting()).await;
        assert_eq!(looks(&Browser::of(&app, &account(&app, "l@example.org").await)).await, 2);
    }
}

#[tokio::test]
async fn everybodys_caseload_is_by_what_is_due() {
    for store in stores().await {
        let app = roomy(store).await;
        let nobody = Browser::new(&app);
        let (wen, desk) = worker(&app, "Wen").await;
        let mut sent = Vec::new();
        for name in ["Ann", "Bea", "Cleo", "Dora", "Eva"] {
            let receipt = send(&nobody, for_me(&format!("{name} Example"), &format!("{name}@example.org"))).await;
            desk.open(receipt.id).await;
            sent.push(receipt.id);
        }
        for id in &sent[1..] {
            desk.done(*id, "seen", accept(wen, "Hello.")).await;
        }
        for id in &sent[2..] {
            desk.done(*id, "accepted", talked("")).await;
        }
        desk.done(sent[3], "first_contact", json!({ "pause": { "until": "2026-11-30", "words": "" } })).await;
        desk.done(sent[4], "first_contact", end("Go well.")).await;
        let listed = desk.get(&format!("/api/desk/teams/{}/people", team())).await;
        let cases: Vec<CaseSummary> = listed.json();
        let told: Vec<(&str, Due, Option<String>)> = cases
            .iter()
            .map(|case| (case.name.split(' ').next().unwrap(), case.due, case.due_on.map(|day| day.to_string())))
            .collect();
        assert_eq!(
            told,
            [
                ("Ann", Due::Answer, Some("2026-11-25".to_owned())),
                ("Bea", Due::FirstContact, Some("2026-11-25".to_owned())),
                ("Dora", Due::Resume, Some("2026-11-30".to_owned())),
                ("Cleo", Due::KeepInTouch, Some("2026-12-14".to_owned())),
                ("Eva", Due::Nothing, None),
            ]
        );
        assert!(cases[0].worker.is_none() && cases[1].worker.as_ref().unwrap().id == wen);
        app.clock.advance(TimeDelta::days(10));
        let desk = Browser::of(&app, &sign_in_staff(&app, wen).await);
        let cases: Vec<CaseSummary> = desk.get(&format!("/api/desk/teams/{}/people", team())).await.json();
        let late: Vec<bool> = cases.iter().map(|case| case.is_late).collect();
        assert_eq!(late, [true, true, true, false, false]);
    }
}

#[tokio::test]
async fn a_team_sees_its_own_people_alone() {
    for store in stores().await {
        let app = roomy(store).await;
        let world = furnish(&app).await;
        let sent = send(&Browser::new(&app), for_me("Only Ours", "ours@example.org")).await;
        let there = Browser::of(&app, &world.there.worker);
        for what in ["waiting", "people"] {
            let theirs: Vec<Value> = there.get(&format!("/api/desk/teams/{}/{what}", world.there.team)).await.json();
            assert_eq!(theirs.len(), 1);
            assert!(!theirs[0].to_string().contains("Only Ours"));
        }
        // However alike: another team's referral of the same person is not told of.
        let twin =
            super::super::people_world::refer(&app.store, world.there.team, "amina@here.example.org", "x@example.org")
                .await
                .1;
        let one = there.open(twin).await;
        assert!(one.alike.is_empty(), "{:?}", one.alike.iter().map(|other| other.id).collect::<Vec<_>>());
        drop(sent);
    }
}
