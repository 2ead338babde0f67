//! Where a message is written. On a person's side it says before when somebody reads; at the desk it names whom it goes to,
//! on the field and on the button, so that nobody answers in the wrong thread.

pub mod writing;

use domain::thread::{LONGEST, clean};
use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::prelude::*;
use wire::{Message, MessageBody};

use crate::browser::{document, in_view};
use crate::features::messages::composer::writing::{FIELD, Writing};
use crate::features::messages::dates_form::{Suggesting, dates_form_view};
use crate::features::messages::group_form::{Sharing, group_form_view};
use crate::features::messages::opening_list::{is_only_opening, opening_list_view};
use crate::features::messages::reading_line::reading_view;
use crate::features::messages::thread_view::following::FOOT;
use crate::phrases::danger_card::DangerCard;
use crate::routes::team;
use crate::state::pocket_queue;
use crate::state::thread::LiveThread;
use crate::state::thread::seat::Seat;
use crate::ui::field::{described_by, error_view, hint_view};
use crate::words::{messages as words, messages_desk as desk_words};

/// From how many letters left it is said how many there are.
const FEW_LEFT: usize = 500;
/// About how many letters stand in a line on a phone.
const LINE: usize = 36;

/// What somebody may do here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum May {
    Write,
    Read,
    /// The team takes no messages yet.
    Off,
}

/// The field, or what stands in its place.
pub fn composer_view(thread: LiveThread, writing: Writing) -> AnyView {
    let may = Memo::new(move |_| {
        let may = thread.read(|thread| match (thread.reading.is_on, thread.may_write) {
            (false, _) => May::Off,
            (true, false) => May::Read,
            (true, true) => May::Write,
        });
        may.unwrap_or(May::Read)
    });
    (move || match may.get() {
        May::Write => write_view(thread, writing),
        May::Read => read_only_view(thread),
        May::Off => off_view(thread),
    })
    .into_any()
}

fn write_view(thread: LiveThread, writing: Writing) -> AnyView {
    if thread.seat == Seat::Desk {
        return desk_view(thread, writing);
    }
    view! {
        {reading_view(thread)}
        {form_view(thread, writing, ().into_any())}
        <div id=FOOT></div>
    }
    .into_any()
}

fn desk_view(thread: LiveThread, writing: Writing) -> AnyView {
    let (sharing, suggesting) = (Sharing::new(), Suggesting::new());
    view! {
        {form_view(thread, writing, not_sent_view(sharing, suggesting))}
        <div id=FOOT></div>
        <div class="more-to-send">
            {group_form_view(thread, writing, sharing)}
            {dates_form_view(thread, writing, suggesting)}
        </div>
    }
    .into_any()
}

/// What is begun in the forms below does not go with the message above them, so that nobody takes it for sent.
fn not_sent_view(sharing: Sharing, suggesting: Suggesting) -> AnyView {
    let line = |words: &'static str| view! { <p class="small">{words}</p> };
    view! {
        <div role="status">
            {move || sharing.is_begun().then(|| line(desk_words::group_not_sent()))}
            {move || suggesting.is_begun().then(|| line(desk_words::dates_not_sent()))}
        </div>
    }
    .into_any()
}

/// The form; `after` stands below its button.
fn form_view(thread: LiveThread, writing: Writing, after: AnyView) -> AnyView {
    let is_desk = thread.seat == Seat::Desk;
    let error = RwSignal::new(None::<String>);
    let send = move || {
        let typed = clean(&writing.text.get_untracked());
        let wrong = wrong(&typed, is_desk);
        if wrong.is_some() {
            document::focus(FIELD);
        } else {
            writing.send_words(typed);
            request_animation_frame(|| in_view::bring(FOOT));
        }
        error.set(wrong);
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send();
    };
    let pressed = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            send();
        }
    };
    view! {
        <form class="composer" on:submit=submit on:keydown=pressed novalidate=true>
            {is_desk.then(|| opening_list_view(writing))}
            {field_view(thread, writing, error)}
            {(!is_desk).then(|| view! { <DangerCard text=writing.text field=FIELD sent=writing.sent /> })}
            {trouble_view(writing)}
            <p><button type="submit" class="button">{send_label(thread)}</button></p>
            {after}
        </form>
    }
    .into_any()
}

/// That what is written is not kept, or only as long as the page stands.
fn trouble_view(writing: Writing) -> AnyView {
    let has_no_room = pocket_queue::has_no_room();
    let said = move || match (has_no_room.get(), writing.is_kept()) {
        (true, _) => Some(words::no_room()),
        (false, false) => Some(words::not_kept()),
        (false, true) => None,
    };
    view! { <div role="status">{move || said().map(|said| view! { <p class="notice notice-warm">{said}</p> })}</div> }
        .into_any()
}

fn field_view(thread: LiveThread, writing: Writing, error: RwSignal<Option<String>>) -> AnyView {
    let is_wrong = move || error.with(Option::is_some);
    let count = Memo::new(move |_| writing.text.with(|text| text.chars().count()));
    let left = move || {
        let left = LONGEST.saturating_sub(count.get());
        (left < FEW_LEFT).then(|| view! { <p class="small">{words::left(number(left))}</p> })
    };
    let rows = Memo::new(move |_| writing.text.with(|text| rows(text)));
    // Until one of the dates is taken after all.
    let has_open_dates =
        |message: &Message| matches!(&message.body, MessageBody::Dates(dates) if dates.taken.is_none());
    let asks_for_times = Memo::new(move |_| {
        writing.asks_for_times() && thread.read(|thread| thread.messages.iter().any(has_open_dates)).unwrap_or_default()
    });
    view! {
        <div class="field" class:field-wrong=is_wrong>
            <label class="field-label" for=FIELD>{field_label(thread)}</label>
            {move || hint_view(FIELD, asks_for_times.get().then(|| words::ask_for_times().to_owned()))}
            {error_view(FIELD, error.into())}
            // What is too long is kept whole: it is said, and not cut off.
            <textarea
                class="input textarea"
                id=FIELD
                name=FIELD
                dir="auto"
                rows=move || rows.get()
                // Else browsers write what was typed into the file from which they open the tabs of last time.
                autocomplete="off"
                aria-describedby=move || described_by(FIELD, asks_for_times.get(), is_wrong())
                aria-invalid=move || is_wrong().then_some("true")
                prop:value=move || writing.text.get()
                on:input=move |event| writing.write(event_target_value(&event))
            ></textarea>
            {left}
        </div>
    }
    .into_any()
}

/// Why it cannot go as it is.
fn wrong(typed: &str, is_desk: bool) -> Option<String> {
    let over = typed.chars().count().saturating_sub(LONGEST);
    if typed.is_empty() {
        Some(words::missing().to_owned())
    } else if over > 0 {
        Some(words::too_long(number(over)))
    } else if is_desk && is_only_opening(typed) {
        Some(desk_words::opening_only().to_owned())
    } else {
        None
    }
}

/// How high the field is where the browser does not see to it: it grows with the words, up to eight lines.
fn rows(text: &str) -> u32 {
    let lines: usize = text.split('\n').map(|line| line.chars().count() / LINE + 1).sum();
    number(lines).clamp(2, 8)
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The full name at the desk; followed as it changes.
pub fn name_of(thread: LiveThread) -> String {
    let name =
        thread.read(|thread| thread.strip.as_ref().map_or_else(|| thread.name.clone(), |strip| strip.name.clone()));
    name.unwrap_or_default()
}

fn field_label(thread: LiveThread) -> AnyView {
    match thread.seat {
        Seat::Desk => (move || desk_words::to(&name_of(thread))).into_any(),
        Seat::Own | Seat::Helping => words::label().into_any(),
    }
}

fn send_label(thread: LiveThread) -> AnyView {
    match thread.seat {
        Seat::Desk => (move || desk_words::send_to(&name_of(thread))).into_any(),
        Seat::Own | Seat::Helping => words::send().into_any(),
    }
}

/// Whoever may read and not write.
fn read_only_view(thread: LiveThread) -> AnyView {
    let said = move || match thread.seat {
        Seat::Helping => words::read_only(&thread.read(|thread| thread.name.clone()).unwrap_or_default()),
        Seat::Own | Seat::Desk => words::read_only_own().to_owned(),
    };
    view! { <p class="notice">{said}</p> <div id=FOOT></div> }.into_any()
}

/// The team takes no messages yet: how else it is reached, or at the desk what to do about it.
fn off_view(thread: LiveThread) -> AnyView {
    if thread.seat == Seat::Desk {
        return view! {
            <div class="notice">
                <p>{desk_words::off()}</p>
                <p><a class="tap" href=team::TEAM>{desk_words::off_go()}</a></p>
            </div>
            <div id=FOOT></div>
        }
        .into_any();
    }
    let Some(team) = thread.peek(|thread| thread.team.clone()) else { return ().into_any() };
    let phone = team.phone.filter(|phone| !phone.is_empty()).map(|phone| {
        let href = format!("tel:{}", domain::taps::dial(&phone));
        view! { <p>{words::off_phone()} " " <a class="tap" rel="external" dir="ltr" href=href>{phone}</a></p> }
    });
    let email = team.email.filter(|email| !email.is_empty()).map(|email| {
        let href = format!("mailto:{email}");
        view! { <p>{words::off_email()} " " <a class="tap" rel="external" dir="ltr" href=href>{email}</a></p> }
    });
    view! {
        <div class="notice">
            <p>{words::off(&team.name)}</p>
            {phone}
            {email}
        </div>
        <div id=FOOT></div>
    }
    .into_any()
}
