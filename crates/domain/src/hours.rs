//! A team's opening hours, written as `Mon-Fri 09:00-17:00; Sat 10:00-12:00`.
//!
//! Times are London's. It must not know the time now, nor whose hours they are.

use std::fmt;

use chrono::{NaiveTime, Timelike, Weekday};

/// Full names of the weekdays, Monday first, for reading; the first three letters are for writing.
const NAMES: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const SHORT: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

/// From when until when, on one day.
type Opening = (NaiveTime, NaiveTime);

/// Opening hours of a week. There is always at least one opening; those of a day are in order and do not overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hours {
    /// Monday first.
    days: [Vec<Opening>; 7],
}

/// Opening hours that cannot be read, or that overlap or are empty.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cannot read the opening hours at \"{part}\"; write them like: Mon-Fri 09:00-17:00; Sat 10:00-12:00")]
pub struct InvalidHours {
    pub part: String,
}

impl InvalidHours {
    fn at(part: &str) -> Self {
        Self { part: part.to_owned() }
    }
}

impl Hours {
    /// Reads clauses parted by `;`, each of days (`Mon-Fri`, `Mon, Wed`, `Saturday`) and openings
    /// (`09:00-12:30, 13:30-17:00`).
    pub fn parse(text: &str) -> Result<Self, InvalidHours> {
        let mut days: [Vec<Opening>; 7] = Default::default();
        for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let (weekdays, openings) = clause(part).ok_or_else(|| InvalidHours::at(part))?;
            for weekday in weekdays {
                days[index(weekday)].extend(&openings);
            }
        }
        for openings in &mut days {
            openings.sort_unstable();
            if openings.windows(2).any(|pair| pair[0].1 > pair[1].0) {
                return Err(InvalidHours::at(text));
            }
        }
        if days.iter().all(Vec::is_empty) {
            return Err(InvalidHours::at(text));
        }
        Ok(Self { days })
    }

    /// From when until when the team is open on such a day, in order; nothing when it does not open then.
    pub fn openings(&self, weekday: Weekday) -> &[(NaiveTime, NaiveTime)] {
        &self.days[index(weekday)]
    }

    /// When the team closes for good on such a day; nothing when it does not open then.
    pub fn closing(&self, weekday: Weekday) -> Option<NaiveTime> {
        self.days[index(weekday)].last().map(|(_, closes)| *closes)
    }
}

impl fmt::Display for Hours {
    /// Days in a row with the same hours are written as one clause.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut between = "";
        let mut first = 0;
        while let Some(openings) = self.days.get(first) {
            let alike = self.days[first..].iter().take_while(|other| *other == openings).count();
            if !openings.is_empty() {
                write!(out, "{between}{}", SHORT[first])?;
                if alike > 1 {
                    write!(out, "-{}", SHORT[first + alike - 1])?;
                }
                write_openings(openings, out)?;
                between = "; ";
            }
            first += alike;
        }
        Ok(())
    }
}

fn write_openings(openings: &[Opening], out: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut before = " ";
    for (opens, closes) in openings {
        let (from, to) = ((opens.hour(), opens.minute()), (closes.hour(), closes.minute()));
        write!(out, "{before}{:02}:{:02}-{:02}:{:02}", from.0, from.1, to.0, to.1)?;
        before = ", ";
    }
    Ok(())
}

/// The weekday of that English name or a beginning of it, at least two letters: `Mo`, `tues`, `Thursdays`.
pub(crate) fn weekday_named(name: &str) -> Option<Weekday> {
    let name = name.to_ascii_lowercase();
    let stem = name.strip_suffix('s').unwrap_or(&name);
    if stem.len() < 2 {
        return None;
    }
    WEEK.into_iter().zip(NAMES).find(|(_, full)| full.starts_with(stem)).map(|(weekday, _)| weekday)
}

fn index(weekday: Weekday) -> usize {
    weekday.num_days_from_monday() as usize
}

fn clause(text: &str) -> Option<(Vec<Weekday>, Vec<Opening>)> {
    let (names, times) = text.split_at(text.find(|letter: char| letter.is_ascii_digit())?);
    let mut weekdays = Vec::new();
    for range in names.trim_end_matches([' ', ',', ':']).split(',') {
        let (first, last) = range.split_once(['-', '–']).unwrap_or((range, range));
        let (mut day, last) = (weekday_named(first.trim())?, weekday_named(last.trim())?);
        weekdays.push(day);
        while day != last {
            day = day.succ();
            weekdays.push(day);
        }
    }
    let openings = times.split(',').map(opening).collect::<Option<Vec<Opening>>>()?;
    Some((weekdays, openings))
}

fn opening(text: &str) -> Option<Opening> {
    let (opens, closes) = text.split_once(['-', '–'])?;
    let (opens, closes) = (clock_time(opens)?, clock_time(closes)?);
    (opens < closes).then_some((opens, closes))
}

fn clock_time(text: &str) -> Option<NaiveTime> {
    let (hour, minute) = text.trim().split_once(':')?;
    if minute.len() != 2 {
        return None;
    }
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
}

#[cfg(test)]
mod tests;
