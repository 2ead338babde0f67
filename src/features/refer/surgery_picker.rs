//! The doctor's surgery: those near the postcode, or found by name, or "not sure".

use std::time::Duration;

use domain::postcode::{self, Postcode};
use leptos::prelude::*;
use wire::{FindSurgeries, Surgery, SurgeryChoice};

use crate::backend::surgeries;
use crate::features::refer::about_wish::is_helper;
use crate::features::refer::asking::Asking;
use crate::phrases::failure::failure;
use crate::state::load::Load;
use crate::ui::field::error_view;
use crate::ui::text_field::TextField;
use crate::words::refer as words;

/// A list to pick from, which follows what is typed.
#[component]
pub fn SurgeryPicker(asking: Asking) -> impl IntoView {
    let draft = asking.draft;
    let sought = RwSignal::new(String::new());
    let found = RwSignal::new(Load::Ready(Vec::<Surgery>::new()));
    let asked = StoredValue::new((String::new(), String::new()));
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let near = Memo::new(move |_| {
        draft.read(|answers| match postcode::parse(&answers.postcode) {
            Some(Postcode::Full(full)) => full,
            _ => String::new(),
        })
    });
    Effect::new(move |_| {
        let wanted = (sought.get().trim().to_owned(), near.get());
        if wanted == asked.get_value() || (wanted.0.chars().count() < 3 && wanted.1.is_empty()) {
            return;
        }
        if let Some(waiting) = timer.get_value() {
            waiting.clear();
        }
        // A request a letter would be slow and costly on a bad line.
        let fetch = move || {
            asked.set_value(wanted.clone());
            let (words, near) = wanted.clone();
            let sought = FindSurgeries { words, near };
            Load::run(found, async move { surgeries::list(&sought).await }, move || {
                asked.try_get_value().is_some_and(|asked| asked == wanted)
            });
        };
        timer.set_value(set_timeout_with_handle(fetch, Duration::from_millis(300)).ok());
    });
    on_cleanup(move || {
        if let Some(waiting) = timer.try_get_value().flatten() {
            waiting.clear();
        }
    });
    let legend = if is_helper(asking) { words::surgery_them() } else { words::surgery() };
    let error = asking.error("surgery");
    view! {
        <fieldset class="choices" class:field-wrong=move || error.with(Option::is_some)>
            <legend class="field-label">{legend}</legend>
            {error_view("surgery", error)}
            <TextField
                id="surgery-search"
                label=words::surgery_search()
                value=sought
                on_input=Callback::new(move |text| sought.set(text))
                kind="search"
                max_length=60
            />
            {move || rows_view(asking, &found.get())}
        </fieldset>
    }
    .into_any()
}

fn rows_view(asking: Asking, found: &Load<Vec<Surgery>>) -> AnyView {
    let chosen = asking.draft.peek(|answers| answers.surgery.clone());
    let (list, trouble) = match found {
        Load::Loading => (Vec::new(), None),
        Load::Ready(list) => (list.clone(), None),
        Load::Stale(list, why) => (list.clone(), Some(failure(why))),
        Load::Failed(why) => (Vec::new(), Some(failure(why))),
    };
    let mut rows = vec![row_view(asking, "surgery", SurgeryChoice::NotSure, words::not_sure().to_owned(), None)];
    // A surgery picked earlier stays in sight, whatever is looked for next.
    if let Some(SurgeryChoice::Known { code, name }) = &chosen
        && !list.iter().any(|surgery| surgery.code == *code)
    {
        let choice = SurgeryChoice::Known { code: code.clone(), name: name.clone() };
        rows.push(row_view(asking, "surgery-chosen", choice, name.clone(), None));
    }
    for surgery in list {
        let id = format!("surgery-{}", surgery.code);
        let choice = SurgeryChoice::Known { code: surgery.code, name: surgery.name.clone() };
        rows.push(row_view(asking, &id, choice, surgery.name, Some(surgery.address)));
    }
    view! {
        <div role="group">{rows}</div>
        {trouble.map(|trouble| view! { <p class="notice" role="status">{words::surgery_trouble()} " " {trouble}</p> })}
    }
    .into_any()
}

fn row_view(asking: Asking, id: &str, choice: SurgeryChoice, label: String, hint: Option<String>) -> AnyView {
    let draft = asking.draft;
    let (held, taken) = (choice.clone(), choice);
    view! {
        <label class="choice" for=id.to_owned()>
            <input
                id=id.to_owned()
                type="radio"
                name="surgery"
                autocomplete="off"
                prop:checked=move || draft.read(|answers| answers.surgery.as_ref() == Some(&held))
                on:change=move |_| draft.change(|answers| answers.surgery = Some(taken.clone()))
            />
            <span class="choice-words">
                <span class="choice-label">{label}</span>
                {hint.map(|hint| view! { <span class="choice-hint">{hint}</span> })}
            </span>
        </label>
    }
    .into_any()
}
