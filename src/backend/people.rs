//! A person's record: what happens next, what they tell about themselves, and how they are reached safely.

use wire::{ChangeDetails, ComeBack, Details, PersonId, ReferralId, SafeContacts, Timeline};

use crate::backend::client::{get, post, put};
use crate::backend::failure::Failure;

/// What happens next, and what happened; the newest referral first.
pub async fn timeline(id: PersonId) -> Result<Vec<Timeline>, Failure> {
    get(&format!("/api/people/{id}/timeline")).await
}

/// Comes back to the team of a referral that has ended; what happens next is answered. Sent again, it is the same.
pub async fn come_back(id: PersonId, referral: ReferralId, back: &ComeBack) -> Result<Timeline, Failure> {
    post(&format!("/api/people/{id}/referrals/{referral}/come-back"), back).await
}

/// What they tell about themselves.
pub async fn details(id: PersonId) -> Result<Details, Failure> {
    get(&format!("/api/people/{id}/details")).await
}

/// Changes some of it; what is absent stays as it is.
pub async fn change_details(id: PersonId, change: &ChangeDetails) -> Result<Details, Failure> {
    put(&format!("/api/people/{id}/details"), change).await
}

/// Which ways of reaching them are safe.
pub async fn safe_contact(id: PersonId) -> Result<SafeContacts, Failure> {
    get(&format!("/api/people/{id}/safe-contact")).await
}

/// Says which are; ways that are not named stay as they are.
pub async fn say_safe_contact(id: PersonId, said: &SafeContacts) -> Result<SafeContacts, Failure> {
    put(&format!("/api/people/{id}/safe-contact"), said).await
}
