//! The lock of this phone, as far as the worker says, and what can be done about it. It must not know how it looks.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::lock::{self, Lock};
use crate::browser::{document, history, session, signing_out};
use crate::features::phone::kept::{self, Kept};
use crate::features::phone::lock_act::{Act, NotDone, Place, Typed, asks_pin, carry_out, slip};
use crate::routes::inbox;
use crate::words::phone_lock as words;

/// By this note for the visit the page knows, once it has been loaded anew, that a PIN was being tried in it.
const TRYING: &str = "lock-trying";

/// How far looking has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Looked {
    /// The person sees that it is on its way.
    Looking,
    /// The person sees that it could not be told, and can look again.
    Failed,
    /// The person sees what there is.
    There(Lock),
}

/// What is open below what there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The ways on, each a button.
    Ways,
    /// A PIN is being typed that is to open it.
    Pin,
    /// A passkey is to open it beside the PIN.
    Passkey,
    /// It is to go.
    Removal,
}

impl Step {
    /// The id of the button that opens it.
    pub const fn button(self) -> &'static str {
        match self {
            Self::Ways => "lock-now",
            Self::Pin => "lock-pin",
            Self::Passkey => "lock-passkey",
            Self::Removal => "lock-removal",
        }
    }
}

/// The lock.
#[derive(Clone, Copy)]
pub struct Locking {
    kept: Kept,
    looked: RwSignal<Looked>,
    step: RwSignal<Step>,
    old: RwSignal<String>,
    new: RwSignal<String>,
    again: RwSignal<String>,
    problem: RwSignal<Option<(Place, String)>>,
    is_busy: RwSignal<bool>,
}

impl Locking {
    /// Looks.
    pub fn open(kept: Kept) -> Self {
        let locking = Self {
            kept,
            looked: RwSignal::new(Looked::Looking),
            step: RwSignal::new(Step::Ways),
            old: RwSignal::new(String::new()),
            new: RwSignal::new(String::new()),
            again: RwSignal::new(String::new()),
            problem: RwSignal::new(None),
            is_busy: RwSignal::new(false),
        };
        locking.look();
        locking
    }

    /// Looks; what is shown stays until it is known.
    pub fn look(self) {
        spawn_local(async move {
            let looked = lock::find().await.map_or(Looked::Failed, Looked::There);
            // The page may have been left meanwhile.
            let _ = self.looked.try_set(looked);
        });
    }

    /// How far it has come; followed as it changes.
    pub fn looked(self) -> Looked {
        self.looked.get()
    }

    /// What is open; followed as it changes.
    pub fn step(self) -> Step {
        self.step.get()
    }

    /// Whether something is being done; followed as it changes.
    pub fn is_busy(self) -> bool {
        self.is_busy.get()
    }

    /// What is wrong there; followed as it changes.
    pub fn problem(self, place: Place) -> Option<String> {
        self.problem.with(|problem| problem.as_ref().filter(|(at, _)| *at == place).map(|(_, words)| words.clone()))
    }

    /// What is typed in a field.
    pub fn typed(self, place: Place) -> RwSignal<String> {
        match place {
            Place::Old => self.old,
            Place::Again => self.again,
            Place::New | Place::Passkey | Place::Whole => self.new,
        }
    }

    /// Opens a step; its first field takes the focus.
    pub fn go_to(self, step: Step, first: Place) {
        self.put(step);
        request_animation_frame(move || first.field().into_iter().for_each(document::focus));
    }

    /// Back to the ways on. What was typed is forgotten, and the button that had led away takes the focus.
    pub fn go_back(self) {
        if !self.is_busy.get_untracked() {
            let button = self.step.get_untracked().button();
            self.put(Step::Ways);
            request_animation_frame(move || document::focus(button));
        }
    }

    /// Locks at once. Every page of theirs is loaded anew, and asks to be opened.
    pub fn shut(self) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        spawn_local(async move {
            if lock::shut().await {
                history::load(inbox::PHONE, true);
            } else if self.is_busy.try_set(false).is_none() {
                self.point_out(Place::Whole, words::unable().to_owned());
            }
        });
    }

    /// Does something, and says what came of it. What was typed stays until it is done.
    pub fn act(self, act: Act) {
        let Looked::There(lock) = self.looked.get_untracked() else { return };
        if self.is_busy.get_untracked() {
            return;
        }
        self.problem.set(None);
        let read = |typed: RwSignal<String>| typed.with_untracked(|typed| typed.trim().to_owned());
        let typed = Typed { old: read(self.old), new: read(self.new), again: read(self.again) };
        // A slip that can be seen costs no try.
        if let Some((place, words)) = slip(act, &lock, &typed) {
            self.point_out(place, words.to_owned());
            return;
        }
        self.is_busy.set(true);
        if asks_pin(act, &lock) {
            session::write(TRYING, "");
        }
        spawn_local(async move {
            let problem = match carry_out(act, &lock, &typed).await {
                Ok(()) => None,
                Err(NotDone::Problem(place, words)) => Some((place, words)),
                Err(NotDone::Gone) => {
                    // Also where an earlier try was the last, and this one was by the passkey.
                    session::write(TRYING, "");
                    return history::load(inbox::PHONE, true);
                }
            };
            session::forget(TRYING);
            // The page may have been left meanwhile.
            if self.is_busy.try_set(false).is_some() {
                return;
            }
            match (problem, act) {
                (Some((place, words)), _) => self.point_out(place, words),
                (None, Act::SetPin | Act::AddPasskey) => self.done(words::set()),
                (None, Act::Remove | Act::RemoveByPasskey) => self.done(words::removed()),
            }
        });
    }

    fn done(self, said: &'static str) {
        self.put(Step::Ways);
        self.look();
        self.kept.tell(said);
    }

    fn put(self, step: Step) {
        for typed in [self.old, self.new, self.again] {
            typed.set(String::new());
        }
        self.problem.set(None);
        self.step.set(step);
    }

    /// What is wrong stands at its field, which takes the focus.
    fn point_out(self, place: Place, words: String) {
        self.problem.set(Some((place, words)));
        place.field().into_iter().for_each(document::focus);
    }
}

/// Says that it was the last try, where it was: the worker has taken everything away, and the page was loaded anew. This tab
/// and the others forget the visit, as when somebody signs out.
pub fn tell_end(kept: Kept) {
    Effect::new(move |_| {
        let kept::Looked::There(pocket) = kept.looked() else { return };
        if session::read(TRYING).is_none() {
            return;
        }
        session::forget(TRYING);
        if !pocket.own {
            signing_out::announce();
            kept.tell(words::gone());
        }
    });
}
