//! A group as Stile keeps it, and how it is turned into what the phone shows.
//!
//! It knows nothing of feeds and their formats, of the database, or of searching.

mod packed;
mod shown;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use wire::{Access, Ages, Contact, Cost, Link, Need, PlaceId, Standing};

use crate::distance::Point;
use crate::recurrence::Schedule;

pub(crate) use packed::{PackedGroup, pack};
pub(crate) use shown::{clock, line_of};
pub use shown::{name_and_town, summary_line, to_group};

/// A group as it was read from its feed: the JSON document that the database keeps. What is empty is not written.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GroupRecord {
    /// The feed's own id, as text.
    pub source_id: String,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// Plain text; paragraphs are parted by an empty line.
    #[serde(skip_serializing_if = "is_empty")]
    pub description: String,
    /// Who it is for, in the group's own words, plain text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who_for: Option<String>,
    #[serde(skip_serializing_if = "is_empty")]
    pub ages: Ages,
    #[serde(skip_serializing_if = "is_empty")]
    pub standing: Standing,
    /// News the group wants everyone to see first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alert: Option<String>,
    #[serde(skip_serializing_if = "is_empty")]
    pub cost: Cost,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub how_to_join: Option<String>,
    #[serde(skip_serializing_if = "is_empty")]
    pub needs: Vec<Need>,
    /// The feed's own category names.
    #[serde(skip_serializing_if = "is_empty")]
    pub categories: Vec<String>,
    #[serde(skip_serializing_if = "is_empty")]
    pub languages: Vec<String>,
    #[serde(skip_serializing_if = "is_empty")]
    pub contacts: Vec<Contact>,
    #[serde(skip_serializing_if = "is_empty")]
    pub links: Vec<Link>,
    /// Whether it can be joined online.
    #[serde(skip_serializing_if = "is_empty")]
    pub online: bool,
    /// What the group offers at all its places.
    #[serde(skip_serializing_if = "is_empty")]
    pub access: Vec<Access>,
    #[serde(skip_serializing_if = "is_empty")]
    pub places: Vec<PlaceRecord>,
    /// When it meets, where the feed ties that to no place.
    #[serde(skip_serializing_if = "is_empty")]
    pub schedules: Vec<Schedule>,
    /// When the group's own people last checked the entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checked: Option<NaiveDate>,
}

/// A place where a group meets, with that place's own times.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlaceRecord {
    pub id: PlaceId,
    #[serde(default, skip_serializing_if = "is_empty")]
    pub name: String,
    /// The address, a line each, without the postcode.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub address: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub town: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
    /// Degrees, WGS84.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    #[serde(default, skip_serializing_if = "is_empty")]
    pub access: Vec<Access>,
    /// The group's own words on getting in.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub access_notes: Vec<String>,
    #[serde(default, skip_serializing_if = "is_empty")]
    pub schedules: Vec<Schedule>,
}

impl PlaceRecord {
    /// Where the place is, if the feed says so and it can be on this earth.
    pub fn point(&self) -> Option<Point> {
        Point::new(self.lat?, self.lon?)
    }
}

impl GroupRecord {
    /// When the group meets at one of its places: the place's own times, else those that the feed ties to no place.
    /// The id is the place's where the times are surely this place's: its own, or the group's when it has only one.
    pub fn schedules_at<'a>(&'a self, place: &'a PlaceRecord) -> (&'a [Schedule], Option<PlaceId>) {
        if place.schedules.is_empty() {
            (&self.schedules, (self.places.len() == 1).then_some(place.id))
        } else {
            (&place.schedules, Some(place.id))
        }
    }

    /// What there is at one of the group's places: what the place has, and what the group offers everywhere.
    pub fn access_at(&self, place: &PlaceRecord) -> Vec<Access> {
        let is_there = |access: &Access| self.access.contains(access) || place.access.contains(access);
        Access::ALL.into_iter().filter(is_there).collect()
    }

    /// Whether the group meets at all at present. One that is paused keeps its times, but nobody is at the door.
    pub fn is_meeting(&self) -> bool {
        self.standing == Standing::Running
    }
}

/// Whether a field says no more than leaving it out would.
fn is_empty<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
