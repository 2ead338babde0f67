//! The parts of the page of the team.

pub mod draft;
pub mod form;
pub mod gate;
pub mod lists;
pub mod messages;
pub mod read_only;
pub mod surgeries;
