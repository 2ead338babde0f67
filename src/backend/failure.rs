//! Why a request came to nothing, in the few kinds a person can do something about.

use wire::{ErrorCode, Problem};

/// What went wrong.
#[derive(Debug, Clone, PartialEq)]
pub enum Failure {
    /// No answer came: no signal, or too slow a one.
    Offline,
    /// The server answered that something needs putting right.
    Rejected(Problem),
    /// There is nothing at that address.
    Absent,
    /// The server cannot at present; after so many seconds it may.
    Busy(u32),
    /// A fault of ours: nothing the person did, and nothing they can put right.
    Ours,
    /// The same, and the server failed while it was at it: it may have done what was asked, and may do it another time.
    Broken,
    /// An answer that this version of the app cannot read.
    Unreadable,
}

impl Failure {
    /// The code of a problem that the server named.
    pub fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::Rejected(problem) => Some(problem.code),
            _ => None,
        }
    }
}
