//! Somebody's own first page: what happens next, what waits for them, whom they help, and the ways to everything else.

use leptos::prelude::*;
use wire::{HelpingWhom, PersonId};

use crate::backend::people;
use crate::features::me::places::places_view;
use crate::phrases::failure::failed_view;
use crate::phrases::timeline::{own_timeline_view, standing};
use crate::routes::{self as public, me as routes};
use crate::state::changes::About;
use crate::state::fetched::{Fetched, Shown};
use crate::state::who::{Who, use_who};
use crate::ui::loading::Loading;
use crate::ui::ornament::Ornament;
use crate::ui::page::Page;
use crate::words::{app, me as words};

/// The first page.
#[component]
pub fn MeHomePage() -> impl IntoView {
    let who = use_who();
    let person = Memo::new(move |_| who.person());
    let name = Memo::new(move |_| who.own().map(|own| own.call_name).unwrap_or_default());
    let title = Signal::derive(move || {
        name.with(|name| if name.is_empty() { words::title().to_owned() } else { words::hello(name) })
    });
    let helping = Memo::new(move |_| who.helping());
    view! {
        <div class="me-home">
            <Page title=title app_name=app::name() tab=words::title()>
                {waiting_view(who)}
                // Somebody who only helps finds whom they help first.
                {move || person.get().map(next_view)}
                {move || helping.with(|helping| helping_view(helping))}
                {move || person.get().is_none().then(|| nothing_asked_view(helping.with(Vec::is_empty)))}
                {move || places_view(person.get().is_some())}
                <p><a class="tap" href=routes::BECOME_HELPER>{words::become_helper()}</a></p>
            </Page>
        </div>
    }
    .into_any()
}

/// What waits for the person themselves, gently.
fn waiting_view(who: Who) -> AnyView {
    let is_due = Memo::new(move |_| who.own().is_some_and(|own| own.is_safe_contact_due));
    let waiting = Memo::new(move |_| who.own().map(|own| own.waiting_helpers).unwrap_or_default());
    // After the words on paper are spent there may be nothing left by which to come back.
    let is_shut_out = Memo::new(move |_| {
        who.somebody().is_some_and(|me| me.contacts.is_empty() && me.passkeys == 0 && !me.has_recovery_words)
    });
    view! {
        <div class="me-waiting">
            {move || is_shut_out.get().then(|| view! {
                <div class="notice notice-warm">
                    <h2>{words::no_way_back()}</h2>
                    <p>{words::no_way_back_lead()}</p>
                    <p><a class="button" href=routes::DETAILS>{words::no_way_back_go()}</a></p>
                </div>
            })}
            {move || (waiting.get() > 0).then(|| view! {
                <div class="notice notice-warm">
                    <h2>{words::helpers_wait(waiting.get())}</h2>
                    <p>{words::helpers_wait_lead()}</p>
                    <p><a class="button button-second" href=routes::HELPERS>{words::helpers_wait_go()}</a></p>
                </div>
            })}
            {move || is_due.get().then(|| view! {
                <div class="notice notice-warm">
                    <h2>{words::safe_due()}</h2>
                    <p>{words::safe_due_lead()}</p>
                    <p><a class="button button-second" href=routes::SAFE_CONTACT>{words::safe_due_go()}</a></p>
                </div>
            })}
        </div>
    }
    .into_any()
}

/// What happens next, followed as it changes.
fn next_view(person: PersonId) -> AnyView {
    let fetched = Fetched::new(&[About::Referral], move || people::timeline(person));
    let first = Memo::new(move |_| fetched.read(|list| list.first().map(standing)).flatten());
    // The first answer is the page itself; only what changes afterwards is said aloud.
    let said = RwSignal::new(String::new());
    Effect::new(move |before: Option<Option<String>>| {
        let first = first.get();
        if let (Some(Some(before)), Some(first)) = (&before, &first)
            && before != first
        {
            said.set(words::changed(first));
        }
        first
    });
    view! {
        <section aria-labelledby="next">
            <h2 id="next">{words::next()}</h2>
            <p class="visually-hidden" role="status">{move || said.get()}</p>
            {move || fetched.is_stale().then(|| view! { <p class="small" role="status">{words::stale()}</p> })}
            {move || match fetched.shown() {
                Shown::Loading => view! { <Loading words=app::loading() /> }.into_any(),
                Shown::Failed(why) => failed_view(&why, Callback::new(move |()| fetched.again())),
                Shown::There => list_view(fetched),
            }}
        </section>
    }
    .into_any()
}

fn list_view(fetched: Fetched<Vec<wire::Timeline>>) -> AnyView {
    (move || {
        fetched.read(|list| {
            if list.is_empty() {
                return nothing_asked_view(true);
            }
            list.iter().map(own_timeline_view).collect::<Vec<AnyView>>().into_any()
        })
    })
    .into_any()
}

/// Nothing was asked for yet, or only for somebody else who has not said yes. Somebody who only helps is not pushed.
fn nothing_asked_view(is_wide: bool) -> AnyView {
    view! {
        <p class="lead">{words::empty()}</p>
        <p>{words::empty_helping()}</p>
        <p>
            <a class=if is_wide { "button" } else { "button button-second" } href=public::refer::FIRST>
                {words::empty_ask()}
            </a>
        </p>
        {is_wide.then(|| view! { <Ornament /> })}
    }
    .into_any()
}

fn helping_view(helping: &[HelpingWhom]) -> Option<AnyView> {
    if helping.is_empty() {
        return None;
    }
    let rows: Vec<_> = helping
        .iter()
        .map(|whom| {
            let href = routes::helping(&whom.person.to_string());
            view! { <li><a href=href>{whom.name.clone()}</a></li> }
        })
        .collect();
    Some(
        view! {
            <nav aria-labelledby="helping">
                <h2 id="helping">{words::helping()}</h2>
                <ul class="places-list">{rows}</ul>
            </nav>
        }
        .into_any(),
    )
}
