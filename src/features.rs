//! The screens, a folder a feature. Features never import each other.

pub mod about;
pub mod groups;
pub mod not_found_page;
pub mod refer;
pub mod referral;
pub mod shell;
pub mod start;
