//! An e-mail to one person. Plain text only: nothing in it is fetched, so nobody learns that it was read.

use std::fmt;

use uuid::Uuid;

/// An e-mail to one person.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// The same at every try of the same letter, so that a second copy can be told from a second letter.
    pub id: Uuid,
    /// One address, without a name.
    pub to: String,
    pub subject: String,
    pub text: String,
}

impl Letter {
    /// A letter with an id of its own.
    pub fn new(to: impl Into<String>, subject: impl Into<String>, text: impl Into<String>) -> Self {
        Self { id: Uuid::now_v7(), to: to.into(), subject: subject.into(), text: text.into() }
    }

    /// The letter under another id: that of whatever is tried again when it fails.
    #[must_use]
    pub fn with_id(self, id: Uuid) -> Self {
        Self { id, ..self }
    }
}

impl fmt::Debug for Letter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Letter").field("id", &self.id).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::Letter;

    #[test]
    fn what_is_shown_of_a_letter_is_nothing_personal() {
        let shown = format!("{:?}", Letter::new("mary@example.org", "Your code", "123 456"));
        assert!(!["mary", "code", "123"].iter().any(|word| shown.contains(word)), "{shown}");
    }
}
