//! Saying that something was not right: how it goes, the words, what was sent so far, and where else to go.

use leptos::prelude::*;
use wire::{Complaint, ComplaintId, CreateComplaint, ErrorCode, PersonId};

use crate::backend::complaints;
use crate::backend::failure::Failure;
use crate::browser::{document, ids};
use crate::features::complaints::sent_list::SentList;
use crate::phrases::meeting::full_day;
use crate::phrases::trouble::trouble_view;
use crate::routes;
use crate::state::doing::Doing;
use crate::state::fetched::Fetched;
use crate::state::who::use_who;
use crate::ui::page::Page;
use crate::ui::text_area::TextArea;
use crate::words::{app, complaints as words, failure as failure_words};

/// The longest that is taken, in characters.
const LONGEST: u32 = 4_000;
/// What came of sending: it takes the focus, which the button loses meanwhile.
const OUTCOME: &str = "complaint-outcome";

/// What is being written. It stays until the server has said that it is kept.
#[derive(Clone, Copy)]
struct Draft {
    person: PersonId,
    words: RwSignal<String>,
    error: RwSignal<Option<String>>,
    doing: RwSignal<Doing>,
    /// The same however often it is sent, so that it is one complaint; another once the words are others.
    id: StoredValue<ComplaintId>,
    sent: RwSignal<Option<Complaint>>,
}

/// The page.
#[component]
pub fn ComplaintsPage() -> impl IntoView {
    let who = use_who();
    // Drawn once for whoever's record it is.
    let person = Memo::new(move |_| who.person());
    view! {
        <Page title=words::title() app_name=app::name()>
            <p class="lead">{words::lead()}</p>
            <p>{words::who()} " " {words::when()}</p>
            {move || match person.get() {
                Some(person) => writing_view(person),
                None => view! { <p>{words::no_record()}</p> }.into_any(),
            }}
            <section>
                <h2>{words::elsewhere_title()}</h2>
                <p>{words::elsewhere()}</p>
                <ul>
                    <li>{words::elsewhere_health()}</li>
                    <li>{words::elsewhere_nations()}</li>
                    <li>{words::elsewhere_data()}</li>
                </ul>
            </section>
        </Page>
    }
    .into_any()
}

fn writing_view(person: PersonId) -> AnyView {
    let fetched = Fetched::new(&[], move || complaints::list(person));
    view! {
        {form_view(person, fetched)}
        <SentList fetched=fetched />
    }
    .into_any()
}

fn form_view(person: PersonId, fetched: Fetched<Vec<Complaint>>) -> AnyView {
    let draft = Draft {
        person,
        words: RwSignal::new(String::new()),
        error: RwSignal::new(None),
        doing: RwSignal::new(Doing::Idle),
        id: StoredValue::new(ComplaintId(ids::new_id())),
        sent: RwSignal::new(None),
    };
    let on_input = Callback::new(move |typed| {
        draft.words.set(typed);
        draft.id.set_value(ComplaintId(ids::new_id()));
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        send(draft, fetched);
    };
    let doing = draft.doing;
    let trouble = move || doing.with(|doing| doing.failure().map(|why| trouble_view(why, Some(words::kept()))));
    view! {
        <form class="complaint-form" on:submit=submit novalidate=true>
            <TextArea
                id="complaint"
                label=words::words_label()
                hint=words::words_hint()
                value=draft.words
                on_input=on_input
                error=draft.error
                max_length=LONGEST
            />
            <p class="small">
                {words::not_urgent()}
                " "
                <a class="tap" href=routes::HELP_NOW rel="external">{failure_words::help()}</a>
            </p>
            <p>
                <button type="submit" class="button" disabled=move || doing.with(Doing::is_busy)>
                    {words::send()}
                </button>
            </p>
            <div class="complaint-outcome" id=OUTCOME tabindex="-1">
                <div role="status">
                    {move || {
                        let said = |sent: Complaint| words::sent(&full_day(sent.answer_by));
                        draft.sent.get().map(|sent| view! { <p class="notice">{said(sent)}</p> })
                    }}
                </div>
                <div>{trouble}</div>
            </div>
        </form>
    }
    .into_any()
}

fn send(draft: Draft, fetched: Fetched<Vec<Complaint>>) {
    let text = draft.words.get_untracked();
    if text.trim().is_empty() {
        draft.error.set(Some(words::error_missing().to_owned()));
        document::focus("complaint");
        return;
    }
    draft.error.set(None);
    draft.sent.set(None);
    let complaint = CreateComplaint { id: draft.id.get_value(), words: text };
    let request = async move {
        match complaints::create(draft.person, &complaint).await {
            Err(Failure::Rejected(problem)) if problem.code == ErrorCode::Invalid => Ok(None),
            answer => {
                request_animation_frame(|| document::focus_outcome(OUTCOME));
                answer.map(Some)
            }
        }
    };
    Doing::run(draft.doing, request, move |sent| {
        let Some(sent) = sent else {
            draft.error.set(Some(words::error_long().to_owned()));
            document::focus("complaint");
            return;
        };
        draft.words.set(String::new());
        draft.id.set_value(ComplaintId(ids::new_id()));
        lead(fetched, &sent);
        draft.sent.set(Some(sent));
    });
}

/// What was just sent leads the list, once. A list that has not come yet is fetched again, so that it is in it.
fn lead(fetched: Fetched<Vec<Complaint>>, sent: &Complaint) {
    match untrack(|| fetched.read(Clone::clone)) {
        Some(mut list) => {
            list.retain(|one| one.id != sent.id);
            list.insert(0, sent.clone());
            fetched.put(list);
        }
        None => fetched.again(),
    }
}
