//! What is on near somebody: the search, the filters, and the list.

use domain::search::Query;
use leptos::prelude::*;
use wire::{GroupPage, Near};

use crate::features::groups::chosen::Chosen;
use crate::features::groups::filters::Filters;
use crate::features::groups::group_card::GroupCard;
use crate::features::groups::near_answer::NearAnswer;
use crate::features::groups::nothing_found::NothingFound;
use crate::features::groups::search_form::SearchForm;
use crate::phrases::failure::{failed_view, failure};
use crate::routes;
use crate::state::address::use_address;
use crate::state::found::{Found, Search, Stack, use_search};
use crate::state::load::Load;
use crate::ui::loading::Loading;
use crate::ui::page::Page;
use crate::words::{app, failure as failure_words, groups as words};

/// The results for the query in the address.
#[component]
pub fn ResultsPage() -> impl IntoView {
    let address = use_address();
    let query = Memo::new(move |_| {
        let pairs = address.pairs();
        Query::from_pairs(pairs.iter().map(|(key, value)| (key.as_str(), value.as_str()))).0
    });
    let search = use_search();
    Effect::new(move |_| search.look_for(query.with(Query::to_pairs)));
    let title = Signal::derive(move || {
        search.found.with(|found| match found {
            Load::Ready(found) | Load::Stale(found, _) => title_of(&found.page.near),
            _ => words::title().to_owned(),
        })
    });
    view! {
        <div class="results">
            <Page title=title app_name=app::name() tab=words::title()>
                <SearchForm query=query />
                <div class="results-body">
                    <Filters query=query />
                    <div class="results-list" aria-busy=move || search.is_pending.get().to_string()>
                        <Chosen query=query />
                        <p class="results-count" role="status">
                            {move || search.found.with(|found| count_of(found, search.is_pending.get()))}
                        </p>
                        {move || state_view(query)}
                        <For
                            each=move || stacks(search)
                            key=|stack| stack.key
                            children=move |stack| stack_view(&stack, query)
                        />
                        {move || search.found.with(has_more).then(more_view)}
                    </div>
                </div>
            </Page>
        </div>
    }
    .into_any()
}

/// The heading; the origin is named where the address names it.
fn title_of(near: &Near) -> String {
    match near {
        Near::Found { origin } if !origin.label.is_empty() => words::title_near(&origin.label),
        Near::Found { .. } => words::title_here().to_owned(),
        _ => words::title().to_owned(),
    }
}

/// The number found, which is also what a screen reader hears when a filter changes.
fn count_of(found: &Load<Found>, is_pending: bool) -> String {
    match found {
        _ if is_pending => words::searching().to_owned(),
        Load::Ready(found) if is_listing(&found.page) => words::count(found.page.total),
        Load::Stale(_, why) => failure(why),
        _ => String::new(),
    }
}

fn is_listing(page: &GroupPage) -> bool {
    matches!(page.near, Near::Anywhere | Near::Found { .. })
}

/// What stands in the place of the cards, or above them. It draws none, so that none is drawn anew with it.
fn state_view(query: Memo<Query>) -> AnyView {
    let search = use_search();
    search.found.with(|found| match found {
        Load::Loading => view! { <Loading words=words::searching() /> }.into_any(),
        Load::Failed(why) => failed_view(why, Callback::new(move |()| search.again())),
        Load::Ready(found) => no_cards_view(found, query),
        Load::Stale(found, _) => view! { {stale_view()} {no_cards_view(found, query)} }.into_any(),
    })
}

/// That the list is the last that came; why, stands where the number found would.
fn stale_view() -> AnyView {
    let search = use_search();
    view! {
        <div class="notice notice-warm">
            <p>{words::stale()}</p>
            <p class="failed-ways">
                <button
                    type="button"
                    class="button"
                    disabled=move || search.is_pending.get()
                    on:click=move |_| search.again()
                >
                    {failure_words::again()}
                </button>
                <a href=routes::HELP_NOW rel="external">{failure_words::help()}</a>
            </p>
        </div>
    }
    .into_any()
}

/// Why there are no cards; nothing where there are some.
fn no_cards_view(found: &Found, query: Memo<Query>) -> AnyView {
    if !is_listing(&found.page) {
        return view! { <NearAnswer near=found.page.near.clone() query=query /> }.into_any();
    }
    if found.stacks.is_empty() {
        return view! { <NothingFound loosen=found.page.loosen.clone() query=query /> }.into_any();
    }
    ().into_any()
}

/// The stacks that stand.
fn stacks(search: Search) -> Vec<Stack> {
    let drawn = search.drawn.get();
    search.found.with(|found| match found.there() {
        Some(found) if is_listing(&found.page) => found.stacks.iter().take(drawn).cloned().collect(),
        _ => Vec::new(),
    })
}

/// A list of its own for each stack: the browser passes over those that are out of sight as a whole.
fn stack_view(stack: &Stack, query: Memo<Query>) -> AnyView {
    let near = query.with_untracked(|query| query.near.clone());
    let cards: Vec<_> =
        stack.groups.iter().map(|group| view! { <GroupCard group=group.clone() near=near.clone() /> }).collect();
    view! { <ol class="cards">{cards}</ol> }.into_any()
}

/// No further pages of a list that is out of date: what comes after need not fit to it.
fn has_more(found: &Load<Found>) -> bool {
    matches!(found, Load::Ready(found) if is_listing(&found.page) && found.page.next.is_some())
}

fn more_view() -> AnyView {
    let search = use_search();
    view! {
        <p class="results-more">
            <button
                type="button"
                class="button button-second"
                disabled=move || search.is_pending.get() || matches!(search.more.get(), Some(Load::Loading))
                on:click=move |_| search.more()
            >
                {words::more()}
            </button>
        </p>
        {move || match search.more.get() {
            Some(Load::Failed(why)) => Some(view! { <p class="field-error" role="alert">{failure(&why)}</p> }),
            _ => None,
        }}
    }
    .into_any()
}
