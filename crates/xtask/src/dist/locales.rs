//! The words of other languages as the apps fetch them: one flat list a language and table, without keys, in the order in
//! which `build.rs` walks `locales/en.json`. English is compiled into the apps and needs none.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::write;
use crate::locale::{Locale, Word};
use crate::tables::{COMMON, OWN, table_of};

/// Writes `locales/<language>/<table>.json` into a build for every language but English.
pub fn write_all(staging: &Path, folder: &Path, english: &Locale) -> Result<()> {
    for path in others(folder)? {
        let Some(name) = path.file_stem() else { continue };
        let other = Locale::read(&path)?;
        let target = staging.join("locales").join(name);
        fs::create_dir_all(&target).with_context(|| format!("{} cannot be made", target.display()))?;
        for table in [COMMON].into_iter().chain(OWN.map(|(table, _)| table)) {
            let list = list(english, &other, table).with_context(|| format!("in {}", path.display()))?;
            let list = serde_json::to_string(&list).context("the list of words is no JSON")?;
            write(&target.join(table).with_extension("json"), list)?;
        }
    }
    Ok(())
}

/// The locale files of other languages.
fn others(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut others = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let path = entry?.path();
        let is_english = path.file_stem().is_some_and(|stem| stem == "en");
        if path.extension().is_some_and(|ending| ending == "json") && !is_english {
            others.push(path);
        }
    }
    others.sort();
    Ok(others)
}

/// One text for each word of a table. Dotted keys in their order are the sections in theirs: the dot comes before
/// everything else that a key may hold.
fn list(english: &Locale, other: &Locale, table: &str) -> Result<Vec<String>> {
    let is_in = |key: &str| table_of(key.split('.').next().unwrap_or(key)) == Some(table);
    let mut texts = Vec::new();
    for (key, word) in english.words.iter().filter(|(key, _)| is_in(key)) {
        texts.push(match (word, other.words.get(key)) {
            (Word::Text(_), Some(Word::Text(text))) => text.clone(),
            // As src/words.rs takes them apart again.
            (Word::Plural(_), Some(Word::Plural(forms))) => {
                forms.iter().map(|(form, text)| format!("{form}\u{1}{text}\u{2}")).collect()
            }
            (_, None) => bail!("{key} is missing"),
            _ => bail!("{key} is a plural in one language and a plain text in the other"),
        });
    }
    Ok(texts)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use serde_json::Value;

    use super::super::read;
    use super::*;

    const ENGLISH: &str = r#"{
        "refer_errors": {"name": "Type your name."},
        "refer": {"you_title": "Who are you?", "you": {"b": "B", "a": "A"}, "send": "Send"},
        "help_now": {"title": "Get help now"},
        "groups": {"more": "Show more", "count": {"one": "{count} group", "other": "{count} groups"}}
    }"#;
    const WELSH: &str = r#"{
        "groups": {"count": {"other": "{count} o grwpiau", "two": "{count} grŵp"}, "more": "Mwy"},
        "help_now": {"title": "Cymorth"},
        "refer": {"send": "Anfon", "you": {"a": "a", "b": "b"}, "you_title": "Pwy ydych chi?"},
        "refer_errors": {"name": "Enw"}
    }"#;

    /// Every key in the order in which `build.rs` comes by: sections sorted, and what is in them sorted.
    fn walk(path: &str, value: &Value, keys: &mut Vec<String>) {
        match value.as_object() {
            Some(entries) if path.is_empty() || !entries.contains_key("other") || !path.contains('.') => {
                let mut sorted: Vec<(&String, &Value)> = entries.iter().collect();
                sorted.sort_by_key(|(name, _)| *name);
                for (name, value) in sorted {
                    walk(&if path.is_empty() { name.clone() } else { format!("{path}.{name}") }, value, keys);
                }
            }
            _ => keys.push(path.to_owned()),
        }
    }

    fn english_file() -> String {
        read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales/en.json")).unwrap()
    }

    #[test]
    fn every_text_stands_where_the_app_looks_for_it() {
        let english = Locale::parse(ENGLISH).unwrap();
        let welsh = |table| list(&english, &Locale::parse(WELSH).unwrap(), table).unwrap();
        let plural = "other\u{1}{count} o grwpiau\u{2}two\u{1}{count} grŵp\u{2}";
        assert_eq!(welsh("common"), [plural, "Mwy"]);
        assert_eq!(welsh("refer"), ["Anfon", "a", "b", "Pwy ydych chi?", "Enw"]);
        assert!(welsh("desk").is_empty());
    }

    #[test]
    fn the_real_words_are_in_the_order_of_the_build() {
        for text in [ENGLISH.to_owned(), english_file()] {
            let mut walked = Vec::new();
            walk("", &serde_json::from_str(&text).unwrap(), &mut walked);
            assert!(walked.len() > 5);
            let flat: Vec<String> = Locale::parse(&text).unwrap().words.into_keys().collect();
            assert_eq!(flat, walked);
        }
    }

    #[test]
    fn a_language_that_lacks_a_word_stops_the_build() {
        let english = Locale::parse(ENGLISH).unwrap();
        for (from, to) in
            [("\"send\": \"Anfon\", ", ""), (r#"{"other": "{count} o grwpiau", "two": "{count} grŵp"}"#, "\"1\"")]
        {
            assert!(WELSH.contains(from), "{from}");
            let welsh = Locale::parse(&WELSH.replace(from, to)).unwrap();
            assert!(["common", "refer"].into_iter().any(|table| list(&english, &welsh, table).is_err()), "{from}");
        }
    }

    #[test]
    fn each_language_but_english_has_a_file_for_each_table() {
        let (staging, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        write(&folder.path().join("en.json"), ENGLISH).unwrap();
        let english = Locale::parse(ENGLISH).unwrap();
        write_all(staging.path(), folder.path(), &english).unwrap();
        assert!(!staging.path().join("locales").exists(), "English alone needs no file");
        write(&folder.path().join("cy.json"), WELSH).unwrap();
        write_all(staging.path(), folder.path(), &english).unwrap();
        for (table, count) in [("common", 2), ("refer", 5), ("app", 0), ("desk", 0)] {
            let text = read(&staging.path().join(format!("locales/cy/{table}.json"))).unwrap();
            assert_eq!(serde_json::from_str::<Vec<String>>(&text).unwrap().len(), count, "{table}");
        }
        assert!(!staging.path().join("locales/en").exists());
    }
}
