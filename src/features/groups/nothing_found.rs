//! Nothing fits: what to take away, and the other ways to help.

use domain::search::Query;
use leptos::prelude::*;
use wire::Loosen;

use crate::routes;
use crate::ui::ornament::Ornament;
use crate::words::groups as words;

/// What to loosen, most helpful first, and the way to a link worker.
#[component]
pub fn NothingFound(loosen: Vec<Loosen>, query: Memo<Query>) -> impl IntoView {
    let asked = query.get_untracked();
    let rows: Vec<_> = loosen
        .iter()
        .filter_map(|one| {
            let label = match one.filter.as_str() {
                "q" => words::without_words(one.total, &asked.words),
                "need" => words::without_need(one.total),
                "day" | "part" | "when" => words::without_time(one.total),
                "free" => words::without_free(one.total),
                "access" => words::without_access(one.total),
                "age" => words::without_age(one.total),
                "online" => words::without_online(one.total),
                "within" => words::without_within(one.total),
                _ => return None,
            };
            let href = routes::groups(&asked.without(&one.filter).to_pairs());
            Some(view! { <li><a href=href>{label}</a></li> })
        })
        .collect();
    let has_ways = !rows.is_empty();
    view! {
        <section class="nothing">
            <Ornament />
            <h2>{words::nothing_title()}</h2>
            {has_ways.then(|| view! {
                <p>{words::nothing_loosen()}</p>
                <ul>{rows}</ul>
            })}
            {(!has_ways).then(|| view! { <p>{words::nothing_at_all()}</p> })}
            <p>
                <a class="button button-second" href=routes::refer::for_whom("me")>{words::nothing_ask()}</a>
            </p>
        </section>
    }
    .into_any()
}
