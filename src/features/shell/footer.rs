//! The foot of every page, with the choice of language where there is one.

use leptos::prelude::*;

use crate::browser::language;
use crate::routes::{self, me, refer};
use crate::words::{LANGUAGES, footer as words};

/// The foot.
#[component]
pub fn Footer() -> impl IntoView {
    let languages = (LANGUAGES.len() > 1).then(|| {
        let current = language::current();
        let rows: Vec<_> = LANGUAGES
            .iter()
            .map(|code| {
                let is_current = *code == current;
                view! {
                    <button
                        type="button"
                        class="button-quiet"
                        lang=*code
                        aria-pressed=is_current.to_string()
                        on:click=move |_| language::choose(code)
                    >
                        {*code}
                    </button>
                }
            })
            .collect();
        view! { <p class="footer-languages">{rows}</p> }
    });
    view! {
        <footer class="footer">
            <p>{words::not_emergency()} " " <a href=routes::HELP_NOW rel="external">{words::help_now()}</a></p>
            <p class="footer-links">
                <a href=refer::REFERRAL>{words::referral()}</a>
                <a href=me::HOME>{words::me()}</a>
                <a href=routes::ABOUT>{words::about()}</a>
            </p>
            {languages}
        </footer>
    }
    .into_any()
}
