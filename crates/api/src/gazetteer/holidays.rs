//! Bank holidays: three calendars for four nations.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::bail;
use chrono::{Datelike, NaiveDate};
use indicatif::ProgressBar;

use super::{Diff, Reason, Refusals, Source, table::Table};
use crate::store::{HolidayRow, Store, fold};

/// Imports a table of bank holidays: `division,date,title`. It speaks for the years it names, division by division:
/// other years stay.
///
/// # Errors
/// When the table cannot be read, has no usable row, or the database fails; nothing is changed then.
pub async fn import_holidays(store: &Store, source: &Source, bar: &ProgressBar) -> anyhow::Result<Diff> {
    bar.set_message("reading");
    let reading = tokio::task::spawn_blocking({
        let (source, bar) = (source.clone(), bar.clone());
        move || read(&source, &bar)
    });
    let (mut new, refused) = reading.await??;
    if new.is_empty() {
        bail!("{source} has no bank holiday; nothing was changed");
    }

    let years: BTreeSet<(String, i32)> = new.keys().map(|(division, date)| (division.clone(), date.year())).collect();
    let mut diff = Diff { refused, ..Diff::default() };
    let mut put = Vec::new();
    let mut remove = Vec::new();
    for held in store.list_holidays().await? {
        match new.remove(&(held.division.clone(), held.date)) {
            Some(title) if title == held.title => diff.unchanged += 1,
            Some(title) => {
                diff.changed += 1;
                put.push(HolidayRow { title, ..held });
            }
            None if years.contains(&(held.division.clone(), held.date.year())) => {
                diff.gone += 1;
                remove.push(held);
            }
            None => {}
        }
    }
    diff.added = new.len() as u64;
    put.extend(new.into_iter().map(|((division, date), title)| HolidayRow { division, date, title }));
    if !put.is_empty() || !remove.is_empty() {
        store.write_holidays(&put, &remove).await?;
    }
    Ok(diff)
}

type Days = BTreeMap<(String, NaiveDate), String>;

fn read(source: &Source, bar: &ProgressBar) -> anyhow::Result<(Days, Refusals)> {
    let mut table = Table::open(source, bar)?;
    let division = table.need("the division", &["division", "nation", "country"])?;
    let date = table.need("the date", &["date", "day"])?;
    let title = table.find(&["title", "name", "holiday"]);

    let (mut days, mut refused) = (Days::new(), Refusals::default());
    while let Some(row) = table.next()? {
        let Some(division) = division_of(&row.text(division)) else {
            refused.add(row.line(), row.text(division), Reason::NotADivision);
            continue;
        };
        let written = row.text(date);
        let read = NaiveDate::parse_from_str(&written, "%Y-%m-%d")
            .or_else(|_| NaiveDate::parse_from_str(&written, "%d/%m/%Y"));
        let Ok(date) = read else {
            refused.add(row.line(), written, Reason::NotADate);
            continue;
        };
        let title = title.map(|column| row.text(column).into_owned()).unwrap_or_default();
        days.insert((division.to_owned(), date), title);
    }
    Ok((days, refused))
}

fn division_of(written: &str) -> Option<&'static str> {
    match fold(written).as_str() {
        "england and wales" | "england" | "wales" => Some("england-and-wales"),
        "scotland" => Some("scotland"),
        "northern ireland" => Some("northern-ireland"),
        _ => None,
    }
}
