//! Groups of the directory as the phone sees them: a line in a list, and the whole.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{GroupId, Near, Need, PlaceId};

/// A page of groups for a search, best first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GroupPage {
    /// What became of the `near` that was asked for.
    pub near: Near,
    pub groups: Vec<GroupSummary>,
    /// How many groups match altogether.
    pub total: u32,
    /// The cursor of the next page; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// When nothing was found: which filters to take away, and how many groups that would show. Most helpful first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub loosen: Vec<Loosen>,
}

/// One filter that, taken away, would bring groups back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Loosen {
    /// The filter's name in the address: `q`, `need`, `day`, `part`, `when`, `free`, `access`, `age`, `online`, `within`.
    pub filter: String,
    /// How many groups there would be without it.
    pub total: u32,
}

/// A group as one line in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GroupSummary {
    pub id: GroupId,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// One short line: what it is or who it is for.
    pub summary: String,
    /// The place that counts for this search: the nearest that fits the filters. Absent for online-only groups.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceSummary>,
    /// Straight-line distance from the origin to that place, in metres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance_metres: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub travel: Option<Travel>,
    /// The next meeting at that place (that fits the day and time asked for).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Meeting>,
    pub cost: CostKind,
    pub ages: Ages,
    #[serde(default)]
    pub access: Vec<Access>,
    #[serde(default)]
    pub needs: Vec<Need>,
    pub online: bool,
    pub standing: Standing,
}

/// A place, as much of it as a line in a list needs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlaceSummary {
    pub id: PlaceId,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub town: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
}

/// A distance as a person would say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Travel {
    /// This many minutes on foot.
    Walk(u16),
    /// This many minutes by car.
    Drive(u16),
}

/// One dated occurrence of a group at a place, in Europe/London.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Meeting {
    #[serde(with = "crate::dates::date")]
    pub date: NaiveDate,
    /// Local time of day, `HH:MM`. Absent when the feed gives none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts: Option<String>,
    /// Local time of day, `HH:MM`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<String>,
    /// The start as an instant; the start of the day when no time is given.
    #[serde(with = "crate::dates::instant")]
    pub starts_at: DateTime<Utc>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceId>,
}

/// The ages a group is for, in whole years; open where absent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Ages {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<u8>,
}

/// Whether a group costs something.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CostKind {
    Free,
    Paid,
    /// The feed does not say.
    #[default]
    Unknown,
}

/// What a place or group offers to people who need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Access {
    StepFree,
    AccessibleToilet,
    AccessibleParking,
    HearingLoop,
    SignLanguage,
    PublicTransport,
    Interpreter,
    QuietSpace,
}

impl Access {
    /// Every access feature, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::StepFree,
        Self::AccessibleToilet,
        Self::AccessibleParking,
        Self::HearingLoop,
        Self::SignLanguage,
        Self::PublicTransport,
        Self::Interpreter,
        Self::QuietSpace,
    ];

    /// The feature's code on the wire and in a web address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::StepFree => "step_free",
            Self::AccessibleToilet => "accessible_toilet",
            Self::AccessibleParking => "accessible_parking",
            Self::HearingLoop => "hearing_loop",
            Self::SignLanguage => "sign_language",
            Self::PublicTransport => "public_transport",
            Self::Interpreter => "interpreter",
            Self::QuietSpace => "quiet_space",
        }
    }

    /// The feature with this code, if there is one.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|access| access.code() == code)
    }
}

/// Whether a group can be gone to at present.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    #[default]
    Running,
    /// Closed for a while.
    Paused,
    /// No longer in its feed, or marked as ended there. Kept so that old links say so.
    Gone,
}

/// A group, whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Group {
    pub id: GroupId,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// Plain text; paragraphs are parted by an empty line.
    pub description: String,
    /// Who it is for, in the group's own words, plain text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who_for: Option<String>,
    pub ages: Ages,
    pub standing: Standing,
    /// News the group wants everyone to see first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alert: Option<String>,
    pub cost: Cost,
    /// How to join, in the group's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub how_to_join: Option<String>,
    #[serde(default)]
    pub needs: Vec<Need>,
    /// The feed's own category names.
    #[serde(default)]
    pub categories: Vec<String>,
    #[serde(default)]
    pub languages: Vec<String>,
    #[serde(default)]
    pub contacts: Vec<Contact>,
    #[serde(default)]
    pub links: Vec<Link>,
    pub online: bool,
    #[serde(default)]
    pub places: Vec<Place>,
    /// The next meetings over all places, soonest first.
    #[serde(default)]
    pub meetings: Vec<Meeting>,
    /// When the group itself says it meets, where no dates can be worked out.
    #[serde(default)]
    pub when_notes: Vec<String>,
    pub source: Source,
    /// The last day on which somebody who uses Stile went to it, once three different people have within 90 days. Never
    /// says who, nor how many.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::dates::maybe_date")]
    pub went_on: Option<NaiveDate>,
}

/// What a group costs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cost {
    pub kind: CostKind,
    #[serde(default)]
    pub options: Vec<CostOption>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// One price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CostOption {
    /// What it is the price of, in the group's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// In pence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pence: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Someone to get in touch with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contact {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// As written by the group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// A link out of Stile: only `https:`, `tel:` or `mailto:`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Link {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    pub url: String,
}

/// Where a group meets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Place {
    pub id: PlaceId,
    pub name: String,
    /// The address, a line each, without the postcode.
    #[serde(default)]
    pub address: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub town: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance_metres: Option<u32>,
    #[serde(default)]
    pub access: Vec<Access>,
    /// The group's own words on getting in.
    #[serde(default)]
    pub access_notes: Vec<String>,
    /// The next meetings at this place, soonest first.
    #[serde(default)]
    pub meetings: Vec<Meeting>,
    #[serde(default)]
    pub when_notes: Vec<String>,
}

/// Where an entry comes from and how fresh it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Source {
    /// The feed's name as remembered by the deployer.
    pub feed: String,
    /// When the group's own people last checked the entry, if the feed says so.
    #[serde(default, with = "crate::dates::maybe_date", skip_serializing_if = "Option::is_none")]
    pub checked: Option<NaiveDate>,
    /// When Stile last saw the entry in its feed.
    #[serde(with = "crate::dates::date")]
    pub seen: NaiveDate,
}
