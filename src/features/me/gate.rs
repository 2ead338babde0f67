//! Draws a page of somebody's own only while they are signed in. When their sign-in ends nothing of it stays; whoever comes
//! without one is shown to the page where they can sign in, and led back afterwards.

use leptos::prelude::*;

use crate::backend::failure::Failure;
use crate::phrases::failure::failed_view;
use crate::routes::{desk, me as routes};
use crate::state::who::{Standing, use_who};
use crate::ui::bare_page::BarePage;
use crate::ui::loading::Loading;
use crate::words::{app, me as words};

/// What stands there.
#[derive(Debug, Clone, PartialEq)]
enum Drawn {
    Nothing,
    Failed(Failure),
    Page(Standing),
    /// Somebody who works at the desk; their pages are there.
    Staff,
}

/// The page, for whoever is signed in.
#[component]
pub fn Gate(#[prop(into)] page: ViewFn) -> impl IntoView {
    let who = use_who();
    let drawn = Memo::new(move |_| match who.standing() {
        Standing::Asking | Standing::Nobody => Drawn::Nothing,
        Standing::Failed(why) => Drawn::Failed(why),
        Standing::Staff(_) => Drawn::Staff,
        somebody @ Standing::Somebody(_) => Drawn::Page(somebody),
    });
    Effect::new(move |_| {
        if who.standing() == Standing::Nobody && drawn.get() == Drawn::Nothing {
            who.turn_away(routes::SIGN_IN);
        }
    });
    view! {
        <div class="own" class:veiled=move || who.is_veiled()>
            {move || match drawn.get() {
                Drawn::Nothing => view! {
                    <BarePage title=words::title()>
                        <Loading words=app::loading() />
                    </BarePage>
                }
                .into_any(),
                Drawn::Failed(why) => view! {
                    <BarePage title=words::title()>
                        {failed_view(&why, Callback::new(move |()| who.ask_anew()))}
                    </BarePage>
                }
                .into_any(),
                Drawn::Page(_) => page.run(),
                Drawn::Staff => view! {
                    <BarePage title=words::title()>
                        <p class="lead">{words::staff()}</p>
                        <p><a class="button" href=desk::WAITING>{words::staff_go()}</a></p>
                    </BarePage>
                }
                .into_any(),
            }}
        </div>
    }
    .into_any()
}
