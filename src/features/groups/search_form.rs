//! Where and what: the two fields above the list.

use domain::search::Query;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::position::{self, NoPosition};
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
    Effect::new(move |_| {
        query.with(|query| {
            near.set(if is_position(&query.near) { words::my_position().to_owned() } else { query.near.clone() });
            sought.set(query.words.clone());
        });
    });
    let address = use_address();
    let go = move |asked: Query| address.go(&routes::groups(&asked.to_pairs()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let mut asked = query.get_untracked();
        let typed = near.get_untracked();
        if typed != words::my_position() {
            asked.near = typed.trim().to_owned();
        }
        asked.words = sought.get_untracked().trim().to_owned();
        go(asked);
    };
    let locate = move |_| {
        is_locating.set(true);
        trouble.set(None);
        spawn_local(async move {
            let found = position::coarse().await;
            is_locating.set(false);
            match found {
                Ok((lat, lon)) => {
                    let mut asked = query.get_untracked();
                    asked.near = format!("{},{}", hundredths(lat), hundredths(lon));
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

/// Whether `near` is a pair of degrees rather than words.
fn is_position(near: &str) -> bool {
    near.contains(',') && !near.chars().any(char::is_alphabetic)
}

/// Degrees with two decimal places, without the weight of printing floats.
fn hundredths(degrees: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "degrees times a hundred fit an i32")]
    let whole = (degrees * 100.0).round() as i32;
    let sign = if whole < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", whole.abs() / 100, whole.abs() % 100)
}
