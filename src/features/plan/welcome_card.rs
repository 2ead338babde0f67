//! What to expect at a group the first time: what a team has written about it, and where nobody has said, the question to
//! ask.

use leptos::prelude::*;
use wire::{GroupId, Welcome};

use crate::backend::plan;
use crate::phrases::failure::failed_view;
use crate::phrases::meeting::full_day;
use crate::routes::progress;
use crate::state::fetched::{Fetched, Shown};
use crate::state::plan_seat::{Seat, Side};
use crate::ui::loading::Loading;
use crate::words::{app, plan_welcome as words};

/// The part of the page, folded away until it is asked for.
pub fn welcome_view(seat: Seat, group: GroupId) -> AnyView {
    let fetched = Fetched::new(&[], move || plan::welcome(group));
    // Whoever works at the desk may know the group.
    let write = (seat.side == Side::Desk).then(|| progress::welcome(&group.to_string()));
    view! {
        <details class="first-time">
            <summary>{words::title()}</summary>
            <div class="first-time-inside">
                {move || match fetched.shown() {
                    Shown::Loading => view! { <Loading words=app::loading() /> }.into_any(),
                    Shown::Failed(why) => failed_view(&why, Callback::new(move |()| fetched.again())),
                    Shown::There => fetched.read(said_view).into_any(),
                }}
                {write.map(|href| view! { <p><a class="tap" href=href>{words::write()}</a></p> })}
            </div>
        </details>
    }
    .into_any()
}

fn said_view(welcome: &Welcome) -> AnyView {
    let said = [
        (words::arriving(), &welcome.arriving, words::ask_arriving()),
        (words::greeting(), &welcome.greeting, words::ask_greeting()),
        (words::watching(), &welcome.watching, words::ask_watching()),
        (words::toilets(), &welcome.toilets, words::ask_toilets()),
        (words::quiet(), &welcome.quiet, words::ask_quiet()),
    ];
    let rows: Vec<AnyView> = said.into_iter().map(|(about, said, ask)| row_view(about, said, ask)).collect();
    let by = (!welcome.by.is_empty()).then(|| match welcome.written_on {
        Some(day) => words::by(&welcome.by, &full_day(day)),
        None => words::by_plain(&welcome.by),
    });
    view! {
        <dl class="welcome">{rows}</dl>
        {by.map(|by| view! { <p class="small" dir="auto">{by}</p> })}
    }
    .into_any()
}

fn row_view(about: &'static str, said: &str, ask: &'static str) -> AnyView {
    let answer = if said.is_empty() {
        view! { <dd>{words::unknown()} " " {ask}</dd> }.into_any()
    } else {
        view! { <dd class="own-words" dir="auto">{said.to_owned()}</dd> }.into_any()
    };
    view! {
        <div>
            <dt>{about}</dt>
            {answer}
        </div>
    }
    .into_any()
}
