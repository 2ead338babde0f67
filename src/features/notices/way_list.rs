//! The ways over which somebody can be told, in the order in which they are tried: each is chosen, moved up or down, and
//! says what keeps notices from it.

use leptos::prelude::*;
use wire::{Channel, Inbox, WayState};

use crate::browser::document;
use crate::features::notices::choice_draft::ChoiceDraft;
use crate::features::notices::this_phone::this_phone_view;
use crate::routes::me;
use crate::state::fetched::Fetched;
use crate::state::who::Who;
use crate::words::messages_notices as words;

/// The ids of what belongs to a way.
pub struct Ids {
    pub choice: &'static str,
    state: &'static str,
    up: &'static str,
    down: &'static str,
}

impl Ids {
    /// Those of a way. Notices go over three of them; the others never stand here.
    pub const fn of(channel: Channel) -> Self {
        match channel {
            Channel::Push => Self { choice: "push", state: "push-state", up: "push-up", down: "push-down" },
            Channel::Email => Self { choice: "email", state: "email-state", up: "email-up", down: "email-down" },
            Channel::Text | Channel::Call | Channel::Voicemail | Channel::Post => {
                Self { choice: "text", state: "text-state", up: "text-up", down: "text-down" }
            }
        }
    }
}

/// The list.
pub fn ways_view(who: Who, fetched: Fetched<Inbox>, draft: ChoiceDraft) -> AnyView {
    let said = RwSignal::new(String::new());
    view! {
        <fieldset aria-describedby="ways-hint">
            <legend class="field-label">{words::ways()}</legend>
            <p class="field-hint" id="ways-hint">{words::ways_hint()}</p>
            <ol class="ways-list">
                <For
                    each=move || draft.order.get()
                    key=|channel: &Channel| *channel
                    children=move |channel: Channel| way_view(who, fetched, draft, channel, said)
                />
            </ol>
            <p class="visually-hidden" role="status">{move || said.get()}</p>
        </fieldset>
    }
    .into_any()
}

fn way_view(
    who: Who,
    fetched: Fetched<Inbox>,
    draft: ChoiceDraft,
    channel: Channel,
    said: RwSignal<String>,
) -> AnyView {
    let ids = Ids::of(channel);
    let state = Memo::new(move |_| fetched.read(|inbox| state_of(inbox, channel)).unwrap_or(WayState::Off));
    // What is chosen can be taken back, whatever has become of it.
    let is_impossible = move || state.get() == WayState::Off && !draft.is_chosen(channel);
    view! {
        <li class="way">
            <label class="choice" for=ids.choice>
                <input
                    id=ids.choice
                    type="checkbox"
                    // Else browsers keep what was ticked, to open the tabs of last time with.
                    autocomplete="off"
                    aria-describedby=ids.state
                    disabled=is_impossible
                    prop:checked=move || draft.is_chosen(channel)
                    on:change=move |event| draft.choose(channel, event_target_checked(&event))
                />
                <span class="choice-words"><span class="choice-label">{way_words(channel)}</span></span>
            </label>
            <div class="way-state small" id=ids.state>{move || state_view(channel, state.get())}</div>
            {(channel == Channel::Push).then(|| this_phone_view(who, fetched, draft))}
            <p class="way-moves">
                {move_view(draft, channel, true, said)}
                {move_view(draft, channel, false, said)}
            </p>
        </li>
    }
    .into_any()
}

fn state_of(inbox: &Inbox, channel: Channel) -> WayState {
    inbox.ways.iter().find(|way| way.channel == channel).map_or(WayState::Off, |way| way.state)
}

fn way_words(channel: Channel) -> &'static str {
    match channel {
        Channel::Push => words::push(),
        Channel::Email => words::email(),
        Channel::Text | Channel::Call | Channel::Voicemail | Channel::Post => words::text(),
    }
}

/// What keeps notices from a way, and where that can be changed.
fn state_view(channel: Channel, state: WayState) -> AnyView {
    let say_safe = (me::SAFE_CONTACT, words::not_safe_go());
    // What somebody gave when they asked is written to only once they have proved that it is theirs.
    let prove = vec![(me::DETAILS, words::no_address_go()), (me::SAFE_CONTACT, words::no_address_which())];
    let (said, ways) = match (state, channel) {
        (WayState::Ready, _) => (words::ready(), Vec::new()),
        (WayState::NotAsked, _) => (words::not_safe(), vec![say_safe]),
        (WayState::NotSafe, _) => (words::said_no(), vec![say_safe]),
        (WayState::Stale, _) => (words::said_long_ago(), vec![say_safe]),
        (WayState::NoAddress, Channel::Push) => (words::no_device(), Vec::new()),
        (WayState::NoAddress, Channel::Email) => (words::no_email(), prove),
        (WayState::NoAddress, _) => (words::no_number(), prove),
        (WayState::Off, _) => (words::off(), Vec::new()),
    };
    let links: Vec<_> =
        ways.into_iter().map(|(href, label)| view! { <p><a class="tap" href=href>{label}</a></p> }).collect();
    view! {
        <p>{said}</p>
        {links}
    }
    .into_any()
}

/// A button that moves a way by one place.
fn move_view(draft: ChoiceDraft, channel: Channel, is_up: bool, said: RwSignal<String>) -> AnyView {
    let Ids { up, down, .. } = Ids::of(channel);
    let (id, other) = if is_up { (up, down) } else { (down, up) };
    let is_at_end = move || draft.is_at_end(channel, is_up);
    let shift = move |_| {
        let Some(place) = draft.shift(channel, is_up) else { return };
        said.set(words::moved(way_words(channel), &place.to_string()));
        // The row was taken out and put in again, by which it lost the focus. A button that can do no more cannot have it.
        let next = if untrack(is_at_end) { other } else { id };
        request_animation_frame(move || document::focus(next));
    };
    view! {
        <button id=id type="button" class="button-second" disabled=is_at_end on:click=shift>
            {if is_up { words::up() } else { words::down() }}
            <span class="visually-hidden">" " {way_words(channel)}</span>
        </button>
    }
    .into_any()
}
