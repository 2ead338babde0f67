//! Nothing was found: which single filter to take away, and how many groups that would bring.

use std::cmp::Reverse;

use chrono::{DateTime, Utc};
use wire::Loosen;

use super::index::Index;
use super::query::Query;
use super::rank::Search;
use crate::distance::Point;

/// The filters that would help on their own, the most helpful first; those that help as much, as in the address.
pub(super) fn loosen(index: &Index, query: &Query, origin: Option<Point>, now: DateTime<Utc>) -> Vec<Loosen> {
    let mut ways: Vec<Loosen> = query
        .filters()
        .into_iter()
        .map(|filter| {
            let total = Search::new(index, &query.without(filter), origin, now).count();
            Loosen { filter: filter.to_owned(), total }
        })
        .filter(|way| way.total > 0)
        .collect();
    ways.sort_by_key(|way| Reverse(way.total));
    ways
}
