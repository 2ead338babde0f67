//! Doctors' surgeries: tables with a line of names, and the NHS's own list of practices (`epraccur`), which has none.
//!
//! Layout of the latter: <https://digital.nhs.uk/services/organisation-data-service>, "GP and GP practice related
//! data"; 27 columns, of which the status is the 13th and the setting the 26th.

use std::collections::BTreeMap;

use anyhow::bail;
use indicatif::ProgressBar;

use super::{
    Diff, INVENTED_PREFIX, Reason, Refusals, Scope, Source,
    code::{self, Code},
    table::{Row, Table},
    title_case::title_case,
};
use crate::store::{Micro, Store, SurgeryRow, fold};

/// Imports a table of surgeries. Those held and not in it are removed; which team covers which stays.
///
/// A surgery without a position of its own is put where its postcode is, when that is known: import postcodes first.
///
/// # Errors
/// When the table cannot be read, has no usable row, or the database fails; nothing is changed then.
pub async fn import_practices(store: &Store, source: &Source, bar: &ProgressBar) -> anyhow::Result<Diff> {
    bar.set_message("reading");
    let reading = tokio::task::spawn_blocking({
        let (source, bar) = (source.clone(), bar.clone());
        move || read(&source, &bar)
    });
    let Practices { mut new, skipped, refused } = reading.await??;
    if new.is_empty() {
        bail!("{source} has no surgery; nothing was changed");
    }
    for surgery in new.values_mut().filter(|surgery| surgery.at.is_none()) {
        let compact = surgery.postcode.replace(' ', "");
        if let Some(found) = store.find_postcode(&compact).await? {
            surgery.at = Micro::from_degrees(found.lat, found.lon);
        }
    }

    bar.set_message("writing");
    let scope = Scope::of(new.keys().map(|code| code.starts_with(INVENTED_PREFIX)));
    let mut diff = Diff { skipped, refused, ..Diff::default() };
    let mut put = Vec::new();
    let mut remove = Vec::new();
    for held in store.list_surgeries().await? {
        match new.remove(&held.code) {
            Some(surgery) if surgery == held => diff.unchanged += 1,
            Some(surgery) => {
                diff.changed += 1;
                put.push(surgery);
            }
            None if scope.covers(held.code.starts_with(INVENTED_PREFIX)) => {
                diff.gone += 1;
                remove.push(held.code);
            }
            None => {}
        }
    }
    diff.added = new.len() as u64;
    put.extend(new.into_values());
    if !put.is_empty() || !remove.is_empty() {
        store.write_surgeries(&put, &remove).await?;
    }
    Ok(diff)
}

/// A table as read.
#[derive(Debug, Default)]
struct Practices {
    /// By code.
    new: BTreeMap<String, SurgeryRow>,
    skipped: u64,
    refused: Refusals,
}

/// Where the columns are.
struct Columns {
    code: usize,
    name: usize,
    address: Vec<usize>,
    postcode: usize,
    position: Option<(usize, usize)>,
    /// The status and the setting of the NHS's own list.
    nhs: Option<(usize, usize)>,
}

impl Columns {
    fn find(table: &Table) -> anyhow::Result<Self> {
        let code = table.find(&["ods_code", "code", "organisation_code", "practice_code", "org_code"]);
        if code.is_none() && is_nhs_list(table) {
            return Ok(Self {
                code: 0,
                name: 1,
                address: (4..=8).collect(),
                postcode: 9,
                position: None,
                nhs: Some((12, 25)),
            });
        }
        let address = ["addr1", "addr2", "addr3", "addr4", "addr5", "address", "town", "county"]
            .into_iter()
            .chain(["address_line_1", "address_line_2", "address_line_3", "address_line_4", "address_line_5"])
            .filter_map(|name| table.find(&[name]))
            .collect();
        let (lat, lon) = (table.find(&["lat", "latitude"]), table.find(&["lon", "long", "lng", "longitude"]));
        Ok(Self {
            code: table.need("the surgery's code", &["ods_code", "code", "organisation_code", "practice_code"])?,
            name: table.need("the name", &["name", "organisation_name", "practice_name"])?,
            address,
            postcode: table.need("the postcode", &["postcode", "post_code"])?,
            position: lat.zip(lon),
            nhs: None,
        })
    }

    /// Whether people can be patients there: an active (`A`) practice whose setting is a GP practice (`4`).
    fn is_open(&self, row: Row<'_>) -> bool {
        self.nhs.is_none_or(|(status, setting)| row.text(status) == "A" && row.text(setting) == "4")
    }

    fn read(&self, row: Row<'_>) -> SurgeryRow {
        let name = title_case(&row.text(self.name));
        let mut lines: Vec<String> = Vec::new();
        for column in &self.address {
            let line = title_case(&row.text(*column));
            let is_said = fold(&line) == fold(&name) || lines.contains(&line);
            if !line.is_empty() && !is_said {
                lines.push(line);
            }
        }
        SurgeryRow {
            code: row.text(self.code).to_ascii_uppercase(),
            name,
            address: lines.join(", "),
            postcode: spaced(&row.text(self.postcode)),
            at: self.position.and_then(|(lat, lon)| row.position(lat, lon)),
        }
    }
}

/// Whether the first line already is a practice: a code of a letter and digits, and as many columns as the list has.
fn is_nhs_list(table: &Table) -> bool {
    let code = table.first().text(0);
    table.width() >= 26
        && (5..=8).contains(&code.len())
        && code.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && code.chars().skip(1).all(|letter| letter.is_ascii_alphanumeric())
        && code.contains(|letter: char| letter.is_ascii_digit())
}

fn read(source: &Source, bar: &ProgressBar) -> anyhow::Result<Practices> {
    let mut table = Table::open(source, bar)?;
    let columns = Columns::find(&table)?;
    if columns.nhs.is_some() {
        table.has_no_names();
    }
    let mut practices = Practices::default();
    while let Some(row) = table.next()? {
        if !columns.is_open(row) {
            practices.skipped += 1;
            continue;
        }
        let surgery = columns.read(row);
        if surgery.code.is_empty() {
            practices.refused.add(row.line(), surgery.name, Reason::NoCode);
        } else if surgery.name.is_empty() {
            practices.refused.add(row.line(), surgery.code, Reason::NoName);
        } else if practices.new.contains_key(&surgery.code) {
            practices.refused.add(row.line(), surgery.code, Reason::GivenTwice);
        } else {
            practices.new.insert(surgery.code.clone(), surgery);
        }
    }
    Ok(practices)
}

/// A postcode with its one space; what is none stays as it was written.
fn spaced(written: &str) -> String {
    match code::read(written) {
        Some(Code::Full(packed)) => {
            let mut text = code::text(packed);
            text.insert(text.len() - 3, ' ');
            text
        }
        _ => written.to_owned(),
    }
}

#[cfg(test)]
mod tests;
