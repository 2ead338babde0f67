//! Turns values of the API into words: the bridge from `wire` to the locale files, used by every feature.

pub mod access;
pub mod channel;
pub mod code;
pub mod code_entry;
pub mod confirm;
pub mod copying;
pub mod cost;
pub mod danger_card;
pub mod event;
pub mod failure;
pub mod life;
pub mod looked;
pub mod meeting;
pub mod moment;
pub mod need;
pub mod own;
pub mod passkey;
pub mod place;
pub mod scope;
pub mod stage;
pub mod timeline;
pub mod travel;
pub mod trouble;
pub mod typed;
