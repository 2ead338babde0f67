//! What a search has found. It outlives the results page, so that Back shows the same list at once.

use leptos::prelude::*;
use wire::{GroupPage, GroupSummary};

use crate::backend::{failure::Failure, groups};
use crate::state::load::Load;

/// Everything found so far for one search.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The last page that came: totals, the origin, and what to loosen.
    pub page: GroupPage,
    /// The groups of all pages so far.
    pub groups: Vec<GroupSummary>,
}

/// The present search.
#[derive(Clone, Copy)]
pub struct Search {
    pairs: StoredValue<Option<Vec<(&'static str, String)>>>,
    round: StoredValue<u32>,
    pub found: RwSignal<Load<Found>>,
    /// Whether an answer is on its way while an older list is still in sight.
    pub is_pending: RwSignal<bool>,
    /// How fetching the next page stands; nothing when it is not being fetched.
    pub more: RwSignal<Option<Load<()>>>,
}

/// Makes the search.
pub fn provide_search() {
    provide_context(Search {
        pairs: StoredValue::new(None),
        round: StoredValue::new(0),
        found: RwSignal::new(Load::Loading),
        is_pending: RwSignal::new(false),
        more: RwSignal::new(None),
    });
}

/// The search of this visit.
pub fn use_search() -> Search {
    expect_context::<Search>()
}

impl Search {
    /// Where the last search of this visit started from, as typed.
    pub fn origin(&self) -> Option<String> {
        self.pairs
            .with_value(|pairs| pairs.iter().flatten().find(|(key, _)| *key == "near").map(|(_, near)| near.clone()))
    }

    /// Searches, unless this very search is what is shown.
    pub fn look_for(&self, pairs: Vec<(&'static str, String)>) {
        let is_same = self.pairs.with_value(|held| held.as_ref() == Some(&pairs));
        if is_same && self.found.with_untracked(|found| matches!(found, Load::Ready(_))) {
            return;
        }
        self.pairs.set_value(Some(pairs.clone()));
        self.more.set(None);
        // A changed filter keeps the old list in sight until the new one is there; a failed one does not.
        if !self.found.with_untracked(|found| matches!(found, Load::Ready(_) | Load::Stale(..))) {
            self.found.set(Load::Loading);
        }
        let round = self.next_round();
        let this = *self;
        self.is_pending.set(true);
        let request = async move {
            let page = groups::list(&pairs, None).await;
            if this.round.get_value() == round {
                this.is_pending.set(false);
            }
            let page = page?;
            Ok(Found { groups: page.groups.clone(), page })
        };
        Load::run(self.found, request, move || this.round.get_value() == round);
    }

    /// Searches again after a failure.
    pub fn again(&self) {
        let pairs = self.pairs.with_value(Clone::clone).unwrap_or_default();
        self.pairs.set_value(None);
        self.found.set(Load::Loading);
        self.look_for(pairs);
    }

    /// Fetches the next page and adds it.
    pub fn more(&self) {
        let Some(cursor) = self.found.with_untracked(|found| match found {
            Load::Ready(found) => found.page.next.clone(),
            _ => None,
        }) else {
            return;
        };
        let pairs = self.pairs.with_value(Clone::clone).unwrap_or_default();
        self.more.set(Some(Load::Loading));
        let round = self.round.get_value();
        let this = *self;
        leptos::task::spawn_local(async move {
            let answer: Result<GroupPage, Failure> = groups::list(&pairs, Some(&cursor)).await;
            if this.round.get_value() != round {
                return;
            }
            match answer {
                Ok(page) => {
                    this.found.update(|found| {
                        if let Load::Ready(found) = found {
                            found.groups.extend(page.groups.iter().cloned());
                            found.page = page;
                        }
                    });
                    this.more.set(None);
                }
                Err(failure) => this.more.set(Some(Load::Failed(failure))),
            }
        });
    }

    fn next_round(&self) -> u32 {
        let round = self.round.get_value().wrapping_add(1);
        self.round.set_value(round);
        round
    }
}
