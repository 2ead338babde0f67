//! The middles of sectors and districts: worked out from whole postcodes, or read from a list.

use std::collections::{BTreeMap, HashMap};

use super::{Packed, is_invented};
use crate::{
    gazetteer::{Diff, Scope, code},
    store::{AreaRow, Micro, Store},
};

/// Positions added up, for their mean.
#[derive(Default)]
struct Sum {
    lat: i64,
    lon: i64,
    count: i64,
}

impl Sum {
    fn add(&mut self, at: Micro) {
        self.lat += i64::from(at.lat);
        self.lon += i64::from(at.lon);
        self.count += 1;
    }

    /// The mean. It lies between positions, so it always fits.
    fn mean(&self) -> Option<Micro> {
        let mean = |sum: i64| i32::try_from(sum.div_euclid(self.count.max(1))).ok();
        Some(Micro { lat: mean(self.lat)?, lon: mean(self.lon)? })
    }
}

/// The mean position of every district and sector that has a postcode, by code.
pub(super) fn middles(full: &[Packed]) -> BTreeMap<String, Micro> {
    let mut sums: HashMap<u64, Sum> = HashMap::new();
    for row in full {
        for area in code::areas(row.code) {
            sums.entry(area).or_default().add(row.at);
        }
    }
    sums.into_iter().filter_map(|(area, sum)| Some((code::text(area), sum.mean()?))).collect()
}

/// Works out the middles and writes those that differ.
pub(super) async fn keep_derived(store: &Store, full: &[Packed], diff: &mut Diff) -> anyhow::Result<()> {
    let scope = Scope::of(full.iter().map(|row| is_invented(row.code)));
    let mut new = middles(full);
    let mut put = Vec::new();
    let mut remove = Vec::new();
    for held in store.list_areas().await? {
        match new.remove(&held.code) {
            Some(at) if held.is_derived && at == held.at => {}
            Some(at) => put.push(AreaRow { code: held.code, at, is_derived: true }),
            None if held.is_derived && scope.covers(is_invented(code::pack(&held.code))) => remove.push(held.code),
            None => {}
        }
    }
    put.extend(new.into_iter().map(|(code, at)| AreaRow { code, at, is_derived: true }));
    diff.derived += (put.len() + remove.len()) as u64;
    if !put.is_empty() || !remove.is_empty() {
        store.write_areas(&put, &remove).await?;
    }
    Ok(())
}

/// Keeps listed districts, where whole postcodes do not tell better.
pub(super) async fn keep_listed(store: &Store, districts: &[Packed], diff: &mut Diff) -> anyhow::Result<()> {
    let scope = Scope::of(districts.iter().map(|row| is_invented(row.code)));
    let mut new: BTreeMap<String, Micro> = districts.iter().map(|row| (code::text(row.code), row.at)).collect();
    let mut put = Vec::new();
    let mut remove = Vec::new();
    for held in store.list_areas().await? {
        match new.remove(&held.code) {
            Some(_) if held.is_derived => diff.skipped += 1,
            Some(at) if at == held.at => diff.unchanged += 1,
            Some(at) => {
                diff.changed += 1;
                put.push(AreaRow { code: held.code, at, is_derived: false });
            }
            None if !held.is_derived && scope.covers(is_invented(code::pack(&held.code))) => {
                diff.gone += 1;
                remove.push(held.code);
            }
            None => {}
        }
    }
    diff.added += new.len() as u64;
    put.extend(new.into_iter().map(|(code, at)| AreaRow { code, at, is_derived: false }));
    if !put.is_empty() || !remove.is_empty() {
        store.write_areas(&put, &remove).await?;
    }
    Ok(())
}
