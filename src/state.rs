//! What outlives a page, as typed contexts. Knows no screen.

pub mod address;
pub mod draft;
pub mod found;
pub mod load;
