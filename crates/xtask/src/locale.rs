//! One language's words as a flat list: `section.key` to its text or its plural forms. Knows no page and no code.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// The categories of Unicode's plural rules (CLDR).
const PLURAL_FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// What a key says.
#[derive(Debug, PartialEq, Eq)]
pub enum Word {
    /// One text.
    Text(String),
    /// One text for each plural form that the language has.
    Plural(BTreeMap<String, String>),
}

impl Word {
    /// The names in braces, over all forms.
    pub fn placeholders(&self) -> BTreeSet<&str> {
        match self {
            Self::Text(text) => placeholders(text).collect(),
            Self::Plural(forms) => forms.values().flat_map(|text| placeholders(text)).collect(),
        }
    }
}

/// A language.
#[derive(Debug)]
pub struct Locale {
    /// Every word by its dotted key.
    pub words: BTreeMap<String, Word>,
}

impl Locale {
    /// Reads a locale file.
    pub fn read(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
        Self::parse(&text).with_context(|| format!("{} is not a locale file", path.display()))
    }

    /// Reads the text of a locale file: sections in sections, texts, and objects of plural forms.
    pub fn parse(text: &str) -> Result<Self> {
        let Value::Object(sections) = serde_json::from_str(text)? else { bail!("it must be a JSON object") };
        let mut words = BTreeMap::new();
        for (name, value) in sections {
            gather(name, value, &mut words)?;
        }
        Ok(Self { words })
    }

    /// The text of a key; nothing when there is none, or when it has plural forms.
    pub fn text(&self, key: &str) -> Option<&str> {
        match self.words.get(key)? {
            Word::Text(text) => Some(text),
            Word::Plural(_) => None,
        }
    }
}

fn gather(key: String, value: Value, words: &mut BTreeMap<String, Word>) -> Result<()> {
    match value {
        Value::String(text) => {
            words.insert(key, Word::Text(text));
        }
        Value::Object(entries) if is_plural(&entries) => {
            let forms = entries.into_iter().filter_map(|(form, text)| Some((form, text.as_str()?.to_owned())));
            words.insert(key, Word::Plural(forms.collect()));
        }
        Value::Object(entries) => {
            for (name, value) in entries {
                gather(format!("{key}.{name}"), value, words)?;
            }
        }
        other => bail!("{key} is {other}: only texts, plural forms and sections may stand here"),
    }
    Ok(())
}

/// `other` is the one form that every language has; a section with a word called so would read as a plural.
fn is_plural(entries: &serde_json::Map<String, Value>) -> bool {
    entries.contains_key("other")
        && entries.iter().all(|(form, text)| PLURAL_FORMS.contains(&form.as_str()) && text.is_string())
}

fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|part| part.split_once('}').map(|(name, _)| name))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn sections_flatten_and_plurals_stay_together() {
        let locale = Locale::parse(
            r#"{"start": {"title": "Hello", "deep": {"er": "{name}!"}},
                "found": {"one": "{count} group", "other": "{count} groups near {place}"}}"#,
        )
        .unwrap();
        assert_eq!(locale.text("start.title"), Some("Hello"));
        assert_eq!(locale.text("start.deep.er"), Some("{name}!"));
        assert_eq!(locale.text("found"), None);
        assert_eq!(locale.words["found"].placeholders(), BTreeSet::from(["count", "place"]));
    }

    #[test]
    fn a_number_is_refused() {
        assert!(Locale::parse(r#"{"start": {"title": 3}}"#).is_err());
    }
}
