//! Every word a person reads, as one function a word, made from `locales/` by the build script.
//!
//! A leaf: it knows no screen and no browser. English is compiled in; another language's texts are put in once, before
//! anything is drawn, and hold until the page is loaded anew. Which words are in which table says `build/tables.rs`;
//! an app carries the tables whose words it says.

use std::cell::RefCell;
use std::sync::OnceLock;

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// The words that every app says, or those that one app says alone.
pub struct Table {
    /// By which its lists of other languages are named.
    pub name: &'static str,
    pub english: &'static [&'static str],
    other: OnceLock<Vec<&'static str>>,
}

impl Table {
    const fn new(name: &'static str, english: &'static [&'static str]) -> Self {
        Self { name, english, other: OnceLock::new() }
    }

    fn say(&self, index: usize) -> &'static str {
        self.other.get().map_or(self.english[index], |texts| texts[index])
    }
}

/// Says which plural form (`one`, `other`, …) a number takes in the language of the page.
pub type PluralForm = fn(u32) -> String;

thread_local! {
    static FORM: RefCell<Option<PluralForm>> = const { RefCell::new(None) };
}

/// Sets how plural forms are chosen. Without it, English rules hold.
pub fn choose_forms_by(form: PluralForm) {
    FORM.with_borrow_mut(|held| *held = Some(form));
}

/// Puts in another language: a list for each table, one text for each of its keys in the order of `locales/en.json`.
/// A list of another length belongs to another version of the app; then none is used, and the answer says so.
///
/// The texts are leaked on purpose: there is one language for as long as the page lives.
pub fn speak(tables: &[&Table], lists: Vec<Vec<String>>) -> bool {
    let is_ours = tables.len() == lists.len()
        && tables.iter().zip(&lists).all(|(table, texts)| table.english.len() == texts.len());
    if is_ours {
        for (table, texts) in tables.iter().zip(lists) {
            let _ = table.other.set(texts.into_iter().map(|text| &*Box::leak(text.into_boxed_str())).collect());
        }
    }
    is_ours
}

fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else { break };
        for (known, value) in values {
            if *known == name {
                out.push_str(value);
            }
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

fn count(text: &str, count: u32, values: &[(&str, &str)]) -> String {
    let form = FORM.with_borrow(|held| match held {
        Some(choose) => choose(count),
        None if count == 1 => "one".to_owned(),
        None => "other".to_owned(),
    });
    let number = count.to_string();
    let mut all = values.to_vec();
    all.push(("count", number.as_str()));
    fill(form_of(text, &form).or_else(|| form_of(text, "other")).unwrap_or_default(), &all)
}

fn form_of<'text>(text: &'text str, form: &str) -> Option<&'text str> {
    text.split('\u{2}')
        .find_map(|part| part.split_once('\u{1}').filter(|(name, _)| *name == form).map(|(_, text)| text))
}
