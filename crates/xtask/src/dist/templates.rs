//! Puts the words of `locales/en.json` where pages and the manifest say `{{section.key}}`, so that the first page reads
//! well before the app arrives and the help page reads well without it.

use std::path::Path;

use anyhow::{Context, Result, bail};

use super::{files_ending, read, write};
use crate::locale::Locale;

/// Where the list of help lines goes.
pub const HELP_LINES: &str = "<!--help-lines-->";

/// Fills every page and the manifest of a build.
pub fn fill(staging: &Path, words: &Locale, help_list: &str) -> Result<()> {
    for path in files_ending(staging, &["html", "webmanifest"])? {
        let escape = if path.extension().is_some_and(|ending| ending == "html") { for_html } else { for_json };
        let filled = filled(&read(&path)?, words, escape).with_context(|| format!("in {}", path.display()))?;
        write(&path, filled.replace(HELP_LINES, help_list))?;
    }
    Ok(())
}

/// The text with every placeholder replaced. An unknown key is an error; what is no key is left alone.
fn filled(text: &str, words: &Locale, escape: fn(&str) -> String) -> Result<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let Some((inside, tail)) = after.split_once("}}").filter(|(inside, _)| is_key(inside.trim())) else {
            out.push_str("{{");
            rest = after;
            continue;
        };
        let key = inside.trim();
        let Some(word) = words.text(key) else {
            bail!("{{{{{key}}}}} has no text in locales/en.json (plural forms cannot stand in a page)");
        };
        if word.contains('{') {
            bail!("{{{{{key}}}}} has a placeholder of its own, and nothing fills it in a static page");
        }
        out.push_str(&escape(word));
        rest = tail;
    }
    out.push_str(rest);
    Ok(out)
}

/// The keys that a page asks for.
pub fn keys(text: &str) -> impl Iterator<Item = &str> {
    text.split("{{")
        .skip(1)
        .filter_map(|part| part.split_once("}}"))
        .map(|(key, _)| key.trim())
        .filter(|key| is_key(key))
}

/// `section.key`. Trunk's own placeholders are in capitals and are none of ours.
fn is_key(text: &str) -> bool {
    text.contains('.')
        && text.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "._".contains(letter))
}

/// Safe between tags and inside quoted attributes.
pub fn for_html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// Safe inside the quotes of a JSON string.
fn for_json(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn words() -> Locale {
        Locale::parse(
            r#"{"start": {"title": "Bread & <jam>", "hello": "Hello {name}", "n": {"one": "1", "other": "2"}},
                "quote": {"it": "say \"it\""}}"#,
        )
        .unwrap()
    }

    #[test]
    fn words_are_escaped_for_where_they_stand() {
        let html = filled("<h1>{{start.title}}</h1> {{ quote.it }}", &words(), for_html).unwrap();
        assert_eq!(html, "<h1>Bread &amp; &lt;jam&gt;</h1> say &quot;it&quot;");
        let json = filled(r#"{"name": "{{quote.it}}"}"#, &words(), for_json).unwrap();
        assert_eq!(json, r#"{"name": "say \"it\""}"#);
    }

    #[test]
    fn a_key_without_a_plain_text_stops_the_build() {
        for page in ["{{start.titel}}", "{{start.hello}}", "{{start.n}}"] {
            assert!(filled(page, &words(), for_html).is_err(), "{page}");
        }
    }

    #[test]
    fn what_is_no_key_is_left_alone() {
        let page = "'{{__TRUNK_ADDRESS__}}' {detail: {wasm}} {{";
        assert_eq!(filled(page, &words(), for_html).unwrap(), page);
    }

    #[test]
    fn a_page_names_its_keys() {
        assert_eq!(keys("a {{start.title}} {{ b.c }} {{__X__}}").collect::<Vec<_>>(), ["start.title", "b.c"]);
    }

    #[test]
    fn every_page_of_a_build_is_filled() {
        let staging = tempfile::tempdir().unwrap();
        let page = staging.path().join("help-now.html");
        std::fs::write(&page, "<ul><!--help-lines--></ul>{{start.title}}").unwrap();
        fill(staging.path(), &words(), "<li>999</li>").unwrap();
        assert_eq!(read(&page).unwrap(), "<ul><li>999</li></ul>Bread &amp; &lt;jam&gt;");
    }
}
