//! What the desk asks the API for, one file a resource. It knows no screen.

pub mod directory;
pub mod invitation;
pub mod people;
pub mod recoveries;
pub mod referrals;
pub mod staff;
pub mod team;
