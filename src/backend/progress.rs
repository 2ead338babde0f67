//! What a team may say of how its people got on.

use wire::{TeamId, TeamReport};

use crate::backend::client::get;
use crate::backend::failure::Failure;

/// What a team may say of a quarter; without one, of the last that is over.
pub async fn report(team: TeamId, quarter: Option<&str>) -> Result<TeamReport, Failure> {
    let query = quarter.map(|quarter| format!("?quarter={quarter}")).unwrap_or_default();
    get(&format!("/api/desk/teams/{team}/report{query}")).await
}

/// Where the same is a file for a spreadsheet.
pub fn report_file(team: TeamId, quarter: &str) -> String {
    format!("/api/desk/teams/{team}/report/file?quarter={quarter}")
}
