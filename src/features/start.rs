//! The start page, and how else one may come to this app: over what was shared from another.

pub mod shared;
pub mod start_page;
