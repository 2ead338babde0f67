//! The desk's own pages about how people get on: who has gone quiet, what a team may say of a quarter, and what to
//! expect at a group. The plan itself is another feature's, and this one must not know it.

pub mod quiet_page;
mod quiet_rows;
pub mod report_page;
mod report_tables;
mod team;
mod welcome_draft;
pub mod welcome_page;
