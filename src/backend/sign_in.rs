//! Signing in and out. Tokens are in cookies that no script reads: nothing here ever sees one.
//!
//! Whoever signs in again (to confirm that it is them) has a new sign-in too, so the one listener of
//! [`on_signed_in`] hears of both, wherever on the screen it happened.

use std::cell::RefCell;
use std::rc::Rc;

use serde_json::Map;
use wire::{
    AskCode, ChooseLife, CodeAsked, CodeId, FinishPasskey, Life, PasskeyChallenge, SpendCode, SpendLink, SpendRecovery,
    WhoAmI,
};

use crate::backend::client::{post, post_only};
use crate::backend::failure::Failure;
use crate::browser::passkeys::{self, NoPasskey};

type Heard = Rc<dyn Fn(WhoAmI)>;

thread_local! {
    static SIGNED_IN: RefCell<Option<Heard>> = const { RefCell::new(None) };
}

/// Calls back with who somebody is whenever they have signed in, for the first time or again.
pub fn on_signed_in(heard: impl Fn(WhoAmI) + 'static) {
    SIGNED_IN.with_borrow_mut(|held| *held = Some(Rc::new(heard)));
}

/// Asks for a code. `to` is an address as typed, or `contact:ID` of one's own.
pub async fn ask_code(to: &str) -> Result<CodeAsked, Failure> {
    post("/api/sign-in/codes", &AskCode { to: to.to_owned() }).await
}

/// Signs in by a code.
pub async fn spend_code(id: CodeId, code: &str) -> Result<(), Failure> {
    told(post(&format!("/api/sign-in/codes/{id}/spend"), &SpendCode { code: code.to_owned() }).await)
}

/// Signs in by the link of a letter.
pub async fn spend_link(token: &str) -> Result<(), Failure> {
    told(post("/api/sign-in/links/spend", &SpendLink { token: token.to_owned() }).await)
}

/// Signs in by the words on paper.
pub async fn spend_recovery(words: &str) -> Result<(), Failure> {
    told(post("/api/sign-in/recovery", &SpendRecovery { words: words.to_owned() }).await)
}

/// Signs in by a passkey, whichever the browser offers and the person picks. Call it from a tap. The inner result says
/// whether the browser gave one.
pub async fn by_passkey() -> Result<Result<(), NoPasskey>, Failure> {
    let challenge: PasskeyChallenge = post("/api/sign-in/passkeys/begin", &Map::new()).await?;
    let credential = match passkeys::give(&challenge.options).await {
        Ok(credential) => credential,
        Err(why) => return Ok(Err(why)),
    };
    let finish = FinishPasskey { ceremony: challenge.ceremony, credential, label: String::new() };
    told(post("/api/sign-in/passkeys/finish", &finish).await).map(Ok)
}

/// Says whether this device is just theirs.
pub async fn choose_life(life: Life) -> Result<WhoAmI, Failure> {
    post("/api/sign-in/life", &ChooseLife { life }).await
}

/// Signs out.
pub async fn sign_out() -> Result<(), Failure> {
    post_only("/api/sign-out", &Map::new()).await
}

/// Tells the listener, before whoever asked goes on.
fn told(answer: Result<WhoAmI, Failure>) -> Result<(), Failure> {
    let who = answer?;
    let heard = SIGNED_IN.with_borrow(Clone::clone);
    if let Some(heard) = heard {
        heard(who);
    }
    Ok(())
}
