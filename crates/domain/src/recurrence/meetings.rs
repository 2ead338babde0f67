//! From dates to meetings: times of day in London, and what is over.
//!
//! It must not know how dates are worked out.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Timelike, Utc};
use wire::{Meeting, PlaceId};

use super::Schedule;
use crate::london;

/// How long a meeting without an end is taken to last.
const USUAL_LENGTH: TimeDelta = TimeDelta::hours(2);

impl Schedule {
    /// The next meetings that are not over at `now`, soonest first: at most `limit`, none later than `horizon_days`
    /// days after today.
    pub fn next_meetings(
        &self,
        place: Option<PlaceId>,
        now: DateTime<Utc>,
        horizon_days: u16,
        limit: usize,
    ) -> Vec<Meeting> {
        let today = london::today(now);
        // One that began yesterday may go on past midnight.
        let from = today.pred_opt().unwrap_or(today);
        let to = today.checked_add_days(Days::new(u64::from(horizon_days))).unwrap_or(today);
        self.occurrences(from, to)
            .filter(|date| self.over_at(*date) > now)
            .take(limit)
            .map(|date| self.meeting(date, place))
            .collect()
    }

    /// The meetings on the days from `from` to `to`, both included, also those that are over; at most `limit`.
    pub fn meetings_between(
        &self,
        place: Option<PlaceId>,
        from: NaiveDate,
        to: NaiveDate,
        limit: usize,
    ) -> Vec<Meeting> {
        self.occurrences(from, to).take(limit).map(|date| self.meeting(date, place)).collect()
    }

    fn meeting(&self, date: NaiveDate, place: Option<PlaceId>) -> Meeting {
        Meeting {
            date,
            starts: self.opens.map(clock),
            ends: self.closes.map(clock),
            starts_at: self.starts_at(date),
            place,
        }
    }

    fn starts_at(&self, date: NaiveDate) -> DateTime<Utc> {
        london::instant(date.and_time(self.opens.unwrap_or(NaiveTime::MIN)))
    }

    /// From when on a meeting of that day is over. An end before the start is on the next day; without an end it is
    /// over two hours after the start, and without either when the day is.
    fn over_at(&self, date: NaiveDate) -> DateTime<Utc> {
        let next_day = date.succ_opt().unwrap_or(date);
        let opens = self.opens.unwrap_or(NaiveTime::MIN);
        match self.closes {
            Some(closes) if closes > opens => london::instant(date.and_time(closes)),
            Some(closes) if closes < opens => london::instant(next_day.and_time(closes)),
            _ if self.opens.is_some() => {
                let starts = self.starts_at(date);
                starts.checked_add_signed(USUAL_LENGTH).unwrap_or(starts)
            }
            _ => london::instant(next_day.and_time(NaiveTime::MIN)),
        }
    }
}

/// Several lists of meetings as one: soonest first, none twice, at most `limit`.
pub fn merge(meetings: Vec<Vec<Meeting>>, limit: usize) -> Vec<Meeting> {
    let mut all: Vec<Meeting> = meetings.into_iter().flatten().collect();
    all.sort_unstable();
    all.dedup();
    all.truncate(limit);
    all
}

fn clock(time: NaiveTime) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

#[cfg(test)]
mod tests;
