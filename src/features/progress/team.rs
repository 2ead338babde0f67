//! Draws what is about a team for whoever is in one.

use leptos::prelude::*;
use wire::{StaffMe, TeamId};

use crate::state::who::use_who;
use crate::words::progress as words;

/// The page, for somebody of a team; for anybody else that there is none.
pub fn team_view(page: impl FnOnce(&StaffMe, TeamId) -> AnyView) -> AnyView {
    let who = use_who();
    // The gate draws the page anew when somebody else is here.
    let staff = untrack(|| who.staff());
    match staff.as_ref().and_then(|staff| Some((staff, staff.team?))) {
        Some((staff, team)) => page(staff, team),
        None => view! { <p>{words::no_team()}</p> }.into_any(),
    }
}
