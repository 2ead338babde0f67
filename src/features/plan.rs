//! Somebody's plan: what matters to them, the groups they go to, and where they went. The same pages for themselves, for
//! whoever helps them, and for their team.

pub mod add_group_page;
mod company;
mod conflict;
mod day;
mod getting_there;
mod goal_card;
pub mod goal_page;
mod goals;
mod group_card;
pub mod group_page;
mod group_search;
mod group_stage;
mod group_when;
mod groups;
mod host_call;
mod host_letter;
mod letter_draft;
mod new_goal_draft;
pub mod new_goal_page;
pub mod overview_page;
mod print_document;
pub mod print_page;
mod said;
mod score;
mod stages;
mod step_adding;
mod step_row;
mod text;
mod unsent;
mod visit_edit;
mod visit_form;
mod visit_words;
mod visits;
pub mod visits_page;
mod welcome_card;
mod written;
