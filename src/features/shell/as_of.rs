//! That what is seen was kept on this phone, and from when it is; and that there is no signal, where there is none.

use leptos::prelude::*;

use crate::backend::client;
use crate::browser::{clock, presence};
use crate::phrases::moment;
use crate::state::changes::Changes;
use crate::words::as_of as words;

/// A quiet line, until an answer comes from the network. When the line is back, everything is asked for again.
#[component]
pub fn AsOf() -> impl IntoView {
    let since = client::stale_since();
    let line_is_back = RwSignal::new(());
    let said = Memo::new(move |_| {
        line_is_back.track();
        since.with(|since| since.as_deref().and_then(line))
    });
    let changes = use_context::<Changes>();
    presence::on_line(move || {
        // Also where nothing is asked for again.
        line_is_back.set(());
        if let Some(changes) = changes {
            changes.hint_at_all();
        }
    });
    view! { <div class="as-of" role="status">{move || said.get().map(|said| view! { <p>{said}</p> })}</div> }.into_any()
}

fn line(since: &str) -> Option<String> {
    let seen = words::seen(&moment::since(clock::read(since)?));
    // Groups near where the phone is come from what it keeps although there is a signal: nothing is sent for them.
    Some(if presence::may_have_line() { seen } else { [words::no_signal(), &seen].join(" ") })
}
