//! Whether a team's people can write to it, and in which order the desk looks at what they write.
//!
//! It must not know teams, staff or hours themselves, nor who looks.

use std::cmp::Ordering;

use chrono::{DateTime, Utc};
use wire::{DangerKind, MessagesLack, ThreadSummary};

use crate::danger::Danger;

/// How many read at least, so that one may be away.
const FEWEST_READERS: u32 = 2;

/// What a team has of what messages need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ready {
    /// Active link workers and leads with a way to sign in.
    pub readers: u32,
    /// It opens on at least one day of the week.
    pub has_hours: bool,
    /// Its safeguarding lead is named and there.
    pub has_safeguarding_lead: bool,
}

/// What a team lacks before its people can write to it; nothing when messages may be on. A team without anybody lacks
/// cover too.
pub fn lacks(ready: Ready) -> Vec<MessagesLack> {
    [
        (ready.readers == 0, MessagesLack::Staff),
        (!ready.has_hours, MessagesLack::Hours),
        (ready.readers < FEWEST_READERS, MessagesLack::Cover),
        (!ready.has_safeguarding_lead, MessagesLack::SafeguardingLead),
    ]
    .into_iter()
    .filter_map(|(is_lacking, lack)| is_lacking.then_some(lack))
    .collect()
}

/// The desk's order: words that sound like danger and that nobody has answered come before all, then what nobody has
/// seen, what is late first, then what nobody has answered. Of these what waits longest comes first; the rest follows,
/// the newest first. No two people's threads are equal.
pub fn order(a: &ThreadSummary, b: &ThreadSummary) -> Ordering {
    urgency(a)
        .cmp(&urgency(b))
        .then_with(|| if rests(a) { b.last_at.cmp(&a.last_at) } else { since(a).cmp(&since(b)) })
        .then_with(|| a.person.cmp(&b.person))
}

/// The less, the more urgent; `false` comes before `true`, and the kinds of danger are in their order already.
fn urgency(thread: &ThreadSummary) -> (bool, Option<DangerKind>, bool, bool, bool) {
    let is_seen = thread.unseen == 0;
    (thread.danger.is_none(), thread.danger, is_seen, !thread.is_late, thread.unanswered_since.is_none())
}

/// Nothing in it waits for the team. Of two that are equally urgent either both do or none does.
fn rests(thread: &ThreadSummary) -> bool {
    thread.danger.is_none() && thread.unseen == 0 && thread.unanswered_since.is_none()
}

/// Since when it waits: to be seen, or else to be answered.
fn since(thread: &ThreadSummary) -> DateTime<Utc> {
    let since = if thread.unseen == 0 { thread.unanswered_since } else { thread.waiting_since };
    since.unwrap_or(thread.last_at)
}

/// What words sound like, as the desk is told.
pub fn kind(danger: Danger) -> DangerKind {
    match danger {
        Danger::Emergency => DangerKind::Emergency,
        Danger::Suicide => DangerKind::Suicide,
        Danger::Abuse => DangerKind::Abuse,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use uuid::Uuid;
    use wire::{LastWhat, PersonId, Side};

    use super::*;

    const FULL: Ready = Ready { readers: 2, has_hours: true, has_safeguarding_lead: true };

    #[test]
    fn team_that_has_everything_lacks_nothing() {
        assert_eq!(lacks(FULL), []);
        assert_eq!(lacks(Ready { readers: 9, ..FULL }), []);
    }

    #[test]
    fn each_thing_that_is_missing_is_named() {
        assert_eq!(lacks(Ready { readers: 1, ..FULL }), [MessagesLack::Cover]);
        assert_eq!(lacks(Ready { readers: 0, ..FULL }), [MessagesLack::Staff, MessagesLack::Cover]);
        assert_eq!(lacks(Ready { has_hours: false, ..FULL }), [MessagesLack::Hours]);
        assert_eq!(lacks(Ready { has_safeguarding_lead: false, ..FULL }), [MessagesLack::SafeguardingLead]);
        let all = [MessagesLack::Staff, MessagesLack::Hours, MessagesLack::Cover, MessagesLack::SafeguardingLead];
        assert_eq!(lacks(Ready { readers: 0, has_hours: false, has_safeguarding_lead: false }), all);
    }

    #[test]
    fn each_danger_keeps_its_kind() {
        assert_eq!(kind(Danger::Emergency), DangerKind::Emergency);
        assert_eq!(kind(Danger::Suicide), DangerKind::Suicide);
        assert_eq!(kind(Danger::Abuse), DangerKind::Abuse);
    }

    fn at(hour: u32) -> DateTime<Utc> {
        format!("2026-11-26T{hour:02}:00:00Z").parse().unwrap()
    }

    /// A thread in which everything has been answered.
    fn answered(person: u128, last: u32) -> ThreadSummary {
        ThreadSummary {
            person: PersonId(Uuid::from_u128(person)),
            name: String::new(),
            reference: String::new(),
            worker: None,
            is_mine: false,
            covers_for: String::new(),
            words: String::new(),
            last_what: LastWhat::Words,
            last_side: Side::Person,
            last_at: at(last),
            unseen: 0,
            waiting_since: None,
            is_late: false,
            unanswered_since: None,
            danger: None,
        }
    }

    /// A thread that somebody has looked at and nobody has answered since an hour, and in which more was written later.
    fn seen(person: u128, since: u32, danger: Option<DangerKind>) -> ThreadSummary {
        ThreadSummary { unanswered_since: Some(at(since)), danger, ..answered(person, 20) }
    }

    /// A thread that waits to be seen since an hour. Something before that was seen and not answered.
    fn waiting(person: u128, since: u32, is_late: bool, danger: Option<DangerKind>) -> ThreadSummary {
        ThreadSummary { unseen: 2, waiting_since: Some(at(since)), is_late, ..seen(person, 0, danger) }
    }

    #[test]
    fn most_urgent_stands_first() {
        let expected = [
            waiting(9, 12, false, Some(DangerKind::Emergency)),
            seen(18, 1, Some(DangerKind::Emergency)),
            waiting(3, 3, true, Some(DangerKind::Suicide)),
            waiting(8, 11, false, Some(DangerKind::Suicide)),
            waiting(7, 10, false, Some(DangerKind::Abuse)),
            seen(19, 2, Some(DangerKind::Abuse)),
            seen(17, 9, Some(DangerKind::Abuse)),
            waiting(5, 2, true, None),
            waiting(6, 4, true, None),
            waiting(1, 1, false, None),
            waiting(2, 5, false, None),
            waiting(4, 5, false, None),
            seen(16, 3, None),
            seen(14, 6, None),
            seen(15, 6, None),
            answered(13, 22),
            answered(10, 21),
            answered(11, 21),
            answered(12, 1),
        ];
        for turn in 0..expected.len() {
            let mut sorted = expected.to_vec();
            sorted.rotate_left(turn);
            sorted.reverse();
            sorted.sort_by(order);
            assert_eq!(sorted, expected);
        }
    }

    #[test]
    fn danger_that_was_looked_at_and_not_answered_stays_before_what_nobody_has_seen() {
        let looked_at = seen(2, 19, Some(DangerKind::Abuse));
        assert_eq!(order(&looked_at, &waiting(1, 1, true, None)), Ordering::Less);
        let answer = ThreadSummary { danger: None, unanswered_since: None, ..looked_at };
        assert_eq!(order(&answer, &seen(1, 19, None)), Ordering::Greater);
    }

    #[test]
    fn order_is_total() {
        let mut all = Vec::new();
        for person in [1, 2] {
            for hour in [1, 2] {
                all.push(answered(person, hour));
                // What a server that forgot to say since when would send.
                all.push(ThreadSummary { unseen: 1, ..answered(person, hour) });
                all.push(ThreadSummary { danger: Some(DangerKind::Abuse), ..answered(person, hour) });
                let dangers = [None, Some(DangerKind::Emergency), Some(DangerKind::Suicide), Some(DangerKind::Abuse)];
                for danger in dangers {
                    all.push(seen(person, hour, danger));
                    all.extend([false, true].map(|is_late| waiting(person, hour, is_late, danger)));
                }
            }
        }
        for a in &all {
            assert_eq!(order(a, a), Ordering::Equal);
            for b in &all {
                assert_eq!(order(a, b), order(b, a).reverse());
                for c in &all {
                    let goes_up = order(a, b).is_le() && order(b, c).is_le();
                    assert!(!goes_up || order(a, c).is_le(), "{a:?} {b:?} {c:?}");
                }
            }
        }
    }
}
