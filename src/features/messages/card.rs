//! What a message can hold besides words: a group of the directory, and dates of which the other side takes one.

use leptos::prelude::*;
use wire::{ContactHow, MessageId, SharedGroup, Side, SuggestedDates, TakeDate};

use crate::backend::failure::Failure;
use crate::backend::messages;
use crate::browser::{clock, document};
use crate::features::messages::bubble::words_view;
use crate::features::messages::composer::writing::Writing;
use crate::features::messages::day_break::full_time;
use crate::phrases::failure::failure;
use crate::routes;
use crate::state::doing::Doing;
use crate::state::thread::LiveThread;
use crate::words::messages as words;

/// A group. One that is listed no longer says so, and leads nowhere.
pub fn group_view(group: &SharedGroup) -> AnyView {
    let card = if group.name.is_empty() {
        view! { <p>{words::group_gone()}</p> }.into_any()
    } else {
        let href = routes::group(&group.group.to_string(), "");
        view! {
            <p class="shared-name"><a href=href dir="auto">{group.name.clone()}</a></p>
            {(!group.lead.is_empty()).then(|| view! { <p dir="auto">{group.lead.clone()}</p> })}
        }
        .into_any()
    };
    view! {
        {words_view(&group.words)}
        <div class="shared">{card}</div>
    }
    .into_any()
}

/// The id of the line that says which date was agreed.
fn agreed_id(id: MessageId) -> String {
    format!("agreed-{id}")
}

/// Dates: to take, taken, or waiting for the other side.
pub fn dates_view(
    thread: LiveThread,
    writing: Writing,
    (id, side): (MessageId, Side),
    dates: &SuggestedDates,
) -> AnyView {
    let is_ours = thread.seat.is_ours(side);
    let how = how_words(dates.how);
    let taken = dates.taken.as_ref().and_then(|taken| dates.starts_at.get(usize::from(taken.option)));
    let inside = match taken {
        Some(at) => {
            let agreed = words::agreed(&full_time(at.0), how);
            let calendar = messages::calendar(thread.person, id);
            view! {
                <p class="shared-name agreed" id=agreed_id(id) tabindex="-1">{agreed}</p>
                <p><a class="tap" href=calendar rel="external" download="">{words::add_to_calendar()}</a></p>
            }
            .into_any()
        }
        None => {
            let lead = if is_ours { words::you_suggested() } else { words::they_suggest() };
            let minutes = words::minutes(u32::from(dates.minutes));
            view! {
                <p>{lead}</p>
                <p>{words::how_and_long(how, &minutes)}</p>
                {options_view(thread, writing, (id, is_ours), dates)}
            }
            .into_any()
        }
    };
    // Nobody sets out for a place that nobody has named.
    let asks_where = !is_ours && dates.how == ContactHow::InPerson && dates.words.is_empty();
    view! {
        {words_view(&dates.words)}
        <div class="shared">
            {inside}
            {asks_where.then(|| view! { <p>{words::ask_where()}</p> })}
        </div>
    }
    .into_any()
}

/// The dates, each a button where it can be taken.
fn options_view(
    thread: LiveThread,
    writing: Writing,
    (id, is_ours): (MessageId, bool),
    dates: &SuggestedDates,
) -> AnyView {
    let doing = RwSignal::new(Doing::Idle);
    let may_take = !is_ours && thread.peek(|thread| thread.may_write).unwrap_or_default();
    let now = clock::now();
    let rows: Vec<AnyView> = dates
        .starts_at
        .iter()
        .zip(0_u8..)
        .map(|(date, option)| {
            let when = full_time(date.0);
            if date.0 <= now {
                view! { <li>{words::date_over(&when)}</li> }.into_any()
            } else if may_take {
                take_view(thread, TakeDate { message: id, option }, &when, doing)
            } else {
                view! { <li>{when}</li> }.into_any()
            }
        })
        .collect();
    let trouble = move || doing.with(|doing| doing.failure().map(trouble_words));
    view! {
        <ul class="shared-dates">{rows}</ul>
        {may_take.then(|| none_view(writing))}
        <p class="field-error" role="alert">{trouble}</p>
        {is_ours.then(|| view! { <p class="small">{words::waiting_for_answer()}</p> })}
    }
    .into_any()
}

/// The way on for whom no date is good: they say what would be.
fn none_view(writing: Writing) -> AnyView {
    view! {
        <p>
            <button type="button" class="button-quiet" on:click=move |_| writing.ask_for_times()>
                {words::none_of_these()}
            </button>
        </p>
    }
    .into_any()
}

/// Why a date was not taken. Somebody of the same side may have been quicker.
fn trouble_words(why: &Failure) -> String {
    match why {
        Failure::Rejected(_) | Failure::Absent => words::date_gone().to_owned(),
        _ => failure(why),
    }
}

fn take_view(thread: LiveThread, date: TakeDate, when: &str, doing: RwSignal<Doing>) -> AnyView {
    let take = move |_| {
        let request = messages::take_date(thread.person, date);
        Doing::run(doing, request, move |message| {
            thread.take(message);
            // The buttons are gone: whoever pressed one goes on at what came of it.
            request_animation_frame(move || document::focus(&agreed_id(date.message)));
        });
    };
    view! {
        <li>
            <button
                type="button"
                class="button button-second"
                aria-disabled=move || doing.with(Doing::is_busy).then_some("true")
                on:click=take
            >
                {words::take_date(when)}
            </button>
        </li>
    }
    .into_any()
}

/// How somebody meets, in the middle of a sentence.
pub fn how_words(how: ContactHow) -> &'static str {
    match how {
        ContactHow::Call => words::how_call(),
        ContactHow::Text => words::how_text(),
        ContactHow::Email => words::how_email(),
        ContactHow::Post => words::how_post(),
        ContactHow::InPerson => words::how_in_person(),
    }
}
