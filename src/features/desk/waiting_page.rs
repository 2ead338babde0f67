//! What waits for somebody, the oldest promise first. Where there is room, the one that is picked opens beside the list.

use leptos::prelude::*;

use crate::features::desk::board::Board;
use crate::features::desk::frame::desk_frame;
use crate::features::desk::me::Me;
use crate::features::desk::tab::Tab;
use crate::ui::ornament::Ornament;
use crate::ui::page::Page;
use crate::ui::split_view::SplitView;
use crate::words::app;
use crate::words::desk::{frame, waiting as words};

/// The list.
#[component]
pub fn WaitingPage() -> impl IntoView {
    desk_frame(Tab::Waiting, waiting_view)
}

fn waiting_view(me: Me) -> AnyView {
    let board = Board::new(&me);
    let list = view! {
        <Page title=words::title() app_name=app::name() tab=frame::tab()>
            <p class="small" role="status">{move || board.count().map(words::count)}</p>
            {board.view(None)}
        </Page>
    };
    view! {
        <SplitView
            list=list.into_any()
            list_label=words::title()
            detail=nothing_chosen_view()
            on_key=Callback::new(|_| false)
        />
    }
    .into_any()
}

/// What stands beside the list before one is picked. A phone has no room for it.
fn nothing_chosen_view() -> AnyView {
    view! {
        <div class="split-nothing">
            <Ornament />
            <p>{words::choose()}</p>
            <p class="small">{words::keys()}</p>
        </div>
    }
    .into_any()
}
