//! The screens, a folder a feature. Features never import each other.

pub mod about;
pub mod complaints;
pub mod desk;
pub mod details;
pub mod devices;
pub mod export;
pub mod groups;
pub mod helpers;
pub mod how;
pub mod me;
pub mod messages;
pub mod not_found_page;
pub mod notices;
pub mod phone;
pub mod plan;
pub mod progress;
pub mod refer;
pub mod referral;
pub mod shell;
pub mod sign_in;
pub mod start;
pub mod unreached_page;
pub mod week;
pub mod who_looked;
