//! Finding groups: what is asked, what is found, in which order, a page at a time. The server searches its whole
//! directory with it and the phone the part it has kept, so both give the same answer.
//!
//! It knows no clock, no network and no screen: the instant and the place to start from come in as arguments.
//!
//! # What is found
//! A group is found when it passes every filter, and when one and the same of its places passes all those that are
//! about places: access, day, part of day, stretch of days, distance. Of several needs or days one is enough; of
//! several access features all have to be there. A group that is gone is never found; one that is paused is found, but
//! not where a day or a time is asked for. A meeting is in a part of the day when it begins in it, or goes on in it for
//! two hours or more. Meetings are looked for up to 60 days ahead.
//!
//! # The place that counts
//! With a place to start from, the nearest place that passes the filters counts: its distance, its next meeting that
//! fits what was asked. Of two at the same distance it is the one that is met at sooner. Distance is along the ground
//! (haversine), over all places of all groups. Without a place to start from, the one that is met at soonest is shown.
//!
//! # The order
//! It is a total order: the same for the same directory, query and minute, whatever order the groups were read in.
//!
//! - **No words, near somewhere**: the nearest first, by whole metres. At the same distance: running before paused,
//!   then the sooner next meeting, then those checked in the last year or that do not say, then by name, then by id.
//!   Groups without a place on the map come after all others, by name.
//! - **No words, near nowhere**, or only what is online: by name; of the same name running before paused, then by id.
//! - **Words**: every word has to be found in a group. The best field it stands in counts: name 120 points,
//!   organisation 80, categories and needs 60, description (also who it is for, places, towns, languages) 30. Found as
//!   the beginning of a word it is worth three quarters, with one slip (in words of five letters or more) half. The
//!   points of all words are added and fall with distance: half at 5 km, a third at 10 km. The higher score comes
//!   first, then the nearer, then running before paused, then the fresher, then by name, then by id. Groups without a
//!   place on the map come last, unless only what is online was asked for.

mod build;
mod cursor;
mod filter;
mod index;
mod lexicon;
mod loosen;
mod query;
mod rank;
mod slots;
mod summary;
#[cfg(test)]
mod tests;
mod vocabulary;
pub(crate) mod words;

use chrono::{DateTime, Utc};
use wire::{GroupSummary, Loosen};

use crate::distance::Point;

pub use build::IndexBuilder;
pub use cursor::BadCursor;
pub use index::{Entry, Index};
pub use query::{BadFilter, LONGEST_TEXT, OLDEST, Part, Query, When, near_text};
pub use words::fold;

/// The most groups on a page.
pub const LARGEST_PAGE: usize = 100;

/// A page of what was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    pub groups: Vec<GroupSummary>,
    /// How many groups are found altogether.
    pub total: u32,
    /// The cursor of the next page; none on the last.
    pub next: Option<String>,
    /// When nothing is found: which filters to take away.
    pub loosen: Vec<Loosen>,
}

impl Index {
    /// Searches. `limit` is the number of groups on the page, from 1 to `LARGEST_PAGE`; `cursor` is `Page::next` of
    /// the page before, of the same query from the same origin. Following the cursors shows every group once, also
    /// when the index has been rebuilt in between.
    pub fn search(
        &self,
        query: &Query,
        origin: Option<Point>,
        now: DateTime<Utc>,
        limit: usize,
        cursor: Option<&str>,
    ) -> Result<Page, BadCursor> {
        let limit = limit.clamp(1, LARGEST_PAGE);
        // Nothing is nearer or farther from a point that is not on this earth.
        let origin = origin.and_then(|point| Point::new(point.lat, point.lon));
        let cursor = cursor.map(cursor::Cursor::parse).transpose()?;
        let ranked_at = cursor.as_ref().map_or(now, |cursor| cursor.ranked_at(now));
        let after = cursor.map(|cursor| cursor.key_in(self));
        let search = rank::Search::new(self, query, origin, ranked_at);
        let (mut hits, total) = search.run(limit + 1, after);
        let has_more = hits.len() > limit;
        hits.truncate(limit);
        let last = hits.last().filter(|_| has_more);
        let next = last.map(|(key, hit)| cursor::Cursor::new(self, *key, hit.group, ranked_at).to_string());
        let summaries = summary::Summaries::new(self, query, origin.is_some(), now);
        let loosen = if total == 0 { loosen::loosen(self, query, origin, now) } else { Vec::new() };
        Ok(Page { groups: hits.iter().map(|(_, hit)| summaries.line(hit)).collect(), total, next, loosen })
    }
}
