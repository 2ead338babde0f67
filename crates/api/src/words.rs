//! The few words that the server writes itself, in the pages it draws before the app is there. They come from the same
//! locale file as the app's, so that nothing changes under the reader when the app takes over.
//!
//! It knows no page: which words are needed is said by whoever draws.

use anyhow::Context;
use serde_json::Value;

const ENGLISH: &str = include_str!("../../../locales/en.json");

/// The words of one language.
#[derive(Debug)]
pub struct Words {
    texts: Value,
}

impl Words {
    /// The English words.
    ///
    /// # Errors
    /// When the locale file is not JSON.
    pub fn english() -> anyhow::Result<Self> {
        Ok(Self { texts: serde_json::from_str(ENGLISH).context("locales/en.json cannot be read")? })
    }

    /// The words for a key such as `groups.today`; nothing for a key that is not there, which a test rules out.
    pub fn text(&self, key: &str) -> &str {
        self.find(key).and_then(Value::as_str).unwrap_or_default()
    }

    /// The words for a key, with every `{placeholder}` filled in order of first appearance, as the app fills them.
    pub fn fill(&self, key: &str, values: &[&str]) -> String {
        filled(self.text(key), values)
    }

    /// The words for a number of things: `{count}` is the number, other placeholders are filled in order.
    pub fn count(&self, key: &str, count: u32, values: &[&str]) -> String {
        let form = if count == 1 { "one" } else { "other" };
        let text = self.find(key).and_then(|forms| forms.get(form)).and_then(Value::as_str).unwrap_or_default();
        filled(&text.replace("{count}", &count.to_string()), values)
    }

    /// Whether there are words for this key.
    pub fn has(&self, key: &str) -> bool {
        self.find(key).is_some_and(|found| found.is_string() || found.get("other").is_some_and(Value::is_string))
    }

    fn find(&self, key: &str) -> Option<&Value> {
        key.split('.').try_fold(&self.texts, |section, part| section.get(part))
    }
}

/// Fills placeholders. Values are not looked at again: braces in them stay braces.
fn filled(text: &str, values: &[&str]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut names: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            rest = after;
            break;
        };
        let at = names.iter().position(|known| *known == name).unwrap_or_else(|| {
            names.push(name);
            names.len() - 1
        });
        out.push_str(values.get(at).copied().unwrap_or_default());
        rest = tail;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn words(json: &str) -> Words {
        Words { texts: serde_json::from_str(json).unwrap() }
    }

    #[test]
    fn english_is_there() {
        assert!(Words::english().unwrap().texts.is_object());
    }

    #[test]
    fn placeholders_are_filled_in_order_of_first_appearance() {
        let words = words(r#"{"a": {"b": "{day}, {time} ({day})"}}"#);
        assert_eq!(words.fill("a.b", &["Today", "2pm"]), "Today, 2pm (Today)");
        assert_eq!(words.fill("a.b", &["{time}", "2pm"]), "{time}, 2pm ({time})");
    }

    #[test]
    fn numbers_choose_their_form() {
        let words =
            words(r#"{"found": {"one": "{count} group near {place}", "other": "{count} groups near {place}"}}"#);
        assert_eq!(words.count("found", 1, &["EH1"]), "1 group near EH1");
        assert_eq!(words.count("found", 0, &["EH1"]), "0 groups near EH1");
        assert!(words.has("found") && !words.has("lost"));
    }

    #[test]
    fn missing_words_are_nothing_rather_than_a_failure() {
        assert_eq!(words("{}").text("a.b"), "");
        assert!(!words(r#"{"a": {}}"#).has("a"));
    }
}
