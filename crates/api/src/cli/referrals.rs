//! `stile referrals list`: what came in, for staff, until there is a desk. It prints personal data and logs none.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use clap::Subcommand;
use domain::london;
use serde_json::{Value, json};
use wire::{Answers, ForWhom, ReferralId, TeamId};

use super::print;
use crate::store::{Store, StoredReferral};

/// How many referrals are read at a time.
const PAGE: u64 = 500;

#[derive(Debug, Subcommand)]
pub enum ReferralsCommand {
    /// List referrals in the order of sending
    ///
    /// "like K7M-2QD" marks a referral that is probably of the same person as an earlier one; "words first" marks one
    /// whose words should be read before the others.
    List {
        /// Print the answers too
        #[arg(long)]
        full: bool,

        /// Print as JSON
        #[arg(long)]
        json: bool,
    },
}

/// What the list needs to know beside the referral at hand.
struct Known {
    teams: HashMap<TeamId, String>,
    references: HashMap<ReferralId, String>,
}

impl ReferralsCommand {
    pub(super) async fn run(self, store: &Store) -> anyhow::Result<()> {
        let Self::List { full, json } = self;
        let teams = store.list_teams().await?.into_iter().map(|team| (team.id, team.name)).collect();
        let mut known = Known { teams, references: HashMap::new() };
        let mut referrals = Vec::new();
        let mut after = None;
        loop {
            let page = store.list_referrals(after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.cursor());
            known.references.extend(page.iter().map(|referral| (referral.id, referral.reference.clone())));
            referrals.extend(page);
        }
        if json {
            let values: anyhow::Result<Vec<Value>> =
                referrals.iter().map(|referral| known.value(referral, full)).collect();
            return print::json(&values?);
        }
        if referrals.is_empty() {
            print::line("Nothing has come in yet.");
        } else if full {
            for referral in &referrals {
                known.print_full(referral)?;
            }
        } else {
            let rows: Vec<[String; 7]> = referrals.iter().map(|referral| known.row(referral)).collect();
            print::table(["Reference", "Sent", "Promised by", "Stage", "Team", "For", "Marks"], &rows);
        }
        Ok(())
    }
}

impl Known {
    fn team(&self, referral: &StoredReferral) -> &str {
        self.teams.get(&referral.team).map(String::as_str).unwrap_or_default()
    }

    fn row(&self, referral: &StoredReferral) -> [String; 7] {
        [
            referral.reference.clone(),
            in_london(referral.sent_at),
            referral.promised_by.to_string(),
            code(&referral.stage),
            self.team(referral).to_owned(),
            for_whom(&referral.answers).to_owned(),
            self.marks(referral).join(", "),
        ]
    }

    fn marks(&self, referral: &StoredReferral) -> Vec<String> {
        let alike = referral.duplicate_of.map(|id| {
            let reference = self.references.get(&id).cloned();
            format!("like {}", reference.unwrap_or_else(|| id.to_string()))
        });
        let urgent = referral.is_urgent_words.then(|| "words first".to_owned());
        urgent.into_iter().chain(alike).collect()
    }

    fn value(&self, referral: &StoredReferral, full: bool) -> anyhow::Result<Value> {
        let mut value = json!({
            "id": referral.id,
            "reference": referral.reference,
            "sent_at": referral.sent_at,
            "promised_by": referral.promised_by,
            "stage": referral.stage,
            "stage_since": referral.stage_since,
            "team": self.team(referral),
            "for_whom": for_whom(&referral.answers),
            "duplicate_of": referral.duplicate_of.map(|id| self.references.get(&id)),
            "is_urgent_words": referral.is_urgent_words,
        });
        if full {
            value["answers"] = serde_json::to_value(&referral.answers)?;
        }
        Ok(value)
    }

    fn print_full(&self, referral: &StoredReferral) -> anyhow::Result<()> {
        let [reference, sent, promised, stage, team, for_whom, marks] = self.row(referral);
        print::line(format!("{reference}  for {for_whom}, to {}, sent {sent}", print::plain(&team)));
        print::line(format!("  {stage}, promised by {promised}"));
        if !marks.is_empty() {
            print::line(format!("  {marks}"));
        }
        let answers = serde_json::to_value(&referral.answers)?;
        for (name, answer) in answers.as_object().into_iter().flatten() {
            if let Some(answer) = shown(answer) {
                print::line(format!("  {name}: {}", print::plain(&answer)));
            }
        }
        print::line("");
        Ok(())
    }
}

/// An answer as text; nothing for what was not answered.
fn shown(answer: &Value) -> Option<String> {
    match answer {
        Value::Null => None,
        Value::Bool(true) => Some("yes".to_owned()),
        Value::Bool(false) => Some("no".to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Value::Array(values) => join(values.iter().filter_map(shown), ", "),
        Value::Object(values) => join(values.values().filter_map(shown), " "),
    }
}

fn join(parts: impl Iterator<Item = String>, between: &str) -> Option<String> {
    Some(parts.collect::<Vec<String>>().join(between)).filter(|text| !text.is_empty())
}

fn for_whom(answers: &Answers) -> &'static str {
    match answers.for_whom {
        Some(ForWhom::Me) => "themselves",
        Some(ForWhom::Someone) => "someone they help",
        None => "",
    }
}

fn code(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(code)) => code.replace('_', " "),
        _ => String::new(),
    }
}

fn in_london(at: DateTime<Utc>) -> String {
    london::local(at).format("%Y-%m-%d %H:%M").to_string()
}
