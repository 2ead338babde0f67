//! What people say of their channels over months, at random, and notices in between. Everything that goes out, waits or
//! ends is judged by rules written down a second time.
//!
//! The judge must not know how the rules are worked out: it reads plain numbers, in seconds since 1970 and minutes of
//! the day, and asks neither `safe_contact` nor `london`.

#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use wire::{Channel, SafeContact};

use super::{Choice, Next, Way, next};

const HISTORIES: u64 = 100_000;

/// How often it may be asked until a notice is over, while nothing changes but the time.
const MOST_ASKED: usize = 60;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

const MINUTES_A_DAY: i64 = 24 * 60;

/// When London's clocks are an hour ahead: from the last Sunday of March to the last of October, 01:00 UTC both.
const SUMMERS: [(i64, i64); 6] = [
    (1_743_296_400, 1_761_440_400), // 30 March to 26 October 2025
    (1_774_746_000, 1_792_890_000), // 29 March to 25 October 2026
    (1_806_195_600, 1_824_944_400), // 28 March to 31 October 2027
    (1_837_645_200, 1_856_394_000), // 26 March to 29 October 2028
    (1_869_094_800, 1_887_843_600), // 25 March to 28 October 2029
    (1_901_149_200, 1_919_293_200), // 31 March to 27 October 2030
];

/// Those that a notice can go over.
const CHANNELS: [Channel; 3] = [Channel::Push, Channel::Email, Channel::Text];

/// What is chosen from: also channels that no notice goes over.
const CHOSEN_FROM: [Channel; 8] = [
    Channel::Push,
    Channel::Email,
    Channel::Text,
    Channel::Push,
    Channel::Email,
    Channel::Text,
    Channel::Call,
    Channel::Post,
];

/// Waits in minutes, also shorter and longer ones than there are.
const WAITS: [i64; 7] = [0, 5, 30, 180, 24 * 60, 72 * 60, 100 * 60];

/// What decides what becomes of a notice: [`next`], or something that is wrong on purpose.
type Rule = fn(&Choice, &[Way], &[(Channel, DateTime<Utc>)], DateTime<Utc>) -> Next;

#[test]
fn random_histories_never_send_what_is_not_safe_and_never_wait_for_ever() {
    let mut tally = Tally::default();
    for seed in 0..HISTORIES {
        if let Err(found) = live(seed, next, &mut tally) {
            panic!("{found}");
        }
    }
    // Where nothing is ever sent, nothing is shown; nor where nothing ever waits, or ends.
    assert!(tally.sends >= 10_000, "{tally:?}");
    assert!(tally.waits >= 10_000, "{tally:?}");
    assert!(tally.ends >= 10_000, "{tally:?}");
}

#[test]
fn every_fault_that_is_planted_is_found() {
    let planted: [(&str, Rule); 16] = [
        ("no notice goes over that channel", |_, _, _, _| Next::Send(Channel::Call)),
        ("it was not said to be safe", |choice, ways, tried, now| {
            next(choice, &changed(ways, |way| way.contact.is_safe = way.contact.is_safe.or(Some(true))), tried, now)
        }),
        ("its answer is too old", |choice, ways, tried, now| {
            next(choice, &changed(ways, |way| way.asked_at = Some(now)), tried, now)
        }),
        // By one second.
        ("its answer is too old", |choice, ways, tried, now| {
            let later = |way: &mut Way| way.asked_at = way.asked_at.map(|asked| asked + TimeDelta::seconds(1));
            next(choice, &changed(ways, later), tried, now)
        }),
        ("it is not safe at that time of day", |choice, ways, tried, now| {
            next(choice, &changed(ways, |way| way.contact.until.clear()), tried, now)
        }),
        ("there is no address", |choice, ways, tried, now| {
            next(choice, &changed(ways, |way| way.is_there = true), tried, now)
        }),
        ("it was not chosen", |choice, ways, tried, now| {
            next(&Choice { channels: CHANNELS.to_vec(), ..choice.clone() }, ways, tried, now)
        }),
        // By clocks that stay an hour ahead.
        ("it is night", |choice, ways, tried, now| next(choice, ways, tried, now + TimeDelta::hours(1))),
        ("it is quiet", |choice, ways, tried, now| {
            next(&Choice { quiet_until: choice.quiet_from, ..choice.clone() }, ways, tried, now)
        }),
        ("it goes a second time", |choice, ways, _, now| next(choice, ways, &[], now)),
        ("the one before was not waited for", |choice, ways, tried, now| {
            next(&Choice { wait: TimeDelta::zero(), ..choice.clone() }, ways, tried, now)
        }),
        ("another stands before it", |choice, ways, tried, now| {
            let channels = choice.channels.iter().rev().copied().collect();
            next(&Choice { channels, ..choice.clone() }, ways, tried, now)
        }),
        ("it waits for what is not to come", |_, _, _, now| Next::Wait(now)),
        ("it waits for longer than it must", |choice, ways, tried, now| {
            waiting(next(choice, ways, tried, now), |until| until + TimeDelta::seconds(1))
        }),
        ("it waits for nothing", |choice, ways, tried, now| {
            waiting(next(choice, ways, tried, now), |until| until - TimeDelta::seconds(1))
        }),
        ("it ends too early", |_, _, _, _| Next::Over),
    ];
    for (fault, rule) in planted {
        let is_found = |seed| live(seed, rule, &mut Tally::default()).is_err_and(|found| found.contains(fault));
        assert!((0..HISTORIES).any(is_found), "{fault}");
    }
}

fn changed(ways: &[Way], change: impl FnMut(&mut Way)) -> Vec<Way> {
    let mut ways = ways.to_vec();
    ways.iter_mut().for_each(change);
    ways
}

fn waiting(answer: Next, change: fn(DateTime<Utc>) -> DateTime<Utc>) -> Next {
    match answer {
        Next::Wait(until) => Next::Wait(change(until)),
        other => other,
    }
}

/// One history from beginning to end: in the error stands what is wrong, and with what.
fn live(seed: u64, rule: Rule, tally: &mut Tally) -> Result<(), String> {
    let mut dice = Dice(seed);
    let mut world = World::begin(&mut dice);
    world.go_on(rule, &mut dice, tally).map_err(|faults| format!("history {seed}: {faults:?} in {world:?}"))
}

/// How often each answer was given.
#[derive(Debug, Default)]
struct Tally {
    sends: u32,
    waits: u32,
    ends: u32,
}

impl Tally {
    fn add(&mut self, answer: Next) {
        match answer {
            Next::Send(_) => self.sends += 1,
            Next::Wait(_) => self.waits += 1,
            Next::Over => self.ends += 1,
        }
    }
}

/// Numbers that look random and are the same every time (splitmix64: Steele, Lea and Flood, 2014).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From nought to one less than `bound`.
    fn below(&mut self, bound: i64) -> i64 {
        i64::try_from(self.roll() >> 1).unwrap() % bound
    }

    /// True once in so many times.
    fn once_in(&mut self, times: i64) -> bool {
        self.below(times) == 0
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        let at = self.below(i64::try_from(from.len()).unwrap());
        from[usize::try_from(at).unwrap()]
    }

    /// A full quarter of an hour, in minutes of the day.
    fn quarter(&mut self) -> i64 {
        15 * self.below(MINUTES_A_DAY / 15)
    }
}

/// What somebody said of a channel last. Times are minutes of the day.
#[derive(Debug)]
struct Said {
    channel: Channel,
    answer: Option<bool>,
    from: Option<i64>,
    until: Option<i64>,
    asked: Option<i64>,
    /// There is an address.
    is_there: bool,
}

impl Said {
    fn at_random(dice: &mut Dice, channel: Channel, asked: Option<i64>, is_there: bool) -> Self {
        let answer = dice.pick(&[Some(true), Some(true), Some(true), Some(true), Some(false), None]);
        let mut time = || if dice.once_in(3) { None } else { Some(dice.quarter()) };
        let (from, until) = (time(), time());
        Self { channel, answer, from, until, asked, is_there }
    }

    /// Whether that minute of the day lies within the times. Times that begin when they end are none.
    fn holds(&self, minute: i64) -> bool {
        if self.from.is_some() && self.from == self.until {
            return false;
        }
        let from = self.from.unwrap_or(0);
        let until = self.until.filter(|until| *until > 0).unwrap_or(MINUTES_A_DAY);
        if from < until { (from..until).contains(&minute) } else { minute >= from || minute < until }
    }

    fn is_fresh(&self, now: i64) -> bool {
        self.asked.is_some_and(|asked| now - asked <= 90 * DAY)
    }

    /// The same as the rules are given it.
    fn way(&self) -> Way {
        let contact = SafeContact {
            channel: self.channel,
            is_safe: self.answer,
            from: written(self.from),
            until: written(self.until),
            asked_at: None,
            is_stale: false,
        };
        Way { contact, asked_at: self.asked.map(instant), is_there: self.is_there }
    }
}

fn instant(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap()
}

fn written(minute: Option<i64>) -> String {
    minute.map(|minute| format!("{:02}:{:02}", minute / 60, minute % 60)).unwrap_or_default()
}

fn clock(minute: i64) -> NaiveTime {
    NaiveTime::from_num_seconds_from_midnight_opt(u32::try_from(minute * MINUTE).unwrap(), 0).unwrap()
}

/// What London's clocks show, in minutes of the day.
fn minute_of_day(at: i64) -> i64 {
    let is_summer = SUMMERS.iter().any(|(begins, ends)| (*begins..*ends).contains(&at));
    let shown = if is_summer { at + HOUR } else { at };
    shown.rem_euclid(DAY) / MINUTE
}

/// Outside the night, in which nothing goes out.
fn is_day(minute: i64) -> bool {
    (7 * 60..22 * 60).contains(&minute)
}

/// What is wrong: the words beside what does not hold.
fn broken(checks: &[(bool, &'static str)]) -> Vec<&'static str> {
    checks.iter().filter(|(holds, _)| !holds).map(|(_, fault)| *fault).collect()
}

/// One person and one notice after the other: plain numbers for the judge, and beside them what the rules are given.
#[derive(Debug)]
struct World {
    now: i64,
    said: [Said; 3],
    chosen: Vec<Channel>,
    quiet: (i64, i64),
    /// In minutes, as chosen.
    wait: i64,
    /// What this notice went over, and when.
    sent: Vec<(Channel, i64)>,
    choice: Choice,
    ways: Vec<Way>,
    tried: Vec<(Channel, DateTime<Utc>)>,
}

impl World {
    fn begin(dice: &mut Dice) -> Self {
        // Every second history begins within two days before the clocks change.
        let (spring, autumn) = dice.pick(&SUMMERS[1..4]);
        let change = dice.pick(&[spring, autumn]);
        let days_before = dice.pick(&[2_i64, 180]);
        let now = change - MINUTE * dice.below(days_before * MINUTES_A_DAY);
        let said = CHANNELS.map(|channel| {
            let age = MINUTE * dice.below(100 * MINUTES_A_DAY);
            let asked = if dice.once_in(10) { None } else { Some(now - age) };
            let is_there = !dice.once_in(6);
            Said::at_random(dice, channel, asked, is_there)
        });
        // One that is always safe, and over which no notice goes.
        let call = Said {
            channel: Channel::Call,
            answer: Some(true),
            from: None,
            until: None,
            asked: Some(now + 1000 * DAY),
            is_there: true,
        };
        let ways = said.iter().chain([&call]).map(Said::way).collect();
        let mut world = Self {
            now,
            said,
            chosen: Vec::new(),
            quiet: (0, 0),
            wait: 0,
            sent: Vec::new(),
            choice: Choice::default(),
            ways,
            tried: Vec::new(),
        };
        world.choose(dice);
        world
    }

    fn go_on(&mut self, rule: Rule, dice: &mut Dice, tally: &mut Tally) -> Result<(), Vec<&'static str>> {
        for _ in 0..2 + dice.below(5) {
            self.happen(dice);
            tally.add(self.ask(rule, dice)?);
        }
        // Asked on until it is over, while nothing changes but the time.
        for _ in 0..MOST_ASKED {
            let answer = self.ask(rule, dice)?;
            tally.add(answer);
            match answer {
                Next::Send(_) => {}
                Next::Wait(until) => self.now = until.timestamp(),
                Next::Over => return Ok(()),
            }
        }
        Err(vec!["it is never over"])
    }

    fn happen(&mut self, dice: &mut Dice) {
        match dice.below(10) {
            0 | 1 => self.answer(dice),
            2 => self.gain_or_lose_an_address(dice),
            3 => self.choose(dice),
            4 | 5 => self.want_another_notice(),
            _ => self.let_time_pass(dice),
        }
    }

    /// The answer for one channel changes.
    fn answer(&mut self, dice: &mut Dice) {
        let at = dice.pick(&[0_usize, 1, 2]);
        let (channel, is_there) = (self.said[at].channel, self.said[at].is_there);
        self.said[at] = Said::at_random(dice, channel, Some(self.now), is_there);
        self.ways[at] = self.said[at].way();
    }

    fn gain_or_lose_an_address(&mut self, dice: &mut Dice) {
        let at = dice.pick(&[0_usize, 1, 2]);
        self.said[at].is_there = !self.said[at].is_there;
        self.ways[at] = self.said[at].way();
    }

    fn choose(&mut self, dice: &mut Dice) {
        let count = dice.below(5);
        self.chosen = (0..count).map(|_| dice.pick(&CHOSEN_FROM)).collect();
        self.quiet = match dice.below(4) {
            0 | 1 => (22 * 60, 7 * 60),
            2 => (0, 0),
            _ => (dice.quarter(), dice.quarter()),
        };
        self.wait = dice.pick(&WAITS);
        self.choice = Choice {
            channels: self.chosen.clone(),
            quiet_from: clock(self.quiet.0),
            quiet_until: clock(self.quiet.1),
            wait: TimeDelta::minutes(self.wait),
        };
    }

    fn want_another_notice(&mut self) {
        self.sent.clear();
        self.tried.clear();
    }

    fn let_time_pass(&mut self, dice: &mut Dice) {
        let passed = match dice.below(8) {
            0 => 1,
            1 | 2 => MINUTE * (1 + dice.below(59)),
            3..=5 => MINUTE * (1 + dice.below(2 * MINUTES_A_DAY)),
            6 => DAY * (1 + dice.below(120)),
            _ => {
                // To the last second of an answer, or the one after it.
                let at = dice.pick(&[0_usize, 1, 2]);
                let asked = self.said[at].asked.unwrap_or(self.now);
                (asked + 90 * DAY + dice.below(2) - self.now).max(0)
            }
        };
        self.now += passed;
    }

    /// Asks what is next, judges the answer, and does what it says.
    fn ask(&mut self, rule: Rule, dice: &mut Dice) -> Result<Next, Vec<&'static str>> {
        let answer = rule(&self.choice, &self.ways, &self.tried, instant(self.now));
        let faults = match answer {
            Next::Send(channel) => self.faults_of_send(channel),
            Next::Wait(until) => self.faults_of_wait(until.timestamp(), dice),
            Next::Over => self.faults_of_end(dice),
        };
        if !faults.is_empty() {
            return Err(faults);
        }
        if let Next::Send(channel) = answer {
            self.sent.push((channel, self.now));
            self.tried.push((channel, instant(self.now)));
        }
        Ok(answer)
    }

    fn faults_of_send(&self, channel: Channel) -> Vec<&'static str> {
        let Some(said) = self.said_of(channel) else { return vec!["no notice goes over that channel"] };
        let minute = minute_of_day(self.now);
        let first = self.chosen.iter().find(|chosen| self.may_go(**chosen, self.now));
        broken(&[
            (said.answer == Some(true), "it was not said to be safe"),
            (said.is_fresh(self.now), "its answer is too old"),
            (said.holds(minute), "it is not safe at that time of day"),
            (said.is_there, "there is no address"),
            (self.chosen.contains(&channel), "it was not chosen"),
            (is_day(minute), "it is night"),
            (!self.is_own_quiet(minute), "it is quiet"),
            (!self.went_over(channel), "it goes a second time"),
            (self.has_waited(self.now), "the one before was not waited for"),
            (first == Some(&channel), "another stands before it"),
        ])
    }

    /// A wait ends at the first instant at which something may go. Ages apart: what is safe now may be too old by then.
    fn faults_of_wait(&self, until: i64, dice: &mut Dice) -> Vec<&'static str> {
        if until <= self.now {
            return vec!["it waits for what is not to come"];
        }
        let before = [self.now, self.now + dice.below(until - self.now), until - 1];
        broken(&[
            (!before.into_iter().any(|at| self.may_anything_go(at)), "it waits for longer than it must"),
            (self.may_anything_go(until), "it waits for nothing"),
        ])
    }

    /// It ends only when nothing may go within the longest wait and two days.
    fn faults_of_end(&self, dice: &mut Dice) -> Vec<&'static str> {
        let later = [self.now, self.now + dice.below(5 * DAY), self.now + dice.below(5 * DAY)];
        broken(&[(!later.into_iter().any(|at| self.may_anything_go(at)), "it ends too early")])
    }

    fn may_anything_go(&self, at: i64) -> bool {
        self.chosen.iter().any(|channel| self.may_go(*channel, at))
    }

    /// Whether the notice may go over that channel at that instant, by what is known and not too old now.
    fn may_go(&self, channel: Channel, at: i64) -> bool {
        let minute = minute_of_day(at);
        self.said_of(channel).is_some_and(|said| {
            said.answer == Some(true) && said.is_fresh(self.now) && said.is_there && said.holds(minute)
        }) && is_day(minute)
            && !self.is_own_quiet(minute)
            && !self.went_over(channel)
            && self.has_waited(at)
    }

    fn said_of(&self, channel: Channel) -> Option<&Said> {
        self.said.iter().find(|said| said.channel == channel)
    }

    fn went_over(&self, channel: Channel) -> bool {
        self.sent.iter().any(|(was, _)| *was == channel)
    }

    fn is_own_quiet(&self, minute: i64) -> bool {
        let (from, until) = self.quiet;
        if from <= until { (from..until).contains(&minute) } else { minute >= from || minute < until }
    }

    /// Whether the last try is long enough ago: what was chosen, but at least five minutes and at most three days.
    fn has_waited(&self, at: i64) -> bool {
        let wait = MINUTE * self.wait.clamp(5, 72 * 60);
        self.sent.iter().all(|(_, when)| at - when >= wait)
    }
}
