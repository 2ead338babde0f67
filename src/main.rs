//! The Stile app: reads the language, takes over from the static page, and draws.

mod app;
mod backend;
mod browser;
mod features;
mod phrases;
mod routes;
mod state;
mod ui;
mod words;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::app::App;
use crate::browser::{document, language};

fn main() {
    spawn_local(async {
        let wanted = language::preferred(words::LANGUAGES);
        language::mark_page(wanted);
        words::choose_forms_by(language::plural_form);
        // Without its texts another language would show English words marked as something else.
        if wanted != "en" {
            let is_spoken = backend::locale::find(wanted).await.is_ok_and(words::speak);
            if !is_spoken {
                language::mark_page("en");
            }
        }
        let begun = document::begun();
        mount_to_body(move || view! { <App begun=begun /> });
    });
}
