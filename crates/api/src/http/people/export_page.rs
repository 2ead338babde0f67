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
    for (table, rows) in &kept.tables {
        if rows.is_empty() {
            continue;
        }
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
        Value::String(text) => Some(text.clone()),
        Value::Number(number) if is_instant => number.as_i64().and_then(DateTime::from_timestamp_millis).map(when),
        other => Some(other.to_string()),
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
