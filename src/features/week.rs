//! One calm week: the groups somebody goes to, their small steps, and their talks with the team; what helps on the evening
//! before and on the way out of the door; and the same in their own calendar.

pub mod calendar_page;
pub mod come_back_page;
mod day;
mod expect;
mod feed_form;
mod getting_ready;
mod live;
mod meeting_card;
mod meeting_word;
mod overlay;
mod ready_lines;
pub mod ready_page;
mod routine_draft;
mod times;
mod unsent;
mod visited;
pub mod week_page;
