//! How somebody says they are doing: the measures, and their answers.

use wire::{CheckIn, Measure, PersonId};

use crate::backend::client::get;
use crate::backend::failure::Failure;

/// What somebody can be asked, in exactly these words.
pub async fn measures() -> Result<Vec<Measure>, Failure> {
    get("/api/measures").await
}

/// What somebody answered, the oldest first.
pub async fn list(person: PersonId) -> Result<Vec<CheckIn>, Failure> {
    get(&format!("/api/people/{person}/check-ins")).await
}
