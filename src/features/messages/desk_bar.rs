//! What stands above the messages at the desk: the parts of the desk that somebody comes from, and the way out. It knows
//! nothing of the desk's own app, which has a bar with more in it.

use leptos::prelude::*;

use crate::features::messages::leaving::sign_out;
use crate::routes::{desk, messages as routes, team};
use crate::state::who::{Standing, Who, use_who};
use crate::words::messages_desk as words;

/// The bar, while somebody who works at the desk is signed in.
#[component]
pub fn DeskBar() -> impl IntoView {
    let who = use_who();
    let is_staff = Memo::new(move |_| matches!(who.standing(), Standing::Staff(_)));
    (move || is_staff.get().then(|| bar_view(who))).into_any()
}

fn bar_view(who: Who) -> AnyView {
    let parts = [
        (desk::WAITING, words::bar_waiting()),
        (desk::PEOPLE, words::bar_people()),
        (routes::DESK, words::bar_messages()),
        (team::TEAM, words::bar_team()),
    ];
    let rows: Vec<_> = parts
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
            <button type="button" class="button-quiet" on:click=move |_| sign_out(who)>
                {words::bar_sign_out()}
            </button>
        </div>
    }
    .into_any()
}
