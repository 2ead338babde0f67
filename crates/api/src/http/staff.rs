//! How staff come in the first time: by an invitation, whose link and code arrive apart, and a passkey made at once.

pub mod invitation;
