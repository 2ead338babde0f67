//! When a group meets, from the recurrence fields of a feed. What they mean is for `domain::recurrence` to say.

use domain::recurrence::{self, RawSchedule, Schedule};

use super::clean;
use super::fields::Fields;
use super::report::{Notes, Reason};

/// The most times that are kept of one place, or of a group as such.
pub(super) const MOST: usize = 200;

/// One row of a schedule. What it says in words is kept, even where its days make no sense.
pub(super) fn read(fields: Fields<'_>, notes: &mut Notes<'_>) -> Option<Schedule> {
    let byday = joined(fields, "byday").or_else(|| weekday(fields));
    let (freq, interval, bymonthday) = (text(fields, "freq"), text(fields, "interval"), joined(fields, "bymonthday"));
    let (dtstart, until, count) = (text(fields, "dtstart"), text(fields, "until"), text(fields, "count"));
    let (valid_from, valid_to) = (text(fields, "valid_from"), text(fields, "valid_to"));
    let (opens, closes) = (text(fields, "opens_at"), text(fields, "closes_at"));
    let description = description(fields);
    let raw = RawSchedule {
        freq: freq.as_deref(),
        interval: interval.as_deref(),
        byday: byday.as_deref(),
        bymonthday: bymonthday.as_deref(),
        dtstart: dtstart.as_deref(),
        valid_from: valid_from.as_deref(),
        valid_to: valid_to.as_deref(),
        until: until.as_deref(),
        count: count.as_deref(),
        opens_at: opens.as_deref(),
        closes_at: closes.as_deref(),
        description: description.as_deref(),
    };
    match recurrence::parse(&raw) {
        Ok(schedule) if schedule.is_vague() && schedule.description.is_none() => {
            notes.refuse("schedules", Reason::Vague);
            None
        }
        Ok(schedule) => Some(schedule),
        Err(problem) => {
            notes.refuse(&format!("schedules.{}", problem.field), Reason::Schedule(problem.to_string()));
            let words = RawSchedule { description: description.as_deref(), ..RawSchedule::default() };
            recurrence::parse(&words).ok().filter(|schedule| schedule.description.is_some())
        }
    }
}

/// Adds a time that is not there yet.
pub(super) fn add(schedules: &mut Vec<Schedule>, schedule: Schedule) {
    if schedules.len() < MOST && !schedules.contains(&schedule) {
        schedules.push(schedule);
    }
}

fn text(fields: Fields<'_>, key: &str) -> Option<String> {
    fields.text(key).map(|text| text.trim().to_owned())
}

/// A list, written as one text with commas or as a list.
fn joined(fields: Fields<'_>, key: &str) -> Option<String> {
    let parts = fields.texts(key);
    Some(parts.iter().map(|part| part.trim()).collect::<Vec<_>>().join(",")).filter(|text| !text.is_empty())
}

/// Older feeds have one day a row: its name or, counted from Monday, its number.
fn weekday(fields: Fields<'_>) -> Option<String> {
    let day = text(fields, "weekday")?;
    let named = match day.as_str() {
        "1" => "MO",
        "2" => "TU",
        "3" => "WE",
        "4" => "TH",
        "5" => "FR",
        "6" => "SA",
        "0" | "7" => "SU",
        name => name,
    };
    Some(named.to_owned())
}

fn description(fields: Fields<'_>) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    for key in ["description", "notes"] {
        if let Some(text) = fields.text(key).and_then(|text| clean::paragraph(&text, clean::NOTE))
            && !parts.contains(&text)
        {
            parts.push(text);
        }
    }
    Some(parts.join("\n")).filter(|text| !text.is_empty())
}

/// Whether a way of attending, or the name of a place, means that one can take part from home.
pub(super) fn sounds_online(text: &str) -> bool {
    const WORDS: [&str; 8] = ["online", "on-line", "zoom", "virtual", "virtually", "webinar", "remotely", "video"];
    let lower = text.to_lowercase();
    lower.split(|letter: char| !letter.is_alphanumeric() && letter != '-').any(|word| WORDS.contains(&word))
}
