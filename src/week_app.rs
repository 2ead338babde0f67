//! The app of what is coming, somebody's week and getting ready for it: its table of pages.

use leptos::prelude::*;

use crate::backend::plan_writes::{Letter, Write, read_step, read_visit, read_word};
use crate::browser::document::Begun;
use crate::features::not_found_page::NotFoundPage;
use crate::features::shell::plan_frame::plan_frame;
use crate::features::week::calendar_page::CalendarPage;
use crate::features::week::come_back_page::ComeBackPage;
use crate::features::week::ready_page::ReadyPage;
use crate::features::week::week_page::WeekPage;
use crate::routes::App;
use crate::routes::plan::PlanPage;
use crate::state::plan_seat::{Seat, Side};

/// The whole app.
#[component]
pub fn WeekApp(
    /// What may have been begun in the static page.
    begun: Begun,
) -> impl IntoView {
    plan_frame(App::Week, begun, read, page_view)
}

/// What its pages show of what was not sent yet.
fn read(letter: &Letter) -> Option<Write> {
    read_step(letter).or_else(|| read_visit(letter)).or_else(|| read_word(letter))
}

fn page_view(seated: Option<(Seat, PlanPage)>) -> AnyView {
    match seated {
        // A week is the person's own, and their helper's to see; what belongs to it is theirs alone.
        Some((seat, PlanPage::Week)) if seat.side != Side::Desk => view! { <WeekPage /> }.into_any(),
        Some((seat, PlanPage::Ready)) if seat.is_own() => view! { <ReadyPage /> }.into_any(),
        Some((seat, PlanPage::Calendar)) if seat.is_own() => view! { <CalendarPage /> }.into_any(),
        Some((seat, PlanPage::ComeBack(id))) if seat.is_own() => view! { <ComeBackPage id=id /> }.into_any(),
        _ => view! { <NotFoundPage /> }.into_any(),
    }
}
