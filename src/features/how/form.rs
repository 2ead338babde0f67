//! Answering a measure: the offer, the questions below each other, and thanks. What is said afterwards is the same
//! whatever was answered, so that it judges nobody.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::features::how::answering::{Answering, Stage};
use crate::features::how::question::question_view;
use crate::routes;
use crate::words::{failure, plan_how as words};

/// Whichever of the three it is time for.
pub fn answering_view(answering: Answering) -> AnyView {
    (move || match answering.stage.get() {
        Stage::Closed => begin_view(answering),
        Stage::Open => form_view(answering),
        Stage::Sent => thanks_view(answering),
    })
    .into_any()
}

fn begin_view(answering: Answering) -> AnyView {
    let label = if answering.is_begun() { words::go_on() } else { words::answer_now() };
    view! {
        <p>
            <button
                type="button"
                class="button-second"
                id=answering.id("begin")
                aria-describedby=answering.id("title")
                on:click=move |_| answering.open()
            >
                {label}
            </button>
        </p>
    }
    .into_any()
}

fn form_view(answering: Answering) -> AnyView {
    let measure = answering.measure();
    let questions: Vec<AnyView> = measure.items.iter().map(|item| question_view(answering, item)).collect();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        answering.send();
    };
    let wrong = move || {
        answering.problems.with(|problems| {
            let is_empty = problems.iter().any(|problem| problem.field == "answers");
            let words = if is_empty { words::nothing_picked() } else { words::look_again() };
            (!problems.is_empty()).then(|| view! { <p class="field-error">{words}</p> })
        })
    };
    view! {
        <form class="how-form" on:submit=submit novalidate=true>
            <p class="how-intro" id=answering.id("intro") tabindex="-1" dir="auto">{measure.intro}</p>
            <p class="small">{words::leave_out()}</p>
            {questions}
            <p>{words::stands()}</p>
            <p>
                {words::not_watched()}
                " "
                <a class="tap" href=routes::HELP_NOW rel="external">{failure::help()}</a>
            </p>
            <div role="alert">{wrong}</div>
            <p class="how-ways">
                <button type="submit" class="button">{words::send()}</button>
                <button type="button" class="button-quiet" on:click=move |_| answering.close()>
                    {words::not_now()}
                </button>
            </p>
        </form>
    }
    .into_any()
}

fn thanks_view(answering: Answering) -> AnyView {
    view! {
        <div class="how-thanks">
            <p class="notice" id=answering.id("thanks") tabindex="-1">{words::thanks()}</p>
            <div class="notice-warm">
                <p>{words::hard()}</p>
                <p class="how-ways">
                    <a class="tap" href=routes::HELP_NOW rel="external">{failure::help()}</a>
                    <a class="tap" href=routes::messages::MINE>{words::write_to_team()}</a>
                </p>
            </div>
        </div>
    }
    .into_any()
}
