//! Asking for a link worker: one question a page. Which question comes next is derived by `domain::journey` from the
//! answers alone; nothing here remembers where somebody was.

pub mod about_person;
pub mod about_wish;
pub mod asking;
pub mod check;
pub mod check_rows;
pub mod error_words;
pub mod helper_steps;
pub mod question;
pub mod reach;
pub mod refer_page;
pub mod sending_notice;
pub mod sent_page;
pub mod stop_pages;
pub mod surgery_picker;
pub mod talk;
pub mod where_step;
