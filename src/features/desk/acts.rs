//! What can be done with a referral: one small form an act, opened in place.

pub mod act_bar;
pub mod act_form;
pub mod acting;
pub mod codes;
pub mod openings;
pub mod typed;
