//! What is kept of somebody as a page to read, without the app and without a signal. It is drawn from the rows alone, so
//! that nothing that is kept can be missing in it.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use domain::london;
use serde_json::Value;
use uuid::Uuid;
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
         content=\"width=device-width\"><title>{title}</title><style>{STYLE}</style><main><h1>{title}</h1>\
         <p>{}</p><p>{}</p>",
        escaped(&made),
        escaped(words.text("taken.lead"))
    );
    let rows_of = |name: &str| kept.tables.iter().find(|(table, _)| *table == name).map_or(&[][..], |(_, rows)| rows);
    // Writing to a string cannot fail, here and below.
    for (table, key) in FIRST.into_iter().filter(|(table, _)| !rows_of(table).is_empty()) {
        let _ = write!(out, "<h2>{}</h2>", escaped(words.text(key)));
        rows_of(table).iter().for_each(|row| draw(&mut out, words, row));
    }
    let _ = write!(out, "<h2>{}</h2>", escaped(words.text("taken.looks")));
    if looks.is_empty() {
        let _ = write!(out, "<p>{}</p>", escaped(words.text("who_looked.empty")));
    }
    out.push_str("<ul>");
    for look in looks {
        let who = if look.who.is_empty() { words.text("who_looked.someone") } else { &look.who };
        let what = words.text(&format!("who_looked.{}", code(&look.what)));
        let _ = write!(out, "<li>{} · {} · {}</li>", when(look.at), escaped(who), escaped(what));
    }
    out.push_str("</ul>");
    // The machinery's own rows come last, under the names that they have in the database.
    let _ = write!(out, "<h2>{}</h2>", escaped(words.text("taken.rest")));
    let is_first = |table: &str| FIRST.iter().any(|(first, _)| *first == table);
    for (table, rows) in kept.tables.iter().filter(|(table, rows)| {
        // Who has looked stands above, in names.
        !rows.is_empty() && !is_first(table) && *table != "audit"
    }) {
        let _ = write!(out, "<h3>{}</h3>", escaped(&heading(table)));
        rows.iter().for_each(|row| draw(&mut out, words, row));
    }
    out.push_str("</main></html>");
    out
}

fn draw(out: &mut String, words: &Words, row: &Value) {
    out.push_str("<dl>");
    for (name, value) in row.as_object().into_iter().flatten().filter(|(name, _)| !INNER.contains(&name.as_str())) {
        if let Some(text) = shown(words, name, value) {
            let key = FIELDS.iter().find(|(field, _)| field == name).map(|(_, key)| words.text(key).to_owned());
            let label = key.unwrap_or_else(|| heading(name));
            let _ = write!(out, "<dt>{}</dt><dd>{}</dd>", escaped(&label), escaped(&text));
        }
    }
    out.push_str("</dl>");
}

/// The tables that somebody reads first, in this order, each with the key of its words.
const FIRST: [(&str, &str); 17] = [
    ("person", "taken.table.person"),
    ("safe_contact", "taken.table.safe_contact"),
    ("referral", "taken.table.referral"),
    ("referral_event", "taken.table.referral_event"),
    ("helper_grant", "taken.table.helper_grant"),
    ("helper_invitation", "taken.table.helper_invitation"),
    ("complaint", "taken.table.complaint"),
    ("goal", "taken.table.goal"),
    ("plan_group", "taken.table.plan_group"),
    ("visit", "taken.table.visit"),
    ("host_letter", "taken.table.host_letter"),
    ("meeting_word", "taken.table.meeting_word"),
    ("routine", "taken.table.routine"),
    ("calendar_feed", "taken.table.calendar_feed"),
    ("check_in", "taken.table.check_in"),
    ("contact", "taken.table.contact"),
    ("sign_in", "taken.table.sign_in"),
];

/// Columns by which the system works. They say nothing to a reader, and stand in the file beside this page.
const INNER: [&str; 10] = [
    "has_chosen_life",
    "is_helper",
    "is_helper_refused",
    "is_proved",
    "is_silent",
    "is_urgent_words",
    "revision",
    "tries",
    "version",
    "words_version",
];

/// The columns that have words of their own, each with their key.
const FIELDS: [(&str, &str); 61] = [
    ("about_me", "taken.field.about_me"),
    ("about_me_by", "taken.field.about_me_by"),
    ("access", "taken.field.access"),
    ("access_note", "taken.field.access_note"),
    ("address", "taken.field.address"),
    ("answer", "taken.field.answer"),
    ("answer_by", "taken.field.answer_by"),
    ("answers", "taken.field.answers"),
    ("asked_at", "taken.field.asked_at"),
    ("at", "taken.field.at"),
    ("birth", "taken.field.birth"),
    ("call_name", "taken.field.call_name"),
    ("channel", "taken.field.channel"),
    ("changed_at", "taken.field.changed_at"),
    ("company", "taken.field.company"),
    ("created_at", "taken.field.created_at"),
    ("day", "taken.field.day"),
    ("device", "taken.field.device"),
    ("elsewhere", "taken.field.elsewhere"),
    ("email", "taken.field.email"),
    ("ends_on", "taken.field.ends_on"),
    ("expires_at", "taken.field.expires_at"),
    ("first_promised_by", "taken.field.first_promised_by"),
    ("from_time", "taken.field.from_time"),
    ("group_name", "taken.field.group_name"),
    ("how", "taken.field.how"),
    ("is_alone", "taken.field.is_alone"),
    ("is_arranged", "taken.field.is_arranged"),
    ("is_safe", "taken.field.is_safe"),
    ("is_told_evening_before", "taken.field.is_told_evening_before"),
    ("kind", "taken.field.kind"),
    ("language", "taken.field.language"),
    ("life", "taken.field.life"),
    ("lines", "taken.field.lines"),
    ("made_at", "taken.field.made_at"),
    ("name", "taken.field.name"),
    ("note", "taken.field.note"),
    ("outcome", "taken.field.outcome"),
    ("over_at", "taken.field.over_at"),
    ("phone", "taken.field.phone"),
    ("postcode", "taken.field.postcode"),
    ("promised_anew", "taken.field.promised_anew"),
    ("promised_by", "taken.field.promised_by"),
    ("proved_at", "taken.field.proved_at"),
    ("recorded_at", "taken.field.recorded_at"),
    ("reference", "taken.field.reference"),
    ("relation", "taken.field.relation"),
    ("remind_minutes", "taken.field.remind_minutes"),
    ("revoked_at", "taken.field.revoked_at"),
    ("said_at", "taken.field.said_at"),
    ("scopes", "taken.field.scopes"),
    ("seen_at", "taken.field.seen_at"),
    ("sent_at", "taken.field.sent_at"),
    ("stage", "taken.field.stage"),
    ("stage_since", "taken.field.stage_since"),
    ("starts_at", "taken.field.starts_at"),
    ("strong_at", "taken.field.strong_at"),
    ("surgery", "taken.field.surgery"),
    ("until_time", "taken.field.until_time"),
    ("value", "taken.field.value"),
    ("words", "taken.field.words"),
];

const STYLE: &str = ":root{color-scheme:light dark}body{font:1.125rem/1.5 sans-serif;margin:1rem auto;max-width:40rem;padding:0 1rem}\
    dl{border-top:1px solid;padding-top:.5rem}dt{font-weight:600}dd{margin:0 0 .5rem;white-space:pre-wrap}";

/// `referral_event` as `Referral event`.
fn heading(code: &str) -> String {
    let text = code.replace('_', " ");
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A value to read: instants as London's clocks showed them; nothing for what is empty, and none of the numbers by which
/// rows find each other, which are in the file beside this page.
fn shown(words: &Words, name: &str, value: &Value) -> Option<String> {
    let is_instant = name.ends_with("_at") || matches!(name, "at" | "stage_since");
    let is_question = name.starts_with("is_") || name.starts_with("has_");
    let answer = |is_yes| words.text(if is_yes { "taken.yes" } else { "taken.no" }).to_owned();
    match value {
        Value::Null => None,
        Value::String(text) if text.is_empty() || Uuid::try_parse(text).is_ok() => None,
        Value::String(text)
            if matches!(name, "channel" | "company" | "kind" | "life" | "outcome" | "scopes" | "stage") =>
        {
            Some(heading(text))
        }
        Value::String(text) => match serde_json::from_str(text) {
            Ok(inner @ (Value::Object(_) | Value::Array(_))) => {
                Some(lines(words, &inner)).filter(|text| !text.is_empty())
            }
            _ => Some(text.clone()),
        },
        Value::Bool(is_yes) => Some(answer(*is_yes)),
        Value::Number(number) if is_question => Some(answer(number.as_i64() != Some(0))),
        Value::Number(number) if is_instant => number.as_i64().and_then(DateTime::from_timestamp_millis).map(when),
        other => Some(other.to_string()),
    }
}

/// What is kept as JSON, a line a field; what was not answered is left out.
fn lines(words: &Words, value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let lines = fields.iter().filter_map(|(name, value)| {
                let text = lines(words, value);
                (!text.is_empty()).then(|| format!("{}: {text}", heading(name)))
            });
            lines.collect::<Vec<_>>().join("\n")
        }
        Value::Array(values) => values.iter().map(|value| lines(words, value)).collect::<Vec<_>>().join(", "),
        Value::Null => String::new(),
        Value::Bool(is_yes) => words.text(if *is_yes { "taken.yes" } else { "taken.no" }).to_owned(),
        Value::String(text) if Uuid::try_parse(text).is_ok() => String::new(),
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
    }
}

fn when(at: DateTime<Utc>) -> String {
    london::local(at).format("%Y-%m-%d %H:%M").to_string()
}

fn code(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(code)) => code,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use wire::Looked;

    use super::*;

    #[test]
    fn there_are_words_for_all_that_is_read_first() {
        let words = Words::english().unwrap();
        let keys = ["title", "made", "lead", "looks", "rest", "yes", "no"].map(|key| format!("taken.{key}"));
        let named: Vec<String> = FIRST.iter().chain(&FIELDS).map(|(_, key)| (*key).to_owned()).collect();
        let looks = [
            Looked::Listed,
            Looked::OpenedReferral,
            Looked::OpenedRecord,
            Looked::SawTimeline,
            Looked::SawPlan,
            Looked::SawCheckIns,
            Looked::SawDetails,
            Looked::ChangedDetails,
            Looked::ChangedStage,
            Looked::RecordedHelper,
            Looked::EndedHelper,
            Looked::OpenedRecovery,
            Looked::ApprovedRecovery,
            Looked::GaveRecoveryWords,
        ]
        .map(|look| format!("who_looked.{}", code(&look)));
        for key in keys.iter().chain(&named).chain(&looks) {
            assert!(words.has(key), "locales/en.json has no words for {key}");
        }
    }
}
