//! "Confirm that it is you": what comes up when something asks for a sign-in within the last ten minutes.
//!
//! How to use it: run the action by `state::doing::Doing`. When the server answers `confirm_first`, `Doing` is
//! `Confirming`; then draw the panel below the button, and do the same again once it is done:
//!
//! ```ignore
//! let doing = RwSignal::new(Doing::Idle);
//! let remove = Callback::new(move |()| Doing::run(doing, account::remove_contact(id), move |()| list.again()));
//! view! {
//!     {move || (doing.get() == Doing::Confirming).then(|| {
//!         let close = Callback::new(move |()| doing.set(Doing::Idle));
//!         view! { <ConfirmPanel on_done=remove on_close=close /> }
//!     })}
//! }
//! ```
//!
//! It finds out by itself which ways there are. Whoever has confirmed has a new sign-in, of which `state::who` hears
//! without being told. It is for people and helpers: the desk, whose staff have passkeys and nothing else, has words of its
//! own.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::{CodeAsked, ContactView, ErrorCode, Somebody, WhoAmI};

use crate::backend::failure::Failure;
use crate::backend::{me, sign_in};
use crate::browser::passkeys;
use crate::phrases::code;
use crate::phrases::code_entry::{CodeEntry, CodeFor};
use crate::phrases::failure::{failed_view, failure};
use crate::phrases::passkey::not_used;
use crate::routes::me as routes;
use crate::ui::loading::Loading;
use crate::ui::panel::Panel;
use crate::words::app;
use crate::words::sign_in::confirm as words;

/// What the panel knows and how far it has come.
#[derive(Clone, Copy)]
struct Confirming {
    /// Where the code went.
    sent_to: RwSignal<Option<ContactView>>,
    asked: RwSignal<Option<CodeAsked>>,
    code: RwSignal<String>,
    trouble: RwSignal<Option<String>>,
    is_busy: RwSignal<bool>,
    on_done: Callback<()>,
}

/// The panel. `on_done` does again what was asked for; `on_close` puts the panel away.
#[component]
pub fn ConfirmPanel(on_done: Callback<()>, on_close: Callback<()>) -> impl IntoView {
    // Nothing while it is on its way.
    let found = RwSignal::new(None::<Result<WhoAmI, Failure>>);
    let find = move || {
        found.set(None);
        spawn_local(async move {
            let answer = me::find().await;
            // The panel may have been put away meanwhile.
            let _ = found.try_set(Some(answer));
        });
    };
    find();
    let confirming = Confirming {
        sent_to: RwSignal::new(None),
        asked: RwSignal::new(None),
        code: RwSignal::new(String::new()),
        trouble: RwSignal::new(None),
        is_busy: RwSignal::new(false),
        on_done,
    };
    view! {
        <Panel id="confirm-title" title=words::title()>
            <p>{words::why()}</p>
            {move || match found.get() {
                None => view! { <Loading words=app::loading() /> }.into_any(),
                Some(Err(why)) => failed_view(&why, Callback::new(move |()| find())),
                Some(Ok(WhoAmI::Somebody(me))) => ways_view(confirming, &me),
                // Nobody is asked to confirm who is not there; whoever is gone is shown out by the app.
                Some(Ok(_)) => ().into_any(),
            }}
            <p>
                <button type="button" class="button-quiet" on:click=move |_| on_close.run(())>{words::close()}</button>
            </p>
        </Panel>
    }
    .into_any()
}

fn ways_view(confirming: Confirming, me: &Somebody) -> AnyView {
    let contacts = StoredValue::new(me.contacts.clone());
    let has_passkey = me.passkeys > 0 && passkeys::is_possible();
    if me.contacts.is_empty() && !has_passkey {
        return view! { <p>{words::no_way()} " " <a class="tap" href=routes::SIGN_IN_RECOVER>{words::recover()}</a></p> }
            .into_any();
    }
    (move || match confirming.sent_to.get() {
        Some(contact) => {
            let other = Callback::new(move |()| confirming.sent_to.set(None));
            view! {
                <CodeEntry
                    code_for=CodeFor::Confirming
                    to=address(&contact)
                    shown=contact.shown
                    asked=confirming.asked
                    code=confirming.code
                    on_done=confirming.on_done
                    on_other=other
                />
            }
            .into_any()
        }
        None => {
            let buttons: Vec<_> =
                contacts.get_value().into_iter().map(|contact| contact_view(confirming, contact)).collect();
            view! {
                <div role="alert">
                    {move || confirming.trouble.get().map(|said| view! { <p class="field-error">{said}</p> })}
                </div>
                <p class="confirm-ways">
                    {has_passkey.then(|| passkey_view(confirming))}
                    {buttons}
                </p>
            }
            .into_any()
        }
    })
    .into_any()
}

/// How the API names an address of one's own: the browser does not have the address itself.
fn address(contact: &ContactView) -> String {
    format!("contact:{}", contact.id)
}

fn passkey_view(confirming: Confirming) -> AnyView {
    let Confirming { trouble, is_busy, on_done, .. } = confirming;
    let confirm = move |_| {
        is_busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            let said = match sign_in::by_passkey().await {
                Ok(Ok(())) => {
                    on_done.try_run(());
                    return;
                }
                Ok(Err(why)) => not_used(why).to_owned(),
                Err(why) if why.code() == Some(ErrorCode::NotValid) => words::passkey_unknown().to_owned(),
                Err(why) => failure(&why),
            };
            if is_busy.try_set(false).is_none() {
                trouble.set(Some(said));
            }
        });
    };
    view! {
        <button type="button" class="button" disabled=move || is_busy.get() on:click=confirm>{words::passkey()}</button>
    }
    .into_any()
}

fn contact_view(confirming: Confirming, contact: ContactView) -> AnyView {
    let Confirming { sent_to, asked, code, trouble, is_busy, .. } = confirming;
    let label = words::send(&contact.shown);
    let send = move |_| {
        is_busy.set(true);
        trouble.set(None);
        let contact = contact.clone();
        spawn_local(async move {
            let answer = CodeFor::Confirming.ask(&address(&contact)).await;
            if is_busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(new) => {
                    asked.set(Some(new));
                    code.set(String::new());
                    sent_to.set(Some(contact));
                }
                Err(why) => trouble.set(Some(code::asking(&why, contact.kind))),
            }
        });
    };
    view! {
        <button type="button" class="button button-second" disabled=move || is_busy.get() on:click=send>{label}</button>
    }
    .into_any()
}
