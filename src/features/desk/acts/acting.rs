//! Doing something with the referral on the page: which form is open, what is typed into each, and sending it once.

use leptos::prelude::*;
use wire::{Act, ActId, ActKind, ActOnReferral, DeskReferral, ErrorCode, StaffId, Stage};

use crate::backend::desk::referrals;
use crate::browser::{document, ids};
use crate::features::desk::acts::openings::opening;
use crate::features::desk::acts::typed::Typed;
use crate::features::desk::days;
use crate::features::desk::errand::Errand;
use crate::features::desk::kept;
use crate::phrases::meeting::today;

/// By this id the focus finds the form that opens.
pub const FORM: &str = "act-form";
/// By this id the focus finds what has been done.
pub const DONE: &str = "act-done";

/// The id of the button that opens the form of an act.
pub fn button_id(kind: ActKind) -> String {
    format!("act-button-{}", kind as u8)
}

/// The id of the button that merges into another referral.
pub fn merge_button_id(into: &str) -> String {
    format!("merge-{into}")
}

/// What every part of the page that acts shares.
#[derive(Clone, Copy)]
pub struct Acting {
    /// As it is shown now.
    pub referral: Signal<DeskReferral>,
    pub errand: Errand,
    /// The form that is open.
    pub open: RwSignal<Option<ActKind>>,
    /// What was done last on this page.
    pub done: RwSignal<Option<ActKind>>,
    /// The stage that was shown when the form was opened, or when it was last sent.
    seen: RwSignal<Option<Stage>>,
    typed: RwSignal<Vec<(ActKind, Typed)>>,
    /// The last one sent: sent again unchanged it is still one.
    sent: StoredValue<Option<ActOnReferral>>,
    me: StoredValue<StaffId>,
    on_done: Callback<DeskReferral>,
}

impl Acting {
    /// For the referral of a page. `on_done` gets it as it is after an act, `on_moved` asks for it anew.
    pub fn new(
        referral: Signal<DeskReferral>,
        me: StaffId,
        on_done: Callback<DeskReferral>,
        on_moved: Callback<()>,
    ) -> Self {
        let id = referral.with_untracked(|referral| referral.id.to_string());
        let acting = Self {
            referral,
            errand: Errand::new(),
            open: RwSignal::new(None),
            done: RwSignal::new(None),
            seen: RwSignal::new(None),
            typed: RwSignal::new(kept::begun(&id)),
            sent: StoredValue::new(None),
            me: StoredValue::new(me),
            on_done,
        };
        Effect::new(move |_| {
            if acting.errand.code() == Some(ErrorCode::MovedOn) {
                on_moved.run(());
            }
        });
        // Words begun here are found again when somebody comes back to this referral.
        Effect::new(move |_| {
            let kept = acting.typed.get().into_iter().filter(|(_, typed)| typed.is_worth_keeping()).collect();
            kept::keep_begun(&id, kept);
        });
        acting
    }

    /// Opens the form of an act, with what was typed into it before.
    pub fn open(&self, kind: ActKind) {
        self.errand.clear();
        self.done.set(None);
        self.seen.set(Some(self.referral.with_untracked(|referral| referral.stage)));
        if !self.typed.with_untracked(|all| all.iter().any(|(known, _)| *known == kind)) {
            let typed = self.first(kind);
            self.typed.update(|all| all.push((kind, typed)));
        }
        self.renew_opening(kind);
        self.open.set(Some(kind));
        request_animation_frame(|| document::focus(FORM));
    }

    /// Opens the form that merges into another referral.
    pub fn open_merge(&self, into: &str) {
        self.open(ActKind::Merge);
        self.change(ActKind::Merge, |typed| into.clone_into(&mut typed.into));
    }

    /// Closes the form; what was typed stays for another time. The focus goes back to what opened it.
    pub fn close(&self) {
        let Some(kind) = self.open.get_untracked() else { return };
        let button = match kind {
            ActKind::Merge => merge_button_id(&untrack(|| self.typed_of(kind, |typed| &mut typed.into))),
            _ => button_id(kind),
        };
        self.errand.clear();
        self.open.set(None);
        request_animation_frame(move || document::focus(&button));
    }

    /// An answer of a form, followed as it changes.
    pub fn value(&self, kind: ActKind, read: fn(&Typed) -> &String) -> Signal<String> {
        let all = self.typed;
        Signal::derive(move || {
            all.with(|all| {
                all.iter().find(|(known, _)| *known == kind).map(|(_, typed)| read(typed).clone()).unwrap_or_default()
            })
        })
    }

    /// The same by where it is written.
    pub fn typed_of(&self, kind: ActKind, place: fn(&mut Typed) -> &mut String) -> String {
        let typed = self.typed.with(|all| all.iter().find(|(known, _)| *known == kind).map(|(_, typed)| typed.clone()));
        typed.map(|mut typed| std::mem::take(place(&mut typed))).unwrap_or_default()
    }

    /// Takes an answer in. One that the opening leans on changes the opening, as long as nobody has written into it.
    pub fn input(&self, kind: ActKind, write: fn(&mut Typed) -> &mut String) -> Callback<String> {
        let acting = *self;
        Callback::new(move |text: String| {
            acting.change(kind, |typed| *write(typed) = text);
            acting.renew_opening(kind);
        })
    }

    /// Takes in words for the person: from now on they are somebody's own.
    pub fn input_words(&self, kind: ActKind) -> Callback<String> {
        let acting = *self;
        Callback::new(move |text: String| {
            acting.change(kind, |typed| {
                typed.words = text;
                typed.is_own = true;
            });
        })
    }

    /// The stage it has moved to since the form was opened.
    pub fn moved_to(&self) -> Option<Stage> {
        let now = self.referral.with(|referral| referral.stage);
        self.seen.get().filter(|seen| *seen != now).map(|_| now)
    }

    /// Whether an act can be done as it stands now.
    pub fn may(&self, kind: ActKind) -> bool {
        self.referral.with(|referral| referral.acts.contains(&kind))
    }

    /// Sends the act of a form. The same one sent again, because no answer came, has the same id and is still one.
    pub fn send(&self, kind: ActKind) {
        let typed = self.typed.with_untracked(|all| all.iter().find(|(known, _)| *known == kind).cloned());
        let Some((_, typed)) = typed else { return };
        let act = match typed.act(kind, today()) {
            Ok(act) => act,
            Err(problems) => return self.errand.show(problems),
        };
        let (id, stage) = self.referral.with_untracked(|referral| (referral.id, referral.stage));
        self.seen.set(Some(stage));
        let request = self.request(stage, act);
        let acting = *self;
        self.errand.run(
            move || {
                let request = request.clone();
                async move { referrals::act(id, &request).await }
            },
            move |referral: DeskReferral| acting.finish(kind, referral),
        );
    }

    fn request(&self, seen_stage: Stage, act: Act) -> ActOnReferral {
        let before = self.sent.get_value().filter(|sent| sent.act == act && sent.seen_stage == seen_stage);
        let request = before.unwrap_or_else(|| ActOnReferral { id: ActId(ids::new_id()), seen_stage, act });
        self.sent.set_value(Some(request.clone()));
        request
    }

    fn finish(&self, kind: ActKind, referral: DeskReferral) {
        self.typed.update(|all| all.retain(|(known, _)| *known != kind));
        self.sent.set_value(None);
        self.open.set(None);
        self.seen.set(None);
        self.on_done.run(referral);
        self.done.set(Some(kind));
        request_animation_frame(|| document::focus(DONE));
    }

    /// A form as it is first seen.
    fn first(&self, kind: ActKind) -> Typed {
        let me = self.me.get_value();
        let is_colleague = self.referral.with_untracked(|referral| referral.colleagues.iter().any(|one| one.id == me));
        Typed {
            worker: if kind == ActKind::Accept && is_colleague { me.to_string() } else { String::new() },
            day: if kind == ActKind::RecordContact { days::written(today()) } else { String::new() },
            ..Typed::default()
        }
    }

    fn renew_opening(&self, kind: ActKind) {
        let referral = self.referral;
        self.change(kind, |typed| {
            if !typed.is_own {
                typed.words = referral.with_untracked(|referral| opening(kind, typed, referral));
            }
        });
    }

    fn change(&self, kind: ActKind, change: impl FnOnce(&mut Typed)) {
        self.typed.update(|all| {
            if let Some((_, typed)) = all.iter_mut().find(|(known, _)| *known == kind) {
                change(typed);
            }
        });
    }
}
