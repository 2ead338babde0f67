//! Reads single fields of a feed's row, whatever type they turn out to have. It knows JSON and no feed.
//!
//! Numbers may be written as strings and strings as numbers; `null`, a missing field and an empty string are the same.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::report::Reason;

/// The fields of one JSON object.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields<'a>(&'a Map<String, Value>);

impl<'a> Fields<'a> {
    /// The fields of a value, if it is an object.
    pub(super) fn of(value: &'a Value) -> Option<Self> {
        value.as_object().map(Self)
    }

    /// Whether the field is there, even if it is empty.
    pub(super) fn has(self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    fn value(self, key: &str) -> Option<&'a Value> {
        self.0.get(key).filter(|value| !value.is_null())
    }

    /// A string, or a number or truth value as one. Never blank.
    pub(super) fn text(self, key: &str) -> Option<Cow<'a, str>> {
        self.value(key).and_then(as_text)
    }

    /// A string or a number: what can name something.
    pub(super) fn label(self, key: &str) -> Option<Cow<'a, str>> {
        self.value(key).filter(|value| !value.is_boolean()).and_then(as_text)
    }

    /// The first of these fields that has text.
    pub(super) fn first_text(self, keys: &[&str]) -> Option<Cow<'a, str>> {
        keys.iter().find_map(|key| self.text(key))
    }

    /// A finite number, also one written as a string.
    pub(super) fn number(self, key: &str) -> Result<Option<f64>, Reason> {
        self.value(key).map_or(Ok(None), as_number)
    }

    /// The numbers of a list, in their places.
    pub(super) fn numbers(self, key: &str) -> Vec<Result<Option<f64>, Reason>> {
        match self.value(key) {
            Some(Value::Array(values)) => values.iter().map(as_number).collect(),
            _ => Vec::new(),
        }
    }

    /// A truth value, also one written as a word or as 0 and 1.
    pub(super) fn flag(self, key: &str) -> Option<bool> {
        match self.text(key)?.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "y" | "1" => Some(true),
            "false" | "no" | "n" | "0" => Some(false),
            _ => None,
        }
    }

    /// An object; the first one where there is a list.
    pub(super) fn object(self, key: &str) -> Option<Fields<'a>> {
        self.objects(key).into_iter().next()
    }

    /// The objects of a list, without what is not an object; a lone object is a list of one.
    pub(super) fn objects(self, key: &str) -> Vec<Fields<'a>> {
        match self.value(key) {
            Some(Value::Array(values)) => values.iter().filter_map(Fields::of).collect(),
            Some(value) => Fields::of(value).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// The objects of all these lists.
    pub(super) fn all_objects(self, keys: &[&str]) -> Vec<Fields<'a>> {
        keys.iter().flat_map(|key| self.objects(key)).collect()
    }

    /// The texts of a list; a lone text is a list of one.
    pub(super) fn texts(self, key: &str) -> Vec<Cow<'a, str>> {
        match self.value(key) {
            Some(Value::Array(values)) => values.iter().filter_map(as_text).collect(),
            Some(value) => as_text(value).into_iter().collect(),
            None => Vec::new(),
        }
    }
}

fn as_number(value: &Value) -> Result<Option<f64>, Reason> {
    let number = match value {
        Value::Null => return Ok(None),
        Value::Number(number) => number.as_f64(),
        Value::String(text) if text.trim().is_empty() => return Ok(None),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    number.filter(|number: &f64| number.is_finite()).map(Some).ok_or(Reason::NotANumber)
}

fn as_text(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(Cow::Borrowed(text)),
        // 2.0 is how some systems write 2.
        Value::Number(number) => Some(Cow::Owned(match number.as_f64() {
            Some(whole) if number.is_f64() && whole.fract() == 0.0 && whole.abs() < 1e15 => format!("{whole:.0}"),
            _ => number.to_string(),
        })),
        Value::Bool(truth) => Some(Cow::Borrowed(if *truth { "true" } else { "false" })),
        _ => None,
    }
}
