//! That the sign-in is about to end because nobody has touched this device.

use leptos::prelude::*;

use crate::state::idle::use_idle;
use crate::words::signed_in as words;

/// A line with a button, in the last minute.
#[component]
pub fn IdleNotice() -> impl IntoView {
    let idle = use_idle();
    let notice = move || {
        idle.is_ending().then(|| {
            view! {
                <div class="notice notice-warm idle-notice">
                    <p>{words::idle()}</p>
                    <button type="button" class="button" on:click=move |_| idle.stay()>{words::stay()}</button>
                </div>
            }
        })
    };
    view! { <div class="idle-place" role="alert">{notice}</div> }.into_any()
}
