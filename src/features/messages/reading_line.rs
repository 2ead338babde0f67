//! When somebody reads, in the words that stand above the field: nobody writes into a silence they were not told of. It
//! must not know what is written.

use domain::london;
use leptos::prelude::*;
use wire::{Message, MessageBody, Reading, Thread};

use crate::phrases::meeting::today;
use crate::phrases::moment::{clock, day};
use crate::routes;
use crate::state::thread::LiveThread;
use crate::words::{failure, messages as words};

/// Among how many of the last messages the automatic answer still stands right above the field.
const ABOVE: usize = 2;

/// The lines.
pub fn reading_view(thread: LiveThread) -> AnyView {
    let reading =
        Memo::new(move |_| thread.read(|thread| (!is_said(thread)).then(|| thread.reading.clone())).flatten());
    view! {
        <div class="reading">
            <p>
                {move || reading.with(|reading| reading.as_ref().map(lines))}
                {words::not_emergency()} " "
                <a class="tap" href=routes::HELP_NOW rel="external">{failure::help()}</a>
            </p>
        </div>
    }
    .into_any()
}

/// Whether the automatic answer right above says already when they read again.
fn is_said(thread: &Thread) -> bool {
    let opens_at = thread.reading.opens_at;
    let says_so =
        |message: &Message| matches!(&message.body, MessageBody::Closed(answer) if answer.opens_at == opens_at);
    let has_more_to_say = !thread.reading.closed_for.is_empty();
    !thread.reading.is_open && !has_more_to_say && thread.messages.iter().rev().take(ABOVE).any(says_so)
}

fn lines(reading: &Reading) -> String {
    let line = line(reading);
    if reading.is_open || reading.closed_for.is_empty() {
        return format!("{line} ");
    }
    format!("{line} {} ", words::closed_for(&reading.closed_for))
}

fn line(reading: &Reading) -> String {
    match (reading.is_open, reading.closes_at, reading.opens_at) {
        (true, Some(until), _) => words::open_until(&clock(until)),
        (true, None, _) => words::open().to_owned(),
        (false, _, Some(at)) if london::today(at) == today() => words::closed_today(&clock(at)),
        (false, _, Some(at)) => words::closed_until(&day(at), &clock(at)),
        (false, _, None) => words::closed().to_owned(),
    }
}
