//! How a message from the desk can begin. An opening is put into the field and goes nowhere by itself: it says nothing yet.

use leptos::prelude::*;

use crate::browser::document;
use crate::features::messages::composer::writing::{FIELD, Writing};
use crate::words::messages_desk as words;

fn openings() -> [&'static str; 5] {
    [
        words::opening_thanks(),
        words::opening_read(),
        words::opening_rang(),
        words::opening_found(),
        words::opening_talk(),
    ]
}

/// Whether a text is an opening and nothing else.
pub fn is_only_opening(text: &str) -> bool {
    openings().iter().any(|opening| opening.trim() == text.trim())
}

/// The list, folded away until it is asked for.
pub fn opening_list_view(writing: Writing) -> AnyView {
    let rows: Vec<AnyView> = openings().into_iter().map(|opening| row_view(writing, opening)).collect();
    view! {
        <details class="openings">
            <summary>{words::openings()}</summary>
            <ul class="openings-list">{rows}</ul>
        </details>
    }
    .into_any()
}

fn row_view(writing: Writing, opening: &'static str) -> AnyView {
    let begin = move |_| {
        let written = writing.text.get_untracked();
        let rest = if is_only_opening(&written) { "" } else { written.trim_start() };
        let mut words = opening.to_owned();
        words.push(' ');
        words.push_str(rest);
        writing.write(words);
        document::focus(FIELD);
    };
    view! { <li><button type="button" class="button-quiet" on:click=begin>{opening}</button></li> }.into_any()
}
