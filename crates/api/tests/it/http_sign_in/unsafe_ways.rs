//! An address that its person called not safe: nothing is sent there, nothing is shown of it, and it proves nothing.

#![expect(clippy::unwrap_used, reason = "tests")]

use axum::http::Method;
use chrono::TimeDelta;
use serde_json::json;
use wire::{Channel, SafeContacts, Somebody};

use super::super::support::stores;
use super::{Browser, Door, bytes};

const MARY: &str = "mary@example.org";
const MOBILE: &str = "+447700900123";

/// Mary has asked for a link worker and has signed in.
async fn mary(phone: &mut Browser<'_>) -> Somebody {
    phone.refer(|_| {}).await;
    phone.sign_in(MARY).await
}

async fn say(phone: &mut Browser<'_>, me: &Somebody, channel: Channel, is_safe: bool) {
    let address = format!("/api/people/{}/safe-contact", me.person.as_ref().unwrap().id);
    let said = json!({ "channels": [{ "channel": channel, "is_safe": is_safe }] });
    let answer = phone.send(Method::PUT, &address, &said).await;
    assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
    let kept: SafeContacts = answer.json();
    assert!(kept.channels.iter().any(|kept| kept.channel == channel && kept.is_safe == Some(is_safe)));
}

#[tokio::test]
async fn nothing_is_sent_where_its_person_said_no_and_nobody_can_tell() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut phone = door.browser();
        let me = mary(&mut phone).await;
        say(&mut phone, &me, Channel::Email, false).await;
        let before = door.count_to(MARY).await;
        let (mut watched, mut unknown) = (door.browser(), door.browser());
        let (to_her, to_nobody) = (watched.try_ask(MARY).await, unknown.try_ask("ann1@example.org").await);
        assert_eq!(bytes(&to_her), bytes(&to_nobody));
        assert_eq!(to_her.body.len(), to_nobody.body.len());
        assert_eq!(door.count_to(MARY).await, before, "nothing is sent");
        assert_eq!(door.count_to("ann1@example.org").await, 1);
        // The job is done and not waiting to be tried again.
        door.pass(TimeDelta::hours(5));
        assert_eq!(door.count_to(MARY).await, before);
    }
}

#[tokio::test]
async fn no_to_one_way_is_no_no_to_another() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut phone = door.browser();
        let me = mary(&mut phone).await;
        phone.add_contact(MOBILE).await;
        assert_eq!(door.count_to(MOBILE).await, 1);
        say(&mut phone, &me, Channel::Email, false).await;
        say(&mut phone, &me, Channel::Call, false).await;
        assert_eq!(door.browser().sign_in(MOBILE).await.account, me.account);
        assert_eq!(door.count_to(MOBILE).await, 2);
        say(&mut phone, &me, Channel::Text, false).await;
        door.browser().ask(MOBILE).await;
        assert_eq!(door.count_to(MOBILE).await, 2);
    }
}

#[tokio::test]
async fn it_is_looked_at_when_it_is_sent_and_not_when_it_was_asked_for() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut phone = door.browser();
        let me = mary(&mut phone).await;
        let before = door.count_to(MARY).await;
        door.browser().ask(MARY).await;
        say(&mut phone, &me, Channel::Email, false).await;
        assert_eq!(door.count_to(MARY).await, before);
        door.browser().ask(MARY).await;
        say(&mut phone, &me, Channel::Email, true).await;
        assert_eq!(door.count_to(MARY).await, before + 1);
    }
}

/// She has never signed in; whoever reads her e-mail types her address.
#[tokio::test]
async fn no_in_a_referral_holds_before_anybody_has_signed_in() {
    for store in stores().await {
        let door = Door::new(store).await;
        let referral = door.refer(|answers| answers.email_safe = Some(false)).await;
        door.browser().ask(MARY).await;
        assert_eq!(door.count_to(MARY).await, 0);
        let me = door.browser().sign_in(MOBILE).await;
        let person = door.app.store.person_of_referral(referral).await.unwrap();
        assert_eq!(me.person.map(|own| own.id), person, "the way she called safe brings her in");
    }
}

/// He signs in by the address that both read, and has no record of his own yet.
#[tokio::test]
async fn address_that_is_called_unsafe_proves_nothing_about_its_person() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut husband = door.browser();
        assert_eq!(husband.sign_in(MARY).await.person, None);
        let referral = door.refer(|answers| answers.email_safe = Some(false)).await;
        assert_eq!(husband.confirm().await.person, None);
        assert_eq!(door.browser().sign_in(MARY).await.person, None, "his own way in stays open to him");
        let person = door.app.store.person_of_referral(referral).await.unwrap();
        assert_eq!(door.browser().sign_in(MOBILE).await.person.map(|own| own.id), person);
    }
}

/// A daughter gives her own address for herself and for her mother, and says that it is not the mother's to be told by.
#[tokio::test]
async fn helper_is_not_kept_out_by_what_they_said_for_somebody_else() {
    for store in stores().await {
        let door = Door::new(store).await;
        let referral = door
            .refer(|answers| {
                super::super::store_accounts::by_a_daughter(answers);
                answers.email = answers.helper_email.clone();
                answers.email_safe = Some(false);
            })
            .await;
        let sara = door.browser().sign_in("sara@example.org").await;
        assert_eq!(sara.person, None);
        let mother = door.app.store.person_of_referral(referral).await.unwrap().unwrap();
        assert_eq!(door.app.store.find_person(mother).await.unwrap().unwrap().account, None);
    }
}

#[tokio::test]
async fn no_holds_where_the_address_signs_nobody_in_any_more() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut phone = door.browser();
        let me = mary(&mut phone).await;
        say(&mut phone, &me, Channel::Email, false).await;
        phone.add_contact(MOBILE).await;
        let before = door.count_to(MARY).await;
        let address = me.contacts[0].id;
        assert_eq!(phone.post(&format!("/api/contacts/{address}/remove"), &json!({})).await.status.as_u16(), 204);
        door.browser().ask(MARY).await;
        assert_eq!(door.count_to(MARY).await, before, "it is as watched as it was");
    }
}

#[tokio::test]
async fn what_is_proved_is_a_way_where_none_was_given_and_nobody_has_called_it_safe() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut phone = door.browser();
        phone
            .refer(|answers| {
                (answers.phone, answers.call_safe, answers.text_safe) = (String::new(), None, None);
            })
            .await;
        let me = phone.sign_in(MARY).await;
        let address = format!("/api/people/{}/safe-contact", me.person.as_ref().unwrap().id);
        let before: SafeContacts = phone.get(&address).await.json();
        assert_eq!((before.email.as_str(), before.phone.as_str()), ("m•••@example.org", ""));
        phone.add_contact(MOBILE).await;
        phone.add_contact("second@example.org").await;
        let after: SafeContacts = phone.get(&address).await.json();
        assert_eq!((after.email.as_str(), after.phone.as_str()), ("m•••@example.org", "•••• 123"));
        let unset = [Channel::Call, Channel::Voicemail, Channel::Text];
        let said = after.channels.iter().filter(|kept| unset.contains(&kept.channel));
        assert!(said.clone().count() == 3 && said.clone().all(|kept| kept.is_safe.is_none()));
    }
}
