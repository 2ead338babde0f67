//! The parts of a referral on its page.

pub mod alike;
pub mod answers;
pub mod head;
pub mod helper;
pub mod history;
