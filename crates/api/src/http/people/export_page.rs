//! What is kept of somebody as a page to read, without the app and without a signal. It is drawn from the rows alone, so
//! that nothing that is kept can be missing in it.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use domain::london;
use serde_json::Value;
use wire::Look;

use crate::http::pages::escaped;
use crate::store::KeptOfPerson;
use crate::words::Words;

/// The page.
pub fn page(words: &Words, kept: &KeptOfPerson, looks: &[Look], now: DateTime<Utc>) -> String {
    let title = escaped(words.text("taken.title"));
    let made = words.fill("taken.made", &[&when(now)]);
    let mut out = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>{title}</title><style>{STYLE}</style><main><h1>{title}</h1><p>{}</p>",
        escaped(&made)
    );
    // What the person told and what was written to them comes first; the machinery's own rows come last.
    let mut tables: Vec<_> = kept.tables.iter().filter(|(_, rows)| !rows.is_empty()).collect();
    tables.sort_by_key(|(table, _)| FIRST.iter().position(|first| first == table).unwrap_or(FIRST.len()));
    for (table, rows) in tables {
        // Writing to a string cannot fail, here and below.
        let _ = write!(out, "<h2>{}</h2>", escaped(&heading(table)));
        for row in rows {
            out.push_str("<dl>");
            for (name, value) in row.as_object().into_iter().flatten() {
                if let Some(text) = shown(name, value) {
                    let _ = write!(out, "<dt>{}</dt><dd>{}</dd>", escaped(&heading(name)), escaped(&text));
                }
            }
            out.push_str("</dl>");
        }
    }
    let _ = write!(out, "<h2>{}</h2><ul>", escaped(words.text("taken.looks")));
    for look in looks {
        let what = code_text(&look.what);
        let _ = write!(out, "<li>{} · {} · {}</li>", when(look.at), escaped(&look.who), escaped(&what));
    }
    out.push_str("</ul></main></html>");
    out
}

/// The tables that are read first, in this order.
const FIRST: [&str; 9] = [
    "person",
    "safe_contact",
    "referral",
    "referral_event",
    "helper_grant",
    "helper_invitation",
    "complaint",
    "contact",
    "sign_in",
];

const STYLE: &str = "body{font:1.125rem/1.5 sans-serif;margin:1rem auto;max-width:40rem;padding:0 1rem}\
    dl{border-top:1px solid;padding-top:.5rem}dt{font-weight:600}dd{margin:0 0 .5rem;white-space:pre-wrap}";

/// `referral_event` as `Referral event`.
fn heading(code: &str) -> String {
    let text = code.replace('_', " ");
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A value to read: instants as London's clocks showed them; nothing for what is empty.
fn shown(name: &str, value: &Value) -> Option<String> {
    let is_instant = name.ends_with("_at") || matches!(name, "at" | "stage_since");
    match value {
        Value::Null => None,
        Value::String(text) if text.is_empty() => None,
        Value::String(text) => match serde_json::from_str(text) {
            Ok(inner @ (Value::Object(_) | Value::Array(_))) => Some(lines(&inner)).filter(|text| !text.is_empty()),
            _ => Some(text.clone()),
        },
        Value::Number(number) if is_instant => number.as_i64().and_then(DateTime::from_timestamp_millis).map(when),
        other => Some(other.to_string()),
    }
}

/// What is kept as JSON, a line a field; what was not answered is left out.
fn lines(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let lines = fields.iter().filter_map(|(name, value)| {
                let text = lines(value);
                (!text.is_empty()).then(|| format!("{}: {text}", heading(name)))
            });
            lines.collect::<Vec<_>>().join("\n")
        }
        Value::Array(values) => values.iter().map(lines).collect::<Vec<_>>().join(", "),
        Value::Null => String::new(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
    }
}

fn when(at: DateTime<Utc>) -> String {
    london::local(at).format("%Y-%m-%d %H:%M").to_string()
}

fn code_text(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(code)) => code.replace('_', " "),
        _ => String::new(),
    }
}
