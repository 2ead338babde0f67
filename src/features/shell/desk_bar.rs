//! What stands above a page at the desk that another app has: who is signed in, the parts of the desk, and the way out. It
//! knows nothing of the desk's own app, whose bar has the same parts; each loads a page.

use leptos::prelude::*;
use wire::StaffRole;

use crate::routes::{desk, messages, progress, team};
use crate::state::who::{Who, use_who};
use crate::words::signed_in::desk as words;

/// The bar, while somebody who works at the desk is signed in.
#[component]
pub fn DeskBar(
    /// The address of the part that is open; empty when it is none of them.
    here: &'static str,
    /// Signs out, once nothing that was begun would be lost.
    sign_out: fn(Who),
) -> impl IntoView {
    let who = use_who();
    let me = Memo::new(move |_| who.staff().map(|staff| (staff.name, staff.role)));
    (move || me.get().map(|(name, role)| bar_view(who, here, sign_out, &name, role))).into_any()
}

fn bar_view(who: Who, here: &'static str, sign_out: fn(Who), name: &str, role: StaffRole) -> AnyView {
    let rows: Vec<_> = parts(role)
        .into_iter()
        .map(|(href, name)| {
            let current = (href == here).then_some("page");
            view! { <li><a href=href aria-current=current>{name}</a></li> }
        })
        .collect();
    view! {
        <div class="desk-parts">
            <nav aria-label=words::parts()>
                <ul class="desk-parts-list">{rows}</ul>
            </nav>
            <p class="small">{words::signed_in(name)}</p>
            <button type="button" class="button-quiet" on:click=move |_| sign_out(who)>
                {words::sign_out()}
            </button>
        </div>
    }
    .into_any()
}

/// The parts that somebody in that role has, in the order of the day. Administrators are not here.
fn parts(role: StaffRole) -> Vec<(&'static str, &'static str)> {
    let mut parts = vec![
        (desk::WAITING, words::waiting()),
        (desk::PEOPLE, words::people()),
        (messages::DESK, words::messages()),
        (progress::QUIET, words::quiet()),
        (progress::REPORT, words::report()),
        (team::RECOVERIES, words::recoveries()),
        (team::COVER, words::cover()),
        (team::TEAM, words::team()),
    ];
    if role != StaffRole::LinkWorker {
        parts.push((team::STAFF, words::staff()));
        parts.push((team::LISTINGS, words::listings()));
        parts.push((team::FEEDS, words::feeds()));
    }
    parts.push((team::ME, words::me()));
    parts
}
