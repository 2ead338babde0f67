//! The people the team works with, by what is due.

use leptos::prelude::*;

use crate::features::desk::frame::desk_frame;
use crate::features::desk::me::Me;
use crate::features::desk::people::caseload::caseload_view;
use crate::features::desk::tab::Tab;
use crate::ui::ornament::Ornament;
use crate::ui::page::Page;
use crate::ui::split_view::SplitView;
use crate::words::app;
use crate::words::desk::{frame, people as words};

/// The list.
#[component]
pub fn PeoplePage() -> impl IntoView {
    desk_frame(Tab::People, people_view)
}

fn people_view(me: Me) -> AnyView {
    let list = view! {
        <Page title=words::title() app_name=app::name() tab=frame::tab()>
            {caseload_view(me, None)}
        </Page>
    };
    let nothing_chosen = view! {
        <div class="split-nothing">
            <Ornament />
            <p>{words::choose()}</p>
        </div>
    };
    view! {
        <SplitView
            list=list.into_any()
            list_label=words::title()
            detail=nothing_chosen.into_any()
            on_key=Callback::new(|_| false)
        />
    }
    .into_any()
}
