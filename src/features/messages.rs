//! What people and link workers write to each other: the person's side, the helper's and the desk's, which share the
//! thread.

mod bubble;
mod card;
mod composer;
mod dates_form;
mod day_break;
pub mod for_page;
mod group_form;
pub mod leaving;
pub mod mine_page;
mod opening_list;
pub mod own_header;
mod reading_line;
mod sought;
mod strip;
mod thread_groups;
pub mod thread_page;
mod thread_view;
pub mod threads_page;
mod undelivered;
mod waiting_row;
mod who_reads;
