//! Stile's apps: the public one, asking for a link worker, a person's own pages, the desk, the team's pages at the desk,
//! the messages of both sides, what is new, and those of a plan. They share all that is below their tables of pages; each
//! is a binary of its own and carries no screen of the others.

mod app;
mod backend;
mod browser;
mod desk_app;
mod features;
mod how_app;
mod inbox_app;
mod me_app;
mod messages_app;
mod outings_app;
mod phrases;
mod plan_app;
mod progress_app;
mod refer_app;
mod routes;
mod state;
mod team_app;
mod ui;
mod visits_app;
mod week_app;
mod words;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::app::App;
use crate::browser::document::{self, Begun};
use crate::browser::language;
use crate::desk_app::DeskApp;
use crate::how_app::HowApp;
use crate::inbox_app::InboxApp;
use crate::me_app::MeApp;
use crate::messages_app::MessagesApp;
use crate::outings_app::OutingsApp;
use crate::plan_app::PlanApp;
use crate::progress_app::ProgressApp;
use crate::refer_app::ReferApp;
use crate::team_app::TeamApp;
use crate::visits_app::VisitsApp;
use crate::week_app::WeekApp;
use crate::words::Table;

/// Starts the public app.
pub fn start_app() {
    start([&words::COMMON, &words::APP, &words::INSTALL], |begun| view! { <App begun=begun /> }.into_any());
}

/// Starts the app of asking for a link worker.
pub fn start_refer() {
    start([&words::COMMON, &words::REFER, &words::INSTALL], |begun| view! { <ReferApp begun=begun /> }.into_any());
}

/// Starts the app of a person's own pages.
pub fn start_me() {
    start([&words::COMMON, &words::ME, &words::MINE], |begun| view! { <MeApp begun=begun /> }.into_any());
}

/// Starts the app of the desk.
pub fn start_desk() {
    start([&words::COMMON, &words::DESK], |begun| view! { <DeskApp begun=begun /> }.into_any());
}

/// Starts the app of the team's pages, which says the words of the desk too.
pub fn start_team() {
    start([&words::COMMON, &words::DESK, &words::TEAM], |begun| view! { <TeamApp begun=begun /> }.into_any());
}

/// Starts the app of the messages, of a person's side and of the desk's.
pub fn start_messages() {
    start([&words::COMMON, &words::MESSAGES], |begun| view! { <MessagesApp begun=begun /> }.into_any());
}

/// Starts the app of what is new, which says the words of the messages too, and of what is kept of somebody.
pub fn start_inbox() {
    let tables = [&words::COMMON, &words::INBOX, &words::MESSAGES, &words::MINE];
    start(tables, |begun| view! { <InboxApp begun=begun /> }.into_any());
}

/// Starts the app of what matters to somebody.
pub fn start_plan() {
    start([&words::COMMON, &words::PLAN], |begun| view! { <PlanApp begun=begun /> }.into_any());
}

/// Starts the app of a group on a plan.
pub fn start_outings() {
    start([&words::COMMON, &words::PLAN], |begun| view! { <OutingsApp begun=begun /> }.into_any());
}

/// Starts the app of where somebody went, and of what else they may go to.
pub fn start_visits() {
    start([&words::COMMON, &words::PLAN], |begun| view! { <VisitsApp begun=begun /> }.into_any());
}

/// Starts the app of somebody's week.
pub fn start_week() {
    start([&words::COMMON, &words::PLAN], |begun| view! { <WeekApp begun=begun /> }.into_any());
}

/// Starts the app of how somebody is doing, and of their plan on paper.
pub fn start_how() {
    start([&words::COMMON, &words::PLAN], |begun| view! { <HowApp begun=begun /> }.into_any());
}

/// Starts the app of the desk's pages about how people get on.
pub fn start_progress() {
    start([&words::COMMON, &words::PLAN], |begun| view! { <ProgressApp begun=begun /> }.into_any());
}

/// Reads the language, takes over from the static page, and draws.
fn start<const TABLES: usize>(tables: [&'static Table; TABLES], draw: fn(Begun) -> AnyView) {
    spawn_local(async move {
        let wanted = language::preferred(words::LANGUAGES);
        language::mark_page(wanted);
        words::choose_forms_by(language::plural_form);
        // Without its texts another language would show English words marked as something else.
        if wanted != "en" {
            let lists = backend::locale::find(wanted, tables.iter().map(|table| table.name)).await;
            let is_spoken = lists.is_ok_and(|lists| words::speak(&tables, lists));
            if !is_spoken {
                language::mark_page("en");
            }
        }
        let begun = document::begun();
        mount_to_body(move || draw(begun));
    });
}
