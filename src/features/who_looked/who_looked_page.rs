//! Who looked at the person's record, when, and at what: by day, the newest first.

use chrono::NaiveDate;
use domain::london;
use leptos::prelude::*;
use wire::{Look, PersonId};

use crate::backend::looks;
use crate::phrases::failure::failed_view;
use crate::phrases::looked::{as_what, what, who};
use crate::phrases::meeting::full_day;
use crate::phrases::moment;
use crate::phrases::own::own_view;
use crate::routes::inbox as routes;
use crate::state::changes::About;
use crate::state::fetched::{Fetched, Shown};
use crate::state::who::use_who;
use crate::ui::loading::Loading;
use crate::ui::page::Page;
use crate::words::{app, messages, messages_notices, who_looked as words};

/// The list.
#[component]
pub fn WhoLookedPage() -> impl IntoView {
    let who = use_who();
    view! {
        <Page title=words::title() app_name=app::name() tab=messages::home()>
            <p class="lead">{words::lead()}</p>
            {own_view(move || who.person(), found_view)}
        </Page>
    }
    .into_any()
}

fn found_view(person: PersonId) -> AnyView {
    let fetched = Fetched::new(&[About::Referral, About::Details, About::Helpers], move || looks::list(person));
    view! {
        {move || fetched.is_stale().then(|| view! { <p class="small" role="status">{messages_notices::stale()}</p> })}
        {move || match fetched.shown() {
            Shown::Loading => view! { <Loading words=app::loading() /> }.into_any(),
            Shown::Failed(why) => failed_view(&why, Callback::new(move |()| fetched.again())),
            Shown::There => (move || fetched.read(|list| list_view(list))).into_any(),
        }}
    }
    .into_any()
}

fn list_view(list: &[Look]) -> AnyView {
    if list.is_empty() {
        return view! { <p>{words::empty()}</p> }.into_any();
    }
    let day = |look: &Look| london::today(look.at);
    let days: Vec<_> =
        list.chunk_by(|one, next| day(one) == day(next)).map(|looks| day_view(day(&looks[0]), looks)).collect();
    let count = u32::try_from(list.len()).unwrap_or(u32::MAX);
    let more = (list.len() >= looks::MOST).then(|| {
        view! {
            <p>{words::latest(count)} " " <a href=routes::EXPORT>{words::latest_copy()}</a></p>
        }
    });
    view! {
        {days}
        {more}
    }
    .into_any()
}

fn day_view(day: NaiveDate, looks: &[Look]) -> AnyView {
    let rows: Vec<_> = looks
        .iter()
        .map(|look| {
            view! {
                <li class="look">
                    <time class="look-time" datetime=moment::digits(look.at)>{moment::clock(look.at)}</time>
                    <span class="look-words">
                        <span class="look-who">{who(look)}</span>
                        " "
                        <span class="look-as">{words::in_brackets(as_what(look.as_what))}</span>
                        " "
                        <span>{what(look.what)}</span>
                    </span>
                </li>
            }
        })
        .collect();
    view! {
        <section>
            <h2>{full_day(day)}</h2>
            <ol class="looks">{rows}</ol>
        </section>
    }
    .into_any()
}
