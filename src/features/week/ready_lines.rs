//! The lines of the list for getting ready: each is written, moved up or down, or taken out.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::browser::document;
use crate::features::week::routine_draft::{LONGEST, RoutineDraft};
use crate::words::plan_ready as words;

/// The button after the lines.
const ADD: &str = "ready-add";

/// The lines, and a button for one more.
pub fn lines_view(draft: RoutineDraft) -> AnyView {
    let said = RwSignal::new(String::new());
    let keys = draft.keys();
    let has_room = Memo::new(move |_| draft.has_room());
    let add = move |_| add_after(draft, None);
    view! {
        <fieldset aria-describedby="ready-hint">
            <legend class="field-label">{words::lines()}</legend>
            <p class="field-hint" id="ready-hint">{words::lines_hint()}</p>
            <ol class="ready-lines">
                <For each=move || keys.get() key=|key: &u32| *key children=move |key| line_view(draft, key, said) />
            </ol>
            <p>
                <button
                    id=ADD
                    type="button"
                    class="button-second"
                    disabled=move || !has_room.get()
                    on:click=add
                >
                    {words::add()}
                </button>
            </p>
            <p class="small" role="status">{move || (!has_room.get()).then(words::full)}</p>
            <p class="visually-hidden" role="status">{move || said.get()}</p>
        </fieldset>
    }
    .into_any()
}

fn line_view(draft: RoutineDraft, key: u32, said: RwSignal<String>) -> AnyView {
    let line = draft.line(key);
    let number = Memo::new(move |_| line.with(|(at, _)| at + 1));
    let id = field_id(key);
    let pressed = move |event: KeyboardEvent| {
        // Enter would send the whole form. Whoever writes a list wants the next line.
        if event.key() == "Enter" && !event.is_composing() {
            event.prevent_default();
            add_after(draft, Some(key));
        }
    };
    let remove = move |_| {
        said.set(words::removed(&number.get_untracked().to_string()));
        let next = draft.remove(key).map_or_else(|| ADD.to_owned(), field_id);
        focus_soon(next);
    };
    view! {
        <li class="ready-line">
            <label class="visually-hidden" for=id.clone()>{move || words::line(&number.get().to_string())}</label>
            <input
                class="input"
                id=id
                type="text"
                dir="auto"
                autocomplete="off"
                maxlength=LONGEST
                prop:value=move || line.with(|(_, words)| words.clone())
                on:input=move |event| draft.write(key, event_target_value(&event))
                on:keydown=pressed
            />
            <p class="week-buttons">
                {move_view(draft, (key, number), true, said)}
                {move_view(draft, (key, number), false, said)}
                <button type="button" class="button-quiet" on:click=remove>
                    {words::remove()} {number_view(number)}
                </button>
            </p>
        </li>
    }
    .into_any()
}

/// A button that moves a line by one place.
fn move_view(draft: RoutineDraft, (key, number): (u32, Memo<usize>), is_up: bool, said: RwSignal<String>) -> AnyView {
    let is_at_end =
        move || if is_up { number.get() <= 1 } else { draft.lines.with(|lines| number.get() >= lines.len()) };
    let shift = move |_| {
        let Some(place) = draft.shift(key, is_up) else { return };
        said.set(words::moved(&place.to_string()));
        // The row was taken out and put in again, by which it lost the focus. A button that can do no more cannot have
        // it.
        focus_soon(move_id(key, is_up != untrack(is_at_end)));
    };
    view! {
        <button id=move_id(key, is_up) type="button" class="button-second" disabled=is_at_end on:click=shift>
            {if is_up { words::up() } else { words::down() }} {number_view(number)}
        </button>
    }
    .into_any()
}

/// Tells the buttons of one line from those of another, for whoever hears them.
fn number_view(number: Memo<usize>) -> AnyView {
    view! { <span class="visually-hidden">" " {move || words::line(&number.get().to_string())}</span> }.into_any()
}

fn add_after(draft: RoutineDraft, key: Option<u32>) {
    if let Some(new) = draft.add(key) {
        focus_soon(field_id(new));
    }
}

/// What is drawn anew is there in a moment.
fn focus_soon(id: String) {
    request_animation_frame(move || document::focus(&id));
}

fn field_id(key: u32) -> String {
    format!("ready-line-{key}")
}

fn move_id(key: u32, is_up: bool) -> String {
    if is_up { format!("ready-up-{key}") } else { format!("ready-down-{key}") }
}
