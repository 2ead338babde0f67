//! What belongs to one's own record, and what is said to somebody who has none.

use leptos::prelude::*;
use wire::PersonId;

use crate::routes::me as routes;
use crate::words::own as words;

/// Draws it for whoever's record it is: once, and anew only when it is somebody else's.
pub fn own_view(
    person: impl Fn() -> Option<PersonId> + Send + Sync + 'static,
    draw: impl Fn(PersonId) -> AnyView + Send + 'static,
) -> AnyView {
    let person = Memo::new(move |_| person());
    (move || match person.get() {
        Some(person) => draw(person),
        None => view! {
            <p>{words::no_record()}</p>
            <p><a class="button" href=routes::HOME>{words::no_record_go()}</a></p>
        }
        .into_any(),
    })
    .into_any()
}
