//! The threads as rows of a list, under what is to be done about them. It must not know where they come from.

use wire::{LastWhat, Side, ThreadSummary};

use crate::features::messages::bubble::danger_words;
use crate::features::messages::day_break::short_time;
use crate::features::messages::strip::staff;
use crate::routes::messages as routes;
use crate::ui::row_list::{Mark, Row, RowGroup};
use crate::words::messages_desk as words;

/// Where a thread stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// What nobody has answered sounds like danger.
    Danger,
    Unseen,
    /// Seen, and nobody has answered.
    Unanswered,
    Rest,
}

impl Place {
    fn of(thread: &ThreadSummary) -> Self {
        if thread.danger.is_some() {
            Self::Danger
        } else if thread.unseen > 0 {
            Self::Unseen
        } else if thread.unanswered_since.is_some() {
            Self::Unanswered
        } else {
            Self::Rest
        }
    }
}

/// The groups that have any, the most pressing first, each in the server's order. With words that were looked for, a row
/// shows where they stand.
pub fn groups(threads: &[ThreadSummary], has_words: bool) -> Vec<RowGroup> {
    let group = |(place, key, heading): (Place, &'static str, &'static str)| {
        let here = threads.iter().filter(|thread| Place::of(thread) == place);
        RowGroup { key, heading: heading.to_owned(), rows: here.map(|thread| row(thread, has_words)).collect() }
    };
    [
        (Place::Danger, "danger", words::heading_danger()),
        (Place::Unseen, "unseen", words::heading_unseen()),
        (Place::Unanswered, "unanswered", words::heading_unanswered()),
        (Place::Rest, "rest", words::heading_rest()),
    ]
    .into_iter()
    .map(group)
    .filter(|group| !group.rows.is_empty())
    .collect()
}

fn row(thread: &ThreadSummary, has_words: bool) -> Row {
    let mut marks = Vec::new();
    if let Some(danger) = thread.danger {
        marks.push(Mark { words: danger_words(danger).to_owned(), is_pressing: true });
    }
    if thread.is_late {
        marks.push(Mark { words: words::late().to_owned(), is_pressing: true });
    }
    if thread.unseen > 0 {
        marks.push(Mark::plain(words::unseen(thread.unseen)));
    }
    let id = thread.person.to_string();
    Row {
        href: routes::desk_thread(&id),
        id,
        title: thread.name.clone(),
        aside: thread.reference.clone(),
        lead: match (thread.waiting_since, thread.unanswered_since) {
            (Some(since), _) => words::waiting_since(&short_time(since)),
            (None, Some(since)) => words::unanswered_since(&short_time(since)),
            (None, None) => words::last(&short_time(thread.last_at)),
        },
        is_late: thread.is_late,
        lines: vec![preview(thread, has_words), worker_words(thread)],
        marks,
    }
}

/// The last message in one line. What was looked for may stand in another, whoever wrote that.
fn preview(thread: &ThreadSummary, has_words: bool) -> String {
    let said = &thread.words;
    let what = match thread.last_what {
        _ if has_words && !said.is_empty() => return said.clone(),
        LastWhat::Words if thread.last_side == Side::Staff => return words::from_team(said),
        LastWhat::Words => return said.clone(),
        LastWhat::Group => words::last_group(),
        LastWhat::Dates => words::last_dates(),
        LastWhat::DateTaken => words::last_date_taken(),
    };
    if said.is_empty() { what.to_owned() } else { words::last_with(what, said) }
}

/// Who looks after them.
fn worker_words(thread: &ThreadSummary) -> String {
    match &thread.worker {
        _ if !thread.covers_for.is_empty() => words::you_for(&thread.covers_for),
        _ if thread.is_mine => words::you().to_owned(),
        Some(worker) => staff(worker),
        None => words::nobody().to_owned(),
    }
}
