//! What a search has found. It outlives the results page, so that Back shows the same list at once.
//!
//! A list is shown under its own search only. While a filter changes the old one stays in sight as being replaced; when
//! the new one fails, nobody is left with cards that the filters above them do not hold for.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::{GroupPage, GroupSummary};

use crate::backend::{failure::Failure, groups};
use crate::state::draft::carried;
use crate::state::load::Load;

/// A search as the pairs of its address.
pub type Pairs = Vec<(&'static str, String)>;

/// How many groups are drawn together: as many as the server hands out at once.
const STACKED: usize = 20;

/// Groups that are drawn together, and once: they never change.
#[derive(Debug, Clone, PartialEq)]
pub struct Stack {
    /// No other of this visit has it.
    pub key: u32,
    pub groups: Arc<Vec<GroupSummary>>,
}

/// Everything found so far for one search.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The search that found it.
    pub pairs: Pairs,
    /// The last page that came: totals, the origin, and what to loosen. Its groups went to the stacks.
    pub page: GroupPage,
    /// The groups of all pages so far.
    pub stacks: Vec<Stack>,
}

/// The present search.
#[derive(Clone, Copy)]
pub struct Search {
    pairs: StoredValue<Option<Pairs>>,
    round: StoredValue<u32>,
    next_key: StoredValue<u32>,
    /// The last list that came, also when a later search has failed.
    kept: StoredValue<Option<Found>>,
    /// Stale: the list of this very search, which could not be fetched anew.
    pub found: RwSignal<Load<Found>>,
    /// How many stacks of it may stand: a long answer is drawn a stack a frame, so that it holds up no tap. What Back
    /// returns to stands at once.
    pub drawn: RwSignal<usize>,
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
        next_key: StoredValue::new(0),
        kept: StoredValue::new(None),
        found: RwSignal::new(Load::Loading),
        drawn: RwSignal::new(0),
        is_pending: RwSignal::new(false),
        more: RwSignal::new(None),
    });
}

/// The search of this visit.
pub fn use_search() -> Search {
    expect_context::<Search>()
}

impl Search {
    /// The last search of this visit that started from there; empty for nowhere.
    pub fn asked_near(&self, near: &str) -> Option<Pairs> {
        let is_from_there = |pairs: &&Pairs| value(pairs, "near").unwrap_or_default() == near;
        self.pairs.with_value(|pairs| pairs.as_ref().filter(is_from_there).cloned())
    }

    /// Searches, unless this very search is what is shown.
    pub fn look_for(&self, pairs: Pairs) {
        let is_shown = self.found.with_untracked(|found| matches!(found, Load::Ready(found) if found.pairs == pairs));
        let is_asked = self.pairs.with_value(|held| held.as_ref() == Some(&pairs));
        if is_shown && is_asked {
            return;
        }
        self.pairs.set_value(Some(pairs.clone()));
        carried::leave_origin(value(&pairs, "near"));
        if is_shown {
            // The search that was to replace it was taken back before it was answered.
            self.next_round();
            return;
        }
        self.fetch(pairs);
    }

    /// Searches again after a failure.
    pub fn again(&self) {
        self.fetch(self.pairs.with_value(Clone::clone).unwrap_or_default());
    }

    fn fetch(&self, pairs: Pairs) {
        let round = self.next_round();
        if !self.found.with_untracked(|found| may_stay(found, &pairs)) {
            let kept = self.kept.with_value(|kept| kept.as_ref().filter(|kept| kept.pairs == pairs).cloned());
            self.found.set(kept.map_or(Load::Loading, Load::Ready));
            self.draw_on();
        }
        let this = *self;
        self.is_pending.set(true);
        spawn_local(async move {
            let answer = groups::list(&pairs, None).await;
            if this.round.get_value() != round {
                return;
            }
            this.is_pending.set(false);
            match answer {
                Ok(mut page) => {
                    let stacks = this.stacks_of(&mut page);
                    let found = Found { pairs, page, stacks };
                    this.kept.set_value(Some(found.clone()));
                    this.drawn.set(0);
                    this.found.set(Load::Ready(found));
                    this.draw_on();
                }
                Err(why) => this.found.update(|held| {
                    *held = match std::mem::replace(held, Load::Loading) {
                        Load::Ready(found) | Load::Stale(found, _) if found.pairs == pairs => Load::Stale(found, why),
                        _ => Load::Failed(why),
                    };
                }),
            }
        });
    }

    /// Fetches the next page and adds it.
    pub fn more(&self) {
        let Some((pairs, cursor)) = self.found.with_untracked(|found| match found {
            Load::Ready(found) => found.page.next.clone().map(|cursor| (found.pairs.clone(), cursor)),
            _ => None,
        }) else {
            return;
        };
        self.more.set(Some(Load::Loading));
        let round = self.round.get_value();
        let this = *self;
        spawn_local(async move {
            let answer: Result<GroupPage, Failure> = groups::list(&pairs, Some(&cursor)).await;
            if this.round.get_value() != round {
                return;
            }
            match answer {
                Ok(mut page) => {
                    this.found.update(|found| {
                        if let Load::Ready(found) = found {
                            found.stacks.append(&mut this.stacks_of(&mut page));
                            found.page = page;
                            this.kept.set_value(Some(found.clone()));
                        }
                    });
                    this.draw_on();
                    this.more.set(None);
                }
                Err(failure) => this.more.set(Some(Load::Failed(failure))),
            }
        });
    }

    /// Takes the groups out of a page, in stacks.
    fn stacks_of(&self, page: &mut GroupPage) -> Vec<Stack> {
        let mut rest = std::mem::take(&mut page.groups);
        let mut stacks = Vec::new();
        while !rest.is_empty() {
            let key = self.next_key.get_value();
            self.next_key.set_value(key.wrapping_add(1));
            let groups = rest.drain(..rest.len().min(STACKED)).collect();
            stacks.push(Stack { key, groups: Arc::new(groups) });
        }
        stacks
    }

    /// Lets one more stack stand now, and those after it a frame later each.
    fn draw_on(&self) {
        self.drawn.update(|drawn| *drawn += 1);
        let all = self.found.with_untracked(|found| found.there().map_or(0, |found| found.stacks.len()));
        if self.drawn.get_untracked() < all {
            let this = *self;
            request_animation_frame(move || this.draw_on());
        }
    }

    /// Begins a new round: answers of earlier ones, also of further pages, are dropped.
    fn next_round(&self) -> u32 {
        let round = self.round.get_value().wrapping_add(1);
        self.round.set_value(round);
        self.is_pending.set(false);
        self.more.set(None);
        round
    }
}

/// Whether what is in sight may stay there while another search is answered: a list of this very search, or one from
/// the same place and for the same words of which only the filters change.
fn may_stay(shown: &Load<Found>, pairs: &[(&'static str, String)]) -> bool {
    let is_alike = |found: &Found, key| value(&found.pairs, key) == value(pairs, key);
    match shown {
        Load::Ready(found) => is_alike(found, "near") && is_alike(found, "q"),
        Load::Stale(found, _) => found.pairs == pairs,
        Load::Loading => true,
        Load::Failed(_) => false,
    }
}

fn value<'a>(pairs: &'a [(&'static str, String)], key: &str) -> Option<&'a str> {
    pairs.iter().find(|(known, _)| *known == key).map(|(_, value)| value.as_str())
}
