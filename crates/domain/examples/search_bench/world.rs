//! A made-up country: towns, and groups that meet in them, the same every time. It knows nothing of searching.

use chrono::{DateTime, NaiveTime, TimeDelta, Utc, Weekday};
use domain::directory::{GroupRecord, PlaceRecord};
use domain::distance::Point;
use domain::recurrence::{ByDay, Freq, Schedule};
use domain::search::Entry;
use uuid::Uuid;
use wire::{Access, Cost, CostKind, GroupId, Need, PlaceId};

const PLACES: usize = 100_000;
/// One group in so many is a van with many stops.
const VAN_EVERY: u64 = 50;
const STOPS: usize = 20;
const TOWNS: u64 = 400;

const ACTIVITIES: &str = "coffee gardening walking choir knitting chess yoga dancing reading painting pottery cooking \
    lunch swimming cycling running bowls bingo crafts quilting woodwork singing guitar drama poetry history \
    photography birdwatching fishing computers welcome carers parents veterans stroke dementia diabetes grief debt \
    housing";
const KINDS: &str = "group club circle class café meet-up workshop drop-in project session hub friends";
const FILLERS: &str = "a and the for with we you people local friendly free tea everyone come join week meet new all \
    ages support help advice community hall library church welcome relaxed fun learn share skills make talk listen \
    together family older adults health wellbeing anxiety lonely outdoors gentle exercise music garden food warm \
    space quiet volunteers trained confidential booking needed accessible parking bus toilet monthly weekly";
const BEGINNINGS: &str = "Ash Brook Cran Dun Elm Fern Green Hazel Ivy Kings Lin Mill North Oak Red Stone Thorn Under \
    West Wood";
const ENDINGS: &str = "bridge bury by combe dale den field ford gate ham hurst leigh low moor port stead ton well wick \
    worth";
/// So many of the fillers stand in nearly every sentence.
const TELLING_NOTHING: usize = 7;
const DAYS: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

/// Numbers that look thrown and are the same every time (SplitMix64).
pub struct Dice(pub u64);

impl Dice {
    fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to 1.
    fn fraction(&mut self) -> f64 {
        (self.throw() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A whole number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.throw() % end
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.throw() as usize % from.len()]
    }

    /// What comes first in the list comes most often, like the words of a language and the big towns of a country.
    fn pick_early<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        let fraction = self.fraction();
        &from[(fraction * fraction * from.len() as f64) as usize]
    }
}

struct Town {
    name: String,
    middle: Point,
    /// In degrees, to each side.
    reach: f64,
}

impl Town {
    /// Close to the middle more often than far out.
    fn somewhere(&self, dice: &mut Dice) -> Point {
        let mut away = || self.reach * (dice.fraction() + dice.fraction() + dice.fraction() - 1.5);
        Point { lat: self.middle.lat + away(), lon: self.middle.lon + 1.6 * away() }
    }
}

/// Somewhere in a box around Great Britain.
fn anywhere(dice: &mut Dice) -> Point {
    Point { lat: 50.2 + 8.0 * dice.fraction(), lon: -5.5 + 7.0 * dice.fraction() }
}

/// Ten o'clock on 23 November 2026.
pub fn now() -> DateTime<Utc> {
    DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(20_780) + TimeDelta::hours(10)
}

/// The country.
pub struct World {
    /// How many groups it has.
    pub groups: u64,
    /// How many places they meet at, all together.
    pub places: usize,
    towns: Vec<Town>,
    activities: Vec<&'static str>,
    kinds: Vec<&'static str>,
    fillers: Vec<&'static str>,
    beginnings: Vec<&'static str>,
}

impl World {
    /// Makes it, with as many groups as it takes for the places.
    pub fn make() -> Self {
        let list = |words: &'static str| words.split_whitespace().collect::<Vec<_>>();
        let (beginnings, endings) = (list(BEGINNINGS), list(ENDINGS));
        let town = |number: u64| {
            let mut dice = Dice(number);
            let (beginning, ending) = (number as usize % beginnings.len(), number as usize / beginnings.len());
            let name = format!("{}{}", beginnings[beginning], endings[ending % endings.len()]);
            Town { name, middle: anywhere(&mut dice), reach: 0.02 + 0.15 * dice.fraction() }
        };
        let towns = (0..TOWNS).map(town).collect();
        let (mut groups, mut places) = (0, 0);
        while places < PLACES {
            places += stops(groups);
            groups += 1;
        }
        Self {
            groups,
            places,
            towns,
            activities: list(ACTIVITIES),
            kinds: list(KINDS),
            fillers: list(FILLERS),
            beginnings,
        }
    }

    /// The group with this number: the same every time it is asked for.
    pub fn entry(&self, number: u64) -> Entry {
        let mut dice = Dice(number.wrapping_mul(0x00d1_b54a_32d1_92ed));
        let town = dice.pick_early(&self.towns);
        let (activity, kind) = (dice.pick(&self.activities), dice.pick(&self.kinds));
        let needs = (0..=dice.below(3)).map(|_| dice.pick(&Need::ALL)).collect();
        let cost = dice.pick(&[CostKind::Free, CostKind::Free, CostKind::Paid, CostKind::Unknown]);
        let description = (0..40).map(|_| *dice.pick_early(&self.fillers)).collect::<Vec<_>>().join(" ");
        let places = (0..stops(number)).map(|_| self.place(town, &mut dice)).collect();
        let record = GroupRecord {
            source_id: number.to_string(),
            name: format!("{} {activity} {kind}", town.name),
            organisation: Some(format!("{} Neighbours", town.name)),
            description,
            cost: Cost { kind: cost, ..Cost::default() },
            needs,
            categories: vec![dice.pick(&self.activities).to_owned()],
            places,
            ..GroupRecord::default()
        };
        let id = GroupId(Uuid::from_u64_pair(dice.throw(), number));
        Entry { id, record, feed: "Made up".to_owned(), seen: now().date_naive() }
    }

    /// Where somebody asks from: most people live in a town.
    pub fn origin(&self, dice: &mut Dice) -> Point {
        if dice.below(5) == 0 { anywhere(dice) } else { dice.pick_early(&self.towns).somewhere(dice) }
    }

    /// Whether a word of a description is more than padding.
    pub fn tells(&self, word: &str) -> bool {
        self.fillers.iter().skip(TELLING_NOTHING).any(|filler| *filler == word)
    }

    fn place(&self, town: &Town, dice: &mut Dice) -> PlaceRecord {
        let point = town.somewhere(dice);
        PlaceRecord {
            id: PlaceId(Uuid::from_u64_pair(dice.throw(), dice.throw())),
            name: format!("{} Hall", dice.pick(&self.beginnings)),
            address: vec![format!("{} {} Road", 1 + dice.below(200), dice.pick(&self.beginnings))],
            town: Some(town.name.clone()),
            postcode: None,
            lat: Some(point.lat),
            lon: Some(point.lon),
            access: Access::ALL.into_iter().filter(|_| dice.below(3) == 0).collect(),
            access_notes: Vec::new(),
            schedules: vec![schedule(dice)],
        }
    }
}

/// How many places the group with this number has.
fn stops(number: u64) -> usize {
    if number.is_multiple_of(VAN_EVERY) { STOPS } else { 1 }
}

/// Four in five are weekly, the others on a certain such day of the month.
fn schedule(dice: &mut Dice) -> Schedule {
    let weekday = dice.pick(&DAYS);
    let ordinal = if dice.below(5) == 0 { Some(dice.pick(&[1_i8, 2, 3, 4, -1])) } else { None };
    let opens = 9 + dice.below(10) as u32;
    Schedule {
        freq: Some(if ordinal.is_some() { Freq::Monthly } else { Freq::Weekly }),
        byday: vec![ByDay { ordinal, weekday }],
        opens: NaiveTime::from_hms_opt(opens, 0, 0),
        closes: NaiveTime::from_hms_opt(opens + 2, 0, 0),
        ..Schedule::default()
    }
}
