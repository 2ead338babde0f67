//! Who looked at what.

pub mod who_looked_page;
