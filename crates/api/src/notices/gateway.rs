//! One HTTP request to whoever carries texts, and what the answer means for the next try. It knows no text.

use std::time::Duration;

use anyhow::{Context, bail};
use chrono::DateTime;
use reqwest::header::{CONTENT_TYPE, DATE, HeaderMap, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, StatusCode};
use url::Url;

use super::{SendError, is_this_machine};

/// The longest that a request may take altogether.
const PATIENCE: Duration = Duration::from_secs(10);
/// The longest that we let ourselves be told to wait: somebody is waiting for the text.
const LONGEST_WAIT: Duration = Duration::from_hours(1);

/// Where requests go.
pub(super) struct Gateway {
    client: Client,
    url: Url,
}

impl Gateway {
    /// A gateway at an `https:` address, or at an `http:` one on this very machine.
    ///
    /// # Errors
    /// Any other address, or a machine without TLS.
    pub(super) fn new(url: &str) -> anyhow::Result<Self> {
        Self::with_patience(url, PATIENCE)
    }

    fn with_patience(url: &str, patience: Duration) -> anyhow::Result<Self> {
        // The address may hold a token, so it is in no complaint.
        let url = Url::parse(url).context("it is not an address")?;
        let is_near = url.host_str().is_some_and(is_this_machine);
        let is_safe = url.scheme() == "https" || url.scheme() == "http" && is_near;
        if !is_safe {
            bail!("it has to be an https: address, or an http: one on this machine");
        }
        // Whoever came first has chosen; either way there is a provider afterwards.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut builder = Client::builder()
            .user_agent(concat!("stile/", env!("CARGO_PKG_VERSION")))
            .timeout(patience)
            // What is signed for one address is handed to no other.
            .redirect(Policy::none());
        if is_near {
            builder = builder.no_proxy();
        }
        Ok(Self { client: builder.build().context("no https client can be made")?, url })
    }

    /// Posts JSON.
    ///
    /// # Errors
    /// When nobody answers in time, or the answer is no success.
    pub(super) async fn post(
        &self,
        body: Vec<u8>,
        signed: impl FnOnce(RequestBuilder) -> RequestBuilder,
    ) -> Result<(), SendError> {
        let request = self.client.post(self.url.clone()).header(CONTENT_TYPE, "application/json").body(body);
        match signed(request).send().await {
            Ok(response) => judge(response.status(), response.headers()),
            Err(error) => {
                let error = error.without_url();
                tracing::warn!(%error, "the carrier of texts cannot be reached");
                Err(SendError::PASSING)
            }
        }
    }
}

/// What an answer means. What it says is not read: it may repeat the number.
fn judge(status: StatusCode, headers: &HeaderMap) -> Result<(), SendError> {
    if status.is_success() {
        return Ok(());
    }
    tracing::warn!(status = status.as_u16(), "the carrier of texts did not take one");
    // A key that is refused is the operator's to put right, and the text is fine.
    let is_for_good = status.is_client_error() && !matches!(status.as_u16(), 401 | 403 | 408 | 429);
    if is_for_good {
        return Err(SendError::Permanent);
    }
    Err(SendError::Temporary { after: retry_after(headers).map(|wait| wait.min(LONGEST_WAIT)) })
}

/// Seconds, or a date; a date is measured against the server's own. Source: RFC 9110, section 10.2.3.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = DateTime::parse_from_rfc2822(text).ok()?;
    let now = DateTime::parse_from_rfc2822(headers.get(DATE)?.to_str().ok()?).ok()?;
    Some((until - now).to_std().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use reqwest::header::{HeaderName, HeaderValue};
    use tokio::net::TcpListener;

    use super::*;

    fn judged(status: u16, headers: &[(HeaderName, &'static str)]) -> Result<(), SendError> {
        let headers = headers.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value))).collect();
        judge(StatusCode::from_u16(status).unwrap(), &headers)
    }

    #[test]
    fn answers_say_whether_to_try_again() {
        for status in [200, 201, 202, 204] {
            assert_eq!(judged(status, &[]), Ok(()), "{status}");
        }
        for status in [400, 404, 409, 410, 413, 422] {
            assert_eq!(judged(status, &[]), Err(SendError::Permanent), "{status}");
        }
        for status in [302, 307, 401, 403, 408, 429, 500, 502, 503, 504] {
            assert_eq!(judged(status, &[]), Err(SendError::PASSING), "{status}");
        }
    }

    #[test]
    fn patience_is_kept_for_an_hour_at_most() {
        let after = |headers: &[_]| match judged(429, headers) {
            Err(SendError::Temporary { after }) => after.map(|wait| wait.as_secs()),
            other => panic!("{other:?}"),
        };
        assert_eq!(after(&[(RETRY_AFTER, "7")]), Some(7));
        assert_eq!(after(&[(RETRY_AFTER, "9999999")]), Some(3600));
        assert_eq!(after(&[(RETRY_AFTER, "soon")]), None);
        let dated = [(RETRY_AFTER, "Wed, 21 Oct 2026 07:28:30 GMT"), (DATE, "Wed, 21 Oct 2026 07:28:00 GMT")];
        assert_eq!(after(&dated), Some(30));
        assert_eq!(after(&dated[..1]), None);
    }

    #[test]
    fn only_safe_addresses_are_taken() {
        assert!(Gateway::new("https://texts.example.org/send?key=1").is_ok());
        assert!(Gateway::new("http://127.0.0.1:9000/send").is_ok());
        assert!(Gateway::new("http://[::1]/send").is_ok());
        for refused in ["http://texts.example.org/", "http://0.0.0.0/", "ftp://localhost/", "texts.example.org", ""] {
            assert!(Gateway::new(refused).is_err(), "{refused}");
        }
    }

    #[tokio::test]
    async fn silence_is_no_refusal() {
        let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", silent.local_addr().unwrap());
        let gateway = Gateway::with_patience(&url, Duration::from_millis(100)).unwrap();
        assert_eq!(gateway.post(Vec::new(), |request| request).await, Err(SendError::PASSING));
        drop(silent);
        assert_eq!(gateway.post(Vec::new(), |request| request).await, Err(SendError::PASSING));
    }
}
