//! A text message to one mobile phone.

use std::fmt;

use uuid::Uuid;

/// A text message to one mobile phone.
#[derive(Clone, PartialEq, Eq)]
pub struct Text {
    /// The same at every try of the same text, so that whoever carries it can leave out a second copy.
    pub id: Uuid,
    /// The number in E.164: `+`, the country, the number, nothing between.
    pub to: String,
    pub body: String,
}

impl Text {
    /// A text with an id of its own.
    pub fn new(to: impl Into<String>, body: impl Into<String>) -> Self {
        Self { id: Uuid::now_v7(), to: to.into(), body: body.into() }
    }

    /// The text under another id: that of whatever is tried again when it fails.
    #[must_use]
    pub fn with_id(self, id: Uuid) -> Self {
        Self { id, ..self }
    }

    /// Whether the number is one. Source: ITU-T E.164, which allows fifteen digits.
    pub(super) fn has_number(&self) -> bool {
        self.to.strip_prefix('+').is_some_and(|digits| {
            (8..=15).contains(&digits.len())
                && digits.bytes().all(|digit| digit.is_ascii_digit())
                && !digits.starts_with('0')
        })
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Text").field("id", &self.id).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::Text;

    #[test]
    fn what_is_shown_of_a_text_is_nothing_personal() {
        let shown = format!("{:?}", Text::new("+447700900123", "Your code"));
        assert!(!["7700", "code"].iter().any(|word| shown.contains(word)), "{shown}");
    }

    #[test]
    fn only_whole_numbers_are_numbers() {
        for (number, is_one) in [
            ("+447700900123", true),
            ("07700900123", false),
            ("+44 7700 900123", false),
            ("+0447700900123", false),
            ("+4477009001234567", false),
            ("+44", false),
            ("", false),
        ] {
            assert_eq!(Text::new(number, "").has_number(), is_one, "{number}");
        }
    }
}
