//! What a person has complained of so far, by when an answer comes, and the answer.

use leptos::prelude::*;
use wire::Complaint;

use crate::phrases::failure::failed_view;
use crate::phrases::meeting::{full_day, today};
use crate::phrases::moment;
use crate::state::fetched::{Fetched, Shown};
use crate::ui::loading::Loading;
use crate::words::{app, complaints as words, messages};

/// The list, the newest first.
#[component]
pub fn SentList(fetched: Fetched<Vec<Complaint>>) -> impl IntoView {
    view! {
        <section>
            <h2>{words::list_title()}</h2>
            {move || fetched.is_stale().then(|| view! { <p class="small" role="status">{messages::stale()}</p> })}
            {move || match fetched.shown() {
                Shown::Loading => view! { <Loading words=app::loading() /> }.into_any(),
                Shown::Failed(why) => failed_view(&why, Callback::new(move |()| fetched.again())),
                Shown::There => (move || fetched.read(|list| list_view(list))).into_any(),
            }}
        </section>
    }
    .into_any()
}

fn list_view(list: &[Complaint]) -> AnyView {
    if list.is_empty() {
        return view! { <p>{words::empty()}</p> }.into_any();
    }
    let rows: Vec<_> = list.iter().map(one_view).collect();
    view! { <ul class="complaints">{rows}</ul> }.into_any()
}

fn one_view(complaint: &Complaint) -> AnyView {
    let by = full_day(complaint.answer_by);
    let answer = if complaint.answer.is_empty() {
        let promise = if complaint.answer_by < today() { words::answer_late(&by) } else { words::answer_by(&by) };
        view! { <p class="complaint-promise">{promise}</p> }.into_any()
    } else {
        view! {
            <div class="complaint-answer">
                <h3>{words::answer()}</h3>
                <p class="own-words">{complaint.answer.clone()}</p>
            </div>
        }
        .into_any()
    };
    view! {
        <li class="complaint">
            <p class="small">{words::sent_on(&moment::day(complaint.sent_at))}</p>
            <p class="own-words">{complaint.words.clone()}</p>
            {answer}
        </li>
    }
    .into_any()
}
