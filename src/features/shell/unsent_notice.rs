//! That a request for a link worker may not have been sent yet, said on every page of an app that does not send it: nobody
//! who has gone on to look around is left in the dark. It leads back to where it goes from.

use domain::journey::Step;
use leptos::prelude::*;

use crate::browser::presence;
use crate::routes::refer;
use crate::state::draft::carried;
use crate::words::start_unsent as words;

/// Where it goes from. Worked out by the compiler, so that an app that says no more of the questions does not carry them.
const CHECK: &str = Step::Check.code();

/// A line, while this visit has kept a draft that was to be sent.
#[component]
pub fn UnsentNotice() -> impl IntoView {
    let waits = RwSignal::new(carried::is_waiting());
    presence::on_return(move |_| waits.set(carried::is_waiting()));
    (move || waits.get().then(notice_view)).into_any()
}

fn notice_view() -> AnyView {
    view! {
        <div class="notice notice-warm" role="status">
            <p><strong>{words::lead()}</strong></p>
            <p>{words::goes()}</p>
            <p><a class="tap" href=refer::question(CHECK)>{words::way()}</a></p>
        </div>
    }
    .into_any()
}
