//! The only axum of the server: which requests there are, what they may look like, and what is answered.
//!
//! It holds no SQL (that is `store`) and no rules (those are in `domain`). A folder is a resource, a file is an action,
//! and `router` is the one table of all of them.

mod client;
mod cover;
mod error;
mod extract;
mod groups;
mod headers;
mod health;
mod leave;
mod limits;
mod near;
mod openapi;
mod pages;
mod referrals;
mod reports;
mod router;
mod serve;
mod state;
mod surgeries;
mod trace;
mod viewer;

pub use client::{InvalidProxy, Proxies};
pub use limits::{READS_PER_SECOND, Rate, Rates, WRITES_PER_MINUTE};
pub use openapi::openapi;
pub use router::router;
pub use serve::serve;
pub use state::{AppState, Settings};
