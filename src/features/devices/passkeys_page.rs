//! Somebody's passkeys: which there are, another one, and taking one away.

use leptos::prelude::*;
use wire::{ErrorCode, PasskeyView};

use crate::backend::account;
use crate::browser::passkeys;
use crate::phrases::confirm::ConfirmPanel;
use crate::phrases::failure::failed_view;
use crate::phrases::moment;
use crate::phrases::passkey::not_made;
use crate::phrases::trouble::trouble_view;
use crate::routes::me as routes;
use crate::state::changes::About;
use crate::state::doing::Doing;
use crate::state::fetched::{Fetched, Shown};
use crate::state::who::use_who;
use crate::ui::loading::Loading;
use crate::ui::page::Page;
use crate::ui::text_field::TextField;
use crate::words::devices::passkeys as words;
use crate::words::{app, devices};

type Passkeys = Fetched<Vec<PasskeyView>>;

/// The page.
#[component]
pub fn PasskeysPage() -> impl IntoView {
    let fetched: Passkeys = Fetched::new(&[About::Access], account::passkeys);
    let said = RwSignal::new(None::<&'static str>);
    view! {
        <div class="devices">
            <p class="back-row"><a class="back" href=routes::DEVICES>{devices::back_to_devices()}</a></p>
            <Page title=devices::passkeys_title() app_name=app::name() tab=devices::tab()>
                <p class="lead">{words::lead()}</p>
                {move || match fetched.shown() {
                    Shown::Loading => view! { <Loading words=app::loading() /> }.into_any(),
                    Shown::Failed(why) => failed_view(&why, Callback::new(move |()| fetched.again())),
                    Shown::There => list_view(fetched, said),
                }}
                <p role="status">{move || said.get()}</p>
                {if passkeys::is_possible() {
                    adding_view(fetched, said)
                } else {
                    view! { <p>{words::impossible()}</p> }.into_any()
                }}
            </Page>
        </div>
    }
    .into_any()
}

fn list_view(fetched: Passkeys, said: RwSignal<Option<&'static str>>) -> AnyView {
    (move || {
        fetched.read(|list| {
            if list.is_empty() {
                return view! { <p>{words::none()}</p> }.into_any();
            }
            let rows: Vec<_> = list.iter().map(|passkey| row_view(passkey, fetched, said)).collect();
            view! { <ul class="device-list">{rows}</ul> }.into_any()
        })
    })
    .into_any()
}

fn row_view(passkey: &PasskeyView, fetched: Passkeys, said: RwSignal<Option<&'static str>>) -> AnyView {
    let who = use_who();
    let id = passkey.id;
    let doing = RwSignal::new(Doing::Idle);
    let is_last = RwSignal::new(false);
    let remove = Callback::new(move |()| {
        is_last.set(false);
        let request = async move {
            match account::remove_passkey(id).await {
                // Without it nobody could sign in any more.
                Err(why) if why.code() == Some(ErrorCode::NotNow) => Ok(false),
                answer => answer.map(|()| true),
            }
        };
        Doing::run(doing, request, move |is_removed| {
            if !is_removed {
                is_last.set(true);
                return;
            }
            said.set(Some(words::removed()));
            fetched.fetch_quietly();
            who.ask_again();
        });
    });
    let label = if passkey.label.is_empty() { words::unnamed().to_owned() } else { passkey.label.clone() };
    view! {
        <li class="device">
            <p class="device-name"><strong>{label.clone()}</strong></p>
            <p class="small">
                {words::since(&moment::day(passkey.since))}
                " "
                {if passkey.is_synced { words::synced() } else { words::not_synced() }}
            </p>
            <button
                type="button"
                class="button-quiet"
                disabled=move || doing.with(Doing::is_busy)
                on:click=move |_| remove.run(())
            >
                {words::remove()}
                <span class="visually-hidden">" " {label.clone()}</span>
            </button>
            {move || (doing.get() == Doing::Confirming).then(|| {
                let close = Callback::new(move |()| doing.set(Doing::Idle));
                view! { <ConfirmPanel on_done=remove on_close=close /> }
            })}
            <div>{move || doing.with(|doing| doing.failure().map(|why| trouble_view(why, None)))}</div>
            <p class="field-error" role="alert">{move || is_last.get().then(words::last)}</p>
        </li>
    }
    .into_any()
}

fn adding_view(fetched: Passkeys, said: RwSignal<Option<&'static str>>) -> AnyView {
    let who = use_who();
    let label = RwSignal::new(String::new());
    let refused = RwSignal::new(None::<&'static str>);
    let doing = RwSignal::new(Doing::Idle);
    let add = Callback::new(move |()| {
        refused.set(None);
        said.set(None);
        let name = label.get_untracked();
        let request = async move {
            match account::add_passkey(name.trim()).await {
                Err(why) if why.code() == Some(ErrorCode::NotNow) => Ok(Err(words::too_many())),
                Err(why) if why.code() == Some(ErrorCode::Taken) => Ok(Err(words::taken())),
                Err(why) => Err(why),
                Ok(made) => Ok(made.map_err(not_made)),
            }
        };
        Doing::run(doing, request, move |made| match made {
            Ok(list) => {
                label.set(String::new());
                fetched.put(list);
                said.set(Some(words::added()));
                who.ask_again();
            }
            Err(why) => refused.set(Some(why)),
        });
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        add.run(());
    };
    view! {
        <section>
            <h2>{words::add_title()}</h2>
            <form class="passkey-form" on:submit=submit novalidate=true>
                <TextField
                    id="label"
                    label=words::label()
                    hint=words::label_hint()
                    value=label
                    on_input=Callback::new(move |typed| label.set(typed))
                    max_length=60
                />
                <p class="field-error" role="alert">{move || refused.get()}</p>
                <div>{move || doing.with(|doing| doing.failure().map(|why| trouble_view(why, None)))}</div>
                <p>
                    <button type="submit" class="button" disabled=move || doing.with(Doing::is_busy)>
                        {words::add()}
                    </button>
                </p>
            </form>
            {move || (doing.get() == Doing::Confirming).then(|| {
                let close = Callback::new(move |()| doing.set(Doing::Idle));
                view! { <ConfirmPanel on_done=add on_close=close /> }
            })}
        </section>
    }
    .into_any()
}
