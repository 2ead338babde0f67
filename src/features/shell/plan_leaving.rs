//! Signing out from a page of a plan: what waits to be sent would go with the sign-in, so that is asked about first.

use crate::browser::history;
use crate::state::who::{Farewell, Who};
use crate::state::{plan_queue, pocket_waiting};
use crate::words::plan as words;

/// Signs out, unless something is not sent yet and they would rather stay.
pub fn sign_out(who: Who) {
    let has_unsent = plan_queue::has_unsent() || pocket_waiting::waits();
    if !has_unsent || history::is_sure(words::sign_out_unsent()) {
        who.sign_out(Farewell::SignedOut);
    }
}
