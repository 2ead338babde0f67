//! What was kept of the directory, and what the API would say of it: the same lists in the same order, and whole groups.
//!
//! The rules of searching are `domain::search`; this hands them the packs and the question.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::directory::to_group;
use domain::distance::FARTHEST;
use domain::pack::{self, Kind};
use domain::search::{Entry, Index, Query};
use wire::{Group, GroupId, GroupPage, Near, Source};

use crate::asked::asked;
use crate::gazetteer::{Gazetteer, point, position};
use crate::reach::is_inside;

/// How many groups stand on a page, as on the server.
const PAGE: usize = 20;
/// What can be asked of a list: the filters, and which page of it.
const LISTED_BY: [&str; 12] =
    ["near", "q", "need", "day", "part", "when", "free", "access", "age", "online", "within", "cursor"];

/// Packs, unpacked and made ready.
#[derive(Debug)]
pub struct Kept {
    /// Every group once, whichever packs it is in.
    entries: BTreeMap<GroupId, Entry>,
    /// Which groups were in each pack.
    packs: Vec<Vec<GroupId>>,
    gazetteer: Gazetteer,
    /// The districts whose packs these are.
    districts: BTreeSet<String>,
    index: Index,
}

impl Default for Kept {
    fn default() -> Self {
        Self {
            entries: BTreeMap::new(),
            packs: Vec::new(),
            gazetteer: Gazetteer::default(),
            districts: BTreeSet::new(),
            index: Index::new(Vec::new()),
        }
    }
}

impl Kept {
    /// Takes a pack or the file of districts in; false when it cannot be read, and what was there before stays.
    pub fn add(&mut self, bytes: &[u8]) -> bool {
        match pack::kind(bytes) {
            Some(Kind::Groups) => pack::decode(bytes).map(|entries| self.add_groups(entries)).is_ok(),
            Some(Kind::Districts) => {
                pack::decode_districts(bytes).map(|districts| self.gazetteer.add_districts(districts)).is_ok()
            }
            None => false,
        }
    }

    /// Of a group in several packs the one that was seen last counts.
    fn add_groups(&mut self, entries: Vec<Entry>) {
        self.packs.push(entries.iter().map(|entry| entry.id).collect());
        for entry in entries {
            if self.entries.get(&entry.id).is_none_or(|held| held.seen <= entry.seen) {
                self.entries.insert(entry.id, entry);
            }
        }
    }

    /// Lays out what was added.
    pub fn ready(&mut self) {
        let Self { entries, packs, gazetteer, districts, index } = self;
        let places = entries.values().flat_map(|entry| &entry.record.places);
        gazetteer.set_towns(places.filter_map(|place| Some((place.town.as_deref()?, place.point()?))));
        *districts = packs.iter().filter_map(|pack| district_of(pack, entries, gazetteer)).collect();
        *index = Index::new(entries.values().cloned());
    }

    /// A page of groups. None where the server would refuse the query.
    pub fn groups(&self, query: &str, now: DateTime<Utc>) -> Option<GroupPage> {
        let values = asked(query, LISTED_BY)?;
        let pairs = LISTED_BY.into_iter().zip(&values);
        let (query, bad) = Query::from_pairs(pairs.filter_map(|(key, value)| Some((key, value.as_deref()?))));
        if !bad.is_empty() || query.within_metres.is_some_and(|metres| metres > FARTHEST) {
            return None;
        }
        let near = self.gazetteer.resolve(&query.near)?;
        if matches!(near, Near::Choose { .. } | Near::Unknown { .. }) {
            return Some(GroupPage { near, groups: Vec::new(), total: 0, next: None, loosen: Vec::new() });
        }
        let [.., cursor] = &values;
        let cursor = cursor.as_deref().filter(|cursor| !cursor.is_empty());
        let page = self.index.search(&query, point(&near), now, PAGE, cursor).ok()?;
        Some(GroupPage { near, groups: page.groups, total: page.total, next: page.next, loosen: page.loosen })
    }

    /// A group, whole. Who went to it is not known here.
    pub fn group(&self, id: &str, query: &str, now: DateTime<Utc>) -> Option<Group> {
        let [near] = asked(query, ["near"])?;
        let near = self.gazetteer.resolve(near.as_deref().unwrap_or_default())?;
        let id: GroupId = id.parse().ok()?;
        let entry = self.index.get(id)?;
        let source = Source { feed: entry.feed, checked: entry.record.checked, seen: entry.seen };
        Some(to_group(id, &entry.record, source, now, point(&near)))
    }

    /// Whether the query starts from a position well inside what is kept.
    pub fn reaches(&self, query: &str) -> bool {
        let near = asked(query, ["near"]).and_then(|[near]| near);
        let at = near.and_then(|near| position(near.trim()));
        at.is_some_and(|at| is_inside(at, self.gazetteer.districts(), &self.districts))
    }

    /// How many groups can be found.
    pub fn count(&self) -> u32 {
        u32::try_from(self.index.len()).unwrap_or(u32::MAX)
    }
}

/// The district of a pack: the one in which most of its groups have a place, for every one was put there because of such a
/// place. None where that is true of two, or where nobody knows.
fn district_of(pack: &[GroupId], entries: &BTreeMap<GroupId, Entry>, gazetteer: &Gazetteer) -> Option<String> {
    let mut groups_in: BTreeMap<String, usize> = BTreeMap::new();
    for entry in pack.iter().filter_map(|id| entries.get(id)) {
        let own: BTreeSet<String> =
            entry.record.places.iter().filter_map(|place| gazetteer.district_of(place)).collect();
        for district in own {
            *groups_in.entry(district).or_default() += 1;
        }
    }
    let most = groups_in.values().copied().max()?;
    let mut leading = groups_in.into_iter().filter(|(_, groups)| *groups == most);
    let (district, _) = leading.next()?;
    leading.next().is_none().then_some(district)
}
