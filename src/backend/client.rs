//! Sending and reading JSON.

use gloo_net::http::{Request, RequestBuilder, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wire::Problem;

use crate::backend::failure::Failure;
use crate::browser::patience;

/// Fetches what is at an address of the API.
pub async fn get<T: DeserializeOwned>(address: &str) -> Result<T, Failure> {
    let answer = timed(Request::get(address)).send().await.map_err(|_| Failure::Offline)?;
    read(answer).await
}

/// Sends something and reads the answer.
pub async fn post<T: DeserializeOwned>(address: &str, body: &impl Serialize) -> Result<T, Failure> {
    let answer = send(address, body).await?;
    read(answer).await
}

/// Sends something whose answer has no body.
pub async fn post_only(address: &str, body: &impl Serialize) -> Result<(), Failure> {
    let answer = send(address, body).await?;
    if answer.ok() { Ok(()) } else { Err(failure(answer).await) }
}

async fn send(address: &str, body: &impl Serialize) -> Result<Response, Failure> {
    let request = timed(Request::post(address)).json(body).map_err(|_| Failure::Unreadable)?;
    request.send().await.map_err(|_| Failure::Offline)
}

/// A request that gives up after twenty seconds.
fn timed(request: RequestBuilder) -> RequestBuilder {
    request.header("accept", "application/json").abort_signal(patience::for_milliseconds(20_000).as_ref())
}

async fn read<T: DeserializeOwned>(answer: Response) -> Result<T, Failure> {
    if !answer.ok() {
        return Err(failure(answer).await);
    }
    let text = answer.text().await.map_err(|_| Failure::Offline)?;
    serde_json::from_str(&text).map_err(|_| Failure::Unreadable)
}

async fn failure(answer: Response) -> Failure {
    let status = answer.status();
    let problem = answer.text().await.ok().and_then(|text| serde_json::from_str::<Problem>(&text).ok());
    match (status, problem) {
        (404, _) => Failure::Absent,
        (429 | 502..=507, problem) => {
            Failure::Busy(problem.and_then(|problem| problem.retry_after_seconds).unwrap_or(30))
        }
        (_, Some(problem)) => Failure::Rejected(problem),
        _ => Failure::Unreadable,
    }
}
