//! The staff of a team: who is away and who covers, who is invited, and what becomes of somebody's people at the end.

#![expect(clippy::unwrap_used, reason = "tests")]

use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::{Value, json};
use uuid::Uuid;
use wire::{
    ErrorCode, FieldCode, InvitationOpened, StaffId, StaffInvitation, StaffRef, StaffRole, StaffView, WaitingReferral,
    WhoAmI,
};

use super::super::people_world::{furnish, staff};
use super::super::steps::{Browser, accept, for_me, roomy, send, worker};
use super::super::support::stores;
use super::super::test_app::{TestApp, monday, team};

async fn lead(app: &TestApp) -> (StaffId, Browser<'_>) {
    let (id, known) = staff(app, Some(team()), "Lea", StaffRole::TeamLead).await;
    (id, Browser::of(app, &known))
}

fn away(from: &str, until: &str, cover: StaffId) -> Value {
    json!({ "absence": { "from": from, "until": until, "cover": cover } })
}

async fn refused(browser: &Browser<'_>, of: StaffId, absence: &Value) -> (String, FieldCode) {
    let problem = browser.put(&format!("/api/desk/staff/{of}/absence"), absence).await.problem(422);
    assert_eq!(problem.fields.len(), 1, "{:?}", problem.fields);
    (problem.fields[0].field.clone(), problem.fields[0].code)
}

#[tokio::test]
async fn nobody_is_away_without_somebody_who_is_there() {
    for store in stores().await {
        let app = roomy(store).await;
        let world = furnish(&app).await;
        let ((wen_id, wen), (col_id, col)) = (worker(&app, "Wen").await, worker(&app, "Col").await);
        let (dee_id, _) = worker(&app, "Dee").await;
        let (gone, _) = worker(&app, "Gone").await;
        app.store.end_staff(gone, monday()).await.unwrap();
        let no_cover = ("absence.cover".to_owned(), FieldCode::NotOffered);
        let without = json!({ "absence": { "from": "2026-12-01", "until": "2026-12-10" } });
        let refused_at_once = wen.put(&format!("/api/desk/staff/{wen_id}/absence"), &without).await;
        assert_eq!(refused_at_once.status, StatusCode::BAD_REQUEST, "there is no absence without cover");
        for nobody in [wen_id, world.there.member, gone, StaffId(Uuid::now_v7())] {
            assert_eq!(refused(&wen, wen_id, &away("2026-12-01", "2026-12-10", nobody)).await, no_cover);
        }
        let set =
            col.put(&format!("/api/desk/staff/{col_id}/absence"), &away("2026-12-10", "2026-12-12", dee_id)).await;
        assert_eq!(set.json::<StaffView>().absence.unwrap().cover_name, "Dee");
        for (from, until) in [("2026-12-01", "2026-12-10"), ("2026-12-11", "2026-12-11"), ("2026-12-12", "2026-12-20")]
        {
            assert_eq!(refused(&wen, wen_id, &away(from, until, col_id)).await, no_cover, "{from} to {until}");
        }
        // And whoever has promised to cover cannot go away at that time.
        let busy = away("2026-12-12", "2026-12-14", wen_id);
        let (dee_key, known) = (dee_id, super::super::people_world::sign_in_staff(&app, dee_id).await);
        let dee = Browser::of(&app, &known);
        assert_eq!(refused(&dee, dee_key, &busy).await, ("absence.from".to_owned(), FieldCode::NotOffered));
        for (from, until, field, code) in [
            ("2026-11-20", "2026-11-22", "absence.until", FieldCode::InPast),
            ("2026-12-02", "2026-12-01", "absence.until", FieldCode::NotOffered),
            ("2027-11-24", "2027-11-25", "absence.from", FieldCode::TooFar),
        ] {
            assert_eq!(refused(&wen, wen_id, &away(from, until, dee_id)).await, (field.to_owned(), code));
        }
        assert_eq!(
            wen.put(&format!("/api/desk/staff/{wen_id}/absence"), &away("2026-12-01", "2026-12-09", col_id))
                .await
                .status,
            StatusCode::OK
        );
        // Another's absence is the lead's to say.
        let others = wen.put(&format!("/api/desk/staff/{col_id}/absence"), &json!({})).await;
        assert_eq!(others.problem(404).code, ErrorCode::NotFound);
    }
}

#[tokio::test]
async fn who_is_away_is_marked_while_they_are() {
    for store in stores().await {
        let app = roomy(store).await;
        let ((wen_id, wen), (col_id, _)) = (worker(&app, "Wen").await, worker(&app, "Col").await);
        let (lea_id, lea) = lead(&app).await;
        let set =
            lea.put(&format!("/api/desk/staff/{wen_id}/absence"), &away("2026-11-23", "2026-11-24", col_id)).await;
        assert_eq!(set.status, StatusCode::OK, "{}", set.text());
        let colleagues = format!("/api/desk/teams/{}/colleagues", team());
        let marks = async |lea: &Browser<'_>| -> Vec<bool> {
            let all: Vec<StaffRef> = lea.get(&colleagues).await.json();
            assert_eq!(all.iter().map(|who| who.name.as_str()).collect::<Vec<_>>(), ["Col", "Lea", "Wen"]);
            all.iter().map(|who| who.is_away).collect()
        };
        assert_eq!(marks(&lea).await, [false, false, true]);
        let WhoAmI::Staff(me) = wen.get("/api/me").await.json() else { panic!("staff") };
        assert!(me.is_away);
        app.clock.advance(TimeDelta::hours(38));
        let lea = Browser::of(&app, &super::super::people_world::sign_in_staff(&app, lea_id).await);
        assert_eq!(marks(&lea).await, [false, false, false], "the day after the last");
        app.clock.advance(-TimeDelta::hours(20));
        let back = lea.put(&format!("/api/desk/staff/{wen_id}/absence"), &json!({ "absence": null })).await;
        assert!(back.json::<StaffView>().absence.is_none());
        assert_eq!(marks(&lea).await, [false, false, false]);
    }
}

#[tokio::test]
async fn whoever_leaves_leaves_their_people_to_the_team() {
    for store in stores().await {
        let app = roomy(store).await;
        let world = furnish(&app).await;
        let (wen_id, wen) = worker(&app, "Wen").await;
        let (lea_id, lea) = lead(&app).await;
        let id = send(&Browser::new(&app), for_me("Amina Ahmed", "a@example.org")).await.id;
        wen.open(id).await;
        wen.done(id, "seen", accept(wen_id, "Hello.")).await;
        let listed: Vec<StaffView> = lea.get(&format!("/api/desk/teams/{}/staff", team())).await.json();
        let of = |id: StaffId| listed.iter().find(|who| who.id == id).unwrap();
        assert_eq!((of(wen_id).people, of(lea_id).people, of(lea_id).is_me), (1, 0, true));

        let end = |id: StaffId| format!("/api/desk/staff/{id}/end");
        assert_eq!(lea.post(&end(lea_id), &json!({})).await.problem(422).code, ErrorCode::NeedsAnother);
        assert_eq!(lea.post(&end(world.there.member), &json!({})).await.problem(404).code, ErrorCode::NotFound);
        assert_eq!(wen.post(&end(wen_id), &json!({})).await.problem(404).code, ErrorCode::NotFound);
        assert_eq!(lea.post(&end(wen_id), &json!({})).await.status, StatusCode::NO_CONTENT);
        assert_eq!(wen.get(&format!("/api/desk/referrals/{id}")).await.problem(401).code, ErrorCode::SignedOut);
        assert_eq!(lea.post(&end(wen_id), &json!({})).await.problem(404).code, ErrorCode::NotFound);
        let one = lea.open(id).await;
        assert!(one.worker.is_none() && one.colleagues.iter().all(|who| who.name != "Wen" || who.id != wen_id));
        // What they did stays told under their name.
        assert_eq!(one.events[2].event.by, "Wen");
        let waiting: Vec<WaitingReferral> = lea.get(&format!("/api/desk/teams/{}/waiting", team())).await.json();
        let row = waiting.iter().find(|row| row.id == id).unwrap();
        assert!(row.worker.is_none());

        app.clock.advance(TimeDelta::minutes(10));
        let (col_id, _) = worker(&app, "Col").await;
        assert_eq!(lea.post(&end(col_id), &json!({})).await.problem(403).code, ErrorCode::ConfirmFirst);
    }
}

#[tokio::test]
async fn a_lead_invites_into_their_own_team_and_not_above_themselves() {
    for store in stores().await {
        let app = roomy(store).await;
        let world = furnish(&app).await;
        let (_, lea) = lead(&app).await;
        let inviting = format!("/api/desk/teams/{}/staff", team());
        let id = Uuid::now_v7();
        let new = |role: &str| json!({ "id": id, "name": "Nia", "role": role });
        let problem = lea.post(&inviting, &new("administrator")).await.problem(422);
        assert_eq!((problem.fields[0].field.as_str(), problem.fields[0].code), ("role", FieldCode::NotOffered));
        let first: StaffInvitation = lea.post(&inviting, &new("link_worker")).await.json();
        assert_eq!(first.expires_at, monday() + TimeDelta::hours(24));
        let listed: Vec<StaffView> = lea.get(&inviting).await.json();
        let nia = listed.iter().find(|who| who.name == "Nia").unwrap();
        assert_eq!((nia.invited_until, nia.passkeys), (Some(first.expires_at), 0));
        let elsewhere = format!("/api/desk/teams/{}/staff", world.there.team);
        assert_eq!(lea.post(&elsewhere, &new("link_worker")).await.problem(404).code, ErrorCode::NotFound);

        // Invited anew: what was handed over before works no longer.
        let second: StaffInvitation = lea.post(&inviting, &new("link_worker")).await.json();
        let open = async |invitation: &StaffInvitation, code: &str| {
            let token = invitation.link.split_once('#').unwrap().1.to_owned();
            Browser::new(&app).post("/api/staff/invitation/open", &json!({ "token": token, "code": code })).await
        };
        assert_eq!(open(&first, &first.code).await.problem(422).code, ErrorCode::NotValid);
        assert_eq!(open(&second, &first.code).await.problem(422).code, ErrorCode::NotValid);
        let opened: InvitationOpened = open(&second, &second.code).await.json();
        assert_eq!((opened.name.as_str(), opened.team_name.as_str()), ("Nia", "Stileham Link Workers"));
        // The same id in another team would be another member.
        let ada = Browser::of(&app, &world.administrator);
        assert_eq!(ada.post(&elsewhere, &new("link_worker")).await.problem(409).code, ErrorCode::Conflict);
        app.clock.advance(TimeDelta::hours(24));
        assert_eq!(open(&second, &second.code).await.problem(422).code, ErrorCode::NotValid, "a day later");
    }
}
