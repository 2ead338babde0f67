//! "Something is wrong with this": short, kept for staff; without a name, unless whoever sends it is signed in.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::{CreateReport, GroupId, ReportId, ReportKind};

use crate::backend::reports;
use crate::browser::ids;
use crate::phrases::failure::failure;
use crate::routes;
use crate::ui::choices::{Choice, Choices};
use crate::ui::text_area::TextArea;
use crate::words::{failure as failure_words, report as words};

/// A function that answers a word.
type Word = fn() -> &'static str;

const KINDS: [(&str, ReportKind, Word); 6] = [
    ("ended", ReportKind::Ended, words::ended),
    ("wrong_time", ReportKind::WrongTime, words::wrong_time),
    ("wrong_place", ReportKind::WrongPlace, words::wrong_place),
    ("wrong_contact", ReportKind::WrongContact, words::wrong_contact),
    ("unsafe", ReportKind::Unsafe, words::unsafe_here),
    ("other", ReportKind::Other, words::other),
];

/// The form, folded away until it is wanted.
#[component]
pub fn Report(group: GroupId) -> impl IntoView {
    let kind = RwSignal::new(None::<ReportKind>);
    let text = RwSignal::new(String::new());
    let trouble = RwSignal::new(None::<String>);
    // Once it is sent: whether they will find what came of it.
    let sent = RwSignal::new(None::<bool>);
    let is_sending = RwSignal::new(false);
    let id = StoredValue::new(ReportId(ids::new_id()));
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(kind) = kind.get_untracked() else {
            trouble.set(Some(words::missing().to_owned()));
            return;
        };
        is_sending.set(true);
        trouble.set(None);
        let report = CreateReport { id: id.get_value(), group, kind, words: text.get_untracked() };
        spawn_local(async move {
            match reports::create(&report).await {
                Ok(is_answered) => sent.set(Some(is_answered)),
                Err(why) => trouble.set(Some(failure(&why))),
            }
            is_sending.set(false);
        });
    };
    let is_chosen = Callback::new(move |value: String| {
        KINDS.iter().any(|(code, known, _)| *code == value && kind.get() == Some(*known))
    });
    let on_choose = Callback::new(move |(value, _): (String, bool)| {
        kind.set(KINDS.iter().find(|(code, ..)| *code == value).map(|(_, known, _)| *known));
    });
    view! {
        <details class="report">
            <summary>{words::title()}</summary>
            <div role="status">
                {move || sent.get().map(|is_answered| view! {
                    <p class="notice">{words::thanks()} " " {is_answered.then(words::answered)}</p>
                })}
            </div>
            <form on:submit=send class:hidden=move || sent.get().is_some()>
                <Choices
                    id="report-kind"
                    legend=words::kind()
                    choices=KINDS.map(|(code, _, label)| Choice::new(code, label())).into()
                    is_chosen=is_chosen
                    on_choose=on_choose
                />
                <TextArea
                    id="report-words"
                    label=words::words_label()
                    hint=words::words_hint()
                    value=text
                    on_input=Callback::new(move |typed| text.set(typed))
                    max_length=1000
                    rows=3
                />
                <p class="small">
                    {words::not_urgent()}
                    " "
                    <a class="tap" href=routes::HELP_NOW rel="external">{failure_words::help()}</a>
                </p>
                <p class="small">{words::tells()}</p>
                <p class="field-error" role="alert">{move || trouble.get()}</p>
                <button type="submit" class="button button-second" disabled=move || is_sending.get()>
                    {words::send()}
                </button>
            </form>
        </details>
    }
    .into_any()
}
