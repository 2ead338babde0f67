//! What this phone keeps, and the lock that somebody may set for it.

mod kept;
mod lock;
mod lock_act;
mod lock_section;
pub mod phone_page;
mod pin;
