//! The person's name and date of birth.

use leptos::prelude::*;

use crate::features::refer::about_wish::is_helper;
use crate::features::refer::asking::Asking;
use crate::features::refer::question::Question;
use crate::ui::date_field::{DateField, DatePart};
use crate::ui::text_field::TextField;
use crate::words::refer as words;

/// "What is your name?"
#[component]
pub fn NameStep(asking: Asking) -> impl IntoView {
    let is_helper = is_helper(asking);
    let title = if is_helper { words::name_title_them() } else { words::name_title() };
    view! {
        <Question asking=asking title=title why=words::name_why()>
            <TextField
                id="name"
                label=title
                is_label_hidden=true
                value=asking.value(|answers| &answers.name)
                on_input=asking.input(|answers| &mut answers.name)
                error=asking.error("name")
                autocomplete=if is_helper { "off" } else { "name" }
                max_length=100
            />
        </Question>
    }
    .into_any()
}

/// "When were you born?"
#[component]
pub fn BirthStep(asking: Asking) -> impl IntoView {
    let is_helper = is_helper(asking);
    let title = if is_helper { words::birth_title_them() } else { words::birth_title() };
    let part = |id, label: &str, autocomplete, max_length, value, on_input| DatePart {
        id,
        label: label.to_owned(),
        autocomplete: if is_helper { "off" } else { autocomplete },
        max_length,
        value,
        on_input,
    };
    let parts = [
        part(
            "birth",
            words::day(),
            "bday-day",
            2,
            asking.value(|answers| &answers.birth.day),
            asking.input(|answers| &mut answers.birth.day),
        ),
        part(
            "birth-month",
            words::month(),
            "bday-month",
            9,
            asking.value(|answers| &answers.birth.month),
            asking.input(|answers| &mut answers.birth.month),
        ),
        part(
            "birth-year",
            words::year(),
            "bday-year",
            4,
            asking.value(|answers| &answers.birth.year),
            asking.input(|answers| &mut answers.birth.year),
        ),
    ];
    view! {
        <Question asking=asking title=title why=words::birth_why()>
            <DateField
                id="birth-date"
                legend=title
                is_legend_hidden=true
                hint=words::birth_hint()
                parts=parts
                error=asking.error("birth")
            />
        </Question>
    }
    .into_any()
}
