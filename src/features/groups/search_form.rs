//! Where and what: the two fields above the list.

use domain::search::Query;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::position::{self, NoPosition};
use crate::phrases::place::near_words;
use crate::routes;
use crate::state::address::use_address;
use crate::ui::text_field::TextField;
use crate::words::groups as words;

/// The search fields. They follow the address, so that Back shows what was asked before.
#[component]
pub fn SearchForm(query: Memo<Query>) -> impl IntoView {
    let near = RwSignal::new(String::new());
    let sought = RwSignal::new(String::new());
    let trouble = RwSignal::new(None::<String>);
    let is_locating = RwSignal::new(false);
    // Each follows its own part of the address: a filter that changes leaves alone what is half typed.
    let asked_near = Memo::new(move |_| query.with(|query| near_words(&query.near)));
    let asked_words = Memo::new(move |_| query.with(|query| query.words.clone()));
    Effect::new(move |_| near.set(asked_near.get()));
    Effect::new(move |_| sought.set(asked_words.get()));
    let address = use_address();
    let go = move |asked: Query| address.go(&routes::groups(&asked.to_pairs()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let mut asked = query.get_untracked();
        let typed = near.get_untracked().trim().to_owned();
        // What is shown may say less than the address: a position, or which of several places of one name.
        if typed != near_words(&asked.near) {
            asked.near = typed;
        }
        asked.words = sought.get_untracked().trim().to_owned();
        go(asked);
    };
    let locate = move |_| {
        is_locating.set(true);
        trouble.set(None);
        spawn_local(async move {
            let found = position::coarse().await;
            // Who has gone on meanwhile is not fetched back.
            let (Some(mut asked), Some(typed)) = (query.try_get_untracked(), sought.try_get_untracked()) else {
                return;
            };
            is_locating.set(false);
            match found {
                Ok((lat, lon)) => {
                    asked.near = format!("{},{}", hundredths(lat), hundredths(lon));
                    asked.words = typed.trim().to_owned();
                    near.set(near_words(&asked.near));
                    go(asked);
                }
                Err(NoPosition::Refused) => trouble.set(Some(words::position_refused().to_owned())),
                Err(NoPosition::Unavailable) => trouble.set(Some(words::position_unavailable().to_owned())),
            }
        });
    };
    view! {
        <form class="search-form" method="get" action=routes::GROUPS role="search" on:submit=submit>
            <TextField
                id="near"
                label=words::near()
                value=near
                on_input=Callback::new(move |text| near.set(text))
                error=trouble
                autocomplete="postal-code"
                max_length=100
            />
            <TextField
                id="q"
                label=words::words_label()
                value=sought
                on_input=Callback::new(move |text| sought.set(text))
                kind="search"
                max_length=100
            />
            <p class="search-ways">
                <button type="submit" class="button">{words::search()}</button>
                <button type="button" class="button-quiet" disabled=move || is_locating.get() on:click=locate>
                    {move || if is_locating.get() { words::locating() } else { words::use_position() }}
                </button>
            </p>
        </form>
    }
    .into_any()
}

/// Degrees with two decimal places, without the weight of printing floats.
fn hundredths(degrees: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "degrees times a hundred fit an i32")]
    let whole = (degrees * 100.0).round() as i32;
    let sign = if whole < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", whole.abs() / 100, whole.abs() % 100)
}
