//! The referral being written. It lives for this visit: a reload keeps it, closing or leaving the tab ends it.

use domain::journey::CoverKnown;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wire::{Answers, Cover, CreateReferral, Receipt, ReferralId};

use crate::browser::{ids, session};

const DRAFT: &str = "draft";
const RECEIPT: &str = "receipt";

/// What is kept between two loads of the page.
#[derive(Clone, Default, Serialize, Deserialize)]
struct Kept {
    answers: Answers,
    /// The referral's id, made once somebody presses send.
    #[serde(default)]
    id: Option<ReferralId>,
}

/// The draft, its cover, and what came of sending it.
#[derive(Clone, Copy)]
pub struct Draft {
    kept: RwSignal<Kept>,
    cover: RwSignal<Option<Cover>>,
    receipt: RwSignal<Option<Receipt>>,
    is_kept: RwSignal<bool>,
}

/// Makes the draft, from what this visit has kept.
pub fn provide_draft() {
    let kept = session::read(DRAFT).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    let receipt = session::read(RECEIPT).and_then(|text| serde_json::from_str(&text).ok());
    provide_context(Draft {
        kept: RwSignal::new(kept),
        cover: RwSignal::new(None),
        receipt: RwSignal::new(receipt),
        is_kept: RwSignal::new(true),
    });
}

/// The draft of this visit.
pub fn use_draft() -> Draft {
    expect_context::<Draft>()
}

impl Draft {
    /// Something read from the answers, followed as they change.
    pub fn read<T>(&self, read: impl FnOnce(&Answers) -> T) -> T {
        self.kept.with(|kept| read(&kept.answers))
    }

    /// The same without following.
    pub fn peek<T>(&self, read: impl FnOnce(&Answers) -> T) -> T {
        self.kept.with_untracked(|kept| read(&kept.answers))
    }

    /// Changes the answers and keeps them. Changed answers are another referral, so they get another id: a request
    /// that may already have arrived is never overwritten.
    pub fn change(&self, change: impl FnOnce(&mut Answers)) {
        self.kept.update(|kept| {
            let before = kept.answers.clone();
            change(&mut kept.answers);
            if kept.answers != before {
                kept.id = None;
            }
        });
        self.keep();
    }

    /// Forgets what is known about cover: the surgery or postcode changed.
    pub fn forget_cover(&self) {
        self.cover.set(None);
    }

    /// Remembers which team would take the referral.
    pub fn set_cover(&self, cover: Cover) {
        self.cover.set(Some(cover));
    }

    /// Which team would take it, if that has been asked.
    pub fn cover(&self) -> Option<Cover> {
        self.cover.get()
    }

    /// What the journey may know about cover.
    pub fn cover_known(&self) -> CoverKnown {
        self.cover.with(|cover| match cover {
            None => CoverKnown::Unknown,
            Some(Cover::Covered { .. }) => CoverKnown::Covered,
            Some(Cover::None) => CoverKnown::NotCovered,
        })
    }

    /// False when this browser would not keep the draft: then closing the page loses it, and the page says so.
    pub fn is_kept(&self) -> bool {
        self.is_kept.get()
    }

    /// The request to send, with the same id however often it is tried.
    pub fn request(&self) -> CreateReferral {
        self.kept.update_untracked(|kept| {
            kept.id.get_or_insert_with(|| ReferralId(ids::new_id()));
        });
        self.keep();
        self.kept.with_untracked(|kept| CreateReferral {
            id: kept.id.unwrap_or(ReferralId(uuid::Uuid::nil())),
            answers: kept.answers.clone(),
        })
    }

    /// The referral has been received: the answers leave this phone, the receipt stays for the visit.
    pub fn sent(&self, receipt: Receipt) {
        session::forget(DRAFT);
        if let Ok(text) = serde_json::to_string(&receipt) {
            session::write(RECEIPT, &text);
        }
        self.receipt.set(Some(receipt));
        self.kept.set(Kept::default());
        self.cover.set(None);
    }

    /// What the last referral of this visit was answered with.
    pub fn receipt(&self) -> Option<Receipt> {
        self.receipt.get()
    }

    fn keep(&self) {
        let text = self.kept.with_untracked(serde_json::to_string);
        self.is_kept.set(text.is_ok_and(|text| session::write(DRAFT, &text)));
    }
}
