//! `GET /api/groups/{id}/calendar.ics`: the next dates of a group, for the phone's own calendar.
//!
//! What a calendar shows unasked (titles in a week view, reminders on a locked screen) says nothing: every event has the
//! same neutral title, no alarm of ours, and a neutral file name. The name of the group is inside, for who opens it.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Days, NaiveTime, Utc};
use domain::directory::{GroupRecord, PlaceRecord};
use domain::london;
use domain::recurrence::{Schedule, merge};
use icalendar::{Calendar, Component, Event, EventLike};
use serde::Deserialize;
use utoipa::IntoParams;
use wire::{GroupId, Meeting, PlaceId, Problem};

use crate::http::error::Error;
use crate::http::extract::{Asked, Named};
use crate::http::openapi::ReadProblems;
use crate::http::state::AppState;

/// How many dates are given.
const DATES: usize = 20;
/// How far ahead, in days.
const HORIZON: u16 = 366;
/// The neutral title of every event.
pub const TITLE: &str = "results.event";

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CalendarQuery {
    /// Only the dates at this place.
    #[param(value_type = Option<uuid::Uuid>)]
    place: Option<PlaceId>,
}

/// The next dates of a group as a calendar file
#[utoipa::path(
    get,
    path = "/api/groups/{id}/calendar.ics",
    tag = "directory",
    params(("id" = uuid::Uuid, Path, description = "The group's id"), CalendarQuery),
    responses(
        (status = 200, description = "At most 20 events", body = String, content_type = "text/calendar"),
        (status = 404, description = "There is no such group or place, or it has no dates ahead", body = Problem),
        ReadProblems
    )
)]
pub async fn show_calendar(
    State(state): State<AppState>,
    Named(id): Named<GroupId>,
    Asked(asked): Asked<CalendarQuery>,
) -> Result<Response, Error> {
    let now = state.clock.now();
    let index = state.catalogue.index();
    let entry = index.get(id).ok_or(Error::NotFound)?;
    let meetings = meetings(&entry.record, asked.place, now);
    if meetings.is_empty() {
        return Err(Error::NotFound);
    }
    let calendar = calendar(id, &entry.record, &meetings, now, state.words.text(TITLE));
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"meeting.ics\""),
        (header::CACHE_CONTROL, "private, max-age=60"),
    ];
    Ok((headers, calendar).into_response())
}

/// The next meetings, at one place or at all.
fn meetings(record: &GroupRecord, place: Option<PlaceId>, now: DateTime<Utc>) -> Vec<Meeting> {
    if !record.is_meeting() {
        return Vec::new();
    }
    let Some(wanted) = place else {
        let only_place = match record.places.as_slice() {
            [place] => Some(place.id),
            _ => None,
        };
        let mut found = next(&record.schedules, only_place, now);
        found.extend(record.places.iter().flat_map(|place| next(&place.schedules, Some(place.id), now)));
        return merge(found, DATES);
    };
    let Some(place) = record.places.iter().find(|place| place.id == wanted) else { return Vec::new() };
    match record.schedules_at(place) {
        (schedules, Some(id)) => merge(next(schedules, Some(id), now), DATES),
        // Times that may be another place's are not put into anybody's calendar.
        (_, None) => Vec::new(),
    }
}

fn next(schedules: &[Schedule], place: Option<PlaceId>, now: DateTime<Utc>) -> Vec<Vec<Meeting>> {
    schedules.iter().map(|schedule| schedule.next_meetings(place, now, HORIZON, DATES)).collect()
}

fn calendar(id: GroupId, record: &GroupRecord, meetings: &[Meeting], now: DateTime<Utc>, title: &str) -> String {
    let mut calendar = begun();
    for meeting in meetings {
        calendar.push(event(id, record, meeting, now, title));
    }
    calendar.to_string()
}

/// A calendar with nothing in it yet.
pub fn begun() -> Calendar {
    let mut calendar = Calendar::empty();
    calendar
        .append_property(("VERSION", "2.0"))
        .append_property(("PRODID", "-//Stile//Dates//EN"))
        .append_property(("CALSCALE", "GREGORIAN"))
        .append_property(("METHOD", "PUBLISH"));
    calendar
}

fn event(id: GroupId, record: &GroupRecord, meeting: &Meeting, now: DateTime<Utc>, title: &str) -> Event {
    let place = record.places.iter().find(|place| Some(place.id) == meeting.place);
    let mut event = Event::new();
    event.uid(&uid(id, record, meeting)).timestamp(now).summary(title).description(&inside(record, meeting));
    if let Some(address) = place.map(place_line).filter(|address| !address.is_empty()) {
        event.location(&address);
    }
    put_times(&mut event, meeting);
    event.done()
}

/// When a meeting begins and ends.
pub fn put_times(event: &mut Event, meeting: &Meeting) {
    match &meeting.starts {
        Some(_) => {
            event.starts(meeting.starts_at);
            if let Some(ends) = ends_at(meeting) {
                event.ends(ends);
            }
        }
        // Without a time it is an event of the whole day, whose end is the day after.
        None => {
            event.starts(meeting.date);
            if let Some(after) = meeting.date.checked_add_days(Days::new(1)) {
                event.ends(after);
            }
        }
    }
}

/// What stands inside an event, a line each: the group's name, and what it says of the times that this date comes of
/// ("Not in December").
fn inside(record: &GroupRecord, meeting: &Meeting) -> String {
    let tied = record.places.iter().filter(|place| Some(place.id) == meeting.place).flat_map(|place| &place.schedules);
    let is_anywhere = meeting.place.is_none() || record.places.len() == 1;
    let untied = record.schedules.iter().filter(|_| is_anywhere);
    let mut lines = vec![printable(&record.name)];
    for schedule in tied.chain(untied).filter(|schedule| gives(schedule, meeting)) {
        let words = printable(schedule.description.as_deref().unwrap_or_default());
        if !words.is_empty() && !lines.contains(&words) {
            lines.push(words);
        }
    }
    lines.join("\n")
}

/// Whether a meeting is one of a schedule's.
fn gives(schedule: &Schedule, meeting: &Meeting) -> bool {
    let clock = |time: Option<NaiveTime>| time.map(|time| time.format("%H:%M").to_string());
    clock(schedule.opens) == meeting.starts
        && clock(schedule.closes) == meeting.ends
        && schedule.happens_on(meeting.date)
}

/// The same for the same meeting, however often the file is fetched, so that calendars update and do not repeat.
fn uid(id: GroupId, record: &GroupRecord, meeting: &Meeting) -> String {
    let at = meeting.starts_at.format("%Y%m%dT%H%M%SZ");
    match meeting.place.filter(|_| record.places.len() > 1) {
        Some(place) => format!("{id}-{at}-{place}@stile"),
        None => format!("{id}-{at}@stile"),
    }
}

fn ends_at(meeting: &Meeting) -> Option<DateTime<Utc>> {
    let time = NaiveTime::parse_from_str(meeting.ends.as_deref()?, "%H:%M").ok()?;
    let ends = london::instant(meeting.date.and_time(time));
    if ends > meeting.starts_at {
        return Some(ends);
    }
    // Past midnight.
    Some(london::instant(meeting.date.checked_add_days(Days::new(1))?.and_time(time)))
}

/// The name of a place and its address on one line.
pub fn place_line(place: &PlaceRecord) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let lines = place.address.iter().map(String::as_str);
    for part in
        std::iter::once(place.name.as_str()).chain(lines).chain(place.town.as_deref()).chain(place.postcode.as_deref())
    {
        if !part.is_empty() && !parts.contains(&part) {
            parts.push(part);
        }
    }
    printable(&parts.join(", "))
}

/// On one line: a line end in a value would begin a line of its own in the file.
pub fn printable(text: &str) -> String {
    let plain: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
