//! Sending and reading JSON.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use std::thread::LocalKey;

use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wire::{ErrorCode, Problem};

use crate::backend::failure::Failure;
use crate::browser::fetch::{self, Answer};

// What the app says it is has to be what it is.
const _: () = assert!(fetch::RELEASE == wire::RELEASE);

type Heard = RefCell<Option<Rc<dyn Fn()>>>;
type HeardOfAge = RefCell<Option<Rc<dyn Fn(Option<String>)>>>;

thread_local! {
    static SIGNED_OUT: Heard = const { RefCell::new(None) };
    static OUTDATED: Heard = const { RefCell::new(None) };
    static AS_OF: HeardOfAge = const { RefCell::new(None) };
    static STALE_SINCE: ArcRwSignal<Option<String>> = ArcRwSignal::new(None);
}

/// Calls back whenever an answer says that nobody is signed in here. Every page asks through this file, so one listener
/// hears of it wherever it happens.
pub fn on_signed_out(heard: impl Fn() + 'static) {
    SIGNED_OUT.with_borrow_mut(|held| *held = Some(Rc::new(heard)));
}

/// Calls back whenever an answer says that this app is too old for the server.
pub fn on_outdated(heard: impl Fn() + 'static) {
    OUTDATED.with_borrow_mut(|held| *held = Some(Rc::new(heard)));
}

/// Since when what is shown may have changed: the instant of the oldest of the kept copies that were given since the server
/// last answered. Nothing once it has answered again. An app that never asks this does not carry it.
pub fn stale_since() -> ReadSignal<Option<String>> {
    let since = STALE_SINCE.with(Clone::clone);
    let told = since.clone();
    let heard = move |as_of: Option<String>| {
        // These instants are written so that the earlier one comes first.
        if told.with_untracked(|since| as_of.is_some() != since.is_some() || as_of < *since) {
            told.set(as_of);
        }
    };
    AS_OF.with_borrow_mut(|held| *held = Some(Rc::new(heard)));
    since.read_only().into()
}

fn tell(listener: &'static LocalKey<Heard>) {
    // It may ask something itself.
    let heard = listener.with_borrow(Clone::clone);
    if let Some(heard) = heard {
        heard();
    }
}

/// Fetches what is at an address of the API.
pub async fn get<T: DeserializeOwned>(address: &str) -> Result<T, Failure> {
    let answer = fetch::get(address);
    parse(&awaited(async { taken(answer.await.ok()) }).await?)
}

/// Sends something and reads the answer.
pub async fn post<T: DeserializeOwned>(address: &str, body: &impl Serialize) -> Result<T, Failure> {
    parse(&send("POST", address, serde_json::to_string(body)).await?)
}

/// Puts something in the place of what is there, and reads the answer.
pub async fn put<T: DeserializeOwned>(address: &str, body: &impl Serialize) -> Result<T, Failure> {
    parse(&send("PUT", address, serde_json::to_string(body)).await?)
}

/// Sends something whose answer has no body.
pub async fn post_only(address: &str, body: &impl Serialize) -> Result<(), Failure> {
    send("POST", address, serde_json::to_string(body)).await.map(|_| ())
}

/// Takes away what is at an address; the answer has no body.
pub async fn delete(address: &str) -> Result<(), Failure> {
    send("DELETE", address, Ok(String::new())).await.map(|_| ())
}

/// The body of an answer, once it is here. Boxed, so that waiting for it is compiled once and not into every request.
type Awaited = Pin<Box<dyn Future<Output = Result<String, Failure>>>>;

fn awaited(body: impl Future<Output = Result<String, Failure>> + 'static) -> Awaited {
    Box::pin(body)
}

fn send(method: &'static str, address: &str, json: serde_json::Result<String>) -> Awaited {
    let address = address.to_owned();
    awaited(async move {
        let json = json.map_err(|_| Failure::Unreadable)?;
        taken(fetch::send(method, &address, &json).await.ok())
    })
}

/// Reads what came back of a request, or did not.
pub fn read<T: DeserializeOwned>(answer: Result<Answer, impl Sized>) -> Result<T, Failure> {
    parse(&body_of(answer.ok())?)
}

fn parse<T: DeserializeOwned>(body: &str) -> Result<T, Failure> {
    serde_json::from_str(body).map_err(|_| Failure::Unreadable)
}

/// The body of an answer of the API. How old it is, is told on.
fn taken(answer: Option<Answer>) -> Result<String, Failure> {
    let as_of = answer.as_ref().and_then(|answer| answer.as_of.clone());
    let body = body_of(answer)?;
    let heard = AS_OF.with_borrow(Clone::clone);
    if let Some(heard) = heard {
        heard(as_of);
    }
    Ok(body)
}

fn body_of(answer: Option<Answer>) -> Result<String, Failure> {
    let answer = answer.ok_or(Failure::Offline)?;
    if (200..300).contains(&answer.status) {
        return Ok(answer.body);
    }
    let problem = serde_json::from_str::<Problem>(&answer.body).ok();
    let code = problem.as_ref().map(|problem| problem.code);
    match code {
        Some(ErrorCode::SignedOut) => tell(&SIGNED_OUT),
        Some(ErrorCode::Outdated) => tell(&OUTDATED),
        _ => {}
    }
    Err(match (answer.status, problem) {
        (404, _) => Failure::Absent,
        (_, Some(problem)) if is_to_be_said(problem.code) => Failure::Rejected(problem),
        // An app that is too old can go on once it was loaded again, like everything that is only put off.
        (status, problem) if matches!(status, 429 | 502..=507) || code == Some(ErrorCode::Outdated) => {
            Failure::Busy(problem.and_then(|problem| problem.retry_after_seconds).unwrap_or(30))
        }
        (403 | 409, _) => Failure::Ours,
        (500..=599, _) => Failure::Broken,
        (_, Some(problem)) => Failure::Rejected(problem),
        _ => Failure::Unreadable,
    })
}

/// What the page has words and a way on for, whatever its status.
fn is_to_be_said(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::ConfirmFirst
            | ErrorCode::CodesRest
            | ErrorCode::Taken
            | ErrorCode::MovedOn
            | ErrorCode::NeedsAnother
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_failed_is_told_from_one_that_said_no() {
        let failure = |status| body_of(Some(Answer { status, body: String::new(), as_of: None })).err();
        for status in [403, 409] {
            assert_eq!(failure(status), Some(Failure::Ours), "{status}");
        }
        for status in [500, 501, 508, 599] {
            assert_eq!(failure(status), Some(Failure::Broken), "{status}");
        }
        for status in [429, 502, 503, 507] {
            assert_eq!(failure(status), Some(Failure::Busy(30)), "{status}");
        }
    }
}
