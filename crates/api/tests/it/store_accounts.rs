//! Accounts: what was asked for before signing in joins whoever proves the address; jobs that are done once.

mod jobs;
mod joining;

pub use joining::by_a_daughter;
