//! A measure as the server tells it: the questions in exactly the words that everybody is asked in, where those come
//! from, and under which licence. The shape is that of its file, which `domain::measure` reads.

use serde::{Deserialize, Serialize};

/// Some questions that are asked together. An answer names it by its id and version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Measure {
    pub id: String,
    /// Counts from 1, and grows when any of its words changes.
    pub version: u16,
    pub source: MeasureSource,
    /// What is read before the first question.
    pub intro: String,
    /// In the order in which they are asked.
    pub items: Vec<MeasureItem>,
}

/// Where the words of a measure come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MeasureSource {
    pub title: String,
    /// The page that has them.
    pub address: String,
    /// The name of the licence under which they may be used.
    pub licence: String,
    /// The text of the licence.
    pub licence_address: String,
    /// What the licence asks to be shown with every copy.
    pub notice: String,
}

/// One question of a measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MeasureItem {
    pub id: String,
    pub words: String,
    pub answers: MeasureScale,
    /// "Rather not say" is offered, and it may be passed over.
    pub may_skip: bool,
}

/// How a question is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MeasureScale {
    /// A whole number, both ends included.
    Numbers {
        from: u8,
        to: u8,
        /// What the lowest number means.
        from_words: String,
        /// What the highest number means.
        to_words: String,
    },
    /// One of these, in the order in which they are offered.
    Options(Vec<MeasureOption>),
}

/// One of the answers that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MeasureOption {
    /// What is kept of it.
    pub code: String,
    pub words: String,
    /// How high it stands in a picture. It is no score.
    pub place: u8,
}
