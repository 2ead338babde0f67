//! The thread of a person with their team, and the desk's list of threads.

use serde::{Deserialize, Serialize};
use wire::{
    ErrorCode, MarkSeen, Message, MessageId, PersonId, Problem, SendMessage, TakeDate, TeamId, Thread, ThreadSummary,
    Undelivered,
};

use crate::backend::client::{get, post, post_only, read};
use crate::backend::failure::Failure;
use crate::browser::fetch::{self, Answer};
use crate::routes::encode;

/// Why a message has not arrived for certain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unsent {
    /// No answer, or none just now. The same message is sent again; after so many seconds, where the server said so.
    Later(Option<u32>),
    /// It will not be taken as it is.
    Refused(Refusal),
}

/// Why a message is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// The team takes no messages now, or none from whoever wrote it.
    Off,
    /// The thread is not there, or not theirs any more.
    Gone,
    /// Something in it has to be put right.
    Wrong,
    /// Anything else. Whoever wrote it has it still.
    Other,
}

/// The newest messages, and everything around them.
pub async fn newest(person: PersonId) -> Result<Thread, Failure> {
    get(&format!("/api/people/{person}/thread")).await
}

/// The messages before that one.
pub async fn before(person: PersonId, seq: i64) -> Result<Thread, Failure> {
    get(&format!("/api/people/{person}/thread?before={seq}")).await
}

/// The messages after that one. `has_earlier` then says that there are more after these.
pub async fn after(person: PersonId, seq: i64) -> Result<Thread, Failure> {
    get(&format!("/api/people/{person}/thread?after={seq}")).await
}

/// Sends a message. Safe to repeat: the id decides.
///
/// What came of it is told apart more finely than elsewhere: a message that may have arrived must be sent again, and one
/// that never will must not.
pub async fn send(person: PersonId, message: &SendMessage) -> Result<Message, Unsent> {
    let json = serde_json::to_string(message).map_err(|_| Unsent::Refused(Refusal::Other))?;
    let Ok(answer) = fetch::send("POST", &address(person), &json).await else { return Err(Unsent::Later(None)) };
    let status = answer.status;
    let problem = if status < 400 { None } else { serde_json::from_str::<Problem>(&answer.body).ok() };
    // Read like every answer, so that it is heard when a sign-in has ended.
    let message: Result<Message, Failure> = read(Ok::<Answer, ()>(answer));
    message.map_err(|_| unsent(status, problem.as_ref()))
}

/// Where messages to a thread are sent.
pub fn address(person: PersonId) -> String {
    format!("/api/people/{person}/thread/messages")
}

fn unsent(status: u16, problem: Option<&Problem>) -> Unsent {
    let code = problem.map(|problem| problem.code);
    let refusal = match (status, code) {
        // An answer that cannot be read may have been a yes. Whoever has to sign in again, or to load the page again,
        // sends it then.
        (0..=399 | 401 | 408 | 425 | 429 | 500.., _) | (_, Some(ErrorCode::Outdated)) => {
            return Unsent::Later(problem.and_then(|problem| problem.retry_after_seconds));
        }
        (403, _) | (_, Some(ErrorCode::NotNow | ErrorCode::Forbidden)) => Refusal::Off,
        (404 | 410, _) => Refusal::Gone,
        (400 | 413 | 422, _) => Refusal::Wrong,
        _ => Refusal::Other,
    };
    Unsent::Refused(refusal)
}

/// Says that everything up to this message has been on the screen.
pub async fn mark_seen(person: PersonId, seq: i64) -> Result<(), Failure> {
    post_only(&format!("/api/people/{person}/thread/seen"), &MarkSeen { seq }).await
}

/// Takes a date that the other side suggested.
pub async fn take_date(person: PersonId, date: TakeDate) -> Result<Message, Failure> {
    post(&format!("/api/people/{person}/thread/dates"), &date).await
}

/// The date that was agreed, as a calendar file.
pub fn calendar(person: PersonId, message: MessageId) -> String {
    format!("/api/people/{person}/thread/dates/{message}")
}

/// The threads of a team's people; with words, those of one's own people in which they stand.
pub async fn threads(team: TeamId, words: &str) -> Result<Vec<ThreadSummary>, Failure> {
    let mut address = format!("/api/desk/teams/{team}/threads");
    let words = words.trim();
    if !words.is_empty() {
        address.push_str("?q=");
        encode(words, &mut address);
    }
    get(&address).await
}

/// What could not be told to people of a team.
pub async fn undelivered(team: TeamId) -> Result<Vec<Undelivered>, Failure> {
    get(&format!("/api/desk/teams/{team}/undelivered")).await
}
