//! The referral that did not arrive, as the pocket keeps it on a phone that is somebody's own: there it outlives the
//! page, and the worker sends it too. It is the same referral by its id, whoever is first.

use std::cell::Cell;

use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;
use wire::{Answers, CreateReferral, ReferralId};

use crate::backend::whose::{self, Whose};
use crate::browser::pocket::{self, Dropping, Item, Keeping};
use crate::state::draft::{Draft, Kept};

/// What sort of thing it is to the pocket.
pub(super) const KIND: &str = "referral";

thread_local! {
    /// The referral that the pocket may have.
    static KEY: Cell<Option<Uuid>> = const { Cell::new(None) };
    /// Whether it is being put there, or it is known already whether that can be.
    static IS_ASKED: Cell<bool> = const { Cell::new(false) };
    static IS_KEPT: Cell<bool> = const { Cell::new(false) };
}

/// Whether the worker has said that it has it.
pub(super) fn is_kept() -> bool {
    IS_KEPT.get()
}

/// The page was loaded anew: what it asked for before is not known any more.
pub(super) fn may_have(id: ReferralId) {
    KEY.set(Some(id.0));
}

/// It is to be kept, and sent, no longer.
pub(super) fn drop(why: Dropping) {
    IS_ASKED.set(false);
    IS_KEPT.set(false);
    if let Some(key) = KEY.take() {
        spawn_local(async move {
            pocket::drop(key, why).await;
        });
    }
}

impl Draft {
    /// Lets the worker keep it, where this phone belongs to whoever is signed in.
    pub(super) fn keep_in_pocket(&self, request: CreateReferral) {
        if IS_ASKED.replace(true) {
            return;
        }
        let (this, key) = (*self, request.id.0);
        let (entry, tried) = self.kept.with_untracked(|kept| (serde_json::to_string(kept), kept.was_tried));
        let (Ok(body), Ok(entry)) = (serde_json::to_string(&request), entry) else { return };
        KEY.set(Some(key));
        spawn_local(async move {
            let writer = match whose::find().await {
                Ok(Whose::Own(account)) => account.0,
                Ok(Whose::Unknown | Whose::Shared) => return,
                // It is asked again with the next try.
                Err(_) => return IS_ASKED.set(false),
            };
            let (lane, path) = (KIND.to_owned(), "/api/referrals".to_owned());
            let item = Item { kind: KIND, writer, key, lane, method: "POST", path, body, entry, tried };
            let is_kept = pocket::keep(&item).await == Keeping::Kept;
            // It may have arrived meanwhile, or have been taken back or changed.
            if !this.kept.with_untracked(|kept| kept.is_waiting && kept.id == Some(request.id)) {
                pocket::drop(key, Dropping::Done).await;
            } else if is_kept {
                IS_KEPT.set(true);
                this.show_waiting();
            }
        });
    }

    /// Takes up what had not arrived when the page was closed, unless something is being written already.
    pub(super) fn look_in_pocket(&self) {
        let this = *self;
        if !this.is_blank() {
            return;
        }
        spawn_local(async move {
            if !pocket::has_waiting().await {
                return;
            }
            let Ok(Whose::Own(account)) = whose::find().await else { return };
            let Some(waiting) = pocket::kept(KIND, account.0).await else { return };
            let first = waiting.items.first().and_then(|one| serde_json::from_str::<Kept>(&one.entry).ok());
            if let Some(kept) = first.filter(|kept| this.is_no_more_than(&kept.answers)) {
                IS_ASKED.set(true);
                IS_KEPT.set(true);
                this.kept.set(kept);
                this.keep();
                this.resume();
            }
        });
    }

    /// Whether nothing has been said yet that is not in these answers too: for whom is part of the address that leads here.
    fn is_no_more_than(&self, there: &Answers) -> bool {
        self.peek(|answers| {
            let for_whom = answers.for_whom.and(there.for_whom);
            *answers == Answers { for_whom, ..Answers::default() }
        })
    }

    /// Whether nothing has been said yet.
    fn is_blank(&self) -> bool {
        self.kept.with_untracked(|kept| kept.answers == Answers::default())
    }
}
