//! `stile complaints`: what people were not content with, and the answers. It prints personal data and logs none.

use anyhow::{Context, ensure};
use clap::Subcommand;
use wire::ComplaintId;

use super::print;
use crate::store::Store;

#[derive(Debug, Subcommand)]
pub enum ComplaintsCommand {
    /// List complaints, the oldest first
    List,

    /// Answer a complaint; the person reads it in the app
    Answer {
        /// Its id, as `stile complaints list` prints it
        id: ComplaintId,
        /// The answer
        words: String,
    },
}

impl ComplaintsCommand {
    pub(super) async fn run(self, store: &Store) -> anyhow::Result<()> {
        match self {
            Self::List => list(store).await,
            Self::Answer { id, words } => answer(store, id, words.trim()).await,
        }
    }
}

async fn list(store: &Store) -> anyhow::Result<()> {
    let complaints = store.list_complaints().await?;
    if complaints.is_empty() {
        print::line("Nobody has complained.");
    }
    for (person, complaint) in complaints {
        let name = store.find_person(person).await?.map(|person| person.name).unwrap_or_default();
        print::line(format!("{}  by {}  from {}", complaint.id, complaint.answer_by, print::plain(&name)));
        print::line(format!("  {}", print::plain(&complaint.words)));
        if !complaint.answer.is_empty() {
            print::line(format!("  answered: {}", print::plain(&complaint.answer)));
        }
    }
    Ok(())
}

async fn answer(store: &Store, id: ComplaintId, words: &str) -> anyhow::Result<()> {
    ensure!(!words.is_empty(), "the answer is empty");
    let is_there = store.answer_complaint(id, words).await?;
    is_there.then_some(()).context("there is no complaint with this id")?;
    print::line("Answered.");
    Ok(())
}
