//! One referral on one page, beside the list of those that wait.
//!
//! Opening it is written down, and the person can read that. So it is fetched anew only when the list says that it has
//! moved on, and not at every hint.

use leptos::prelude::*;
use wire::{DeskReferral, StaffId, Stage};

use crate::backend::desk::referrals;
use crate::features::desk::acts::act_bar::{ActBar, NextOne};
use crate::features::desk::acts::acting::Acting;
use crate::features::desk::board::Board;
use crate::features::desk::fetched::fetched_view;
use crate::features::desk::frame::desk_frame;
use crate::features::desk::kept;
use crate::features::desk::me::Me;
use crate::features::desk::quiet::Quiet;
use crate::features::desk::reach::reach_view;
use crate::features::desk::referral::alike::alike_view;
use crate::features::desk::referral::answers::{about_view, wish_view};
use crate::features::desk::referral::head::head_view;
use crate::features::desk::referral::helper::helper_view;
use crate::features::desk::referral::history::history_view;
use crate::features::desk::tab::Tab;
use crate::routes::desk as routes;
use crate::state::address::use_address;
use crate::state::load::Load;
use crate::ui::page::Page;
use crate::ui::split_view::SplitView;
use crate::words::app;
use crate::words::desk::{frame, referral as words, waiting};

/// The referral in the address.
#[component]
pub fn DeskReferralPage(#[prop(into)] id: String) -> impl IntoView {
    desk_frame(Tab::Waiting, move |me| split_view(me, id.clone()))
}

fn split_view(me: Me, id: String) -> AnyView {
    let (board, address) = (Board::new(&me), use_address());
    let (id, chosen) = (StoredValue::new(id.clone()), id);
    let found = RwSignal::new(Load::<DeskReferral>::Loading);
    let quiet = Quiet::new(found);
    let fetch = move || {
        let id = id.get_value();
        quiet.fetch(async move { referrals::find(&id).await });
    };
    fetch();
    let retry = move || {
        quiet.begin_anew();
        fetch();
    };
    fetch_when_moved(board, id, found, fetch);
    let next = Signal::derive(move || {
        let next = board.after(&id.get_value())?;
        Some((routes::referral(&next.id.to_string()), next.name))
    });
    let letters = kept::letters();
    let on_key = Callback::new(move |key: String| {
        let to = next.get_untracked().filter(|_| key == "n" && letters.get_untracked());
        to.map(|(to, _)| address.go(&to)).is_some()
    });
    let me = StoredValue::new(me);
    let fetched = fetched_view(found, Callback::new(move |()| retry()), move |referral| {
        detail_view(referral, &me.get_value(), quiet, Callback::new(move |()| fetch()), next)
    });
    let list = view! {
        <h2 class="split-title">{waiting::title()}</h2>
        {board.view(Some(chosen))}
    };
    let detail = view! {
        <p class="back-row split-back"><a class="back" href=routes::WAITING>{words::back()}</a></p>
        {fetched}
        {next_view(next)}
    };
    view! {
        <SplitView
            list=list.into_any()
            list_label=waiting::title()
            detail=detail.into_any()
            is_chosen=true
            on_key=on_key
        />
    }
    .into_any()
}

/// Asks again when the list shows that somebody else has done something with it.
fn fetch_when_moved(
    board: Board,
    id: StoredValue<String>,
    found: RwSignal<Load<DeskReferral>>,
    fetch: impl Fn() + 'static,
) {
    let listed = Memo::new(move |_| board.find(&id.get_value()).map(|one| (one.stage, one.worker.map(|one| one.id))));
    let waits = |stage| matches!(stage, Stage::Sent | Stage::Seen | Stage::Accepted);
    Effect::new(move |before: Option<Option<(Stage, Option<StaffId>)>>| {
        let listed = listed.get();
        let shown = found.with_untracked(|found| match found {
            Load::Ready(shown) | Load::Stale(shown, _) => Some((shown.stage, shown.worker.as_ref().map(|one| one.id))),
            Load::Loading | Load::Failed(_) => None,
        });
        if let (Some(before), Some(shown)) = (before, shown) {
            let has_gone = before.is_some() && listed.is_none() && waits(shown.0);
            // A list that is older than the page still says "sent": that this page was opened has changed it.
            let has_moved = listed.is_some_and(|listed| listed.0 != Stage::Sent && listed != shown);
            if has_gone || has_moved {
                fetch();
            }
        }
        listed
    });
}

fn detail_view(
    referral: Signal<DeskReferral>,
    me: &Me,
    quiet: Quiet<DeskReferral>,
    on_moved: Callback<()>,
    next: Signal<Option<NextOne>>,
) -> AnyView {
    let on_done = Callback::new(move |referral| quiet.put(referral));
    let acting = Acting::new(referral, me.id, on_done, on_moved);
    let title = Signal::derive(move || referral.with(|referral| referral.answers.name.clone()));
    let person = referral.with_untracked(|referral| referral.person);
    let reach = Memo::new(move |_| referral.with(|referral| referral.reach.clone()));
    view! {
        <Page title=title app_name=app::name() tab=frame::tab()>
            {head_view(referral)}
            {wish_view(referral)}
            <ActBar acting=acting next=next />
            {reach_view(person, reach)}
            {about_view(referral)}
            {helper_view(referral)}
            {alike_view(acting)}
            {history_view(referral)}
        </Page>
    }
    .into_any()
}

/// The way on to the next in the list, also by the key.
fn next_view(next: Signal<Option<NextOne>>) -> AnyView {
    let letters = kept::letters();
    let link = move || {
        next.get().map(|(address, name)| {
            let key = letters.get().then(|| view! { <span class="small">" " {words::next_key()}</span> });
            view! { <p><a class="tap" href=address>{words::next(&name)}</a> {key}</p> }
        })
    };
    view! { {link} }.into_any()
}
