//! The referrals that wait, beside whichever is open. The list outlives a page, follows the server's hints, and never
//! takes the focus from where somebody is.

use leptos::prelude::*;
use wire::{Stage, TeamId, WaitingReferral};

use crate::backend::desk::referrals;
use crate::browser::document;
use crate::features::desk::days;
use crate::features::desk::fetched::fetched_view;
use crate::features::desk::kept;
use crate::features::desk::me::Me;
use crate::features::desk::quiet::Quiet;
use crate::features::desk::said;
use crate::routes::desk as routes;
use crate::state::changes::{About, follow};
use crate::state::load::Load;
use crate::ui::row_list::{Mark, Row, RowGroup, RowList};
use crate::words::desk::waiting as words;

/// The list.
#[derive(Clone, Copy)]
pub struct Board {
    found: RwSignal<Load<Vec<WaitingReferral>>>,
    quiet: Quiet<Vec<WaitingReferral>>,
    team: Option<TeamId>,
}

impl Board {
    /// For the team of whoever is signed in, as it was last seen, and asked for anew.
    pub fn new(me: &Me) -> Self {
        let found = kept::waiting();
        let board = Self { found, quiet: Quiet::new(found), team: untrack(|| me.team()) };
        board.again();
        follow(&[About::Desk, About::Messages], move || board.again());
        board
    }

    /// Asks again.
    pub fn again(&self) {
        if let Some(team) = self.team {
            self.quiet.fetch(async move { referrals::waiting(team).await });
        }
    }

    /// How many wait; nothing before that is known.
    pub fn count(&self) -> Option<u32> {
        self.list(|list| u32::try_from(list.len()).unwrap_or(u32::MAX))
    }

    /// A referral as the list has it.
    pub fn find(&self, id: &str) -> Option<WaitingReferral> {
        self.list(|list| list.iter().find(|one| one.id.to_string() == id).cloned())?
    }

    /// The next after a referral: the one below it, or the one in its place when it has gone; from the end the first.
    pub fn after(&self, id: &str) -> Option<WaitingReferral> {
        self.list(|list| {
            let at = list.iter().position(|one| one.id.to_string() == id);
            if let Some(at) = at {
                kept::set_place(at);
            }
            let next = at.map_or_else(kept::place, |at| at + 1);
            list.get(next).or_else(|| list.first()).filter(|next| next.id.to_string() != id).cloned()
        })?
    }

    fn list<T>(&self, read: impl FnOnce(&[WaitingReferral]) -> T) -> Option<T> {
        self.found.with(|found| match found {
            Load::Ready(list) | Load::Stale(list, _) => Some(read(list)),
            Load::Loading | Load::Failed(_) => None,
        })
    }

    /// The list as rows; `chosen` is the one that is open.
    pub fn view(self, chosen: Option<String>) -> AnyView {
        let chosen = StoredValue::new(chosen);
        fetched_view(self.found, Callback::new(move |()| self.retry()), move |list| rows_view(list, chosen.get_value()))
    }

    fn retry(&self) {
        self.quiet.begin_anew();
        self.again();
    }
}

fn rows_view(list: Signal<Vec<WaitingReferral>>, chosen: Option<String>) -> AnyView {
    let is_empty = Memo::new(move |_| list.with(Vec::is_empty));
    let groups = Signal::derive(move || {
        let rows = list.with(|list| list.iter().map(row).collect());
        vec![RowGroup { key: "waiting", heading: String::new(), rows }]
    });
    let chosen = StoredValue::new(chosen);
    (move || {
        if is_empty.get() {
            return view! { <p class="lead">{words::empty()}</p> <p>{words::empty_lead()}</p> }.into_any();
        }
        view! {
            <RowList
                groups=groups
                chosen=chosen.get_value()
                has_letters=kept::letters()
                on_go=Callback::new(|id: String| document::focus(&id))
            />
        }
        .into_any()
    })
    .into_any()
}

fn row(one: &WaitingReferral) -> Row {
    let mut marks = Vec::new();
    if one.is_urgent_words {
        marks.push(Mark { words: words::words_first().to_owned(), is_pressing: true });
    }
    if let Some(helper) = &one.by_helper {
        marks.push(Mark::plain(words::by_helper(helper)));
    }
    if let Some(like) = &one.like {
        marks.push(Mark::plain(words::like(like)));
    }
    marks.push(Mark::plain(match (&one.worker, one.stage) {
        (Some(worker), _) => words::with(&said::colleague(worker)),
        (None, Stage::Sent) => words::new().to_owned(),
        (None, _) => words::nobody().to_owned(),
    }));
    let id = one.id.to_string();
    Row {
        href: routes::referral(&id),
        id,
        title: one.name.clone(),
        aside: one.reference.clone(),
        lead: days::by_when(one.promised_by, one.is_late),
        is_late: one.is_late,
        lines: one.promised_anew.map(days::anew).into_iter().chain([days::waiting(one.sent_at)]).collect(),
        marks,
    }
}
