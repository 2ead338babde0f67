//! How a person can be reached safely: theirs alone to see and to say. What is not said counts as no.

use leptos::prelude::*;
use wire::{Channel, FieldCode, PersonId, SafeContacts};

use crate::backend::people;
use crate::browser::document;
use crate::features::details::channel_field::{ChannelField, ids};
use crate::features::details::safe_draft::{SafeDraft, problems};
use crate::phrases::failure::failed_view;
use crate::phrases::own::own_view;
use crate::phrases::trouble::trouble_view;
use crate::routes::me as routes;
use crate::state::changes::About;
use crate::state::doing::Doing;
use crate::state::fetched::{Fetched, Shown};
use crate::state::who::use_who;
use crate::ui::error_summary::{ErrorLine, ErrorSummary};
use crate::ui::loading::Loading;
use crate::ui::page::Page;
use crate::words::details::safe as words;
use crate::words::{app, details};

/// The page.
#[component]
pub fn SafeContactPage() -> impl IntoView {
    let who = use_who();
    let errors = RwSignal::new(Vec::new());
    let attempt = RwSignal::new(0_u32);
    view! {
        <div class="details">
            <p class="back-row"><a class="back" href=routes::HOME>{details::back()}</a></p>
            <ErrorSummary
                title=words::errors()
                lines=errors
                attempt=attempt
                on_go=Callback::new(document::focus)
            />
            <Page title=details::safe_title() app_name=app::name() tab=details::tab()>
                <p class="lead">{words::lead()}</p>
                <p>{words::meaning()}</p>
                {own_view(move || who.person(), move |person| found_view(person, errors, attempt))}
            </Page>
        </div>
    }
    .into_any()
}

fn found_view(person: PersonId, errors: RwSignal<Vec<ErrorLine>>, attempt: RwSignal<u32>) -> AnyView {
    let fetched = Fetched::new(&[About::Details], move || people::safe_contact(person));
    (move || match fetched.shown() {
        Shown::Loading => view! { <Loading words=app::loading() /> }.into_any(),
        Shown::Failed(why) => failed_view(&why, Callback::new(move |()| fetched.again())),
        Shown::There => form_view(person, fetched, errors, attempt),
    })
    .into_any()
}

fn form_view(
    person: PersonId,
    fetched: Fetched<SafeContacts>,
    errors: RwSignal<Vec<ErrorLine>>,
    attempt: RwSignal<u32>,
) -> AnyView {
    let who = use_who();
    let draft = SafeDraft::new(untrack(|| fetched.read(Clone::clone)).unwrap_or_default());
    Effect::new(move |_| {
        if let Some(said) = fetched.read(Clone::clone) {
            draft.renew(said);
        }
    });
    let doing = RwSignal::new(Doing::Idle);
    let said = RwSignal::new(None::<&'static str>);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        said.set(None);
        let given = draft.given();
        let wrong = error_lines(&given);
        let has_failed = !wrong.is_empty();
        errors.set(wrong);
        if has_failed {
            attempt.update(|attempt| *attempt += 1);
            return;
        }
        if given.channels.is_empty() {
            said.set(Some(words::nothing_said()));
            return;
        }
        let request = async move { people::say_safe_contact(person, &given).await };
        Doing::run(doing, request, move |now| {
            draft.settle(now.clone());
            fetched.put(now);
            said.set(Some(words::saved()));
            // The first page asks no longer.
            who.ask_again();
        });
    };
    let error = Callback::new(move |id: &'static str| {
        errors.with(|errors| errors.iter().find(|line| line.field == id).map(|line| line.words.clone()))
    });
    let (phone, email) = untrack(|| fetched.read(|said| (said.phone.clone(), said.email.clone()))).unwrap_or_default();
    let leads = move |channel| match channel {
        Channel::Call | Channel::Voicemail | Channel::Text => Some(phone.clone()),
        Channel::Email => Some(email.clone()),
        Channel::Post | Channel::Push => None,
    };
    let fields: Vec<_> = draft
        .channels()
        .into_iter()
        .map(|draft| view! { <ChannelField draft=draft leads=leads(draft.channel) error=error /> })
        .collect();
    view! {
        <form class="safe-form" on:submit=submit novalidate=true>
            {fields}
            <div>{move || doing.with(|doing| doing.failure().map(|why| trouble_view(why, Some(details::kept()))))}</div>
            <p>
                <button type="submit" class="button" disabled=move || doing.with(Doing::is_busy)>{details::save()}</button>
            </p>
            <p class="details-said" role="status">{move || said.get()}</p>
            <p class="small">{words::again()}</p>
        </form>
    }
    .into_any()
}

/// What has to be put right, each line leading to its field.
fn error_lines(given: &SafeContacts) -> Vec<ErrorLine> {
    problems(given)
        .into_iter()
        .map(|(channel, problem)| {
            let [answer, from, until] = ids(channel);
            let field = match problem.field.as_str() {
                "from" => from,
                "until" => until,
                _ => answer,
            };
            let words = match problem.code {
                FieldCode::NotOffered => words::same_times(),
                _ => words::bad_time(),
            };
            ErrorLine { field, words: words.to_owned() }
        })
        .collect()
}
