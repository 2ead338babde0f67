//! What was typed and asked while signing in. In memory only, so that Back and Forward find it again and a reload does not;
//! once somebody is in it is gone.

use leptos::prelude::*;
use wire::CodeAsked;

use crate::state::who::Who;

/// How far somebody has come with signing in.
#[derive(Clone, Copy)]
pub struct SigningIn {
    /// The address, as typed.
    pub to: RwSignal<String>,
    /// The code that was asked for last.
    pub asked: RwSignal<Option<CodeAsked>>,
    /// The code, as typed.
    pub code: RwSignal<String>,
}

/// Makes it empty, and empties it when somebody has signed in.
pub fn provide_signing_in(who: Who) {
    let signing_in =
        SigningIn { to: RwSignal::new(String::new()), asked: RwSignal::new(None), code: RwSignal::new(String::new()) };
    provide_context(signing_in);
    let is_here = Memo::new(move |_| who.standing().is_here());
    Effect::new(move |_| {
        if is_here.get() {
            signing_in.to.set(String::new());
            signing_in.asked.set(None);
            signing_in.code.set(String::new());
        }
    });
}

/// How far somebody has come with signing in.
pub fn use_signing_in() -> SigningIn {
    expect_context::<SigningIn>()
}
