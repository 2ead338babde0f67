//! The thread of a person with their team: written from both sides, read, answered while nobody reads, kept once.

#![expect(clippy::unwrap_used, reason = "tests")]

mod dates;
mod desk_list;
mod hands;
mod hours;
mod once;

use std::sync::Arc;

use serde_json::{Value, json};
use stile_api::jobs::Jobs;
use stile_api::notices::{NoticesConfig, Outgoing};
use stile_api::store::Holder;
use stile_api::words::Words;
use uuid::Uuid;
use wire::{Message, MessageBody, MessageId, PersonId, StaffId, Thread};

use super::people_world::passkey;
use super::steps::{Browser, accept, for_me, send, worker};
use super::test_app::{Answer, TestApp, team};

pub const PERSON: &str = "amina@example.org";

/// A person, their link worker Wen, and Kim of the same team; messages are on.
pub struct Cast<'a> {
    pub person: PersonId,
    pub amina: Browser<'a>,
    pub wen: (StaffId, Browser<'a>),
    pub kim: (StaffId, Browser<'a>),
}

pub async fn cast(app: &TestApp) -> Cast<'_> {
    let receipt = send(&Browser::new(app), for_me("Amina Ahmed", PERSON)).await;
    let amina = Browser::prove(app, PERSON).await;
    let person = amina.me().await.person.unwrap().id;
    let wen = worker(app, "Wen").await;
    let kim = worker(app, "Kim").await;
    wen.1.open(receipt.id).await;
    wen.1.done(receipt.id, "seen", accept(wen.0, "Hello Amina.")).await;
    make_ready(app, &[wen.0, kim.0]).await;
    Cast { person, amina, wen, kim }
}

/// Gives a team what messages ask for.
pub async fn make_ready(app: &TestApp, readers: &[StaffId]) {
    for reader in readers {
        passkey(app, Holder::Staff(*reader)).await;
    }
    let change = stile_api::store::TeamChange { safeguarding_lead: readers.first().copied(), ..Default::default() };
    app.store.change_team(team(), change, false).await.unwrap();
}

/// What leaves the server.
pub struct Post {
    jobs: Jobs,
    outbox: tempfile::TempDir,
}

impl Post {
    pub fn of(app: &TestApp) -> Self {
        let outbox = tempfile::tempdir().unwrap();
        let config = NoticesConfig { outbox_dir: Some(outbox.path().to_owned()), ..NoticesConfig::default() };
        let jobs = Jobs {
            store: app.store.clone(),
            catalogue: app.catalogue.clone(),
            clock: app.clock.clone(),
            outgoing: Outgoing::new(&config, false).unwrap(),
            pepper: app.pepper.clone(),
            words: Arc::new(Words::english().unwrap()),
            origin: "https://stile.example.org".to_owned(),
        };
        Self { jobs, outbox }
    }

    /// A server whose letters go to this mail server.
    pub fn with_mail(app: &TestApp, smtp_url: &str) -> Self {
        let config = NoticesConfig {
            smtp_url: Some(smtp_url.into()),
            mail_from: Some("post@stile.test".to_owned()),
            ..NoticesConfig::default()
        };
        let of = Self::of(app);
        Self { jobs: Jobs { outgoing: Outgoing::new(&config, true).unwrap(), ..of.jobs }, outbox: of.outbox }
    }

    /// Does what is due.
    pub async fn work(&self) {
        while self.jobs.do_next().await.unwrap() {}
    }

    /// Does what is due; everything that was sent to an address so far, as it was sent.
    pub async fn sent_to(&self, address: &str) -> Vec<String> {
        while self.jobs.do_next().await.unwrap() {}
        let mut files: Vec<_> = std::fs::read_dir(&self.outbox).unwrap().map(|file| file.unwrap().path()).collect();
        files.sort();
        let texts = files.into_iter().map(|file| std::fs::read_to_string(file).unwrap());
        texts.filter(|text| text.contains(address)).collect()
    }
}

pub fn thread_of(person: PersonId) -> String {
    format!("/api/people/{person}/thread")
}

/// Writes words under an id of their own.
pub async fn write(browser: &Browser<'_>, person: PersonId, words: &str) -> Message {
    let answer = write_as(browser, person, MessageId(Uuid::now_v7()), json!({ "text": words })).await;
    assert!(answer.status.is_success(), "{}", answer.text());
    answer.json()
}

/// Somebody writes who has read so far.
pub async fn answer_to(browser: &Browser<'_>, person: PersonId, words: &str, read_to: i64) -> Message {
    let message = json!({ "id": MessageId(Uuid::now_v7()), "body": { "text": words }, "read_to": read_to });
    let answer = browser.post(&format!("{}/messages", thread_of(person)), &message).await;
    assert!(answer.status.is_success(), "{}", answer.text());
    answer.json()
}

pub async fn write_as(browser: &Browser<'_>, person: PersonId, id: MessageId, body: Value) -> Answer {
    browser.post(&format!("{}/messages", thread_of(person)), &json!({ "id": id, "body": body })).await
}

pub async fn read(browser: &Browser<'_>, person: PersonId) -> Thread {
    let answer = browser.get(&thread_of(person)).await;
    assert!(answer.status.is_success(), "{}", answer.text());
    answer.json()
}

pub async fn see(browser: &Browser<'_>, person: PersonId, seq: i64) {
    let answer = browser.post(&format!("{}/seen", thread_of(person)), &json!({ "seq": seq })).await;
    assert_eq!(answer.status, 204, "{}", answer.text());
}

/// The words of a thread, each with who wrote them.
pub fn told(thread: &Thread) -> Vec<(String, String)> {
    thread
        .messages
        .iter()
        .map(|message| {
            let words = match &message.body {
                MessageBody::Text(words) => words.clone(),
                MessageBody::Group(group) => format!("group {}", group.name),
                MessageBody::Dates(dates) => format!("{} dates", dates.starts_at.len()),
                MessageBody::Closed(_) => "closed".to_owned(),
            };
            (message.author.name.clone(), words)
        })
        .collect()
}

pub fn words(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, words)| ((*name).to_owned(), (*words).to_owned())).collect()
}
