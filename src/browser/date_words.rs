//! Dates and times in the words of the page's language, by the browser's own `Intl`.

use std::cell::RefCell;

use chrono::NaiveDate;
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

/// "Wednesday 25 November", with the year when it is not this one.
pub fn long_date(date: NaiveDate, this_year: i32) -> String {
    use chrono::Datelike as _;
    let mut options = vec![("weekday", "long"), ("day", "numeric"), ("month", "long")];
    if date.year() != this_year {
        options.push(("year", "numeric"));
    }
    format(date, &options).replace(',', "")
}

/// "27 March 1958".
pub fn plain_date(date: NaiveDate) -> String {
    format(date, &[("day", "numeric"), ("month", "long"), ("year", "numeric")])
}

/// "November 2026".
pub fn month(date: NaiveDate) -> String {
    format(date, &[("month", "long"), ("year", "numeric")])
}

/// "Wednesday".
pub fn weekday(date: NaiveDate) -> String {
    format(date, &[("weekday", "long")])
}

/// "2pm", "9.30am" in English; as is usual elsewhere. Text that is no time stays as it is.
pub fn time(text: &str) -> String {
    let Some((hours, minutes)) = text.split_once(':') else { return text.to_owned() };
    let Ok(hours) = hours.parse::<u8>() else { return text.to_owned() };
    if super::language::current() != "en" {
        return text.to_owned();
    }
    let half = if hours >= 12 { "pm" } else { "am" };
    let hour = (hours + 11) % 12 + 1;
    if minutes == "00" { format!("{hour}{half}") } else { format!("{hour}.{minutes}{half}") }
}

thread_local! {
    /// Each way of writing a date, by the language and what is written. To make one takes longer than to write a hundred
    /// dates with it.
    static WAYS: RefCell<Vec<(String, Function)>> = const { RefCell::new(Vec::new()) };
}

fn format(date: NaiveDate, options: &[(&str, &str)]) -> String {
    let at = Date::new(&JsValue::from_str(&date.to_string()));
    way(options)
        .call1(&JsValue::UNDEFINED, &at)
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_else(|| date.to_string())
}

fn way(options: &[(&str, &str)]) -> Function {
    let language = super::language::current();
    let mut name = language.clone();
    for (option, value) in options {
        name.push_str(option);
        name.push_str(value);
    }
    let known = WAYS.with_borrow(|ways| ways.iter().find(|(known, _)| *known == name).map(|(_, way)| way.clone()));
    known.unwrap_or_else(|| {
        let way = new_way(&language, options);
        WAYS.with_borrow_mut(|ways| ways.push((name, way.clone())));
        way
    })
}

fn new_way(language: &str, options: &[(&str, &str)]) -> Function {
    let object = Object::new();
    for (name, value) in options.iter().chain(&[("timeZone", "UTC")]) {
        // A plain object takes every property; the answer is always true.
        let _ = Reflect::set(&object, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    let locale = if language == "en" { "en-GB" } else { language };
    Intl::DateTimeFormat::new(&Array::of1(&JsValue::from_str(locale)), &object).format()
}
