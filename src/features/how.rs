//! How somebody says they are doing: answering a measure in exactly its words, and looking at the answers over time.
//! For the person and, to read, for the team that works with them; never for a helper.

mod answering;
mod asked;
mod begun;
mod figure;
mod form;
mod goal_scores;
pub mod how_page;
mod measure_section;
mod question;
mod unsent;
