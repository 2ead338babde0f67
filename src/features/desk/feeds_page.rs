//! The feeds that the directory is made of: when each was read last, and having one read again.

use leptos::prelude::*;
use wire::{FeedView, StaffRole};

use crate::backend::desk::directory;
use crate::features::desk::errand::Errand;
use crate::features::desk::fetched::fetched_view;
use crate::features::desk::frame::desk_frame;
use crate::features::desk::me::Me;
use crate::features::desk::quiet::Quiet;
use crate::features::desk::tab::Tab;
use crate::phrases::moment::{clock, day};
use crate::state::load::Load;
use crate::ui::page::Page;
use crate::words::app;
use crate::words::desk::frame;
use crate::words::team::feeds as words;

/// The list.
#[component]
pub fn FeedsPage() -> impl IntoView {
    desk_frame(Tab::Feeds, page_view)
}

fn page_view(me: Me) -> AnyView {
    let found = RwSignal::new(Load::<Vec<FeedView>>::Loading);
    let quiet = Quiet::new(found);
    let fetch = move || quiet.fetch(async { directory::feeds().await });
    fetch();
    let retry = Callback::new(move |()| {
        quiet.begin_anew();
        fetch();
    });
    let may_refresh = me.role == StaffRole::Administrator;
    let list = fetched_view(found, retry, move |list| {
        let is_empty = move || list.with(Vec::is_empty);
        view! {
            {move || is_empty().then(|| view! { <p>{words::empty()}</p> })}
            <ul class="people-cards">
                <For
                    each=move || list.get()
                    key=|one| (one.name.clone(), one.groups, one.imported_at)
                    children=move |one| card_view(one, may_refresh)
                />
            </ul>
            <p>
                <button type="button" class="button button-second" on:click=move |_| fetch()>{words::look_again()}</button>
            </p>
        }
        .into_any()
    });
    view! {
        <Page title=words::title() app_name=app::name() tab=frame::tab()>
            <p class="lead">{words::lead()}</p>
            {list}
        </Page>
    }
    .into_any()
}

fn card_view(one: FeedView, may_refresh: bool) -> AnyView {
    let errand = Errand::new();
    let is_begun = RwSignal::new(false);
    let read = match one.imported_at {
        Some(at) => words::read_at(&day(at), &clock(at)),
        None => words::never_read().to_owned(),
    };
    // A file lies on the machine of whoever imported it: only what is on the web can be read again from here.
    let refresh = (may_refresh && one.source.starts_with("https:")).then(|| {
        let name = StoredValue::new(one.name.clone());
        let press = move |_| {
            errand
                .run(move || async move { directory::refresh(&name.get_value()).await }, move |()| is_begun.set(true));
        };
        view! {
            <p>
                <button type="button" class="button button-second" disabled=move || errand.is_busy() on:click=press>
                    {words::refresh()} <span class="visually-hidden">" " {name.get_value()}</span>
                </button>
            </p>
        }
    });
    view! {
        <li class="people-card">
            <p>
                <strong>{one.name}</strong>
                <span class="row-line">{read}</span>
                <span class="row-line">{words::groups(one.groups)}</span>
                <span class="row-line own-words">{one.source}</span>
            </p>
            {errand.trouble_view()}
            <p role="status">{move || is_begun.get().then(words::begun)}</p>
            {refresh}
        </li>
    }
    .into_any()
}
