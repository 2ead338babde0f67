//! One's own account: on which devices one is signed in, and by what one signs in.

use serde_json::Map;
use wire::{
    AskCode, CodeAsked, CodeId, ContactId, ContactView, FinishPasskey, PasskeyChallenge, PasskeyId, PasskeyView,
    RecoveryWords, SignInId, SignInView, SpendCode,
};

use crate::backend::client::{get, post, post_only};
use crate::backend::failure::Failure;
use crate::browser::passkeys::{self, NoPasskey};

/// On which devices one is signed in, the newest first.
pub async fn sign_ins() -> Result<Vec<SignInView>, Failure> {
    get("/api/sign-ins").await
}

/// Ends one of them.
pub async fn end_sign_in(id: SignInId) -> Result<(), Failure> {
    post_only(&format!("/api/sign-ins/{id}/end"), &Map::new()).await
}

/// Ends all but this one.
pub async fn end_other_sign_ins() -> Result<(), Failure> {
    post_only("/api/sign-ins/end-others", &Map::new()).await
}

/// One's passkeys.
pub async fn passkeys() -> Result<Vec<PasskeyView>, Failure> {
    get("/api/passkeys").await
}

/// Makes a passkey on this device and adds it. Call it from a tap. The inner result says whether the browser made one.
pub async fn add_passkey(label: &str) -> Result<Result<Vec<PasskeyView>, NoPasskey>, Failure> {
    let challenge: PasskeyChallenge = post("/api/passkeys/begin", &Map::new()).await?;
    let credential = match passkeys::make(&challenge.options).await {
        Ok(credential) => credential,
        Err(why) => return Ok(Err(why)),
    };
    let finish = FinishPasskey { ceremony: challenge.ceremony, credential, label: label.to_owned() };
    post("/api/passkeys/finish", &finish).await.map(Ok)
}

/// Takes a passkey away.
pub async fn remove_passkey(id: PasskeyId) -> Result<(), Failure> {
    post_only(&format!("/api/passkeys/{id}/remove"), &Map::new()).await
}

/// Makes new recovery words; earlier ones work no longer.
pub async fn make_recovery_words() -> Result<RecoveryWords, Failure> {
    post("/api/recovery-words", &Map::new()).await
}

/// The addresses one can sign in by.
pub async fn contacts() -> Result<Vec<ContactView>, Failure> {
    get("/api/contacts").await
}

/// Asks for a code to a new address.
pub async fn add_contact(to: &str) -> Result<CodeAsked, Failure> {
    post("/api/contacts", &AskCode { to: to.to_owned() }).await
}

/// Proves the new address.
pub async fn prove_contact(id: CodeId, code: &str) -> Result<Vec<ContactView>, Failure> {
    post(&format!("/api/contacts/{id}/prove"), &SpendCode { code: code.to_owned() }).await
}

/// Takes an address away.
pub async fn remove_contact(id: ContactId) -> Result<(), Failure> {
    post_only(&format!("/api/contacts/{id}/remove"), &Map::new()).await
}
