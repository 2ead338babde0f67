//! Sending and reading JSON.

use serde::Serialize;
use serde::de::DeserializeOwned;
use wire::Problem;

use crate::backend::failure::Failure;
use crate::browser::fetch::{self, Answer};

/// Fetches what is at an address of the API.
pub async fn get<T: DeserializeOwned>(address: &str) -> Result<T, Failure> {
    read(&body_of(fetch::get(address).await.map_err(|_| Failure::Offline)?)?)
}

/// Sends something and reads the answer.
pub async fn post<T: DeserializeOwned>(address: &str, body: &impl Serialize) -> Result<T, Failure> {
    read(&send(address, body).await?)
}

/// Sends something whose answer has no body.
pub async fn post_only(address: &str, body: &impl Serialize) -> Result<(), Failure> {
    send(address, body).await.map(|_| ())
}

async fn send(address: &str, body: &impl Serialize) -> Result<String, Failure> {
    let json = serde_json::to_string(body).map_err(|_| Failure::Unreadable)?;
    body_of(fetch::post(address, &json).await.map_err(|_| Failure::Offline)?)
}

fn read<T: DeserializeOwned>(body: &str) -> Result<T, Failure> {
    serde_json::from_str(body).map_err(|_| Failure::Unreadable)
}

fn body_of(answer: Answer) -> Result<String, Failure> {
    if (200..300).contains(&answer.status) {
        return Ok(answer.body);
    }
    let problem = serde_json::from_str::<Problem>(&answer.body).ok();
    Err(match (answer.status, problem) {
        (404, _) => Failure::Absent,
        (429 | 502..=507, problem) => {
            Failure::Busy(problem.and_then(|problem| problem.retry_after_seconds).unwrap_or(30))
        }
        (403 | 409 | 500 | 501 | 508..=599, _) => Failure::Ours,
        (_, Some(problem)) => Failure::Rejected(problem),
        _ => Failure::Unreadable,
    })
}
