//! Which team it is about. Whoever belongs to one sees that; an administrator without a team picks one first.

use leptos::prelude::*;
use wire::{TeamId, TeamListed};

use crate::backend::desk::team;
use crate::features::desk::fetched::fetched_view;
use crate::features::desk::kept;
use crate::features::desk::me::Me;
use crate::state::load::Load;
use crate::words::team::details as words;

/// Draws what `show` makes of the team, once there is one.
pub fn team_view(me: Me, show: impl Fn(TeamId) -> AnyView + Send + 'static) -> AnyView {
    if !me.picks_team() {
        return untrack(|| me.team()).map(show).into_any();
    }
    let picked = kept::team();
    let found = RwSignal::new(Load::<Vec<TeamListed>>::Loading);
    let fetch = move || {
        found.set(Load::Loading);
        Load::run(found, async { team::list().await }, || true);
    };
    fetch();
    let teams = fetched_view(found, Callback::new(move |()| fetch()), move |teams| teams_view(teams, picked));
    let chosen = Memo::new(move |_| picked.get());
    view! {
        {teams}
        {move || chosen.get().map(&show)}
    }
    .into_any()
}

fn teams_view(teams: Signal<Vec<TeamListed>>, picked: RwSignal<Option<TeamId>>) -> AnyView {
    let rows = move || {
        teams
            .get()
            .into_iter()
            .map(|team| {
                let id = team.id;
                view! {
                    <li>
                        <button
                            type="button"
                            class="button button-second"
                            aria-pressed=move || (picked.get() == Some(id)).to_string()
                            on:click=move |_| picked.set(Some(id))
                        >
                            {team.name.clone()} " " <span class="small">{words::staff_count(team.staff)}</span>
                        </button>
                    </li>
                }
            })
            .collect::<Vec<_>>()
    };
    view! {
        <section aria-labelledby="pick-team">
            <h2 id="pick-team">{words::pick()}</h2>
            {move || teams.with(Vec::is_empty).then(|| view! { <p>{words::no_teams()}</p> })}
            <ul class="pick-team">{rows}</ul>
        </section>
    }
    .into_any()
}
