//! Signing in and out. Whatever way somebody comes, they end in `enter`.

pub mod ask_code;
pub mod begin_passkey;
pub mod choose_life;
pub mod enter;
pub mod finish_passkey;
pub mod show_me;
pub mod sign_out;
pub mod spend_code;
pub mod spend_link;
pub mod spend_recovery;
