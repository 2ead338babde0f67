//! What outlives a page of the desk, for as long as one member of staff is signed in and the page is not loaded anew: the
//! lists, the team an administrator looks after, and words that were begun and not sent. It stands in memory alone, and
//! whoever signs in next finds nothing of it.

use leptos::prelude::*;
use wire::{ActKind, CaseSummary, StaffId, TeamId, WaitingReferral};

use crate::browser::session;
use crate::features::desk::acts::typed::Typed;
use crate::features::desk::people::filter::Filter;
use crate::state::load::Load;

/// By this name the visit remembers that letters are no keys.
const NO_LETTERS: &str = "desk-no-letters";

/// The words begun for one referral.
type Begun = (String, Vec<(ActKind, Typed)>);

struct Kept {
    waiting: ArcRwSignal<Load<Vec<WaitingReferral>>>,
    people: ArcRwSignal<Load<Vec<CaseSummary>>>,
    filter: ArcRwSignal<Filter>,
    team: ArcRwSignal<Option<TeamId>>,
    letters: ArcRwSignal<bool>,
    /// Where the referral that was opened last stood in the list.
    place: ArcRwSignal<usize>,
    begun: ArcRwSignal<Vec<Begun>>,
    /// Who began them.
    writer: ArcRwSignal<Option<StaffId>>,
}

thread_local! {
    static KEPT: Kept = Kept {
        waiting: ArcRwSignal::new(Load::Loading),
        people: ArcRwSignal::new(Load::Loading),
        filter: ArcRwSignal::new(Filter::default()),
        team: ArcRwSignal::new(None),
        letters: ArcRwSignal::new(session::read(NO_LETTERS).is_none()),
        place: ArcRwSignal::new(0),
        begun: ArcRwSignal::new(Vec::new()),
        writer: ArcRwSignal::new(None),
    };
}

/// The referrals that wait, as they were last seen.
pub fn waiting() -> RwSignal<Load<Vec<WaitingReferral>>> {
    KEPT.with(|kept| kept.waiting.clone()).into()
}

/// Everybody's caseload, as it was last seen.
pub fn people() -> RwSignal<Load<Vec<CaseSummary>>> {
    KEPT.with(|kept| kept.people.clone()).into()
}

/// Whose people are looked at.
pub fn filter() -> RwSignal<Filter> {
    KEPT.with(|kept| kept.filter.clone()).into()
}

/// The team an administrator has picked.
pub fn team() -> RwSignal<Option<TeamId>> {
    KEPT.with(|kept| kept.team.clone()).into()
}

/// Whether letters do something by themselves. Somebody who talks to their computer can switch that off.
pub fn letters() -> RwSignal<bool> {
    KEPT.with(|kept| kept.letters.clone()).into()
}

/// Switches letters on or off, for this visit.
pub fn set_letters(are_on: bool) {
    if are_on {
        session::forget(NO_LETTERS);
    } else {
        session::write(NO_LETTERS, "1");
    }
    KEPT.with(|kept| kept.letters.clone()).set(are_on);
}

/// Where the referral that was opened last stood in the list.
pub fn place() -> usize {
    KEPT.with(|kept| kept.place.clone()).get_untracked()
}

/// Remembers where a referral stands in the list.
pub fn set_place(place: usize) {
    KEPT.with(|kept| kept.place.clone()).set(place);
}

/// Whether words were begun for anybody: they stand in this page's memory alone.
pub fn has_begun() -> bool {
    KEPT.with(|kept| kept.begun.clone()).with_untracked(|begun| !begun.is_empty())
}

/// The words begun for a referral.
pub fn begun(referral: &str) -> Vec<(ActKind, Typed)> {
    let begun = KEPT.with(|kept| kept.begun.clone());
    begun.with_untracked(|all| {
        all.iter().find(|(known, _)| known == referral).map(|(_, typed)| typed.clone()).unwrap_or_default()
    })
}

/// Keeps the words begun for a referral; nothing typed forgets them.
pub fn keep_begun(referral: &str, typed: Vec<(ActKind, Typed)>) {
    let begun = KEPT.with(|kept| kept.begun.clone());
    begun.update(|all| {
        all.retain(|(known, _)| known != referral);
        if !typed.is_empty() {
            all.push((referral.to_owned(), typed));
        }
    });
}

/// Somebody is signed in: what another member of staff began goes.
pub fn belongs_to(staff: StaffId) {
    KEPT.with(|kept| {
        if kept.writer.get_untracked() != Some(staff) {
            kept.begun.set(Vec::new());
            kept.writer.set(Some(staff));
        }
    });
}

/// Nobody is signed in any more: everything that shows a person goes. Words begun stay for their writer, unless they have
/// left on purpose.
pub fn forget(has_left: bool) {
    KEPT.with(|kept| {
        kept.waiting.set(Load::Loading);
        kept.people.set(Load::Loading);
        kept.filter.set(Filter::default());
        kept.team.set(None);
        kept.place.set(0);
        if has_left {
            kept.begun.set(Vec::new());
        }
    });
}
