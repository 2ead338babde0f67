//! What stands above every page of somebody's own: the way to their first page, and out.

use leptos::prelude::*;

use crate::browser::history;
use crate::routes::me as routes;
use crate::state::pocket_waiting;
use crate::state::who::{Farewell, Who, use_who};
use crate::words::me as words;

/// The two ways, while somebody is signed in.
#[component]
pub fn MeHeader() -> impl IntoView {
    let who = use_who();
    let is_here = Memo::new(move |_| who.standing().is_here());
    move || {
        is_here.get().then(|| {
            view! {
                <nav class="me-header" aria-label=words::nav()>
                    <a class="tap" href=routes::HOME>{words::home()}</a>
                    <button
                        type="button"
                        class="button-quiet"
                        on:click=move |_| sign_out(who)
                    >
                        {words::sign_out()}
                    </button>
                </nav>
            }
        })
    }
}

/// Signs out, unless something that was written elsewhere is not sent yet and they would rather stay: it would go with the
/// sign-in.
fn sign_out(who: Who) {
    if !pocket_waiting::waits() || history::is_sure(words::sign_out_unsent()) {
        who.sign_out(Farewell::SignedOut);
    }
}
