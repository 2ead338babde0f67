//! Every word a person reads, as one function a word, made from `locales/` by the build script.
//!
//! A leaf: it knows no screen and no browser. English is compiled in; another language's texts are put in once, before
//! anything is drawn, and hold until the page is loaded anew.

use std::cell::RefCell;

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// Says which plural form (`one`, `other`, …) a number takes in the language of the page.
pub type PluralForm = fn(u32) -> String;

thread_local! {
    static OTHER: RefCell<Option<Vec<&'static str>>> = const { RefCell::new(None) };
    static FORM: RefCell<Option<PluralForm>> = const { RefCell::new(None) };
}

/// Sets how plural forms are chosen. Without it, English rules hold.
pub fn choose_forms_by(form: PluralForm) {
    FORM.with_borrow_mut(|held| *held = Some(form));
}

/// Puts in another language: one text for each key, in the order of the keys in `locales/en.json`. A list of another
/// length belongs to another version of the app and is not used; the answer says so.
///
/// The texts are leaked on purpose: there is one language for as long as the page lives.
pub fn speak(texts: Vec<String>) -> bool {
    let is_ours = texts.len() == ENGLISH.len();
    if is_ours {
        let texts = texts.into_iter().map(|text| &*Box::leak(text.into_boxed_str())).collect();
        OTHER.with_borrow_mut(|held| *held = Some(texts));
    }
    is_ours
}

fn say(index: usize) -> &'static str {
    OTHER.with_borrow(|held| held.as_ref().map_or(ENGLISH[index], |texts| texts[index]))
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

fn count(index: usize, count: u32, values: &[(&str, &str)]) -> String {
    let form = FORM.with_borrow(|held| match held {
        Some(choose) => choose(count),
        None if count == 1 => "one".to_owned(),
        None => "other".to_owned(),
    });
    let text = say(index);
    let number = count.to_string();
    let mut all = values.to_vec();
    all.push(("count", number.as_str()));
    fill(form_of(text, &form).or_else(|| form_of(text, "other")).unwrap_or_default(), &all)
}

fn form_of<'text>(text: &'text str, form: &str) -> Option<&'text str> {
    text.split('\u{2}')
        .find_map(|part| part.split_once('\u{1}').filter(|(name, _)| *name == form).map(|(_, text)| text))
}
