//! How soon a notice matters. A phone that is low on power may wait for the less urgent ones.

/// How soon a notice matters. Source: RFC 8030, section 5.3.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Urgency {
    /// On power and Wi-Fi is soon enough.
    VeryLow,
    /// On power or Wi-Fi is soon enough.
    Low,
    /// Whatever the power, unless it is nearly gone.
    #[default]
    Normal,
    /// Even when the power is nearly gone.
    High,
}

impl Urgency {
    /// As it stands in a request.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::VeryLow => "very-low",
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
        }
    }
}
