//! Doctors' surgeries, for the question "Which surgery?".

pub mod find;
