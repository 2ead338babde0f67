//! Why a message did not go out. It tells whether to try again and nothing else: what servers answer often repeats the
//! address, so it never comes this far.

use std::time::Duration;

/// Why a message did not go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// This message is never taken, however often it is tried.
    #[error("the message was refused for good")]
    Permanent,
    /// Something on the way stumbled, or asks for patience.
    #[error("the message could not be handed over this time")]
    Temporary {
        /// How long to wait at least, where the other side said so; an hour at most.
        after: Option<Duration>,
    },
}

impl SendError {
    /// Something stumbled, and nobody said for how long.
    pub(super) const PASSING: Self = Self::Temporary { after: None };
}
