//! Where a search starts from.

pub mod find;
pub mod resolve;
