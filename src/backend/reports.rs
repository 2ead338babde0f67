//! Reports that something in the directory is wrong.

use wire::CreateReport;

use crate::backend::client::post_only;
use crate::backend::failure::Failure;

/// Sends a report. Safe to repeat: the id decides.
pub async fn create(report: &CreateReport) -> Result<(), Failure> {
    post_only("/api/reports", report).await
}
