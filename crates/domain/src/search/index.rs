//! The directory in memory, laid out for searching: what filters look at in narrow columns, where things are in a
//! tree, words in a lexicon, and the rest packed.
//!
//! It knows how a group is held, not how groups are ranked. Groups are numbered by name, so a group's number is its
//! place in the alphabet; the ones that are gone come last and are never listed.

use std::cmp::Ordering;
use std::ops::Range;

use chrono::NaiveDate;
use rstar::RTree;
use rstar::primitives::GeomWithData;
use wire::{GroupId, Standing};

use super::IndexBuilder;
use super::filter::metres_of;
use super::lexicon::Lexicon;
use super::slots::Slot;
use super::words::fold;
use crate::directory::{GroupRecord, PackedGroup};
use crate::distance::Point;
use crate::recurrence::Schedule;

/// The letters of a name that count for its place in the alphabet. Bounded, because a cursor carries them.
const LETTERS_OF_NAME: usize = 48;

/// The place of a spot that stands for a group without any place.
pub(super) const NOWHERE: u16 = u16::MAX;

/// A group of the directory, with where it comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub id: GroupId,
    /// `Standing::Gone` keeps it out of every list; it can still be got by its id.
    pub record: GroupRecord,
    /// The feed's name.
    pub feed: String,
    /// When the entry was last seen in its feed.
    pub seen: NaiveDate,
}

/// The directory, ready to be searched. It never changes; a changed directory is a new index.
#[derive(Debug)]
pub struct Index {
    /// Every group, by its number.
    pub(super) rows: Vec<Row>,
    /// What filters look at, by the number of the group; only those that are listed.
    pub(super) traits: Vec<Traits>,
    pub(super) spots: Vec<Spot>,
    pub(super) slots: Vec<Slot>,
    /// The schedules that have to be asked themselves.
    pub(super) rules: Vec<Schedule>,
    pub(super) lexicon: Lexicon,
    /// Every spot whose place on earth is known, as the end of an arrow from the middle of the earth.
    pub(super) tree: RTree<GeomWithData<[f64; 3], u32>>,
    /// The groups without any such spot.
    pub(super) unplaced: Vec<u32>,
    /// The numbers of the groups in the order of their ids.
    pub(super) by_id: Vec<u32>,
    pub(super) feeds: Vec<String>,
}

/// What is held of a group beside the columns.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) id: GroupId,
    pub(super) packed: Box<[u8]>,
    pub(super) first_spot: u32,
    pub(super) end_of_spots: u32,
    pub(super) feed: u32,
    pub(super) seen: NaiveDate,
    pub(super) checked: Option<NaiveDate>,
}

/// What a filter can tell at a glance. Eight bytes: those of a hundred thousand groups stay in the processor's cache.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Traits {
    /// A bit for every need, in the order of `Need::ALL`.
    pub(super) needs: u16,
    /// A bit for every access feature that any of its spots has.
    pub(super) access: u8,
    /// Every weekday and every part of the day that it can be on in.
    pub(super) weekdays: u8,
    pub(super) parts: u8,
    pub(super) age_from: u8,
    pub(super) age_to: u8,
    pub(super) flags: u8,
}

impl Traits {
    pub(super) const FREE: u8 = 1;
    pub(super) const ONLINE: u8 = 2;
    pub(super) const HAS_PLACE: u8 = 4;
    pub(super) const PAUSED: u8 = 8;

    pub(super) const fn is(self, flag: u8) -> bool {
        self.flags & flag != 0
    }
}

/// A group at one of its places; a group without places has one spot that is nowhere.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    pub(super) unit: [f64; 3],
    pub(super) group: u32,
    pub(super) first_slot: u32,
    pub(super) slots: u16,
    /// The position of the place in the record, or `NOWHERE`.
    pub(super) place: u16,
    /// A bit for every access feature, in the order of `Access::ALL`.
    pub(super) access: u8,
    /// Whether `unit` means anything.
    pub(super) is_located: bool,
    /// Whether its times are surely this place's.
    pub(super) is_tied: bool,
}

/// Where a group stands in the alphabet. Running ones come before paused ones of the same name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    pub(super) name: String,
    pub(super) is_paused: bool,
    pub(super) id: GroupId,
}

impl Rank {
    pub(super) fn new(name: &str, standing: Standing, id: GroupId) -> Self {
        let name = fold(name).chars().take(LETTERS_OF_NAME).collect();
        Self { name, is_paused: standing == Standing::Paused, id }
    }
}

impl Index {
    /// Lays the directory out. Given an iterator, it never holds more than one unpacked entry.
    pub fn new(entries: impl IntoIterator<Item = Entry>) -> Self {
        let mut builder = IndexBuilder::default();
        for entry in entries {
            builder.add(entry);
        }
        builder.finish()
    }

    /// How many groups can be listed. Those that are gone do not count.
    pub fn len(&self) -> usize {
        self.traits.len()
    }

    /// Whether no group can be listed.
    pub fn is_empty(&self) -> bool {
        self.traits.is_empty()
    }

    /// The group with this id, gone ones too, unpacked for the caller.
    pub fn get(&self, id: GroupId) -> Option<Entry> {
        let at = self.by_id.binary_search_by_key(&id, |number| self.rows[*number as usize].id).ok()?;
        Some(self.unpacked(&self.rows[self.by_id[at] as usize]))
    }

    /// Every group that can be listed, in the order of the alphabet. Each is unpacked only when its turn comes.
    pub fn entries(&self) -> impl Iterator<Item = Entry> {
        self.rows[..self.traits.len()].iter().map(|row| self.unpacked(row))
    }

    /// The group that `entries` gives as the so-manyth, counted from 0.
    pub fn entry(&self, number: u32) -> Option<Entry> {
        (number < self.listed()).then(|| self.unpacked(&self.rows[number as usize]))
    }

    /// From a point outwards, every place of every group that can be listed, where it is known to be on earth: the
    /// group's number in `entries`, and how far away the place is, in metres, as a search tells it.
    pub fn outward(&self, origin: Point) -> impl Iterator<Item = (u32, u32)> {
        let spots = self.tree.nearest_neighbor_iter_with_distance_2(&origin.unit());
        spots.map(|(item, square)| (self.spots[item.data as usize].group, metres_of(square)))
    }

    fn unpacked(&self, row: &Row) -> Entry {
        Entry {
            id: row.id,
            record: PackedGroup::open(&row.packed).record(),
            feed: self.feeds[row.feed as usize].clone(),
            seen: row.seen,
        }
    }

    /// How many groups can be listed, as their numbers are counted.
    pub(super) fn listed(&self) -> u32 {
        u32::try_from(self.traits.len()).unwrap_or(u32::MAX)
    }

    pub(super) fn spots_of(&self, group: u32) -> Range<u32> {
        let row = &self.rows[group as usize];
        row.first_spot..row.end_of_spots
    }

    pub(super) fn slots_of(&self, spot: &Spot) -> &[Slot] {
        let first = spot.first_slot as usize;
        &self.slots[first..first + usize::from(spot.slots)]
    }

    /// Where a listed group stands in the alphabet.
    pub(super) fn rank_of(&self, group: u32) -> Rank {
        rank_of_row(&self.rows[group as usize])
    }

    /// How many listed groups stand before this rank, and whether one stands exactly there.
    pub(super) fn find_rank(&self, rank: &Rank) -> (u32, bool) {
        let rows = &self.rows[..self.traits.len()];
        let before = rows.partition_point(|row| rank_of_row(row).cmp(rank) == Ordering::Less);
        let is_there = rows.get(before).is_some_and(|row| rank_of_row(row) == *rank);
        (u32::try_from(before).unwrap_or(u32::MAX), is_there)
    }
}

fn rank_of_row(row: &Row) -> Rank {
    let group = PackedGroup::open(&row.packed);
    Rank::new(group.name, group.standing, row.id)
}
