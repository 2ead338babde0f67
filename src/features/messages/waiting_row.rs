//! A message that the server has not answered for: it says so, and can be undone, tried again or taken back.

use std::time::Duration;

use leptos::prelude::*;
use wire::NewBody;

use crate::backend::messages::Refusal;
use crate::features::messages::bubble::words_view;
use crate::features::messages::composer::writing::Writing;
use crate::features::messages::day_break::full_time;
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
            Waiting::Kept | Waiting::Sending => Self::Kept { is_trying: entry.state == Waiting::Sending },
        }
    }
}

/// The message.
pub fn waiting_view(entry: Memo<Entry>, writing: Writing) -> AnyView {
    let stands = Memo::new(move |_| entry.with(Stands::of));
    view! {
        <li class="bubble bubble-ours bubble-waiting">
            {entry.with_untracked(|entry| body_view(&entry.body))}
            {move || state_view(stands.get(), entry, writing)}
        </li>
    }
    .into_any()
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

fn state_view(stands: Stands, entry: Memo<Entry>, writing: Writing) -> AnyView {
    let (said, ways) = match stands {
        Stands::Undoable => (countdown_view(entry), back_view(words::undo(), entry, writing, false)),
        Stands::OnItsWay => (words::sent().into_any(), ().into_any()),
        Stands::Kept { is_trying } => (words::kept().into_any(), kept_ways_view(entry, writing, is_trying)),
        Stands::Refused(why) => (refusal_words(why).into_any(), back_view(back_words(entry), entry, writing, false)),
    };
    view! {
        <p class="bubble-foot"><span class="bubble-state" role="status">{said}</span></p>
        <p class="bubble-ways">{ways}</p>
    }
    .into_any()
}

fn kept_ways_view(entry: Memo<Entry>, writing: Writing, is_trying: bool) -> AnyView {
    view! {
        <button
            type="button"
            class="button button-second"
            aria-disabled=is_trying.then_some("true")
            on:click=move |_| outbox::hurry()
        >
            {words::try_now()}
        </button>
        // What was tried may have arrived, and can be taken back no more.
        {move || entry.with(|entry| entry.tries == 0).then(|| back_view(words::take_back(), entry, writing, is_trying))}
    }
    .into_any()
}

/// Takes it back: its words stand in the field again.
fn back_view(label: &'static str, entry: Memo<Entry>, writing: Writing, is_trying: bool) -> AnyView {
    let take_back = move |_| {
        let id = entry.with_untracked(|entry| entry.id);
        if let Some(body) = outbox::take_back(id) {
            writing.put_back(body);
        }
    };
    view! {
        <button type="button" class="button-quiet" aria-disabled=is_trying.then_some("true") on:click=take_back>{label}</button>
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
