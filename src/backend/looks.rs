//! Who looked at a person's record.

use wire::{Look, PersonId};

use crate::backend::client::get;
use crate::backend::failure::Failure;

/// How many looks the server tells at once.
pub const MOST: usize = 200;

/// Every look, the newest first, [`MOST`] at most.
pub async fn list(person: PersonId) -> Result<Vec<Look>, Failure> {
    get(&format!("/api/people/{person}/looks")).await
}
