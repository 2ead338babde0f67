//! What a person wants help with: a fixed list, so that groups and referrals speak the same language.

use serde::{Deserialize, Serialize};

/// One need from the fixed list of the field. The words for each live in the locale files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// Loneliness and isolation.
    Loneliness,
    /// Money, debt and benefits.
    Money,
    /// Housing and home.
    Housing,
    /// Work, learning and volunteering.
    WorkAndLearning,
    /// Caring for someone.
    Caring,
    /// Living with a long-term condition.
    LongTermCondition,
    /// Low mood, anxiety and stress.
    Mood,
    /// Bereavement.
    Bereavement,
    /// Being active.
    BeingActive,
    /// Meeting others in the same situation.
    SupportGroup,
    /// Food and meals.
    Food,
    /// Getting out of the house and back into a routine.
    GettingOut,
}

impl Need {
    /// Every need, in the order in which they are offered.
    pub const ALL: [Self; 12] = [
        Self::Loneliness,
        Self::GettingOut,
        Self::Mood,
        Self::Money,
        Self::Housing,
        Self::Food,
        Self::BeingActive,
        Self::LongTermCondition,
        Self::Caring,
        Self::Bereavement,
        Self::SupportGroup,
        Self::WorkAndLearning,
    ];

    /// The need's code on the wire and in a web address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Loneliness => "loneliness",
            Self::Money => "money",
            Self::Housing => "housing",
            Self::WorkAndLearning => "work_and_learning",
            Self::Caring => "caring",
            Self::LongTermCondition => "long_term_condition",
            Self::Mood => "mood",
            Self::Bereavement => "bereavement",
            Self::BeingActive => "being_active",
            Self::SupportGroup => "support_group",
            Self::Food => "food",
            Self::GettingOut => "getting_out",
        }
    }

    /// The need with this code, if there is one.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|need| need.code() == code)
    }
}
