//! Details that were typed and not saved, while their page is left for another. They are in memory alone: whoever comes
//! back finds them, and nobody does once the sign-in has ended.

use std::cell::RefCell;

use wire::{ChangeDetails, PersonId};

thread_local! {
    static TYPED: RefCell<Option<(PersonId, ChangeDetails)>> = const { RefCell::new(None) };
}

/// Keeps what was typed about somebody; nothing typed forgets it.
pub fn keep(person: PersonId, typed: Option<ChangeDetails>) {
    TYPED.set(typed.map(|typed| (person, typed)));
}

/// What was typed about this person.
pub fn typed(person: PersonId) -> Option<ChangeDetails> {
    TYPED.with_borrow(|held| held.as_ref().filter(|(whose, _)| *whose == person).map(|(_, typed)| typed.clone()))
}

/// Whether anything would be lost with this page.
pub fn is_any() -> bool {
    TYPED.with_borrow(Option::is_some)
}

/// Forgets it.
pub fn forget() {
    TYPED.take();
}
