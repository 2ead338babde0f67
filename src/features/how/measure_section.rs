//! One measure on the page: answering it, where that is theirs to do, its pictures, and where its words come from.

use domain::measure::{Measure, Source};
use leptos::prelude::*;
use wire::CheckIn;

use crate::features::how::answering::{Answering, id};
use crate::features::how::asked::asked;
use crate::features::how::figure::figure_view;
use crate::features::how::form::answering_view;
use crate::features::how::unsent::unsent_view;
use crate::state::plan_queue::Waiting;
use crate::words::plan_how as words;

/// The section. Whoever may only read has nothing to answer with.
pub fn measure_view(
    measure: &Measure,
    answering: Option<Answering>,
    check_ins: Memo<Vec<CheckIn>>,
    waiting: RwSignal<Vec<Waiting>>,
) -> AnyView {
    let title = id(measure, "title");
    let shown = measure.clone();
    view! {
        <section class="how-measure" aria-labelledby=title.clone()>
            <h2 id=title.clone() tabindex="-1">{title_of(&measure.id)}</h2>
            {answering.map(|answering| view! { {answering_view(answering)} {unsent_view(answering, waiting)} })}
            {move || check_ins.with(|check_ins| figures_view(&shown, check_ins))}
            {measure.source.as_ref().map(source_view)}
        </section>
    }
    .into_any()
}

/// The words of a measure say no heading of it.
fn title_of(id: &str) -> &'static str {
    match id {
        "ons4" => words::title_ons4(),
        "loneliness" => words::title_loneliness(),
        _ => words::title_other(),
    }
}

/// A picture for each item, and never one for all of them.
fn figures_view(measure: &Measure, check_ins: &[CheckIn]) -> AnyView {
    if check_ins.iter().any(|check_in| measure.is_asked_in(check_in)) {
        let figure = |item| figure_view(item, &asked(measure, item, check_ins));
        measure.items.iter().map(figure).collect::<Vec<AnyView>>().into_any()
    } else if check_ins.is_empty() {
        // That there is nothing at all is said above.
        ().into_any()
    } else {
        view! { <p class="small">{words::none_of_these()}</p> }.into_any()
    }
}

/// Where the words come from, folded away, and what their licence asks to be shown.
fn source_view(source: &Source) -> AnyView {
    let Source { title, address, licence, licence_address, notice } = source.clone();
    view! {
        <details class="how-source">
            <summary>{words::source()}</summary>
            <p class="small" dir="auto">
                <a rel="external noreferrer" href=address>{title}</a>
                ". "
                <a rel="external noreferrer" href=licence_address>{licence}</a>
            </p>
        </details>
        <p class="small" dir="auto">{notice}</p>
    }
    .into_any()
}
