//! The filters: a sheet from below on a phone, a column on a desk. Each change is a new address at once.

use domain::search::{Part, Query, When};
use leptos::prelude::*;
use wire::{Access, Need};

use crate::browser::document::{close_dialog, open_dialog};
use crate::features::groups::chosen;
use crate::phrases;
use crate::routes;
use crate::state::address::use_address;
use crate::state::found::use_search;
use crate::state::load::Load;
use crate::ui::choices::{Choice, Choices};
use crate::words::{groups as words, header};

const SHEET: &str = "filters";

/// The filters of a query.
#[component]
pub fn Filters(query: Memo<Query>) -> impl IntoView {
    let address = use_address();
    let change = Callback::new(move |change: Box<dyn FnOnce(&mut Query)>| {
        let mut asked = query.get_untracked();
        change(&mut asked);
        address.go_instead(&routes::groups(&asked.to_pairs()));
    });
    let search = use_search();
    let total = move || {
        search.found.with(|found| match found {
            Load::Ready(found) | Load::Stale(found, _) => words::show_count(found.page.total),
            _ => words::show().to_owned(),
        })
    };
    view! {
        <p class="filters-open">
            <button type="button" class="button button-second" aria-haspopup="dialog" on:click=move |_| open_dialog(SHEET)>
                {move || match query.with(|query| chosen::chips(query).len()) {
                    0 => words::filters().to_owned(),
                    count => words::filters_chosen(&count.to_string()),
                }}
            </button>
        </p>
        <dialog id=SHEET class="sheet" aria-labelledby="filters-title">
            <h2 id="filters-title">{words::filters()}</h2>
            // An open sheet takes the head's own links out of reach; they must be one tap away here too.
            <p class="sheet-ways" role="group" aria-label=words::ways_out()>
                <a class="help-now" href=routes::HELP_NOW rel="external">{header::help_now()}</a>
                <a class="leave" href=routes::AWAY rel="external noreferrer" data-leave="">{header::leave()}</a>
            </p>
            {when_view(query, change)}
            {need_view(query, change)}
            {cost_view(query, change)}
            {access_view(query, change)}
            {age_view(query, change)}
            <p class="sheet-end">
                <button type="button" class="button" on:click=move |_| close_dialog(SHEET)>{total}</button>
            </p>
        </dialog>
    }
    .into_any()
}

type Change = Callback<Box<dyn FnOnce(&mut Query)>>;

fn when_view(query: Memo<Query>, change: Change) -> AnyView {
    let when = [
        ("today", words::today()),
        ("tomorrow", words::tomorrow()),
        ("week", words::this_week()),
        ("", words::any_day()),
    ];
    let part = [
        ("morning", words::morning()),
        ("afternoon", words::afternoon()),
        ("evening", words::evening()),
        ("", words::any_time()),
    ];
    let days = chosen::WEEKDAYS.map(|(day, name)| Choice::new(Query::day_code(day), name()));
    view! {
        <Choices
            id="when"
            legend=words::when_label()
            choices=when.map(|(value, label)| Choice::new(value, label)).into()
            is_chosen=Callback::new(move |value: String| query.with(|query| query.when.map_or("", When::code) == value))
            on_choose=Callback::new(move |(value, _): (String, bool)| {
                change.run(Box::new(move |query| query.when = When::from_code(&value)));
            })
        />
        <Choices
            id="part"
            legend=words::part_label()
            choices=part.map(|(value, label)| Choice::new(value, label)).into()
            is_chosen=Callback::new(move |value: String| query.with(|query| query.part.map_or("", Part::code) == value))
            on_choose=Callback::new(move |(value, _): (String, bool)| {
                change.run(Box::new(move |query| query.part = Part::from_code(&value)));
            })
        />
        <Choices
            id="day"
            legend=words::day_label()
            choices=days.into()
            is_many=true
            is_chosen=Callback::new(move |value: String| {
                query.with(|query| query.days.iter().any(|day| Query::day_code(*day) == value))
            })
            on_choose=Callback::new(move |(value, is_on): (String, bool)| {
                change.run(Box::new(move |query| {
                    if let Some(day) = Query::day_from_code(&value) {
                        toggle(&mut query.days, day, is_on);
                    }
                }));
            })
        />
    }
    .into_any()
}

fn need_view(query: Memo<Query>, change: Change) -> AnyView {
    let needs = Need::ALL.map(|need| Choice::new(need.code(), phrases::need::need(need)));
    view! {
        <Choices
            id="need"
            legend=words::need_label()
            choices=needs.into()
            is_many=true
            is_chosen=Callback::new(move |value: String| {
                query.with(|query| query.needs.iter().any(|need| need.code() == value))
            })
            on_choose=Callback::new(move |(value, is_on): (String, bool)| {
                change.run(Box::new(move |query| {
                    if let Some(need) = Need::from_code(&value) {
                        toggle(&mut query.needs, need, is_on);
                    }
                }));
            })
        />
    }
    .into_any()
}

fn cost_view(query: Memo<Query>, change: Change) -> AnyView {
    view! {
        <Choices
            id="more-filters"
            legend=words::cost_label()
            choices=vec![Choice::new("free", words::only_free()), Choice::new("online", words::only_online())]
            is_many=true
            is_chosen=Callback::new(move |value: String| {
                query.with(|query| if value == "free" { query.free } else { query.online == Some(true) })
            })
            on_choose=Callback::new(move |(value, is_on): (String, bool)| {
                change.run(Box::new(move |query| {
                    if value == "free" {
                        query.free = is_on;
                    } else {
                        query.online = is_on.then_some(true);
                    }
                }));
            })
        />
    }
    .into_any()
}

fn access_view(query: Memo<Query>, change: Change) -> AnyView {
    let features = Access::ALL.map(|access| Choice::new(access.code(), phrases::access::access(access)));
    view! {
        <Choices
            id="access"
            legend=words::access_label()
            choices=features.into()
            is_many=true
            is_chosen=Callback::new(move |value: String| {
                query.with(|query| query.access.iter().any(|access| access.code() == value))
            })
            on_choose=Callback::new(move |(value, is_on): (String, bool)| {
                change.run(Box::new(move |query| {
                    if let Some(access) = Access::from_code(&value) {
                        toggle(&mut query.access, access, is_on);
                    }
                }));
            })
        />
    }
    .into_any()
}

fn age_view(query: Memo<Query>, change: Change) -> AnyView {
    view! {
        <div class="field">
            <label class="field-label" for="age">{words::age_label()}</label>
            <input
                class="input input-short"
                id="age"
                type="text"
                inputmode="numeric"
                maxlength="3"
                autocomplete="off"
                prop:value=move || query.with(|query| query.age.map(|age| age.to_string()).unwrap_or_default())
                on:change=move |event| {
                    let age = event_target_value(&event).trim().parse().ok();
                    change.run(Box::new(move |query| query.age = age));
                }
            />
        </div>
    }
    .into_any()
}

fn toggle<T: PartialEq>(list: &mut Vec<T>, value: T, is_on: bool) {
    list.retain(|held| *held != value);
    if is_on {
        list.push(value);
    }
}
