//! What somebody looks for, and how it is written in a web address.
//!
//! It knows the keys and values of the address and nothing of groups. Reading is lenient: what is not known is left
//! out and named, so that an old or a mangled link still shows something.

use chrono::Weekday;
use thiserror::Error;
use wire::{Access, Need};

/// The most characters of words, and of a place to start from, that are taken.
pub const LONGEST_TEXT: usize = 100;

/// The oldest age that can be asked for.
pub const OLDEST: u8 = 120;

/// Days as they stand in an address, Monday first.
const DAYS: [(Weekday, &str); 7] = [
    (Weekday::Mon, "mo"),
    (Weekday::Tue, "tu"),
    (Weekday::Wed, "we"),
    (Weekday::Thu, "th"),
    (Weekday::Fri, "fr"),
    (Weekday::Sat, "sa"),
    (Weekday::Sun, "su"),
];

/// A search: everything that can be asked of the directory. The empty one asks for everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Words as typed, single-spaced; every one of them has to be found.
    pub words: String,
    /// Any of these.
    pub needs: Vec<Need>,
    /// A meeting on any of these days.
    pub days: Vec<Weekday>,
    /// A meeting in this part of the day.
    pub part: Option<Part>,
    /// A meeting in this stretch of days.
    pub when: Option<When>,
    /// Only what costs nothing.
    pub free: bool,
    /// All of these.
    pub access: Vec<Access>,
    /// In whole years.
    pub age: Option<u8>,
    /// `Some(true)`: only what can be joined online. `Some(false)`: only what meets somewhere.
    pub online: Option<bool>,
    /// In metres; means nothing without a place to start from.
    pub within_metres: Option<u32>,
    /// Where to start from, as typed. Not read here.
    pub near: String,
}

/// "Where" of a search as somebody would say it, without the degrees that tell namesakes apart (`Ashford, Kent@51.15,0.87`).
/// None for a position, which has no words.
pub fn near_text(near: &str) -> Option<&str> {
    let is_position = near.contains(',') && !near.chars().any(char::is_alphabetic);
    (!is_position).then(|| near.split_once('@').map_or(near, |(name, _)| name))
}

/// A part of the day, by London time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Before 12:00.
    Morning,
    /// From 12:00 to 17:00.
    Afternoon,
    /// From 17:00.
    Evening,
}

impl Part {
    /// Every part, as they follow each other.
    pub const ALL: [Self; 3] = [Self::Morning, Self::Afternoon, Self::Evening];

    /// The part's code in a web address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Morning => "morning",
            Self::Afternoon => "afternoon",
            Self::Evening => "evening",
        }
    }

    /// The part with this code, if there is one.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.code() == code)
    }

    /// Its first minute of the day, and the one after its last.
    pub(super) const fn minutes(self) -> (u16, u16) {
        match self {
            Self::Morning => (0, 12 * 60),
            Self::Afternoon => (12 * 60, 17 * 60),
            Self::Evening => (17 * 60, 24 * 60),
        }
    }
}

/// A stretch of days, counted from today in London.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum When {
    Today,
    Tomorrow,
    /// Today and the six days after.
    Week,
}

impl When {
    /// Every stretch, the shortest first.
    pub const ALL: [Self; 3] = [Self::Today, Self::Tomorrow, Self::Week];

    /// The stretch's code in a web address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::Tomorrow => "tomorrow",
            Self::Week => "week",
        }
    }

    /// The stretch with this code, if there is one.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|when| when.code() == code)
    }
}

/// A filter whose value in the address is not known. The rest of the query holds without it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the filter `{filter}` has a value that is not known")]
pub struct BadFilter {
    /// The filter's key in the address.
    pub filter: String,
}

impl Query {
    /// A day's code in a web address.
    pub fn day_code(day: Weekday) -> &'static str {
        DAYS.into_iter().find(|(known, _)| *known == day).map_or("", |(_, code)| code)
    }

    /// The day with this code, if there is one.
    pub fn day_from_code(code: &str) -> Option<Weekday> {
        DAYS.into_iter().find(|(_, known)| *known == code).map(|(day, _)| day)
    }

    /// Reads the pairs of an address. Keys that are not filters are passed over; a key given twice counts twice where
    /// several values are possible, else the last one counts. Each bad filter is named once.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Self, Vec<BadFilter>) {
        let mut query = Self::default();
        let mut bad: Vec<BadFilter> = Vec::new();
        for (key, value) in pairs {
            if !query.take(key, value.trim()) && bad.iter().all(|known| known.filter != key) {
                bad.push(BadFilter { filter: key.to_owned() });
            }
        }
        query.needs = Need::ALL.into_iter().filter(|need| query.needs.contains(need)).collect();
        query.access = Access::ALL.into_iter().filter(|access| query.access.contains(access)).collect();
        query.days = DAYS.into_iter().map(|(day, _)| day).filter(|day| query.days.contains(day)).collect();
        (query, bad)
    }

    /// Takes one pair in; false when its value is not known.
    fn take(&mut self, key: &str, value: &str) -> bool {
        match key {
            "near" => self.near = tidy(value),
            "q" => self.words = tidy(value),
            "need" => return take_list(value, Need::from_code, &mut self.needs),
            "access" => return take_list(value, Access::from_code, &mut self.access),
            "day" => return take_list(value, Self::day_from_code, &mut self.days),
            "part" => return take_one(value, Part::from_code, &mut self.part),
            "when" => return take_one(value, When::from_code, &mut self.when),
            "free" => {
                let mut free = None;
                let is_good = take_one(value, yes_or_no, &mut free);
                self.free = free == Some(true);
                return is_good;
            }
            "online" => return take_one(value, yes_or_no, &mut self.online),
            "age" => return take_one(value, age_from_text, &mut self.age),
            "within" => return take_one(value, metres_from_text, &mut self.within_metres),
            _ => {}
        }
        true
    }

    /// The query as pairs for an address, always in the same order; nothing for what is not asked. Reading them again
    /// gives the same query.
    pub fn to_pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        let mut add = |key, value: String| {
            if !value.is_empty() {
                pairs.push((key, value));
            }
        };
        add("near", self.near.clone());
        add("q", self.words.clone());
        add("need", join(self.needs.iter().map(|need| need.code())));
        add("day", join(self.days.iter().map(|day| Self::day_code(*day))));
        add("part", self.part.map_or("", Part::code).to_owned());
        add("when", self.when.map_or("", When::code).to_owned());
        add("free", if self.free { "1" } else { "" }.to_owned());
        add("access", join(self.access.iter().map(|access| access.code())));
        add("age", self.age.map_or_else(String::new, |age| age.to_string()));
        add("online", self.online.map_or("", |online| if online { "1" } else { "0" }).to_owned());
        add("within", self.within_metres.map_or_else(String::new, |metres| metres.to_string()));
        pairs
    }

    /// The query with one filter, named by its key in the address, taken away.
    #[must_use]
    pub fn without(&self, filter: &str) -> Self {
        let mut query = self.clone();
        match filter {
            "near" => query.near.clear(),
            "q" => query.words.clear(),
            "need" => query.needs.clear(),
            "day" => query.days.clear(),
            "part" => query.part = None,
            "when" => query.when = None,
            "free" => query.free = false,
            "access" => query.access.clear(),
            "age" => query.age = None,
            "online" => query.online = None,
            "within" => query.within_metres = None,
            _ => {}
        }
        query
    }

    /// Whether nothing is asked for but, at most, a place to start from.
    pub fn is_plain(&self) -> bool {
        self.filters().is_empty()
    }

    /// The keys of the filters that are set, in the order of the address, without `near`.
    pub fn filters(&self) -> Vec<&'static str> {
        [
            ("q", !self.words.trim().is_empty()),
            ("need", !self.needs.is_empty()),
            ("day", !self.days.is_empty()),
            ("part", self.part.is_some()),
            ("when", self.when.is_some()),
            ("free", self.free),
            ("access", !self.access.is_empty()),
            ("age", self.age.is_some()),
            ("online", self.online.is_some()),
            ("within", self.within_metres.is_some()),
        ]
        .into_iter()
        .filter_map(|(key, is_set)| is_set.then_some(key))
        .collect()
    }
}

/// Single spaces, none at the ends, and no more than the longest text.
fn tidy(value: &str) -> String {
    let spaced = value.split_whitespace().collect::<Vec<_>>().join(" ");
    match spaced.char_indices().nth(LONGEST_TEXT) {
        Some((end, _)) => spaced[..end].trim_end().to_owned(),
        None => spaced,
    }
}

/// Adds each value of a comma list; false when one of them is not known.
fn take_list<T>(value: &str, read: impl Fn(&str) -> Option<T>, list: &mut Vec<T>) -> bool {
    let mut is_good = true;
    for code in value.split(',').map(str::trim).filter(|code| !code.is_empty()) {
        match read(code) {
            Some(one) => list.push(one),
            None => is_good = false,
        }
    }
    is_good
}

/// Sets one value, or unsets it when the value is empty, as forms send it; false when it is not known.
fn take_one<T>(value: &str, read: impl Fn(&str) -> Option<T>, slot: &mut Option<T>) -> bool {
    *slot = if value.is_empty() { None } else { read(value) };
    value.is_empty() || slot.is_some()
}

fn yes_or_no(value: &str) -> Option<bool> {
    match value {
        "1" | "true" | "on" => Some(true),
        "0" | "false" | "off" => Some(false),
        _ => None,
    }
}

fn age_from_text(text: &str) -> Option<u8> {
    text.parse().ok().filter(|age| *age <= OLDEST)
}

fn metres_from_text(text: &str) -> Option<u32> {
    text.parse().ok().filter(|metres| *metres > 0)
}

fn join<'a>(codes: impl Iterator<Item = &'a str>) -> String {
    codes.collect::<Vec<_>>().join(",")
}
