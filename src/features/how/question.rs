//! One question of a measure, in exactly its words, and the answers that can be picked. Any of them can be taken back.

use domain::measure::{Item, Scale};
use leptos::prelude::*;
use wire::CheckInAnswer;

use crate::features::how::answering::{Answering, focus};
use crate::ui::field::{described_by, error_view};
use crate::words::plan_how as words;

/// The question.
pub fn question_view(answering: Answering, item: &Item) -> AnyView {
    let name = answering.name_of(&item.id);
    let has_ends = matches!(item.answers, Scale::Numbers { .. });
    let picks = match &item.answers {
        Scale::Numbers { from, to, from_words, to_words } => {
            let pick = |number: u8| {
                radio_view(answering, &item.id, CheckInAnswer::Number(number), number.to_string(), "how-number")
            };
            let numbers: Vec<AnyView> = (*from..=*to).map(pick).collect();
            view! {
                <div class="how-numbers">{numbers}</div>
                <p class="how-ends" id=format!("{name}-hint")>
                    <span dir="auto">{words::end(&from.to_string(), from_words)}</span>
                    " "
                    <span dir="auto">{words::end(&to.to_string(), to_words)}</span>
                </p>
            }
            .into_any()
        }
        Scale::Options(options) => {
            let pick = |code: &str, label: &str| {
                radio_view(answering, &item.id, CheckInAnswer::Option(code.to_owned()), label.to_owned(), "choice")
            };
            options.iter().map(|option| pick(&option.code, &option.words)).collect::<Vec<AnyView>>().into_any()
        }
    };
    let not_say = item.may_skip.then(|| {
        let label = words::rather_not_say().to_owned();
        radio_view(answering, &item.id, CheckInAnswer::RatherNotSay, label, "choice")
    });
    let field = format!("answers.{}", item.id);
    let is_missing = move || answering.problems.with(|problems| problems.iter().any(|problem| problem.field == field));
    let error = Signal::derive(move || is_missing().then(|| words::missing().to_owned()));
    let error_place = error_view(&name, error);
    view! {
        <fieldset
            class="how-question choices"
            class:field-wrong=move || error.with(Option::is_some)
            aria-describedby=move || described_by(&name, has_ends, error.with(Option::is_some))
        >
            <legend class="field-label" dir="auto">{item.words.clone()}</legend>
            {error_place}
            {picks}
            {not_say}
            {take_back_view(answering, item)}
        </fieldset>
    }
    .into_any()
}

/// A button that leaves the question open again. It keeps its place while there is nothing to take back, so that
/// nothing jumps.
fn take_back_view(answering: Answering, item: &Item) -> AnyView {
    let first = first_radio(answering, item);
    let (asked, id) = (item.id.clone(), item.id.clone());
    let take_back = move |_| {
        answering.say(&id, None);
        focus(first.clone());
    };
    view! {
        <p class="how-take-back" class:how-unseen=move || answering.answer(&asked).is_none()>
            <button type="button" class="button-quiet" on:click=take_back>{words::take_back()}</button>
        </p>
    }
    .into_any()
}

/// The id of the first answer on the page.
fn first_radio(answering: Answering, item: &Item) -> String {
    let name = answering.name_of(&item.id);
    match &item.answers {
        Scale::Numbers { from, .. } => format!("{name}-{from}"),
        Scale::Options(options) => {
            let code = options.first().map(|option| option.code.as_str()).unwrap_or_default();
            format!("{name}-{code}")
        }
    }
}

fn radio_view(answering: Answering, item: &str, answer: CheckInAnswer, label: String, class: &'static str) -> AnyView {
    let name = answering.name_of(item);
    let value = value_of(&answer);
    let id = format!("{name}-{value}");
    let (asked, expected) = (item.to_owned(), answer.clone());
    let is_picked = move || answering.answer(&asked).as_ref() == Some(&expected);
    let item = item.to_owned();
    let pick = move |_| answering.say(&item, Some(answer.clone()));
    view! {
        <label class=class for=id.clone()>
            <input
                id=id.clone()
                type="radio"
                name=name
                value=value
                // Else browsers keep what was picked, to open the tabs of last time with.
                autocomplete="off"
                prop:checked=is_picked
                on:change=pick
            />
            <span class="choice-words" dir="auto">{label}</span>
        </label>
    }
    .into_any()
}

/// What an answer is called in the form.
fn value_of(answer: &CheckInAnswer) -> String {
    match answer {
        CheckInAnswer::Number(number) => number.to_string(),
        CheckInAnswer::Option(code) => code.clone(),
        CheckInAnswer::RatherNotSay => "rather_not_say".to_owned(),
    }
}
