//! The team's own days off, to be changed, and the nation's bank holidays, to be read.

use leptos::prelude::*;
use wire::{Closure, ClosureId, DeskTeam};

use crate::browser::{document, ids};
use crate::features::desk::days;
use crate::phrases::meeting::full_day;
use crate::ui::field::error_view;
use crate::ui::shortcut::is_enter_in_line;
use crate::ui::text_field::TextField;
use crate::words::desk::field;
use crate::words::team::details as words;

/// By this id the focus finds the list.
const LIST: &str = "closures";

/// The days off, with a line to add one. They are saved with the rest of the form.
pub fn closures_view(closures: RwSignal<Vec<Closure>>, error: Signal<Option<String>>) -> AnyView {
    let rows = move || closures.get().into_iter().map(|closure| closure_view(closure, closures)).collect::<Vec<_>>();
    view! {
        <fieldset class="choices" class:field-wrong=move || error.with(Option::is_some) id=LIST tabindex="-1">
            <legend class="field-label">{words::closures()}</legend>
            {error_view(LIST, error)}
            {move || closures.with(Vec::is_empty).then(|| view! { <p class="small">{words::closures_empty()}</p> })}
            <ul class="desk-list">{rows}</ul>
            {add_view(closures)}
        </fieldset>
    }
    .into_any()
}

fn closure_view(closure: Closure, closures: RwSignal<Vec<Closure>>) -> AnyView {
    let id = closure.id;
    let said = words::dated(&full_day(closure.date), &closure.title);
    let remove = move |_| {
        closures.update(|all| all.retain(|one| one.id != id));
        // The button goes, and the focus would be lost with it.
        document::focus(LIST);
    };
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

fn add_view(closures: RwSignal<Vec<Closure>>) -> AnyView {
    let (date, title) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let wrong = RwSignal::new(false);
    let add = move || {
        let typed = title.get_untracked().trim().to_owned();
        let Some(day) = date.with_untracked(|date| days::read(date)).filter(|_| !typed.is_empty()) else {
            return wrong.set(true);
        };
        wrong.set(false);
        closures.update(|all| {
            all.push(Closure { id: ClosureId(ids::new_id()), date: day, title: typed });
            all.sort_by_key(|one| (one.date, one.id));
        });
        date.set(String::new());
        title.set(String::new());
    };
    let pressed = move |event: leptos::ev::KeyboardEvent| {
        if is_enter_in_line(&event) {
            event.prevent_default();
            add();
        }
    };
    view! {
        <div class="desk-add" on:keydown=pressed>
            <TextField
                id="closure-date"
                label=words::closure_date()
                kind="date"
                is_short=true
                value=date
                on_input=Callback::new(move |typed| date.set(typed))
            />
            <TextField
                id="closure-title"
                label=words::closure_title()
                value=title
                on_input=Callback::new(move |typed| title.set(typed))
                max_length=100
            />
            <button type="button" class="button button-second" on:click=move |_| add()>{words::closure_add()}</button>
        </div>
        <p class="field-error" role="alert">{move || wrong.get().then(field::closures)}</p>
    }
    .into_any()
}

/// The bank holidays to come.
pub fn holidays_view(team: Signal<DeskTeam>) -> AnyView {
    let rows = move || {
        team.with(|team| {
            let said = team.holidays.iter().map(|day| words::dated(&full_day(day.date), &day.title));
            said.map(|said| view! { <li>{said}</li> }).collect::<Vec<_>>()
        })
    };
    let is_empty = move || team.with(|team| team.holidays.is_empty());
    view! {
        <section aria-labelledby="holidays">
            <h2 id="holidays">{words::holidays()}</h2>
            {move || is_empty().then(|| view! { <p>{words::holidays_empty()}</p> })}
            <ul>{rows}</ul>
        </section>
    }
    .into_any()
}
