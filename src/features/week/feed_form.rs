//! Making a private calendar address: what it is to show, said with who may see that. The careful choice stands first
//! and is chosen.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::{CalendarFeeds, FeedMade, FeedShows, MakeFeed};

use crate::backend::plan;
use crate::browser::document;
use crate::features::week::calendar_page::MADE;
use crate::phrases::trouble::trouble_view;
use crate::state::doing::Doing;
use crate::state::fetched::Fetched;
use crate::state::plan_seat::Seat;
use crate::ui::choices::{Choice, Choices};
use crate::words::plan_calendar as words;

/// The choices, as they are called in the form.
const TIMES: &str = "times";
const NAMES: &str = "names";

/// Where an address is made, and what takes it in.
#[derive(Clone, Copy)]
pub struct Making {
    pub seat: Seat,
    pub fetched: Fetched<CalendarFeeds>,
    /// The address, once it is made.
    pub made: RwSignal<Option<String>>,
    /// There is one already, which a new one ends.
    pub has_feed: Memo<bool>,
    /// What was said last of the one before.
    pub said: RwSignal<Option<&'static str>>,
}

/// The form.
pub fn form_view(making: Making) -> AnyView {
    let Making { seat, fetched, made, has_feed, said } = making;
    let shows = RwSignal::new(FeedShows::Times);
    let doing = RwSignal::new(Doing::Idle);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        said.set(None);
        let request = plan::make_calendar(seat.person, MakeFeed { shows: shows.get_untracked() });
        Doing::run(doing, request, move |new: FeedMade| {
            made.set(Some(new.address));
            fetched.put(CalendarFeeds { feed: Some(new.feed) });
            request_animation_frame(|| document::focus(MADE));
        });
    };
    let choices = vec![
        Choice { value: TIMES, label: words::times().to_owned(), hint: Some(words::times_hint().to_owned()) },
        Choice { value: NAMES, label: words::names().to_owned(), hint: Some(words::names_hint().to_owned()) },
    ];
    let is_chosen = Callback::new(move |value: String| shows.get() == shows_of(&value));
    let on_choose = Callback::new(move |(value, is_taken): (String, bool)| {
        if is_taken {
            shows.set(shows_of(&value));
        }
    });
    view! {
        <section aria-labelledby="feed-make">
            <h2 id="feed-make">
                {move || if has_feed.get() { words::make_anew_title() } else { words::make_title() }}
            </h2>
            <form class="ready-form" on:submit=submit novalidate=true>
                {move || has_feed.get().then(|| view! { <p>{words::make_anew_words()}</p> })}
                <Choices
                    id="feed-shows"
                    legend=words::shows()
                    choices=choices
                    is_chosen=is_chosen
                    on_choose=on_choose
                />
                <p>
                    <button type="submit" class="button" disabled=move || doing.with(Doing::is_busy)>
                        {move || if has_feed.get() { words::make_anew() } else { words::make() }}
                    </button>
                </p>
                <div>
                    {move || {
                        doing.with(|doing| doing.failure().map(|why| trouble_view(why, Some(words::not_made()))))
                    }}
                </div>
            </form>
        </section>
    }
    .into_any()
}

fn shows_of(value: &str) -> FeedShows {
    if value == NAMES { FeedShows::Names } else { FeedShows::Times }
}
