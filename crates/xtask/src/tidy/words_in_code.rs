//! No words that a person reads in the app's code: they live in `locales/`, where they can be translated and weighed.
//! Looks at texts and read-aloud attributes inside `view!`, and at anything elsewhere that reads like a sentence.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Offence;
use super::rust_text::RustText;
use super::source_tree::SourceTree;

/// Attributes and properties whose value is read or heard.
pub const READ: [&str; 15] = [
    "alt",
    "aria-description",
    "aria-label",
    "aria-roledescription",
    "aria-valuetext",
    "caption",
    "heading",
    "hint",
    "label",
    "legend",
    "message",
    "placeholder",
    "summary",
    "text",
    "title",
];

/// What is said to developers may stand in code.
const FOR_DEVELOPERS: [&str; 6] = ["log!(", "warn!(", "error!(", "debug_log!(", "debug_warn!(", "unreachable!("];

/// Checks the app's sources; their tests may say what they like.
pub fn check(tree: &SourceTree) -> Vec<Offence> {
    let mut offences = Vec::new();
    for file in tree.inside("src/", "rs").filter(|file| !file.is_tests()) {
        for at in words(&RustText::read(&file.text)) {
            offences.push(Offence::new(&file.path, file.line(at), "words for people live in locales/, not in code"));
        }
    }
    offences
}

/// Where words stand, in bytes.
fn words(text: &RustText) -> BTreeSet<usize> {
    let end = text.tests_start();
    let mut found = BTreeSet::new();
    for (start, _) in text.code[..end].match_indices("view!") {
        let open = start + "view!".len();
        let open = open + text.code[open..].bytes().take_while(u8::is_ascii_whitespace).count();
        if text.code[open..].starts_with(['{', '(', '[']) {
            View { text, found: &mut found }.read(open + 1..text.closing(open).saturating_sub(1));
        }
    }
    let attributes = attributes(text);
    for literal in text.literals.iter().filter(|literal| literal.start < end) {
        let is_attribute = attributes.iter().any(|range| range.contains(&literal.start));
        let before = text.code[..literal.start].trim_end();
        let is_for_developers = FOR_DEVELOPERS.iter().any(|call| before.ends_with(call));
        if !is_attribute && !is_for_developers && is_sentence(&literal.text) {
            found.insert(literal.start);
        }
    }
    found
}

/// The insides of `#[…]` and `#![…]`.
fn attributes(text: &RustText) -> Vec<Range<usize>> {
    let starts = text.code.match_indices("#[").map(|(at, _)| at + 1);
    let inner = text.code.match_indices("#![").map(|(at, _)| at + 2);
    starts.chain(inner).map(|open| open..text.closing(open)).collect()
}

/// Two letters in a row, placeholders and escapes apart.
pub fn has_word(text: &str) -> bool {
    let mut letters = 0;
    let mut depth = 0;
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            '\\' => {
                // `\u{a0}` and `\n` are no letters; the braces of the first are skipped with their inside.
                characters.next();
            }
            _ => {}
        }
        letters = if depth <= 0 && character.is_alphabetic() { letters + 1 } else { 0 };
        if letters == 2 {
            return true;
        }
    }
    false
}

/// A capital, small letters, a space and another word: `Nothing found`.
fn is_sentence(text: &str) -> bool {
    let text = text.trim_start();
    let Some((first, rest)) = text.split_once(' ') else { return false };
    let is_opening = first.starts_with(|letter: char| letter.is_ascii_uppercase())
        && first.chars().skip(1).all(|letter| letter.is_lowercase() || ",'’".contains(letter));
    is_opening && has_word(rest)
}

/// Reads the inside of one `view!`.
struct View<'text> {
    text: &'text RustText,
    found: &'text mut BTreeSet<usize>,
}

impl View<'_> {
    fn read(&mut self, range: Range<usize>) {
        let bytes = self.text.code.as_bytes();
        let (mut at, mut depth, mut is_in_tag) = (range.start, 0_usize, false);
        let mut attribute = "";
        while at < range.end {
            let byte = bytes[at];
            match byte {
                b'"' => {
                    let Some(literal) = self.text.literal_at(at) else {
                        at += 1;
                        continue;
                    };
                    let is_read = if is_in_tag { READ.contains(&attribute) } else { depth == 0 };
                    if is_read && has_word(&literal.text) {
                        self.found.insert(at);
                    }
                    at = literal.end;
                    continue;
                }
                b'{' | b'(' | b'[' => depth += 1,
                b'}' | b')' | b']' => depth = depth.saturating_sub(1),
                b'<' if depth == 0 && !is_in_tag => {
                    is_in_tag = true;
                    attribute = "";
                    at = self.word_end(at + 1, range.end);
                    continue;
                }
                b'>' if depth == 0 && is_in_tag => is_in_tag = matches!(bytes[at - 1], b'-' | b'='),
                _ if depth == 0 && byte.is_ascii_alphabetic() => {
                    let end = self.word_end(at, range.end);
                    if is_in_tag && self.is_assigned(end) {
                        attribute = &self.text.code[at..end];
                    } else if !is_in_tag && end - at > 1 {
                        self.found.insert(at);
                    }
                    at = end;
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
    }

    /// After the name that starts here: letters, digits and `_-:/`.
    fn word_end(&self, at: usize, most: usize) -> usize {
        let bytes = self.text.code.as_bytes();
        (at..most)
            .find(|at| !(bytes[*at].is_ascii_alphanumeric() || matches!(bytes[*at], b'_' | b'-' | b':' | b'/')))
            .unwrap_or(most)
            .max(at)
    }

    /// Whether `=` follows, and not `==` or `=>`.
    fn is_assigned(&self, end: usize) -> bool {
        let mut rest = self.text.code[end..].trim_start().chars();
        rest.next() == Some('=') && !matches!(rest.next(), Some('=' | '>'))
    }
}

#[cfg(test)]
mod tests {
    use super::super::planted::faults;
    use super::{check, has_word};

    fn fault(code: &str) -> usize {
        faults(check, &[("src/features/groups/list.rs", code)]).len()
    }

    #[test]
    fn words_in_a_view_are_found() {
        for code in [
            r#"view! { <p>"Nothing here"</p> }"#,
            r#"view! { <p>"km"</p> }"#,
            "view! { <p>Nothing</p> }",
            r#"view! { <button aria-label="Close" on:click=move |_| close()>"×"</button> }"#,
            r#"view! { <Field label=move || { if x { "Name" } else { words::name() } }/> }"#,
            r#"view! { <Show when=move || a.get() fallback=|| view! { <p>"None"</p> }>{b}</Show> }"#,
            r#"view! { <p>{move || if a { view! { <b>"yes"</b> }.into_any() } else { ().into_any() }}</p> }"#,
        ] {
            assert_eq!(fault(code), 1, "{code}");
        }
    }

    #[test]
    fn a_sentence_is_found_anywhere() {
        assert_eq!(fault(r#"fn f() -> &'static str { "Nothing found near you" }"#), 1);
        assert_eq!(fault(r#"fn f() -> String { format!("Sorry, {name} is full") }"#), 1);
    }

    #[test]
    fn code_and_signs_are_no_words() {
        for code in [
            r#"view! { <div class="card wide" id="results">{words::groups::title()}</div> }"#,
            r#"view! { <span aria-hidden="true">"· £"</span><p>{count} " / " {total}</p> }"#,
            r#"view! { <p>{words::groups::found(count)}"\u{a0}"</p> }"#,
            r#"view! { <a href=routes::group(&id, "near") class:is-on=move || a.get() == 1>{name}</a> }"#,
            r#"view! { <input type="text" name="near" on:input=move |ev| { set.set(ev) } prop:value=near/> }"#,
            r#"#[expect(dead_code, reason = "Used from the next screen on")] fn f() {}"#,
            r#"fn f() { log!("Service worker did not start: {error}"); }"#,
            r#"fn f() -> &'static str { "no-store, max-age=0" }"#,
            "// Words in a comment are for developers.\nfn f() {}",
            "#[cfg(test)]\nmod tests { fn f() { let a = \"Nothing found near you\"; } }",
        ] {
            assert_eq!(fault(code), 0, "{code}");
        }
    }

    #[test]
    fn placeholders_and_escapes_are_no_words() {
        assert!(!has_word(r"{name} \u{a0}\n{count}"));
        assert!(has_word("{name} km"));
    }
}
