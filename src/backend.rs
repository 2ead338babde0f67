//! The only HTTP of the app: one file a resource. It knows no screen.

pub mod client;
pub mod cover;
pub mod failure;
pub mod groups;
pub mod locale;
pub mod referrals;
pub mod reports;
pub mod surgeries;
