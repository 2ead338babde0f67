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

/// The desk's order: what nobody has seen comes first, words that sound like danger before all, then what is late, then
/// what waits longest; after that what has been seen, the newest first. No two people's threads are equal.
pub fn order(a: &ThreadSummary, b: &ThreadSummary) -> Ordering {
    is_seen(a)
        .cmp(&is_seen(b))
        .then_with(|| if is_seen(a) { b.last_at.cmp(&a.last_at) } else { urgency(a).cmp(&urgency(b)) })
        .then_with(|| a.person.cmp(&b.person))
}

fn is_seen(thread: &ThreadSummary) -> bool {
    thread.unseen == 0
}

/// The less, the more urgent; `false` comes before `true`, and the kinds of danger are in their order already.
fn urgency(thread: &ThreadSummary) -> (bool, Option<DangerKind>, bool, DateTime<Utc>) {
    let since = thread.waiting_since.unwrap_or(thread.last_at);
    (thread.danger.is_none(), thread.danger, !thread.is_late, since)
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
    use wire::{PersonId, Side};

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

    /// A thread in which everything has been seen.
    fn seen(person: u128, last: u32) -> ThreadSummary {
        ThreadSummary {
            person: PersonId(Uuid::from_u128(person)),
            name: String::new(),
            reference: String::new(),
            worker: None,
            is_mine: false,
            covers_for: String::new(),
            words: String::new(),
            last_side: Side::Person,
            last_at: at(last),
            unseen: 0,
            waiting_since: None,
            is_late: false,
            danger: None,
        }
    }

    /// A thread that waits since an hour, and in which more was written later.
    fn waiting(person: u128, since: u32, is_late: bool, danger: Option<DangerKind>) -> ThreadSummary {
        ThreadSummary { unseen: 2, waiting_since: Some(at(since)), is_late, danger, ..seen(person, 20) }
    }

    #[test]
    fn most_urgent_stands_first() {
        let expected = [
            waiting(9, 12, false, Some(DangerKind::Emergency)),
            waiting(3, 3, true, Some(DangerKind::Suicide)),
            waiting(8, 11, false, Some(DangerKind::Suicide)),
            waiting(7, 10, false, Some(DangerKind::Abuse)),
            waiting(5, 2, true, None),
            waiting(6, 4, true, None),
            waiting(1, 1, false, None),
            waiting(2, 5, false, None),
            waiting(4, 5, false, None),
            seen(13, 22),
            seen(10, 21),
            seen(11, 21),
            seen(12, 1),
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
    fn order_is_total() {
        let mut all = Vec::new();
        for person in [1, 2] {
            for hour in [1, 2] {
                all.push(seen(person, hour));
                // What a server that forgot to say since when would send.
                all.push(ThreadSummary { unseen: 1, ..seen(person, hour) });
                for is_late in [false, true] {
                    let dangers =
                        [None, Some(DangerKind::Emergency), Some(DangerKind::Suicide), Some(DangerKind::Abuse)];
                    all.extend(dangers.map(|danger| waiting(person, hour, is_late, danger)));
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
