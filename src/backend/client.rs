//! Sending and reading JSON.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use wire::{ErrorCode, Problem};

use crate::backend::failure::Failure;
use crate::browser::fetch::{self, Answer};

thread_local! {
    static SIGNED_OUT: RefCell<Option<Rc<dyn Fn()>>> = const { RefCell::new(None) };
}

/// Calls back whenever an answer says that nobody is signed in here. Every page asks through this file, so one listener
/// hears of it wherever it happens.
pub fn on_signed_out(heard: impl Fn() + 'static) {
    SIGNED_OUT.with_borrow_mut(|held| *held = Some(Rc::new(heard)));
}

/// Fetches what is at an address of the API.
pub async fn get<T: DeserializeOwned>(address: &str) -> Result<T, Failure> {
    let answer = fetch::get(address);
    parse(&awaited(async { body_of(answer.await) }).await?)
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
        body_of(fetch::send(method, &address, &json).await)
    })
}

/// Reads what came back of a request, or did not.
pub fn read<T: DeserializeOwned>(answer: Result<Answer, impl Sized>) -> Result<T, Failure> {
    parse(&body_of(answer)?)
}

fn parse<T: DeserializeOwned>(body: &str) -> Result<T, Failure> {
    serde_json::from_str(body).map_err(|_| Failure::Unreadable)
}

fn body_of(answer: Result<Answer, impl Sized>) -> Result<String, Failure> {
    let answer = answer.map_err(|_| Failure::Offline)?;
    if (200..300).contains(&answer.status) {
        return Ok(answer.body);
    }
    let problem = serde_json::from_str::<Problem>(&answer.body).ok();
    if problem.as_ref().is_some_and(|problem| problem.code == ErrorCode::SignedOut) {
        let heard = SIGNED_OUT.with_borrow(Clone::clone);
        if let Some(heard) = heard {
            heard();
        }
    }
    Err(match (answer.status, problem) {
        (404, _) => Failure::Absent,
        (_, Some(problem)) if is_to_be_said(problem.code) => Failure::Rejected(problem),
        (429 | 502..=507, problem) => {
            Failure::Busy(problem.and_then(|problem| problem.retry_after_seconds).unwrap_or(30))
        }
        (403 | 409 | 500 | 501 | 508..=599, _) => Failure::Ours,
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
