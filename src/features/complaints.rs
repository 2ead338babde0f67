//! Saying that something went wrong, and what came of it.

pub mod complaints_page;
pub mod sent_list;
