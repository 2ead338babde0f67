//! The questions around letting somebody help, one below the other: alone, whom, what, until when, and one button.

use leptos::prelude::*;
use wire::{ErrorCode, Scope};

use crate::backend::failure::Failure;
use crate::browser::date_words::plain_date;
use crate::browser::document;
use crate::features::helpers::terms::{Terms, Until, in_months};
use crate::phrases::scope;
use crate::phrases::trouble::trouble_view;
use crate::state::doing::Doing;
use crate::ui::choices::{Choice, Choices};
use crate::ui::date_field::{DateField, DatePart};
use crate::ui::error_summary::ErrorSummary;
use crate::words::helpers as words;

/// What each scope is called in the form.
const SCOPES: [(&str, Scope); 4] = [
    ("see_plan", Scope::SeePlan),
    ("see_messages", Scope::SeeMessages),
    ("write_as_helper", Scope::WriteAsHelper),
    ("book_visits", Scope::BookVisits),
];

/// The lengths that are offered, in months.
const MONTHS: [(&str, u32); 3] = [("1", 1), ("3", 3), ("6", 6)];

/// The form. `on_send` is run with whatever the answers are: the page checks them.
#[component]
pub fn TermsForm(
    terms: Terms,
    #[prop(into)] button: String,
    on_send: Callback<()>,
    doing: RwSignal<Doing>,
    /// Who it is about, where that is asked too.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        on_send.run(());
    };
    let is_day = Memo::new(move |_| terms.until.get() == Some(Until::Day));
    let trouble = move || doing.with(|doing| doing.failure().map(said));
    view! {
        <form class="terms" on:submit=submit novalidate=true>
            <ErrorSummary
                title=words::errors_title()
                lines=terms.error_lines()
                attempt=terms.attempt()
                on_go=Callback::new(document::focus)
            />
            {alone_view(terms)}
            {children.map(|children| children())}
            {scopes_view(terms)}
            {until_view(terms)}
            {move || is_day.get().then(|| day_view(terms))}
            <div>{trouble}</div>
            <p>
                <button type="submit" class="button" disabled=move || doing.with(Doing::is_busy)>
                    {button}
                </button>
            </p>
        </form>
    }
    .into_any()
}

fn said(why: &Failure) -> AnyView {
    if why.code() == Some(ErrorCode::NotNow) {
        let words = words::invite_many(words::invited_title());
        return view! { <p class="notice notice-error" role="alert">{words}</p> }.into_any();
    }
    trouble_view(why, Some(words::kept()))
}

/// Whoever is looked over their shoulder is told that it can wait. Nothing is held back from them.
fn alone_view(terms: Terms) -> AnyView {
    let note = move || {
        (terms.is_alone.get() == Some(false)).then(|| view! { <p class="notice notice-warm">{words::alone_note()}</p> })
    };
    view! {
        <Choices
            id="is_alone"
            legend=words::alone()
            hint=words::alone_hint()
            choices=vec![Choice::new("yes", words::alone_yes()), Choice::new("no", words::alone_no())]
            is_chosen=Callback::new(move |value: String| terms.is_alone.get() == Some(value == "yes"))
            on_choose=Callback::new(move |(value, _): (String, bool)| terms.is_alone.set(Some(value == "yes")))
            error=terms.error("is_alone")
        />
        <div role="status">{note}</div>
    }
    .into_any()
}

fn scopes_view(terms: Terms) -> AnyView {
    let choices = SCOPES.map(|(value, one)| Choice {
        value,
        label: scope::scope(one).to_owned(),
        hint: Some(scope::hint(one).to_owned()),
    });
    let named = |value: &str| SCOPES.iter().find(|(known, _)| *known == value).map(|(_, scope)| *scope);
    view! {
        <Choices
            id="scopes"
            legend=words::scopes()
            hint=words::scopes_hint()
            is_many=true
            choices=choices.into()
            is_chosen=Callback::new(move |value: String| {
                named(&value).is_some_and(|scope| terms.scopes.with(|held| held.contains(&scope)))
            })
            on_choose=Callback::new(move |(value, is_on): (String, bool)| {
                if let Some(scope) = named(&value) {
                    terms.scopes.update(|held| {
                        held.retain(|one| *one != scope);
                        if is_on {
                            held.push(scope);
                        }
                    });
                }
            })
            error=terms.error("scopes")
        />
    }
    .into_any()
}

fn until_view(terms: Terms) -> AnyView {
    let mut offers = Vec::new();
    if let Some(held) = terms.held {
        offers.push(("held", Until::AsItIs(held), words::until_as_it_is(&plain_date(held))));
    }
    for (value, months) in MONTHS {
        if let Some(end) = in_months(months) {
            offers.push((value, Until::Months(months), words::until_months(months, &plain_date(end))));
        }
    }
    offers.push(("day", Until::Day, words::until_date().to_owned()));
    let values: Vec<_> = offers.iter().map(|(value, until, _)| (*value, *until)).collect();
    let values = StoredValue::new(values);
    let choices: Vec<_> = offers.into_iter().map(|(value, _, label)| Choice::new(value, label)).collect();
    let named = move |value: &str| {
        values.with_value(|all| all.iter().find(|(known, _)| *known == value).map(|(_, until)| *until))
    };
    let typed_error = terms.error("ends_on");
    let error = Signal::derive(move || typed_error.get().filter(|_| terms.until.get() != Some(Until::Day)));
    view! {
        <Choices
            id="ends_on"
            legend=words::until_when()
            hint=words::until_hint()
            choices=choices
            is_chosen=Callback::new(move |value: String| {
                let until = terms.until.get();
                until.is_some() && named(&value) == until
            })
            on_choose=Callback::new(move |(value, _): (String, bool)| terms.until.set(named(&value)))
            error=error
        />
    }
    .into_any()
}

fn day_view(terms: Terms) -> AnyView {
    let part = |id, label: &str, max_length, text: RwSignal<String>| DatePart {
        id,
        label: label.to_owned(),
        autocomplete: "off",
        max_length,
        value: text.into(),
        on_input: Callback::new(move |typed| text.set(typed)),
    };
    let [day, month, year] = terms.day;
    view! {
        <DateField
            id="ends_on-date"
            legend=words::date()
            parts=[
                part("ends_on-day", words::day(), 2, day),
                part("ends_on-month", words::month(), 2, month),
                part("ends_on-year", words::year(), 4, year),
            ]
            error=terms.error("ends_on")
        />
    }
    .into_any()
}
