//! Which channel is safe to use now: only one that the person said yes to, not too long ago, and within its times. It
//! must not know addresses, messages, or how anything is sent.
//!
//! Asked when something is sent, never when it is put in line to be sent. Times of day are London's.

pub(crate) mod times;

use chrono::{DateTime, TimeDelta, Utc};
use wire::{FieldCode, FieldProblem, SafeContact};

use crate::london;
use times::Times;

/// After so many days an answer is asked for again, and no longer used.
pub const STALE_AFTER_DAYS: i64 = 90;

/// Whether this channel may be used now. `asked_at` is what the server keeps; what the contact itself says of it is not
/// read. Times that cannot be read are no time at all.
pub fn may_use(contact: &SafeContact, asked_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    contact.is_safe == Some(true)
        && !is_stale(asked_at, now)
        && Times::of(contact).is_some_and(|times| times.hold(london::local(now).time()))
}

/// Whether an answer is too old to be used. What was never asked is.
pub fn is_stale(asked_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    asked_at.is_none_or(|asked| now.signed_duration_since(asked) > TimeDelta::days(STALE_AFTER_DAYS))
}

/// What has to be put right, in the order given; paths are such as `channels.2.from`. Each channel stands at most
/// once. Times are `HH:MM` or empty, one of the two may be empty, and they are never the same.
pub fn problems(contacts: &[SafeContact]) -> Vec<FieldProblem> {
    let mut found = Vec::new();
    for (at, contact) in contacts.iter().enumerate() {
        let mut add = |field: &str, code| found.push(FieldProblem { field: format!("channels.{at}.{field}"), code });
        if contacts[..at].iter().any(|earlier| earlier.channel == contact.channel) {
            add("channel", FieldCode::NotOffered);
        }
        let is_readable = |text: &str| text.is_empty() || times::minutes(text).is_some();
        if !is_readable(&contact.from) {
            add("from", FieldCode::Unreadable);
        }
        if !is_readable(&contact.until) {
            add("until", FieldCode::Unreadable);
        } else if !contact.until.is_empty() && contact.from == contact.until {
            add("until", FieldCode::NotOffered);
        }
    }
    found
}

/// What holds when two records turn out to be the same person's, for one channel: never more than either allows.
///
/// No wins over unset, and unset over yes. Times are those that both allow; where that is two stretches of a day, the
/// longer one is kept, and where it is none, the answer is no. The older question counts.
pub fn most_restrictive(a: &SafeContact, b: &SafeContact) -> SafeContact {
    let times = match (Times::of(a), Times::of(b)) {
        (Some(of_a), Some(of_b)) => of_a.and(of_b),
        _ => None,
    };
    let is_safe = match (a.is_safe, b.is_safe) {
        _ if times.is_none() => Some(false),
        (Some(false), _) | (_, Some(false)) => Some(false),
        (None, _) | (_, None) => None,
        (Some(true), Some(true)) => Some(true),
    };
    let (from, until) = times.unwrap_or(Times::ALWAYS).written();
    SafeContact {
        channel: a.channel,
        is_safe,
        from,
        until,
        asked_at: a.asked_at.min(b.asked_at),
        is_stale: a.is_stale || b.is_stale,
    }
}

#[cfg(test)]
mod tests;
