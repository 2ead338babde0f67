//! The frame of a question: the way back, how far it is, the question, why it is asked, the answer, and one button.

use domain::journey::{Section, Step};
use leptos::prelude::*;

use wire::ForWhom;

use crate::browser::document;
use crate::features::refer::asking::Asking;
use crate::routes::{self, refer};
use crate::ui::error_summary::ErrorSummary;
use crate::ui::page::Page;
use crate::words::{app, refer as words};

/// A question with its answer fields. `on_send` runs once the answers of this page hold; without it the next question
/// follows at once.
#[component]
pub fn Question(
    asking: Asking,
    #[prop(into)] title: String,
    #[prop(into)] why: String,
    #[prop(optional)] on_send: Option<Callback<()>>,
    #[prop(optional, into)] is_busy: Signal<bool>,
    #[prop(optional, into)] button: Option<String>,
    children: Children,
) -> impl IntoView {
    let (back, progress) = asking.journey(|journey| (journey.previous(asking.step), journey.progress(asking.step)));
    let back = back.map_or_else(|| routes::START.to_owned(), |step: Step| refer::question(step.code()));
    let is_helper = asking.draft.peek(|answers| answers.for_whom == Some(ForWhom::Someone));
    let progress = progress.map(|progress| {
        let section = match progress.section {
            Section::Asking => words::section_asking(),
            Section::AboutPerson if is_helper => words::section_person(),
            Section::AboutPerson => words::section_helper(),
            Section::AboutHelper => words::section_helper(),
        };
        words::progress(section, &progress.number.to_string(), &progress.of.to_string())
    });
    let draft = asking.draft;
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !asking.is_answered() {
            return;
        }
        match on_send {
            Some(send) => send.run(()),
            None => asking.go_on(),
        }
    };
    view! {
        <div class="question">
            <p class="back-row"><a class="back" href=back>{words::back()}</a></p>
            {progress.map(|progress| view! { <p class="progress">{progress}</p> })}
            <ErrorSummary
                title=words::errors_title()
                lines=asking.error_lines()
                attempt=asking.attempt()
                on_go=Callback::new(document::focus)
            />
            <Page title=title app_name=app::name() tab=words::tab()>
                <p class="lead">{why}</p>
                <form class="question-form" on:submit=submit novalidate=true>
                    {children()}
                    {move || (!draft.is_kept()).then(|| view! { <p class="notice notice-warm">{words::not_kept()}</p> })}
                    <p class="question-end">
                        <button type="submit" class="button" disabled=move || is_busy.get()>
                            {button.unwrap_or_else(|| words::go_on().to_owned())}
                        </button>
                    </p>
                </form>
            </Page>
        </div>
    }
    .into_any()
}
