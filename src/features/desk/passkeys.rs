//! One's own passkeys: adding one on this device, and taking one away. The last one cannot be taken away by a slip.

use leptos::prelude::*;
use wire::PasskeyView;

use crate::backend::account;
use crate::browser::passkeys;
use crate::features::desk::confirm::no_passkey;
use crate::features::desk::errand::Errand;
use crate::features::desk::sure::Sure;
use crate::phrases::moment::day;
use crate::ui::text_field::TextField;
use crate::words::desk::me as words;

/// The list and the way to add one.
#[component]
pub fn Passkeys(passkeys: Signal<Vec<PasskeyView>>, on_changed: Callback<()>) -> impl IntoView {
    let is_only = Memo::new(move |_| passkeys.with(|all| all.len() < 2));
    view! {
        <ul class="people-cards">
            <For
                each=move || passkeys.get()
                key=|one| one.id
                children=move |one| one_view(one, is_only, on_changed)
            />
        </ul>
        {add_view(on_changed)}
    }
    .into_any()
}

fn one_view(one: PasskeyView, is_only: Memo<bool>, on_changed: Callback<()>) -> AnyView {
    let errand = Errand::new();
    let id = one.id;
    let remove = Callback::new(move |()| {
        errand.run(move || async move { account::remove_passkey(id).await }, move |()| on_changed.run(()));
    });
    let label = if one.label.is_empty() { words::passkey_unnamed().to_owned() } else { one.label };
    let synced = if one.is_synced { words::synced() } else { words::not_synced() };
    let name = StoredValue::new(label.clone());
    let ways = move || {
        if is_only.get() {
            return view! { <p class="small">{words::only_one()}</p> }.into_any();
        }
        let name = name.get_value();
        view! {
            <Sure
                label=words::remove(&name)
                ask=words::remove_ask(&name)
                yes=words::remove_yes()
                on_yes=remove
                errand=errand
            />
        }
        .into_any()
    };
    view! {
        <li class="people-card">
            <p>
                <strong>{label}</strong>
                <span class="row-line">{words::made(&day(one.since))}</span>
                <span class="row-line">{synced}</span>
            </p>
            {ways}
        </li>
    }
    .into_any()
}

fn add_view(on_changed: Callback<()>) -> AnyView {
    if !passkeys::is_possible() {
        return view! { <p>{words::impossible()}</p> }.into_any();
    }
    let label = RwSignal::new(String::new());
    let refused = RwSignal::new(None::<&'static str>);
    let errand = Errand::new();
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        refused.set(None);
        errand.run(
            move || {
                let label = label.get_untracked();
                async move { account::add_passkey(label.trim()).await }
            },
            move |made: Result<Vec<PasskeyView>, passkeys::NoPasskey>| match made {
                Ok(_) => {
                    label.set(String::new());
                    on_changed.run(());
                }
                Err(why) => refused.set(Some(no_passkey(why))),
            },
        );
    };
    view! {
        <form class="desk-form" on:submit=add novalidate=true>
            <TextField
                id="label"
                label=words::label()
                hint=words::label_hint()
                value=label
                on_input=Callback::new(move |typed| label.set(typed))
                error=errand.error("label")
                max_length=60
            />
            <p class="field-error" role="alert">{move || refused.get()}</p>
            {errand.trouble_view()}
            <p><button type="submit" class="button" disabled=move || errand.is_busy()>{words::add()}</button></p>
        </form>
    }
    .into_any()
}
