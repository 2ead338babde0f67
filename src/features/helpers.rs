//! People who help, and people who are helped.

pub mod become_helper_page;
pub mod code_page;
pub mod helper_cards;
pub mod helper_page;
pub mod helpers_page;
pub mod helping_details;
pub mod helping_draft;
pub mod helping_page;
pub mod invite_helper_page;
pub mod sure;
pub mod terms;
pub mod terms_form;
