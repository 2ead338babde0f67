//! How sending the referral stands, said above every page of this app but the one that it was sent from. It also leads from
//! there to what happens next, once it has arrived.

use domain::journey::Step;
use leptos::prelude::*;

use crate::routes::refer::{self as routes, ReferRoute};
use crate::state::address::use_address;
use crate::state::draft::sending::{Sending, Waiting};
use crate::state::draft::use_draft;
use crate::words::{refer as words, sent};

/// A line, while there is something to say.
#[component]
pub fn SendingNotice(
    /// The page that is open.
    route: Memo<ReferRoute>,
) -> impl IntoView {
    let (draft, address) = (use_draft(), use_address());
    let is_at_check = Memo::new(move |_| {
        route.with(|route| matches!(route, ReferRoute::Question(step) if step == Step::Check.code()))
    });
    Effect::new(move |_| {
        if draft.sending() != Sending::Arrived {
            return;
        }
        if is_at_check.get() {
            address.go(routes::SENT);
        }
        if route.with(|route| *route == ReferRoute::Sent) {
            draft.heard();
        }
    });
    // The page that follows sending says by itself that it has arrived.
    let is_said =
        move |sending: &Sending| *sending == Sending::Arrived && route.with(|route| *route == ReferRoute::Sent);
    let seen = move || Some(draft.sending()).filter(|sending| !is_at_check.get() && !is_said(sending));
    (move || seen().as_ref().and_then(notice_view)).into_any()
}

fn notice_view(sending: &Sending) -> Option<AnyView> {
    let check = || (routes::question(Step::Check.code()), words::see_waiting());
    let (said, more, (href, way)) = match sending {
        Sending::Not | Sending::Now => return None,
        Sending::Waiting(Waiting { may_have_arrived, is_in_pocket }) => {
            let said = if *may_have_arrived { words::not_sure_title() } else { words::waiting_title() };
            let goes = if *is_in_pocket { words::waiting_pocket() } else { words::waiting() };
            (said, Some(goes), check())
        }
        Sending::Refused(_) => (words::refused(), None, check()),
        Sending::Arrived => (words::arrived(), None, (routes::SENT.to_owned(), sent::next_title())),
    };
    let view = view! {
        <div class="notice notice-warm" role="status">
            <p><strong>{said}</strong></p>
            {more.map(|more| view! { <p>{more}</p> })}
            <p><a class="tap" href=href>{way}</a></p>
        </div>
    };
    Some(view.into_any())
}
