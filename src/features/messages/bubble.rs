//! One message in the thread: who wrote it, what it holds, when it came, and how far it got. It must not know its
//! neighbours.

use domain::thread::{Delivered, Piece, pieces};
use leptos::prelude::*;
use wire::{Author, ClosedAnswer, DangerKind, Message, MessageBody, MessageId, Side};

use crate::features::messages::card::{dates_view, group_view};
use crate::features::messages::composer::writing::Writing;
use crate::features::messages::day_break::short_time;
use crate::phrases::moment::{clock, day};
use crate::routes;
use crate::state::thread::LiveThread;
use crate::state::thread::seat::Seat;
use crate::words::{failure, messages as words, messages_desk as desk_words};

/// A message and what stands around it.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    pub message: Message,
    /// Who wrote it, above the first of several.
    pub lead: Option<String>,
    /// How far it got, where that has to be said.
    pub state: Option<String>,
}

/// The id of a message on the page.
pub fn bubble_id(id: MessageId) -> String {
    format!("message-{id}")
}

/// The message. What changes later changes in its place, so that nothing is read out twice.
pub fn bubble_view(thread: LiveThread, writing: Writing, said: Memo<Said>) -> AnyView {
    let message = said.with_untracked(|said| said.message.clone());
    let (id, side) = (message.id, message.author.side);
    if let MessageBody::Closed(answer) = &message.body {
        return closed_view(id, answer);
    }
    let lead = Memo::new(move |_| said.with(|said| said.lead.clone()));
    let body = Memo::new(move |_| said.with(|said| said.message.body.clone()));
    let state = Memo::new(move |_| said.with(|said| said.state.clone()));
    view! {
        <li class=class_of(thread.seat, &message) id=bubble_id(id)>
            {move || lead.get().map(|lead| view! { <p class="bubble-lead" dir="auto">{lead}</p> })}
            {message.danger.map(|danger| view! { <p class="chip row-pressing">{danger_words(danger)}</p> })}
            {move || body.with(|body| body_view(thread, writing, (id, side), body))}
            <p class="bubble-foot">
                <span class="bubble-time">{clock(message.at)}</span>
                {move || state.get().map(|state| view! { <span class="bubble-state">{state}</span> })}
            </p>
        </li>
    }
    .into_any()
}

/// On which side it stands. What a helper writes is never taken for the person's own words, nor theirs for the helper's.
fn class_of(seat: Seat, message: &Message) -> &'static str {
    if !seat.is_ours(message.author.side) {
        "bubble bubble-theirs"
    } else if seat == Seat::Desk || message.is_mine {
        "bubble bubble-ours"
    } else {
        "bubble bubble-ours bubble-beside"
    }
}

fn body_view(thread: LiveThread, writing: Writing, which: (MessageId, Side), body: &MessageBody) -> AnyView {
    match body {
        MessageBody::Text(text) => words_view(text),
        MessageBody::Group(group) => group_view(group),
        MessageBody::Dates(dates) => dates_view(thread, writing, which, dates),
        MessageBody::Closed(_) => ().into_any(),
    }
}

/// What somebody typed, with what can be tapped in it; nothing when it is empty.
pub fn words_view(text: &str) -> AnyView {
    if text.is_empty() {
        return ().into_any();
    }
    let parts: Vec<AnyView> = pieces(text).into_iter().map(piece_view).collect();
    view! { <p class="bubble-words" dir="auto">{parts}</p> }.into_any()
}

fn piece_view(piece: Piece<'_>) -> AnyView {
    let (shown, href) = match piece {
        Piece::Words(words) => return words.to_owned().into_any(),
        Piece::Link { shown, href } | Piece::Telephone { shown, href } | Piece::Mail { shown, href } => (shown, href),
    };
    // Numbers and addresses run from left to right, whatever runs around them.
    view! { <a rel="external noreferrer" dir="ltr" href=href>{shown.to_owned()}</a> }.into_any()
}

/// The answer that comes by itself when nobody reads.
fn closed_view(id: MessageId, answer: &ClosedAnswer) -> AnyView {
    let lead = match answer.opens_at {
        Some(at) => words::closed_answer(&day(at), &clock(at)),
        None => words::closed_answer_plain().to_owned(),
    };
    view! {
        <li class="bubble-closed" id=bubble_id(id)>
            <p>
                {lead} " " {words::closed_help()} " "
                <a class="tap" href=routes::HELP_NOW rel="external">{failure::help()}</a>
            </p>
        </li>
    }
    .into_any()
}

/// Who wrote a message, as its reader knows them.
pub fn author_words(author: &Author, is_mine: bool) -> String {
    let name = author.name.as_str();
    match author.side {
        _ if is_mine => words::author_you().to_owned(),
        Side::Staff if !author.covers_for.is_empty() => words::author_cover(name, &author.covers_for),
        Side::Staff => words::author_staff(name),
        Side::Helper if name.is_empty() => words::author_gone().to_owned(),
        Side::Helper if author.relation.is_empty() => words::author_helping(name),
        Side::Helper => words::author_helper(name, &author.relation),
        Side::Person | Side::Automatic => name.to_owned(),
    }
}

/// How far a message got, in a word or two.
pub fn state_words(delivered: Delivered) -> String {
    match delivered {
        Delivered::Received => words::received().to_owned(),
        Delivered::Seen { at, name } if name.is_empty() => words::seen(&short_time(at)),
        Delivered::Seen { at, name } => words::seen_by(&name, &short_time(at)),
        Delivered::Replied => words::replied().to_owned(),
    }
}

/// What words sound like, for whoever is to look at them first.
pub fn danger_words(danger: DangerKind) -> &'static str {
    match danger {
        DangerKind::Emergency => desk_words::danger_emergency(),
        DangerKind::Suicide => desk_words::danger_suicide(),
        DangerKind::Abuse => desk_words::danger_abuse(),
    }
}
