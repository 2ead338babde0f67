//! Why a push did not go out. It tells what to do next and nothing else: what services answer may repeat the address,
//! so it never comes this far.

use std::time::Duration;

/// Why a push did not go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PushError {
    /// Nobody is there any more: the browser's address is to be forgotten at once.
    #[error("the browser is no longer there")]
    Gone,
    /// Even without its padding it is more than the service carries.
    #[error("the notice is too large for the push service")]
    TooLarge,
    /// Our key, our request or the browser's address is not taken. Trying again changes nothing.
    #[error("the push service does not take our notices")]
    Refused,
    /// Something on the way stumbled, or asks for patience.
    #[error("the notice could not be handed over this time")]
    Later {
        /// How long to wait at least, where the service said so; an hour at most.
        after: Option<Duration>,
    },
}

impl PushError {
    /// Something stumbled, and nobody said for how long.
    pub(in crate::notices) const PASSING: Self = Self::Later { after: None };
}
