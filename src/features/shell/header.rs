//! The head of every page. "Get help now" and "Leave this page" are always at the same place.

use leptos::prelude::*;

use crate::routes;
use crate::words::{app, header as words};

/// The head.
#[component]
pub fn Header() -> impl IntoView {
    view! {
        <a class="skip" href="#main" rel="external">{words::skip()}</a>
        <header class="header">
            <a class="brand" href=routes::START>
                <svg class="brand-mark" viewBox="0 0 96 64" aria-hidden="true" focusable="false">
                    <path d="M3 56H17V45H30V34H60C76 34 65 55 80 55C86 55 88 50 93 49 M40 8V56 M55 12V56" />
                </svg>
                <span>{app::name()}</span>
            </a>
            <div class="header-ways">
                <a class="help-now" href=routes::HELP_NOW rel="external">{words::help_now()}</a>
                <a class="leave" href=routes::AWAY rel="external noreferrer" data-leave="">{words::leave()}</a>
            </div>
        </header>
    }
    .into_any()
}
