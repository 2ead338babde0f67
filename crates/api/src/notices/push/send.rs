//! One push to one browser's push service, over HTTP. It knows which services may be called, and none of the words.

use std::time::Duration;

use anyhow::{Context, bail};
use reqwest::Client;
use reqwest::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE};
use reqwest::redirect::Policy;
use url::Url;

use super::answer::judge;
use super::endpoint::{address, is_host};
use super::keys::Keys;
use super::{Push, PushError, PushKey, Urgency};
use crate::clock::{Clock, SystemClock};
use crate::notices::is_this_machine;

/// How long a service keeps a notice for a phone that is off: as long as we would try.
const KEPT: Duration = Duration::from_hours(4);
/// All notices are on one topic, so that of several that wait for a phone only the newest is handed over: at most 32
/// letters of base64url. Source: RFC 8030, section 5.4.
const TOPIC: &str = "update";

/// Sends pushes under one key.
pub struct PushSender {
    client: Client,
    key: PushKey,
    contact: String,
    hosts: Vec<String>,
}

impl PushSender {
    /// The longest that one request may usually take altogether.
    pub const PATIENCE: Duration = Duration::from_secs(10);

    /// A sender under a key as `stile push-key` prints it. `contact` is whom push services can ask, a `mailto:` or
    /// `https:` address, and `hosts` are further push services, as [`is_allowed`](super::is_allowed) takes them.
    ///
    /// # Errors
    /// A key, contact or host that is none, or a machine without TLS.
    pub fn new(key: &str, contact: &str, hosts: Vec<String>, patience: Duration) -> anyhow::Result<Self> {
        let key = PushKey::read(key)?;
        if !is_contact(contact) {
            bail!("STILE_PUSH_CONTACT has to be a mailto: or https: address alone, such as mailto:post@example.org");
        }
        if let Some(host) = hosts.iter().find(|host| !is_host(host)) {
            bail!("STILE_PUSH_HOSTS has names of hosts alone, parted by commas, and {host:?} is none");
        }
        // Whoever came first has chosen; either way there is a provider afterwards.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut builder = Client::builder()
            .user_agent(concat!("stile/", env!("CARGO_PKG_VERSION")))
            .timeout(patience)
            // An address that may be called is no leave to call another.
            .redirect(Policy::none());
        // A service on this machine is for trying things out, and no proxy finds it.
        if hosts.iter().any(|host| is_this_machine(host)) {
            builder = builder.no_proxy();
        }
        let client = builder.build().context("no https client can be made")?;
        Ok(Self { client, key, contact: contact.to_owned(), hosts })
    }

    /// The public part of the key, which browsers subscribe with.
    pub fn public_key(&self) -> String {
        self.key.public()
    }

    /// Further push services than those that are known anyway.
    pub fn hosts(&self) -> &[String] {
        &self.hosts
    }

    /// Hands a notice over to the browser's push service.
    ///
    /// # Errors
    /// When it is not taken; see [`PushError`] for what to do then.
    pub async fn send(&self, push: &Push, urgency: Urgency) -> Result<(), PushError> {
        // Looked at again, for what was allowed when the browser subscribed may no longer be.
        let Some(endpoint) = address(&push.endpoint, &self.hosts) else {
            tracing::warn!("a notice goes nowhere: its address is no push service's");
            return Err(PushError::Refused);
        };
        let Some(keys) = Keys::read(&push.p256dh, &push.auth) else {
            tracing::warn!("a notice cannot be sealed: the browser's keys are none");
            return Err(PushError::Refused);
        };
        match self.post(&endpoint, &keys, push.payload(), urgency).await {
            // Most of it is padding; what is left may be little enough.
            Err(PushError::TooLarge) => self.post(&endpoint, &keys, push.bare_payload(), urgency).await,
            answer => answer,
        }
    }

    async fn post(&self, endpoint: &Url, keys: &Keys, payload: Vec<u8>, urgency: Urgency) -> Result<(), PushError> {
        let sealed = keys.seal(payload).ok_or(PushError::TooLarge)?;
        let request = self
            .client
            .post(endpoint.clone())
            .header(AUTHORIZATION, self.key.authorization(endpoint, &self.contact, SystemClock.now()))
            .header(CONTENT_TYPE, "application/octet-stream")
            .header(CONTENT_ENCODING, "aes128gcm")
            .header("TTL", KEPT.as_secs().to_string())
            .header("Urgency", urgency.name())
            .header("Topic", TOPIC)
            .body(sealed);
        match request.send().await {
            Ok(response) => judge(response.status(), response.headers(), SystemClock.now()),
            Err(error) => {
                let error = error.without_url();
                tracing::warn!(%error, "a push service cannot be reached");
                Err(PushError::PASSING)
            }
        }
    }
}

/// Whether a push service can ask there. Some refuse everything where it is written any other way.
fn is_contact(text: &str) -> bool {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>' | b'\\'));
    let Some(url) = Url::parse(text).ok().filter(|_| is_plain) else { return false };
    match url.scheme() {
        "mailto" => url.path().split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.')),
        "https" => url.has_host(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sender(key: &str, contact: &str, host: &str) -> anyhow::Result<PushSender> {
        PushSender::new(key, contact, vec![host.to_owned()], PushSender::PATIENCE)
    }

    #[test]
    fn settings_that_cannot_be_used_are_refused() {
        let key = PushKey::fresh().secret();
        for contact in ["mailto:post@example.org", "https://example.org/about"] {
            assert!(sender(&key, contact, "push.example.org").is_ok(), "{contact}");
        }
        assert!(sender("key", "mailto:post@example.org", "push.example.org").is_err());
        for contact in [
            "",
            "post@example.org",
            "mailto:",
            "mailto:post",
            "mailto:post@localhost",
            "mailto:<post@example.org>",
            "mailto: post@example.org",
            "http://example.org",
            "tel:01632960100",
        ] {
            assert!(sender(&key, contact, "push.example.org").is_err(), "{contact}");
        }
        for host in ["", "https://push.example.org", "*.example.org", "10.0.0.5"] {
            assert!(sender(&key, "mailto:post@example.org", host).is_err(), "{host}");
        }
    }

    #[test]
    fn topic_is_as_short_as_services_want_it() {
        let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        assert!((1..=32).contains(&TOPIC.len()) && TOPIC.bytes().all(is_letter));
    }
}
