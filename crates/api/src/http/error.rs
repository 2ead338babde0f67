//! Every way a request can fail, in one place: its status, its code on the wire, and its one line in the log.
//!
//! Whatever fails answers a `Problem`, also when a layer below axum refused the request. Log lines carry no input.

use std::sync::Arc;

use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use wire::{ErrorCode, FieldCode, FieldProblem, Problem};

use crate::auth::PasskeyError;
use crate::store;

/// Why a request was not answered as asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The request cannot be read.
    #[error("{reason}")]
    BadRequest { reason: &'static str, fields: Vec<FieldProblem> },
    /// A write that another site caused.
    #[error("this request came from another site")]
    Forbidden,
    #[error("there is nothing at this address")]
    NotFound,
    #[error("this address does not take that method")]
    MethodNotAllowed,
    #[error("this id was used before for something else")]
    Conflict,
    #[error("the request is too large")]
    TooLarge,
    #[error("send JSON with the content type application/json")]
    UnsupportedMediaType,
    /// Readable, but some fields need putting right.
    #[error("some fields need putting right")]
    Invalid(Vec<FieldProblem>),
    #[error("no team covers this surgery or postcode")]
    NoTeam,
    #[error("the person is too young for these teams")]
    TooYoung,
    #[error("nobody is signed in here")]
    SignedOut,
    #[error("this asks for a sign-in within the last ten minutes")]
    ConfirmFirst,
    #[error("the code is not right")]
    WrongCode,
    #[error("the code is over; ask for another")]
    CodeOver,
    #[error("codes rest for now; passkeys and recovery words go on")]
    CodesRest { retry_after_seconds: u32 },
    #[error("this is not right, was used, or is too old")]
    NotValid,
    #[error("that address signs somebody else in")]
    Taken,
    #[error("it has moved on since it was shown")]
    MovedOn,
    #[error("this cannot be done at this stage")]
    NotNow,
    #[error("another member of staff has to do this")]
    NeedsAnother,
    #[error("this app is too old for this server; load it again")]
    Outdated,
    #[error("too many requests; come back later")]
    TooManyRequests { retry_after_seconds: u32 },
    #[error("the disk is full; nothing was saved")]
    Full,
    #[error("this took too long; send it again")]
    TimedOut,
    /// The database is away, or the server is not ready yet.
    #[error("not available at present")]
    Unavailable(#[source] anyhow::Error),
    /// A fault of ours.
    #[error("a fault of ours")]
    Internal(#[source] anyhow::Error),
}

impl Error {
    /// A request that cannot be read, for this reason.
    pub const fn bad_request(reason: &'static str) -> Self {
        Self::BadRequest { reason, fields: Vec::new() }
    }

    /// A parameter of the address that cannot be read.
    pub fn bad_parameter(field: &str, code: FieldCode) -> Self {
        Self::BadRequest {
            reason: "a parameter of the address cannot be read",
            fields: vec![FieldProblem { field: field.to_owned(), code }],
        }
    }

    /// The status that this failure answers.
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::BadRequest { .. } => StatusCode::BAD_REQUEST,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Conflict | Self::Taken | Self::MovedOn | Self::Outdated => StatusCode::CONFLICT,
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::ConfirmFirst => StatusCode::FORBIDDEN,
            Self::CodesRest { .. } => StatusCode::SERVICE_UNAVAILABLE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Invalid(_)
            | Self::NoTeam
            | Self::TooYoung
            | Self::WrongCode
            | Self::CodeOver
            | Self::NotValid
            | Self::NotNow
            | Self::NeedsAnother => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooManyRequests { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Full => StatusCode::INSUFFICIENT_STORAGE,
            Self::TimedOut | Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    const fn code(&self) -> ErrorCode {
        match self {
            Self::BadRequest { .. } => ErrorCode::BadRequest,
            Self::Forbidden => ErrorCode::Forbidden,
            Self::NotFound => ErrorCode::NotFound,
            Self::MethodNotAllowed => ErrorCode::MethodNotAllowed,
            Self::Conflict => ErrorCode::Conflict,
            Self::TooLarge => ErrorCode::TooLarge,
            Self::UnsupportedMediaType => ErrorCode::UnsupportedMediaType,
            Self::Invalid(_) => ErrorCode::Invalid,
            Self::NoTeam => ErrorCode::NoTeam,
            Self::TooYoung => ErrorCode::TooYoung,
            Self::SignedOut => ErrorCode::SignedOut,
            Self::ConfirmFirst => ErrorCode::ConfirmFirst,
            Self::WrongCode => ErrorCode::WrongCode,
            Self::CodeOver => ErrorCode::CodeOver,
            Self::CodesRest { .. } => ErrorCode::CodesRest,
            Self::NotValid => ErrorCode::NotValid,
            Self::Taken => ErrorCode::Taken,
            Self::MovedOn => ErrorCode::MovedOn,
            Self::NotNow => ErrorCode::NotNow,
            Self::NeedsAnother => ErrorCode::NeedsAnother,
            Self::Outdated => ErrorCode::Outdated,
            Self::TooManyRequests { .. } => ErrorCode::TooManyRequests,
            Self::Full | Self::TimedOut | Self::Unavailable(_) => ErrorCode::Unavailable,
            Self::Internal(_) => ErrorCode::Internal,
        }
    }

    /// When to come back, in seconds, where that helps.
    const fn retry_after_seconds(&self) -> Option<u32> {
        match self {
            Self::TooManyRequests { retry_after_seconds } | Self::CodesRest { retry_after_seconds } => {
                Some(*retry_after_seconds)
            }
            Self::TimedOut | Self::Unavailable(_) => Some(5),
            Self::Full => Some(60),
            _ => None,
        }
    }

    fn fields(&self) -> &[FieldProblem] {
        match self {
            Self::BadRequest { fields, .. } | Self::Invalid(fields) => fields,
            _ => &[],
        }
    }

    /// The one log line of a failed request; the span around it has the request id and the route.
    fn log(&self) {
        let status = self.status().as_u16();
        match self {
            Self::Internal(source) => tracing::error!(status, cause = format!("{source:#}"), "request failed"),
            Self::Unavailable(source) => tracing::error!(status, cause = format!("{source:#}"), "not available"),
            Self::Full => tracing::error!(status, "disk full"),
            Self::TimedOut => tracing::error!(status, "timed out"),
            Self::CodesRest { .. } => tracing::warn!(status, "codes rest: too many were guessed"),
            Self::Forbidden | Self::TooManyRequests { .. } => tracing::info!(status, code = ?self.code(), "refused"),
            _ => tracing::debug!(status, code = ?self.code(), "refused"),
        }
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Conflict => Self::Conflict,
            store::Error::Full => Self::Full,
            store::Error::Unavailable(source) => Self::Unavailable(source),
            store::Error::Other(source) => Self::Internal(source),
        }
    }
}

impl From<PasskeyError> for Error {
    fn from(error: PasskeyError) -> Self {
        match error {
            PasskeyError::Refused => Self::NotValid,
            PasskeyError::Fault(source) => Self::Internal(source),
        }
    }
}

/// Travels with the answer to the layer that logs it.
#[derive(Clone)]
struct Reported(Arc<Error>);

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let retry_after_seconds = self.retry_after_seconds();
        let problem = Problem {
            code: self.code(),
            message: self.to_string(),
            fields: self.fields().to_vec(),
            retry_after_seconds,
        };
        let mut response = (self.status(), Json(problem)).into_response();
        if let Some(seconds) = retry_after_seconds {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(Reported(Arc::new(self)));
        response
    }
}

/// The layer that makes every failure a `Problem` and logs it once.
pub async fn complete(request: Request, next: Next) -> Response {
    let response = settle(next.run(request).await);
    if let Some(Reported(error)) = response.extensions().get::<Reported>() {
        error.log();
    }
    response
}

/// Turns what the layers below answer on their own (empty 404 and 405, 413 in plain text, a bare 503 for a time-out)
/// into problems.
fn settle(mut response: Response) -> Response {
    let status = response.status();
    if status == StatusCode::NOT_ACCEPTABLE {
        // The compression layer answers this when a client accepts no encoding at all. Plain is what it gets.
        let meant = response.extensions().get::<Reported>().map_or(StatusCode::OK, |Reported(error)| error.status());
        *response.status_mut() = meant;
        return response;
    }
    if !(status.is_client_error() || status.is_server_error()) || is_spoken_for(&response) {
        return response;
    }
    let allow = response.headers().get(header::ALLOW).cloned();
    let mut settled = error_of(status).into_response();
    if let Some(allow) = allow {
        settled.headers_mut().insert(header::ALLOW, allow);
    }
    settled
}

/// Whether somebody chose this body: an `Error`, or the app's page with status 404.
fn is_spoken_for(response: &Response) -> bool {
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|content_type| content_type.as_bytes().starts_with(b"text/html"));
    is_page || response.extensions().get::<Reported>().is_some()
}

fn error_of(status: StatusCode) -> Error {
    match status {
        StatusCode::NOT_FOUND => Error::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Error::MethodNotAllowed,
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Error::UnsupportedMediaType,
        StatusCode::SERVICE_UNAVAILABLE => Error::TimedOut,
        _ if status.is_client_error() => Error::bad_request("the request cannot be read"),
        _ => Error::Internal(anyhow::anyhow!("an answer {status} without a reason")),
    }
}

#[cfg(test)]
mod tests;
