//! One group, whole: when, what it is like, where, how to reach it, and how fresh all that is.

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::{Group, Standing};

use crate::backend::failure::Failure;
use crate::backend::groups;
use crate::browser::document::print;
use crate::browser::share::{self, Shared};
use crate::features::groups::calendar_dates::dates_view;
use crate::features::groups::contacts::contacts_view;
use crate::features::groups::group_places::places_view;
use crate::features::groups::linked_text::{line, paragraphs};
use crate::features::groups::report::Report;
use crate::phrases::failure::failed_view;
use crate::phrases::{cost, meeting, need};
use crate::routes;
use crate::state::address::use_address;
use crate::state::draft::carried;
use crate::state::found::use_search;
use crate::state::load::Load;
use crate::ui::loading::Loading;
use crate::ui::page::Page;
use crate::words::{app, group as words};

/// The group in the address.
#[component]
pub fn GroupPage(id: String) -> impl IntoView {
    let id = StoredValue::new(id);
    let near = StoredValue::new(use_address().peek("near").unwrap_or_default());
    let found = RwSignal::new(Load::Loading);
    let fetch = move || {
        let (id, near) = (id.get_value(), near.get_value());
        found.set(Load::Loading);
        Load::run(found, async move { groups::find(&id, &near).await }, || true);
    };
    fetch();
    move || {
        let list = near.with_value(|near| list_address(near));
        let back = view! { <p class="back-row"><a class="back" href=list>{words::back()}</a></p> };
        match found.get() {
            Load::Loading => view! { {back} <Loading words=words::loading() /> }.into_any(),
            Load::Failed(Failure::Absent) => view! {
                {back}
                <Page title=words::absent_title() app_name=app::name()>
                    <p class="lead">{words::absent_lead()}</p>
                </Page>
            }
            .into_any(),
            Load::Failed(why) => view! { {back} {failed_view(&why, Callback::new(move |()| fetch()))} }.into_any(),
            Load::Ready(group) | Load::Stale(group, _) => view! { {back} {group_view(group)} }.into_any(),
        }
    }
}

/// The list that the group stands in: as it was last searched from there, with its filters.
fn list_address(near: &str) -> String {
    let plain = || if near.is_empty() { Vec::new() } else { vec![("near", near.to_owned())] };
    routes::groups(&use_search().asked_near(near).unwrap_or_else(plain))
}

fn group_view(group: Group) -> AnyView {
    let notice = match group.standing {
        Standing::Running => None,
        Standing::Paused => Some(words::paused()),
        Standing::Gone => Some(words::gone()),
    };
    let is_gone = group.standing == Standing::Gone;
    view! {
        <Page title=group.name.clone() app_name=app::name() tab=words::tab()>
            {group.organisation.clone().map(|by| view! { <p class="group-by">{words::by(&by)}</p> })}
            {notice.map(|notice| view! { <p class="notice notice-warm">{notice}</p> })}
            {group.alert.clone().map(|alert| view! { <p class="notice notice-warm">{alert}</p> })}
            {(!is_gone).then(|| dates_view(&group))}
            {(!is_gone).then(|| ask_view(&group))}
            {(!is_gone).then(|| plan_view(&group))}
            <section aria-labelledby="about">
                <h2 id="about">{words::about()}</h2>
                {paragraphs(&group.description)}
            </section>
            {who_view(&group)}
            {cost_view(&group)}
            {places_view(&group)}
            {contacts_view(&group)}
            {actions_view(&group)}
            <Report group=group.id />
            {source_view(&group)}
        </Page>
    }
    .into_any()
}

fn ask_view(group: &Group) -> AnyView {
    let (id, name) = (group.id, group.name.clone());
    view! {
        <p class="group-ask">
            <a class="button" href=routes::refer::FIRST on:click=move |_| carried::leave_group(id, &name)>
                {words::ask()}
            </a>
            <span class="small">{words::ask_hint()}</span>
        </p>
    }
    .into_any()
}

/// The way onto one's own plan, and that somebody went there lately.
fn plan_view(group: &Group) -> AnyView {
    view! {
        <p class="group-ask">
            <a class="button button-second" href=routes::plan::add_group(&group.id.to_string())>{words::put_on_plan()}</a>
            {group.went_on.map(|day| view! { <span class="small">{went_words(day)}</span> })}
        </p>
    }
    .into_any()
}

/// How long ago that was.
fn went_words(day: NaiveDate) -> String {
    match u32::try_from(meeting::today().signed_duration_since(day).num_days()) {
        Ok(days) if days > 0 => words::somebody_went(days),
        _ => words::somebody_went_today().to_owned(),
    }
}

fn who_view(group: &Group) -> AnyView {
    let ages = cost::ages(group.ages);
    let needs: Vec<_> = group.needs.iter().map(|one| view! { <li class="chip">{need::need(*one)}</li> }).collect();
    let languages = (!group.languages.is_empty()).then(|| words::languages(&group.languages.join(", ")));
    view! {
        <section aria-labelledby="who">
            <h2 id="who">{words::who()}</h2>
            {match (&group.who_for, &ages) {
                (None, None) => view! { <p>{words::anyone()}</p> }.into_any(),
                (who, _) => who.as_deref().map(|who| view! { <p class="own-words">{line(who)}</p> }).into_any(),
            }}
            {ages.map(|ages| view! { <p>{ages}</p> })}
            {languages.map(|languages| view! { <p>{languages}</p> })}
            {(!needs.is_empty()).then(|| view! { <ul class="chips">{needs}</ul> })}
        </section>
    }
    .into_any()
}

fn cost_view(group: &Group) -> AnyView {
    let prices: Vec<_> = group
        .cost
        .options
        .iter()
        .map(cost::option)
        .filter(|price| !price.is_empty())
        .map(|price| view! { <li>{price}</li> })
        .collect();
    let plain = if prices.is_empty() {
        Some(cost::kind(group.cost.kind).unwrap_or_else(|| words::cost_unknown()))
    } else {
        None
    };
    view! {
        <section aria-labelledby="cost">
            <h2 id="cost">{words::cost()}</h2>
            {plain.map(|plain| view! { <p>{plain}</p> })}
            {(!prices.is_empty()).then(|| view! { <ul class="prices">{prices}</ul> })}
            {group.cost.note.as_deref().map(|note| view! { <p class="own-words">{line(note)}</p> })}
        </section>
    }
    .into_any()
}

fn actions_view(group: &Group) -> AnyView {
    let said = RwSignal::new(None::<&'static str>);
    let (name, path) = (group.name.clone(), routes::group(&group.id.to_string(), ""));
    let share = move |_| {
        let (name, path) = (name.clone(), path.clone());
        spawn_local(async move {
            said.set(match share::page(&name, &path).await {
                Shared::Done => None,
                Shared::Copied => Some(words::copied()),
                Shared::Impossible => Some(words::not_shared()),
            });
        });
    };
    // With several places each has its dates and its link; what is tied to none of them is here.
    let is_at_places = group.places.len() > 1 && group.meetings.iter().all(|next| next.place.is_some());
    let has_dates = !group.meetings.is_empty() && !is_at_places;
    let calendar = routes::calendar(&group.id.to_string());
    view! {
        <p class="group-actions">
            {has_dates.then(|| view! {
                <a class="button button-second" href=calendar rel="external" download="meeting.ics">{words::calendar()}</a>
            })}
            <button type="button" class="button button-second" on:click=share>{words::share()}</button>
            <button type="button" class="button button-second" on:click=|_| print()>{words::print()}</button>
        </p>
        <p role="status" class="small">{move || said.get()}</p>
    }
    .into_any()
}

fn source_view(group: &Group) -> AnyView {
    let checked = match group.source.checked {
        Some(date) => words::checked(&meeting::full_day(date)),
        None => words::never_checked().to_owned(),
    };
    view! {
        <p class="group-source small">
            {checked} " " {words::source(&group.source.feed, &meeting::full_day(group.source.seen))}
        </p>
    }
    .into_any()
}
