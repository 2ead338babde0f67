//! How far it is known who is here, and how a sign-in ends.
//!
//! It must not know how that is found out.

use wire::{AccountId, StaffId, WhoAmI};

use crate::backend::failure::Failure;
use crate::state::load::Load;

/// How far it is known who is here. It changes when somebody else is here, and not with every little thing about them.
#[derive(Debug, Clone, PartialEq)]
pub enum Standing {
    Asking,
    Failed(Failure),
    Nobody,
    Somebody(AccountId),
    Staff(StaffId),
}

impl Standing {
    /// How far it is known by what was asked.
    pub(super) fn of(held: &Load<WhoAmI>) -> Self {
        match held {
            Load::Loading => Self::Asking,
            Load::Failed(why) => Self::Failed(why.clone()),
            Load::Ready(me) | Load::Stale(me, _) => match me {
                WhoAmI::Nobody => Self::Nobody,
                WhoAmI::Somebody(somebody) => Self::Somebody(somebody.account),
                WhoAmI::Staff(staff) => Self::Staff(staff.id),
            },
        }
    }

    /// Whether anybody is signed in.
    pub fn is_here(&self) -> bool {
        matches!(self, Self::Somebody(_) | Self::Staff(_))
    }
}

/// How the last sign-in ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Farewell {
    /// By a press of "Sign out".
    SignedOut,
    /// Elsewhere, or its time was over.
    Over,
    /// Nobody had touched this device for a while.
    Idle,
}
