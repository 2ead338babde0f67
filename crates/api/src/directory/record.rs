//! Turns a row of a feed, of whichever shape, into a group as Stile keeps it.
//!
//! Only a row without a usable id or name is lost; anything else that cannot be used is left out and noted. Reads
//! nothing but the row: no store, no clock.

use chrono::NaiveDate;
use domain::directory::GroupRecord;
use domain::need::NeedMap;
use serde_json::Value;
use uuid::Uuid;
use wire::{Ages, GroupId, Standing};

use super::fields::Fields;
use super::report::{Notes, Reason, Refusal};
use super::{clean, ids, oruk, outpost};

/// The most characters of an id.
const LONGEST_ID: usize = 200;
/// Nobody is older than this.
const OLDEST: f64 = 120.0;
/// "Up to 100" is how feeds write "no upper limit".
const NO_LIMIT: f64 = 100.0;
/// Where the day on which an entry was last checked stands, in the standard and in older shapes.
const ASSURED: &str = "assured_date";
/// The most categories, and the most languages, that are kept.
const MOST_TERMS: usize = 60;

/// Reads the rows of one feed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) feed: Uuid,
    /// The feed's name.
    pub(super) source: &'a str,
    pub(super) needs: &'a NeedMap,
    /// The day of the import in London: prices that ran out before it are left out.
    pub(super) today: NaiveDate,
}

/// What became of a row.
#[derive(Debug)]
pub(super) struct ReadRow {
    /// The feed's id of the group, also where the rest could not be used.
    pub(super) source_id: Option<String>,
    pub(super) record: Option<GroupRecord>,
    pub(super) refused: Vec<Refusal>,
}

/// A row that has an id and a name, on its way to becoming a group.
pub(super) struct Row<'a> {
    pub(super) fields: Fields<'a>,
    pub(super) group: GroupId,
    pub(super) source_id: String,
    pub(super) name: String,
    pub(super) needs: &'a NeedMap,
    pub(super) today: NaiveDate,
}

impl Reader<'_> {
    /// Reads one row; `None` is a row that is no JSON. `number` counts from one.
    pub(super) fn row(&self, value: Option<&Value>, number: u64) -> ReadRow {
        let lost = |source_id: Option<String>, field: &str, reason: Reason| {
            let id = source_id.clone().unwrap_or_else(|| format!("#{number}"));
            let mut notes = Notes::new(self.source, id);
            notes.refuse(field, reason);
            ReadRow { source_id, record: None, refused: notes.into_refused() }
        };
        let Some(value) = value else { return lost(None, "row", Reason::Unreadable) };
        let Some(fields) = Fields::of(value) else { return lost(None, "row", Reason::NotAnObject) };
        let source_id = match source_id(fields) {
            Ok(source_id) => source_id,
            Err(reason) => return lost(None, "id", reason),
        };
        let Some(name) = fields.label("name").and_then(|text| clean::line(&text, clean::NAME)) else {
            return lost(Some(source_id), "name", Reason::Missing);
        };
        let mut notes = Notes::new(self.source, source_id.clone());
        let row = Row {
            fields,
            group: ids::group_id(self.feed, &source_id),
            source_id: source_id.clone(),
            name,
            needs: self.needs,
            today: self.today,
        };
        let record =
            if outpost::is_shape_of(fields) { outpost::read(row, &mut notes) } else { oruk::read(row, &mut notes) };
        ReadRow { source_id: Some(source_id), record: Some(record), refused: notes.into_refused() }
    }
}

fn source_id(fields: Fields<'_>) -> Result<String, Reason> {
    let id = fields.label("id").ok_or(Reason::Missing)?;
    let id = id.trim();
    if id.chars().count() > LONGEST_ID || id.chars().any(clean::is_hidden) {
        return Err(Reason::Unreadable);
    }
    Ok(id.to_owned())
}

/// Whether the group can be gone to, by the row's `status`.
pub(super) fn standing(fields: Fields<'_>, notes: &mut Notes<'_>) -> Standing {
    if fields.flag("temporarily_closed") == Some(true) {
        return Standing::Paused;
    }
    let Some(status) = fields.text("status") else { return Standing::Running };
    match status.trim().to_ascii_lowercase().replace(['_', '-'], " ").as_str() {
        "active" | "open" | "published" => Standing::Running,
        "temporarily closed" | "paused" | "suspended" => Standing::Paused,
        "inactive" | "defunct" | "closed" | "permanently closed" => Standing::Gone,
        _ => {
            notes.refuse("status", Reason::UnknownStatus);
            Standing::Running
        }
    }
}

/// Ages in whole years; nought and a hundred are how feeds write "open".
pub(super) fn ages(from: Result<Option<f64>, Reason>, to: Result<Option<f64>, Reason>, notes: &mut Notes<'_>) -> Ages {
    let from = notes.keep("minimum_age", from.and_then(sound_age)).filter(|age| *age > 0);
    let to = notes.keep("maximum_age", to.and_then(sound_age)).filter(|age| f64::from(*age) < NO_LIMIT);
    if from.zip(to).is_some_and(|(from, to)| from > to) {
        notes.refuse("maximum_age", Reason::OutOfRange);
        return Ages::default();
    }
    Ages { from, to }
}

fn sound_age(age: Option<f64>) -> Result<Option<u8>, Reason> {
    match age {
        None => Ok(None),
        // Larger figures, such as 999, mean that there is no limit.
        Some(age) if age >= 0.0 => Ok(Some(age.min(OLDEST).floor() as u8)),
        Some(_) => Err(Reason::OutOfRange),
    }
}

/// The day on which somebody last vouched for the entry. When it was last changed (`last_modified`, `updated_at`) is no
/// such day: a program may have changed it.
pub(super) fn checked(row: &Row<'_>, notes: &mut Notes<'_>) -> Option<NaiveDate> {
    let raw = row.fields.text(ASSURED)?;
    let date = clean::date(&raw).filter(|date| *date <= row.today);
    if date.is_none() {
        notes.refuse(ASSURED, Reason::NotADate);
    }
    date
}

/// Adds short texts that are not there yet.
pub(super) fn add_terms<T: AsRef<str>>(terms: &mut Vec<String>, more: impl IntoIterator<Item = T>) {
    for raw in more {
        if let Some(term) = clean::line(raw.as_ref(), clean::NAME)
            && terms.len() < MOST_TERMS
            && !terms.contains(&term)
        {
            terms.push(term);
        }
    }
}
