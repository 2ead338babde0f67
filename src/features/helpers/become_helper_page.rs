//! Where somebody who was asked takes up the code, under their own sign-in. The picture of the code brings it along.

use domain::spoken_code;
use leptos::prelude::*;
use wire::{ErrorCode, GrantId, Somebody, WhoAmI};

use crate::backend::helpers;
use crate::browser::{document, fragment};
use crate::phrases::failure::failed_view;
use crate::phrases::trouble::trouble_view;
use crate::routes::me as routes;
use crate::state::address::use_address;
use crate::state::doing::Doing;
use crate::state::invited;
use crate::state::who::{Standing, Who, use_who};
use crate::ui::loading::Loading;
use crate::ui::page::Page;
use crate::ui::text_field::TextField;
use crate::words::{app, helpers as words, me};

/// The page. Whoever is not signed in is told to be first, and the code waits.
#[component]
pub fn BecomeHelperPage() -> impl IntoView {
    if let Some(code) = fragment::take() {
        invited::keep(code);
    }
    let who = use_who();
    view! {
        <Page title=words::become_title() app_name=app::name() tab=me::title()>
            {move || match who.standing() {
                Standing::Asking => view! { <Loading words=app::loading() /> }.into_any(),
                Standing::Failed(why) => failed_view(&why, Callback::new(move |()| who.ask_anew())),
                Standing::Nobody | Standing::Staff(_) => sign_in_view(who),
                Standing::Somebody(_) => code_view(who),
            }}
        </Page>
    }
    .into_any()
}

fn sign_in_view(who: Who) -> AnyView {
    let is_going = RwSignal::new(false);
    Effect::new(move |_| {
        if is_going.get() {
            who.turn_away(routes::SIGN_IN);
        }
    });
    view! {
        <p class="lead">{words::become_sign_in()}</p>
        <p>
            <button type="button" class="button" on:click=move |_| is_going.set(true)>
                {words::become_sign_in_go()}
            </button>
        </p>
    }
    .into_any()
}

fn code_view(who: Who) -> AnyView {
    let code = RwSignal::new(invited::code());
    let error = RwSignal::new(None::<String>);
    let doing = RwSignal::new(Doing::Idle);
    let address = use_address();
    let refuse = move |words: &str| {
        error.set(Some(words.to_owned()));
        document::focus("code");
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(code) = code.with_untracked(|typed| spoken_code::normalise(typed)) else {
            return refuse(words::become_unreadable());
        };
        error.set(None);
        let before = untrack(|| who.somebody()).map(|somebody| grants(&somebody)).unwrap_or_default();
        let request = async move {
            match helpers::take(&code).await {
                Err(why) if why.code() == Some(ErrorCode::NotValid) => Ok(None),
                answer => answer.map(Some),
            }
        };
        Doing::run(doing, request, move |taken| {
            invited::forget();
            let Some(me) = taken else { return refuse(words::become_not_valid()) };
            let page = new_page(&me, &before);
            who.hold(me);
            address.go_instead(&page);
        });
    };
    view! {
        <p class="lead">{words::become_lead()}</p>
        {contact_view(who)}
        <form class="become" on:submit=submit novalidate=true>
            <TextField
                id="code"
                label=words::become_code()
                hint=words::become_code_hint()
                value=code
                on_input=Callback::new(move |typed| code.set(typed))
                error=error
                max_length=20
                is_short=true
            />
            <div>{move || doing.with(|doing| doing.failure().map(|why| trouble_view(why, Some(words::kept()))))}</div>
            <p>
                <button type="submit" class="button" disabled=move || doing.with(Doing::is_busy)>
                    {words::become_send()}
                </button>
            </p>
        </form>
    }
    .into_any()
}

/// Says who is signed in: on a phone that is handed over it may be somebody else.
fn contact_view(who: Who) -> AnyView {
    (move || {
        let contact = who.somebody().and_then(|somebody| somebody.contacts.into_iter().next());
        contact.map(|contact| view! { <p class="notice">{words::become_who(&contact.shown)}</p> })
    })
    .into_any()
}

fn grants(somebody: &Somebody) -> Vec<GrantId> {
    somebody.helping.iter().map(|helping| helping.grant).collect()
}

/// The page of whoever is helped now and was not before.
fn new_page(me: &WhoAmI, before: &[GrantId]) -> String {
    let helping = if let WhoAmI::Somebody(somebody) = me { somebody.helping.as_slice() } else { &[] };
    match helping.iter().find(|helping| !before.contains(&helping.grant)) {
        Some(new) => routes::helping(&new.person.to_string()),
        None => routes::HOME.to_owned(),
    }
}
