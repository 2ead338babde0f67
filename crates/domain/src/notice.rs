//! Over which channel a notice goes next, and when: one channel after the other in the order that the person chose,
//! never at night, and only where it is safe at that moment. It must not know what a notice says, nor addresses, nor
//! how anything is sent.
//!
//! Asked each time before something is sent, so that what was said in the meantime holds. Times of day are London's.
//! Codes are not notices: somebody waits for them, and they go at night too.

use std::iter;

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use wire::{Channel, FieldCode, FieldProblem, NoticeChoice, SafeContact, WayState};

use crate::safe_contact::times::minutes;
use crate::{london, safe_contact};

/// From when until when nothing ever goes out, whatever somebody's own hours say.
pub const NIGHT: (NaiveTime, NaiveTime) = (full_hour(22), full_hour(7));

/// How long one channel is waited for at least before the next is tried.
pub const SHORTEST_WAIT: TimeDelta = TimeDelta::minutes(5);

/// How long at most.
pub const LONGEST_WAIT: TimeDelta = TimeDelta::hours(72);

/// The channels that a notice can go over.
pub const OFFERED: [Channel; 3] = [Channel::Push, Channel::Email, Channel::Text];

/// Today and tomorrow. The clocks change at night, when nothing goes out: outside it every day is like the next, and
/// what comes on neither of the two never comes.
const SEARCHED_DAYS: usize = 2;

/// Over which channels somebody wants notices, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// In the order in which they are tried. Those that no notice goes over are passed by.
    pub channels: Vec<Channel>,
    /// Their own quiet hours, which come on top of the night; none when both are the same.
    pub quiet_from: NaiveTime,
    pub quiet_until: NaiveTime,
    /// How long one channel is waited for before the next is tried, from [`SHORTEST_WAIT`] to [`LONGEST_WAIT`]; what
    /// lies outside is moved to the nearer of the two.
    pub wait: TimeDelta,
}

impl Default for Choice {
    /// Nothing goes out until somebody asks for it.
    fn default() -> Self {
        Self { channels: Vec::new(), quiet_from: NIGHT.0, quiet_until: NIGHT.1, wait: TimeDelta::hours(3) }
    }
}

/// A channel as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// What they said of it.
    pub contact: SafeContact,
    /// When they were asked, as the server keeps it.
    pub asked_at: Option<DateTime<Utc>>,
    /// There is an address, or a device.
    pub is_there: bool,
}

/// What becomes of a notice now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// It goes out over this channel at once.
    Send(Channel),
    /// Nothing goes out before this instant, which is to come. Then it is asked again.
    Wait(DateTime<Utc>),
    /// No channel is left.
    Over,
}

/// What becomes of a notice at `now`. Each channel stands at most once in `ways`; `tried` says which were handed over
/// or given up, and when.
///
/// A channel that is unset, unsafe, stale or not there is passed by as if it had not been chosen, and so is one whose
/// own times all lie in quiet hours. One that is safe at other times of day is waited for, unless another can go before
/// it.
pub fn next(choice: &Choice, ways: &[Way], tried: &[(Channel, DateTime<Utc>)], now: DateTime<Utc>) -> Next {
    let wait = choice.wait.clamp(SHORTEST_WAIT, LONGEST_WAIT);
    let last_try = tried.iter().map(|(_, at)| *at).max();
    let waited = last_try.map_or(now, |last| last.checked_add_signed(wait).unwrap_or(DateTime::<Utc>::MAX_UTC));
    let from = waited.max(now);
    let soonest = choice
        .channels
        .iter()
        .filter(|channel| OFFERED.contains(channel) && tried.iter().all(|(was, _)| was != *channel))
        .filter_map(|channel| ways.iter().find(|way| way.contact.channel == *channel))
        .filter(|way| way_state(way, true, now) == WayState::Ready)
        .filter_map(|way| Some((way.contact.channel, first_chance(choice, &way.contact, from)?)))
        // Of those that can go at the same time it is the first in the order.
        .min_by_key(|(_, at)| *at);
    match soonest {
        Some((channel, at)) if at <= now => Next::Send(channel),
        Some((_, at)) => Next::Wait(at),
        None => Next::Over,
    }
}

/// Whether notices can go over a channel, and what is in the way. `has_channel` says whether this server can send over
/// it at all. Times of day are left out of account.
pub fn way_state(way: &Way, has_channel: bool, now: DateTime<Utc>) -> WayState {
    if !has_channel {
        return WayState::Off;
    }
    if !way.is_there {
        return WayState::NoAddress;
    }
    match way.contact.is_safe {
        Some(false) => WayState::NotSafe,
        None => WayState::NotAsked,
        Some(true) if safe_contact::is_stale(way.asked_at, now) => WayState::Stale,
        Some(true) => WayState::Ready,
    }
}

/// What has to be put right in a choice, in the order of its fields; paths are such as `choice.channels.1`, counted
/// from 0.
pub fn problems(sent: &NoticeChoice) -> Vec<FieldProblem> {
    let mut found = Vec::new();
    let mut add = |field: String, code| found.push(FieldProblem { field, code });
    for (at, channel) in sent.channels.iter().enumerate() {
        if !OFFERED.contains(channel) || sent.channels[..at].contains(channel) {
            add(format!("choice.channels.{at}"), FieldCode::NotOffered);
        }
    }
    for (field, text) in [("choice.quiet_from", &sent.quiet_from), ("choice.quiet_until", &sent.quiet_until)] {
        if time_of_day(text).is_none() {
            add(field.to_owned(), FieldCode::Unreadable);
        }
    }
    if !(SHORTEST_WAIT..=LONGEST_WAIT).contains(&wait_of(sent)) {
        add("choice.wait_minutes".to_owned(), FieldCode::NotOffered);
    }
    found
}

/// A choice as it was sent; `None` when something in it has to be put right.
pub fn read(sent: &NoticeChoice) -> Option<Choice> {
    if !problems(sent).is_empty() {
        return None;
    }
    Some(Choice {
        channels: sent.channels.clone(),
        quiet_from: time_of_day(&sent.quiet_from)?,
        quiet_until: time_of_day(&sent.quiet_until)?,
        wait: wait_of(sent),
    })
}

/// The first instant, not before `from`, at which it is not quiet and the channel's own times hold. Whoever asks looks
/// how old its answer is, and again when that instant has come.
fn first_chance(choice: &Choice, contact: &SafeContact, from: DateTime<Utc>) -> Option<DateTime<Utc>> {
    // A chance begins where the night ends, or the quiet hours, or when the channel's times begin. Within the night
    // there is none, so that it does no harm that the clocks skip some of these, or show them twice.
    let mut begins = [NIGHT.1, choice.quiet_until, time_of_day(&contact.from).unwrap_or(NIGHT.1)];
    begins.sort_unstable();
    let later = london::today(from)
        .iter_days()
        .take(SEARCHED_DAYS)
        .flat_map(|day| begins.map(|time| london::instant(day.and_time(time))))
        .filter(|at| *at > from);
    iter::once(from).chain(later).find(|at| !is_quiet(choice, *at) && safe_contact::may_use(contact, Some(*at), *at))
}

fn is_quiet(choice: &Choice, at: DateTime<Utc>) -> bool {
    let time = london::local(at).time();
    [NIGHT, (choice.quiet_from, choice.quiet_until)].into_iter().any(|hours| lies_in(hours, time))
}

/// Whether a time lies in hours that may go over midnight. Hours that end when they begin are none.
fn lies_in((from, until): (NaiveTime, NaiveTime), time: NaiveTime) -> bool {
    if from <= until { (from..until).contains(&time) } else { time >= from || time < until }
}

fn wait_of(sent: &NoticeChoice) -> TimeDelta {
    TimeDelta::minutes(i64::from(sent.wait_minutes))
}

/// The time of a text such as `09:30`.
fn time_of_day(text: &str) -> Option<NaiveTime> {
    NaiveTime::from_num_seconds_from_midnight_opt(minutes(text)? * 60, 0)
}

const fn full_hour(hour: u32) -> NaiveTime {
    match NaiveTime::from_hms_opt(hour, 0, 0) {
        Some(time) => time,
        None => NaiveTime::MIN,
    }
}

#[cfg(test)]
mod histories;
#[cfg(test)]
mod tests;
