//! The parts of the page of the staff.

pub mod card;
pub mod invite;
