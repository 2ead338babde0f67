//! People who have lost every way to sign in: one of the team opens, another says yes, and the words are given once.

use leptos::prelude::*;
use wire::{Recovery, RecoveryId, RecoveryWords};

use crate::backend::desk::recoveries;
use crate::browser::clock;
use crate::browser::document::{self, print};
use crate::features::desk::errand::Errand;
use crate::features::desk::fetched::fetched_view;
use crate::features::desk::frame::desk_frame;
use crate::features::desk::me::Me;
use crate::features::desk::quiet::Quiet;
use crate::features::desk::tab::Tab;
use crate::phrases::moment;
use crate::routes::desk as routes;
use crate::state::changes::{About, follow};
use crate::state::load::Load;
use crate::ui::page::Page;
use crate::words::app;
use crate::words::desk::{frame, recovery as words};

/// By this id the focus finds the words that were given.
const GIVEN: &str = "recovery-words";

/// The list.
#[component]
pub fn RecoveriesPage() -> impl IntoView {
    desk_frame(Tab::Recoveries, recoveries_view)
}

fn recoveries_view(me: Me) -> AnyView {
    let found = RwSignal::new(Load::<Vec<Recovery>>::Loading);
    let team = untrack(|| me.team());
    let quiet = Quiet::new(found);
    let fetch = move || {
        if let Some(team) = team {
            quiet.fetch(async move { recoveries::list(team).await });
        }
    };
    fetch();
    follow(&[About::Desk], fetch);
    let retry = Callback::new(move |()| {
        quiet.begin_anew();
        fetch();
    });
    let given = RwSignal::new(None::<RecoveryWords>);
    let errand = Errand::new();
    let desk = Desk { errand, given, on_changed: Callback::new(move |()| fetch()) };
    let list = fetched_view(found, retry, move |list| list_view(list, desk));
    view! {
        <Page title=words::title() app_name=app::name() tab=frame::tab()>
            <p class="lead">{words::page_lead()}</p>
            {errand.trouble_view()}
            {move || given.get().map(|words| given_view(words, given))}
            {list}
        </Page>
    }
    .into_any()
}

/// What every card needs.
#[derive(Clone, Copy)]
struct Desk {
    errand: Errand,
    given: RwSignal<Option<RecoveryWords>>,
    on_changed: Callback<()>,
}

fn list_view(list: Signal<Vec<Recovery>>, desk: Desk) -> AnyView {
    let is_empty = move || list.with(Vec::is_empty);
    view! {
        {move || is_empty().then(|| view! { <p>{words::empty()}</p> })}
        <ul class="people-cards">
            <For
                each=move || list.get()
                key=|one| (one.id, one.approved_by.is_some(), one.is_given)
                children=move |one| card_view(one, desk)
            />
        </ul>
    }
    .into_any()
}

fn card_view(one: Recovery, desk: Desk) -> AnyView {
    let face = if one.is_face_to_face { words::face_yes() } else { words::face_no() };
    let opened = words::opened_by(&one.opened_by, &moment::day(one.opened_at));
    let approved = one.approved_by.as_deref().map(words::approved_by);
    let next = next_view(&one, desk);
    view! {
        <li class="people-card">
            <p>
                <strong><a class="tap" href=routes::person(&one.person.to_string())>{one.name}</a></strong>
                <span class="row-line">{opened}</span>
                <span class="row-line">{face}</span>
                {approved.map(|approved| view! { <span class="row-line">{approved}</span> })}
            </p>
            <p class="own-words">{one.how}</p>
            {next}
        </li>
    }
    .into_any()
}

/// What comes next with it, and who has to do that.
fn next_view(one: &Recovery, desk: Desk) -> AnyView {
    let (id, errand) = (one.id, desk.errand);
    let button = |label: &'static str, press: Callback<()>| {
        view! {
            <p>
                <button type="button" class="button" disabled=move || errand.is_busy() on:click=move |_| press.run(())>
                    {label}
                </button>
            </p>
        }
        .into_any()
    };
    let is_ready = one.ready_at <= clock::now();
    match (one.is_given, &one.approved_by, one.is_mine) {
        (true, ..) => view! { <p>{words::given()}</p> }.into_any(),
        (false, None, true) => view! { <p>{words::needs_another()}</p> }.into_any(),
        (false, None, false) => {
            view! { <p>{words::approve_lead()}</p> {button(words::approve(), approve(id, desk))} }.into_any()
        }
        (false, Some(_), _) if !is_ready => {
            let from = words::ready_from(&moment::day(one.ready_at), &moment::clock(one.ready_at));
            view! { <p>{from}</p> }.into_any()
        }
        (false, Some(_), true) => {
            view! { <p>{words::give_lead()}</p> {button(words::give(), give(id, desk))} }.into_any()
        }
        (false, Some(_), false) => view! { <p>{words::opener_gives(&one.opened_by)}</p> }.into_any(),
    }
}

fn approve(id: RecoveryId, desk: Desk) -> Callback<()> {
    Callback::new(move |()| {
        desk.errand
            .run(move || async move { recoveries::approve(id).await }, move |_: Recovery| desk.on_changed.run(()));
    })
}

fn give(id: RecoveryId, desk: Desk) -> Callback<()> {
    Callback::new(move |()| {
        desk.errand.run(
            move || async move { recoveries::give_words(id).await },
            move |words: RecoveryWords| {
                desk.given.set(Some(words));
                desk.on_changed.run(());
                request_animation_frame(|| document::focus(GIVEN));
            },
        );
    })
}

/// The words, this once. They stay until somebody puts them away.
fn given_view(given: RecoveryWords, held: RwSignal<Option<RecoveryWords>>) -> AnyView {
    let rows: Vec<_> = given.words.into_iter().map(|word| view! { <li>{word}</li> }).collect();
    view! {
        <div class="notice notice-warm" id=GIVEN tabindex="-1">
            <p>{words::words_lead()}</p>
            <div class="slip">
                <p>{words::words_how()}</p>
                <ol class="slip-words">{rows}</ol>
            </div>
            <p class="acts-buttons">
                <button type="button" class="button" on:click=|_| print()>{words::print()}</button>
                <button type="button" class="button button-second" on:click=move |_| held.set(None)>
                    {words::put_away()}
                </button>
            </p>
        </div>
    }
    .into_any()
}
