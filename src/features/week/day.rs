//! One day of the week: what has a time, in its order, then the small steps, and what is for getting ready.

use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;
use wire::{ContactHow, Routine, WeekDay, WeekStep, WeekTalk};

use crate::backend::messages;
use crate::features::week::getting_ready::ready_view;
use crate::features::week::live::LiveWeek;
use crate::features::week::meeting_card::meeting_view;
use crate::phrases::meeting::full_day;
use crate::phrases::moment::clock;
use crate::state::fetched::Fetched;
use crate::state::plan_seat::Seat;
use crate::words::{group, groups, plan_week as words};

/// The day. Without a list for getting ready there is none to show.
pub fn day_view(live: LiveWeek, routine: Option<Fetched<Routine>>, day: &WeekDay, today: NaiveDate) -> AnyView {
    let (on, is_today) = (day.day, day.day == today);
    let is_tomorrow = today.succ_opt() == Some(on);
    let mark = is_today.then(groups::today).or_else(|| is_tomorrow.then(groups::tomorrow));
    let meetings = day.meetings.iter().map(|meeting| {
        let card = meeting_view(live, (on, is_today || is_tomorrow), meeting);
        (meeting.meeting.starts_at, card)
    });
    let talks = day.talks.iter().map(|talk| (talk.starts_at, talk_view(live.seat, talk)));
    let mut timed: Vec<(DateTime<Utc>, AnyView)> = meetings.chain(talks).collect();
    timed.sort_by_key(|(at, _)| *at);
    let cards: Vec<AnyView> = timed.into_iter().map(|(_, card)| card).collect();
    let has_cards = !cards.is_empty();
    let is_empty = !has_cards && day.steps.is_empty();
    // Today and tomorrow: further ahead nobody gets ready yet.
    let is_near = (0..=1).contains(&on.signed_duration_since(today).num_days());
    let ready = routine.filter(|_| is_near && !day.meetings.is_empty());
    let id = format!("day-{on}");
    view! {
        <section class="week-day" class:week-today=is_today aria-labelledby=id.clone()>
            <h2 class="week-day-name" id=id.clone()>
                {full_day(on)}
                {mark.map(|mark| view! { " " <span class="chip week-mark">{mark}</span> })}
            </h2>
            {is_empty.then(|| view! { <p class="small">{words::empty_day()}</p> })}
            {has_cards.then(|| view! { <ul class="week-cards">{cards}</ul> })}
            {ready.map(|routine| ready_view(live, routine, on))}
            {(!day.steps.is_empty()).then(|| steps_view(live, &day.steps))}
        </section>
    }
    .into_any()
}

fn talk_view(seat: Seat, talk: &WeekTalk) -> AnyView {
    let title = if seat.is_own() { words::talk() } else { words::talk_theirs() };
    let file = messages::calendar(seat.person, talk.message);
    view! {
        <li class="week-card">
            <p class="week-when">{clock(talk.starts_at)}</p>
            <h3 class="week-name">{title}</h3>
            <p>{words::how_and_long(how_words(talk.how), &words::minutes(talk.minutes.into()))}</p>
            <p>
                <a class="tap" href=file rel="external" download="meeting.ics">
                    {group::calendar()} <span class="visually-hidden">": " {title}</span>
                </a>
            </p>
        </li>
    }
    .into_any()
}

fn how_words(how: ContactHow) -> &'static str {
    match how {
        ContactHow::Call => words::how_call(),
        ContactHow::Text => words::how_text(),
        ContactHow::Email => words::how_email(),
        ContactHow::Post => words::how_post(),
        ContactHow::InPerson => words::how_in_person(),
    }
}

fn steps_view(live: LiveWeek, steps: &[WeekStep]) -> AnyView {
    let rows: Vec<AnyView> = steps.iter().map(|step| step_view(live, step)).collect();
    view! {
        <h3 class="week-steps-name">{words::steps()}</h3>
        <ul class="week-steps">{rows}</ul>
    }
    .into_any()
}

/// A step: to tick for whose it is, to read for whoever helps.
fn step_view(live: LiveWeek, step: &WeekStep) -> AnyView {
    let (goal, id, said) = (step.goal, step.step, step.words.clone());
    let is_done = live.is_done(id);
    if !live.seat.is_own() {
        let done = move || is_done.get().then(|| view! { " " <span class="chip">{words::done()}</span> });
        return view! { <li class="own-words" dir="auto">{said}{done}</li> }.into_any();
    }
    view! {
        <li>
            <label class="choice">
                <input
                    type="checkbox"
                    // Else browsers keep what was ticked, to open the tabs of last time with.
                    autocomplete="off"
                    prop:checked=move || is_done.get()
                    on:change=move |event| live.tick(goal, id, event_target_checked(&event))
                />
                <span class="choice-words"><span class="choice-label own-words" dir="auto">{said}</span></span>
            </label>
        </li>
    }
    .into_any()
}
