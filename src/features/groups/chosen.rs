//! What was chosen, as chips that take it away again.

use chrono::Weekday;
use domain::search::{Part, Query, When};
use leptos::prelude::*;

use crate::phrases;
use crate::routes;
use crate::words::groups as words;

/// A function that answers a word.
type Word = fn() -> &'static str;

/// The days of the week, Monday first.
pub const WEEKDAYS: [(Weekday, Word); 7] = [
    (Weekday::Mon, words::monday),
    (Weekday::Tue, words::tuesday),
    (Weekday::Wed, words::wednesday),
    (Weekday::Thu, words::thursday),
    (Weekday::Fri, words::friday),
    (Weekday::Sat, words::saturday),
    (Weekday::Sun, words::sunday),
];

/// Each chosen filter in words, with the query that is left when it is taken away.
pub fn chips(query: &Query) -> Vec<(String, Query)> {
    let mut out: Vec<(String, Query)> = Vec::new();
    let mut add = |label: &str, change: &dyn Fn(&mut Query)| {
        let mut rest = query.clone();
        change(&mut rest);
        out.push((label.to_owned(), rest));
    };
    if !query.words.is_empty() {
        add(&words::quoted(&query.words), &|rest| rest.words.clear());
    }
    if let Some(when) = query.when {
        let label = match when {
            When::Today => words::today(),
            When::Tomorrow => words::tomorrow(),
            When::Week => words::this_week(),
        };
        add(label, &|rest| rest.when = None);
    }
    for day in &query.days {
        add(WEEKDAYS[day.num_days_from_monday() as usize].1(), &|rest| rest.days.retain(|held| held != day));
    }
    if let Some(part) = query.part {
        let label = match part {
            Part::Morning => words::morning(),
            Part::Afternoon => words::afternoon(),
            Part::Evening => words::evening(),
        };
        add(label, &|rest| rest.part = None);
    }
    for need in &query.needs {
        add(phrases::need::need(*need), &|rest| rest.needs.retain(|held| held != need));
    }
    if query.free {
        add(words::free(), &|rest| rest.free = false);
    }
    if query.online == Some(true) {
        add(words::online(), &|rest| rest.online = None);
    }
    for access in &query.access {
        add(phrases::access::access(*access), &|rest| rest.access.retain(|held| held != access));
    }
    if let Some(age) = query.age {
        add(&words::for_age(&age.to_string()), &|rest| rest.age = None);
    }
    if let Some(metres) = query.within_metres {
        add(&words::within(&phrases::travel::both(metres)), &|rest| rest.within_metres = None);
    }
    out
}

/// The chips above the list.
#[component]
pub fn Chosen(query: Memo<Query>) -> impl IntoView {
    move || {
        let chips: Vec<_> = query
            .with(chips)
            .into_iter()
            .map(|(label, rest)| {
                view! {
                    <li>
                        <a
                            class="chip chip-remove"
                            href=routes::groups(&rest.to_pairs())
                            aria-label=words::take_away(&label)
                        >
                            {label.clone()}
                            <span aria-hidden="true">" ×"</span>
                        </a>
                    </li>
                }
            })
            .collect();
        (!chips.is_empty()).then(|| {
            view! { <ul class="chips chosen" aria-label=words::chosen_label()>{chips}</ul> }
        })
    }
}
