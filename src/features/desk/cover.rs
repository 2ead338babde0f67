//! The parts of the page about who is away.

pub mod absence_form;
pub mod away;
