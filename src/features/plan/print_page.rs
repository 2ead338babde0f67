//! The whole plan on one page: to print, to keep as a file, or to pass on as plain text.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::document::print;
use crate::browser::share::{self, Shared};
use crate::features::plan::overview_page::stale_view;
use crate::features::plan::print_document::{Gathered, Line, Part, day_words, document, gather, text};
use crate::features::plan::unsent::UnsentLine;
use crate::features::plan::written::helped_name;
use crate::phrases::failure::failed_view;
use crate::routes::plan::PlanPage;
use crate::state::changes::About;
use crate::state::fetched::{Fetched, Shown};
use crate::state::plan_seat::{Seat, Side, use_seat};
use crate::state::who::use_who;
use crate::ui::loading::Loading;
use crate::ui::page::Page;
use crate::words::{app, plan, plan_print as words};

/// The page.
#[component]
pub fn PrintPage() -> impl IntoView {
    let seat = use_seat();
    let fetched = Fetched::new(&[About::Plan, About::Details], move || gather(seat));
    view! {
        <div class="plan">
            <p class="back-row"><a class="back" href=seat.at(&PlanPage::Overview)>{plan::back()}</a></p>
            <Page title=words::title() app_name=app::name() tab=plan::title()>
                <div class="plan-off-paper">{stale_view(fetched)} <UnsentLine /></div>
                {move || match fetched.shown() {
                    Shown::Loading => view! { <Loading words=app::loading() /> }.into_any(),
                    Shown::Failed(why) => failed_view(&why, Callback::new(move |()| fetched.again())),
                    Shown::There => paper_view(seat, fetched),
                }}
            </Page>
        </div>
    }
    .into_any()
}

fn paper_view(seat: Seat, fetched: Fetched<Gathered>) -> AnyView {
    let who = use_who();
    let parts = Memo::new(move |_| {
        let name = helped_name(who, seat);
        fetched.read(|gathered| document(seat, &name, gathered)).unwrap_or_default()
    });
    let said = RwSignal::new(None::<&'static str>);
    let pass_on = move |_| {
        let words = parts.with_untracked(|parts| text(words::title(), parts));
        spawn_local(async move {
            let answer = match share::text(words::title(), &words).await {
                Shared::Done => None,
                Shared::Copied => Some(words::copied()),
                Shared::Impossible => Some(words::not_copied()),
            };
            // The page may have been left meanwhile.
            let _ = said.try_set(answer);
        });
    };
    let note = match seat.side {
        Side::Own => words::note(),
        Side::Helper => words::note_helper(),
        Side::Desk => words::note_desk(),
    };
    view! {
        <div class="plan-off-paper">
            <p>{note}</p>
            <p class="plan-ways">
                <button type="button" class="button" on:click=move |_| print()>{words::print()}</button>
                <button type="button" class="button button-second" on:click=pass_on>{words::pass_on()}</button>
            </p>
            <p role="status">{move || said.get()}</p>
        </div>
        <div class="paper">
            <p class="small">{day_words()}</p>
            {move || parts.with(|parts| parts.iter().map(part_view).collect::<Vec<AnyView>>())}
        </div>
    }
    .into_any()
}

fn part_view(part: &Part) -> AnyView {
    let lines: Vec<AnyView> = part.lines.iter().map(line_view).collect();
    view! {
        <section class="paper-part">
            <h2>{part.heading.clone()}</h2>
            {lines}
        </section>
    }
    .into_any()
}

fn line_view(line: &Line) -> AnyView {
    match line {
        Line::Words(words) => view! { <p class="own-words" dir="auto">{words.clone()}</p> }.into_any(),
        Line::Named(name, words) => {
            view! { <p class="own-words" dir="auto"><strong>{*name} ": "</strong> {words.clone()}</p> }.into_any()
        }
        Line::Goal(words) => view! { <h3 class="own-words" dir="auto">{words.clone()}</h3> }.into_any(),
        Line::Item(words) => view! { <p class="own-words paper-item" dir="auto">{words.clone()}</p> }.into_any(),
        Line::Room(lines) => {
            let lines: Vec<_> = (0..*lines).map(|_| view! { <div></div> }).collect();
            view! { <div class="paper-room" aria-hidden="true">{lines}</div> }.into_any()
        }
    }
}
