//! What to expect at a group, in few words, for somebody who is nervous. More of it stands with the group on the plan.

use leptos::prelude::*;
use wire::{GroupId, Welcome};

use crate::backend::plan;
use crate::phrases::failure::failed_view;
use crate::state::load::Load;
use crate::ui::loading::Loading;
use crate::words::{app, plan_week as words};

/// What somebody wrote who knows it. Where nobody has, it says so.
pub fn expect_view(group: GroupId) -> AnyView {
    let found = RwSignal::new(Load::Loading);
    let fetch = move || {
        found.set(Load::Loading);
        Load::run(found, plan::welcome(group), || true);
    };
    fetch();
    (move || match found.get() {
        Load::Loading => view! { <Loading words=app::loading() /> }.into_any(),
        Load::Failed(why) => failed_view(&why, Callback::new(move |()| fetch())),
        Load::Ready(welcome) | Load::Stale(welcome, _) => welcome_view(&welcome),
    })
    .into_any()
}

fn welcome_view(welcome: &Welcome) -> AnyView {
    let parts = [
        (words::arriving(), &welcome.arriving),
        (words::greeting(), &welcome.greeting),
        (words::watching(), &welcome.watching),
        (words::toilets(), &welcome.toilets),
        (words::quiet(), &welcome.quiet),
    ];
    let rows: Vec<AnyView> = parts
        .into_iter()
        .filter(|(_, said)| !said.is_empty())
        .map(|(label, said)| view! { <dt>{label}</dt><dd class="own-words" dir="auto">{said.clone()}</dd> }.into_any())
        .collect();
    if rows.is_empty() {
        return view! { <p>{words::expect_nobody()}</p> }.into_any();
    }
    view! {
        <div class="week-expect">
            <p class="week-asked">{words::expect()}</p>
            <dl>{rows}</dl>
            {(!welcome.by.is_empty()).then(|| view! { <p class="small">{words::expect_by(&welcome.by)}</p> })}
        </div>
    }
    .into_any()
}
