//! Passkeys, made and used by a software authenticator that was not written by us.

mod adding;
mod authenticator;
mod invitations;
mod staff;
mod using;

pub use authenticator::Authenticator;
