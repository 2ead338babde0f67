//! What a person was not content with, and the answers.

use wire::{Complaint, CreateComplaint, PersonId};

use crate::backend::client::{get, post};
use crate::backend::failure::Failure;

/// What was sent so far, the newest first.
pub async fn list(person: PersonId) -> Result<Vec<Complaint>, Failure> {
    get(&format!("/api/people/{person}/complaints")).await
}

/// Sends one. Safe to repeat: the id decides.
pub async fn create(person: PersonId, complaint: &CreateComplaint) -> Result<Complaint, Failure> {
    post(&format!("/api/people/{person}/complaints"), complaint).await
}
