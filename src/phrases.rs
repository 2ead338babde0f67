//! Turns values of the API into words: the bridge from `wire` to the locale files, used by every feature.

pub mod access;
pub mod cost;
pub mod failure;
pub mod meeting;
pub mod need;
pub mod place;
pub mod stage;
pub mod travel;
