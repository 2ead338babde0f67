//! The directory: lists, whole groups, and their dates for a calendar.

pub mod calendar;
pub mod find;
pub mod list;
pub mod welcome;
