//! The person's own first page, and what is around every page of theirs.

pub mod gate;
pub mod home_page;
pub mod me_header;
mod places;
