//! What is new, as a list: what kind of thing it is, whom it is about, when it was, and where it leads. Messages that
//! follow each other are one row. It must not know how anybody is told of it.

use chrono::{DateTime, Utc};
use domain::london;
use leptos::prelude::*;
use wire::{Inbox, Notice, NoticeId, NoticeKind, PersonId};

use crate::phrases::{meeting, moment};
use crate::routes::{self as public, me, messages, plan};
use crate::state::fetched::Fetched;
use crate::state::who::Who;
use crate::ui::ornament::Ornament;
use crate::words::{groups, messages_notices as words};

/// A row: a notice, or messages about one person that follow each other, all of them new or none.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    newest: Notice,
    /// What the row began with. It stays the same row, with the focus on it, when more comes.
    oldest: NoticeId,
    count: u32,
    is_fresh: bool,
}

impl Row {
    const fn key(&self) -> (NoticeId, bool) {
        (self.oldest, self.is_fresh)
    }
}

/// The list, the newest first.
pub fn list_view(who: Who, fetched: Fetched<Inbox>) -> AnyView {
    let notices = Memo::new(move |_| fetched.read(|inbox| inbox.notices.clone()).unwrap_or_default());
    // What was new when the page opened stays marked as long as it stands, although it has been looked at by then.
    let fresh = Memo::new(move |held: Option<&Vec<NoticeId>>| {
        let mut fresh = held.cloned().unwrap_or_default();
        notices.with(|notices| {
            for notice in notices {
                if notice.is_new && !fresh.contains(&notice.id) {
                    fresh.push(notice.id);
                }
            }
        });
        fresh
    });
    let rows = Memo::new(move |_| notices.with(|notices| fresh.with(|fresh| rows_of(notices, fresh))));
    let is_empty = Memo::new(move |_| rows.with(Vec::is_empty));
    view! {
        {move || is_empty.get().then(empty_view)}
        <ul class="inbox-list">
            <For
                each=move || rows.get()
                key=Row::key
                children=move |row: Row| row_view(who, rows, row)
            />
        </ul>
    }
    .into_any()
}

fn rows_of(notices: &[Notice], fresh: &[NoticeId]) -> Vec<Row> {
    let mut rows = Vec::<Row>::new();
    for notice in notices {
        let is_fresh = fresh.contains(&notice.id);
        // Of other kinds each says something of its own: the day after this is another day.
        let is_alike = |row: &&mut Row| {
            let is_message = notice.kind == NoticeKind::Message && row.newest.kind == NoticeKind::Message;
            is_message && row.newest.person == notice.person && row.is_fresh == is_fresh
        };
        match rows.last_mut().filter(is_alike) {
            Some(row) => {
                row.count += 1;
                row.oldest = notice.id;
            }
            None => rows.push(Row { newest: notice.clone(), oldest: notice.id, count: 1, is_fresh }),
        }
    }
    rows
}

fn empty_view() -> AnyView {
    view! {
        <p class="lead">{words::empty()}</p>
        <Ornament />
    }
    .into_any()
}

fn row_view(who: Who, rows: Memo<Vec<Row>>, row: Row) -> AnyView {
    let (key, begun) = (row.key(), (row.count, row.newest.at));
    let Notice { kind, person, .. } = row.newest;
    let name = Memo::new(move |_| person.and_then(|person| helped(who, person)));
    let newest = Memo::new(move |held: Option<&(u32, DateTime<Utc>)>| {
        let now = rows.with(|rows| rows.iter().find(|row| row.key() == key).map(|row| (row.count, row.newest.at)));
        now.or(held.copied()).unwrap_or(begun)
    });
    let when = move || {
        let (_, at) = newest.get();
        groups::day_and_time(&meeting::day(london::today(at)), &moment::clock(at))
    };
    view! {
        <li class="inbox-row">
            <a href=move || place(who, kind, person)>
                <span>{move || said(kind, newest.get().0)}</span>
                " "
                {row.is_fresh.then(|| view! { <span class="chip">{words::new()}</span> })}
                " "
                {move || name.get().map(|name| view! { <span class="small">{words::about(&name)}</span> })}
                " "
                <span class="small">{when}</span>
            </a>
        </li>
    }
    .into_any()
}

/// What somebody is called whom one helps; followed as it changes.
fn helped(who: Who, person: PersonId) -> Option<String> {
    let helping = who.somebody()?.helping;
    helping.into_iter().find(|whom| whom.person == person).map(|whom| whom.name)
}

/// Where it leads: to one's own pages, or to those about the other whom it is about.
fn place(who: Who, kind: NoticeKind, person: Option<PersonId>) -> String {
    let other = person.filter(|person| who.person() != Some(*person)).map(|person| person.to_string());
    match (kind, other) {
        // About a group, whose page nothing of this names.
        (NoticeKind::Listing, _) => public::START.to_owned(),
        (NoticeKind::Message, None) => messages::MINE.to_owned(),
        (NoticeKind::Message, Some(other)) => messages::for_person(&other),
        (NoticeKind::MeetingTomorrow | NoticeKind::MeetingSoon, None) => plan::WEEK.to_owned(),
        (NoticeKind::Company | NoticeKind::LetterLost, None) => plan::PLAN.to_owned(),
        (NoticeKind::Company, Some(other)) => plan::of_person(&other),
        (_, None) => me::HOME.to_owned(),
        (_, Some(other)) => me::helping(&other),
    }
}

/// What a row says: how many there are too, where there are several.
fn said(kind: NoticeKind, count: u32) -> String {
    if count == 1 { kind_words(kind).to_owned() } else { words::message_many(count) }
}

fn kind_words(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Message => words::message(),
        NoticeKind::Stage => words::stage(),
        NoticeKind::PromiseDue => words::promise_due(),
        NoticeKind::PromiseMissed => words::promise_missed(),
        NoticeKind::MeetingTomorrow => words::meeting_tomorrow(),
        NoticeKind::MeetingSoon => words::meeting_soon(),
        NoticeKind::Company => words::company(),
        NoticeKind::LetterLost => words::letter_lost(),
        NoticeKind::Helper => words::helper(),
        NoticeKind::Listing => words::listing(),
        // Nobody who has an inbox is told of these yet.
        NoticeKind::Code | NoticeKind::CheckInDue => words::other(),
    }
}
