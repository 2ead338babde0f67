//! The app of where somebody went, and of what else they may go to: its table of pages.

use leptos::prelude::*;

use crate::backend::plan_writes::{Letter, Write, read_group, read_visit};
use crate::browser::document::Begun;
use crate::features::not_found_page::NotFoundPage;
use crate::features::plan::add_group_page::AddGroupPage;
use crate::features::plan::visits_page::VisitsPage;
use crate::features::shell::plan_frame::plan_frame;
use crate::routes::App;
use crate::routes::plan::PlanPage;
use crate::state::plan_seat::Seat;

/// The whole app.
#[component]
pub fn VisitsApp(
    /// What may have been begun in the static page.
    begun: Begun,
) -> impl IntoView {
    plan_frame(App::Visits, begun, read, page_view)
}

/// What its pages show of what was not sent yet.
fn read(letter: &Letter) -> Option<Write> {
    read_group(letter).or_else(|| read_visit(letter))
}

fn page_view(seated: Option<(Seat, PlanPage)>) -> AnyView {
    match seated {
        Some((_, PlanPage::AddGroup)) => view! { <AddGroupPage /> }.into_any(),
        Some((_, PlanPage::Visits)) => view! { <VisitsPage /> }.into_any(),
        _ => view! { <NotFoundPage /> }.into_any(),
    }
}
