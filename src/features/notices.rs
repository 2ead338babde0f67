//! What is new for whoever is signed in, and how they hear of it when this page is not open: over which ways, in which
//! order, and when not.

mod choice_draft;
mod choice_form;
pub mod device;
pub mod inbox_page;
mod notice_list;
mod this_phone;
mod trial;
mod way_list;
