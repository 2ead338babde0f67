//! A stretch of every day, over midnight too. It must not know what it is for.

use chrono::{NaiveTime, Timelike};
use wire::SafeContact;

const DAY: u32 = 24 * 60;

/// From a minute of the day for so many minutes: never none, never more than a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Times {
    /// Below [`DAY`].
    from: u32,
    /// From 1 to [`DAY`].
    length: u32,
}

impl Times {
    pub(super) const ALWAYS: Self = Self { from: 0, length: DAY };

    /// The times of a channel. An empty one is the beginning or the end of the day. `None` when they cannot be read,
    /// or begin when they end.
    pub(super) fn of(contact: &SafeContact) -> Option<Self> {
        let from = if contact.from.is_empty() { 0 } else { minutes(&contact.from)? };
        let until = if contact.until.is_empty() { DAY } else { minutes(&contact.until)? };
        if !contact.from.is_empty() && contact.from == contact.until {
            return None;
        }
        let length = (until + DAY - from) % DAY;
        Some(Self { from, length: if length == 0 { DAY } else { length } })
    }

    /// Whether it holds at that time. The minute it ends with is no longer within.
    pub(super) fn hold(self, time: NaiveTime) -> bool {
        self.holds_minute(time.hour() * 60 + time.minute())
    }

    fn holds_minute(self, minute: u32) -> bool {
        (minute + DAY - self.from) % DAY < self.length
    }

    /// The longest stretch that both hold; of two as long as each other, the one that begins with `self`.
    pub(super) fn and(self, other: Self) -> Option<Self> {
        // What both hold begins where one of them begins, or is the whole day.
        let beginning_at = |from: u32| {
            let rest = |of: Self| of.length.saturating_sub((from + DAY - of.from) % DAY);
            let length = rest(self).min(rest(other));
            (length > 0).then_some(Self { from, length })
        };
        match (self.length, other.length) {
            (DAY, _) => Some(other),
            (_, DAY) => Some(self),
            _ => match (beginning_at(self.from), beginning_at(other.from)) {
                (Some(one), Some(two)) if two.length > one.length => Some(two),
                (one, two) => one.or(two),
            },
        }
    }

    /// As a channel writes them; both empty for the whole day.
    pub(super) fn written(self) -> (String, String) {
        if self.length == DAY {
            return (String::new(), String::new());
        }
        (text(self.from), text((self.from + self.length) % DAY))
    }
}

/// The minute of the day of a time such as `09:30`.
pub(crate) fn minutes(text: &str) -> Option<u32> {
    let (hour, minute) = text.split_once(':')?;
    let number = |digits: &str| {
        let is_number = digits.len() == 2 && digits.bytes().all(|digit| digit.is_ascii_digit());
        if is_number { digits.parse::<u32>().ok() } else { None }
    };
    let (hour, minute) = (number(hour)?, number(minute)?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

fn text(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
