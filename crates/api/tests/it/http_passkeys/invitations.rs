//! How staff come in the first time: a link and a code that arrive apart, good for a day, five tries and one passkey.

#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::TimeDelta;
use stile_api::http::{NewStaff, invite};
use uuid::Uuid;
use wire::{ErrorCode, InvitationOpened, OpenInvitation, StaffId, StaffInvitation, StaffMe, StaffRole, TeamId, WhoAmI};

use super::super::http_sign_in::{Browser, Door};
use super::super::support::stores;
use super::super::test_app::{Answer, team};
use super::Authenticator;
use super::authenticator::{ORIGIN, finish};

const FINISH: &str = "/api/staff/invitation/finish";

/// Wen is invited, a link worker of the team that covers Stileham.
pub async fn invited(door: &Door) -> StaffInvitation {
    invited_again(door, StaffId(Uuid::now_v7()), Some(team()), StaffRole::LinkWorker).await
}

/// Somebody is invited, for the first time or again.
pub async fn invited_again(door: &Door, id: StaffId, team: Option<TeamId>, role: StaffRole) -> StaffInvitation {
    let new = NewStaff { id, team, name: "Wen Worker".to_owned(), role };
    invite(&door.app.store, &door.pepper, ORIGIN, new, door.now()).await.unwrap()
}

fn token(invitation: &StaffInvitation) -> String {
    invitation.link.split_once('#').unwrap().1.to_owned()
}

async fn open(browser: &mut Browser<'_>, invitation: &StaffInvitation, code: &str) -> Answer {
    let sent = OpenInvitation { token: token(invitation), code: code.to_owned() };
    browser.post("/api/staff/invitation/open", &sent).await
}

/// Takes up an invitation all the way.
pub async fn take_up(browser: &mut Browser<'_>, key: &mut Authenticator, invitation: &StaffInvitation) -> StaffMe {
    let opened: InvitationOpened = open(browser, invitation, &invitation.code).await.json();
    let credential = key.make(&opened.passkey.options);
    let answer = finish(browser, FINISH, opened.passkey.ceremony, credential).await;
    match answer.json() {
        WhoAmI::Staff(staff) => staff,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn invited_staff_make_a_passkey_and_are_in() {
    for store in stores().await {
        let door = Door::new(store).await;
        let invitation = invited(&door).await;
        assert!(invitation.link.starts_with("http://localhost:8080/desk/invitation#"), "{}", invitation.link);
        assert_eq!(invitation.expires_at, door.now() + TimeDelta::hours(24));
        let mut desk = door.browser();
        let sloppy = invitation.code.to_lowercase().replace('-', " ");
        let opened: InvitationOpened = open(&mut desk, &invitation, &sloppy).await.json();
        let told = (opened.name.as_str(), opened.role, opened.team_name.as_str());
        assert_eq!(told, ("Wen Worker", StaffRole::LinkWorker, "Stileham Link Workers"));
        let mut key = Authenticator::new();
        let credential = key.make(&opened.passkey.options);
        let answer = finish(&mut desk, FINISH, opened.passkey.ceremony, credential).await;
        let all = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
        let cookie = all.into_iter().find(|set| set.starts_with("__Host-s=")).unwrap();
        assert!(!cookie.contains("Max-Age") && cookie.contains("HttpOnly"), "{cookie}");
        let WhoAmI::Staff(me) = desk.me().await else { panic!("staff") };
        assert_eq!((me.id, me.passkeys, me.is_fresh), (invitation.id, 1, true));
        assert_eq!((me.team, me.team_name.as_str()), (Some(team()), "Stileham Link Workers"));
    }
}

#[tokio::test]
async fn invitation_is_taken_up_once() {
    for store in stores().await {
        let door = Door::new(store).await;
        let invitation = invited(&door).await;
        // Opened on two machines: the first that makes a passkey has it.
        let (mut desk, mut laptop) = (door.browser(), door.browser());
        let on_desk: InvitationOpened = open(&mut desk, &invitation, &invitation.code).await.json();
        let on_laptop: InvitationOpened = open(&mut laptop, &invitation, &invitation.code).await.json();
        let made = Authenticator::new().make(&on_desk.passkey.options);
        let answer = finish(&mut desk, FINISH, on_desk.passkey.ceremony, made.clone()).await;
        assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
        let second = Authenticator::new().make(&on_laptop.passkey.options);
        let answer = finish(&mut laptop, FINISH, on_laptop.passkey.ceremony, second).await;
        assert_eq!(answer.problem(422).code, ErrorCode::NotValid);
        let again = open(&mut laptop, &invitation, &invitation.code).await;
        assert_eq!(again.problem(422).code, ErrorCode::NotValid);
        let replayed = finish(&mut laptop, FINISH, on_desk.passkey.ceremony, made).await;
        assert_eq!(replayed.problem(422).code, ErrorCode::NotValid);
        assert_eq!(laptop.me().await, WhoAmI::Nobody);
    }
}

#[tokio::test]
async fn code_of_an_invitation_is_tried_five_times() {
    for store in stores().await {
        let door = Door::new(store).await;
        let (four, five) = (invited(&door).await, invited(&door).await);
        let mut browser = door.browser();
        for (invitation, tries) in [(&four, 4), (&five, 5)] {
            for _ in 0..tries {
                let wrong = open(&mut browser, invitation, "0000-0000").await;
                assert_eq!(wrong.problem(422).code, ErrorCode::NotValid);
            }
        }
        assert_eq!(open(&mut browser, &four, &four.code).await.status.as_u16(), 200, "the fifth try may be right");
        let sixth = open(&mut browser, &five, &five.code).await;
        assert_eq!(sixth.problem(422).code, ErrorCode::NotValid);
        // A new invitation begins anew, and the older link is dead.
        let anew = invited_again(&door, five.id, Some(team()), StaffRole::LinkWorker).await;
        assert_eq!(open(&mut browser, &five, &five.code).await.problem(422).code, ErrorCode::NotValid);
        take_up(&mut browser, &mut Authenticator::new(), &anew).await;
    }
}

#[tokio::test]
async fn link_without_its_code_and_code_without_its_link_open_nothing() {
    for store in stores().await {
        let door = Door::new(store).await;
        let (one, other) = (invited(&door).await, invited(&door).await);
        let mut browser = door.browser();
        let tries = [
            (token(&one), other.code.clone()),
            (token(&one), String::new()),
            (String::new(), one.code.clone()),
            ("AAAA".to_owned(), one.code.clone()),
            (one.id.to_string(), one.code.clone()),
            ("ä".to_owned(), one.code.clone()),
        ];
        for (token, code) in tries {
            let answer = browser.post("/api/staff/invitation/open", &OpenInvitation { token, code }).await;
            assert_eq!(answer.problem(422).code, ErrorCode::NotValid);
        }
    }
}

#[tokio::test]
async fn invitation_works_for_a_day() {
    for store in stores().await {
        let door = Door::new(store).await;
        let (one, other) = (invited(&door).await, invited(&door).await);
        let mut browser = door.browser();
        door.pass(TimeDelta::hours(24) - TimeDelta::minutes(2));
        let opened: InvitationOpened = open(&mut browser, &one, &one.code).await.json();
        door.pass(TimeDelta::minutes(2));
        assert_eq!(open(&mut browser, &other, &other.code).await.problem(422).code, ErrorCode::NotValid);
        // Begun in time and finished too late.
        let made = Authenticator::new().make(&opened.passkey.options);
        let late = finish(&mut browser, FINISH, opened.passkey.ceremony, made).await;
        assert_eq!(late.problem(422).code, ErrorCode::NotValid);
        assert_eq!(browser.me().await, WhoAmI::Nobody);
    }
}

/// The link and the code have come into wrong hands; the lead invites anew before a passkey is made.
#[tokio::test]
async fn new_invitation_shuts_out_whoever_has_opened_the_old_one() {
    for store in stores().await {
        let door = Door::new(store).await;
        let old = invited(&door).await;
        let mut thief = door.browser();
        let opened: InvitationOpened = open(&mut thief, &old, &old.code).await.json();
        let new = invited_again(&door, old.id, Some(team()), StaffRole::LinkWorker).await;
        let made = Authenticator::new().make(&opened.passkey.options);
        let late = finish(&mut thief, FINISH, opened.passkey.ceremony, made).await;
        assert_eq!(late.problem(422).code, ErrorCode::NotValid);
        assert_eq!(take_up(&mut door.browser(), &mut Authenticator::new(), &new).await.id, old.id);
    }
}

#[tokio::test]
async fn invitation_of_somebody_who_has_left_is_dead() {
    for store in stores().await {
        let door = Door::new(store).await;
        let (opened_before, unopened) = (invited(&door).await, invited(&door).await);
        let mut browser = door.browser();
        let opened: InvitationOpened = open(&mut browser, &opened_before, &opened_before.code).await.json();
        for invitation in [&opened_before, &unopened] {
            door.app.store.end_staff(invitation.id, door.now()).await.unwrap();
        }
        let made = Authenticator::new().make(&opened.passkey.options);
        let late = finish(&mut browser, FINISH, opened.passkey.ceremony, made).await;
        assert_eq!(late.problem(422).code, ErrorCode::NotValid);
        assert_eq!(open(&mut browser, &unopened, &unopened.code).await.problem(422).code, ErrorCode::NotValid);
    }
}

#[tokio::test]
async fn whoever_the_browser_was_before_is_signed_out() {
    for store in stores().await {
        let door = Door::new(store).await;
        let mut desk = door.browser();
        desk.sign_in("wen@example.org").await;
        let mut thief = desk.copy();
        let invitation = invited(&door).await;
        take_up(&mut desk, &mut Authenticator::new(), &invitation).await;
        assert_eq!(thief.me().await, WhoAmI::Nobody);
    }
}
