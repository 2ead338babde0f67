//! Lays out an index, one group after the other, so that whoever reads a directory from its store never has to hold
//! all of it unpacked.

use rstar::RTree;
use rstar::primitives::GeomWithData;
use wire::{CostKind, Standing};

use super::filter::{access_bits, need_bits};
use super::index::{Entry, Index, NOWHERE, Rank, Row, Spot, Traits};
use super::lexicon::{Field, LexiconBuilder};
use super::slots::Slot;
use crate::directory::{GroupRecord, PlaceRecord, pack};
use crate::recurrence::Schedule;

/// An index in the making.
#[derive(Debug, Default)]
pub struct IndexBuilder {
    drafts: Vec<Draft>,
    spots: Vec<Spot>,
    slots: Vec<Slot>,
    rules: Vec<Schedule>,
    lexicon: LexiconBuilder,
    feeds: Vec<String>,
}

/// A group whose number is not known yet.
#[derive(Debug)]
struct Draft {
    rank: Rank,
    is_gone: bool,
    /// The how-manieth group it was to come.
    arrival: u32,
    row: Row,
    traits: Traits,
}

/// A stretch of slots.
#[derive(Clone, Copy)]
struct Times {
    first: u32,
    count: u16,
}

impl IndexBuilder {
    /// Adds a group.
    pub fn add(&mut self, entry: Entry) {
        let Entry { id, record, feed, seen } = entry;
        let is_gone = record.standing == Standing::Gone;
        let first_spot = size(self.spots.len());
        if !is_gone {
            self.add_words(&record);
            self.add_spots(&record);
        }
        self.lexicon.end_group();
        let row = Row {
            id,
            packed: pack(&record),
            first_spot,
            end_of_spots: size(self.spots.len()),
            feed: self.feed(feed),
            seen,
            checked: record.checked,
        };
        let rank = Rank::new(&record.name, record.standing, id);
        let traits = self.traits(&record, &row);
        self.drafts.push(Draft { rank, is_gone, arrival: size(self.drafts.len()), row, traits });
    }

    /// The index of all that was added.
    pub fn finish(self) -> Index {
        let Self { mut drafts, mut spots, mut slots, mut rules, lexicon, feeds } = self;
        drafts.sort_unstable_by(|a, b| (a.is_gone, &a.rank).cmp(&(b.is_gone, &b.rank)));
        let arrivals: Vec<u32> = drafts.iter().filter(|draft| !draft.is_gone).map(|draft| draft.arrival).collect();
        let lexicon = lexicon.finish(&arrivals);
        let mut rows = Vec::with_capacity(drafts.len());
        let mut traits = Vec::with_capacity(arrivals.len());
        for draft in drafts {
            if !draft.is_gone {
                traits.push(draft.traits);
            }
            for spot in &mut spots[draft.row.first_spot as usize..draft.row.end_of_spots as usize] {
                spot.group = size(rows.len());
            }
            rows.push(draft.row);
        }
        let located = (0..).zip(&spots).filter(|(_, spot)| spot.is_located);
        let tree = RTree::bulk_load(located.map(|(number, spot)| GeomWithData::new(spot.unit, number)).collect());
        let spots_of = |row: &Row| &spots[row.first_spot as usize..row.end_of_spots as usize];
        let listed = (0..).zip(&rows[..traits.len()]);
        let unplaced = listed
            .filter(|(_, row)| spots_of(row).iter().all(|spot| !spot.is_located))
            .map(|(group, _)| group)
            .collect();
        let mut by_id: Vec<u32> = (0..size(rows.len())).collect();
        by_id.sort_unstable_by_key(|number| rows[*number as usize].id);
        spots.shrink_to_fit();
        slots.shrink_to_fit();
        rules.shrink_to_fit();
        Index { rows, traits, spots, slots, rules, lexicon, tree, unplaced, by_id, feeds }
    }

    fn add_words(&mut self, record: &GroupRecord) {
        let lexicon = &mut self.lexicon;
        lexicon.add(&record.name, Field::Name);
        lexicon.add(record.organisation.as_deref().unwrap_or_default(), Field::Organisation);
        for category in &record.categories {
            lexicon.add(category, Field::Category);
        }
        for need in &record.needs {
            lexicon.add(need.code(), Field::Category);
        }
        lexicon.add(&record.description, Field::Description);
        lexicon.add(record.who_for.as_deref().unwrap_or_default(), Field::Description);
        for language in &record.languages {
            lexicon.add(language, Field::Description);
        }
        for place in &record.places {
            lexicon.add(&place.name, Field::Description);
            lexicon.add(place.town.as_deref().unwrap_or_default(), Field::Description);
        }
    }

    fn add_spots(&mut self, record: &GroupRecord) {
        let untied = self.add_times(record, &record.schedules);
        for (place, position) in record.places.iter().zip(0..NOWHERE) {
            let (schedules, tie) = record.schedules_at(place);
            let times = if place.schedules.is_empty() { untied } else { self.add_times(record, schedules) };
            self.spots.push(spot_at(record, place, position, times, tie.is_some()));
        }
        if record.places.is_empty() {
            self.spots.push(Spot {
                unit: [0.0; 3],
                group: 0,
                first_slot: untied.first,
                slots: untied.count,
                place: NOWHERE,
                access: access_bits(&record.access),
                is_located: false,
                is_tied: false,
            });
        }
    }

    /// The slots of some schedules. A group that is paused has no times: nobody is at the door.
    fn add_times(&mut self, record: &GroupRecord, schedules: &[Schedule]) -> Times {
        let first = size(self.slots.len());
        let mut count = 0;
        if record.is_meeting() {
            for schedule in schedules.iter().take(usize::from(u16::MAX)) {
                if let Some(slot) = Slot::new(schedule, &mut self.rules) {
                    self.slots.push(slot);
                    count += 1;
                }
            }
        }
        Times { first, count }
    }

    fn traits(&self, record: &GroupRecord, row: &Row) -> Traits {
        let spots = &self.spots[row.first_spot as usize..row.end_of_spots as usize];
        let mut traits = Traits {
            needs: need_bits(&record.needs),
            age_from: record.ages.from.unwrap_or(u8::MIN),
            age_to: record.ages.to.unwrap_or(u8::MAX),
            flags: flag(record.cost.kind == CostKind::Free, Traits::FREE)
                | flag(record.online, Traits::ONLINE)
                | flag(!record.places.is_empty(), Traits::HAS_PLACE)
                | flag(record.standing == Standing::Paused, Traits::PAUSED),
            ..Traits::default()
        };
        for spot in spots {
            let first = spot.first_slot as usize;
            let (weekdays, parts) = Slot::reach(&self.slots[first..first + usize::from(spot.slots)]);
            traits.access |= spot.access;
            traits.weekdays |= weekdays;
            traits.parts |= parts;
        }
        traits
    }

    /// The number of a feed's name; each is held once.
    fn feed(&mut self, name: String) -> u32 {
        let at = self.feeds.iter().position(|known| *known == name).unwrap_or_else(|| {
            self.feeds.push(name);
            self.feeds.len() - 1
        });
        size(at)
    }
}

fn spot_at(record: &GroupRecord, place: &PlaceRecord, position: u16, times: Times, is_tied: bool) -> Spot {
    let point = place.point();
    Spot {
        unit: point.map_or([0.0; 3], |point| point.unit()),
        group: 0,
        first_slot: times.first,
        slots: times.count,
        place: position,
        access: access_bits(&record.access) | access_bits(&place.access),
        is_located: point.is_some(),
        is_tied,
    }
}

const fn flag(is_set: bool, flag: u8) -> u8 {
    if is_set { flag } else { 0 }
}

fn size(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
