//! What people do, step by step, as their browser does it: asking for a code and proving an address, sending a referral,
//! looking on at a stream, acting at the desk.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::num::NonZeroU32;
use std::time::{Duration, Instant};

use axum::body::{Body, BodyDataStream};
use axum::http::{Method, StatusCode};
use domain::referral::CONSENT_VERSION;
use serde::Serialize;
use serde_json::{Value, json};
use stile_api::auth::digits;
use stile_api::http::{Rates, Settings};
use stile_api::store::Store;
use tokio_stream::StreamExt as _;
use uuid::Uuid;
use wire::{
    Answers, Birth, CodeAsked, ContactFirst, CreateReferral, DeskReferral, ForWhom, Need, Receipt, ReferralId,
    Somebody, StaffId, StaffRole, SurgeryChoice, WhoAmI,
};

use super::people_world::{Known, staff};
use super::test_app::{Answer, TestApp, request, team};

/// How long a hint may take until it is seen.
pub const A_SECOND: Duration = Duration::from_secs(1);

/// A server that lets one test ask as often as a whole town would.
pub async fn roomy(store: Store) -> TestApp {
    TestApp::with(store, roomy_settings()).await
}

/// Its settings.
pub fn roomy_settings() -> Settings {
    let many = NonZeroU32::new(10_000).unwrap();
    Settings { rates: Rates::new(many, many), ..Settings::default() }
}

/// Somebody's browser, with the cookie it has.
pub struct Browser<'a> {
    pub app: &'a TestApp,
    pub cookie: String,
}

impl<'a> Browser<'a> {
    /// The browser of somebody who has signed in.
    pub fn of(app: &'a TestApp, known: &Known) -> Self {
        Self { app, cookie: known.cookie.clone() }
    }

    /// A browser in which nobody has signed in.
    pub fn new(app: &'a TestApp) -> Self {
        Self { app, cookie: String::new() }
    }

    /// Somebody proves an address by the code that comes to it.
    pub async fn prove(app: &'a TestApp, address: &str) -> Self {
        let mut browser = Self::new(app);
        browser.confirm(address).await;
        browser
    }

    /// Proves an address (again), and is fresh from now on.
    pub async fn confirm(&mut self, address: &str) {
        let asked = self.post("/api/sign-in/codes", &json!({ "to": address })).await;
        assert_eq!(asked.status, StatusCode::ACCEPTED, "{}", asked.text());
        let asker = asked.cookie();
        let id = asked.json::<CodeAsked>().id;
        let cookies = format!("{}; {asker}", self.cookie);
        let code = json!({ "code": digits(&self.app.pepper, id) });
        let address = format!("/api/sign-in/codes/{id}/spend");
        let spent = self.app.post_with(&address, &code, &[("cookie", &cookies)]).await;
        assert_eq!(spent.status, StatusCode::OK, "{}", spent.text());
        self.cookie = spent.cookie();
    }

    pub async fn get(&self, address: &str) -> Answer {
        self.app.get_with(address, &[("cookie", &self.cookie)]).await
    }

    pub async fn post(&self, address: &str, body: &impl Serialize) -> Answer {
        self.app.post_with(address, body, &[("cookie", &self.cookie)]).await
    }

    pub async fn put(&self, address: &str, body: &impl Serialize) -> Answer {
        self.app.put_with(address, body, &[("cookie", &self.cookie)]).await
    }

    /// What an address answers, which has to be there.
    pub async fn json(&self, address: &str) -> Value {
        let answer = self.get(address).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.text());
        answer.json()
    }

    /// Who they are here, as a person or a helper.
    pub async fn me(&self) -> Somebody {
        match self.get("/api/me").await.json() {
            WhoAmI::Somebody(me) => me,
            other => panic!("{other:?}"),
        }
    }

    /// Does something with a referral.
    pub async fn act(&self, referral: ReferralId, seen_stage: &str, act: Value) -> Answer {
        self.act_as(Uuid::now_v7(), referral, seen_stage, act).await
    }

    /// Does something under this id.
    pub async fn act_as(&self, id: Uuid, referral: ReferralId, seen_stage: &str, act: Value) -> Answer {
        let sent = json!({ "id": id, "seen_stage": seen_stage, "act": act });
        self.post(&format!("/api/desk/referrals/{referral}/acts"), &sent).await
    }

    /// Does something that has to work; answers the referral as it is then.
    pub async fn done(&self, referral: ReferralId, seen_stage: &str, act: Value) -> DeskReferral {
        let answer = self.act(referral, seen_stage, act.clone()).await;
        assert_eq!(answer.status, StatusCode::OK, "{act}: {}", answer.text());
        answer.json()
    }

    /// Opens a referral at the desk.
    pub async fn open(&self, referral: ReferralId) -> DeskReferral {
        let answer = self.get(&format!("/api/desk/referrals/{referral}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        answer.json()
    }
}

/// An open stream of hints.
pub struct Stream {
    pieces: BodyDataStream,
    held: String,
}

impl Stream {
    /// Opens the stream of somebody who is signed in.
    pub async fn open(browser: &Browser<'_>) -> Self {
        let asked = request(Method::GET, "/api/changes", &[("cookie", &browser.cookie)], Body::empty());
        let response = browser.app.open(asked).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self { pieces: response.into_body().into_data_stream(), held: String::new() }
    }

    /// The next event: what it is about, or `ended`. Nothing when none comes in that time, or the stream is over.
    pub async fn next(&mut self, within: Duration) -> Option<String> {
        let until = Instant::now() + within;
        loop {
            if let Some((event, rest)) = self.held.split_once("\n\n") {
                let (event, rest) = (event.to_owned(), rest.to_owned());
                self.held = rest;
                match read(&event) {
                    // The inbox follows from nearly everything, and has tests of its own.
                    Some(told) if told != "notices" && told != "start" => return Some(told),
                    _ => continue,
                }
            }
            let left = until.saturating_duration_since(Instant::now());
            match tokio::time::timeout(left, self.pieces.next()).await {
                Ok(Some(piece)) => self.held.push_str(std::str::from_utf8(&piece.unwrap()).unwrap()),
                Ok(None) | Err(_) => return None,
            }
        }
    }

    /// Every event that comes in that time.
    pub async fn all(&mut self, within: Duration) -> Vec<String> {
        let until = Instant::now() + within;
        let mut told = Vec::new();
        while let Some(event) = self.next(until.saturating_duration_since(Instant::now())).await {
            told.push(event);
        }
        told
    }

    /// Waits for this event, whatever comes before it.
    pub async fn waits_for(&mut self, event: &str, within: Duration) -> bool {
        let until = Instant::now() + within;
        while let Some(told) = self.next(until.saturating_duration_since(Instant::now())).await {
            if told == event {
                return true;
            }
        }
        false
    }
}

fn read(event: &str) -> Option<String> {
    let field = |name: &str| event.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    match field("event:")? {
        "change" => {
            let data: Value = serde_json::from_str(field("data:")?).unwrap();
            assert_eq!(data.as_object().unwrap().len(), 1, "a hint says about what and nothing more: {data}");
            Some(data["about"].as_str().unwrap().to_owned())
        }
        other => Some(other.to_owned()),
    }
}

/// Reads the table of hints for everybody who looks on, as `stile serve` does.
pub fn feed(app: &TestApp) {
    tokio::spawn(app.changes.clone().feed(app.store.clone(), app.clock.clone(), None));
}

/// The answers of somebody who asks for themselves.
pub fn for_me(name: &str, email: &str) -> Answers {
    Answers {
        for_whom: Some(ForWhom::Me),
        words: "I would like to get out more.".to_owned(),
        needs: vec![Need::GettingOut],
        postcode: "QQ1 1AA".to_owned(),
        surgery: Some(SurgeryChoice::NotSure),
        name: name.to_owned(),
        birth: Birth { day: "1".to_owned(), month: "2".to_owned(), year: "1950".to_owned() },
        email: email.to_owned(),
        email_safe: Some(true),
        consent_version: CONSENT_VERSION.to_owned(),
        ..Answers::default()
    }
}

/// The answers of a daughter who asks for her mother.
pub fn for_mother(email: &str, daughters: &str) -> Answers {
    Answers {
        for_whom: Some(ForWhom::Someone),
        words: "She would like somebody to talk to.".to_owned(),
        helper_name: "Sara Ahmed".to_owned(),
        helper_relation: "daughter".to_owned(),
        helper_email: daughters.to_owned(),
        helper_email_safe: Some(true),
        agreed: Some(true),
        contact_first: Some(ContactFirst::Person),
        ..for_me("Amina Ahmed", email)
    }
}

/// Sends a referral from a browser.
pub async fn send(browser: &Browser<'_>, answers: Answers) -> Receipt {
    let sent = browser.post("/api/referrals", &CreateReferral { id: ReferralId(Uuid::now_v7()), answers }).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
    sent.json()
}

/// A link worker of the team of QQ1, signed in.
pub async fn worker<'a>(app: &'a TestApp, name: &str) -> (StaffId, Browser<'a>) {
    let (id, known) = staff(app, Some(team()), name, StaffRole::LinkWorker).await;
    (id, Browser::of(app, &known))
}

/// What a helper may do, until the end of February.
pub fn may(scopes: &[&str]) -> Value {
    json!({ "scopes": scopes, "ends_on": "2027-02-28", "is_alone": true })
}

/// The acts, with words in them where words are needed.
pub fn accept(worker: StaffId, words: &str) -> Value {
    json!({ "accept": { "worker": worker, "words": words } })
}

pub fn talked(words: &str) -> Value {
    contact("talked", words)
}

pub fn contact(outcome: &str, words: &str) -> Value {
    json!({ "record_contact": { "how": "call", "outcome": outcome, "on": "2026-11-23", "words": words, "note": "" } })
}

pub fn end(words: &str) -> Value {
    json!({ "end": { "reason": "done", "words": words } })
}
