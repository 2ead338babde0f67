//! One member of staff as their lead sees them.

use leptos::prelude::*;
use wire::{InviteStaff, StaffInvitation, StaffView, TeamId};

use crate::backend::desk::staff as backend;
use crate::features::desk::errand::Errand;
use crate::features::desk::said;
use crate::features::desk::sure::Sure;
use crate::phrases::meeting::full_day;
use crate::phrases::moment;
use crate::words::team::staff as words;

/// The card, with what can be done.
pub fn card_view(
    team: TeamId,
    one: StaffView,
    on_invited: Callback<(String, StaffInvitation)>,
    on_changed: Callback<()>,
) -> AnyView {
    let title = if one.is_me { words::you(&one.name) } else { one.name.clone() };
    let rows: Vec<_> = lines(&one).into_iter().map(|line| view! { <span class="row-line">{line}</span> }).collect();
    // Whoever has a passkey gets in; a new invitation is for somebody who cannot.
    let invite = (one.passkeys == 0 && !one.is_me).then(|| invite_view(team, &one, on_invited));
    let end = (!one.is_me).then(|| end_view(&one, on_changed));
    view! {
        <li class="people-card">
            <p>
                <strong>{title}</strong>
                {rows}
            </p>
            {invite}
            {end}
        </li>
    }
    .into_any()
}

fn lines(one: &StaffView) -> Vec<String> {
    let mut lines = vec![said::role(one.role).to_owned()];
    if let Some(until) = one.invited_until {
        lines.push(words::invited_line(&moment::day(until), &moment::clock(until)));
    } else {
        lines.push(words::passkeys(one.passkeys));
    }
    lines.push(words::people(one.people));
    if let Some(absence) = &one.absence {
        lines.push(words::away(&full_day(absence.from), &full_day(absence.until), &absence.cover_name));
    }
    lines
}

fn invite_view(team: TeamId, one: &StaffView, on_invited: Callback<(String, StaffInvitation)>) -> AnyView {
    let errand = Errand::new();
    let sent = StoredValue::new(InviteStaff { id: one.id, name: one.name.clone(), role: one.role });
    let invite = move |_| {
        let name = sent.with_value(|sent| sent.name.clone());
        errand.run(
            move || async move { backend::invite(team, &sent.get_value()).await },
            move |invitation: StaffInvitation| on_invited.run((name.clone(), invitation)),
        );
    };
    view! {
        {errand.trouble_view()}
        <p>
            <button type="button" class="button button-second" disabled=move || errand.is_busy() on:click=invite>
                {words::invite_again(&one.name)}
            </button>
        </p>
    }
    .into_any()
}

fn end_view(one: &StaffView, on_changed: Callback<()>) -> AnyView {
    let errand = Errand::new();
    let id = one.id;
    let end = Callback::new(move |()| {
        errand.run(move || async move { backend::end(id).await }, move |()| on_changed.run(()));
    });
    view! {
        <Sure
            label=words::end(&one.name)
            ask=words::end_ask(&one.name, &words::people(one.people))
            yes=words::end_yes()
            on_yes=end
            errand=errand
        />
    }
    .into_any()
}
