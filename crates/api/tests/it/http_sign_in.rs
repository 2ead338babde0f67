//! Signing in and out by codes, links and words on paper; how long a sign-in lives; which there are and how they end.

mod codes;
pub mod door;
mod links;
mod lives;
mod recovery;
mod sign_ins;
mod unsafe_ways;

pub use door::{Browser, Canary, Door, bytes, somebody};
