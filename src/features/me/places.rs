//! Everything else that somebody can do here, as a plain list.

use leptos::prelude::*;

use crate::routes::{inbox, me as routes, messages, plan};
use crate::words::me as words;

/// The list. Somebody without a record of their own has only what belongs to their sign-in and their phone, what is new for
/// them, and the messages of whom they help.
pub fn places_view(has_record: bool) -> AnyView {
    // The part of that page where it is chosen.
    let telling = [inbox::INBOX, "#telling"].concat();
    let own = [
        (inbox::INBOX, words::place_inbox()),
        (plan::PLAN, words::place_plan()),
        (plan::WEEK, words::place_week()),
        (messages::MINE, words::place_messages()),
        (routes::DETAILS, words::place_details()),
        (routes::SAFE_CONTACT, words::place_safe_contact()),
        (telling.as_str(), words::place_telling()),
        (routes::HELPERS, words::place_helpers()),
        (inbox::WHO_LOOKED, words::place_who_looked()),
        (routes::DEVICES, words::place_devices()),
        (inbox::PHONE, words::place_phone()),
        (inbox::EXPORT, words::place_export()),
        (inbox::COMPLAINTS, words::place_complaints()),
    ];
    let rows: Vec<_> = own
        .into_iter()
        .filter(|(href, _)| {
            has_record
                || matches!(*href, inbox::INBOX | messages::MINE | routes::DETAILS | routes::DEVICES | inbox::PHONE)
        })
        .map(|(href, label)| view! { <li><a href=href.to_owned()>{label}</a></li> })
        .collect();
    view! {
        <nav aria-labelledby="places">
            <h2 id="places">{words::places()}</h2>
            <ul class="places-list">{rows}</ul>
        </nav>
    }
    .into_any()
}
