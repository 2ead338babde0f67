//! Who works in a team: inviting somebody, inviting anew who has lost every passkey, and ending.

use leptos::prelude::*;
use wire::{StaffInvitation, StaffView, TeamId};

use crate::backend::desk::staff as backend;
use crate::browser::document::{self, print};
use crate::features::desk::fetched::fetched_view;
use crate::features::desk::frame::desk_frame;
use crate::features::desk::me::Me;
use crate::features::desk::quiet::Quiet;
use crate::features::desk::staff::card::card_view;
use crate::features::desk::staff::invite::InviteForm;
use crate::features::desk::tab::Tab;
use crate::features::desk::team::gate::team_view;
use crate::phrases::moment;
use crate::state::changes::{About, follow};
use crate::state::load::Load;
use crate::ui::page::Page;
use crate::words::app;
use crate::words::desk::frame;
use crate::words::team::staff as words;

/// By this id the focus finds the invitation.
const INVITED: &str = "invited";

/// The list.
#[component]
pub fn StaffPage() -> impl IntoView {
    desk_frame(Tab::Staff, page_view)
}

fn page_view(me: Me) -> AnyView {
    let asked = me.clone();
    view! {
        <Page title=words::title() app_name=app::name() tab=frame::tab()>
            {team_view(asked, move |team| staff_view(team, me.clone()))}
        </Page>
    }
    .into_any()
}

fn staff_view(team: TeamId, me: Me) -> AnyView {
    let found = RwSignal::new(Load::<Vec<StaffView>>::Loading);
    let quiet = Quiet::new(found);
    let fetch = move || quiet.fetch(async move { backend::list(team).await });
    fetch();
    follow(&[About::Desk], fetch);
    let retry = Callback::new(move |()| {
        quiet.begin_anew();
        fetch();
    });
    let invited = RwSignal::new(None::<(String, StaffInvitation)>);
    let on_invited = Callback::new(move |invitation| {
        invited.set(Some(invitation));
        fetch();
        request_animation_frame(|| document::focus(INVITED));
    });
    let on_changed = Callback::new(move |()| fetch());
    let list = fetched_view(found, retry, move |list| {
        let rows = view! {
            <ul class="people-cards">
                <For
                    each=move || list.get()
                    key=version
                    children=move |one| card_view(team, one, on_invited, on_changed)
                />
            </ul>
        };
        rows.into_any()
    });
    view! {
        {move || invited.get().map(|(name, invitation)| invitation_view(&name, invitation, invited))}
        {list}
        <InviteForm team=team role=me.role on_invited=on_invited />
    }
    .into_any()
}

/// A card is drawn anew when anything on it changes, and not when somebody else's does.
fn version(one: &StaffView) -> impl Eq + std::hash::Hash + use<> {
    let absence = one.absence.as_ref().map(|absence| (absence.from, absence.until, absence.cover));
    (one.id, one.passkeys, one.invited_until, one.people, absence)
}

/// Link and code, this once. They are handed over apart, so that neither alone lets anybody in.
fn invitation_view(
    name: &str,
    invitation: StaffInvitation,
    held: RwSignal<Option<(String, StaffInvitation)>>,
) -> AnyView {
    let until = words::invited_until(&moment::day(invitation.expires_at), &moment::clock(invitation.expires_at));
    view! {
        <div class="notice notice-warm" id=INVITED tabindex="-1">
            <p>{words::invited(name)}</p>
            <div class="slip">
                <p>{words::slip_link()}</p>
                <p class="handed handed-link">{invitation.link}</p>
                <p>{words::slip_code()}</p>
                <p class="handed">{invitation.code}</p>
                <p class="small">{until}</p>
            </div>
            <p>{words::invited_apart()}</p>
            <p class="acts-buttons">
                <button type="button" class="button" on:click=|_| print()>{words::print()}</button>
                <button type="button" class="button button-second" on:click=move |_| held.set(None)>
                    {words::put_away()}
                </button>
            </p>
        </div>
    }
    .into_any()
}
