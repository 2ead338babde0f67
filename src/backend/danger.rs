//! The phrases that sound like danger, served beside the app.

use crate::backend::client::read;
use crate::backend::failure::Failure;
use crate::browser::fetch;

/// The lines of the project's list, put beside the apps by the build.
pub async fn find_phrases() -> Result<Vec<String>, Failure> {
    read(fetch::get("/danger-phrases.json").await)
}
