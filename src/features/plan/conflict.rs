//! Words that stand beside each other, because two wrote without having seen each other's. Nobody's are lost: somebody who
//! sees them all chooses, or writes new ones.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use wire::{Author, Kept};

use crate::features::plan::written::written_words;
use crate::state::plan_seat::Seat;
use crate::words::plan as words;

/// All of them, each with its writer and, for whoever may write, a button. Nothing where there is only one. `id` begins the
/// ids of the words.
pub fn versions_view(seat: Seat, id: &str, kept: &Kept, on_keep: Callback<String>) -> AnyView {
    if kept.others.is_empty() {
        return ().into_any();
    }
    let newest = (kept.words.clone(), &kept.by, kept.at);
    let others = kept.others.iter().map(|other| (other.words.clone(), &other.by, other.at));
    let rows: Vec<AnyView> = std::iter::once(newest)
        .chain(others)
        .enumerate()
        .map(|(number, (words, by, at))| version_view(seat, format!("{id}-version-{number}"), words, (by, at), on_keep))
        .collect();
    view! {
        <div class="notice notice-warm plan-versions">
            <p>{words::versions()}</p>
            <ul class="plan-versions-list">{rows}</ul>
        </div>
    }
    .into_any()
}

fn version_view(
    seat: Seat,
    id: String,
    text: String,
    (by, at): (&Author, DateTime<Utc>),
    on_keep: Callback<String>,
) -> AnyView {
    let written = written_words(by, at, seat);
    let (described_by, shown) = (id.clone(), text.clone());
    let keep = seat.can_write.then(|| {
        view! {
            <button
                type="button"
                class="button-second"
                aria-describedby=described_by
                on:click=move |_| on_keep.run(text.clone())
            >
                {words::version_keep()}
            </button>
        }
    });
    view! {
        <li>
            <p class="own-words" dir="auto" id=id>{shown}</p>
            <p class="small" dir="auto">{written}</p>
            {keep}
        </li>
    }
    .into_any()
}
