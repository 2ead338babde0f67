//! A thread as the rows of a list: a line for each day, then its messages, each with who wrote it and how far it got where
//! that has to be said.

use chrono::NaiveDate;
use domain::london;
use domain::thread::delivered;
use wire::{Message, MessageId, Side, Thread};

use crate::features::messages::bubble::{Said, author_words, state_words};
use crate::phrases::meeting::today;
use crate::state::thread::seat::Seat;

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub enum Row {
    /// A day, and its first message.
    Day(NaiveDate, MessageId),
    Said(Box<Said>),
}

/// Tells a row from the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RowKey {
    /// By the name it goes by today too: "Today" becomes "Yesterday".
    Day(MessageId, NaiveDate),
    Said(MessageId),
}

impl Row {
    /// What tells it from the others.
    pub fn key(&self) -> RowKey {
        match self {
            Self::Day(_, first) => RowKey::Day(*first, today()),
            Self::Said(said) => RowKey::Said(said.message.id),
        }
    }

    /// The message with this id, when it is this row.
    pub fn said(&self, id: MessageId) -> Option<&Said> {
        match self {
            Self::Said(said) if said.message.id == id => Some(said),
            Self::Day(..) | Self::Said(_) => None,
        }
    }
}

/// The rows of a thread.
pub fn rows(thread: &Thread, seat: Seat) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut before = None::<&Message>;
    for (message, state) in thread.messages.iter().zip(states(thread, seat)) {
        let day = london::today(message.at);
        let is_new_day = before.is_none_or(|before| london::today(before.at) != day);
        if is_new_day {
            rows.push(Row::Day(day, message.id));
        }
        let is_named = message.author.side != Side::Automatic
            && (is_new_day || before.is_none_or(|before| before.author != message.author));
        let lead = is_named.then(|| author_words(&message.author, message.is_mine));
        rows.push(Row::Said(Box::new(Said { message: message.clone(), lead, state })));
        before = Some(message);
    }
    rows
}

/// How far the messages of one's own side got: said of the last, and of each that got further than the one below it.
fn states(thread: &Thread, seat: Seat) -> Vec<Option<String>> {
    let mut below = None::<String>;
    let mut states: Vec<Option<String>> = thread
        .messages
        .iter()
        .rev()
        .map(|message| {
            if !seat.is_ours(message.author.side) {
                return None;
            }
            let said = state_words(delivered(message, &thread.messages, &thread.readers));
            let is_other = below.as_ref() != Some(&said);
            below = Some(said.clone());
            is_other.then_some(said)
        })
        .collect();
    states.reverse();
    states
}
