//! That the app can be put on the home screen. It is said at two moments alone: after a referral was sent, and to
//! whoever is back at a list of what is on; so never on the first screen, never into a page that somebody reads, never
//! while they write. On a phone that others use it is not said at all. Which page is such a moment, its app says.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::backend::whose::{self, Whose};
use crate::browser::install::{self, Way};
use crate::words::install as words;

/// What the page that is open is to the hint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// No page to say it on.
    No,
    /// One before a page on which it may be said: whose phone this is, is asked in time, so that the hint comes with its
    /// page.
    Soon,
    /// It may be said.
    Now,
}

/// The hint, below a page.
#[component]
pub fn InstallHint(moment: Memo<Moment>) -> impl IntoView {
    let shown = RwSignal::new(None::<Way>);
    let phone = StoredValue::new(None::<Whose>);
    Effect::new(move |_| {
        let moment = moment.get();
        let way = install::way().filter(|_| !install::is_put_away());
        let may = matches!(phone.get_value(), Some(Whose::Unknown | Whose::Own(_)));
        shown.set(way.filter(|_| moment == Moment::Now && may));
        if moment != Moment::No && way.is_some() && phone.get_value().is_none() {
            spawn_local(async move {
                if let Ok(found) = whose::find().await {
                    phone.set_value(Some(found));
                }
            });
        }
    });
    let put_away = move || {
        install::put_away(matches!(phone.get_value(), Some(Whose::Own(_))));
        shown.set(None);
    };
    (move || shown.get().map(|way| hint_view(way, put_away))).into_any()
}

fn hint_view(way: Way, put_away: impl Fn() + Copy + 'static) -> AnyView {
    let how = match way {
        Way::Asking => {
            let ask = move |_| {
                install::ask();
                put_away();
            };
            view! { <button type="button" class="button button-second" on:click=ask>{words::put()}</button> }.into_any()
        }
        Way::ByHand => ().into_any(),
    };
    let by_hand = (way == Way::ByHand).then(|| view! { <p>{words::by_hand()}</p> <p>{words::anew()}</p> });
    view! {
        <section class="notice install" aria-labelledby="install">
            <h2 id="install">{words::title()}</h2>
            <p>{words::lead()}</p>
            <p>{words::seen()}</p>
            {by_hand}
            <p class="failed-ways">
                {how}
                <button type="button" class="button-quiet" on:click=move |_| put_away()>{words::put_away()}</button>
            </p>
        </section>
    }
    .into_any()
}
