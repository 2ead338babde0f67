//! What somebody had typed into the start page's field before the app took over.

use leptos::prelude::*;

/// The letters, to be put into the field that replaces the first one.
#[derive(Clone)]
pub struct Begun(pub StoredValue<String>);

/// Offers the letters to the start page.
pub fn provide_begun(near: String) {
    provide_context(Begun(StoredValue::new(near)));
}

/// The letters; empty after the first taking.
pub fn take_begun() -> String {
    use_context::<Begun>().and_then(|begun| begun.0.try_update_value(std::mem::take)).unwrap_or_default()
}
