//! No words in hand-written pages and the manifest: only `{{section.key}}`, so that a translation reaches them too.

use serde_json::Value;

use super::Offence;
use super::source_tree::{SourceFile, SourceTree};
use super::words_in_code::{READ, has_word};
use crate::markup::{Piece, Tag, pieces};

const COMPLAINT: &str = "words for people live in locales/: write {{section.key}} here";
/// The `<meta>` whose content is shown somewhere.
const SHOWN_META: [&str; 3] = ["apple-mobile-web-app-title", "application-name", "description"];
/// The entries of a manifest that are shown.
const SHOWN_ENTRIES: [&str; 4] = ["description", "label", "name", "short_name"];

/// Checks the pages of the apps, the parts they share, and what is in `public/`.
pub fn check(tree: &SourceTree) -> Vec<Offence> {
    let mut offences: Vec<Offence> = tree.pages().flat_map(in_page).collect();
    offences.extend(tree.inside("public/", "webmanifest").filter_map(in_manifest));
    offences
}

fn in_page(file: &SourceFile) -> Vec<Offence> {
    let mut places = Vec::new();
    for piece in pieces(&file.text) {
        match piece {
            Piece::Text { text, at } if says_something(text) => places.push(at + text.len() - text.trim_start().len()),
            Piece::Tag(tag)
                if tag.attributes.iter().any(|(name, value)| is_read(&tag, name) && says_something(value)) =>
            {
                places.push(tag.range.start);
            }
            _ => {}
        }
    }
    places.into_iter().map(|at| Offence::new(&file.path, file.line(at), COMPLAINT)).collect()
}

fn is_read(tag: &Tag<'_>, attribute: &str) -> bool {
    let is_shown_meta = tag.name == "meta"
        && attribute == "content"
        && tag.attribute("name").is_some_and(|name| SHOWN_META.contains(&name));
    let is_button = tag.name == "input" && attribute == "value" && tag.attribute("type") == Some("submit");
    is_shown_meta || is_button || READ.contains(&attribute)
}

/// Words that are neither a placeholder nor an entity such as `&nbsp;`.
fn says_something(text: &str) -> bool {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let name = after.chars().take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '#').count();
        rest = if after[name..].starts_with(';') { &after[name + 1..] } else { after };
    }
    plain.push_str(rest);
    has_word(&plain)
}

fn in_manifest(file: &SourceFile) -> Option<Offence> {
    let manifest: Value = match serde_json::from_str(&file.text) {
        Ok(manifest) => manifest,
        Err(error) => return Some(Offence::new(&file.path, error.line(), "the manifest is not JSON")),
    };
    shows_words(&manifest).then(|| Offence::new(&file.path, 1, COMPLAINT))
}

fn shows_words(value: &Value) -> bool {
    match value {
        Value::Object(entries) => entries.iter().any(|(name, value)| match value {
            Value::String(text) => SHOWN_ENTRIES.contains(&name.as_str()) && says_something(text),
            other => shows_words(other),
        }),
        Value::Array(values) => values.iter().any(shows_words),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::planted::faults;
    use super::check;

    #[test]
    fn words_in_a_page_are_found_on_their_line() {
        let page = "<title>{{a.title}}</title>\n<p>\n  Hello\n</p>\n<img src=\"/a.svg\" alt=\"A gate\">";
        let expected = [("index.html".to_owned(), 3), ("index.html".to_owned(), 5)];
        assert_eq!(faults(check, &[("index.html", page)]), expected);
    }

    #[test]
    fn words_in_a_part_of_all_pages_are_found() {
        assert_eq!(faults(check, &[("page/footer.html", "<footer>Hello</footer>")]).len(), 1);
    }

    #[test]
    fn placeholders_numbers_and_signs_are_allowed() {
        let page = "<!doctype html><html lang=\"en\"><!-- said to developers -->\n<meta name=\"viewport\" \
                    content=\"width=device-width\"><p title=\"{{a.b}}\">{{a.b}}&nbsp;999 · &copy;</p>\
                    <script>const word = 'said to nobody';</script>";
        assert!(faults(check, &[("public/help-now.html", page)]).is_empty());
    }

    #[test]
    fn what_a_phone_shows_of_the_manifest_is_a_word_too() {
        let wrong = r#"{"name": "{{app.name}}", "shortcuts": [{"name": "Help now", "url": "/"}]}"#;
        let right = r#"{"name": "{{app.name}}", "display": "standalone", "icons": [{"src": "/a.svg"}]}"#;
        assert_eq!(faults(check, &[("public/manifest.webmanifest", wrong)]).len(), 1);
        assert!(faults(check, &[("public/manifest.webmanifest", right)]).is_empty());
    }
}
