//! `stile reports list`: what people say is wrong in the directory.

use clap::Subcommand;
use domain::london;
use serde_json::{Value, json};

use super::print;
use crate::store::Store;

#[derive(Debug, Subcommand)]
pub enum ReportsCommand {
    /// List reports in the order of coming in
    List {
        /// Print as JSON
        #[arg(long)]
        json: bool,
    },
}

impl ReportsCommand {
    pub(super) async fn run(self, store: &Store) -> anyhow::Result<()> {
        let Self::List { json } = self;
        let reports = store.list_reports().await?;
        if json {
            let values: Vec<Value> = reports
                .iter()
                .map(|stored| {
                    json!({
                        "id": stored.report.id,
                        "group": stored.report.group,
                        "kind": stored.report.kind,
                        "words": stored.report.words,
                        "reported_at": stored.reported_at,
                    })
                })
                .collect();
            return print::json(&values);
        }
        if reports.is_empty() {
            print::line("Nobody has reported anything.");
            return Ok(());
        }
        let rows: Vec<[String; 4]> = reports
            .into_iter()
            .map(|stored| {
                let kind = serde_json::to_value(stored.report.kind).ok();
                [
                    london::local(stored.reported_at).format("%Y-%m-%d %H:%M").to_string(),
                    kind.as_ref().and_then(Value::as_str).unwrap_or_default().replace('_', " "),
                    format!("/groups/{}", stored.report.group),
                    stored.report.words,
                ]
            })
            .collect();
        print::table(["Reported", "What", "Group", "Words"], &rows);
        Ok(())
    }
}
