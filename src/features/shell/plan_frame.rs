//! What the apps of a plan stand in: the ways between its pages, who may see it, and as whom. Each app draws its own pages
//! inside.

use leptos::prelude::*;
use wire::{HelpingWhom, PersonId, Scope};

use crate::backend::plan_writes::Read;
use crate::browser::document::{self, Begun};
use crate::features::shell::as_of::AsOf;
use crate::features::shell::desk_bar::DeskBar;
use crate::features::shell::footer::Footer;
use crate::features::shell::gate::{self, Gate};
use crate::features::shell::header::Header;
use crate::features::shell::idle_notice::IdleNotice;
use crate::features::shell::person_strip::PersonStrip;
use crate::features::shell::plan_ended::{EndedPage, NoRecordPage};
use crate::features::shell::plan_header::OwnHeader;
use crate::features::shell::plan_leaving::sign_out;
use crate::features::shell::plan_waiting::PlanWaiting;
use crate::features::shell::update_notice::UpdateNotice;
use crate::routes::App;
use crate::routes::plan::{PlanPage, PlanRoute};
use crate::state::address::provide_address;
use crate::state::changes::provide_changes;
use crate::state::idle::provide_idle;
use crate::state::plan_seat::{Seat, Side, provide_seat};
use crate::state::who::{Who, provide_who, use_who};
use crate::state::{plan_queue, pocket_waiting};
use crate::words::plan as words;

/// A page of an app, for a seat at somebody's plan; without one the page that says that there is nothing here.
pub type Draw = fn(Option<(Seat, PlanPage)>) -> AnyView;

/// The whole of an app of a plan. `read` reads what its pages show of what was not sent yet.
pub fn plan_frame(app: App, begun: Begun, read: Read, draw: Draw) -> AnyView {
    let route = provide_address(app).route(PlanRoute::of);
    let who = provide_who();
    provide_changes(who);
    provide_idle(who);
    pocket_waiting::watch(who);
    // What an earlier page of this visit had not sent yet goes on its way, whichever page this is.
    Effect::new(move |_| {
        if who.standing().is_here() {
            plan_queue::open(who, read);
        }
    });
    let is_at_desk = Memo::new(move |_| route.with(|route| matches!(route, PlanRoute::Desk(..))));
    Effect::new(move |_| document::take_over(&begun));
    view! {
        <div id="app">
            <Header />
            <main id="main" tabindex="-1">
                <AsOf />
                {move || if is_at_desk.get() {
                    view! { <DeskBar here="" sign_out=sign_out /> }.into_any()
                } else {
                    view! { <OwnHeader route=route /> }.into_any()
                }}
                <IdleNotice />
                <UpdateNotice is_busy=plan_queue::has_unsent />
                <PlanWaiting />
                {move || guarded_view(route.get(), draw)}
            </main>
            <Footer />
        </div>
    }
    .into_any()
}

/// The page, where whoever is here may see it.
fn guarded_view(route: PlanRoute, draw: Draw) -> AnyView {
    let side = match route {
        PlanRoute::Own(_) | PlanRoute::Of(..) => gate::Side::Own,
        PlanRoute::Desk(..) => gate::Side::Desk,
        PlanRoute::Unknown => return draw(None),
    };
    let page = move || match route.clone() {
        PlanRoute::Own(page) => own_view(page, draw),
        PlanRoute::Of(id, page) => helped_view(id, page, draw),
        PlanRoute::Desk(id, page) => desk_view(&id, page, draw),
        PlanRoute::Unknown => draw(None),
    };
    view! { <Gate side=side title=words::title() page=page /> }.into_any()
}

/// A page of one's own plan. It is drawn anew only when the person changes.
fn own_view(page: PlanPage, draw: Draw) -> AnyView {
    let who = use_who();
    let person = Memo::new(move |_| who.person());
    (move || match person.get() {
        Some(person) => seated_view(Seat { person, side: Side::Own, can_write: true }, page.clone(), draw),
        None => {
            let is_adding = page == PlanPage::AddGroup;
            view! { <NoRecordPage is_adding=is_adding /> }.into_any()
        }
    })
    .into_any()
}

/// A page of the plan of somebody whom this person helps, as far as they have said that it may be seen.
fn helped_view(id: String, page: PlanPage, draw: Draw) -> AnyView {
    let who = use_who();
    let seat = Memo::new(move |_| helper_seat(who, &id));
    (move || match seat.get() {
        Some(seat) => seated_view(seat, page.clone(), draw),
        None => view! { <EndedPage /> }.into_any(),
    })
    .into_any()
}

fn helper_seat(who: Who, id: &str) -> Option<Seat> {
    let helping = who.helping();
    let whom: HelpingWhom = helping.into_iter().find(|helping| helping.person.to_string() == id)?;
    let has = |scope| whom.scopes.contains(&scope);
    has(Scope::SeePlan).then(|| Seat { person: whom.person, side: Side::Helper, can_write: has(Scope::WriteAsHelper) })
}

/// A page of the plan of somebody whom this team works with.
fn desk_view(id: &str, page: PlanPage, draw: Draw) -> AnyView {
    let Ok(person) = id.parse::<PersonId>() else { return draw(None) };
    let inside = seated_view(Seat { person, side: Side::Desk, can_write: true }, page, draw);
    view! { <PersonStrip /> {inside} }.into_any()
}

fn seated_view(seat: Seat, page: PlanPage, draw: Draw) -> AnyView {
    provide_seat(seat);
    draw(Some((seat, page)))
}
