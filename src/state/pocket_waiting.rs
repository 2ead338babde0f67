//! Whether the pocket held something that was not sent when it was last looked at. Signing out takes that away, from
//! whichever page, and whoever presses the button is asked before: there is no time then to look.

use std::cell::Cell;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::Life;

use crate::browser::{pocket, presence};
use crate::state::who::Who;

thread_local! {
    static WAITS: Cell<bool> = const { Cell::new(false) };
}

/// Looks whenever somebody is here whose phone this is, comes back, or something has been sent.
pub fn watch(who: Who) {
    let is_own = Memo::new(move |_| who.life() == Some(Life::Mine));
    Effect::new(move |_| {
        WAITS.set(false);
        if is_own.get() {
            look();
        }
    });
    presence::on_return(|_| look());
    pocket::on_sent(|_| look());
}

/// Looks anew.
pub fn look() {
    spawn_local(async { WAITS.set(pocket::has_waiting().await) });
}

/// Whether signing out would take something away.
pub fn waits() -> bool {
    WAITS.get()
}
