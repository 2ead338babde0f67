//! `GET /calendar/{file}`: a private calendar, for whoever has its address. It is in no description of the API, in no log, and
//! kept by nobody on the way.
//!
//! What a calendar shows may be seen by others: the person has chosen whether groups are named in it. Talks with the team never
//! are, and nothing in it leads back to a person, or to a group that is not named.

use axum::extract::State;
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use domain::london;
use domain::week::{is_gone_to, named, on_plan_since};
use icalendar::{Calendar, Component, Event, EventLike, Property};
use sha2::{Digest, Sha256};
use wire::{FeedShows, Meeting, PersonId};

use crate::auth::Pepper;
use crate::http::error::Error;
use crate::http::extract::Named;
use crate::http::groups::calendar::{TITLE, begun, place_line, printable, put_times};
use crate::http::state::AppState;
use crate::http::thread::views::suggested;
use crate::meetings::{Planned, is_off, later, planned, span};
use crate::words::Words;

/// How many days of what is over are in it.
const BACK: u64 = 28;
/// How many days ahead.
const AHEAD: u64 = 56;
/// How often a calendar is asked to look again.
const REFRESH: &str = "PT12H";
/// What the calendar itself is called.
const NAME: &str = "results.calendar";

/// The address of a calendar with this secret.
pub fn address(origin: &str, secret: &[u8; 32]) -> String {
    format!("{origin}/calendar/{}.ics", URL_SAFE_NO_PAD.encode(secret))
}

/// What is kept of a secret.
pub fn digest(secret: &[u8; 32]) -> [u8; 32] {
    Sha256::digest(secret).into()
}

/// The secret that the last part of an address names.
fn secret(file: &str) -> Option<[u8; 32]> {
    URL_SAFE_NO_PAD.decode(file.strip_suffix(".ics")?).ok()?.try_into().ok()
}

/// Answers a calendar; one that was ended is not there any more than one that never was.
pub async fn show_private_calendar(
    State(state): State<AppState>,
    Named(file): Named<String>,
) -> Result<Response, Error> {
    let now = state.clock.now();
    let secret = secret(&file).ok_or(Error::NotFound)?;
    let (person, shows) = state.store.calendar_of(&digest(&secret), now).await?.ok_or(Error::NotFound)?;
    let feed = Feed { person, shows, words: &state.words, pepper: &state.pepper, now };
    let today = london::today(now);
    let from = today.checked_sub_days(Days::new(BACK)).unwrap_or(NaiveDate::MIN);
    let to = later(today, AHEAD);
    let (start, end) = span(from, to);
    let mut on_plan = state.store.plan_groups_of(person).await?;
    on_plan.retain(|group| is_gone_to(group.stage));
    let said = state.store.meeting_words_of(person, start, end).await?;
    let mut calendar = feed.begin();
    for planned in planned(&state.catalogue.index(), on_plan, from, to) {
        // Of what was before the group came onto the plan nobody knows whether they were there.
        let since = london::today(on_plan_since(&planned.on_plan));
        for meeting in planned.meetings.iter().filter(|meeting| meeting.date >= since) {
            if !is_off(&said, &named(planned.on_plan.group, meeting)) {
                calendar.push(feed.meeting(&planned, meeting));
            }
        }
    }
    for message in state.store.talks_of(person, None, start, end).await? {
        if let (Some(agreed), Some((_, minutes, _))) = (message.agreed, suggested(&message)?) {
            calendar.push(feed.talk(&format!("talk {}", message.id), agreed.starts_at, minutes));
        }
    }
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("x-robots-tag"), "noindex"),
    ];
    Ok((headers, calendar.to_string()).into_response())
}

/// Whose calendar it is, and what it shows.
struct Feed<'a> {
    person: PersonId,
    shows: FeedShows,
    words: &'a Words,
    pepper: &'a Pepper,
    now: DateTime<Utc>,
}

impl Feed<'_> {
    fn begin(&self) -> Calendar {
        let mut calendar = begun();
        calendar
            // Without a name, calendars show the address, which is a secret.
            .append_property(("X-WR-CALNAME", self.words.text(NAME)))
            .append_property(Property::new("REFRESH-INTERVAL", REFRESH).add_parameter("VALUE", "DURATION").done())
            .append_property(("X-PUBLISHED-TTL", REFRESH));
        calendar
    }

    fn meeting(&self, planned: &Planned, meeting: &Meeting) -> Event {
        let place = planned.record.places.iter().find(|place| Some(place.id) == meeting.place);
        let named_place = place.map(|place| place.id.to_string()).unwrap_or_default();
        let starts_at = meeting.starts_at.timestamp();
        let mut event = self.event(&format!("meeting {} {named_place} {starts_at}", planned.on_plan.group));
        put_times(&mut event, meeting);
        let name = printable(&planned.record.name);
        if self.shows == FeedShows::Names && !name.is_empty() {
            event.summary(&name);
            if let Some(address) = place.map(place_line).filter(|address| !address.is_empty()) {
                event.location(&address);
            }
        }
        event.done()
    }

    fn talk(&self, name: &str, starts_at: DateTime<Utc>, minutes: u16) -> Event {
        let mut event = self.event(name);
        event.starts(starts_at).ends(starts_at + TimeDelta::minutes(i64::from(minutes)));
        event.done()
    }

    /// An event under an id that is the same whenever it is asked for, and from which nothing can be learnt: whoever
    /// knows the person and the meeting cannot work it out.
    fn event(&self, name: &str) -> Event {
        let mut event = Event::new();
        let mac = self.pepper.mac("calendar", &format!("{} {name}", self.person));
        let id = uuid::Builder::from_random_bytes(mac.first_chunk::<16>().copied().unwrap_or_default()).into_uuid();
        event.uid(&format!("{id}@stile")).timestamp(self.now).summary(self.words.text(TITLE));
        event
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_its_secret_and_no_other() {
        let made: [u8; 32] = crate::random::bytes();
        let address = address("https://stile.example.org", &made);
        let file = address.strip_prefix("https://stile.example.org/calendar/").unwrap_or_default();
        assert_eq!(file.len(), 43 + 4);
        assert_eq!(secret(file), Some(made));
        assert_ne!(digest(&made), made);
        let (longer, twice) = (format!("A{file}"), format!("{file}.ics"));
        for wrong in ["", ".ics", "AAAA.ics", file.trim_end_matches(".ics"), longer.as_str(), twice.as_str()] {
            assert_eq!(secret(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn there_are_words_for_what_it_is_called() -> anyhow::Result<()> {
        let words = Words::english()?;
        assert!(words.has(NAME) && words.has(TITLE));
        Ok(())
    }
}
