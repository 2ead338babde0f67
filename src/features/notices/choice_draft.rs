//! How somebody wants to hear of what is new, while it is being chosen. What is fetched meanwhile takes nothing away that
//! was not saved yet.

use domain::notice::OFFERED;
use leptos::prelude::*;
use wire::{Channel, Inbox, NoticeChoice};

/// How long one way can be waited for before the next, in minutes.
pub const WAITS: [u32; 3] = [60, 3 * 60, 24 * 60];
const USUAL_WAIT: u32 = WAITS[1];

/// What is chosen so far.
#[derive(Clone, Copy)]
pub struct ChoiceDraft {
    /// Every way, chosen or not, in the order in which they would be tried.
    pub order: RwSignal<Vec<Channel>>,
    chosen: RwSignal<Vec<Channel>>,
    pub quiet_from: RwSignal<String>,
    pub quiet_until: RwSignal<String>,
    /// In minutes.
    pub wait: RwSignal<String>,
    /// As the server last said it, put as it would be sent from here.
    held: RwSignal<NoticeChoice>,
}

impl ChoiceDraft {
    /// With everything as the server says.
    pub fn new(inbox: &Inbox) -> Self {
        let draft = Self {
            order: RwSignal::new(Vec::new()),
            chosen: RwSignal::new(Vec::new()),
            quiet_from: RwSignal::new(String::new()),
            quiet_until: RwSignal::new(String::new()),
            wait: RwSignal::new(String::new()),
            held: RwSignal::new(inbox.choice.clone()),
        };
        draft.settle(inbox);
        draft
    }

    /// The choice as it would be sent; followed as it changes.
    pub fn choice(&self) -> NoticeChoice {
        let chosen = |channel: &Channel| self.is_chosen(*channel);
        NoticeChoice {
            channels: self.order.get().into_iter().filter(chosen).collect(),
            quiet_from: self.quiet_from.get(),
            quiet_until: self.quiet_until.get(),
            wait_minutes: self.wait.with(|wait| wait.parse().unwrap_or(USUAL_WAIT)),
        }
    }

    /// Whether anything was changed and not saved; followed as it changes.
    pub fn is_touched(&self) -> bool {
        let choice = self.choice();
        self.held.with(|held| *held != choice)
    }

    /// Whether a way is chosen; followed as it changes.
    pub fn is_chosen(&self, channel: Channel) -> bool {
        self.chosen.with(|chosen| chosen.contains(&channel))
    }

    /// Chooses a way, or takes it back.
    pub fn choose(&self, channel: Channel, is_on: bool) {
        self.chosen.update(|chosen| {
            chosen.retain(|one| *one != channel);
            if is_on {
                chosen.push(channel);
            }
        });
    }

    /// Whether a way can be moved no further; followed as it changes.
    pub fn is_at_end(&self, channel: Channel, is_up: bool) -> bool {
        self.order.with(|order| {
            let end = if is_up { order.first() } else { order.last() };
            end == Some(&channel)
        })
    }

    /// Moves a way by one place. Answers the place that it has now, counted from one; nothing where it stays.
    pub fn shift(&self, channel: Channel, is_up: bool) -> Option<usize> {
        let mut order = self.order.get_untracked();
        let at = order.iter().position(|one| *one == channel)?;
        let to = if is_up { at.checked_sub(1)? } else { at + 1 };
        if to >= order.len() {
            return None;
        }
        order.swap(at, to);
        self.order.set(order);
        Some(to + 1)
    }

    /// Takes in what the server says now, unless something is being changed here.
    pub fn renew(&self, inbox: &Inbox) {
        if !untrack(|| self.is_touched()) {
            self.settle(inbox);
        }
    }

    /// Takes in what the server says now: what was chosen has been saved.
    pub fn settle(&self, inbox: &Inbox) {
        let choice = &inbox.choice;
        let rest = inbox.ways.iter().map(|way| way.channel).filter(|channel| !choice.channels.contains(channel));
        let order = choice.channels.iter().copied().chain(rest).filter(|channel| OFFERED.contains(channel));
        self.order.set(order.collect());
        self.chosen.set(choice.channels.clone());
        self.quiet_from.set(choice.quiet_from.clone());
        self.quiet_until.set(choice.quiet_until.clone());
        self.wait.set(nearest(choice.wait_minutes).to_string());
        self.held.set(untrack(|| self.choice()));
    }
}

/// Of the waits that can be chosen here the one that is nearest.
fn nearest(minutes: u32) -> u32 {
    WAITS.into_iter().min_by_key(|wait| wait.abs_diff(minutes)).unwrap_or(USUAL_WAIT)
}
