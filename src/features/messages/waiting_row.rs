//! A message that the server has not answered for: it says so, and can be undone, tried again or taken back.

use std::time::Duration;

use leptos::prelude::*;
use wire::{MessageId, NewBody};

use crate::backend::messages::Refusal;
use crate::browser::document;
use crate::features::messages::bubble::words_view;
use crate::features::messages::composer::writing::{FIELD, Writing};
use crate::features::messages::day_break::full_time;
use crate::phrases::copying::copy_view;
use crate::phrases::moment::day;
use crate::state::outbox;
use crate::state::outbox::entry::{Entry, Waiting};
use crate::words::messages as words;

/// What is said of it, and what can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// It goes after a moment and can be undone until then.
    Undoable,
    OnItsWay,
    /// It is here and not sent yet; now and then it is tried again.
    Kept {
        is_trying: bool,
        /// The page may be closed.
        is_safe: bool,
        /// It was written more than a day ago.
        is_old: bool,
    },
    Refused(Refusal),
}

impl Stands {
    fn of(entry: &Entry) -> Self {
        match entry.state {
            Waiting::Refused(why) => Self::Refused(why),
            Waiting::Kept if entry.tries == 0 && entry.seconds_left() > 0 => Self::Undoable,
            Waiting::Sending if entry.tries <= 1 => Self::OnItsWay,
            // Whether an earlier try has arrived nobody knows: it is never called sent.
            Waiting::Kept | Waiting::Sending => Self::Kept {
                is_trying: entry.state == Waiting::Sending,
                is_safe: outbox::is_safe(entry.id),
                is_old: entry.is_old(),
            },
        }
    }
}

/// The id of a message on its way on the page.
pub fn waiting_id(id: MessageId) -> String {
    format!("waiting-{id}")
}

/// The id of the button that undoes it.
fn undo_id(id: MessageId) -> String {
    format!("undo-{id}")
}

/// The message.
pub fn waiting_view(entry: Memo<Entry>, writing: Writing) -> AnyView {
    let stands = Memo::new(move |_| entry.with(Stands::of));
    let id = entry.with_untracked(|entry| entry.id);
    let state = move || match stands.get() {
        Stands::Undoable => undoable_view(entry, writing),
        stands => {
            leave_undo(id);
            state_view(stands, entry, writing)
        }
    };
    view! {
        <li class="bubble bubble-ours bubble-waiting" id=waiting_id(id)>
            {entry.with_untracked(|entry| body_view(&entry.body))}
            {state}
        </li>
    }
    .into_any()
}

/// Whoever is at "Undo" when its time is over goes on in the field.
fn leave_undo(id: MessageId) {
    if document().active_element().is_some_and(|active| active.id() == undo_id(id)) {
        document::focus(FIELD);
    }
}

fn body_view(body: &NewBody) -> AnyView {
    match body {
        NewBody::Text(text) => words_view(text),
        NewBody::Group(group) => view! { {words_view(&group.words)} <p>{words::waiting_group()}</p> }.into_any(),
        NewBody::Dates(dates) => {
            let rows: Vec<_> =
                dates.starts_at.iter().map(|date| view! { <li>{full_time(date.0)}</li> }.into_any()).collect();
            view! {
                {words_view(&dates.words)}
                <p>{words::you_suggested()}</p>
                <ul class="shared-dates">{rows}</ul>
            }
            .into_any()
        }
    }
}

/// The seconds are counted for the eye, and read out once.
fn undoable_view(entry: Memo<Entry>, writing: Writing) -> AnyView {
    let (id, seconds) = entry.with_untracked(|entry| (entry.id, entry.seconds_left()));
    view! {
        <p class="bubble-foot">
            <span class="bubble-state" aria-hidden="true">{countdown_view(entry)}</span>
            <span class="visually-hidden" role="status">{words::goes_once(seconds)}</span>
        </p>
        <p class="bubble-ways">{back_view(words::undo(), Some(undo_id(id)), (entry, writing), false)}</p>
    }
    .into_any()
}

fn state_view(stands: Stands, entry: Memo<Entry>, writing: Writing) -> AnyView {
    let back = move |label, is_trying| back_view(label, None, (entry, writing), is_trying);
    let (said, ways) = match stands {
        Stands::Undoable | Stands::OnItsWay => (words::sending().to_owned(), ().into_any()),
        Stands::Kept { is_trying, is_safe, is_old } => {
            // What was tried may have arrived, and can be taken back no more.
            let take_back = move || entry.with(|entry| entry.tries == 0).then(|| back(words::take_back(), is_trying));
            let copy = is_old.then(|| copy_view(typed(entry), words::copy(), words::copied()));
            (kept_words(entry, is_safe, is_old), kept_ways_view(is_trying, view! { {take_back} {copy} }.into_any()))
        }
        Stands::Refused(why) => (refusal_words(why).to_owned(), back(back_words(entry), false)),
    };
    view! {
        <p class="bubble-foot"><span class="bubble-state" role="status">{said}</span></p>
        <p class="bubble-ways">{ways}</p>
    }
    .into_any()
}

/// That it is here, and what is to be done so that it arrives.
fn kept_words(entry: Memo<Entry>, is_safe: bool, is_old: bool) -> String {
    match (is_old, is_safe) {
        (true, _) => words::old(&day(entry.with_untracked(|entry| entry.at))),
        (false, true) => words::kept_safe().to_owned(),
        (false, false) => words::kept().to_owned(),
    }
}

/// The words of it.
fn typed(entry: Memo<Entry>) -> String {
    entry.with_untracked(|entry| match &entry.body {
        NewBody::Text(words) => words.clone(),
        NewBody::Group(group) => group.words.clone(),
        NewBody::Dates(dates) => dates.words.clone(),
    })
}

fn kept_ways_view(is_trying: bool, others: AnyView) -> AnyView {
    view! {
        <button
            type="button"
            class="button button-second"
            aria-disabled=is_trying.then_some("true")
            on:click=move |_| outbox::hurry()
        >
            {words::try_now()}
        </button>
        {others}
    }
    .into_any()
}

/// Takes it back: its words stand in the field again.
fn back_view(
    label: &'static str,
    id: Option<String>,
    (entry, writing): (Memo<Entry>, Writing),
    is_trying: bool,
) -> AnyView {
    let take_back = move |_| {
        let id = entry.with_untracked(|entry| entry.id);
        outbox::take_back(id, move |body| writing.put_back(body));
    };
    view! {
        <button
            type="button"
            class="button-quiet"
            id=id
            aria-disabled=is_trying.then_some("true")
            on:click=take_back
        >
            {label}
        </button>
    }
    .into_any()
}

fn back_words(entry: Memo<Entry>) -> &'static str {
    let is_text = entry.with_untracked(|entry| matches!(entry.body, NewBody::Text(_)));
    if is_text { words::put_back() } else { words::take_back() }
}

/// "Goes in 10 seconds", and fewer each second. After that it goes as soon as it can.
fn countdown_view(entry: Memo<Entry>) -> AnyView {
    let seconds = move || entry.with_untracked(Entry::seconds_left);
    let left = RwSignal::new(seconds());
    let ticking = set_interval_with_handle(move || left.set(seconds()), Duration::from_secs(1)).ok();
    on_cleanup(move || {
        if let Some(ticking) = ticking {
            ticking.clear();
        }
    });
    (move || match left.get() {
        0 => words::kept().to_owned(),
        left => words::goes_in(left),
    })
    .into_any()
}

fn refusal_words(why: Refusal) -> &'static str {
    match why {
        Refusal::Off => words::refused_off(),
        Refusal::Gone => words::refused_gone(),
        Refusal::Wrong => words::refused_wrong(),
        Refusal::Other => words::refused_other(),
    }
}
