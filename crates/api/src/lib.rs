//! Stile's server: serves the directory, keeps referrals, imports feeds.
//!
//! Only `http` knows axum, only `store` knows sea-orm; the rules are in `domain`.

pub mod auth;
pub mod catalogue;
pub mod changes;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod directory;
pub mod gazetteer;
pub mod http;
pub mod jobs;
pub mod meetings;
pub mod notices;
pub mod promises;
pub mod random;
pub mod reading;
pub mod referred;
pub mod store;
pub mod words;
