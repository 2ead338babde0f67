//! Referrals: sending one, and seeing again how far those sent from this browser have come.

pub mod create;
pub mod mine;
