//! Reading requests: the query, the path and a JSON body, each refused as a `Problem` that repeats nothing of the input.
//!
//! The names differ from axum's on purpose: the OpenAPI macro guesses from the names `Query`, `Path` and `Json`, and here
//! every parameter is described by hand.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::http::error::Error;

/// What the query of the address asks for.
pub struct Asked<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Asked<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        // PostgreSQL cannot hold the character, so that it is refused before anything could search for it.
        if parts.uri.query().is_some_and(|query| query.contains("%00")) {
            return Err(Error::bad_request("the query holds a NUL character"));
        }
        match Query::<T>::try_from_uri(&parts.uri) {
            Ok(Query(asked)) => Ok(Self(asked)),
            Err(_) => Err(Error::bad_request("the query cannot be read")),
        }
    }
}

/// What the path names. A name that cannot be read names nothing, which answers 404.
pub struct Named<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Named<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        match Path::<T>::from_request_parts(parts, state).await {
            Ok(Path(named)) => Ok(Self(named)),
            Err(_) => Err(Error::NotFound),
        }
    }
}

/// A JSON body.
pub struct Sent<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Sent<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        if !is_json(request.headers()) {
            return Err(Error::UnsupportedMediaType);
        }
        let bytes = match Bytes::from_request(request, state).await {
            Ok(bytes) => bytes,
            Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => return Err(Error::TooLarge),
            Err(_) => return Err(Error::bad_request("the body cannot be read")),
        };
        read(&bytes).map(Self)
    }
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    let value: Value = serde_json::from_slice(bytes).map_err(|_| Error::bad_request("the body is not JSON"))?;
    if has_nul(&value) {
        return Err(Error::bad_request("the body holds a NUL character"));
    }
    serde_json::from_value(value).map_err(|_| Error::bad_request("the body has another shape than described"))
}

fn is_json(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|content_type| content_type.to_str().ok())
        .and_then(|content_type| content_type.split(';').next())
        .is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
}

fn has_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(values) => values.iter().any(has_nul),
        Value::Object(fields) => fields.iter().any(|(name, value)| name.contains('\0') || has_nul(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use axum::http::HeaderValue;
    use wire::Surgery;

    use super::*;

    #[test]
    fn content_type_may_carry_a_charset() {
        let mut headers = HeaderMap::new();
        assert!(!is_json(&headers));
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("Application/JSON; charset=utf-8"));
        assert!(is_json(&headers));
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain"));
        assert!(!is_json(&headers));
    }

    #[test]
    fn nul_is_refused_however_deep() {
        let body = br#"{"code":"A","name":"x","address":"a\u0000b","postcode":""}"#;
        assert!(matches!(read::<Surgery>(body), Err(Error::BadRequest { reason, .. }) if reason.contains("NUL")));
        let escaped = br#"{"code":"A","name":"x","address":"a\\u0000b","postcode":""}"#;
        assert_eq!(read::<Surgery>(escaped).unwrap().address, r"a\u0000b");
    }

    #[test]
    fn wrong_shape_is_told_from_no_json() {
        let shape = read::<Surgery>(b"[]").map(|_| ()).unwrap_err().to_string();
        let json = read::<Surgery>(b"{").map(|_| ()).unwrap_err().to_string();
        assert_ne!(shape, json);
    }
}
