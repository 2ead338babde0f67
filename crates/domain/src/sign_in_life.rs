//! How long a sign-in lives, idle and altogether, and how long it counts as fresh. It must not know whose it is or how
//! it is kept.
//!
//! The figures are Stile's own, within NIST SP 800-63B-4 (sign in again after 30 days at the lowest level, after 12
//! hours or 30 minutes idle at the next): a phone that may be shared and a desk are left sooner.

use chrono::{DateTime, TimeDelta, Utc};
use wire::Life;

/// Whoever proved who they are so recently need not do it again for what asks for that.
pub const FRESH_FOR: TimeDelta = TimeDelta::minutes(10);

/// After how long without a sign of life it ends; `None` for never.
pub const fn idle(life: Life) -> Option<TimeDelta> {
    match life {
        Life::Shared | Life::Staff => Some(TimeDelta::minutes(15)),
        Life::Mine => None,
    }
}

/// After how long it ends whatever happens.
pub const fn absolute(life: Life) -> TimeDelta {
    match life {
        Life::Shared => TimeDelta::hours(4),
        Life::Staff => TimeDelta::hours(12),
        Life::Mine => TimeDelta::days(30),
    }
}

/// Whether a sign-in has ended. Everything is the server's clock.
pub fn is_over(life: Life, created_at: DateTime<Utc>, last_seen: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    let is_idle = idle(life).is_some_and(|limit| now.signed_duration_since(last_seen) >= limit);
    is_idle || now.signed_duration_since(created_at) >= absolute(life)
}

/// Whether somebody proved who they are recently enough. Two servers' clocks may differ a little, so an instant just
/// ahead counts; one far ahead is a clock gone wrong and does not.
pub fn is_fresh(strong_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now.signed_duration_since(strong_at).abs() < FRESH_FOR
}

#[cfg(test)]
mod tests;
