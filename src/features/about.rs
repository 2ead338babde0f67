//! About Stile.

pub mod about_page;
