//! What of the directory a phone keeps, so that groups are found without a signal: packs, one for each postcode district.

use serde::{Deserialize, Serialize};

/// The packs for somebody who is somewhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PackList {
    /// By how near the middle of their district is, the nearest first. The one with the code `ONLINE`, of groups that
    /// lie in no district, comes last where it is not too large.
    pub packs: Vec<PackRef>,
    /// How many groups they hold together; one that is in several packs counts in each.
    pub groups: u32,
    /// How far they reach, in metres: every group with a place that is no farther away is in one of them.
    pub reaches_metres: u32,
    /// The version of the file with the middles of all districts, at `/packs/districts-VERSION.pack`.
    pub districts: String,
}

/// One pack. Its bytes are at `/packs/DISTRICT-VERSION.pack`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PackRef {
    /// The outward part of the postcodes in it, such as `EH1`; `ONLINE` for what lies in no district.
    pub district: String,
    /// Another one means other content, the same one the same. 16 hexadecimal digits.
    pub version: String,
    /// How many groups are in it.
    pub groups: u32,
    /// The middle of the district, in degrees; 0 for `ONLINE`.
    pub lat: f64,
    pub lon: f64,
}
