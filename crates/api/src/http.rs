//! The only axum of the server: which requests there are, what they may look like, and what is answered.
//!
//! It holds no SQL (that is `store`) and no rules (those are in `domain`). A folder is a resource, a file is an action,
//! and `router` is the one table of all of them.

mod account;
mod authorize;
mod calendar;
mod check_ins;
mod client;
mod cookie;
mod cover;
mod desk;
mod error;
mod extract;
mod groups;
mod headers;
mod health;
mod leave;
mod limits;
mod near;
mod once;
mod openapi;
mod packs;
mod pages;
mod people;
mod plan;
mod referrals;
mod release;
mod reports;
mod router;
mod serve;
mod sign_in;
mod staff;
mod state;
mod surgeries;
mod thread;
mod trace;

pub use client::{InvalidProxy, Proxies};
pub use desk::members::{NewStaff, invite};
pub use error::Error;
pub use limits::{READS_PER_SECOND, Rate, Rates, WRITES_PER_MINUTE};
pub use openapi::openapi;
pub use router::{Guarded, guarded_routes, router};
pub use serve::serve;
pub use state::{AppState, Settings, Ways};
