//! The only HTTP of the app: one file a resource. It knows no screen.

pub mod account;
pub mod check_ins;
pub mod client;
pub mod complaints;
pub mod cover;
pub mod danger;
pub mod desk;
pub mod export;
pub mod failure;
pub mod groups;
pub mod helpers;
pub mod locale;
pub mod looks;
pub mod me;
pub mod messages;
pub mod notices;
pub mod people;
pub mod plan;
pub mod plan_writes;
pub mod progress;
pub mod referrals;
pub mod reports;
pub mod sign_in;
pub mod surgeries;
pub mod whose;
