//! When a group meets: a schedule as feeds give it, and the dated meetings that come of it.
//!
//! Rules mean what RFC 5545 says (weeks begin on Monday, an interval is counted from the week, month or year of
//! `dtstart`), with what Open Referral UK adds: `valid_from` and `valid_to`. Everything is calendar arithmetic on local
//! dates that starts in the window asked for; only `count` has to look back to the first date. It must not know the
//! time now, nor what group a schedule belongs to.

mod by_day;
mod expand;
mod meetings;
mod parse;
mod schedule;

pub use by_day::{ByDay, NotADay};
pub use meetings::merge;
pub use parse::{RawSchedule, Reason, ScheduleProblem, parse};
pub use schedule::{Freq, Schedule};

#[cfg(test)]
mod tests;
