//! The addresses somebody signs in by: which there are, masked, another one, and taking one away.

use leptos::prelude::*;
use wire::{ContactKind, ContactView, ErrorCode};

use crate::backend::account;
use crate::features::details::contact_adding::ContactAdding;
use crate::phrases::confirm::ConfirmPanel;
use crate::phrases::failure::failed_view;
use crate::phrases::trouble::trouble_view;
use crate::state::changes::About;
use crate::state::doing::Doing;
use crate::state::fetched::{Fetched, Shown};
use crate::state::who::use_who;
use crate::ui::loading::Loading;
use crate::words::app;
use crate::words::details::contacts as words;

/// The list and what can be done with it.
#[component]
pub fn Contacts() -> impl IntoView {
    let who = use_who();
    let fetched = Fetched::new(&[About::Access], account::contacts);
    let said = RwSignal::new(None::<&'static str>);
    let on_added = Callback::new(move |()| {
        fetched.fetch_quietly();
        who.ask_again();
        said.set(Some(words::added()));
    });
    view! {
        <section class="contacts-own" aria-labelledby="contacts">
            <h2 id="contacts">{words::title()}</h2>
            <p>{words::lead()}</p>
            {move || match fetched.shown() {
                Shown::Loading => view! { <Loading words=app::loading() /> }.into_any(),
                Shown::Failed(why) => failed_view(&why, Callback::new(move |()| fetched.again())),
                Shown::There => list_view(fetched, said),
            }}
            <p role="status">{move || said.get()}</p>
            <ContactAdding on_added=on_added />
        </section>
    }
    .into_any()
}

fn list_view(fetched: Fetched<Vec<ContactView>>, said: RwSignal<Option<&'static str>>) -> AnyView {
    (move || {
        fetched.read(|list| {
            if list.is_empty() {
                return view! { <p>{words::none()}</p> }.into_any();
            }
            let rows: Vec<_> = list.iter().map(|contact| row_view(contact, fetched, said)).collect();
            view! { <ul class="contact-list">{rows}</ul> }.into_any()
        })
    })
    .into_any()
}

fn row_view(
    contact: &ContactView,
    fetched: Fetched<Vec<ContactView>>,
    said: RwSignal<Option<&'static str>>,
) -> AnyView {
    let who = use_who();
    let id = contact.id;
    let doing = RwSignal::new(Doing::Idle);
    let is_last = RwSignal::new(false);
    let remove = Callback::new(move |()| {
        is_last.set(false);
        let request = async move {
            match account::remove_contact(id).await {
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
    let kind = match contact.kind {
        ContactKind::Email => words::email(),
        ContactKind::Mobile => words::mobile(),
    };
    view! {
        <li class="contact-row">
            <span class="contact-shown"><bdi>{contact.shown.clone()}</bdi> <span class="small">{kind}</span></span>
            <button
                type="button"
                class="button-quiet"
                disabled=move || doing.with(Doing::is_busy)
                on:click=move |_| remove.run(())
            >
                {words::remove()}
                <span class="visually-hidden">" " {contact.shown.clone()}</span>
            </button>
            <div class="contact-more">
                {move || (doing.get() == Doing::Confirming).then(|| {
                    let close = Callback::new(move |()| doing.set(Doing::Idle));
                    view! { <ConfirmPanel on_done=remove on_close=close /> }
                })}
                {move || doing.with(|doing| doing.failure().map(|why| trouble_view(why, None)))}
                <p class="field-error" role="alert">{move || is_last.get().then(words::last)}</p>
            </div>
        </li>
    }
    .into_any()
}
