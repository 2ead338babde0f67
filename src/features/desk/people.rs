//! The parts of the list of people.

pub mod caseload;
pub mod filter;
