//! Reported listings and the feeds that the directory is made of.

use serde_json::Map;
use wire::{FeedView, ReportId, ReportedListing};

use crate::backend::client::{get, post_only};
use crate::backend::failure::Failure;

/// The reports that nobody has settled yet, the oldest first.
pub async fn reports() -> Result<Vec<ReportedListing>, Failure> {
    get("/api/desk/reports").await
}

/// Lays a report aside.
pub async fn settle(report: ReportId) -> Result<(), Failure> {
    post_only(&format!("/api/desk/reports/{report}/settle"), &Map::new()).await
}

/// The feeds by name.
pub async fn feeds() -> Result<Vec<FeedView>, Failure> {
    get("/api/desk/feeds").await
}

/// Has a feed read again, in the background.
pub async fn refresh(name: &str) -> Result<(), Failure> {
    post_only(&format!("/api/desk/feeds/{}/refresh", part_of_path(name)), &Map::new()).await
}

/// A name as one part of a path. A space is `%20` there: a plus would stay a plus.
fn part_of_path(name: &str) -> String {
    let mut out = String::new();
    crate::routes::encode(name, &mut out);
    out.replace('+', "%20")
}
