//! What a screen makes of a thread, on the phone and at the desk alike: how far a message has come, what is new, how
//! words are shown and what may be sent.
//!
//! It must not know whose thread it is, who may read it, how it is fetched, or what is said about any of it.

mod pieces;
mod problems;

use std::collections::BTreeMap;
use std::mem;

use chrono::{DateTime, Utc};
use wire::{Message, MessageId, Reader, Side};

pub use pieces::{Piece, pieces};
pub use problems::problems;

/// The longest text of a message, in characters (Unicode scalar values), counted when it is [`clean`].
pub const LONGEST: usize = 8_000;

/// How many empty lines are kept in a row.
const EMPTY_LINES: usize = 2;

/// How far a message has come, once the server has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivered {
    /// The server keeps it, and nobody of the other side has had it on their screen.
    Received,
    /// Somebody of the other side has had it on their screen: the first of them, and when.
    Seen { at: DateTime<Utc>, name: String },
    /// The other side has had it on their screen, and has written since.
    Replied,
}

/// How far `message` has come among the `messages` and `readers` of its thread. The automatic answer is nobody's reply,
/// and nobody waits for it to be seen.
pub fn delivered(message: &Message, messages: &[Message], readers: &[Reader]) -> Delivered {
    let side = message.author.side;
    let saw = readers.iter().filter(|reader| reader.seq >= message.seq && is_across(side, reader.side));
    let Some(first) = saw.min_by_key(|reader| reader.at) else {
        // What was written before, and came later than this one, answers nothing.
        return Delivered::Received;
    };
    if messages.iter().any(|later| later.seq > message.seq && is_across(side, later.author.side)) {
        return Delivered::Replied;
    }
    Delivered::Seen { at: first.at, name: first.name.clone() }
}

/// Whether `other` is the side that `side` writes to. A helper writes from the person's side.
fn is_across(side: Side, other: Side) -> bool {
    match side {
        Side::Person | Side::Helper => other == Side::Staff,
        Side::Staff => matches!(other, Side::Person | Side::Helper),
        Side::Automatic => false,
    }
}

/// Takes `fresh` messages into those `kept`, in the order of the server. One that is fetched again replaces itself,
/// because a date of it may have been taken since; no message stands twice.
pub fn merge(kept: &mut Vec<Message>, fresh: Vec<Message>) {
    let mut by_id: BTreeMap<MessageId, Message> = BTreeMap::new();
    for message in mem::take(kept).into_iter().chain(fresh) {
        by_id.insert(message.id, message);
    }
    *kept = by_id.into_values().collect();
    kept.sort_by_key(|message| message.seq);
}

/// What is kept of typed words: no blanks at the ends, no more than two empty lines in a row, and nothing that cannot
/// be seen and yet does something: control characters but line breaks and tabs, and those that turn the direction of
/// what follows, by which one text can pass for another. Whatever else was typed stays.
pub fn clean(text: &str) -> String {
    let is_kept = |letter: char| matches!(letter, '\n' | '\t') || !(letter.is_control() || turns_text(letter));
    // Of "\r\n" the first goes as the control character that it is.
    let seen: String = text.chars().filter(|letter| is_kept(*letter)).collect();
    let mut kept = String::with_capacity(seen.len());
    let mut empty_lines = 0;
    for line in seen.trim().split('\n') {
        empty_lines = if line.trim().is_empty() { empty_lines + 1 } else { 0 };
        if empty_lines > EMPTY_LINES {
            continue;
        }
        if !kept.is_empty() {
            kept.push('\n');
        }
        kept.push_str(line);
    }
    kept
}

/// Whether a character overrides or isolates the direction of what follows (Unicode Standard Annex 9).
fn turns_text(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The beginning of a text as one line of at most `most` characters. It ends after a word, and with an ellipsis where
/// there is more; only a word that is longer than the line is cut.
pub fn opening_words(text: &str, most: usize) -> String {
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let gap = usize::from(length > 0);
        let letters = word.chars().count();
        if length + gap + letters > most {
            if length == 0 {
                line.extend(word.chars().take(most));
            }
            line.push('…');
            return line;
        }
        if gap > 0 {
            line.push(' ');
        }
        line.push_str(word);
        length += gap + letters;
    }
    line
}

#[cfg(test)]
mod tests;
