//! Who somebody is and what makes it easier for them, as they keep it themselves.

use domain::age;
use leptos::prelude::*;
use wire::DeskPerson;

use crate::browser::date_words::plain_date;
use crate::features::desk::referral::answers::row_view;
use crate::phrases::access::access;
use crate::phrases::meeting::today;
use crate::words::desk::{person as words, referral as shared};

/// The facts.
pub fn details_view(person: Signal<DeskPerson>) -> AnyView {
    let rows = move || person.with(|person| rows(person).into_iter().map(row_view).collect::<Vec<_>>());
    view! {
        <section aria-labelledby="details">
            <h2 id="details">{words::details()}</h2>
            <dl class="facts">{rows}</dl>
        </section>
    }
    .into_any()
}

fn rows(person: &DeskPerson) -> Vec<(&'static str, String)> {
    let details = &person.details;
    let mut access: Vec<String> = details.access.iter().map(|one| access(*one).to_owned()).collect();
    if !details.access_note.trim().is_empty() {
        access.push(details.access_note.clone());
    }
    let language =
        if details.language.trim().is_empty() { shared::english().to_owned() } else { details.language.clone() };
    let account = if person.has_account { words::account_yes() } else { words::account_no() };
    vec![
        (shared::name(), details.name.clone()),
        (words::call_name(), details.call_name.clone()),
        (shared::birth(), shared::born(&plain_date(person.birth), &age::on(person.birth, today()).to_string())),
        (shared::language(), language),
        (shared::access(), access.join("\n")),
        (shared::postcode(), person.reach.postcode.clone()),
        (shared::surgery(), person.surgery.clone()),
        (words::account(), account.to_owned()),
    ]
}

/// "About me", in their own words, and who wrote it when it was somebody else.
pub fn about_me_view(person: Signal<DeskPerson>) -> AnyView {
    let inside = move || {
        person.with(|person| {
            let about = person.details.about_me.trim().to_owned();
            let by = person.details.about_me_by.trim();
            let by = (!by.is_empty() && !about.is_empty()).then(|| words::about_me_by(by));
            let about = if about.is_empty() {
                view! { <p>{words::about_me_empty()}</p> }.into_any()
            } else {
                view! { <blockquote class="own-words wish-words">{about}</blockquote> }.into_any()
            };
            view! { {about} {by.map(|by| view! { <p class="small">{by}</p> })} }.into_any()
        })
    };
    view! {
        <section aria-labelledby="about-me">
            <h2 id="about-me">{words::about_me()}</h2>
            {inside}
        </section>
    }
    .into_any()
}
