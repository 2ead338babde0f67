//! Signing in: by a code or its link, by a passkey, by recovery words. Then the question whose device this is.

mod address_step;
mod code_step;
mod life_step;
mod offer_step;
mod passkey_way;
pub mod sign_in_link_page;
pub mod sign_in_page;
pub mod sign_in_recover_page;
