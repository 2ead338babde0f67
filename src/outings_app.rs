//! The app of a group on somebody's plan: its table of pages.

use leptos::prelude::*;

use crate::backend::plan_writes::{Letter, Write, read_group, read_visit};
use crate::browser::document::Begun;
use crate::features::not_found_page::NotFoundPage;
use crate::features::plan::group_page::GroupPage;
use crate::features::shell::plan_frame::plan_frame;
use crate::routes::App;
use crate::routes::plan::PlanPage;
use crate::state::plan_seat::Seat;

/// The whole app.
#[component]
pub fn OutingsApp(
    /// What may have been begun in the static page.
    begun: Begun,
) -> impl IntoView {
    plan_frame(App::Outings, begun, read, page_view)
}

/// What its pages show of what was not sent yet.
fn read(letter: &Letter) -> Option<Write> {
    read_group(letter).or_else(|| read_visit(letter))
}

fn page_view(seated: Option<(Seat, PlanPage)>) -> AnyView {
    match seated {
        Some((_, PlanPage::Group(id))) => view! { <GroupPage id=id /> }.into_any(),
        _ => view! { <NotFoundPage /> }.into_any(),
    }
}
