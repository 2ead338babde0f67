//! The team: how people reach it, when, what it promises and whom it covers. Its lead changes that; others read it.

use leptos::prelude::*;
use wire::{DeskTeam, TeamId};

use crate::backend::desk::team;
use crate::features::desk::fetched::fetched_view;
use crate::features::desk::frame::desk_frame;
use crate::features::desk::me::Me;
use crate::features::desk::tab::Tab;
use crate::features::desk::team::form::TeamForm;
use crate::features::desk::team::gate::team_view;
use crate::features::desk::team::read_only::read_only_view;
use crate::state::load::Load;
use crate::ui::page::Page;
use crate::words::app;
use crate::words::desk::frame;
use crate::words::team::details as words;

/// The team.
#[component]
pub fn TeamPage() -> impl IntoView {
    desk_frame(Tab::Team, page_view)
}

fn page_view(me: Me) -> AnyView {
    let leads = me.leads();
    view! {
        <Page title=words::title() app_name=app::name() tab=frame::tab()>
            {team_view(me, move |team| one_view(team, leads))}
        </Page>
    }
    .into_any()
}

fn one_view(id: TeamId, leads: bool) -> AnyView {
    let found = RwSignal::new(Load::<DeskTeam>::Loading);
    let fetch = move || {
        found.set(Load::Loading);
        Load::run(found, async move { team::find(id).await }, || true);
    };
    fetch();
    fetched_view(found, Callback::new(move |()| fetch()), move |team| {
        if leads {
            let on_saved = Callback::new(move |team| found.set(Load::Ready(team)));
            view! { <TeamForm team=team on_saved=on_saved /> }.into_any()
        } else {
            read_only_view(team)
        }
    })
}
