//! A referral that was sent before signing in joins the account when its address is proved, and nobody else's does.

#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::TimeDelta;
use serde_json::json;
use stile_api::store::{Holder, NewSignIn};
use uuid::Uuid;
use wire::{
    Answers, Channel, ContactFirst, ContactKind, ForWhom, PersonId, ReferralId, SafeContact, SafeContacts, SignInId,
    Timeline,
};

use super::super::http_sign_in::{Browser, Door};
use super::super::support::stores;

const MARY: &str = "mary@example.org";
const MOBILE: &str = "+447700900123";

/// Sara asks for her mother.
pub fn by_a_daughter(answers: &mut Answers) {
    answers.for_whom = Some(ForWhom::Someone);
    answers.helper_name = "Sara Moss".to_owned();
    answers.helper_relation = "daughter".to_owned();
    answers.helper_email = "sara@example.org".to_owned();
    answers.helper_email_safe = Some(true);
    answers.agreed = Some(true);
    answers.contact_first = Some(ContactFirst::Person);
}

async fn person_of(door: &Door, referral: ReferralId) -> PersonId {
    door.app.store.person_of_referral(referral).await.unwrap().unwrap()
}

async fn own(browser: &mut Browser<'_>) -> Option<PersonId> {
    browser.me_somebody().await.person.map(|own| own.id)
}

/// The referrals that somebody sees as their own.
async fn timeline(browser: &mut Browser<'_>) -> Vec<ReferralId> {
    let person = own(browser).await.unwrap();
    let stages: Vec<Timeline> = browser.get(&format!("/api/people/{person}/timeline")).await.json();
    let mut referrals: Vec<ReferralId> = stages.iter().map(|stage| stage.referral).collect();
    referrals.sort();
    referrals
}

async fn safe(door: &Door, person: PersonId, channel: Channel) -> SafeContact {
    let SafeContacts { channels, .. } = door.app.store.safe_contacts(person).await.unwrap();
    channels.into_iter().find(|answer| answer.channel == channel).unwrap()
}

#[tokio::test]
async fn referral_sent_before_signing_in_joins_when_its_address_is_proved() {
    for store in stores().await {
        let door = Door::new(store).await;
        for (number, address) in [(1, "one@example.org"), (2, "+447700900222")] {
            let referral = door
                .refer(|answers| {
                    answers.email = "one@example.org".to_owned();
                    answers.phone = "07700 900222".to_owned();
                    answers.name = format!("Person {number}");
                })
                .await;
            let mut phone = door.browser();
            let me = phone.sign_in(address).await;
            let person = me.person.unwrap();
            assert_eq!(person.id, person_of(&door, referral).await);
            assert_eq!((person.call_name.as_str(), me.contacts.len()), ("Person", 1));
            assert_eq!(timeline(&mut phone).await, [referral]);
            let kept = door.app.store.find_person(person.id).await.unwrap().unwrap();
            assert_eq!(kept.account.map(Holder::Account), Some(Holder::Account(me.account)));
        }
    }
}

#[tokio::test]
async fn second_referral_of_the_same_person_makes_no_second_person() {
    for store in stores().await {
        let door = Door::new(store).await;
        let first = door.refer(|_| {}).await;
        let mut phone = door.browser();
        phone.sign_in(MARY).await;
        // Typed a little differently, in a browser where nobody is signed in, and once more where she is.
        let second = door.refer(|answers| answers.name = "mary  MOSS".to_owned()).await;
        let third = phone.refer(|answers| answers.email = "mary.moss@example.org".to_owned()).await;
        assert_eq!(person_of(&door, third).await, own(&mut phone).await.unwrap());
        assert_ne!(person_of(&door, second).await, own(&mut phone).await.unwrap(), "not before it is proved");
        assert_eq!(timeline(&mut phone).await, [first, third]);
        // She proves the address once more, without signing out first.
        phone.confirm().await;
        assert_eq!(timeline(&mut phone).await, [first, second, third]);
        assert_eq!(person_of(&door, second).await, own(&mut phone).await.unwrap());
        let fourth = door.refer(|_| {}).await;
        let fifth = door.refer(|_| {}).await;
        // And in another browser.
        let mut laptop = door.browser();
        laptop.sign_in(MARY).await;
        assert_eq!(timeline(&mut laptop).await, [first, second, third, fourth, fifth]);
    }
}

/// On a shared phone the earlier sign-in has ended, and its cookie is still there.
#[tokio::test]
async fn referral_joins_also_where_an_ended_sign_in_left_its_cookie() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut phone = door.browser();
        phone.refer(|_| {}).await;
        phone.sign_in(MARY).await;
        door.pass(TimeDelta::hours(5));
        let second = phone.refer(|_| {}).await;
        phone.sign_in(MARY).await;
        assert_eq!(person_of(&door, second).await, own(&mut phone).await.unwrap());
        assert_eq!(timeline(&mut phone).await.len(), 2);
    }
}

#[tokio::test]
async fn referral_under_a_second_address_joins_when_that_is_added() {
    for store in stores().await {
        let door = Door::new(store).await;
        let first = door.refer(|_| {}).await;
        let mut phone = door.browser();
        phone.sign_in(MARY).await;
        let second = door
            .refer(|answers| {
                answers.email = "work@example.org".to_owned();
                answers.phone = "01632 960001".to_owned();
                answers.text_safe = Some(false);
            })
            .await;
        assert_eq!(timeline(&mut phone).await, [first]);
        phone.add_contact("work@example.org").await;
        assert_eq!(timeline(&mut phone).await, [first, second]);
    }
}

#[tokio::test]
async fn husband_with_the_same_address_is_not_joined() {
    for store in stores().await {
        let door = Door::new(store).await;
        let hers = door.refer(|_| {}).await;
        let his = door.refer(|answers| answers.name = "John Moss".to_owned()).await;
        // The same name on another birthday is somebody else too: a son called after his father.
        let sons = door
            .refer(|answers| {
                answers.name = "Mary Moss".to_owned();
                answers.birth.year = "1980".to_owned();
            })
            .await;
        let mut phone = door.browser();
        phone.sign_in(MARY).await;
        assert_eq!(timeline(&mut phone).await, [hers]);
        for other in [his, sons] {
            let person = person_of(&door, other).await;
            assert_eq!(door.app.store.find_person(person).await.unwrap().unwrap().account, None);
            let answer = phone.get(&format!("/api/people/{person}/timeline")).await;
            assert_eq!(answer.status.as_u16(), 404);
        }
        // The way that is his alone brings him in.
        let alone = door
            .refer(|answers| {
                answers.name = "John Moss".to_owned();
                answers.email = "john@example.org".to_owned();
                answers.phone = "07700 900333".to_owned();
            })
            .await;
        let mut other_phone = door.browser();
        other_phone.sign_in("john@example.org").await;
        assert_eq!(timeline(&mut other_phone).await, [alone]);
    }
}

#[tokio::test]
async fn address_of_a_helper_proves_nothing_about_the_person() {
    for store in stores().await {
        let door = Door::new(store).await;
        // Sara gives her own address as hers, then for both, then her mother's as well.
        let as_hers = door.refer(by_a_daughter).await;
        let for_both = door
            .refer(|answers| {
                by_a_daughter(answers);
                answers.email = "Sara@example.org".to_owned();
            })
            .await;
        let mut sara = door.browser();
        assert_eq!(sara.sign_in("sara@example.org").await.person, None);
        for referral in [as_hers, for_both] {
            let person = person_of(&door, referral).await;
            assert_eq!(door.app.store.find_person(person).await.unwrap().unwrap().account, None);
            assert_eq!(sara.get(&format!("/api/people/{person}/timeline")).await.status.as_u16(), 404);
        }
        // What she asks for herself is hers.
        let own_referral = door
            .refer(|answers| {
                answers.name = "Sara Moss".to_owned();
                answers.email = "sara@example.org".to_owned();
                answers.phone = "07700 900444".to_owned();
            })
            .await;
        sara.confirm().await;
        assert_eq!(timeline(&mut sara).await, [own_referral]);
        // The mother comes by what is hers alone.
        let mut mary = door.browser();
        mary.sign_in(MARY).await;
        assert_eq!(timeline(&mut mary).await, [as_hers]);
        mary.add_contact(MOBILE).await;
        assert_eq!(timeline(&mut mary).await, [as_hers, for_both]);
    }
}

#[tokio::test]
async fn safe_contact_of_joined_records_is_the_more_careful_of_both() {
    for store in stores().await {
        let door = Door::new(store).await;
        let first = door
            .refer(|answers| {
                answers.call_safe = Some(true);
                answers.text_safe = Some(false);
            })
            .await;
        let mut phone = door.browser();
        phone.sign_in(MARY).await;
        let person = person_of(&door, first).await;
        // She narrows calls to the morning, months ago.
        let address = format!("/api/people/{person}/safe-contact");
        let said =
            json!({ "channels": [{ "channel": Channel::Call, "is_safe": true, "from": "09:00", "until": "12:00" }] });
        assert_eq!(phone.put(&address, &said).await.status.as_u16(), 200);
        let asked_at = door.now();
        door.pass(TimeDelta::days(80));
        door.refer(|answers| {
            answers.call_safe = Some(true);
            answers.text_safe = Some(true);
            answers.email_safe = Some(true);
        })
        .await;
        phone.sign_in(MARY).await;
        assert_eq!(own(&mut phone).await, Some(person));
        let (call, text) = (safe(&door, person, Channel::Call).await, safe(&door, person, Channel::Text).await);
        assert_eq!((call.is_safe, call.from.as_str(), call.until.as_str()), (Some(true), "09:00", "12:00"));
        assert_eq!(call.asked_at, Some(asked_at), "as old as the older answer");
        assert_eq!(text.is_safe, Some(false), "a yes that came later does not undo a no");
        // And the other way round: what is joined brings its no along.
        door.refer(|answers| answers.call_safe = Some(false)).await;
        phone.confirm().await;
        assert_eq!(safe(&door, person, Channel::Call).await.is_safe, Some(false));
        assert_eq!(safe(&door, person, Channel::Email).await.is_safe, Some(true));
    }
}

#[tokio::test]
async fn record_that_two_addresses_are_proved_for_at_once_stays_with_whoever_had_it_first() {
    for store in stores().await {
        let door = Door::new(store).await;
        for round in 0..20_u32 {
            let (email, mobile) = (format!("round{round}@example.org"), format!("07700 9007{round:02}"));
            let referral = door
                .refer(|answers| {
                    answers.email.clone_from(&email);
                    answers.phone.clone_from(&mobile);
                    answers.name = format!("Round {round}");
                })
                .await;
            let number = format!("+44{}", mobile.replace(' ', "").trim_start_matches('0'));
            let [by_email, by_mobile] =
                [(ContactKind::Email, email), (ContactKind::Mobile, number)].map(|(kind, value)| {
                    let (store, now) = (door.app.store.clone(), door.now());
                    let token = stile_api::random::bytes();
                    let new = NewSignIn { id: SignInId(Uuid::now_v7()), device: String::new(), token, before: None };
                    tokio::spawn(async move {
                        let holder = store.sign_in_by_contact(kind, &value, &new, now).await.unwrap().holder;
                        let Holder::Account(account) = holder else { panic!("an account") };
                        (account, store.person_of_account(account).await.unwrap().is_some())
                    })
                });
            let mut having = 0;
            for (account, had) in [by_email.await.unwrap(), by_mobile.await.unwrap()] {
                let has = door.app.store.person_of_account(account).await.unwrap().is_some();
                assert_eq!(has, had, "{:?}: nobody loses what they had", door.app.store.engine());
                having += usize::from(has);
            }
            assert_eq!(having, 1);
            let person = door.app.store.find_person(person_of(&door, referral).await).await.unwrap().unwrap();
            assert!(person.account.is_some());
        }
    }
}

#[tokio::test]
async fn same_address_proved_twice_at_once_is_one_account() {
    for store in stores().await {
        let door = Door::new(store).await;
        let signing = [0; 8].map(|_| {
            let (store, now) = (door.app.store.clone(), door.now());
            let token = stile_api::random::bytes();
            let new = NewSignIn { id: SignInId(Uuid::now_v7()), device: String::new(), token, before: None };
            tokio::spawn(
                async move { store.sign_in_by_contact(ContactKind::Email, MARY, &new, now).await.unwrap().holder },
            )
        });
        let mut holders = Vec::new();
        for signed in signing {
            holders.push(signed.await.unwrap());
        }
        holders.dedup();
        assert_eq!(holders.len(), 1, "{:?}", door.app.store.engine());
        assert_eq!(door.app.store.sign_ins_of(holders[0]).await.unwrap().len(), 8);
    }
}
