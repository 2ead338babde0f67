//! What belongs to whoever is signed in: their sign-ins, passkeys, addresses, words on paper, and whom they help.

pub mod add_contact;
pub mod add_passkey;
pub mod end_sign_ins;
pub mod follow_changes;
pub mod help;
pub mod list_contacts;
pub mod list_passkeys;
pub mod list_sign_ins;
pub mod make_recovery_words;
pub mod notices;
pub mod remove_contact;
pub mod remove_passkey;
