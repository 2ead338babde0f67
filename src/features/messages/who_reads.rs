//! That those who help can read along, above somebody's own thread: nobody writes for eyes that they were not told of. It
//! must not know what is written.

use leptos::prelude::*;

use crate::routes::me;
use crate::state::thread::LiveThread;
use crate::words::messages as words;

/// The line, while anybody can; followed as it changes.
pub fn who_reads_view(thread: LiveThread) -> AnyView {
    let helpers = Memo::new(move |_| thread.read(|thread| thread.helpers.clone()).unwrap_or_default());
    (move || helpers.with(|helpers| line_view(helpers))).into_any()
}

fn line_view(helpers: &[String]) -> Option<AnyView> {
    // Each name for itself, whichever way its letters run (Unicode's isolates).
    let names: Vec<_> = helpers.iter().map(|name| ["\u{2068}", name, "\u{2069}"].concat()).collect();
    let (last, others) = names.split_last()?;
    let line =
        if others.is_empty() { words::helper_reads(last) } else { words::helpers_read(&others.join(", "), last) };
    let view = view! {
        <p class="who-reads">
            {line} " " <a class="tap" href=me::HELPERS>{words::helpers_go()}</a>
        </p>
    };
    Some(view.into_any())
}
