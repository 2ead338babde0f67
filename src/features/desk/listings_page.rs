//! What people say is wrong with listings: looking at the group, and laying the report aside once that is seen to.

use leptos::prelude::*;
use wire::ReportedListing;

use crate::backend::desk::directory;
use crate::features::desk::errand::Errand;
use crate::features::desk::fetched::fetched_view;
use crate::features::desk::frame::desk_frame;
use crate::features::desk::me::Me;
use crate::features::desk::quiet::Quiet;
use crate::features::desk::said;
use crate::features::desk::tab::Tab;
use crate::phrases::moment::day;
use crate::routes;
use crate::state::load::Load;
use crate::ui::page::Page;
use crate::words::app;
use crate::words::desk::frame;
use crate::words::team::listings as words;

/// The list.
#[component]
pub fn ListingsPage() -> impl IntoView {
    desk_frame(Tab::Listings, page_view)
}

fn page_view(_: Me) -> AnyView {
    let found = RwSignal::new(Load::<Vec<ReportedListing>>::Loading);
    let quiet = Quiet::new(found);
    let fetch = move || quiet.fetch(async { directory::reports().await });
    fetch();
    let retry = Callback::new(move |()| {
        quiet.begin_anew();
        fetch();
    });
    let on_settled = Callback::new(move |()| fetch());
    let list = fetched_view(found, retry, move |list| {
        let is_empty = move || list.with(Vec::is_empty);
        view! {
            {move || is_empty().then(|| view! { <p>{words::empty()}</p> })}
            <ul class="people-cards">
                <For each=move || list.get() key=|one| one.id children=move |one| card_view(one, on_settled) />
            </ul>
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

fn card_view(one: ReportedListing, on_settled: Callback<()>) -> AnyView {
    let errand = Errand::new();
    let id = one.id;
    let settle = move |_| {
        errand.run(move || async move { directory::settle(id).await }, move |()| on_settled.run(()));
    };
    // The group's page is of the public app: it opens beside the desk.
    let name = if one.name.is_empty() {
        view! { <strong>{words::gone()}</strong> }.into_any()
    } else {
        let href = routes::group(&one.group.to_string(), "");
        view! {
            <strong>
                <a class="tap" href=href target="_blank" rel="external noopener">
                    {one.name.clone()} <span class="visually-hidden">" " {words::new_tab()}</span>
                </a>
            </strong>
        }
        .into_any()
    };
    let own = one.words.trim().to_owned();
    view! {
        <li class="people-card">
            <p>
                {name}
                <span class="row-line">{said::report_kind(one.kind)}</span>
                <span class="row-line">{words::reported(&day(one.at))}</span>
            </p>
            {(!own.is_empty()).then(|| view! { <blockquote class="own-words wish-words">{own}</blockquote> })}
            {errand.trouble_view()}
            <p>
                <button type="button" class="button button-second" disabled=move || errand.is_busy() on:click=settle>
                    {words::settle()} <span class="visually-hidden">" " {one.name}</span>
                </button>
            </p>
        </li>
    }
    .into_any()
}
