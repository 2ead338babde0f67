//! `stile demo`: the invented area.

use clap::Subcommand;

use super::print;
use crate::{clock::SystemClock, demo, store::Store};

#[derive(Debug, Subcommand)]
pub enum DemoCommand {
    /// Load the invented area beside whatever is there
    Load,
}

impl DemoCommand {
    pub(super) async fn run(self, store: &Store) -> anyhow::Result<()> {
        match self {
            Self::Load => demo::load(store, &SystemClock).await?,
        }
        print::line("The invented area is there: try QQ1 1AA, Overbrook or QQ3.");
        Ok(())
    }
}
