//! From which side somebody looks at a thread. It must not know who they are.

use wire::Side;

/// Where somebody sits who looks at a thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seat {
    /// It is about themselves.
    Own,
    /// They help whom it is about.
    Helping,
    /// They are of the team.
    Desk,
}

impl Seat {
    /// Whether something comes from their own side.
    pub fn is_ours(self, side: Side) -> bool {
        match side {
            Side::Person | Side::Helper => self != Self::Desk,
            Side::Staff => self == Self::Desk,
            Side::Automatic => false,
        }
    }

    /// Whether somebody on the other side wrote it.
    pub fn is_theirs(self, side: Side) -> bool {
        side != Side::Automatic && !self.is_ours(side)
    }
}
