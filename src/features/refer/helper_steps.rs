//! The questions for somebody who asks with or for another person.

use domain::journey::change;
use leptos::prelude::*;
use wire::ContactFirst;

use crate::features::refer::asking::Asking;
use crate::features::refer::question::Question;
use crate::features::refer::reach::{safe_view, yes_no_view};
use crate::phrases::danger_card::DangerCard;
use crate::ui::choices::{Choice, Choices};
use crate::ui::text_area::TextArea;
use crate::ui::text_field::TextField;
use crate::words::refer as words;

/// Who the helper is.
#[component]
pub fn HelperYouStep(asking: Asking) -> impl IntoView {
    let draft = asking.draft;
    let has_phone = Memo::new(move |_| draft.read(|answers| !answers.helper_phone.trim().is_empty()));
    let has_email = Memo::new(move |_| draft.read(|answers| !answers.helper_email.trim().is_empty()));
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
                on_input=asking.change(change::helper_phone)
                error=asking.error("helper_phone")
                kind="tel"
                autocomplete="tel"
                max_length=40
            />
            {move || has_phone.get().then(|| view! {
                {safe_view(
                    asking,
                    "helper_call_safe",
                    words::call_safe(),
                    |answers| &mut answers.helper_call_safe,
                    |answers| answers.helper_call_safe,
                )}
                {safe_view(
                    asking,
                    "helper_text_safe",
                    words::text_safe(),
                    |answers| &mut answers.helper_text_safe,
                    |answers| answers.helper_text_safe,
                )}
            })}
            <TextField
                id="helper_email"
                label=words::your_email()
                value=asking.value(|answers| &answers.helper_email)
                on_input=asking.change(change::helper_email)
                error=asking.error("helper_email")
                kind="email"
                autocomplete="email"
                max_length=254
            />
            {move || has_email.get().then(|| {
                safe_view(
                    asking,
                    "helper_email_safe",
                    words::email_safe(),
                    |answers| &mut answers.helper_email_safe,
                    |answers| answers.helper_email_safe,
                )
            })}
            <p class="small">{words::safe_meaning()}</p>
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
                <DangerCard text=asking.value(|answers| &answers.not_asked_reason) field="not_asked_reason" />
            })}
        </Question>
    }
    .into_any()
}

/// Whom the team should speak to first.
#[component]
pub fn ContactFirstStep(asking: Asking) -> impl IntoView {
    let draft = asking.draft;
    // Nobody is offered who could not be reached safely.
    let choices = asking.journey(|journey| journey.contact_choices()).into_iter().map(|first| match first {
        ContactFirst::Person => Choice::new("person", words::first_person()),
        ContactFirst::Helper => Choice::new("helper", words::first_helper()),
    });
    view! {
        <Question asking=asking title=words::first_title() why=words::first_why()>
            <Choices
                id="contact_first"
                legend=words::first_title()
                is_legend_hidden=true
                choices=choices.collect()
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
