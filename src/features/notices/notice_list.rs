//! What is new, as a list: what kind of thing it is, whom it is about, when it was, and where it leads. It must not know
//! how anybody is told of it.

use domain::london;
use leptos::prelude::*;
use wire::{Inbox, Notice, NoticeId, NoticeKind, PersonId};

use crate::phrases::{meeting, moment};
use crate::routes::{me, messages};
use crate::state::fetched::Fetched;
use crate::state::who::Who;
use crate::ui::ornament::Ornament;
use crate::words::{groups, messages_notices as words};

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
    let is_empty = Memo::new(move |_| notices.with(Vec::is_empty));
    view! {
        {move || is_empty.get().then(empty_view)}
        <ul class="inbox-list">
            <For
                each=move || notices.get()
                key=|notice: &Notice| notice.id
                children=move |notice: Notice| row_view(who, &notice, fresh)
            />
        </ul>
    }
    .into_any()
}

fn empty_view() -> AnyView {
    view! {
        <p class="lead">{words::empty()}</p>
        <Ornament />
    }
    .into_any()
}

fn row_view(who: Who, notice: &Notice, fresh: Memo<Vec<NoticeId>>) -> AnyView {
    let (id, kind, person) = (notice.id, notice.kind, notice.person);
    let is_fresh = Memo::new(move |_| fresh.with(|fresh| fresh.contains(&id)));
    let name = Memo::new(move |_| person.and_then(|person| helped(who, person)));
    let when = groups::day_and_time(&meeting::day(london::today(notice.at)), &moment::clock(notice.at));
    view! {
        <li class="inbox-row">
            <a href=move || place(who, kind, person)>
                <span>{kind_words(kind)}</span>
                " "
                {move || is_fresh.get().then(|| view! { <span class="chip">{words::new()}</span> })}
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
        (NoticeKind::Message, None) => messages::MINE.to_owned(),
        (NoticeKind::Message, Some(other)) => messages::for_person(&other),
        (_, None) => me::HOME.to_owned(),
        (_, Some(other)) => me::helping(&other),
    }
}

fn kind_words(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Message => words::message(),
        NoticeKind::Stage => words::stage(),
        NoticeKind::PromiseDue => words::promise_due(),
        NoticeKind::PromiseMissed => words::promise_missed(),
        NoticeKind::MeetingTomorrow => words::meeting_tomorrow(),
        NoticeKind::Helper => words::helper(),
        // Nobody who has an inbox is told of these yet.
        NoticeKind::Code | NoticeKind::CheckInDue | NoticeKind::Listing => words::other(),
    }
}
