//! `stile postcodes | places | holidays | practices import FILE`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use super::print;
use crate::{
    gazetteer::{self, Diff, Source},
    store::Store,
};

#[derive(Debug, Subcommand)]
pub enum PostcodesCommand {
    /// Import a whole table of postcodes (Code-Point-like, or an ONS or NHS postcode directory), or a list of districts
    ///
    /// Columns: postcode (or pcds, pcd); lat (or latitude); lon (or long, longitude); positional_quality and doterm
    /// where there are such. Plain or gzip. Postcodes that are not in the table are removed; a list of districts alone
    /// leaves whole postcodes, and the districts worked out from them, as they are.
    Import(ImportArgs),
}

#[derive(Debug, Subcommand)]
pub enum PlacesCommand {
    /// Import a whole table of place names
    ///
    /// Columns: name; district_or_county (or county); type (c city, t town, a suburb, v village, h hamlet, or the
    /// words); lat; lon. Plain or gzip. Places that are not in the table are removed.
    Import(ImportArgs),
}

#[derive(Debug, Subcommand)]
pub enum HolidaysCommand {
    /// Import bank holidays
    ///
    /// Columns: division (england-and-wales, scotland, northern-ireland); date; title. The years that a division has
    /// in the table are replaced, other years stay.
    Import(ImportArgs),
}

#[derive(Debug, Subcommand)]
pub enum PracticesCommand {
    /// Import a whole table of surgeries, or the NHS's own list of practices (epraccur)
    ///
    /// Columns: ods_code (or code); name; addr1 to addr5, address, town; postcode; lat and lon where there are such.
    /// Without a position a surgery is put where its postcode is: import postcodes first. Plain or gzip.
    Import(ImportArgs),
}

#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The table, comma-separated, plain or gzip
    file: PathBuf,

    /// Print the result as JSON
    #[arg(long)]
    json: bool,
}

impl PostcodesCommand {
    pub(super) async fn run(self, store: &Store) -> anyhow::Result<()> {
        let Self::Import(args) = self;
        let bar = bar();
        let diff = gazetteer::import_postcodes(store, &Source::File(args.file.clone()), &bar).await;
        finish(&args, "postcodes", &bar, diff)
    }
}

impl PlacesCommand {
    pub(super) async fn run(self, store: &Store) -> anyhow::Result<()> {
        let Self::Import(args) = self;
        let bar = bar();
        let diff = gazetteer::import_places(store, &Source::File(args.file.clone()), &bar).await;
        finish(&args, "places", &bar, diff)
    }
}

impl HolidaysCommand {
    pub(super) async fn run(self, store: &Store) -> anyhow::Result<()> {
        let Self::Import(args) = self;
        let bar = bar();
        let diff = gazetteer::import_holidays(store, &Source::File(args.file.clone()), &bar).await;
        finish(&args, "bank holidays", &bar, diff)
    }
}

impl PracticesCommand {
    pub(super) async fn run(self, store: &Store) -> anyhow::Result<()> {
        let Self::Import(args) = self;
        let bar = bar();
        let diff = gazetteer::import_practices(store, &Source::File(args.file.clone()), &bar).await;
        finish(&args, "surgeries", &bar, diff)
    }
}

/// A bar on standard error; nothing where that is no terminal.
fn bar() -> ProgressBar {
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{msg:10} {bar:40} {percent}% {elapsed}") {
        bar.set_style(style);
    }
    bar
}

fn finish(args: &ImportArgs, what: &str, bar: &ProgressBar, diff: anyhow::Result<Diff>) -> anyhow::Result<()> {
    bar.finish_and_clear();
    let diff = diff?;
    if args.json {
        return print::json(&json!({
            "added": diff.added,
            "changed": diff.changed,
            "gone": diff.gone,
            "unchanged": diff.unchanged,
            "skipped": diff.skipped,
            "derived": diff.derived,
            "refused": diff.refused.count,
            "first_refused": diff.refused.first.iter().map(ToString::to_string).collect::<Vec<String>>(),
        }));
    }
    print::line(format!(
        "{what}: {} added, {} changed, {} gone, {} unchanged, {} skipped, {} refused",
        diff.added, diff.changed, diff.gone, diff.unchanged, diff.skipped, diff.refused.count
    ));
    if diff.derived > 0 {
        print::line(format!("sectors and districts worked out anew: {}", diff.derived));
    }
    for refusal in &diff.refused.first {
        print::line(format!("  refused {}", print::plain(&refusal.to_string())));
    }
    let more = diff.refused.count - diff.refused.first.len() as u64;
    if more > 0 {
        print::line(format!("  and {more} more"));
    }
    Ok(())
}
