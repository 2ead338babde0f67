//! The app of how somebody is doing, and of their plan on paper: its table of pages.

use leptos::prelude::*;

use crate::backend::plan_writes::{Letter, Write, read_check_in, read_goal, read_visit};
use crate::browser::document::Begun;
use crate::features::how::how_page::HowPage;
use crate::features::not_found_page::NotFoundPage;
use crate::features::plan::print_page::PrintPage;
use crate::features::shell::plan_frame::plan_frame;
use crate::routes::App;
use crate::routes::plan::PlanPage;
use crate::state::plan_seat::{Seat, Side};

/// The whole app.
#[component]
pub fn HowApp(
    /// What may have been begun in the static page.
    begun: Begun,
) -> impl IntoView {
    plan_frame(App::How, begun, read, page_view)
}

/// What its pages show of what was not sent yet.
fn read(letter: &Letter) -> Option<Write> {
    read_goal(letter).or_else(|| read_visit(letter)).or_else(|| read_check_in(letter))
}

fn page_view(seated: Option<(Seat, PlanPage)>) -> AnyView {
    match seated {
        Some((_, PlanPage::Print)) => view! { <PrintPage /> }.into_any(),
        // Nobody who helps finds it.
        Some((seat, PlanPage::How)) if seat.side != Side::Helper => view! { <HowPage /> }.into_any(),
        _ => view! { <NotFoundPage /> }.into_any(),
    }
}
