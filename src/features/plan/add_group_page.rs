//! Putting a group of the directory on a plan: the one in the address, or one that is looked for by words.

use domain::thread::{clean, opening_words};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::{Group, GroupId};

use crate::backend::plan as backend;
use crate::features::plan::group_page::back_view;
use crate::features::plan::group_search::search_view;
use crate::features::plan::groups::Groups;
use crate::features::plan::overview_page::read_only_view;
use crate::phrases::danger_card::DangerCard;
use crate::phrases::failure::failed_view;
use crate::routes;
use crate::routes::plan::PlanPage;
use crate::state::address::use_address;
use crate::state::fetched::{Fetched, Shown};
use crate::state::plan_seat::{Seat, Side, use_seat};
use crate::ui::loading::Loading;
use crate::ui::page::Page;
use crate::ui::text_area::TextArea;
use crate::words::{app, plan, plan_groups as words};

const REASON: &str = "add-reason";
/// So many letters of what a group says of itself are shown.
const SUMMARY: usize = 240;

/// The page.
#[component]
pub fn AddGroupPage() -> impl IntoView {
    let (seat, address) = (use_seat(), use_address());
    let asked = Memo::new(move |_| {
        let asked = address.pairs().into_iter().rev().find(|(key, _)| key == "group");
        asked.and_then(|(_, id)| id.parse::<GroupId>().ok())
    });
    let title = if seat.is_own() { words::add_title() } else { words::add_title_other() };
    let groups = Groups::of(seat);
    let inside = move || match asked.get() {
        _ if !seat.can_write => read_only_view(seat),
        Some(group) => chosen_view(groups, group),
        None => search_view(seat),
    };
    view! {
        <div class="plan">
            {back_view(seat)}
            <Page title=title app_name=app::name() tab=plan::title()>{inside}</Page>
        </div>
    }
    .into_any()
}

/// The group, and putting it on the plan where it is not there yet.
fn chosen_view(groups: Groups, group: GroupId) -> AnyView {
    let seat = groups.seat;
    let listed = Fetched::new(&[], move || backend::group(group));
    let there = Memo::new(move |_| groups.listed(group).map(|held| held.id));
    let is_loading = Memo::new(move |_| groups.fetched.shown() == Shown::Loading);
    let reason = RwSignal::new(String::new());
    let address = use_address();
    let add = Callback::new(move |()| {
        let id = groups.add(group, clean(&reason.get_untracked()));
        // Back then leads past this form.
        address.go_instead(&seat.at(&PlanPage::Group(id.to_string())));
    });
    let way = move || match there.get() {
        Some(id) => view! {
            <p>{words::add_there()}</p>
            <p><a class="button" href=seat.at(&PlanPage::Group(id.to_string()))>{words::add_there_go()}</a></p>
        }
        .into_any(),
        None if is_loading.get() => view! { <Loading words=app::loading() /> }.into_any(),
        None => form_view(seat, reason, add),
    };
    let others = if seat.is_own() { routes::GROUPS.to_owned() } else { seat.at(&PlanPage::AddGroup) };
    view! {
        {move || match listed.shown() {
            Shown::Loading => view! { <Loading words=app::loading() /> }.into_any(),
            Shown::Failed(why) => failed_view(&why, Callback::new(move |()| listed.again())),
            Shown::There => view! { {untrack(|| listed.read(group_view))} {way} }.into_any(),
        }}
        <p><a class="tap" href=others>{words::add_other_group()}</a></p>
    }
    .into_any()
}

fn group_view(group: &Group) -> AnyView {
    let summary = opening_words(&group.description, SUMMARY);
    let href = routes::group(&group.id.to_string(), "");
    view! {
        <div class="plan-group">
            <h2 class="plan-group-name" dir="auto">{group.name.clone()}</h2>
            <p class="own-words" dir="auto">{summary}</p>
            <p><a class="tap" href=href>{words::see_group()}</a></p>
        </div>
    }
    .into_any()
}

fn form_view(seat: Seat, reason: RwSignal<String>, on_add: Callback<()>) -> AnyView {
    let (label, button) = if seat.is_own() {
        (words::reason_label(), words::add())
    } else {
        (words::reason_label_other(), words::add_other())
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        on_add.run(());
    };
    view! {
        <form class="plan-form" on:submit=submit novalidate=true>
            <TextArea
                id=REASON
                label=label
                hint=words::add_reason_hint()
                value=reason
                on_input=Callback::new(move |typed| reason.set(typed))
                rows=3
            />
            {(seat.side != Side::Desk).then(|| view! { <DangerCard text=reason field=REASON /> })}
            <p><button type="submit" class="button">{button}</button></p>
        </form>
    }
    .into_any()
}
