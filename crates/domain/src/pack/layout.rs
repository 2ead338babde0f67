//! Which groups are in which pack, and which packs somebody somewhere keeps.
//!
//! A group is in the pack of every district in which it has a place. A place's district is that of its postcode; where
//! there is no postcode, or one whose district nobody knows any more, it is the district whose middle is nearest to
//! where the place is. What has no such place, as it is online alone or nobody knows where, is in a pack of its own.
//! Groups that are gone are in none.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, Days, NaiveDate};
use rstar::RTree;
use rstar::primitives::GeomWithData;

use crate::directory::PlaceRecord;
use crate::distance::{FARTHEST, Point, metres};
use crate::postcode::{self, Postcode};
use crate::search::{Entry, Index};

/// The most groups that somebody keeps, a group counted once in each pack that it is in.
pub const MOST_GROUPS: usize = 2_000;
/// The most districts that somebody keeps. Each is fetched by itself, and where groups are few and far between, hundreds of
/// them would hold hardly more than a walk away does.
pub const MOST_DISTRICTS: usize = 240;
/// The most groups of the pack that lies nowhere with which everybody keeps it. More would crowd out what is near.
pub const MOST_ONLINE: usize = 500;
/// The code of the pack of groups that lie in no district. No district is named so.
pub const ONLINE: &str = "ONLINE";

/// A pack: a district and its groups.
#[derive(Debug)]
pub struct Pack {
    /// The district's code, `EH1`, or `ONLINE`.
    pub district: String,
    /// The middle of the district; none of the pack that lies nowhere.
    pub middle: Option<Point>,
    /// The groups by their numbers in the index, in order, each once.
    groups: Box<[u32]>,
}

impl Pack {
    /// How many groups are in it; at least one.
    pub fn count(&self) -> u32 {
        u32::try_from(self.groups.len()).unwrap_or(u32::MAX)
    }

    /// Its groups, as they are to be written down. A feed is read every day, whether or not anything in it has changed:
    /// the day on which a group was last seen is therefore told as the Monday before, or all packs would be new daily.
    pub fn entries(&self, index: &Index) -> Vec<Entry> {
        let entries = self.groups.iter().filter_map(|number| index.entry(*number));
        entries.map(|entry| Entry { seen: monday_of(entry.seen), ..entry }).collect()
    }
}

fn monday_of(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday()))).unwrap_or(day)
}

/// What somebody keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// The packs, by their place in `Layout::packs`: districts by how near their middle is, then what lies nowhere.
    pub packs: Vec<usize>,
    /// How many groups they hold together, a group counted once in each pack.
    pub groups: u32,
    /// In metres: every group with a place that is no farther away is in one of the packs.
    pub reaches_metres: u32,
}

/// The groups of an index, parted into packs. It holds numbers, not groups.
#[derive(Debug)]
pub struct Layout {
    /// By their codes; the one that lies nowhere comes last.
    packs: Vec<Pack>,
}

impl Layout {
    /// Parts the groups of an index. `known` are all districts with their middles. Never more than one group is unpacked
    /// at a time.
    pub fn new(index: &Index, known: &[(String, Point)]) -> Self {
        let map = Map::new(known);
        let mut districts: BTreeMap<String, (Point, Vec<u32>)> = BTreeMap::new();
        let mut nowhere = Vec::new();
        for (number, entry) in (0..).zip(index.entries()) {
            let mut is_somewhere = false;
            for (code, middle) in entry.record.places.iter().filter_map(|place| map.district_of(place)) {
                let (_, groups) = districts.entry(code).or_insert_with(|| (middle, Vec::new()));
                if groups.last() != Some(&number) {
                    groups.push(number);
                }
                is_somewhere = true;
            }
            if !is_somewhere {
                nowhere.push(number);
            }
        }
        let mut packs: Vec<Pack> = districts
            .into_iter()
            .map(|(district, (middle, groups))| Pack { district, middle: Some(middle), groups: groups.into() })
            .collect();
        if !nowhere.is_empty() {
            packs.push(Pack { district: ONLINE.to_owned(), middle: None, groups: nowhere.into() });
        }
        Self { packs }
    }

    /// All packs.
    pub fn packs(&self) -> &[Pack] {
        &self.packs
    }

    /// The place in `packs` of the pack with this code.
    pub fn find(&self, district: &str) -> Option<usize> {
        self.packs.iter().position(|pack| pack.district == district)
    }

    /// What somebody near a point keeps: the nearest districts, 240 at most, that together hold no more than 2,000
    /// groups, the nearest one however many it holds; and what lies nowhere, unless that is a lot. `index` is the one
    /// that was parted.
    pub fn near(&self, index: &Index, origin: Point) -> Chosen {
        self.within(index, origin, MOST_GROUPS, MOST_ONLINE)
    }

    pub(super) fn within(&self, index: &Index, origin: Point, most: usize, most_online: usize) -> Chosen {
        let packs = || self.packs.iter().enumerate();
        let nowhere = packs().find(|(_, pack)| pack.middle.is_none() && pack.groups.len() <= most_online);
        let mut districts: Vec<(u32, usize)> =
            packs().filter_map(|(at, pack)| Some((metres(origin, pack.middle?), at))).collect();
        districts.sort_unstable();

        let mut held = vec![false; index.len()];
        let mut count = nowhere.map_or(0, |(_, pack)| pack.groups.len());
        let mut chosen = Vec::new();
        for (_, at) in districts {
            let more = self.packs[at].groups.len();
            if !chosen.is_empty() && (count + more > most || chosen.len() == MOST_DISTRICTS) {
                break;
            }
            count += more;
            chosen.push(at);
        }
        chosen.extend(nowhere.map(|(at, _)| at));
        for number in chosen.iter().flat_map(|at| &self.packs[*at].groups) {
            held[*number as usize] = true;
        }
        let first_missing = index.outward(origin).find(|(group, _)| !held[*group as usize]);
        Chosen {
            packs: chosen,
            groups: u32::try_from(count).unwrap_or(u32::MAX),
            reaches_metres: first_missing.map_or(FARTHEST, |(_, metres)| metres.saturating_sub(1)),
        }
    }
}

/// All districts that are known.
struct Map<'a> {
    middles: HashMap<&'a str, Point>,
    tree: RTree<GeomWithData<[f64; 3], &'a str>>,
}

impl<'a> Map<'a> {
    fn new(known: &'a [(String, Point)]) -> Self {
        let ends = known.iter().map(|(code, middle)| GeomWithData::new(middle.unit(), code.as_str()));
        Self {
            middles: known.iter().map(|(code, middle)| (code.as_str(), *middle)).collect(),
            tree: RTree::bulk_load(ends.collect()),
        }
    }

    /// The district of a place, and its middle. Where no districts are known at all, it is what the postcode says, and the
    /// first place that is met stands for the middle.
    fn district_of(&self, place: &PlaceRecord) -> Option<(String, Point)> {
        let written = place.postcode.as_deref().and_then(postcode::parse);
        if let Some(code) = written.as_ref().map(Postcode::district)
            && let Some(middle) = self.middles.get(code)
        {
            return Some((code.to_owned(), *middle));
        }
        let point = place.point()?;
        match self.tree.nearest_neighbor(&point.unit()) {
            Some(nearest) => Some((nearest.data.to_owned(), *self.middles.get(nearest.data)?)),
            None => Some((written?.district().to_owned(), point)),
        }
    }
}
