//! Somebody's plan at a glance: what matters to them, and the groups that they may go to.

use domain::plan::goal::MOST_OPEN;
use leptos::prelude::*;
use wire::GoalStage;

use crate::features::plan::goal_card::cards_view;
use crate::features::plan::goals::Goals;
use crate::features::plan::group_card::groups_view;
use crate::features::plan::said::added_view;
use crate::features::plan::unsent::UnsentLine;
use crate::features::plan::written::helped_name;
use crate::phrases::failure::failed_view;
use crate::routes::plan::PlanPage;
use crate::state::fetched::{Fetched, Shown};
use crate::state::plan_seat::{Seat, Side, use_seat};
use crate::state::who::use_who;
use crate::ui::loading::Loading;
use crate::ui::page::Page;
use crate::words::{app, plan as words, plan_goals};

/// The page.
#[component]
pub fn OverviewPage() -> impl IntoView {
    let (seat, who) = (use_seat(), use_who());
    let goals = Goals::open(seat);
    let fetched = goals.fetched;
    let title = Memo::new(move |_| match seat.side {
        Side::Own => words::title().to_owned(),
        Side::Helper => words::title_of(&helped_name(who, seat)),
        Side::Desk => words::title_plain().to_owned(),
    });
    view! {
        <div class="plan">
            <Page title=title app_name=app::name() tab=words::title()>
                {stale_view(fetched)}
                {added_view(seat)}
                <UnsentLine />
                {read_only_view(seat)}
                <section aria-labelledby="goals">
                    <h2 id="goals">{plan_goals::title()}</h2>
                    {move || match fetched.shown() {
                        Shown::Loading => view! { <Loading words=app::loading() /> }.into_any(),
                        Shown::Failed(why) => failed_view(&why, Callback::new(move |()| fetched.again())),
                        Shown::There => empty_view(goals),
                    }}
                    {cards_view(goals)}
                    {add_view(goals)}
                </section>
                {groups_view(seat)}
                {ways_view(seat)}
            </Page>
        </div>
    }
    .into_any()
}

/// That newer could not be fetched.
pub fn stale_view<T: Clone + PartialEq + Send + Sync + 'static>(fetched: Fetched<T>) -> AnyView {
    view! {
        <div role="status">
            {move || fetched.is_stale().then(|| view! { <p class="small">{words::stale()}</p> })}
        </div>
    }
    .into_any()
}

/// That a helper can read here and not write, said once.
pub fn read_only_view(seat: Seat) -> AnyView {
    if seat.can_write {
        return ().into_any();
    }
    let who = use_who();
    view! { <p class="small" dir="auto">{move || words::read_only(&helped_name(who, seat))}</p> }.into_any()
}

fn empty_view(goals: Goals) -> AnyView {
    let is_empty = Memo::new(move |_| goals.all().is_empty());
    let words = if goals.seat.is_own() { plan_goals::empty() } else { plan_goals::empty_other() };
    (move || is_empty.get().then(|| view! { <p>{words}</p> })).into_any()
}

/// The way to another one, as long as there is room.
fn add_view(goals: Goals) -> AnyView {
    let seat = goals.seat;
    if !seat.can_write {
        return ().into_any();
    }
    let is_full =
        Memo::new(move |_| goals.all().iter().filter(|goal| goal.stage == GoalStage::Open).count() >= MOST_OPEN);
    let label = if seat.is_own() { plan_goals::add() } else { plan_goals::add_other() };
    (move || {
        if is_full.get() {
            view! { <p class="small">{plan_goals::full()}</p> }.into_any()
        } else {
            view! { <p><a class="button" href=seat.at(&PlanPage::NewGoal)>{label}</a></p> }.into_any()
        }
    })
    .into_any()
}

/// The quieter ways.
fn ways_view(seat: Seat) -> AnyView {
    let print = (PlanPage::Print, words::way_print());
    let ways = match seat.side {
        Side::Own => vec![
            (PlanPage::Week, words::way_week()),
            (PlanPage::Visits, words::way_visits()),
            (PlanPage::How, words::way_how()),
            (PlanPage::Ready, words::way_ready()),
            print,
        ],
        Side::Helper => {
            vec![(PlanPage::Week, words::way_their_week()), (PlanPage::Visits, words::way_their_visits()), print]
        }
        Side::Desk => {
            vec![(PlanPage::Visits, words::way_their_visits()), (PlanPage::How, words::way_their_how()), print]
        }
    };
    let rows: Vec<_> = ways
        .into_iter()
        .map(|(page, label)| view! { <li><a class="tap" href=seat.at(&page)>{label}</a></li> })
        .collect();
    view! {
        <nav aria-labelledby="plan-more">
            <h2 id="plan-more">{words::ways()}</h2>
            <ul class="plan-ways-list">{rows}</ul>
        </nav>
    }
    .into_any()
}
