//! That something was not done, in words, beside the button that does it. Never to be mistaken for done.

use leptos::prelude::*;

use crate::backend::failure::Failure;
use crate::phrases::failure::failure;
use crate::routes;
use crate::words::failure as words;

/// What happened, what is kept, and the way to help that always works. The button beside it does it again.
pub fn trouble_view(why: &Failure, more: Option<&'static str>) -> AnyView {
    view! {
        <div class="failed" role="alert">
            <h2>{words::title()}</h2>
            <p>{failure(why)}</p>
            {more.map(|more| view! { <p>{more}</p> })}
            <p><a class="tap" href=routes::HELP_NOW rel="external">{words::help()}</a></p>
        </div>
    }
    .into_any()
}
