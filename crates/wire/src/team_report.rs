//! What a team may say of a quarter: how soon people were reached and went somewhere, and how measures changed. No number
//! under ten is ever given.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::TeamId;

/// A team's report of one quarter of a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TeamReport {
    pub team: TeamId,
    pub team_name: String,
    /// `2026-q4`.
    pub quarter: String,
    #[serde(with = "crate::dates::date")]
    pub from: NaiveDate,
    /// The last day of it.
    #[serde(with = "crate::dates::date")]
    pub to: NaiveDate,
    /// It is over: its numbers change no more but by what is written late.
    pub is_over: bool,
    /// The quarters that can be asked for, the newest first.
    pub quarters: Vec<String>,
    pub steps: Vec<ReportStep>,
    pub measures: Vec<ReportMeasure>,
}

/// How far people came of those whose referral was sent in the quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportStep {
    pub kind: ReportStepKind,
    /// How many people; absent under ten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<u32>,
    /// The median of days from the referral; absent under ten people, and of the first step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub median_days: Option<u32>,
}

/// The steps that are counted, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReportStepKind {
    Referred,
    /// First contact, by the promised day or after it.
    Contacted,
    /// Those of them who were contacted by the promised day.
    ContactedInTime,
    FirstVisit,
    SecondVisit,
}

/// What changed on a measure between the first check-in and the one at the end, which was given in the quarter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportMeasure {
    pub measure: String,
    pub version: u16,
    pub items: Vec<ReportItem>,
}

/// What changed on one item. What is absent is held back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportItem {
    pub item: String,
    /// The item's own words.
    pub words: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<u32>,
    /// Higher is not better: it is more of what was asked about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub up: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub down: Option<u32>,
    /// Means in tenths: 72 is 7.2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before_tenths: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after_tenths: Option<u32>,
}
