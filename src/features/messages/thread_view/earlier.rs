//! "Show earlier messages": they are put in above, and what was being read stays where it is.

use leptos::prelude::*;

use crate::backend::messages;
use crate::browser::in_view;
use crate::features::messages::bubble::bubble_id;
use crate::phrases::trouble::trouble_view;
use crate::state::doing::Doing;
use crate::state::thread::LiveThread;
use crate::words::messages as words;

/// The button, where there are earlier messages. `is_putting` is set while they are put in.
pub fn earlier_view(thread: LiveThread, is_putting: RwSignal<bool>) -> AnyView {
    let doing = RwSignal::new(Doing::Idle);
    let has_earlier = Memo::new(move |_| thread.read(|held| held.has_earlier).unwrap_or_default());
    let show = move |_| {
        let first = thread.peek(|held| held.messages.first().map(|message| (message.id, message.seq)));
        let Some((id, seq)) = first.flatten() else { return };
        let anchor = bubble_id(id);
        Doing::run(doing, messages::before(thread.person, seq), move |page| {
            let before = in_view::distance(&anchor);
            is_putting.set(true);
            thread.put_earlier(page);
            request_animation_frame(move || {
                if let (Some(before), Some(after)) = (before, in_view::distance(&anchor)) {
                    in_view::scroll_by(after - before);
                }
                let _ = is_putting.try_set(false);
            });
        });
    };
    let button = move || {
        has_earlier.get().then(|| {
            view! {
                <p>
                    <button
                        type="button"
                        class="button button-second"
                        disabled=move || doing.with(Doing::is_busy)
                        on:click=show
                    >
                        {words::earlier()}
                    </button>
                </p>
            }
        })
    };
    view! {
        {button}
        {move || doing.with(|doing| doing.failure().map(|why| trouble_view(why, None)))}
    }
    .into_any()
}
