//! Typed text made clean: what cannot be seen is taken away, what was meant stays. It must not know any field.

/// One line: every run of blanks is one space, nothing at the ends, no control characters.
pub(super) fn one_line(text: &str) -> String {
    let seen: String = text.chars().filter(|letter| !is_unseen(*letter)).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Several lines: line breaks stay, other control characters go, blanks at the ends of the text too.
pub(super) fn paragraphs(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n").replace('\t', " ");
    let seen: String =
        lines.chars().filter(|letter| *letter == '\n' || !(letter.is_control() || is_unseen(*letter))).collect();
    seen.trim().to_owned()
}

/// Characters that leave no mark of their own: control characters, the zero-width ones that come along with pasted
/// text, and those that turn the direction of what follows, by which one text can pass for another.
///
/// Joiners (U+200C, U+200D) stay: names in Persian, Hindi and others are spelt with them.
pub(super) fn is_unseen(letter: char) -> bool {
    (letter.is_control() && !letter.is_whitespace())
        || matches!(letter, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}')
        || matches!(letter, '\u{2066}'..='\u{2069}' | '\u{feff}')
}
