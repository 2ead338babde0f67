//! The thread as both sides see it: its messages by day, those that are on their way, and the field below. New ones are read
//! out as they come, and nobody who reads further up is pulled away from there.

mod earlier;
pub mod following;
mod rows;

use std::cell::Cell;

use leptos::prelude::*;

use crate::browser::history;
use crate::features::messages::bubble::{Said, bubble_view};
use crate::features::messages::composer::composer_view;
use crate::features::messages::composer::writing::Writing;
use crate::features::messages::day_break::day_view;
use crate::features::messages::thread_view::earlier::earlier_view;
use crate::features::messages::thread_view::following::{END, Following};
use crate::features::messages::thread_view::rows::{Row, rows};
use crate::features::messages::waiting_row::waiting_view;
use crate::features::messages::who_reads::who_reads_view;
use crate::phrases::failure::failed_view;
use crate::state::address::use_address;
use crate::state::fetched::Shown;
use crate::state::outbox;
use crate::state::outbox::entry::Entry;
use crate::state::thread::LiveThread;
use crate::state::thread::seat::Seat;
use crate::state::who::Who;
use crate::ui::loading::Loading;
use crate::words::{app, messages as words, messages_desk as desk_words};

thread_local! {
    static ASKS_BEFORE_LEAVING: Cell<bool> = const { Cell::new(false) };
}

/// The thread, once it is there.
pub fn thread_view(who: Who, thread: LiveThread) -> AnyView {
    ask_before_leaving();
    let writing = Writing::new(who, thread);
    view! {
        <div role="status">
            {move || thread.is_stale().then(|| view! { <p class="small">{words::stale()}</p> })}
        </div>
        {move || match thread.shown() {
            Shown::Loading => view! { <Loading words=app::loading() /> }.into_any(),
            Shown::Failed(why) => {
                let failed = failed_view(&why, Callback::new(move |()| thread.again()));
                view! { {failed} {waiting_list_view(waiting(thread), writing)} }.into_any()
            }
            Shown::There => there_view(thread, writing),
        }}
    }
    .into_any()
}

/// What has not been sent yet and is not in the pocket is lost with the tab, and waits while another app is open: so that
/// is asked about, once for as long as this app is there.
fn ask_before_leaving() {
    if !ASKS_BEFORE_LEAVING.replace(true) {
        let address = use_address();
        history::ask_before_leaving(move |link| address.has(link), outbox::is_held_by_page, words::leave_unsent);
    }
}

fn there_view(thread: LiveThread, writing: Writing) -> AnyView {
    let returns = outbox::returns();
    let all = Memo::new(move |_| {
        // Whoever comes back the next day finds yesterday's words under another name.
        returns.track();
        thread.read(|held| rows(held, thread.seat)).unwrap_or_default()
    });
    let waiting = waiting(thread);
    // Where nobody can write yet there is nothing to invite to.
    let is_on = Memo::new(move |_| thread.read(|held| held.reading.is_on).unwrap_or_default());
    let is_empty = Memo::new(move |_| is_on.get() && all.with(Vec::is_empty) && waiting.with(Vec::is_empty));
    let is_putting = RwSignal::new(false);
    let following = Following::new(thread);
    view! {
        {(thread.seat == Seat::Own).then(|| who_reads_view(thread))}
        <div class="thread">
            {earlier_view(thread, is_putting)}
            {move || is_empty.get().then(|| empty_view(thread))}
            // Older messages are put in above what is read; they are no news.
            <div
                role="log"
                aria-label=words::log()
                aria-relevant="additions"
                aria-live=move || if is_putting.get() { "off" } else { "polite" }
            >
                <ol class="messages-list">
                    <For each=move || all.get() key=Row::key children=move |row| row_view(thread, writing, row, all) />
                </ol>
            </div>
            {waiting_list_view(waiting, writing)}
            <div id=END></div>
            {following.new_below_view()}
        </div>
        {composer_view(thread, writing)}
    }
    .into_any()
}

fn row_view(thread: LiveThread, writing: Writing, row: Row, all: Memo<Vec<Row>>) -> AnyView {
    let first = match row {
        Row::Day(day, _) => return day_view(day),
        Row::Said(said) => *said,
    };
    let id = first.message.id;
    // A message on its way out still has what it last said.
    let said = Memo::new(move |held: Option<&Said>| {
        let now = all.with(|rows| rows.iter().find_map(|row| row.said(id).cloned()));
        now.or_else(|| held.cloned()).unwrap_or_else(|| first.clone())
    });
    bubble_view(thread, writing, said)
}

/// What is on its way to this thread and does not stand in it yet.
fn waiting(thread: LiveThread) -> Memo<Vec<Entry>> {
    let entries = outbox::entries();
    Memo::new(move |_| {
        let arrived = thread.read(|held| held.messages.iter().map(|message| message.id).collect::<Vec<_>>());
        let arrived = arrived.unwrap_or_default();
        entries.with(|entries| {
            let is_here = |entry: &&Entry| entry.person == thread.person && !arrived.contains(&entry.id);
            entries.iter().filter(is_here).cloned().collect()
        })
    })
}

/// Outside of what is read out: whoever sends a message knows what it says.
fn waiting_list_view(waiting: Memo<Vec<Entry>>, writing: Writing) -> AnyView {
    view! {
        <ol class="messages-list">
            <For
                each=move || waiting.get()
                key=|entry: &Entry| entry.id
                children=move |first: Entry| waiting_row_view(waiting, first, writing)
            />
        </ol>
    }
    .into_any()
}

fn waiting_row_view(waiting: Memo<Vec<Entry>>, first: Entry, writing: Writing) -> AnyView {
    let id = first.id;
    let entry = Memo::new(move |held: Option<&Entry>| {
        let now = waiting.with(|all| all.iter().find(|entry| entry.id == id).cloned());
        now.or_else(|| held.cloned()).unwrap_or_else(|| first.clone())
    });
    waiting_view(entry, writing)
}

fn empty_view(thread: LiveThread) -> AnyView {
    let said = match thread.seat {
        Seat::Desk => desk_words::thread_empty().to_owned(),
        Seat::Own | Seat::Helping => words::empty(&thread.peek(|held| held.team.name.clone()).unwrap_or_default()),
    };
    view! { <p class="lead">{said}</p> }.into_any()
}
