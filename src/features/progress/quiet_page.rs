//! Who of a team's people has not been heard from for longest: one's own, or everybody's. Which of them stands in the
//! address, so that going back finds the same list.

use leptos::prelude::*;
use wire::{CaseSummary, StaffId, StaffMe, StaffRole, TeamId};

use crate::backend::desk::people;
use crate::browser::document;
use crate::features::progress::quiet_rows::{groups, quietest};
use crate::features::progress::team::team_view;
use crate::phrases::failure::failed_view;
use crate::phrases::meeting::today;
use crate::routes::progress as routes;
use crate::state::address::use_address;
use crate::state::changes::About;
use crate::state::fetched::{Fetched, Shown};
use crate::ui::choices::{Choice, Choices};
use crate::ui::loading::Loading;
use crate::ui::page::Page;
use crate::ui::row_list::RowList;
use crate::words::{app, progress as desk_words, progress_quiet as words};

/// Whose people they are, in the address, and its values.
const WHOSE: &str = "whose";
const MINE: &str = "mine";
const EVERYBODY: &str = "all";

/// The page.
#[component]
pub fn QuietPage() -> impl IntoView {
    view! {
        <div class="progress-quiet">
            <Page title=words::title() app_name=app::name() tab=desk_words::title()>
                <p class="lead">{words::lead()}</p>
                {team_view(people_view)}
            </Page>
        </div>
    }
    .into_any()
}

fn people_view(me: &StaffMe, team: TeamId) -> AnyView {
    let fetched = Fetched::new(&[About::Desk], move || people::list(team));
    let is_everybody = is_everybody(me.role != StaffRole::LinkWorker);
    let id = me.id;
    view! {
        {filter_view(is_everybody)}
        <div role="status">
            {move || fetched.is_stale().then(|| view! { <p class="small">{desk_words::stale()}</p> })}
        </div>
        {move || match fetched.shown() {
            Shown::Loading => view! { <Loading words=app::loading() /> }.into_any(),
            Shown::Failed(why) => failed_view(&why, Callback::new(move |()| fetched.again())),
            Shown::There => list_view(fetched, id, is_everybody),
        }}
        <p class="small">{words::what()}</p>
    }
    .into_any()
}

/// Whether everybody's people are shown. Whoever leads a team looks at all of them, as long as they pick nothing else.
fn is_everybody(leads: bool) -> Memo<bool> {
    let address = use_address();
    Memo::new(move |_| {
        let picked = address.pairs().into_iter().rev().find(|(key, _)| key == WHOSE).map(|(_, value)| value);
        match picked.as_deref() {
            Some(MINE) => false,
            Some(EVERYBODY) => true,
            _ => leads,
        }
    })
}

fn filter_view(is_everybody: Memo<bool>) -> AnyView {
    let address = use_address();
    let choose = move |(value, _): (String, bool)| address.go_instead(&format!("{}?{WHOSE}={value}", routes::QUIET));
    view! {
        <div class="progress-filter">
            <Choices
                id="quiet-whose"
                legend=words::whose()
                is_legend_hidden=true
                choices=vec![Choice::new(MINE, words::mine()), Choice::new(EVERYBODY, words::everybody())]
                is_chosen=Callback::new(move |value: String| is_everybody.get() == (value == EVERYBODY))
                on_choose=Callback::new(choose)
            />
        </div>
    }
    .into_any()
}

fn list_view(fetched: Fetched<Vec<CaseSummary>>, me: StaffId, is_everybody: Memo<bool>) -> AnyView {
    let shown = Memo::new(move |_| {
        let of = (!is_everybody.get()).then_some(me);
        fetched.read(|cases| quietest(cases, of)).unwrap_or_default()
    });
    let groups = Signal::derive(move || shown.with(|cases| groups(cases, today())));
    let count = move || shown.with(|cases| words::count(u32::try_from(cases.len()).unwrap_or(u32::MAX)));
    let is_empty = Memo::new(move |_| shown.with(Vec::is_empty));
    let list = move || {
        if is_empty.get() {
            return view! { <p>{if is_everybody.get() { words::empty() } else { words::empty_mine() }}</p> }.into_any();
        }
        view! {
            <RowList
                groups=groups
                chosen=None
                has_letters=false
                on_go=Callback::new(|id: String| document::focus(&id))
            />
        }
        .into_any()
    };
    view! {
        <p class="small" role="status">{count}</p>
        {list}
    }
    .into_any()
}
