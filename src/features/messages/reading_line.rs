//! When somebody reads, in the words that stand above the field: nobody writes into a silence they were not told of. It
//! must not know what is written.

use domain::london;
use leptos::prelude::*;
use wire::Reading;

use crate::phrases::meeting::today;
use crate::phrases::moment::{clock, day};
use crate::routes;
use crate::state::thread::LiveThread;
use crate::words::{failure, messages as words};

/// The lines.
pub fn reading_view(thread: LiveThread) -> AnyView {
    let reading = Memo::new(move |_| thread.read(|thread| thread.reading.clone()));
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
