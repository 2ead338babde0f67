//! The start page.

pub mod start_page;
