//! The surgeries that the team covers: those it has, and finding another by its name.

use std::time::Duration;

use leptos::prelude::*;
use wire::{CoveredSurgery, FindSurgeries, Surgery};

use crate::backend::surgeries;
use crate::browser::document;
use crate::phrases::failure::failure;
use crate::state::load::Load;
use crate::ui::field::error_view;
use crate::ui::shortcut::is_enter_in_line;
use crate::ui::text_field::TextField;
use crate::words::team::details as words;

/// By this id the focus finds the list.
const LIST: &str = "surgeries";

/// The list and the search. It is saved with the rest of the form.
#[component]
pub fn Surgeries(held: RwSignal<Vec<CoveredSurgery>>, error: Signal<Option<String>>) -> impl IntoView {
    let sought = RwSignal::new(String::new());
    let found = RwSignal::new(Load::Ready(Vec::<Surgery>::new()));
    look_while_typing(sought, found);
    let stay = |event: leptos::ev::KeyboardEvent| {
        if is_enter_in_line(&event) {
            event.prevent_default();
        }
    };
    let rows = move || held.get().into_iter().map(|one| held_view(one, held)).collect::<Vec<_>>();
    view! {
        <fieldset class="choices" class:field-wrong=move || error.with(Option::is_some) id=LIST tabindex="-1">
            <legend class="field-label">{words::surgeries()}</legend>
            {error_view(LIST, error)}
            {move || held.with(Vec::is_empty).then(|| view! { <p class="small">{words::surgeries_empty()}</p> })}
            <ul class="desk-list">{rows}</ul>
            <div on:keydown=stay>
                <TextField
                    id="surgery-search"
                    label=words::surgery_search()
                    kind="search"
                    value=sought
                    on_input=Callback::new(move |typed| sought.set(typed))
                    max_length=60
                />
            </div>
            {move || found_view(&found.get(), held)}
        </fieldset>
    }
    .into_any()
}

/// A request a letter would be slow and costly on a bad line.
fn look_while_typing(sought: RwSignal<String>, found: RwSignal<Load<Vec<Surgery>>>) {
    let asked = StoredValue::new(String::new());
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(waiting) = timer.try_get_value().flatten() {
            waiting.clear();
        }
    };
    Effect::new(move |_| {
        let wanted = sought.get().trim().to_owned();
        stop();
        if wanted == asked.get_value() {
            return;
        }
        if wanted.chars().count() < 3 {
            asked.set_value(String::new());
            return found.set(Load::Ready(Vec::new()));
        }
        let fetch = move || {
            asked.set_value(wanted.clone());
            let sought = FindSurgeries { words: wanted.clone(), near: String::new() };
            Load::run(found, async move { surgeries::list(&sought).await }, move || {
                asked.try_get_value().is_some_and(|asked| asked == wanted)
            });
        };
        timer.set_value(set_timeout_with_handle(fetch, Duration::from_millis(300)).ok());
    });
    on_cleanup(stop);
}

fn held_view(one: CoveredSurgery, held: RwSignal<Vec<CoveredSurgery>>) -> AnyView {
    let code = one.code.clone();
    let remove = move |_| {
        held.update(|all| all.retain(|other| other.code != code));
        // The button goes, and the focus would be lost with it.
        document::focus(LIST);
    };
    let said = words::surgery(&one.name, &one.code);
    view! {
        <li>
            <span>{said.clone()}</span>
            <button type="button" class="button-quiet" on:click=remove>
                {words::remove()} <span class="visually-hidden">" " {said}</span>
            </button>
        </li>
    }
    .into_any()
}

fn found_view(found: &Load<Vec<Surgery>>, held: RwSignal<Vec<CoveredSurgery>>) -> AnyView {
    let (list, trouble) = match found {
        Load::Loading => (Vec::new(), None),
        Load::Ready(list) => (list.clone(), None),
        Load::Stale(list, why) => (list.clone(), Some(failure(why))),
        Load::Failed(why) => (Vec::new(), Some(failure(why))),
    };
    let rows: Vec<_> = list
        .into_iter()
        .filter(|one| held.with(|held| held.iter().all(|known| known.code != one.code)))
        .map(|one| {
            let said = words::surgery(&one.name, &one.code);
            let address = one.address.clone();
            let add =
                move |_| held.update(|all| all.push(CoveredSurgery { code: one.code.clone(), name: one.name.clone() }));
            view! {
                <li>
                    <span>{said.clone()} <span class="row-line">{address}</span></span>
                    <button type="button" class="button button-second" on:click=add>
                        {words::add()} <span class="visually-hidden">" " {said}</span>
                    </button>
                </li>
            }
        })
        .collect();
    view! {
        <ul class="desk-list">{rows}</ul>
        {trouble.map(|trouble| view! { <p class="field-hint" role="status">{trouble}</p> })}
    }
    .into_any()
}
