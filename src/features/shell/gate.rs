//! Draws a page only for whoever is on its side: somebody's own pages for them, the desk's for whoever works there. Others
//! are shown to where they can be, and when a sign-in ends nothing of it stays. It must not know the page.

use leptos::prelude::*;
use wire::StaffRole;

use crate::backend::failure::Failure;
use crate::phrases::failure::failed_view;
use crate::routes::{desk, me, messages as routes, team};
use crate::state::address::use_address;
use crate::state::who::{Standing, Who, use_who};
use crate::ui::bare_page::BarePage;
use crate::ui::loading::Loading;
use crate::words::{app, signed_in as words};

/// Whose pages they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// A person's, or their helper's.
    Own,
    /// The team's, at the desk.
    Desk,
}

/// What stands there.
#[derive(Debug, Clone, PartialEq)]
enum Drawn {
    /// It is not known yet who is here.
    Nothing,
    Failed(Failure),
    Page(Standing),
    /// Somebody who works at the desk, at a page of somebody's own.
    WrongSide,
    /// Nobody is here: whoever comes is shown to the page where they sign in.
    SignIn(&'static str),
    /// There is nothing here for whoever it is, and something there.
    Instead(&'static str),
}

/// The page, for whoever is on its side.
#[component]
pub fn Gate(
    side: Side,
    /// What the page is called while there is nothing else to say.
    title: &'static str,
    #[prop(into)] page: ViewFn,
    /// What the page says at the end stands when it has ended the sign-in itself.
    #[prop(optional)]
    may_outlive: bool,
) -> impl IntoView {
    let (who, address) = (use_who(), use_address());
    let drawn = Memo::new(move |before: Option<&Drawn>| match (drawn(who, side), before) {
        (Drawn::SignIn(_), Some(page @ Drawn::Page(_))) if may_outlive => page.clone(),
        (now, _) => now,
    });
    Effect::new(move |_| match drawn.get() {
        Drawn::SignIn(way_in) => who.turn_away(way_in),
        Drawn::Instead(there) => address.go_instead(there),
        Drawn::Nothing | Drawn::Failed(_) | Drawn::Page(_) | Drawn::WrongSide => {}
    });
    view! {
        <div class="own" class:veiled=move || who.is_veiled()>
            {move || match drawn.get() {
                Drawn::Nothing | Drawn::SignIn(_) | Drawn::Instead(_) => {
                    bare_view(title, view! { <Loading words=app::loading() /> }.into_any())
                }
                Drawn::Failed(why) => bare_view(title, failed_view(&why, Callback::new(move |()| who.ask_anew()))),
                Drawn::Page(_) => page.run(),
                Drawn::WrongSide => bare_view(title, wrong_side_view()),
            }}
        </div>
    }
    .into_any()
}

/// Follows who is here.
fn drawn(who: Who, side: Side) -> Drawn {
    match (who.standing(), side) {
        (Standing::Asking, _) => Drawn::Nothing,
        (Standing::Failed(why), _) => Drawn::Failed(why),
        (Standing::Nobody, Side::Own) => Drawn::SignIn(me::SIGN_IN),
        (Standing::Nobody, Side::Desk) => Drawn::SignIn(desk::SIGN_IN),
        (Standing::Somebody(_), Side::Desk) => Drawn::Instead(routes::MINE),
        (Standing::Staff(_), Side::Own) => Drawn::WrongSide,
        // Administrators keep the system and read nobody's record.
        (Standing::Staff(_), Side::Desk) if is_administrator(who) => Drawn::Instead(team::TEAM),
        (here @ Standing::Somebody(_), Side::Own) | (here @ Standing::Staff(_), Side::Desk) => Drawn::Page(here),
    }
}

fn is_administrator(who: Who) -> bool {
    who.staff().is_some_and(|staff| staff.role == StaffRole::Administrator)
}

fn bare_view(title: &'static str, inside: AnyView) -> AnyView {
    view! { <BarePage title=title>{inside}</BarePage> }.into_any()
}

fn wrong_side_view() -> AnyView {
    view! {
        <p class="lead">{words::wrong_side()}</p>
        <p><a class="button" href=routes::DESK>{words::wrong_side_go()}</a></p>
    }
    .into_any()
}
