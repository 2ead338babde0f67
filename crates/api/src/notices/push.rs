//! Notices by push: one neutral sentence that a push service carries to a browser, which shows it although no page of
//! ours is open.
//!
//! It knows no account, no database and no wording: the sentence is the caller's. What the service carries is sealed
//! for that browser alone (RFC 8291) and as long as any other, and says who sends it (RFC 8292). The address is
//! whatever a browser, or somebody in its place, told us, so that only push services are ever called.

mod answer;
mod endpoint;
mod keys;
mod payload;
mod push_error;
mod send;
mod urgency;
mod vapid;

pub use endpoint::is_allowed;
pub use keys::are_keys;
pub use payload::Push;
pub use push_error::PushError;
pub use send::PushSender;
pub use urgency::Urgency;
pub use vapid::PushKey;
