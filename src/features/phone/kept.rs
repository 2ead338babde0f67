//! What this phone keeps, as far as the pocket says, and what can be done about it. It must not know how it looks.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::document;
use crate::browser::pocket::{self, Part, Pocket};
use crate::words::phone as words;

/// The id of what is said of something that was done.
pub const SAID: &str = "phone-said";

/// How far looking has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Looked {
    /// The person sees that it is on its way.
    Looking,
    /// The person sees that this browser keeps nothing.
    Impossible,
    /// The person sees that it could not be told, and can look again.
    Failed,
    /// The person sees what there is.
    There(Pocket),
}

/// Something that can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    Send,
    ForgetGroups,
    ForgetMine,
}

/// What is kept.
#[derive(Clone, Copy)]
pub struct Kept {
    looked: RwSignal<Looked>,
    is_busy: RwSignal<bool>,
    said: RwSignal<Option<&'static str>>,
}

impl Kept {
    /// Looks, and looks again whenever the worker has sent something.
    pub fn open() -> Self {
        let kept =
            Self { looked: RwSignal::new(Looked::Looking), is_busy: RwSignal::new(false), said: RwSignal::new(None) };
        kept.look();
        pocket::on_sent(move |_| {
            if !kept.looked.is_disposed() {
                kept.look();
            }
        });
        kept
    }

    /// Looks; what is shown stays until it is known.
    pub fn look(self) {
        spawn_local(async move {
            let looked = look().await;
            // The page may have been left meanwhile.
            let _ = self.looked.try_set(looked);
        });
    }

    /// How far it has come; followed as it changes.
    pub fn looked(self) -> Looked {
        self.looked.get()
    }

    /// Whether something is being done; followed as it changes.
    pub fn is_busy(self) -> bool {
        self.is_busy.get()
    }

    /// What is said of what was done; followed as it changes.
    pub fn said(self) -> Option<&'static str> {
        self.said.get()
    }

    /// Says what came of something that was done elsewhere on the page, and looks anew.
    pub fn tell(self, said: &'static str) {
        self.said.set(Some(said));
        self.look();
        request_animation_frame(|| document::focus_outcome(SAID));
    }

    /// Does something, and says what came of it.
    pub fn act(self, action: Action) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        self.said.set(None);
        spawn_local(async move {
            match action {
                Action::Send => pocket::send().await,
                Action::ForgetGroups => pocket::forget(Part::Packs).await,
                Action::ForgetMine => pocket::forget(Part::Mine).await,
            };
            let looked = look().await;
            // The page may have been left meanwhile.
            if self.is_busy.try_set(false).is_some() {
                return;
            }
            self.said.set(Some(outcome(action, &looked)));
            self.looked.set(looked);
            // The button that was pressed may be gone with what it was about.
            request_animation_frame(|| document::focus_outcome(SAID));
        });
    }
}

async fn look() -> Looked {
    match pocket::pocket().await {
        Some(pocket) => Looked::There(pocket),
        None if pocket::is_possible() => Looked::Failed,
        None => Looked::Impossible,
    }
}

/// Nothing is called done that can still be seen.
fn outcome(action: Action, looked: &Looked) -> &'static str {
    let Looked::There(pocket) = looked else { return words::failed() };
    match action {
        Action::Send if pocket.waiting == 0 => words::sent(),
        Action::Send => words::not_sent(),
        Action::ForgetGroups if pocket.packs.is_empty() => words::groups_gone(),
        Action::ForgetMine if pocket.answers == 0 && pocket.waiting == 0 => words::mine_gone(),
        Action::ForgetGroups | Action::ForgetMine => words::not_gone(),
    }
}
