//! Who wrote what in a plan, and when, in words.

use chrono::{DateTime, Utc};
use domain::london;
use wire::{Author, Side};

use crate::browser::date_words::plain_date;
use crate::state::plan_seat::{self, Seat};
use crate::state::who::Who;
use crate::words::plan as words;

/// Who wrote something, as whoever sits here knows them.
pub fn author_words(author: &Author, seat: Seat) -> String {
    let name = author.name.as_str();
    match author.side {
        Side::Person if seat.is_own() => words::author_you().to_owned(),
        Side::Staff if !author.covers_for.is_empty() => words::author_cover(name, &author.covers_for),
        Side::Staff => words::author_staff(name),
        Side::Helper if name.is_empty() => words::author_gone().to_owned(),
        Side::Helper if author.relation.is_empty() => words::author_helping(name),
        Side::Helper => words::author_helper(name, &author.relation),
        Side::Person | Side::Automatic => name.to_owned(),
    }
}

/// Who wrote something and on which day: "Sam, link worker, 3 December 2026".
pub fn written_words(author: &Author, at: DateTime<Utc>, seat: Seat) -> String {
    words::written(&author_words(author, seat), &plain_date(london::today(at)))
}

/// Whoever sits here, as the writer of what has not arrived yet.
pub fn me(seat: Seat) -> Author {
    let side = match seat.side {
        plan_seat::Side::Own => Side::Person,
        plan_seat::Side::Helper => Side::Helper,
        plan_seat::Side::Desk => Side::Staff,
    };
    let name = words::author_you().to_owned();
    Author { side, name, relation: String::new(), covers_for: String::new() }
}

/// What the person likes to be called, for whoever helps them; empty for everybody else. Followed as it changes.
pub fn helped_name(who: Who, seat: Seat) -> String {
    if seat.side != plan_seat::Side::Helper {
        return String::new();
    }
    let helping = who.helping();
    helping.into_iter().find(|whom| whom.person == seat.person).map(|whom| whom.name).unwrap_or_default()
}
