//! A person's helpers, and helping somebody.

use serde_json::json;
use wire::{
    AcceptHelper, GrantId, GrantTerms, HelperInvitation, HelperInvitationId, Helpers, InviteHelper, PersonId,
    ReferralId, RefuseHelper, TakeInvitation, WhoAmI,
};

use crate::backend::client::{get, post, post_only, put};
use crate::backend::failure::Failure;

/// Everybody who helps, may soon, or would like to.
pub async fn list(person: PersonId) -> Result<Helpers, Failure> {
    get(&address(person, "")).await
}

/// Makes an invitation and its code. Not safe to repeat with the same id: a code is told once.
pub async fn invite(person: PersonId, invitation: &InviteHelper) -> Result<HelperInvitation, Failure> {
    post(&address(person, "/invite"), invitation).await
}

/// Says yes to the helper who asked.
pub async fn accept(person: PersonId, yes: &AcceptHelper) -> Result<Helpers, Failure> {
    post(&address(person, "/accept"), yes).await
}

/// Says no to the helper who asked.
pub async fn refuse(person: PersonId, referral: ReferralId) -> Result<Helpers, Failure> {
    post(&address(person, "/refuse"), &RefuseHelper { referral }).await
}

/// Changes what a helper may do, and until when.
pub async fn change(person: PersonId, grant: GrantId, terms: &GrantTerms) -> Result<Helpers, Failure> {
    put(&address(person, &format!("/{grant}")), terms).await
}

/// Ends a helper's access.
pub async fn end(person: PersonId, grant: GrantId) -> Result<Helpers, Failure> {
    post(&address(person, &format!("/{grant}/end")), &json!({})).await
}

/// Takes an invitation back.
pub async fn withdraw(person: PersonId, invitation: HelperInvitationId) -> Result<Helpers, Failure> {
    post(&format!("/api/people/{person}/invitations/{invitation}/withdraw"), &json!({})).await
}

/// Becomes somebody's helper by the code they said or showed.
pub async fn take(code: &str) -> Result<WhoAmI, Failure> {
    post("/api/helping/take", &TakeInvitation { code: code.to_owned() }).await
}

/// Stops helping.
pub async fn leave(grant: GrantId) -> Result<(), Failure> {
    post_only(&format!("/api/helping/{grant}/leave"), &json!({})).await
}

fn address(person: PersonId, rest: &str) -> String {
    format!("/api/people/{person}/helpers{rest}")
}
