//! Failures in words: what happened, and what to do.

use leptos::prelude::*;

use crate::backend::failure::Failure;
use crate::routes;
use crate::ui::failed::Failed;
use crate::words::failure as words;

/// What happened and how to put it right.
pub fn failure(failure: &Failure) -> String {
    match failure {
        Failure::Offline => words::offline().to_owned(),
        Failure::Rejected(_) => words::rejected().to_owned(),
        Failure::Absent => words::absent().to_owned(),
        Failure::Busy(seconds) if *seconds <= 90 => words::busy_seconds(*seconds),
        Failure::Busy(seconds) => words::busy_minutes(seconds.div_ceil(60)),
        Failure::Ours | Failure::Broken => words::ours().to_owned(),
        Failure::Unreadable => words::unreadable().to_owned(),
    }
}

/// The whole block for something that could not be fetched.
pub fn failed_view(what: &Failure, on_again: Callback<()>) -> AnyView {
    view! {
        <Failed
            title=words::title()
            words=failure(what)
            again=words::again()
            on_again=on_again
            help=words::help()
            help_href=routes::HELP_NOW
        />
    }
    .into_any()
}
