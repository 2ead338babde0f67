//! Staff sign in by a passkey and by nothing else; whoever has left is out.

use chrono::TimeDelta;
use serde_json::json;
use uuid::Uuid;
use wire::{ErrorCode, Life, PasskeyView, SignInView, StaffId, StaffRole, WhoAmI};

use super::super::http_sign_in::Door;
use super::super::support::stores;
use super::super::test_app::team;
use super::Authenticator;
use super::invitations::{invited, invited_again, take_up};

#[tokio::test]
async fn staff_sign_in_by_their_passkey_for_a_working_day() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut key = Authenticator::new();
        let invitation = invited(&door).await;
        take_up(&mut door.browser(), &mut key, &invitation).await;
        let mut desk = door.browser();
        let answer = key.sign_in(&mut desk).await;
        let WhoAmI::Staff(me) = answer.json() else { panic!("staff") };
        assert_eq!((me.id, me.role, me.is_fresh), (invitation.id, StaffRole::LinkWorker, true));
        let life = desk.post("/api/sign-in/life", &json!({ "life": Life::Mine })).await;
        assert_eq!(life.problem(422).code, ErrorCode::Invalid, "thirty days are not for a desk");
        for minute in (10..720).step_by(10) {
            door.pass(TimeDelta::minutes(10));
            assert!(matches!(desk.me().await, WhoAmI::Staff(_)), "{minute}");
        }
        let views: Vec<SignInView> = desk.get("/api/sign-ins").await.json();
        assert_eq!(views.iter().map(|view| view.life).collect::<Vec<_>>(), [Life::Staff]);
        door.pass(TimeDelta::minutes(10));
        assert_eq!(desk.me().await, WhoAmI::Nobody, "twelve hours");
        key.sign_in(&mut desk).await;
        door.pass(TimeDelta::minutes(15));
        assert_eq!(desk.me().await, WhoAmI::Nobody, "a quarter of an hour alone");
    }
}

#[tokio::test]
async fn passkey_confirms_a_member_of_staff() {
    for store in stores().await {
        let door = Door::new(store).await;
        let (mut key, mut desk) = (Authenticator::new(), door.browser());
        take_up(&mut desk, &mut key, &invited(&door).await).await;
        door.pass(TimeDelta::minutes(10));
        assert_eq!(desk.post("/api/passkeys/begin", &json!({})).await.problem(403).code, ErrorCode::ConfirmFirst);
        let mut thief = desk.copy();
        key.sign_in(&mut desk).await;
        assert_eq!(thief.me().await, WhoAmI::Nobody);
        let mut second = Authenticator::new();
        assert_eq!(second.add(&mut desk).await.len(), 2);
        assert!(matches!(second.sign_in(&mut door.browser()).await.json(), WhoAmI::Staff(_)));
    }
}

#[tokio::test]
async fn no_code_link_or_word_leads_to_a_desk() {
    for store in stores().await {
        let door = Door::new(store).await;
        let (mut key, mut desk) = (Authenticator::new(), door.browser());
        let me = take_up(&mut desk, &mut key, &invited(&door).await).await;
        // Nothing that a code could be sent to, and nothing to write down, can be added to a member of staff.
        let refused = [
            desk.post("/api/contacts", &json!({ "to": "wen@example.org" })).await,
            desk.post("/api/recovery-words", &json!({})).await,
            desk.get("/api/contacts").await,
            desk.try_ask(&format!("contact:{}", Uuid::now_v7())).await,
            desk.try_ask(&format!("contact:{}", me.id)).await,
        ];
        for answer in refused {
            assert_eq!(answer.problem(404).code, ErrorCode::NotFound);
        }
        // A code that is asked for and spent at the desk signs in a person, and signs the member of staff out.
        let mut staff_cookie = desk.copy();
        let somebody = desk.sign_in("wen@example.org").await;
        assert_ne!(somebody.account.0, me.id.0);
        assert_eq!(staff_cookie.me().await, WhoAmI::Nobody);
        let waiting = format!("/api/desk/teams/{}/waiting", team());
        assert_eq!(desk.get(&waiting).await.problem(404).code, ErrorCode::NotFound);
        // By a link too.
        let mut other = door.browser();
        key.sign_in(&mut other).await;
        other.ask("wen@example.org").await;
        let token = door.last_to("wen@example.org").await.token();
        other.post("/api/sign-in/links/spend", &json!({ "token": token })).await;
        assert_eq!(other.get(&waiting).await.problem(404).code, ErrorCode::NotFound);
        // Nor does a person's passkey, said to be the member's.
        let mut own = Authenticator::new();
        own.add(&mut desk).await;
        own.holder = me.id.0.as_bytes().to_vec();
        assert_eq!(own.sign_in(&mut door.browser()).await.problem(422).code, ErrorCode::NotValid);
        assert!(matches!(key.sign_in(&mut desk).await.json(), WhoAmI::Staff(_)));
        assert_eq!(desk.get(&waiting).await.status.as_u16(), 200);
    }
}

#[tokio::test]
async fn last_passkey_of_a_member_of_staff_stays() {
    for store in stores().await {
        let door = Door::new(store).await;
        let (mut key, mut desk) = (Authenticator::new(), door.browser());
        take_up(&mut desk, &mut key, &invited(&door).await).await;
        let passkeys: Vec<PasskeyView> = desk.get("/api/passkeys").await.json();
        let remove = format!("/api/passkeys/{}/remove", passkeys[0].id);
        assert_eq!(desk.post(&remove, &json!({})).await.problem(422).code, ErrorCode::NotNow);
        Authenticator::new().add(&mut desk).await;
        assert_eq!(desk.post(&remove, &json!({})).await.status.as_u16(), 204);
        assert_eq!(key.sign_in(&mut door.browser()).await.problem(422).code, ErrorCode::NotValid);
    }
}

#[tokio::test]
async fn whoever_has_left_is_out_at_once_and_stays_out() {
    for store in stores().await {
        let door = Door::new(store).await;
        let (mut key, mut desk) = (Authenticator::new(), door.browser());
        let me = take_up(&mut desk, &mut key, &invited(&door).await).await;
        let mut lead = door.browser();
        let invitation = invited_again(&door, StaffId(Uuid::now_v7()), Some(team()), StaffRole::TeamLead).await;
        take_up(&mut lead, &mut Authenticator::new(), &invitation).await;
        // A ceremony is under way when it happens.
        let mut laptop = door.browser();
        let begun = super::authenticator::begin(&mut laptop, "/api/sign-in/passkeys/begin").await;
        let answer = key.answer(&begun.options);
        let ended = lead.post(&format!("/api/desk/staff/{}/end", me.id), &json!({})).await;
        assert_eq!(ended.status.as_u16(), 204, "{}", ended.text());
        assert_eq!(desk.me().await, WhoAmI::Nobody);
        let late =
            super::authenticator::finish(&mut laptop, "/api/sign-in/passkeys/finish", begun.ceremony, answer).await;
        assert_eq!(late.problem(422).code, ErrorCode::NotValid);
        assert_eq!(key.sign_in(&mut door.browser()).await.problem(422).code, ErrorCode::NotValid);
        assert!(matches!(lead.me().await, WhoAmI::Staff(_)));
    }
}
