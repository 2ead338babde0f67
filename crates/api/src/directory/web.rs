//! Fetches the pages of a feed over https, politely: waits when told to, tries again when a server stumbles, and gives
//! up rather than go on with half a feed. Knows nothing of what a page holds.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, anyhow};
use chrono::DateTime;
use reqwest::header::{ACCEPT, DATE, HeaderMap, HeaderValue, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode};
use url::Url;

use super::source::is_this_machine;

const CONNECT_TIME: Duration = Duration::from_secs(10);
/// The longest silence while reading.
const READ_TIME: Duration = Duration::from_secs(60);
/// The longest that one page may take altogether.
const PAGE_TIME: Duration = Duration::from_secs(600);
/// The most bytes of one page, unpacked.
pub(super) const LARGEST_PAGE: u64 = 64 * 1024 * 1024;
const MOST_REDIRECTS: usize = 5;
/// How often a page is asked for again when the server stumbles…
const MOST_RETRIES: u32 = 4;
/// …and when it asks for patience.
const MOST_WAITS: u32 = 10;
/// The longest that a server may have us wait at a time, by its own word…
const LONGEST_WAIT: Duration = Duration::from_secs(600);
/// …and when it does not say for how long.
const LONGEST_GUESS: Duration = Duration::from_secs(60);

/// Waits. Something that can be handed in, so that tests need not.
pub trait Sleeper: Send + Sync {
    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>>;
}

/// Waits by the clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct TrueSleeper;

impl Sleeper for TrueSleeper {
    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(tokio::time::sleep(time))
    }
}

/// A client for the pages of one feed.
pub(super) struct Web {
    client: Client,
    sleeper: Arc<dyn Sleeper>,
}

/// Why a page did not come.
enum Trouble {
    /// Trying again would not help.
    Final(anyhow::Error),
    /// The server or the way to it stumbled.
    Passing(anyhow::Error),
    /// The server asks for patience, perhaps for how much.
    Busy(Option<Duration>),
}

impl Web {
    pub(super) fn new(start: &Url, sleeper: Arc<dyn Sleeper>) -> anyhow::Result<Self> {
        // Whoever came first has chosen; either way there is a provider afterwards.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let is_plain = start.scheme() == "http";
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        let mut builder = Client::builder()
            .user_agent(concat!("stile/", env!("CARGO_PKG_VERSION")))
            .default_headers(headers)
            .connect_timeout(CONNECT_TIME)
            .read_timeout(READ_TIME)
            .timeout(PAGE_TIME)
            .redirect(redirects(is_plain));
        if is_plain {
            builder = builder.no_proxy();
        }
        Ok(Self { client: builder.build().context("no https client can be made")?, sleeper })
    }

    /// The bytes of a page.
    ///
    /// # Errors
    /// When the page does not come, however often and patiently it is asked for.
    pub(super) async fn fetch(&self, url: &Url) -> anyhow::Result<Vec<u8>> {
        let (mut retries, mut waits) = (0, 0);
        loop {
            let wait = match self.attempt(url).await {
                Ok(body) => return Ok(body),
                Err(Trouble::Busy(Some(wait))) if wait > LONGEST_WAIT => {
                    let minutes = wait.as_secs().div_ceil(60);
                    return Err(anyhow!("{url} asks for a pause of {minutes} minutes; try again after that"));
                }
                Err(Trouble::Busy(wait)) if waits < MOST_WAITS => {
                    waits += 1;
                    wait.unwrap_or_else(|| growing(waits).min(LONGEST_GUESS))
                }
                Err(Trouble::Passing(_)) if retries < MOST_RETRIES => {
                    retries += 1;
                    growing(retries)
                }
                Err(Trouble::Busy(_)) => return Err(anyhow!("{url} is still too busy after {waits} waits")),
                Err(Trouble::Passing(error)) => {
                    return Err(error.context(format!("{url} did not come in {} tries", retries + 1)));
                }
                Err(Trouble::Final(error)) => return Err(error.context(format!("{url} cannot be read"))),
            };
            self.sleeper.sleep(wait).await;
        }
    }

    async fn attempt(&self, url: &Url) -> Result<Vec<u8>, Trouble> {
        let asked = self.client.get(url.clone()).send().await;
        let mut response = asked.map_err(|error| {
            let is_final = error.is_redirect() || error.is_builder();
            if is_final { Trouble::Final(error.into()) } else { Trouble::Passing(error.into()) }
        })?;
        let status = response.status();
        let asks_for_patience =
            response.headers().contains_key(RETRY_AFTER) && status == StatusCode::SERVICE_UNAVAILABLE;
        if status == StatusCode::TOO_MANY_REQUESTS || asks_for_patience {
            return Err(Trouble::Busy(retry_after(response.headers())));
        }
        if status.is_server_error() {
            return Err(Trouble::Passing(anyhow!("the server answered {status}")));
        }
        if !status.is_success() {
            return Err(Trouble::Final(anyhow!("the server answered {status}")));
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| Trouble::Passing(error.into()))? {
            body.extend_from_slice(&chunk);
            if u64::try_from(body.len()).unwrap_or(u64::MAX) > LARGEST_PAGE {
                return Err(Trouble::Final(anyhow!("the page is larger than {} MB", LARGEST_PAGE / 1024 / 1024)));
            }
        }
        Ok(body)
    }
}

/// Few, and never from a safe address to an unsafe one.
fn redirects(is_plain: bool) -> Policy {
    Policy::custom(move |attempt| {
        if attempt.previous().len() > MOST_REDIRECTS {
            return attempt.error("more than five redirects");
        }
        let is_safe = attempt.url().scheme() == "https" || (is_plain && is_this_machine(attempt.url()));
        if is_safe { attempt.follow() } else { attempt.error("a redirect to an address that is not https") }
    })
}

/// One second, then twice as long each time.
fn growing(times: u32) -> Duration {
    Duration::from_secs(1) * 2_u32.saturating_pow(times.saturating_sub(1))
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
    use super::*;

    fn headers(pairs: &[(reqwest::header::HeaderName, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn patience_is_told_in_seconds_or_as_a_date() {
        assert_eq!(retry_after(&headers(&[(RETRY_AFTER, "7")])), Some(Duration::from_secs(7)));
        let dated = [(RETRY_AFTER, "Wed, 21 Oct 2026 07:28:30 GMT"), (DATE, "Wed, 21 Oct 2026 07:28:00 GMT")];
        assert_eq!(retry_after(&headers(&dated)), Some(Duration::from_secs(30)));
        assert_eq!(retry_after(&headers(&[(RETRY_AFTER, "soon")])), None);
        assert_eq!(retry_after(&headers(&[])), None);
    }

    #[test]
    fn waits_grow() {
        assert_eq!([1, 2, 3, 4].map(|times| growing(times).as_secs()), [1, 2, 4, 8]);
    }
}
