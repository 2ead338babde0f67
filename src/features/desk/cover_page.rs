//! Who is away and who looks after their people meanwhile. Nobody is away without somebody who is there.
//!
//! The lead sees everybody's absence and can set it. Others are told who is away today, and say when they are themselves.

use leptos::prelude::*;
use wire::{StaffRef, StaffView, TeamId};

use crate::backend::desk::staff as backend;
use crate::features::desk::cover::absence_form::{AbsenceForm, Colleague};
use crate::features::desk::cover::away::{away_today_view, away_view};
use crate::features::desk::fetched::fetched_view;
use crate::features::desk::frame::desk_frame;
use crate::features::desk::me::Me;
use crate::features::desk::quiet::Quiet;
use crate::features::desk::tab::Tab;
use crate::features::desk::team::gate::team_view;
use crate::state::changes::{About, follow};
use crate::state::load::Load;
use crate::ui::page::Page;
use crate::words::app;
use crate::words::desk::frame;
use crate::words::team::cover as words;

/// The page.
#[component]
pub fn CoverPage() -> impl IntoView {
    desk_frame(Tab::Cover, page_view)
}

fn page_view(me: Me) -> AnyView {
    let asked = me.clone();
    view! {
        <Page title=words::title() app_name=app::name() tab=frame::tab()>
            <p class="lead">{words::lead()}</p>
            {team_view(asked, move |team| if me.leads() { lead_view(team, me.clone()) } else { own_view(team, me.clone()) })}
        </Page>
    }
    .into_any()
}

/// For whoever leads: everybody.
fn lead_view(team: TeamId, me: Me) -> AnyView {
    let found = RwSignal::new(Load::<Vec<StaffView>>::Loading);
    let quiet = Quiet::new(found);
    let fetch = move || quiet.fetch(async move { backend::list(team).await });
    fetch();
    follow(&[About::Desk], fetch);
    let retry = Callback::new(move |()| {
        quiet.begin_anew();
        fetch();
    });
    let me = StoredValue::new(me);
    fetched_view(found, retry, move |staff| {
        let colleagues =
            Signal::derive(move || staff.with(|staff| staff.iter().filter_map(Colleague::of_view).collect::<Vec<_>>()));
        let on_changed = Callback::new(move |_: StaffView| fetch());
        view! {
            {away_view(staff, on_changed)}
            <AbsenceForm me=me.with_value(|me| me.id) can_pick=true colleagues=colleagues on_changed=on_changed />
        }
        .into_any()
    })
}

/// For everybody else: who is away today, and their own.
fn own_view(team: TeamId, me: Me) -> AnyView {
    let found = RwSignal::new(Load::<Vec<StaffRef>>::Loading);
    let quiet = Quiet::new(found);
    let fetch = move || quiet.fetch(async move { backend::colleagues(team).await });
    fetch();
    follow(&[About::Desk], fetch);
    let retry = Callback::new(move |()| {
        quiet.begin_anew();
        fetch();
    });
    let id = me.id;
    // What was said last on this page: the list tells of today alone.
    let own = RwSignal::new(None::<StaffView>);
    let on_changed = Callback::new(move |answer: StaffView| {
        own.set(Some(answer));
        fetch();
    });
    fetched_view(found, retry, move |staff| {
        let colleagues =
            Signal::derive(move || staff.with(|staff| staff.iter().map(Colleague::of_ref).collect::<Vec<_>>()));
        view! {
            {away_today_view(staff, id, own, on_changed)}
            <AbsenceForm me=id can_pick=false colleagues=colleagues on_changed=on_changed />
        }
        .into_any()
    })
}
