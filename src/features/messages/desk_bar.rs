//! What stands above the messages at the desk: who is signed in, the parts of the desk, and the way out. It knows nothing of
//! the desk's own app, whose bar has the same parts; each loads a page.

use leptos::prelude::*;
use wire::StaffRole;

use crate::features::messages::leaving::sign_out;
use crate::routes::{desk, messages as routes, team};
use crate::state::who::{Who, use_who};
use crate::words::messages_desk as words;

/// The bar, while somebody who works at the desk is signed in.
#[component]
pub fn DeskBar() -> impl IntoView {
    let who = use_who();
    let me = Memo::new(move |_| who.staff().map(|staff| (staff.name, staff.role)));
    (move || me.get().map(|(name, role)| bar_view(who, &name, role))).into_any()
}

fn bar_view(who: Who, name: &str, role: StaffRole) -> AnyView {
    let rows: Vec<_> = parts(role)
        .into_iter()
        .map(|(href, name)| {
            let current = (href == routes::DESK).then_some("page");
            view! { <li><a href=href aria-current=current>{name}</a></li> }
        })
        .collect();
    view! {
        <div class="messages-bar">
            <nav aria-label=words::bar_parts()>
                <ul class="messages-parts">{rows}</ul>
            </nav>
            <p class="small">{words::bar_signed_in(name)}</p>
            <button type="button" class="button-quiet" on:click=move |_| sign_out(who)>
                {words::bar_sign_out()}
            </button>
        </div>
    }
    .into_any()
}

/// The parts that somebody in that role has, in the order of the day. Administrators are not here.
fn parts(role: StaffRole) -> Vec<(&'static str, &'static str)> {
    let mut parts = vec![
        (desk::WAITING, words::bar_waiting()),
        (desk::PEOPLE, words::bar_people()),
        (routes::DESK, words::bar_messages()),
        (team::RECOVERIES, words::bar_recoveries()),
        (team::COVER, words::bar_cover()),
        (team::TEAM, words::bar_team()),
    ];
    if role != StaffRole::LinkWorker {
        parts.push((team::STAFF, words::bar_staff()));
        parts.push((team::LISTINGS, words::bar_listings()));
        parts.push((team::FEEDS, words::bar_feeds()));
    }
    parts.push((team::ME, words::bar_me()));
    parts
}
