//! A kind word and a telephone number when what somebody writes sounds like danger. It blocks nothing, changes nothing,
//! sends nothing, and goes away with a tap.

use std::time::Duration;

use domain::danger::{Danger, sounds_dangerous};
use leptos::prelude::*;

use crate::routes;
use crate::words::danger as words;

/// How long nobody has typed when they have paused.
const PAUSE: Duration = Duration::from_millis(80);

/// The card, while the text gives reason for it.
#[component]
pub fn DangerCard(#[prop(into)] text: Signal<String>) -> impl IntoView {
    // Somebody in the middle of a word is left in peace: it is looked at when they pause.
    let paused = RwSignal::new(text.get_untracked());
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(waiting) = timer.try_get_value().flatten() {
            waiting.clear();
        }
    };
    Effect::new(move |_| {
        let written = text.get();
        stop();
        let look = move || {
            let _ = paused.try_set(written);
        };
        timer.set_value(set_timeout_with_handle(look, PAUSE).ok());
    });
    on_cleanup(stop);
    let danger = Memo::new(move |_| paused.with(|text| sounds_dangerous(text)));
    let put_away = RwSignal::new(None::<Danger>);
    let shown = move || danger.get().filter(|danger| put_away.get() != Some(*danger));
    view! {
        <div role="status">
            {move || {
                shown().map(|danger| {
                    let lead = match danger {
                        Danger::Suicide => words::suicide(),
                        Danger::Abuse => words::abuse(),
                        Danger::Emergency => words::emergency(),
                    };
                    view! {
                        <aside class="notice notice-warm danger-card">
                            <p>{lead}</p>
                            <p class="danger-ways">
                                <a class="button" href=routes::HELP_NOW rel="external" target="_blank">{words::help()}</a>
                                <button
                                    type="button"
                                    class="button-quiet"
                                    on:click=move |_| put_away.set(Some(danger))
                                >
                                    {words::put_away()}
                                </button>
                            </p>
                            <p class="small">{words::goes_on()}</p>
                        </aside>
                    }
                })
            }}
        </div>
    }
    .into_any()
}
