//! What happened with a request, in words, as whoever asked reads it.

use wire::{EventKind, Timeline, TimelineEvent};

use crate::words::me::event as words;

/// One thing that happened. `is_own` is for the person's own eyes; helpers read it too.
pub fn event(event: &TimelineEvent, timeline: &Timeline, is_own: bool) -> String {
    let by = event.by.as_str();
    match event.kind {
        EventKind::Sent if !timeline.asked_by.is_empty() && is_own => words::sent_for_you(&timeline.asked_by),
        EventKind::Sent if !timeline.asked_by.is_empty() => words::sent_by(&timeline.asked_by),
        EventKind::Sent if is_own => words::sent().to_owned(),
        EventKind::Sent => words::sent_plain().to_owned(),
        EventKind::Seen => named(by, words::seen(), words::seen_by),
        EventKind::Accepted => named(by, words::accepted(), words::accepted_by),
        EventKind::Declined => words::declined().to_owned(),
        EventKind::ContactTried => named(by, words::contact_tried(), words::contact_tried_by),
        EventKind::FirstContact => named(by, words::first_contact(), words::first_contact_with),
        EventKind::WorkingTogether => named(by, words::working_together(), words::working_together_with),
        EventKind::PassedOn => words::passed_on().to_owned(),
        EventKind::Paused => words::paused().to_owned(),
        EventKind::Resumed => words::resumed().to_owned(),
        EventKind::Merged => words::merged().to_owned(),
        EventKind::Ended => words::ended().to_owned(),
        // Nobody of the team did it: the person came back by themselves.
        EventKind::Reopened if by.is_empty() && is_own => words::came_back().to_owned(),
        EventKind::Reopened if by.is_empty() => words::came_back_plain().to_owned(),
        EventKind::Reopened => words::reopened().to_owned(),
    }
}

/// With a name where one is known.
fn named(by: &str, plain: &'static str, with: fn(&str) -> String) -> String {
    if by.is_empty() { plain.to_owned() } else { with(by) }
}
