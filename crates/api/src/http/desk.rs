//! The desk: referrals that wait, one referral and what is done with it, everybody's people, and the team itself.

pub mod act;
pub mod feeds;
pub mod list_people;
pub mod list_threads;
pub mod list_undelivered;
pub mod list_waiting;
pub mod listings;
pub mod members;
pub mod record_helper;
pub mod recoveries;
pub mod report;
pub mod see_person;
pub mod see_referral;
pub mod team;
pub mod write_welcome;
