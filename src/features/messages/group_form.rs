//! Sharing a group of the directory from the desk: look for it by words, pick it, say a few words with it.

use domain::thread::clean;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::{NewBody, NewGroup};

use crate::backend::groups::{self, FoundGroup};
use crate::browser::document;
use crate::features::messages::composer::name_of;
use crate::features::messages::composer::writing::Writing;
use crate::phrases::failure::failure;
use crate::state::doing::Doing;
use crate::state::thread::LiveThread;
use crate::ui::text_area::TextArea;
use crate::ui::text_field::TextField;
use crate::words::messages_desk as words;

/// How many of those that were found are shown.
const SHOWN: usize = 6;
const SOUGHT: &str = "group-sought";
const NOTE: &str = "group-note";

/// What was typed, found and picked.
#[derive(Clone, Copy)]
pub struct Sharing {
    sought: RwSignal<String>,
    doing: RwSignal<Doing>,
    /// Nothing before somebody has looked.
    found: RwSignal<Option<Vec<FoundGroup>>>,
    picked: RwSignal<Option<FoundGroup>>,
    note: RwSignal<String>,
}

impl Sharing {
    /// Nothing yet.
    pub fn new() -> Self {
        Self {
            sought: RwSignal::new(String::new()),
            doing: RwSignal::new(Doing::Idle),
            found: RwSignal::new(None),
            picked: RwSignal::new(None),
            note: RwSignal::new(String::new()),
        }
    }

    /// Whether a group is picked and not sent; followed as it changes.
    pub fn is_begun(self) -> bool {
        self.picked.with(Option::is_some)
    }
}

/// The form, folded away until it is asked for.
pub fn group_form_view(thread: LiveThread, writing: Writing, sharing: Sharing) -> AnyView {
    let inside = move || match sharing.picked.get() {
        Some(group) => picked_view(thread, writing, sharing, group),
        None => search_view(sharing),
    };
    view! {
        <details class="to-send">
            <summary>{words::group_open()}</summary>
            {inside}
        </details>
    }
    .into_any()
}

fn search_view(sharing: Sharing) -> AnyView {
    let Sharing { sought, doing, found, .. } = sharing;
    let look = move |event: SubmitEvent| {
        event.prevent_default();
        let words = sought.get_untracked();
        if !words.trim().is_empty() {
            Doing::run(doing, async move { groups::look_for(&words).await }, move |groups| found.set(Some(groups)));
        }
    };
    view! {
        <form class="to-send-form" role="search" on:submit=look novalidate=true>
            <TextField
                id=SOUGHT
                label=words::group_sought()
                kind="search"
                value=sought
                on_input=Callback::new(move |typed| sought.set(typed))
                max_length=100
            />
            <p>
                <button type="submit" class="button button-second" disabled=move || doing.with(Doing::is_busy)>
                    {words::group_look()}
                </button>
            </p>
        </form>
        <div role="status">
            {move || doing.with(|doing| doing.failure().map(|why| view! { <p class="field-error">{failure(why)}</p> }))}
            {move || found.with(|found| found.as_ref().map(|groups| found_view(groups, sharing)))}
        </div>
    }
    .into_any()
}

fn found_view(groups: &[FoundGroup], sharing: Sharing) -> AnyView {
    if groups.is_empty() {
        return view! { <p>{words::group_none()}</p> }.into_any();
    }
    let rows: Vec<AnyView> = groups.iter().take(SHOWN).map(|group| row_view(group.clone(), sharing)).collect();
    view! { <ul class="groups-found">{rows}</ul> }.into_any()
}

fn row_view(group: FoundGroup, sharing: Sharing) -> AnyView {
    let label = words::group_pick(&group.name);
    let summary = Some(group.summary.clone()).filter(|summary| !summary.is_empty() && *summary != group.name);
    let pick = move |_| {
        sharing.picked.set(Some(group.clone()));
        request_animation_frame(|| document::focus(NOTE));
    };
    view! {
        <li>
            <button type="button" class="button-quiet" on:click=pick>{label}</button>
            {summary.map(|summary| view! { <span class="small">{summary}</span> })}
        </li>
    }
    .into_any()
}

fn picked_view(thread: LiveThread, writing: Writing, sharing: Sharing, group: FoundGroup) -> AnyView {
    let Sharing { note, picked, found, sought, .. } = sharing;
    let id = group.id;
    let put_away = move |_| {
        picked.set(None);
        request_animation_frame(|| document::focus(SOUGHT));
    };
    let share = move |event: SubmitEvent| {
        event.prevent_default();
        let words = clean(&note.get_untracked());
        writing.send(NewBody::Group(NewGroup { group: id, words }));
        note.set(String::new());
        found.set(None);
        sought.set(String::new());
        picked.set(None);
    };
    view! {
        <form class="to-send-form" on:submit=share novalidate=true>
            <div class="shared"><p class="shared-name">{group.name}</p></div>
            <TextArea
                id=NOTE
                label=words::words_with_it()
                value=note
                on_input=Callback::new(move |typed| note.set(typed))
                rows=2
            />
            <p class="bubble-ways">
                <button type="submit" class="button">{move || words::send_group_to(&name_of(thread))}</button>
                <button type="button" class="button-quiet" on:click=put_away>{words::group_other()}</button>
            </p>
        </form>
    }
    .into_any()
}
