//! A kept group as the phone shows it: whole, and the one line under its name in a list.

use chrono::{DateTime, Utc};
use wire::{Group, GroupId, Meeting, Place, Source};

use super::{GroupRecord, PlaceRecord};
use crate::distance::{Point, metres};
use crate::recurrence::{Schedule, merge};

/// The most characters of the line under a group's name.
const LONGEST_LINE: usize = 140;
/// How many meetings are shown for the group, and for each of its places.
const MEETINGS_OF_GROUP: usize = 10;
const MEETINGS_OF_PLACE: usize = 5;
/// How far ahead meetings are looked for, in days.
const HORIZON: u16 = 366;

/// One short line of what a group is: the first sentence of its description, else its organisation, else its name. At
/// most 140 characters, cut between words.
pub fn summary_line(record: &GroupRecord) -> String {
    line_of(&record.description, record.organisation.as_deref(), &record.name)
}

/// The same from the fields alone.
pub(crate) fn line_of(description: &str, organisation: Option<&str>, name: &str) -> String {
    [first_sentence(description), organisation.unwrap_or_default(), name]
        .into_iter()
        .map(shortened)
        .find(|line| !line.is_empty())
        .unwrap_or_default()
}

/// The group, whole. `origin` is where distances are measured from; `now` is when the first meeting may begin.
pub fn to_group(id: GroupId, record: &GroupRecord, source: Source, now: DateTime<Utc>, origin: Option<Point>) -> Group {
    let mut places: Vec<Place> = record.places.iter().map(|place| place_of(record, place, now, origin)).collect();
    // Without a distance a place comes after all that have one.
    places.sort_by(|a, b| {
        let key = |place: &Place| place.distance_metres.unwrap_or(u32::MAX);
        key(a).cmp(&key(b)).then_with(|| a.name.cmp(&b.name)).then_with(|| a.id.cmp(&b.id))
    });
    Group {
        id,
        name: record.name.clone(),
        organisation: record.organisation.clone(),
        description: record.description.clone(),
        who_for: record.who_for.clone(),
        ages: record.ages,
        standing: record.standing,
        alert: record.alert.clone(),
        cost: record.cost.clone(),
        how_to_join: record.how_to_join.clone(),
        needs: record.needs.clone(),
        categories: record.categories.clone(),
        languages: record.languages.clone(),
        contacts: record.contacts.clone(),
        links: record.links.clone(),
        online: record.online,
        places,
        meetings: meetings_of_group(record, now),
        when_notes: notes(record, &record.schedules, now),
        source,
        // Known from visits, of which the directory knows nothing.
        went_on: None,
    }
}

fn place_of(record: &GroupRecord, place: &PlaceRecord, now: DateTime<Utc>, origin: Option<Point>) -> Place {
    let point = place.point();
    Place {
        id: place.id,
        name: place.name.clone(),
        address: place.address.clone(),
        town: place.town.clone(),
        postcode: place.postcode.clone(),
        lat: point.map(|point| point.lat),
        lon: point.map(|point| point.lon),
        distance_metres: origin.zip(point).map(|(origin, point)| metres(origin, point)),
        access: record.access_at(place),
        access_notes: place.access_notes.clone(),
        meetings: meetings_at(record, place, now),
        when_notes: notes(record, &place.schedules, now),
    }
}

/// The next meetings at a place; none where it is not sure that the group's times are this place's.
fn meetings_at(record: &GroupRecord, place: &PlaceRecord, now: DateTime<Utc>) -> Vec<Meeting> {
    let (schedules, id) = record.schedules_at(place);
    if id.is_none() || !record.is_meeting() {
        return Vec::new();
    }
    let next = |schedule: &Schedule| schedule.next_meetings(id, now, HORIZON, MEETINGS_OF_PLACE);
    merge(schedules.iter().map(next).collect(), MEETINGS_OF_PLACE)
}

/// The next meetings anywhere: those of every place, and those that are tied to none.
fn meetings_of_group(record: &GroupRecord, now: DateTime<Utc>) -> Vec<Meeting> {
    if !record.is_meeting() {
        return Vec::new();
    }
    let only_place = match record.places.as_slice() {
        [place] => Some(place.id),
        _ => None,
    };
    let next = |schedule: &Schedule, place| schedule.next_meetings(place, now, HORIZON, MEETINGS_OF_GROUP);
    let tied = record
        .places
        .iter()
        .flat_map(|place| place.schedules.iter().map(move |schedule| next(schedule, Some(place.id))));
    let untied = record.schedules.iter().map(|schedule| next(schedule, only_place));
    merge(tied.chain(untied).collect(), MEETINGS_OF_GROUP)
}

/// What the group itself says of its times, each once: where no dates can be worked out that is all there is, else it
/// belongs to the dates ("Not in December"). What is said of dates that are over, or off for now, is left out.
fn notes(record: &GroupRecord, schedules: &[Schedule], now: DateTime<Utc>) -> Vec<String> {
    let is_ahead = |schedule: &Schedule| !schedule.next_meetings(None, now, HORIZON, 1).is_empty();
    let mut notes: Vec<String> = Vec::new();
    for schedule in schedules {
        let note = schedule.description.as_deref().map(str::trim).unwrap_or_default();
        let is_new = !note.is_empty() && notes.iter().all(|known| known != note);
        if is_new && (schedule.is_vague() || (record.is_meeting() && is_ahead(schedule))) {
            notes.push(note.to_owned());
        }
    }
    notes
}

/// The first sentence: up to a full stop, question or exclamation mark before a space, or to the end of the line.
fn first_sentence(text: &str) -> &str {
    let line = text.trim_start().lines().next().unwrap_or_default().trim_end();
    let mut letters = line.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let is_last_of_word = letters.peek().is_none_or(|(_, next)| next.is_whitespace());
        if matches!(letter, '.' | '!' | '?') && is_last_of_word && !is_abbreviation(&line[..at]) {
            return &line[..at + letter.len_utf8()];
        }
    }
    line
}

/// Whether the text before a full stop ends in a short form, so that "St. Mary's" is not two sentences.
fn is_abbreviation(before: &str) -> bool {
    let word = before.rsplit(|letter: char| letter.is_whitespace() || letter == '(').next().unwrap_or_default();
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    is_initial || ["St", "Mr", "Mrs", "Ms", "Dr", "Rev", "e.g", "i.e", "approx", "No"].contains(&word)
}

/// Single-spaced, and cut between words with an ellipsis when it is too long.
fn shortened(text: &str) -> String {
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let gap = usize::from(!line.is_empty());
        let letters = word.chars().count();
        if length + gap + letters > LONGEST_LINE {
            return with_ellipsis(line, word);
        }
        if gap == 1 {
            line.push(' ');
        }
        line.push_str(word);
        length += gap + letters;
    }
    line
}

/// Ends a line that goes on. Where even its first word is too long, that word is cut.
fn with_ellipsis(mut line: String, next: &str) -> String {
    if line.is_empty() {
        line.extend(next.chars().take(LONGEST_LINE - 1));
    }
    while line.chars().count() >= LONGEST_LINE || line.ends_with([',', ';', ':', '-', '\u{2013}']) {
        line.pop();
    }
    line.truncate(line.trim_end().len());
    line.push('\u{2026}');
    line
}

/// A minute of the day as `HH:MM`.
pub(crate) fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// "Village hall, Stileham"; the town once only, and alone where the place has no name.
pub fn name_and_town(place: &wire::PlaceSummary) -> String {
    match &place.town {
        Some(town) if place.name.trim().is_empty() => town.clone(),
        Some(town) if !place.name.contains(town.as_str()) => format!("{}, {town}", place.name),
        _ => place.name.clone(),
    }
}
