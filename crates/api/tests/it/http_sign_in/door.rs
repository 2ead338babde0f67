//! The server with what sends its letters and texts, and browsers that come to its door and keep cookies as browsers do.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::{Method, header};
use chrono::{DateTime, TimeDelta, Utc};
use domain::referral::CONSENT_VERSION;
use serde::Serialize;
use serde_json::Value;
use stile_api::auth::Pepper;
use stile_api::clock::Clock as _;
use stile_api::http::{Rates, Settings};
use stile_api::jobs::Jobs;
use stile_api::notices::{NoticesConfig, Outgoing};
use stile_api::store::Store;
use stile_api::words::Words;
use tempfile::TempDir;
use tracing::Dispatch;
use tracing::subscriber::DefaultGuard;
use uuid::Uuid;
use wire::{
    Answers, AskCode, Birth, CodeAsked, ContactView, CreateReferral, ForWhom, Need, ReferralId, Somebody, SpendCode,
    SurgeryChoice, WhoAmI,
};

use super::super::test_app::{Answer, TestApp, request};

/// A server without limits on how often somebody comes, and its outbox.
pub struct Door {
    pub app: TestApp,
    pub pepper: Pepper,
    jobs: Jobs,
    outbox: TempDir,
}

/// A letter or a text that left the server.
#[derive(Debug, Clone)]
pub struct Message {
    pub to: String,
    pub text: String,
}

/// A browser with its cookies.
pub struct Browser<'a> {
    door: &'a Door,
    cookies: BTreeMap<String, String>,
    agent: &'static str,
}

impl Message {
    /// The six digits in it.
    pub fn code(&self) -> String {
        let letters: Vec<char> = self.text.chars().collect();
        let is_code = |seven: &&[char]| {
            seven[3] == ' ' && seven.iter().enumerate().all(|(at, letter)| at == 3 || letter.is_ascii_digit())
        };
        let found = letters.windows(7).find(is_code).unwrap_or_else(|| panic!("no code in {:?}", self.text));
        found.iter().filter(|letter| **letter != ' ').collect()
    }

    /// The link in it, if there is one.
    pub fn link(&self) -> Option<&str> {
        self.text.lines().find(|line| line.starts_with("http"))
    }

    /// What the page behind the link spends.
    pub fn token(&self) -> String {
        self.link().unwrap().split_once('#').unwrap().1.to_owned()
    }
}

impl Door {
    /// A door to a fresh world.
    pub async fn new(store: Store) -> Self {
        let pepper = Pepper::fresh();
        let outbox = tempfile::tempdir().unwrap();
        let rates = Rates::new(NonZeroU32::MAX, NonZeroU32::MAX);
        let settings = Settings { pepper: pepper.clone(), rates, ..Settings::default() };
        let origin = settings.origin.clone();
        let app = TestApp::with(store, settings).await;
        let config = NoticesConfig { outbox_dir: Some(outbox.path().to_owned()), ..NoticesConfig::default() };
        let jobs = Jobs {
            store: app.store.clone(),
            catalogue: app.catalogue.clone(),
            clock: app.clock.clone(),
            outgoing: Outgoing::new(&config, false).unwrap(),
            pepper: pepper.clone(),
            words: Arc::new(Words::english().unwrap()),
            origin,
        };
        Self { app, pepper, jobs, outbox }
    }

    /// A browser that was never here.
    pub fn browser(&self) -> Browser<'_> {
        Browser { door: self, cookies: BTreeMap::new(), agent: "" }
    }

    /// Does every job that is due.
    pub async fn send_all(&self) {
        while self.jobs.do_next().await.unwrap() {}
    }

    /// Everything that has left the server, in order.
    pub async fn sent(&self) -> Vec<Message> {
        self.send_all().await;
        let mut files: Vec<_> = std::fs::read_dir(&self.outbox).unwrap().map(|file| file.unwrap().path()).collect();
        files.sort();
        files
            .into_iter()
            .map(|file| {
                let message: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
                let text = |name: &str| message[name].as_str().unwrap().to_owned();
                Message { to: text("to"), text: text("text") }
            })
            .collect()
    }

    /// How many messages there were for an address.
    pub async fn count_to(&self, to: &str) -> usize {
        self.sent().await.iter().filter(|message| message.to == to).count()
    }

    /// The last message to an address.
    pub async fn last_to(&self, to: &str) -> Message {
        let sent = self.sent().await;
        sent.into_iter().rfind(|message| message.to == to).unwrap_or_else(|| panic!("nothing was sent to {to}"))
    }

    /// Lets time pass.
    pub fn pass(&self, time: TimeDelta) {
        self.app.clock.advance(time);
    }

    /// What time it is.
    pub fn now(&self) -> DateTime<Utc> {
        self.app.clock.now()
    }

    /// Somebody sends a referral without being signed in. Answers its id.
    pub async fn refer(&self, change: impl FnOnce(&mut Answers)) -> ReferralId {
        self.browser().refer(change).await
    }
}

impl Browser<'_> {
    /// What it says of itself.
    #[must_use]
    pub fn called(self, agent: &'static str) -> Self {
        Self { agent, ..self }
    }

    /// The same browser, copied with all its cookies: what a thief of cookies has.
    #[must_use]
    pub fn copy(&self) -> Self {
        Self { door: self.door, cookies: self.cookies.clone(), agent: self.agent }
    }

    /// The same browser with one cookie of another.
    #[must_use]
    pub fn with_cookie_of(&self, other: &Self, name: &str) -> Self {
        let mut mixed = self.copy();
        mixed.cookies.insert(name.to_owned(), other.cookies[name].clone());
        mixed
    }

    /// Asks with a method, and keeps the cookies of the answer.
    pub async fn send(&mut self, method: Method, address: &str, body: &impl Serialize) -> Answer {
        let cookies = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
        let mut headers = vec![(header::USER_AGENT.as_str(), self.agent)];
        if !cookies.is_empty() {
            headers.push((header::COOKIE.as_str(), &cookies));
        }
        let has_body = !matches!(method, Method::GET | Method::HEAD);
        let body = if has_body {
            headers.push((header::CONTENT_TYPE.as_str(), "application/json"));
            Body::from(serde_json::to_vec(body).unwrap())
        } else {
            Body::empty()
        };
        let answer = self.door.app.send(request(method, address, &headers, body)).await;
        self.keep(&answer);
        answer
    }

    /// Fetches an address.
    pub async fn get(&mut self, address: &str) -> Answer {
        self.send(Method::GET, address, &()).await
    }

    /// Sends JSON.
    pub async fn post(&mut self, address: &str, body: &impl Serialize) -> Answer {
        self.send(Method::POST, address, body).await
    }

    /// Puts JSON.
    pub async fn put(&mut self, address: &str, body: &impl Serialize) -> Answer {
        self.send(Method::PUT, address, body).await
    }

    /// The value of a cookie.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    /// Who it is signed in as.
    pub async fn me(&mut self) -> WhoAmI {
        let answer = self.get("/api/me").await;
        assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
        answer.json()
    }

    /// The person that it is signed in as.
    pub async fn me_somebody(&mut self) -> Somebody {
        match self.me().await {
            WhoAmI::Somebody(somebody) => somebody,
            other => panic!("{other:?}"),
        }
    }

    /// Asks for a code, whatever is answered.
    pub async fn try_ask(&mut self, to: &str) -> Answer {
        self.post("/api/sign-in/codes", &AskCode { to: to.to_owned() }).await
    }

    /// Asks for a code.
    pub async fn ask(&mut self, to: &str) -> CodeAsked {
        let answer = self.try_ask(to).await;
        assert_eq!(answer.status.as_u16(), 202, "{}", answer.text());
        answer.json()
    }

    /// Types a code.
    pub async fn spend(&mut self, asked: &CodeAsked, code: &str) -> Answer {
        let address = format!("/api/sign-in/codes/{}/spend", asked.id);
        self.post(&address, &SpendCode { code: code.to_owned() }).await
    }

    /// Types the code that was asked for, as the letter has it.
    pub async fn spend_right(&mut self, asked: &CodeAsked) -> Answer {
        let code = stile_api::auth::digits(&self.door.pepper, asked.id);
        self.spend(asked, &code).await
    }

    /// Types another code.
    pub async fn spend_wrong(&mut self, asked: &CodeAsked) -> Answer {
        let right: u32 = stile_api::auth::digits(&self.door.pepper, asked.id).parse().unwrap();
        self.spend(asked, &format!("{:06}", (right + 1) % 1_000_000)).await
    }

    /// Signs in by a code, all the way over the outbox.
    pub async fn sign_in(&mut self, to: &str) -> Somebody {
        let asked = self.ask(to).await;
        let code = self.door.last_to(to).await.code();
        somebody(&self.spend(&asked, &code).await)
    }

    /// Proves once more who they are, by a code to their first address.
    pub async fn confirm(&mut self) -> Somebody {
        let contact = self.me_somebody().await.contacts[0].id;
        let asked = self.ask(&format!("contact:{contact}")).await;
        somebody(&self.spend_right(&asked).await)
    }

    /// Adds another address to sign in by.
    pub async fn add_contact(&mut self, to: &str) -> Vec<ContactView> {
        let answer = self.post("/api/contacts", &AskCode { to: to.to_owned() }).await;
        assert_eq!(answer.status.as_u16(), 202, "{}", answer.text());
        let code = self.door.last_to(to).await.code();
        let address = format!("/api/contacts/{}/prove", answer.json::<CodeAsked>().id);
        self.post(&address, &SpendCode { code }).await.json()
    }

    /// Sends a referral. Answers its id.
    pub async fn refer(&mut self, change: impl FnOnce(&mut Answers)) -> ReferralId {
        let mut answers = Answers {
            for_whom: Some(ForWhom::Me),
            words: "I would like to get out more.".to_owned(),
            needs: vec![Need::GettingOut],
            postcode: "QQ1 1AA".to_owned(),
            surgery: Some(SurgeryChoice::NotSure),
            name: "Mary Moss".to_owned(),
            birth: Birth { day: "1".to_owned(), month: "2".to_owned(), year: "1950".to_owned() },
            phone: "07700 900123".to_owned(),
            call_safe: Some(true),
            text_safe: Some(true),
            email: "mary@example.org".to_owned(),
            email_safe: Some(true),
            consent_version: CONSENT_VERSION.to_owned(),
            ..Answers::default()
        };
        change(&mut answers);
        let id = ReferralId(Uuid::now_v7());
        let answer = self.post("/api/referrals", &CreateReferral { id, answers }).await;
        assert_eq!(answer.status.as_u16(), 201, "{}", answer.text());
        id
    }

    fn keep(&mut self, answer: &Answer) {
        for set in answer.headers.get_all(header::SET_COOKIE) {
            let set = set.to_str().unwrap();
            let (name, value) = set.split(';').next().unwrap().split_once('=').unwrap();
            if set.contains("Max-Age=0;") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

/// Who signed in by this answer.
pub fn somebody(answer: &Answer) -> Somebody {
    assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
    match answer.json() {
        WhoAmI::Somebody(somebody) => somebody,
        other => panic!("{other:?}"),
    }
}

/// The answer without what is new each time, to the byte.
pub fn bytes(answer: &Answer) -> String {
    let mut headers: Vec<String> = answer
        .headers
        .iter()
        .map(|(name, value)| {
            let value = value.to_str().unwrap();
            match name.as_str() {
                "x-request-id" => format!("{name}: {}", value.len()),
                "set-cookie" => format!("{name}: {}", value.replace(value.split(['=', ';']).nth(1).unwrap(), "43")),
                _ => format!("{name}: {value}"),
            }
        })
        .collect();
    headers.sort();
    let mut body = answer.text().to_owned();
    if let Some(at) = body.find("\"id\":\"") {
        body.replace_range(at + 6..at + 6 + 36, &"-".repeat(36));
    }
    format!("{} {} {body}", answer.status, headers.join("\n"))
}

/// Listens to everything that is logged on this thread, as long as it lives.
pub struct Canary {
    log: Arc<Mutex<Vec<u8>>>,
    _listening: DefaultGuard,
    /// With a single listener, whoever logs first on another thread decides for all whether a line is wanted.
    _second: Dispatch,
}

impl Canary {
    /// Listens from now on.
    pub fn listen() -> Self {
        let log = Arc::new(Mutex::new(Vec::new()));
        let out = log.clone();
        let second = Dispatch::new(tracing_subscriber::registry());
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_ansi(false)
            .with_writer(move || Lines(out.clone()))
            .finish();
        Self { log, _listening: tracing::subscriber::set_default(subscriber), _second: second }
    }

    /// What was logged.
    pub fn text(&self) -> String {
        String::from_utf8(self.log.lock().unwrap().clone()).unwrap()
    }
}

struct Lines(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
