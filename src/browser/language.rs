//! The language of the page: what the person picked, else the first the browser offers that we have.

use std::cell::RefCell;

use js_sys::Intl::PluralRules;
use js_sys::{Array, Object};
use wasm_bindgen::JsValue;

const KEPT_AS: &str = "language";

/// Picks from the languages we have.
pub fn preferred(ours: &[&'static str]) -> &'static str {
    let kept = local().and_then(|storage| storage.get_item(KEPT_AS).ok().flatten());
    let offered = web_sys::window().map(|window| window.navigator().languages().to_vec()).unwrap_or_default();
    kept.into_iter()
        .chain(offered.iter().filter_map(JsValue::as_string))
        .find_map(|wanted| {
            let short = wanted.split('-').next().unwrap_or_default();
            ours.iter().copied().find(|known| *known == wanted || *known == short)
        })
        .unwrap_or("en")
}

/// Keeps the choice (a language is no personal data) and loads the page anew in it.
pub fn choose(language: &str) {
    if let Some(storage) = local() {
        // A browser that keeps nothing shows its own language again; that is the most it can do.
        let _ = storage.set_item(KEPT_AS, language);
    }
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

/// Tells the browser and the screen reader which language and direction the page has.
pub fn mark_page(language: &str) {
    let right_to_left = ["ar", "fa", "he", "ku", "ps", "ur", "yi"].contains(&language);
    if let Some(root) = web_sys::window().and_then(|window| window.document()).and_then(|page| page.document_element())
    {
        let _ = root.set_attribute("lang", language);
        let _ = root.set_attribute("dir", if right_to_left { "rtl" } else { "ltr" });
    }
}

/// The language the page is marked with.
pub fn current() -> String {
    web_sys::window()
        .and_then(|window| window.document())
        .and_then(|page| page.document_element())
        .and_then(|root| root.get_attribute("lang"))
        .unwrap_or_else(|| "en".to_owned())
}

thread_local! {
    /// The rules of the language for which they were asked last; they take a while to make.
    static RULES: RefCell<Option<(String, PluralRules)>> = const { RefCell::new(None) };
}

/// The plural form a number takes in the page's language, by the browser's own rules.
pub fn plural_form(count: u32) -> String {
    let language = current();
    RULES.with_borrow_mut(|held| {
        if held.as_ref().is_none_or(|(known, _)| *known != language) {
            let locales = Array::of1(&JsValue::from_str(&language));
            *held = Some((language, PluralRules::new(&locales, &Object::new())));
        }
        let form = held.as_ref().and_then(|(_, rules)| rules.select(f64::from(count)).as_string());
        form.unwrap_or_else(|| "other".to_owned())
    })
}

fn local() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}
