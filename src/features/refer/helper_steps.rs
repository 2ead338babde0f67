//! The questions for somebody who asks with or for another person.

use leptos::prelude::*;
use wire::ContactFirst;

use crate::features::refer::asking::Asking;
use crate::features::refer::danger_card::DangerCard;
use crate::features::refer::question::Question;
use crate::features::refer::reach::yes_no_view;
use crate::ui::choices::{Choice, Choices};
use crate::ui::text_area::TextArea;
use crate::ui::text_field::TextField;
use crate::words::refer as words;

/// Who the helper is.
#[component]
pub fn HelperYouStep(asking: Asking) -> impl IntoView {
    view! {
        <Question asking=asking title=words::you_title() why=words::you_why()>
            <TextField
                id="helper_name"
                label=words::your_name()
                value=asking.value(|answers| &answers.helper_name)
                on_input=asking.input(|answers| &mut answers.helper_name)
                error=asking.error("helper_name")
                autocomplete="name"
                max_length=100
            />
            <TextField
                id="helper_relation"
                label=words::relation()
                hint=words::relation_hint()
                value=asking.value(|answers| &answers.helper_relation)
                on_input=asking.input(|answers| &mut answers.helper_relation)
                error=asking.error("helper_relation")
                max_length=60
            />
            <TextField
                id="helper_phone"
                label=words::your_phone()
                value=asking.value(|answers| &answers.helper_phone)
                on_input=asking.input(|answers| &mut answers.helper_phone)
                error=asking.error("helper_phone")
                kind="tel"
                autocomplete="tel"
                max_length=40
            />
            <TextField
                id="helper_email"
                label=words::your_email()
                value=asking.value(|answers| &answers.helper_email)
                on_input=asking.input(|answers| &mut answers.helper_email)
                error=asking.error("helper_email")
                kind="email"
                autocomplete="email"
                max_length=254
            />
        </Question>
    }
    .into_any()
}

/// Whether the person has agreed, or why they could not be asked.
#[component]
pub fn AgreedStep(asking: Asking) -> impl IntoView {
    let draft = asking.draft;
    let is_not_asked = Memo::new(move |_| draft.read(|answers| answers.agreed == Some(false)));
    view! {
        <Question asking=asking title=words::agreed_title() why=words::agreed_why()>
            {yes_no_view(
                asking,
                "agreed",
                words::agreed_title(),
                [words::agreed_yes(), words::agreed_no()],
                true,
                |answers| &mut answers.agreed,
                |answers| answers.agreed,
            )}
            {move || is_not_asked.get().then(|| view! {
                <TextArea
                    id="not_asked_reason"
                    label=words::not_asked_reason()
                    hint=words::not_asked_hint()
                    value=asking.value(|answers| &answers.not_asked_reason)
                    on_input=asking.input(|answers| &mut answers.not_asked_reason)
                    error=asking.error("not_asked_reason")
                    max_length=500
                    rows=3
                />
                <DangerCard text=asking.value(|answers| &answers.not_asked_reason) />
            })}
        </Question>
    }
    .into_any()
}

/// Whom the team should speak to first.
#[component]
pub fn ContactFirstStep(asking: Asking) -> impl IntoView {
    let draft = asking.draft;
    view! {
        <Question asking=asking title=words::first_title() why=words::first_why()>
            <Choices
                id="contact_first"
                legend=words::first_title()
                is_legend_hidden=true
                choices=vec![Choice::new("person", words::first_person()), Choice::new("helper", words::first_helper())]
                is_chosen=Callback::new(move |value: String| {
                    draft.read(|answers| match answers.contact_first {
                        Some(ContactFirst::Person) => value == "person",
                        Some(ContactFirst::Helper) => value == "helper",
                        None => false,
                    })
                })
                on_choose=Callback::new(move |(value, _): (String, bool)| {
                    let first = if value == "person" { ContactFirst::Person } else { ContactFirst::Helper };
                    draft.change(|answers| answers.contact_first = Some(first));
                })
                error=asking.error("contact_first")
            />
        </Question>
    }
    .into_any()
}
