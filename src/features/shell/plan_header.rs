//! What stands above a plan on a person's side: the ways between its pages, to the first page, and out; and, for whoever
//! helps, whose plan it is.

use leptos::prelude::*;
use wire::Scope;

use crate::features::shell::plan_leaving::sign_out;
use crate::routes::me;
use crate::routes::plan::{self as routes, PlanPage, PlanRoute};
use crate::state::who::{Who, use_who};
use crate::words::plan as words;

/// The ways, while somebody is signed in.
#[component]
pub fn OwnHeader(
    /// The page that is open.
    route: Memo<PlanRoute>,
) -> impl IntoView {
    let who = use_who();
    let is_here = Memo::new(move |_| who.standing().is_here());
    (move || is_here.get().then(|| ways_view(who, route))).into_any()
}

fn ways_view(who: Who, route: Memo<PlanRoute>) -> AnyView {
    // Whose pages they are changes less often than the page.
    let of = Memo::new(move |_| match route.get() {
        PlanRoute::Of(id, _) => Some(id),
        PlanRoute::Own(_) | PlanRoute::Desk(..) | PlanRoute::Unknown => None,
    });
    let here = Memo::new(move |_| match route.get() {
        PlanRoute::Own(page) | PlanRoute::Of(_, page) => Some(page),
        PlanRoute::Desk(..) | PlanRoute::Unknown => None,
    });
    // Somebody who only helps has no plan of their own.
    let has_record = Memo::new(move |_| who.person().is_some());
    let ways = move || match of.get() {
        Some(id) => helper_ways(here, &id),
        None if has_record.get() => own_ways(here),
        None => Vec::new(),
    };
    view! {
        <nav class="me-header" aria-label=words::nav()>
            <a class="tap" href=me::HOME>{words::home()}</a>
            {ways}
            <button type="button" class="button-quiet" on:click=move |_| sign_out(who)>
                {words::sign_out()}
            </button>
        </nav>
        {move || of.get().map(|id| banner_view(who, id))}
    }
    .into_any()
}

fn own_ways(here: Memo<Option<PlanPage>>) -> Vec<AnyView> {
    vec![
        way_view(here, PlanPage::Overview, routes::PLAN.to_owned(), words::title()),
        way_view(here, PlanPage::Week, routes::WEEK.to_owned(), words::way_week()),
        way_view(here, PlanPage::Visits, routes::VISITS.to_owned(), words::way_visits()),
        way_view(here, PlanPage::How, routes::HOW.to_owned(), words::way_how()),
    ]
}

fn helper_ways(here: Memo<Option<PlanPage>>, id: &str) -> Vec<AnyView> {
    let base = routes::of_person(id);
    let at = |page: &PlanPage| format!("{base}{}", page.end());
    vec![
        way_view(here, PlanPage::Overview, at(&PlanPage::Overview), words::way_their_plan()),
        way_view(here, PlanPage::Week, at(&PlanPage::Week), words::way_their_week()),
        way_view(here, PlanPage::Visits, at(&PlanPage::Visits), words::way_their_visits()),
    ]
}

fn way_view(here: Memo<Option<PlanPage>>, page: PlanPage, href: String, label: &'static str) -> AnyView {
    let current = move || here.with(|here| here.as_ref() == Some(&page)).then_some("page");
    view! { <a class="tap" href=href aria-current=current>{label}</a> }.into_any()
}

/// Whose plan it is, so that nobody writes in the wrong one.
fn banner_view(who: Who, id: String) -> AnyView {
    let said = Memo::new(move |_| {
        let helping = who.helping();
        let whom = helping.into_iter().find(|whom| whom.person.to_string() == id)?;
        let has = |scope| whom.scopes.contains(&scope);
        has(Scope::SeePlan).then(|| {
            let say = if has(Scope::WriteAsHelper) { words::writing_for } else { words::reading_for };
            say(&whom.name)
        })
    });
    (move || said.get().map(|said| view! { <p class="plan-banner" dir="auto"><strong>{said}</strong></p> })).into_any()
}
