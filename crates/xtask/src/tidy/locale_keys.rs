//! Every word is used and every use has its word: no key of `locales/en.json` is left over, no page asks for one that is
//! not there, and every other language has the same keys with the same placeholders.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Offence;
use super::rust_paths::paths;
use super::rust_text::RustText;
use super::source_tree::{SourceFile, SourceTree};
use crate::dist::templates;
use crate::locale::{Locale, Word};

const ENGLISH: &str = "locales/en.json";

/// Checks the locale files against each other and against their uses.
pub fn check(tree: &SourceTree) -> Vec<Offence> {
    let Some(file) = tree.file(ENGLISH) else { return Vec::new() };
    let english = match Locale::parse(&file.text) {
        Ok(english) => english,
        Err(error) => return vec![Offence::new(ENGLISH, 0, format!("cannot be read: {error:#}"))],
    };
    let mut offences = unused(file, &english, &uses(tree, &english));
    offences.extend(unknown(tree, &english));
    for other in tree.inside("locales/", "json").filter(|other| other.path != ENGLISH) {
        offences.extend(differences(other, &english));
    }
    offences
}

/// Every key that something asks for.
fn uses(tree: &SourceTree, english: &Locale) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for file in tree.inside("src/", "rs") {
        // `words::where` is written `words::r#where`, for `where` is a word of the language.
        used.extend(uses_in_code(&RustText::read(&file.text).code.replace("r#", "")));
    }
    for file in tree.inside("crates/api/src/", "rs") {
        used.extend(RustText::read(&file.text).literals.into_iter().map(|literal| literal.text));
    }
    for file in asking(tree) {
        used.extend(templates::keys(&file.text).map(str::to_owned));
    }
    for file in tree.inside("data/", "json") {
        let value: Value = serde_json::from_str(&file.text).unwrap_or_default();
        texts(&value, &mut |text: &str| {
            if english.words.contains_key(text) {
                used.insert(text.to_owned());
            }
        });
    }
    used
}

/// The keys that one file of the app asks for. It may call a section by another name: `use crate::words::refer as words`.
fn uses_in_code(code: &str) -> BTreeSet<String> {
    let paths = paths(code);
    let mut sections: BTreeMap<&str, &[String]> = BTreeMap::new();
    for path in paths.iter().filter(|path| path.is_use) {
        if let Some(inside) = inside_words(&path.segments) {
            sections.insert(path.name(), inside);
        }
    }
    let mut used = BTreeSet::new();
    for path in &paths {
        let section = sections.get(path.segments[0].as_str()).filter(|_| !path.is_use);
        let parts = match section {
            Some(section) => Some([*section, &path.segments[1..]].concat()),
            None => inside_words(&path.segments).map(<[String]>::to_vec),
        };
        used.extend(parts.map(|parts| parts.join(".")));
    }
    used
}

/// What follows `words` in a path.
fn inside_words(segments: &[String]) -> Option<&[String]> {
    let at = segments.iter().position(|segment| segment == "words")?;
    let inside = &segments[at + 1..];
    Some(inside.strip_suffix(&["self".to_owned()]).unwrap_or(inside))
}

/// The files with `{{section.key}}` in them.
fn asking(tree: &SourceTree) -> impl Iterator<Item = &SourceFile> {
    tree.pages().chain(tree.inside("public/", "webmanifest"))
}

fn texts(value: &Value, found: &mut impl FnMut(&str)) {
    match value {
        Value::String(text) => found(text),
        Value::Array(values) => {
            for value in values {
                texts(value, found);
            }
        }
        Value::Object(entries) => {
            for value in entries.values() {
                texts(value, found);
            }
        }
        _ => {}
    }
}

fn unused(file: &SourceFile, english: &Locale, used: &BTreeSet<String>) -> Vec<Offence> {
    english
        .words
        .keys()
        .filter(|key| !used.contains(*key))
        .map(|key| {
            let name = key.rsplit('.').next().unwrap_or(key);
            let line = file.text.find(&format!("\"{name}\"")).map_or(0, |at| file.line(at));
            Offence::new(ENGLISH, line, format!("nothing asks for {key}: remove it, or use it"))
        })
        .collect()
}

fn unknown(tree: &SourceTree, english: &Locale) -> Vec<Offence> {
    let mut offences = Vec::new();
    for file in asking(tree) {
        for key in templates::keys(&file.text).filter(|key| english.text(key).is_none()) {
            let line = file.text.find(key).map_or(0, |at| file.line(at));
            offences.push(Offence::new(&file.path, line, format!("{key} has no plain text in {ENGLISH}")));
        }
    }
    offences
}

/// What a language has too little, too much or otherwise.
fn differences(file: &SourceFile, english: &Locale) -> Vec<Offence> {
    let complain = |complaint: String| Offence::new(&file.path, 0, complaint);
    let other = match Locale::parse(&file.text) {
        Ok(other) => other,
        Err(error) => return vec![complain(format!("cannot be read: {error:#}"))],
    };
    let mut offences = Vec::new();
    for (key, word) in &english.words {
        match other.words.get(key) {
            None => offences.push(complain(format!("{key} is missing"))),
            Some(its) if !is_like(word, its) => {
                offences
                    .push(complain(format!("{key} must have the placeholders and the kind that it has in {ENGLISH}")));
            }
            Some(_) => {}
        }
    }
    for key in other.words.keys().filter(|key| !english.words.contains_key(*key)) {
        offences.push(complain(format!("{key} is not in {ENGLISH}")));
    }
    offences
}

/// Plural forms may be others than in English, and a form such as `one` may leave its number unsaid.
fn is_like(english: &Word, other: &Word) -> bool {
    match (english, other) {
        (Word::Text(_), Word::Text(_)) | (Word::Plural(_), Word::Plural(_)) => {
            english.placeholders() == other.placeholders()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::planted::faults;
    use super::check;

    const USED: (&str, &str) = ("src/app.rs", "fn f() { words::start::title(); crate::words::r#where::found(2) }");
    const ENGLISH: (&str, &str) = (
        "locales/en.json",
        "{\n\"start\": {\"title\": \"Hello\"},\n\"where\": {\"found\": {\"one\": \"{count} group\", \"other\": \"{count} groups\"}}}",
    );

    #[test]
    fn a_word_that_nothing_asks_for_is_found_on_its_line() {
        let more = ("locales/en.json", "{\n\"start\": {\"title\": \"Hello\",\n\"left\": \"Over\"}}");
        assert_eq!(faults(check, &[more, USED]), [("locales/en.json".to_owned(), 3)]);
    }

    #[test]
    fn a_section_may_be_called_by_another_name() {
        let words = r#"{"app": {"name": "1"}, "refer": {"title": "2", "deep": {"er": "3"}}, "start": {"title": "4"}}"#;
        let code =
            "use crate::words::{app, refer as words};\nfn f() { app::name(); words::title(); words::deep::er() }";
        let files = [("locales/en.json", words), ("src/features/refer.rs", code)];
        assert_eq!(faults(check, &files).len(), 1, "start.title alone is not asked for");
    }

    #[test]
    fn code_pages_the_server_and_data_may_ask() {
        let words = r#"{"a": {"code": "1", "page": "2", "api": "3", "data": "4", "manifest": "5"}}"#;
        let files = [
            ("locales/en.json", words),
            ("src/app.rs", "fn f() { view(words::a::code) }"),
            ("index.html", "<h1>{{a.page}}</h1>"),
            ("public/manifest.webmanifest", r#"{"name": "{{a.manifest}}"}"#),
            ("crates/api/src/words.rs", r#"fn f() { say("a.api") }"#),
            ("data/help-lines.json", r#"[{"when_key": "a.data"}]"#),
        ];
        assert!(faults(check, &files).is_empty());
        assert_eq!(faults(check, &files[..5]).len(), 1);
    }

    #[test]
    fn a_page_that_asks_for_what_is_not_there_is_found() {
        let page = ("public/help-now.html", "<p>\n{{start.titel}}{{where.found}}");
        let expected = ("public/help-now.html".to_owned(), 2);
        assert_eq!(faults(check, &[ENGLISH, USED, page]), [expected.clone(), expected]);
    }

    #[test]
    fn another_language_must_say_the_same() {
        let good =
            r#"{"start": {"title": "Helo"}, "where": {"found": {"two": "{count} grŵp", "other": "{count} grŵp"}}}"#;
        assert!(faults(check, &[ENGLISH, USED, ("locales/cy.json", good)]).is_empty());
        for bad in [
            r#"{"start": {"title": "Helo"}}"#,
            r#"{"start": {"title": "Helo {name}"}, "where": {"found": {"other": "{count}"}}}"#,
            r#"{"start": {"title": "Helo"}, "where": {"found": "{count}"}}"#,
            r#"{"start": {"title": "Helo", "more": "Mwy"}, "where": {"found": {"other": "{count}"}}}"#,
        ] {
            assert_eq!(faults(check, &[ENGLISH, USED, ("locales/cy.json", bad)]).len(), 1, "{bad}");
        }
    }
}
