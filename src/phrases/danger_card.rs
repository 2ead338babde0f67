//! A kind word and a telephone number when what somebody writes sounds like danger. It blocks nothing, changes nothing,
//! sends nothing, and goes away with a tap.

use std::sync::OnceLock;
use std::time::Duration;

use domain::danger::{Danger, Phrases};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::backend::danger;
use crate::browser::{document, in_view};
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

/// The card, while the text gives reason for it. "Not now" holds for as long as the same is heard, and for one thought: it
/// comes back with the next.
#[component]
pub fn DangerCard(
    #[prop(into)] text: Signal<String>,
    /// The id of the field where it is written. The focus goes there when the card is put away.
    field: &'static str,
    /// What was sent from there last. Help stays beside it for as long as nothing new is written.
    #[prop(optional, into)]
    sent: Signal<String>,
) -> impl IntoView {
    let said = move || {
        let text = text.get();
        if text.trim().is_empty() { sent.get() } else { text }
    };
    // Somebody in the middle of a word is left in peace: it is looked at when they pause.
    let paused = RwSignal::new(untrack(said));
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(waiting) = timer.try_get_value().flatten() {
            waiting.clear();
        }
    };
    Effect::new(move |was_blank: Option<bool>| {
        let is_blank = text.with(|text| text.trim().is_empty());
        let written = said();
        stop();
        if was_blank == Some(true) && !is_blank {
            // A new thought: what was heard in the last one is over.
            paused.set(String::new());
        }
        let look = move || {
            let _ = paused.try_set(written);
        };
        timer.set_value(set_timeout_with_handle(look, PAUSE).ok());
        is_blank
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
    Effect::new(move |_| {
        let heard = danger.get();
        if put_away.get_untracked().is_some_and(|put_away| heard != Some(put_away)) {
            put_away.set(None);
        }
    });
    let shown = move || danger.get().filter(|danger| put_away.get() != Some(*danger));
    // A keyboard on the screen leaves little room: what helps must not come out of sight below it.
    let card = ["help-beside-", field].concat();
    let id = card.clone();
    Effect::new(move |was_shown: Option<bool>| {
        let is_shown = shown().is_some();
        if is_shown && was_shown == Some(false) {
            let id = id.clone();
            request_animation_frame(move || in_view::bring(&id));
        }
        is_shown
    });
    view! {
        <div role="status" id=card>
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
                                    on:click=move |_| {
                                        put_away.set(Some(danger));
                                        document::focus(field);
                                    }
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
