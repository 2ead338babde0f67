//! Two referrals of one person become one, and so do their records.

#![expect(clippy::unwrap_used, reason = "tests")]

use serde_json::{Value, json};
use wire::{
    Answers, Channel, DeskPerson, ErrorCode, FieldCode, Look, Looked, PersonId, ReferralId, Timeline, WaitingReferral,
};

use super::super::people_world::{account, furnish};
use super::super::steps::{Browser, accept, for_me, roomy, send, worker};
use super::super::support::stores;
use super::super::test_app::{TestApp, team};

fn answers(phone_safe: bool, text_safe: bool) -> Answers {
    Answers {
        phone: "07700 900123".to_owned(),
        call_safe: Some(phone_safe),
        text_safe: Some(text_safe),
        ..for_me("Amina Ahmed", "amina@example.org")
    }
}

async fn sent(app: &TestApp, answers: Answers) -> (ReferralId, PersonId) {
    let id = send(&Browser::new(app), answers).await.id;
    (id, app.store.person_of_referral(id).await.unwrap().unwrap())
}

fn merge(into: ReferralId) -> Value {
    json!({ "merge": { "into": into } })
}

#[tokio::test]
async fn two_referrals_of_one_person_become_one_with_the_more_careful_answers() {
    for store in stores().await {
        let app = roomy(store).await;
        let (first, person) = sent(&app, answers(true, false)).await;
        let (second, twin) = sent(&app, answers(false, true)).await;
        assert_ne!(person, twin, "nobody has proved yet that they are one");
        let (wen_id, wen) = worker(&app, "Wen").await;
        wen.open(first).await;
        wen.done(first, "seen", accept(wen_id, "Hello.")).await;
        let page = wen.open(second).await;
        assert_eq!(page.alike.iter().map(|other| other.id).collect::<Vec<_>>(), [first]);
        wen.get(&format!("/api/desk/people/{twin}")).await;
        let merged = wen.done(second, "seen", merge(first)).await;
        assert!(merged.acts.is_empty(), "nothing is done with it any more");
        assert_eq!(merged.person, person);
        let closed = wen.act(second, "seen", accept(wen_id, "Hello.")).await;
        assert_eq!(closed.problem(422).code, ErrorCode::NotNow);

        let list: Vec<WaitingReferral> = wen.get(&format!("/api/desk/teams/{}/waiting", team())).await.json();
        assert_eq!(list.iter().map(|row| row.id).collect::<Vec<_>>(), [first]);
        let record: DeskPerson = wen.get(&format!("/api/desk/people/{person}")).await.json();
        assert_eq!(record.cases.len(), 1);
        let safe =
            |channel| record.reach.safe_contact.channels.iter().find(|answer| answer.channel == channel).unwrap();
        assert_eq!((safe(Channel::Call).is_safe, safe(Channel::Text).is_safe), (Some(false), Some(false)));
        assert_eq!(safe(Channel::Email).is_safe, Some(true), "both said so");
        assert_eq!(wen.get(&format!("/api/desk/people/{twin}")).await.problem(404).code, ErrorCode::NotFound);

        // Whoever proves the address has one record, and reads every look at either.
        let amina = Browser::of(&app, &account(&app, "amina@example.org").await);
        assert_eq!(amina.me().await.person.unwrap().id, person);
        let timelines: Vec<Timeline> = amina.get(&format!("/api/people/{person}/timeline")).await.json();
        assert_eq!(timelines.iter().map(|timeline| timeline.referral).collect::<Vec<_>>(), [first]);
        let looks: Vec<Look> = amina.get(&format!("/api/people/{person}/looks")).await.json();
        let count = |what| looks.iter().filter(|look| look.what == what).count();
        assert_eq!((count(Looked::OpenedReferral), count(Looked::OpenedRecord)), (2, 2), "{looks:?}");
    }
}

#[tokio::test]
async fn a_record_is_nobodys_by_looking_alike() {
    for store in stores().await {
        let app = roomy(store).await;
        let (first, person) = sent(&app, answers(true, false)).await;
        // Somebody with the same name and birth date signs in by an address that the other record does not hold.
        let mut other = answers(true, true);
        other.email = "new@example.org".to_owned();
        let second = send(&Browser::new(&app), other).await.id;
        let browser = Browser::of(&app, &account(&app, "new@example.org").await);
        let own = browser.me().await.person.unwrap().id;
        assert_ne!(own, person);
        let (_, wen) = worker(&app, "Wen").await;
        wen.open(first).await;
        wen.open(second).await;
        for (from, into) in [(first, second), (second, first)] {
            let refused = wen.act(from, "seen", merge(into)).await.problem(422);
            assert_eq!((refused.fields[0].field.as_str(), refused.fields[0].code), ("act.into", FieldCode::NotOffered));
        }
        assert_eq!(browser.me().await.person.unwrap().id, own);
        assert_eq!(browser.get(&format!("/api/people/{person}/timeline")).await.problem(404).code, ErrorCode::NotFound);
    }
}

#[tokio::test]
async fn two_who_sign_in_by_themselves_stay_two() {
    for store in stores().await {
        let app = roomy(store).await;
        let (first, _) = sent(&app, answers(true, false)).await;
        let one = Browser::of(&app, &account(&app, "amina@example.org").await);
        let mut other = answers(true, true);
        other.email = "new@example.org".to_owned();
        let second = send(&Browser::new(&app), other).await.id;
        let two = Browser::of(&app, &account(&app, "new@example.org").await);
        let (_, wen) = worker(&app, "Wen").await;
        wen.open(first).await;
        wen.open(second).await;
        let refused = wen.act(second, "seen", merge(first)).await.problem(422);
        assert_eq!((refused.fields[0].field.as_str(), refused.fields[0].code), ("act.into", FieldCode::NotOffered));
        for browser in [&one, &two] {
            let id = browser.me().await.person.unwrap().id;
            let timelines = browser.json(&format!("/api/people/{id}/timeline")).await;
            assert_eq!(timelines.as_array().unwrap().len(), 1, "nobody's own referral goes away");
        }
    }
}

#[tokio::test]
async fn nothing_is_merged_into_what_is_not_alike_not_there_or_not_ours() {
    for store in stores().await {
        let app = roomy(store).await;
        let world = furnish(&app).await;
        let (first, _) = sent(&app, answers(true, false)).await;
        let (second, _) = sent(&app, answers(true, false)).await;
        let (third, _) = sent(&app, answers(true, false)).await;
        let stranger = send(&Browser::new(&app), for_me("Bea Example", "b@example.org")).await.id;
        app.store.cover_district(world.there.team, "QQ1").await.unwrap();
        let (elsewhere, _) = sent(&app, answers(true, false)).await;
        let (_, wen) = worker(&app, "Wen").await;
        for id in [first, second, third] {
            wen.open(id).await;
        }
        wen.done(second, "seen", merge(first)).await;
        for into in [third, stranger, elsewhere, second, ReferralId(uuid::Uuid::now_v7())] {
            let problem = wen.act(third, "seen", merge(into)).await.problem(422);
            assert_eq!((problem.fields[0].field.as_str(), problem.fields[0].code), ("act.into", FieldCode::NotOffered));
        }
        wen.done(third, "seen", merge(first)).await;
    }
}
