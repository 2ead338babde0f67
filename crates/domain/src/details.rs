//! What a person tells about themselves: how long each part may be. It must not know whose it is or who changes it.

use wire::{ChangeDetails, FieldCode, FieldProblem};

/// The longest name to be called by, in characters.
pub const CALL_NAME: usize = 60;
/// The longest name of a language.
pub const LANGUAGE: usize = 60;
/// The longest note about access.
pub const ACCESS_NOTE: usize = 1_000;
/// The longest text about oneself.
pub const ABOUT_ME: usize = 2_000;

/// What has to be put right in a change.
pub fn problems(change: &ChangeDetails) -> Vec<FieldProblem> {
    let texts = [
        ("call_name", &change.call_name, CALL_NAME),
        ("language", &change.language, LANGUAGE),
        ("access_note", &change.access_note, ACCESS_NOTE),
        ("about_me", &change.about_me, ABOUT_ME),
    ];
    texts
        .into_iter()
        .filter(|(_, text, most)| text.as_ref().is_some_and(|text| text.chars().count() > *most))
        .map(|(field, ..)| FieldProblem { field: field.to_owned(), code: FieldCode::TooLong })
        .collect()
}

/// The same with blanks around texts taken away, and control characters but line breaks.
pub fn tidied(change: &ChangeDetails) -> ChangeDetails {
    let tidy = |text: &Option<String>| {
        text.as_ref().map(|text| {
            let kept: String = text.chars().filter(|letter| *letter == '\n' || !letter.is_control()).collect();
            kept.trim().to_owned()
        })
    };
    ChangeDetails {
        call_name: tidy(&change.call_name),
        language: tidy(&change.language),
        access: change.access.clone(),
        access_note: tidy(&change.access_note),
        about_me: tidy(&change.about_me),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_changed_and_too_long_is_told() {
        let change = ChangeDetails {
            call_name: Some("x".repeat(CALL_NAME + 1)),
            about_me: Some("é".repeat(ABOUT_ME)),
            ..ChangeDetails::default()
        };
        let told = problems(&change);
        assert_eq!(told.len(), 1);
        assert!(told.iter().all(|problem| problem.field == "call_name"));
    }

    #[test]
    fn lines_stay_and_what_cannot_be_seen_goes() {
        let change = ChangeDetails { about_me: Some(" a\nb\u{7} ".to_owned()), ..ChangeDetails::default() };
        assert_eq!(tidied(&change).about_me.as_deref(), Some("a\nb"));
    }
}
