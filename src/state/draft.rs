//! The referral being written. It lives for this visit: a reload keeps it, closing or leaving the tab ends it. One that
//! somebody has sent and that did not arrive is kept beyond that, on a phone that is their own.

pub mod carried;
mod in_pocket;
pub mod sending;

use chrono::NaiveDate;
use domain::journey::CoverKnown;
use domain::london;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wire::{Answers, AskCover, Cover, Covering, CreateReferral, Receipt, ReferralId, SurgeryChoice};

use crate::browser::{clock, ids, session};
use crate::state::draft::sending::Sending;

const DRAFT: &str = "draft";
const RECEIPT: &str = "receipt";

/// What is kept between two loads of the page.
#[derive(Clone, Default, Serialize, Deserialize)]
struct Kept {
    answers: Answers,
    /// The referral's id, made once somebody presses send.
    #[serde(default)]
    id: Option<ReferralId>,
    /// Which team would take it, as the server last said.
    #[serde(default)]
    cover: Option<Cover>,
    /// Somebody has pressed send, and no answer has been read since.
    #[serde(default)]
    is_waiting: bool,
    /// It was on its way at least once: it may have arrived.
    #[serde(default)]
    was_tried: bool,
}

impl Kept {
    /// The place changed, or the promise is of another day. Consent goes too: it was to a team that had been named.
    fn forget_cover(&mut self) {
        self.cover = None;
        self.answers.consent_version.clear();
    }

    /// Other answers are another referral. Nobody has sent that yet.
    fn begin_anew(&mut self) {
        self.id = None;
        self.is_waiting = false;
        self.was_tried = false;
    }

    /// A promise is good on the day it was made. What may have arrived already stays as it is, to be the same when it
    /// is sent again.
    fn forget_old_promise(&mut self, today: NaiveDate) {
        if self.id.is_none() && self.cover.as_ref().is_some_and(|cover| cover.today != today) {
            self.forget_cover();
        }
    }
}

/// The draft and what came of sending it.
#[derive(Clone, Copy)]
pub struct Draft {
    kept: RwSignal<Kept>,
    receipt: RwSignal<Option<Receipt>>,
    is_kept: RwSignal<bool>,
    sending: RwSignal<Sending>,
}

/// Makes the draft, from what this visit has kept. What had not arrived goes on its way.
pub fn provide_draft() {
    let mut kept: Kept = session::read(DRAFT).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    kept.forget_old_promise(london::today(clock::now()));
    let receipt = session::read(RECEIPT).and_then(|text| serde_json::from_str(&text).ok());
    let draft = Draft {
        kept: RwSignal::new(kept),
        receipt: RwSignal::new(receipt),
        is_kept: RwSignal::new(true),
        sending: RwSignal::new(Sending::Not),
    };
    provide_context(draft);
    draft.take_group();
    draft.keep_up();
    draft.resume();
    draft.look_in_pocket();
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
    /// that may already have arrived is never overwritten. Another place may have another team.
    pub fn change(&self, change: impl FnOnce(&mut Answers)) {
        self.kept.update(|kept| {
            let before = kept.answers.clone();
            change(&mut kept.answers);
            if (&before.postcode, &before.surgery) != (&kept.answers.postcode, &kept.answers.surgery) {
                kept.forget_cover();
            }
            if kept.answers != before {
                kept.begin_anew();
            }
        });
        self.keep();
        self.stop_if_changed();
    }

    /// What decides the team, as it has been answered so far.
    pub fn place(&self) -> AskCover {
        self.peek(|answers| AskCover {
            postcode: answers.postcode.clone(),
            surgery: match &answers.surgery {
                Some(SurgeryChoice::Known { code, .. }) => Some(code.clone()),
                _ => None,
            },
        })
    }

    /// Remembers which team would take the referral. Who had agreed to another team's reading it is asked again.
    pub fn set_cover(&self, cover: Cover) {
        self.kept.update(|kept| {
            let team = |cover: &Cover| cover.covering.as_ref().map(|covering| covering.team.id);
            if kept.cover.as_ref().and_then(team) != team(&cover) && !kept.answers.consent_version.is_empty() {
                kept.answers.consent_version.clear();
                kept.begin_anew();
            }
            kept.cover = Some(cover);
        });
        self.keep();
        self.stop_if_changed();
    }

    /// Remembers that no team would take it after all.
    pub fn set_no_team(&self) {
        if let Some(cover) = self.kept.with_untracked(|kept| kept.cover.clone()) {
            self.set_cover(Cover { covering: None, ..cover });
        }
    }

    /// The team that would take it and its promise, if that has been asked and there is one; followed as it changes.
    pub fn covering(&self) -> Option<Covering> {
        self.kept.with(|kept| kept.cover.as_ref().and_then(|cover| cover.covering.clone()))
    }

    /// What the journey may know about cover.
    pub fn cover_known(&self) -> CoverKnown {
        self.kept.with_untracked(|kept| match &kept.cover {
            None => CoverKnown::Unknown,
            Some(cover) if cover.covering.is_some() => CoverKnown::Covered,
            Some(_) => CoverKnown::NotCovered,
        })
    }

    /// Today by the server's clock, once it has told. The phone's own may be wrong and must not turn anybody away.
    pub fn today(&self) -> Option<NaiveDate> {
        self.kept.with_untracked(|kept| kept.cover.as_ref().map(|cover| cover.today))
    }

    /// False when this browser would not keep the draft: then closing the page loses it, and the page says so.
    pub fn is_kept(&self) -> bool {
        self.is_kept.get()
    }

    /// The request to send, with the same id however often it is tried.
    fn request(&self) -> CreateReferral {
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
    fn sent(&self, receipt: Receipt) {
        session::forget(DRAFT);
        if let Ok(text) = serde_json::to_string(&receipt) {
            session::write(RECEIPT, &text);
        }
        self.receipt.set(Some(receipt));
        self.kept.set(Kept::default());
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
