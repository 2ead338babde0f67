//! Everything that is kept of a person: a copy to take along, and taking it away.

use serde::de::IgnoredAny;
use serde_json::json;
use wire::{Erased, PersonId};

use crate::backend::client::{post, read};
use crate::backend::failure::Failure;
use crate::browser::download::File;
use crate::browser::fetch;

/// A copy of everything, as one archive.
pub async fn take(person: PersonId) -> Result<File, Failure> {
    let answer = fetch::send_for_file(&format!("/api/people/{person}/export"), "{}").await;
    match answer.map_err(|_| Failure::Offline)? {
        Ok(file) => Ok(file),
        Err(answer) => Err(read::<IgnoredAny>(Ok::<_, ()>(answer)).err().unwrap_or(Failure::Unreadable)),
    }
}

/// Erases the record. It signs out everywhere.
pub async fn erase(person: PersonId) -> Result<Erased, Failure> {
    post(&format!("/api/people/{person}/erase"), &json!({})).await
}
