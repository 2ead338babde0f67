//! `stile directory`: brings feeds of groups in, and keeps them fresh.

use std::time::Instant;

use anyhow::bail;
use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};
use domain::london;
use serde_json::{Value, json};

use super::print;
use crate::{
    clock::{Clock, SystemClock},
    config::NeedConfig,
    directory::{self, Bar, ImportOptions, ImportReport, Refreshed},
    store::Store,
};

/// How many refusals are printed unless all are asked for.
const SHOWN: usize = 20;

#[derive(Debug, Subcommand)]
pub enum DirectoryCommand {
    /// Import a feed from a file, a gzip file or an https: address, and remember it by its name
    ///
    /// Reads Open Referral UK 3.0, HSDS 3.0 and 3.1, and the older Outpost pages, to the last page. Rows that cannot
    /// be used are told and skipped. Groups that are no longer in the feed are marked gone. A feed that cannot be read
    /// to its end changes nothing.
    Import(ImportArgs),

    /// Import remembered feeds again
    Refresh(RefreshArgs),

    /// List the remembered feeds
    Feeds {
        /// Print as JSON
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The file or address
    source: String,

    /// What to call the feed; otherwise it is called after its source
    #[arg(long)]
    name: Option<String>,

    #[command(flatten)]
    how: How,
}

#[derive(Debug, Args)]
pub struct RefreshArgs {
    /// The feed's name; otherwise all of them
    name: Option<String>,

    #[command(flatten)]
    how: How,
}

#[derive(Debug, Args)]
struct How {
    /// Take a feed even where it has less than half of the groups that it had
    #[arg(long)]
    allow_shrink: bool,

    /// Print every refusal, not just the first twenty
    #[arg(long)]
    all_refusals: bool,

    /// Print the result as JSON
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    needs: NeedConfig,
}

impl How {
    fn options(&self) -> ImportOptions {
        ImportOptions { allow_shrink: self.allow_shrink, ..ImportOptions::default() }
    }
}

impl DirectoryCommand {
    pub(super) async fn run(self, store: &Store) -> anyhow::Result<()> {
        match self {
            Self::Import(args) => import(store, &args).await,
            Self::Refresh(args) => refresh(store, &args).await,
            Self::Feeds { json } => list_feeds(store, json).await,
        }
    }
}

async fn import(store: &Store, args: &ImportArgs) -> anyhow::Result<()> {
    let began = Instant::now();
    let needs = args.how.needs.needs()?;
    let bar = Bar::new("reading");
    let report = directory::import_with(
        store,
        &args.source,
        args.name.as_deref(),
        &needs,
        SystemClock.now(),
        &bar,
        &args.how.options(),
    )
    .await?;
    if args.how.json {
        return print::json(&value(&report));
    }
    print_report(&args.source, &report, &args.how);
    print::line(format!("in {:.1} s", began.elapsed().as_secs_f64()));
    Ok(())
}

async fn refresh(store: &Store, args: &RefreshArgs) -> anyhow::Result<()> {
    let needs = args.how.needs.needs()?;
    let bar = Bar::new("reading");
    let now = SystemClock.now();
    let done = directory::refresh(store, args.name.as_deref(), &needs, now, &bar, &args.how.options()).await?;
    let failed = done.iter().filter(|refreshed| refreshed.outcome.is_err()).count();
    if args.how.json {
        print::json(&done.iter().map(refreshed_value).collect::<Vec<Value>>())?;
    } else if done.is_empty() {
        print::line("There is no feed to refresh: stile directory import");
    } else {
        for Refreshed { feed, outcome } in &done {
            match outcome {
                Ok(report) => print_report(feed, report, &args.how),
                Err(error) => print::line(format!("{feed}: failed: {}", print::plain(&format!("{error:#}")))),
            }
        }
    }
    if failed > 0 {
        bail!("{failed} of {} feeds could not be refreshed; what was known of them stays", done.len());
    }
    Ok(())
}

fn print_report(feed: &str, report: &ImportReport, how: &How) {
    let rows = report.rows_refused();
    print::line(format!(
        "{feed}: {} added, {} changed, {} unchanged, {} gone, {rows} rows and {} fields refused",
        report.added,
        report.changed,
        report.unchanged,
        report.gone,
        report.refused.len() - rows
    ));
    let shown = if how.all_refusals { report.refused.len() } else { SHOWN };
    for refusal in report.refused.iter().take(shown) {
        print::line(format!("  refused {}", print::plain(&refusal.to_string())));
    }
    if report.refused.len() > shown {
        print::line(format!("  and {} more: --all-refusals", report.refused.len() - shown));
    }
}

fn value(report: &ImportReport) -> Value {
    json!({
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "gone": report.gone,
        "rows_refused": report.rows_refused(),
        "refused": report.refused.iter().map(ToString::to_string).collect::<Vec<String>>(),
    })
}

fn refreshed_value(refreshed: &Refreshed) -> Value {
    match &refreshed.outcome {
        Ok(report) => json!({ "feed": refreshed.feed, "report": value(report) }),
        Err(error) => json!({ "feed": refreshed.feed, "error": format!("{error:#}") }),
    }
}

async fn list_feeds(store: &Store, json: bool) -> anyhow::Result<()> {
    let feeds = store.list_feeds().await?;
    if json {
        let values: Vec<Value> = feeds
            .iter()
            .map(|feed| json!({ "name": feed.name, "source": feed.source, "imported_at": feed.imported_at }))
            .collect();
        return print::json(&values);
    }
    if feeds.is_empty() {
        print::line("No feed is remembered yet: stile directory import");
        return Ok(());
    }
    let in_london = |at: DateTime<Utc>| london::local(at).format("%Y-%m-%d %H:%M").to_string();
    let rows: Vec<[String; 3]> = feeds
        .into_iter()
        .map(|feed| [feed.name, feed.imported_at.map(in_london).unwrap_or_default(), feed.source])
        .collect();
    print::table(["Feed", "Imported", "Source"], &rows);
    Ok(())
}
