//! Texts by a webhook: whatever an operator has that sends texts takes them as signed JSON.
//!
//! `POST {"id", "to", "body"}`, with `Stile-Timestamp` (seconds since 1970) and `Stile-Signature: v1=` with the hex of
//! HMAC-SHA-256 over the timestamp, a full stop and the body as it was sent. The receiver compares the signature in
//! constant time, refuses timestamps more than a few minutes old, and answers 2xx to an `id` that it has had without
//! sending again.

use anyhow::{Context, bail};
use serde::Serialize;
use uuid::Uuid;

use super::gateway::Gateway;
use super::signature::{Signer, hex};
use super::{SendError, Text};
use crate::clock::{Clock, SystemClock};

/// A shorter secret could be found by trying, from one signature.
const SHORTEST_SECRET: usize = 32;

/// A signed webhook.
pub(super) struct Webhook {
    gateway: Gateway,
    signer: Signer,
}

#[derive(Serialize)]
struct Posted<'a> {
    id: Uuid,
    to: &'a str,
    body: &'a str,
}

impl Webhook {
    /// # Errors
    /// An address that is not safe, or a secret that is too short.
    pub(super) fn new(url: &str, secret: &str) -> anyhow::Result<Self> {
        if secret.len() < SHORTEST_SECRET {
            bail!("STILE_SMS_WEBHOOK_SECRET has to have {SHORTEST_SECRET} characters; make one: openssl rand -hex 32");
        }
        let gateway = Gateway::new(url).context("STILE_SMS_WEBHOOK_URL cannot be used")?;
        Ok(Self { gateway, signer: Signer::new(secret)? })
    }

    pub(super) async fn send(&self, text: &Text) -> Result<(), SendError> {
        let posted = Posted { id: text.id, to: &text.to, body: &text.body };
        let body = serde_json::to_vec(&posted).map_err(|_| SendError::Permanent)?;
        let timestamp = SystemClock.now().timestamp().to_string();
        let signature = hex(&self.signer.sign(&[timestamp.as_bytes(), b".", &body]));
        let signed = |request: reqwest::RequestBuilder| {
            request.header("Stile-Timestamp", timestamp).header("Stile-Signature", format!("v1={signature}"))
        };
        self.gateway.post(body, signed).await
    }
}

#[cfg(test)]
mod tests {
    use super::Webhook;

    #[test]
    fn weak_settings_are_refused() {
        let secret = "0123456789abcdef0123456789abcdef";
        assert!(Webhook::new("https://texts.example.org/", secret).is_ok());
        assert!(Webhook::new("https://texts.example.org/", &secret[1..]).is_err());
        assert!(Webhook::new("http://texts.example.org/", secret).is_err());
    }
}
