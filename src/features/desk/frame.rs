//! What every page of the desk stands in: nobody gets to it who is not signed in as staff, and what is shown goes the
//! moment a sign-in ends.

use leptos::prelude::*;

use crate::features::desk::bar::Bar;
use crate::features::desk::kept;
use crate::features::desk::me::Me;
use crate::features::desk::sign_in_page::sign_in_view;
use crate::features::desk::tab::Tab;
use crate::phrases::failure::failed_view;
use crate::routes::{desk, team};
use crate::state::address::use_address;
use crate::state::who::{Farewell, Standing, use_who};
use crate::ui::loading::Loading;
use crate::ui::page::Page;
use crate::words::app;
use crate::words::desk::frame as words;

/// Draws a part of the desk for whoever is signed in; somebody else is shown to where they can be.
pub fn desk_frame(here: Tab, show: impl Fn(Me) -> AnyView + Send + 'static) -> AnyView {
    let who = use_who();
    let me = Memo::new(move |_| who.staff().map(|staff| Me::of(&staff)));
    let address = use_address();
    Effect::new(move |_| match who.standing() {
        // The team's pages have the way in at their own addresses, which say nothing about anybody.
        Standing::Nobody | Standing::Somebody(_) => {
            if address.has(desk::SIGN_IN) {
                who.turn_away(desk::SIGN_IN);
            }
        }
        // Whoever signs in without an aim is shown to the first part that they have.
        Standing::Staff(_) if here == Tab::Waiting => {
            let home = me.with(|me| me.as_ref().map(|me| Tab::home(me.role).address()));
            if let Some(home) = home.filter(|home| *home != here.address()) {
                address.go_instead(home);
            }
        }
        Standing::Staff(_) | Standing::Asking | Standing::Failed(_) => {}
    });
    let around = Memo::new(move |_| who.standing());
    let page = move || match (around.get(), me.get()) {
        (Standing::Staff(id), Some(me)) if here.is_for(me.role) => {
            kept::belongs_to(id);
            view! { <Bar me=me.clone() here=here /> {show(me)} }.into_any()
        }
        (Standing::Staff(_), Some(me)) => view! { <Bar me=me here=here /> {not_yours_view()} }.into_any(),
        (Standing::Failed(why), _) => failed_view(&why, Callback::new(move |()| who.ask_anew())),
        (Standing::Asking, _) => view! { <Loading words=app::loading() /> }.into_any(),
        // What was drawn is gone by now, and has kept what was begun in it: only now is it forgotten.
        _ => {
            let has_left = matches!(untrack(|| who.farewell()), Some(Farewell::SignedOut | Farewell::Idle));
            kept::forget(has_left);
            if address.has(desk::SIGN_IN) { ().into_any() } else { sign_in_view() }
        }
    };
    // While it is not known whether the sign-in still holds, nothing is to be seen, and nothing typed is lost.
    view! { <div class="desk" class:hidden=move || who.is_veiled()>{page}</div> }.into_any()
}

/// A part of the desk that is for another role.
fn not_yours_view() -> AnyView {
    view! {
        <Page title=words::not_yours() app_name=app::name() tab=words::tab()>
            <p>{words::not_yours_lead()}</p>
            <p><a class="button" href=team::ME>{words::not_yours_go()}</a></p>
        </Page>
    }
    .into_any()
}
