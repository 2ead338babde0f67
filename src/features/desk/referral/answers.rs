//! What the person said: their own words first, then who they are and what makes it easier for them.

use domain::age;
use leptos::prelude::*;
use wire::{Answers, DeskReferral, SurgeryChoice};

use crate::browser::date_words::plain_date;
use crate::phrases::access::access;
use crate::phrases::meeting::today;
use crate::phrases::need::need;
use crate::words::desk::referral as words;

/// Their own words, and what it is about.
pub fn wish_view(referral: Signal<DeskReferral>) -> AnyView {
    let inside = move || {
        referral.with(|referral| {
            let answers = &referral.answers;
            let own = answers.words.trim();
            let needs: Vec<_> = answers.needs.iter().map(|one| view! { <li class="chip">{need(*one)}</li> }).collect();
            let group = answers.about_group.map(|_| {
                view! { <p>{words::about_group(&answers.about_group_name)}</p> }
            });
            view! {
                {if own.is_empty() {
                    view! { <p>{words::no_words()}</p> }.into_any()
                } else {
                    view! { <blockquote class="own-words wish-words">{own.to_owned()}</blockquote> }.into_any()
                }}
                {(!needs.is_empty()).then(|| view! { <ul class="chips">{needs}</ul> })}
                {group}
            }
            .into_any()
        })
    };
    view! {
        <section aria-labelledby="wish">
            <h2 id="wish">{words::wish()}</h2>
            {inside}
        </section>
    }
    .into_any()
}

/// Name, birth, place, language and access.
pub fn about_view(referral: Signal<DeskReferral>) -> AnyView {
    let rows = move || referral.with(|referral| rows(&referral.answers).into_iter().map(row_view).collect::<Vec<_>>());
    view! {
        <section aria-labelledby="about">
            <h2 id="about">{words::about()}</h2>
            <dl class="facts">{rows}</dl>
        </section>
    }
    .into_any()
}

/// A line of facts; nothing given is said as such.
pub fn row_view((label, value): (&'static str, String)) -> AnyView {
    let value = if value.trim().is_empty() { words::nothing_given().to_owned() } else { value };
    view! { <div class="fact"><dt>{label}</dt> <dd class="own-words">{value}</dd></div> }.into_any()
}

fn rows(answers: &Answers) -> Vec<(&'static str, String)> {
    let born = age::typed_date(&answers.birth).map_or_else(
        |_| format!("{} {} {}", answers.birth.day, answers.birth.month, answers.birth.year),
        |birth| words::born(&plain_date(birth), &age::on(birth, today()).to_string()),
    );
    let surgery = match &answers.surgery {
        Some(SurgeryChoice::Known { name, .. }) => name.clone(),
        _ => words::surgery_not_sure().to_owned(),
    };
    let mut access: Vec<String> = answers.access.iter().map(|one| access(*one).to_owned()).collect();
    if !answers.access_note.trim().is_empty() {
        access.push(answers.access_note.clone());
    }
    let language =
        if answers.language.trim().is_empty() { words::english().to_owned() } else { answers.language.clone() };
    vec![
        (words::name(), answers.name.clone()),
        (words::birth(), born),
        (words::language(), language),
        (words::access(), access.join("\n")),
        (words::postcode(), answers.postcode.clone()),
        (words::surgery(), surgery),
    ]
}
