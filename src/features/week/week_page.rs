//! Seven days in one calm column: somebody's own, with what can be tapped on it, or to read for whoever helps them.

use chrono::{Days, NaiveDate};
use leptos::prelude::*;
use wire::{Routine, Week};

use crate::backend::plan;
use crate::features::week::day::day_view;
use crate::features::week::getting_ready::ABOUT;
use crate::features::week::live::LiveWeek;
use crate::features::week::overlay;
use crate::features::week::unsent::unsent_view;
use crate::phrases::failure::failed_view;
use crate::phrases::meeting::full_day;
use crate::routes;
use crate::routes::plan::PlanPage;
use crate::state::address::use_address;
use crate::state::fetched::{Fetched, Shown};
use crate::state::plan_seat::{Seat, Side, use_seat};
use crate::state::who::use_who;
use crate::ui::loading::Loading;
use crate::ui::page::Page;
use crate::words::{app, groups, plan_week as words};

/// How many days back and ahead the server has weeks.
const BACK: u64 = 180;
const AHEAD: u64 = 60;
const WEEK: Days = Days::new(7);

/// The page.
#[component]
pub fn WeekPage() -> impl IntoView {
    let (seat, address) = (use_seat(), use_address());
    let from = Memo::new(move |_| asked_from(&address.pairs()));
    (move || week_view(seat, from.get())).into_any()
}

/// The day in the address, from which on they want to see; none for today.
fn asked_from(pairs: &[(String, String)]) -> Option<String> {
    let is_day = |text: &str| text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    pairs.iter().rev().find(|(key, value)| key == "from" && is_day(value)).map(|(_, value)| value.clone())
}

fn week_view(seat: Seat, from: Option<String>) -> AnyView {
    let is_asked = from.is_some();
    let live = LiveWeek::new(seat, from);
    // What is for getting ready is the person's alone.
    let routine = seat.is_own().then(|| Fetched::new(ABOUT, move || plan::routine(seat.person)));
    view! {
        <div class="week">
            <Page title=heading(seat) app_name=app::name() tab=words::title()>
                <div role="status">
                    {move || live.is_stale().then(|| view! { <p class="small">{words::stale()}</p> })}
                </div>
                {move || match live.shown() {
                    Shown::Loading => view! { <Loading words=app::loading() /> }.into_any(),
                    Shown::Failed(why) => view! {
                        {failed_view(&why, Callback::new(move |()| live.again()))}
                        {is_asked.then(|| this_week_view(seat))}
                    }
                    .into_any(),
                    Shown::There => days_view(live, routine),
                }}
                {seat.is_own().then(|| foot_view(seat))}
                {unsent_view(seat.person)}
            </Page>
        </div>
    }
    .into_any()
}

/// Whose week it is. The browser's own title never says that.
fn heading(seat: Seat) -> Signal<String> {
    let who = use_who();
    Signal::derive(move || {
        let helping = who.somebody().filter(|_| seat.side == Side::Helper).map(|somebody| somebody.helping);
        let whom = helping.unwrap_or_default().into_iter().find(|whom| whom.person == seat.person);
        whom.map_or_else(|| words::title().to_owned(), |whom| words::title_theirs(&whom.name))
    })
}

fn days_view(live: LiveWeek, routine: Option<Fetched<Routine>>) -> AnyView {
    let shape = live.shape();
    (move || shape.with(|week| week.as_ref().map(|week| column_view(live, routine, week)))).into_any()
}

fn column_view(live: LiveWeek, routine: Option<Fetched<Routine>>, week: &Week) -> AnyView {
    let last = week.days.last().map_or(week.from, |day| day.day);
    let inside = if overlay::is_empty(week) {
        empty_view(live.seat, week)
    } else {
        week.days.iter().map(|day| day_view(live, routine, day, week.today)).collect::<Vec<AnyView>>().into_any()
    };
    view! {
        <p class="lead">{groups::from_to(&full_day(week.from), &full_day(last))}</p>
        {ways_view(live.seat, week)}
        <div class="week-days">{inside}</div>
    }
    .into_any()
}

/// A week with nothing in it. What has passed invites to nothing.
fn empty_view(seat: Seat, week: &Week) -> AnyView {
    if week.from < week.today {
        return view! { <p>{words::empty_then()}</p> }.into_any();
    }
    let find = view! { <p><a class="button" href=routes::GROUPS>{words::find()}</a></p> };
    view! {
        <p>{words::empty()}</p>
        {seat.is_own().then_some(find)}
    }
    .into_any()
}

/// The weeks before and after, as far as there are any.
fn ways_view(seat: Seat, week: &Week) -> AnyView {
    let earliest = week.today.checked_sub_days(Days::new(BACK));
    let latest = week.today.checked_add_days(Days::new(AHEAD));
    let earlier = week.from.checked_sub_days(WEEK).filter(|from| earliest.is_some_and(|earliest| *from >= earliest));
    let later = week.from.checked_add_days(WEEK).filter(|from| latest.is_some_and(|latest| *from <= latest));
    let today = week.today;
    let way = |from: NaiveDate, label: &'static str| {
        view! { <a class="tap" href=address_of(seat, from, today)>{label}</a> }.into_any()
    };
    view! {
        <nav class="week-ways" aria-label=words::other_weeks()>
            {earlier.map(|from| way(from, words::earlier()))}
            {(week.from != today).then(|| way(today, words::this_week()))}
            {later.map(|from| way(from, words::later()))}
        </nav>
    }
    .into_any()
}

fn address_of(seat: Seat, from: NaiveDate, today: NaiveDate) -> String {
    let week = seat.at(&PlanPage::Week);
    if from == today { week } else { format!("{week}?from={from}") }
}

fn this_week_view(seat: Seat) -> AnyView {
    view! { <p><a class="tap" href=seat.at(&PlanPage::Week)>{words::this_week()}</a></p> }.into_any()
}

/// What belongs to one's own week.
fn foot_view(seat: Seat) -> AnyView {
    view! {
        <ul class="week-foot">
            <li><a class="tap" href=seat.at(&PlanPage::Visits)>{words::visits_page()}</a></li>
            <li><a class="tap" href=seat.at(&PlanPage::Ready)>{words::ready_page()}</a></li>
            <li><a class="tap" href=seat.at(&PlanPage::Calendar)>{words::calendar_page()}</a></li>
        </ul>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::asked_from;

    #[test]
    fn only_a_day_in_the_address_is_asked_for() {
        let pair = |value: &str| [("from".to_owned(), value.to_owned())];
        assert_eq!(asked_from(&pair("2026-07-01")).as_deref(), Some("2026-07-01"));
        for other in ["", "2026-7-1", "2026-07-01&x", "2026-07-0x"] {
            assert_eq!(asked_from(&pair(other)), None, "{other}");
        }
    }
}
