//! What a person tells about themselves, the addresses they sign in by, and how they are reached safely.

mod channel_field;
mod contact_adding;
mod contacts;
mod details_draft;
mod details_form;
pub mod details_page;
pub mod safe_contact_page;
mod safe_draft;
