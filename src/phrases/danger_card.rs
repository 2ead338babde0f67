//! A kind word and a telephone number when what somebody writes sounds like danger. It blocks nothing, changes nothing,
//! sends nothing, and goes away with a tap.

use std::sync::OnceLock;
use std::time::Duration;

use domain::danger::{Danger, Phrases};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::backend::danger;
use crate::routes;
use crate::words::danger as words;

/// How long nobody has typed when they have paused.
const PAUSE: Duration = Duration::from_millis(80);

/// What to listen for, once it has come. It is the same for every field.
static PHRASES: OnceLock<Phrases> = OnceLock::new();

/// Fetches what to listen for, with the app from the phone where it was installed. Where it does not come, it is tried
/// again when somebody next pauses; the desk hears it all the same.
fn fetch(is_there: RwSignal<bool>, is_under_way: StoredValue<bool>) {
    if PHRASES.get().is_some() || is_under_way.get_value() {
        return;
    }
    is_under_way.set_value(true);
    spawn_local(async move {
        if let Ok(lines) = danger::find_phrases().await {
            // Kept for as long as the page stands.
            PHRASES.get_or_init(|| Phrases::read(lines.join("\n").leak()));
            let _ = is_there.try_set(true);
        }
        let _ = is_under_way.try_update_value(|is_under_way| *is_under_way = false);
    });
}

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
    let is_there = RwSignal::new(PHRASES.get().is_some());
    let is_under_way = StoredValue::new(false);
    Effect::new(move |_| {
        paused.track();
        fetch(is_there, is_under_way);
    });
    let danger = Memo::new(move |_| {
        is_there.track();
        paused.with(|text| PHRASES.get().and_then(|phrases| phrases.heard_in(text)))
    });
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
