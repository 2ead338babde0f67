//! Where and how the person signs in.

pub mod devices_page;
pub mod passkeys_page;
pub mod recovery_words_page;
