//! The lock of the pocket: a PIN or a passkey without which nothing of it opens. The worker alone has the key, wraps it and
//! counts what is tried; here it is asked. What opens a lock is handed over and not kept.
//!
//! It must not know how a PIN has to look, nor how a passkey is asked for.

use serde::{Deserialize, Serialize};

use super::passkeys::prf::Secret;
use super::pocket::{ask, ask_for};

/// How long the worker may take to work out a key, once for what opens now and once for what is to open: an old phone takes
/// some seconds for each.
const PATIENCE_IN_MILLISECONDS: i32 = 60_000;

/// What the worker says of the lock.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Lock {
    /// Whether a PIN opens it. A worker that failed says nothing of it, which is not to be read as a no.
    pub pin: bool,
    /// The passkey that opens it.
    #[serde(default)]
    pub passkey: Option<Passkey>,
}

/// The passkey of a lock. Both are base64url.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Passkey {
    pub credential: String,
    pub salt: String,
}

/// What opens a lock that is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Proof {
    Pin(String),
    /// What the passkey gives, as base64url.
    Secret(String),
}

/// What became of a wish to change the lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// What should have opened it did not. So many tries are left.
    Wrong(u32),
    /// That was the last try: nothing of theirs is here any more, and the phone is signed out.
    Gone,
    /// There is no room left.
    Full,
    /// The phone is not somebody's own, as far as the worker knows.
    NotOwn,
    /// The PIN is too short, or none.
    Short,
    /// There is no worker, or it could not, or said nothing in time.
    Unable,
}

/// What is to open it from now on.
#[derive(Serialize)]
#[serde(tag = "type", rename = "set-lock")]
struct NewLock<'given> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pin: Option<&'given str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<&'given str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credential: Option<&'given str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    salt: Option<&'given str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    old: Option<&'given Proof>,
}

impl<'given> NewLock<'given> {
    fn of(pin: Option<&'given str>, passkey: Option<&'given Secret>, old: Option<&'given Proof>) -> Self {
        Self {
            pin,
            secret: passkey.map(|passkey| passkey.secret.as_str()),
            credential: passkey.map(|passkey| passkey.credential.as_str()),
            salt: passkey.map(|passkey| passkey.salt.as_str()),
            old,
        }
    }
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "remove-lock")]
struct NoLock<'given> {
    old: &'given Proof,
}

/// The worker's answer to either.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Answer {
    set: bool,
    removed: bool,
    gone: bool,
    why: String,
    left: Option<u32>,
}

/// What there is; nothing where no worker answers, or it could not.
pub async fn find() -> Option<Lock> {
    serde_json::from_str(&ask(r#"{"type":"lock"}"#).await?).ok()
}

/// Sets a lock, or another in the place of one: afterwards only these open it. `old` opens the one that is there.
pub async fn set(pin: Option<&str>, passkey: Option<&Secret>, old: Option<&Proof>) -> Outcome {
    change(&serde_json::to_string(&NewLock::of(pin, passkey, old)).unwrap_or_default()).await
}

/// Takes the lock away.
pub async fn remove(old: &Proof) -> Outcome {
    change(&serde_json::to_string(&NoLock { old }).unwrap_or_default()).await
}

/// Locks at once, on every page; whether the worker has heard.
pub async fn shut() -> bool {
    ask(r#"{"type":"shut"}"#).await.is_some()
}

async fn change(message: &str) -> Outcome {
    ask_for(message, PATIENCE_IN_MILLISECONDS).await.map_or(Outcome::Unable, |answer| outcome(&answer))
}

fn outcome(answer: &str) -> Outcome {
    // A worker that failed answers with nothing in it.
    let answer: Answer = serde_json::from_str(answer).unwrap_or_default();
    match (answer.why.as_str(), answer.left) {
        _ if answer.set || answer.removed => Outcome::Done,
        _ if answer.gone => Outcome::Gone,
        ("wrong", Some(0)) => Outcome::Gone,
        ("wrong", Some(left)) => Outcome::Wrong(left),
        ("full", _) => Outcome::Full,
        ("not-own", _) => Outcome::NotOwn,
        ("short", _) => Outcome::Short,
        _ => Outcome::Unable,
    }
}

#[cfg(test)]
mod tests;
