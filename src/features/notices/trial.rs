//! Sending oneself a test, to see what comes and over which way, before anything depends on it.

use leptos::prelude::*;
use wire::{Channel, Inbox, WayState};

use crate::backend::failure::Failure;
use crate::backend::notices;
use crate::browser::document;
use crate::phrases::trouble::trouble_view;
use crate::state::doing::Doing;
use crate::state::fetched::Fetched;
use crate::words::messages_notices as words;

/// What came of it: it takes the focus, which the button loses while the test is on its way.
const OUTCOME: &str = "test-outcome";

/// The button, and what came of it. What is `said` holds until something else is chosen and saved.
pub fn trial_view(fetched: Fetched<Inbox>, said: RwSignal<String>) -> AnyView {
    let doing = RwSignal::new(Doing::Idle);
    let send = move |_| {
        said.set(String::new());
        let request = async {
            let sent = notices::send_test().await;
            request_animation_frame(|| document::focus_outcome(OUTCOME));
            match sent {
                // There was one a moment ago, or there were many today.
                Err(Failure::Busy(_)) => Ok(None),
                sent => sent.map(Some),
            }
        };
        Doing::run(doing, request, move |over: Option<Vec<Channel>>| {
            said.set(match over {
                None => words::test_wait().to_owned(),
                Some(over) if over.is_empty() => untrack(|| fetched.read(why_not)).unwrap_or_default().to_owned(),
                Some(over) => over.into_iter().map(sent_words).collect::<Vec<&str>>().join(" "),
            });
        });
    };
    view! {
        <div class="telling-test">
            <p>
                <button
                    type="button"
                    class="button button-second"
                    disabled=move || doing.with(Doing::is_busy)
                    on:click=send
                >
                    {words::test()}
                </button>
            </p>
            <p class="small">{words::test_hint()}</p>
            <div class="telling-outcome" id=OUTCOME tabindex="-1">
                <p class="telling-said" role="status">{move || said.get()}</p>
                <div>{move || doing.with(|doing| doing.failure().map(|why| trouble_view(why, None)))}</div>
            </div>
        </div>
    }
    .into_any()
}

fn sent_words(channel: Channel) -> &'static str {
    match channel {
        Channel::Push => words::test_push(),
        Channel::Email => words::test_email(),
        Channel::Text | Channel::Call | Channel::Voicemail | Channel::Post => words::test_text(),
    }
}

/// Why nothing may be used now, as far as it is known here. What counts is what was saved.
fn why_not(inbox: &Inbox) -> &'static str {
    let is_ready =
        |channel: &Channel| inbox.ways.iter().any(|way| way.channel == *channel && way.state == WayState::Ready);
    if inbox.choice.channels.is_empty() {
        words::test_none_chosen()
    } else if inbox.choice.channels.iter().any(is_ready) {
        words::test_not_now()
    } else {
        words::test_none_ready()
    }
}
