//! What stands where there is no plan to see: somebody helps no longer, or has no record of their own.

use leptos::prelude::*;
use wire::{GroupId, HelpingWhom, Scope};

use crate::routes;
use crate::routes::{me, plan};
use crate::state::address::use_address;
use crate::state::who::use_who;
use crate::ui::page::Page;
use crate::words::{app, plan as words};

/// They cannot see this plan, or not any more.
#[component]
pub fn EndedPage() -> impl IntoView {
    view! {
        <Page title=words::ended() app_name=app::name() tab=words::title()>
            <p><a class="button" href=me::HOME>{words::home_go()}</a></p>
        </Page>
    }
    .into_any()
}

/// They have no plan of their own. Whoever helps somebody is most likely on the way to that person's plan; without one
/// nobody has asked for a link worker for them yet.
#[component]
pub fn NoRecordPage(
    /// Whether they came to put the group in the address on a plan.
    is_adding: bool,
) -> impl IntoView {
    let who = use_who();
    let asked = if is_adding { use_address().peek("group") } else { None };
    let group = asked.and_then(|id| id.parse::<GroupId>().ok());
    let helping = Memo::new(move |_| {
        let all = who.helping();
        all.into_iter().filter(|whom| whom.scopes.contains(&Scope::SeePlan)).collect::<Vec<HelpingWhom>>()
    });
    view! {
        <Page title=words::title() app_name=app::name()>
            {move || helping.with(|helping| no_record_view(helping, group))}
        </Page>
    }
    .into_any()
}

fn no_record_view(helping: &[HelpingWhom], group: Option<GroupId>) -> AnyView {
    let ways: Vec<AnyView> = helping.iter().map(|whom| way_view(whom, group)).collect();
    let has_ways = !ways.is_empty();
    let (lead, go) = if has_ways { ("small", "tap") } else { ("lead", "button") };
    view! {
        {has_ways.then(|| view! { <ul class="plan-ways-list">{ways}</ul> })}
        <p class=lead>{words::no_record()}</p>
        <p><a class=go href=routes::refer::FIRST>{words::no_record_go()}</a></p>
    }
    .into_any()
}

/// The way to the plan of somebody whom they help, with the group where they may write there.
fn way_view(whom: &HelpingWhom, group: Option<GroupId>) -> AnyView {
    let person = whom.person.to_string();
    let (href, label) = match group.filter(|_| whom.scopes.contains(&Scope::WriteAsHelper)) {
        Some(group) => (plan::suggest_group(&person, &group.to_string()), words::suggest_to(&whom.name)),
        None => (plan::of_person(&person), words::title_of(&whom.name)),
    };
    view! { <li><a class="tap" href=href dir="auto">{label}</a></li> }.into_any()
}
