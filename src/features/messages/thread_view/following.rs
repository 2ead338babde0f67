//! Where somebody is in the thread. Whoever is at its end stays there as messages come; whoever reads further up is told of
//! them and left alone. A message was seen once its end was on a screen that is in sight, while somebody was there who had
//! touched something of late; and nothing else was.

use leptos::prelude::*;

use wire::MessageId;

use crate::browser::{changes, in_view, presence};
use crate::features::messages::bubble::bubble_id;
use crate::state::outbox;
use crate::state::thread::LiveThread;
use crate::words::messages as words;

/// The id of the end of the messages.
pub const END: &str = "thread-end";
/// The id of the end of the field below them.
pub const FOOT: &str = "thread-foot";

/// For how many thousandths of a millisecond after a touch somebody is taken to be there and reading.
const THERE_FOR: u64 = 60_000_000;

/// The place in the thread.
#[derive(Clone, Copy)]
pub struct Following {
    thread: LiveThread,
    was_at_end: StoredValue<bool>,
    /// When somebody last touched anything here, by this phone's clock.
    touched: StoredValue<u64>,
    is_new_below: RwSignal<bool>,
}

impl Following {
    /// Goes to the end of the thread, and follows it from there.
    pub fn new(thread: LiveThread) -> Self {
        let following = Self {
            thread,
            was_at_end: StoredValue::new(true),
            touched: StoredValue::new(changes::turn()),
            is_new_below: RwSignal::new(false),
        };
        let scrolled = window_event_listener(leptos::ev::scroll, move |_| following.touch());
        let resized = window_event_listener(leptos::ev::resize, move |_| following.look());
        let pressed = window_event_listener(leptos::ev::pointerdown, move |_| following.touch());
        let typed = window_event_listener(leptos::ev::keydown, move |_| following.touch());
        let moved = window_event_listener(leptos::ev::pointermove, move |_| following.touch());
        on_cleanup(move || {
            scrolled.remove();
            resized.remove();
            pressed.remove();
            typed.remove();
            moved.remove();
        });
        // Whoever comes back to the tab sees by then what came meanwhile.
        let returns = outbox::returns();
        Effect::new(move |_| {
            returns.track();
            following.look();
        });
        let last = Memo::new(move |_| {
            let last = thread.read(|held| held.messages.last().map(|message| (message.seq, message.author.side)));
            last.flatten()
        });
        Effect::new(move |before: Option<Option<i64>>| {
            let last = last.get();
            let seq = last.map(|(seq, _)| seq);
            let is_news = before.is_some_and(|before| before < seq);
            let is_of_others = last.is_some_and(|(_, side)| !thread.seat.is_ours(side));
            following.go_on(before.is_none(), is_news && is_of_others);
            seq
        });
        following
    }

    /// "New message below".
    pub fn new_below_view(self) -> AnyView {
        let go = move |_| in_view::bring(FOOT);
        let button = move || {
            self.is_new_below.get().then(|| {
                view! {
                    <p class="new-below">
                        <button type="button" class="button button-warm" on:click=go>{words::new_below()}</button>
                    </p>
                }
            })
        };
        button.into_any()
    }

    /// Once what has come is drawn. Whoever opens it begins at the first message that they have not seen.
    fn go_on(self, is_first: bool, is_news: bool) {
        let follows = is_first || self.was_at_end.get_value();
        let first_unseen = if is_first { self.thread.unseen().first().map(|(_, id)| *id) } else { None };
        request_animation_frame(move || {
            if follows {
                // Browsers keep the field where it is when something grows above it: what is new would be out of sight.
                in_view::align(FOOT);
                if let Some(id) = first_unseen {
                    in_view::show_whole(&bubble_id(id));
                }
            } else if is_news {
                let _ = self.is_new_below.try_set(true);
            }
            self.look();
        });
    }

    fn touch(self) {
        // The page may have been left meanwhile.
        if self.touched.try_set_value(changes::turn()).is_none() {
            self.look();
        }
    }

    fn look(self) {
        let is_at_end = in_view::is_reached(END);
        // The page may have been left meanwhile.
        if self.was_at_end.try_set_value(is_at_end).is_some() {
            return;
        }
        if is_at_end && self.is_new_below.try_get_untracked() == Some(true) {
            self.is_new_below.set(false);
        }
        let is_anybody_there = changes::turn().saturating_sub(self.touched.get_value()) < THERE_FOR;
        if !is_anybody_there || !presence::is_in_sight() || !presence::has_focus() {
            return;
        }
        let on_screen = |(_, id): &(i64, MessageId)| in_view::is_end_in_sight(&bubble_id(*id));
        if let Some((seq, _)) = self.thread.unseen().into_iter().rev().find(on_screen) {
            self.thread.mark_seen(seq);
        }
    }
}
