//! Finding: the list of what is on near somebody, and one group.

pub mod calendar_dates;
pub mod chosen;
pub mod contacts;
pub mod filters;
pub mod group_card;
pub mod group_page;
pub mod group_places;
pub mod linked_text;
pub mod near_answer;
pub mod nothing_found;
pub mod report;
pub mod results_page;
pub mod search_form;
