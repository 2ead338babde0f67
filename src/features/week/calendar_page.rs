//! A private address at which somebody's own calendar reads their week. What it shows is their choice, for others may
//! see a calendar; it is told once, and can be stopped at any time.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::{CalendarFeed, CalendarFeeds, FeedShows};

use crate::backend::plan;
use crate::browser::{clipboard, document};
use crate::features::week::feed_form::{Making, form_view};
use crate::phrases::failure::failed_view;
use crate::phrases::moment::{clock, day};
use crate::phrases::trouble::trouble_view;
use crate::routes::plan::PlanPage;
use crate::state::changes::About;
use crate::state::doing::Doing;
use crate::state::fetched::{Fetched, Shown};
use crate::state::plan_seat::{Seat, use_seat};
use crate::ui::loading::Loading;
use crate::ui::page::Page;
use crate::words::{app, groups, plan_calendar as words};

const ABOUT: &[About] = &[About::Plan, About::Access];
/// The heading of an address that was made: it takes the focus.
pub const MADE: &str = "feed-made";
/// What came of stopping: it takes the focus, which the button loses.
const OUTCOME: &str = "feed-outcome";
const ADDRESS: &str = "feed-address";

/// The page.
#[component]
pub fn CalendarPage() -> impl IntoView {
    let seat = use_seat();
    let fetched = Fetched::new(ABOUT, move || plan::calendar(seat.person));
    // In memory alone, for as long as the page stands.
    let made = RwSignal::new(None::<String>);
    view! {
        <div class="week">
            <p class="back-row"><a class="back" href=seat.at(&PlanPage::Week)>{words::back()}</a></p>
            <Page title=words::title() app_name=app::name()>
                <p class="lead">{words::lead()}</p>
                <p class="notice notice-warm">{words::seen()}</p>
                <div role="status">
                    {move || fetched.is_stale().then(|| view! { <p class="small">{words::stale()}</p> })}
                </div>
                {move || match fetched.shown() {
                    Shown::Loading => view! { <Loading words=app::loading() /> }.into_any(),
                    Shown::Failed(why) => failed_view(&why, Callback::new(move |()| fetched.again())),
                    Shown::There => there_view(seat, fetched, made),
                }}
            </Page>
        </div>
    }
    .into_any()
}

fn there_view(seat: Seat, fetched: Fetched<CalendarFeeds>, made: RwSignal<Option<String>>) -> AnyView {
    let feed = Memo::new(move |_| fetched.read(|feeds| feeds.feed.clone()).flatten());
    let has_feed = Memo::new(move |_| feed.with(Option::is_some));
    let doing = RwSignal::new(Doing::Idle);
    let said = RwSignal::new(None::<&'static str>);
    let stop = move |_| {
        let request = async move {
            let ended = plan::end_calendar(seat.person).await;
            request_animation_frame(|| document::focus_outcome(OUTCOME));
            ended
        };
        Doing::run(doing, request, move |()| {
            made.set(None);
            fetched.put(CalendarFeeds::default());
            said.set(Some(words::stopped()));
        });
    };
    let stop_button = move || {
        view! {
            <p>
                <button
                    type="button"
                    class="button-second"
                    disabled=move || doing.with(Doing::is_busy)
                    on:click=stop
                >
                    {words::stop()}
                </button>
            </p>
        }
    };
    view! {
        {move || made.get().map(made_view)}
        {move || feed.with(|feed| feed.as_ref().map(feed_view))}
        {move || has_feed.get().then(stop_button)}
        <div id=OUTCOME tabindex="-1">
            <p role="status">{move || said.get()}</p>
            <div>
                {move || {
                    doing.with(|doing| doing.failure().map(|why| trouble_view(why, Some(words::not_stopped()))))
                }}
            </div>
        </div>
        {form_view(Making { seat, fetched, made, has_feed, said })}
    }
    .into_any()
}

/// The address that there is: what it shows, and whether a calendar asks for it.
fn feed_view(feed: &CalendarFeed) -> AnyView {
    let shows = match feed.shows {
        FeedShows::Times => words::shows_times(),
        FeedShows::Names => words::shows_names(),
    };
    let asked = match feed.asked_at {
        Some(at) => words::asked(&groups::day_and_time(&day(at), &clock(at))),
        None => words::never_asked().to_owned(),
    };
    view! {
        <section aria-labelledby="feed-there">
            <h2 id="feed-there">{words::there()}</h2>
            <ul>
                <li>{shows}</li>
                <li>{words::made_on(&day(feed.made_at))}</li>
                <li>{asked}</li>
            </ul>
        </section>
    }
    .into_any()
}

/// The address, once: to open in a calendar, or to copy into one.
fn made_view(address: String) -> AnyView {
    let said = RwSignal::new(None::<&'static str>);
    // Calendars take an address that begins like this as one to read again and again.
    let opens = address.split_once("://").map_or_else(|| address.clone(), |(_, rest)| format!("webcal://{rest}"));
    let copied = address.clone();
    let copy = move |_| {
        let text = copied.clone();
        spawn_local(async move {
            let is_copied = clipboard::copy(&text).await;
            // The page may have been left meanwhile.
            let _ = said.try_set(Some(if is_copied { words::copied() } else { words::not_copied() }));
        });
    };
    view! {
        <section class="feed-made" aria-labelledby=MADE>
            <h2 id=MADE tabindex="-1">{words::made()}</h2>
            <p>{words::made_once()}</p>
            <div class="field">
                <label class="field-label" for=ADDRESS>{words::address()}</label>
                <textarea
                    class="input feed-address"
                    id=ADDRESS
                    dir="ltr"
                    rows="3"
                    readonly=true
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=address
                ></textarea>
            </div>
            <p class="week-buttons">
                <button type="button" class="button" on:click=copy>{words::copy()}</button>
                <a class="button-second" href=opens rel="external noreferrer">{words::open()}</a>
            </p>
            <p role="status">{move || said.get()}</p>
            <p class="small">{words::how()}</p>
        </section>
    }
    .into_any()
}
