//! The parts of a person's record at the desk.

pub mod cases;
pub mod details;
pub mod helper_form;
pub mod helpers;
pub mod recovery_form;
