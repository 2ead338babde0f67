//! Signing in by a passkey, where the browser has them. It goes on when codes rest.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::ErrorCode;

use crate::backend::sign_in;
use crate::browser::passkeys;
use crate::phrases::failure::failure;
use crate::phrases::passkey::not_used;
use crate::words::sign_in as words;

/// The button; nothing in a browser without passkeys.
#[component]
pub fn PasskeyWay() -> impl IntoView {
    let trouble = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    let sign_in = move |_| {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            let said = match sign_in::by_passkey().await {
                Ok(Ok(())) => None,
                Ok(Err(why)) => Some(not_used(why).to_owned()),
                Err(why) if why.code() == Some(ErrorCode::NotValid) => {
                    Some(words::confirm::passkey_unknown().to_owned())
                }
                Err(why) => Some(failure(&why)),
            };
            // Whoever is in has left this step.
            if is_busy.try_set(false).is_none() {
                trouble.set(said);
            }
        });
    };
    passkeys::is_possible().then(|| {
        view! {
            <p>
                <button type="button" class="button button-second" disabled=move || is_busy.get() on:click=sign_in>
                    {words::use_passkey()}
                </button>
            </p>
            <p class="field-error" role="alert">{move || trouble.get()}</p>
        }
        .into_any()
    })
}
