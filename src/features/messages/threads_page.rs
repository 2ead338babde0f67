//! The threads of the team's people at the desk: one's own, with those that nobody else may be reading, or everybody's.

use std::time::Duration;

use leptos::prelude::*;
use wire::ThreadSummary;

use crate::backend::messages;
use crate::browser::document;
use crate::features::messages::sought::Sought;
use crate::features::messages::thread_groups::groups;
use crate::features::messages::undelivered::undelivered_view;
use crate::phrases::failure::failed_view;
use crate::state::changes::About;
use crate::state::fetched::{Fetched, Shown};
use crate::state::outbox;
use crate::state::who::use_who;
use crate::ui::choices::{Choice, Choices};
use crate::ui::loading::Loading;
use crate::ui::ornament::Ornament;
use crate::ui::page::Page;
use crate::ui::row_list::RowList;
use crate::ui::split_view::SplitView;
use crate::ui::text_field::TextField;
use crate::words::{app, messages as words, messages_desk as desk_words};

/// How long nobody has typed when they have paused.
const PAUSE: Duration = Duration::from_millis(300);
/// The values of the filter.
const MINE: &str = "mine";
const EVERYBODY: &str = "all";

/// The list.
#[component]
pub fn ThreadsPage() -> impl IntoView {
    let list = view! {
        <Page title=words::title() app_name=app::name()>{threads_view(None)}</Page>
    };
    let nothing_chosen = view! {
        <div class="split-nothing">
            <Ornament />
            <p>{desk_words::choose()}</p>
        </div>
    };
    view! {
        <div class="messages messages-desk">
            <SplitView
                list=list.into_any()
                list_label=words::title()
                detail=nothing_chosen.into_any()
                on_key=Callback::new(|_| false)
            />
        </div>
    }
    .into_any()
}

/// What is looked for.
#[derive(Clone, Copy)]
struct Looking {
    sought: Sought,
    fetched: Fetched<Found>,
}

/// What was found, and whether it was by words: each row shows then where they stand.
#[derive(Debug, Clone, PartialEq)]
struct Found {
    threads: Vec<ThreadSummary>,
    by_words: bool,
}

/// The list with its search; `chosen` is the person that is open.
pub fn threads_view(chosen: Option<String>) -> AnyView {
    // What was written and not sent before this page was loaded goes on from here too.
    let who = use_who();
    outbox::open(who);
    let sought = Sought::of(who);
    let request = move || {
        let team = untrack(|| who.staff()).and_then(|staff| staff.team);
        let words = sought.words.get_untracked();
        async move {
            // Somebody without a team has no people, and so nobody who writes.
            let threads = match team {
                Some(team) => messages::threads(team, &words).await?,
                None => Vec::new(),
            };
            Ok(Found { threads, by_words: !words.trim().is_empty() })
        }
    };
    let fetched = Fetched::new(&[About::Messages, About::Desk], request);
    let looking = Looking { sought, fetched };
    fetch_after_pause(looking);
    let chosen = StoredValue::new(chosen);
    view! {
        {undelivered_view()}
        {filters_view(looking)}
        <div role="status">
            {move || fetched.is_stale().then(|| view! { <p class="small">{words::stale()}</p> })}
        </div>
        {move || match fetched.shown() {
            Shown::Loading => view! { <Loading words=app::loading() /> }.into_any(),
            Shown::Failed(why) => failed_view(&why, Callback::new(move |()| fetched.again())),
            Shown::There => list_view(looking, chosen),
        }}
    }
    .into_any()
}

/// The server looks through the words of all messages: once somebody pauses, and not for every letter.
fn fetch_after_pause(looking: Looking) {
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(waiting) = timer.try_get_value().flatten() {
            waiting.clear();
        }
    };
    Effect::new(move |before: Option<()>| {
        looking.sought.words.track();
        stop();
        if before.is_some() {
            let fetch = move || looking.fetched.fetch_quietly();
            timer.set_value(set_timeout_with_handle(fetch, PAUSE).ok());
        }
    });
    on_cleanup(stop);
}

fn filters_view(looking: Looking) -> AnyView {
    let Sought { words: sought, is_everybody } = looking.sought;
    view! {
        <div class="threads-filter">
            <TextField
                id="threads-sought"
                label=desk_words::search()
                kind="search"
                value=sought
                on_input=Callback::new(move |typed| sought.set(typed))
                max_length=100
            />
            <Choices
                id="threads-whose"
                legend=desk_words::whose()
                is_legend_hidden=true
                choices=vec![Choice::new(MINE, desk_words::mine()), Choice::new(EVERYBODY, desk_words::everybody())]
                is_chosen=Callback::new(move |value: String| is_everybody.get() == (value == EVERYBODY))
                on_choose=Callback::new(move |(value, _): (String, bool)| is_everybody.set(value == EVERYBODY))
            />
        </div>
    }
    .into_any()
}

fn list_view(looking: Looking, chosen: StoredValue<Option<String>>) -> AnyView {
    let shown = Memo::new(move |_| {
        let is_everybody = looking.sought.is_everybody.get();
        let takes = |thread: &&ThreadSummary| is_everybody || is_theirs(thread);
        let found = |found: &Found| found.threads.iter().filter(takes).cloned().collect::<Vec<_>>();
        looking.fetched.read(found).unwrap_or_default()
    });
    let by_words = move || looking.fetched.read(|found| found.by_words).unwrap_or_default();
    let groups = Signal::derive(move || shown.with(|threads| groups(threads, by_words())));
    let count = move || shown.with(|threads| desk_words::count(u32::try_from(threads.len()).unwrap_or(u32::MAX)));
    let is_empty = Memo::new(move |_| shown.with(Vec::is_empty));
    let list = move || {
        if is_empty.get() {
            return view! { <p>{empty_words(looking)}</p> }.into_any();
        }
        view! {
            <RowList
                groups=groups
                chosen=chosen.get_value()
                has_letters=false
                on_go=Callback::new(|id: String| document::focus(&id))
            />
        }
        .into_any()
    };
    view! {
        <p class="small" role="status">{count}</p>
        {list}
    }
    .into_any()
}

/// Whether whoever looks has to read it: it is of one of their people, of somebody with nobody, or sounds like danger.
const fn is_theirs(thread: &ThreadSummary) -> bool {
    thread.is_mine || thread.worker.is_none() || thread.danger.is_some()
}

/// Why the list is empty, which may have several reasons.
fn empty_words(looking: Looking) -> &'static str {
    let has_any = looking.fetched.read(|found| !found.threads.is_empty()).unwrap_or_default();
    if has_any {
        desk_words::empty_mine()
    } else if looking.sought.has_words() {
        desk_words::empty_found()
    } else {
        desk_words::empty()
    }
}
