//! `GET /api/groups`: what is on, best first, page by page.

use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use domain::distance::FARTHEST;
use domain::search::{BadFilter, Query};
use serde::Deserialize;
use utoipa::IntoParams;
use wire::{FieldCode, FieldProblem, GroupPage, Near};

use crate::http::error::Error;
use crate::http::extract::Asked;
use crate::http::headers::FOR_A_MINUTE;
use crate::http::near::resolve::{point, resolve};
use crate::http::openapi::ReadProblems;
use crate::http::state::AppState;

/// How many groups stand on a page.
const PAGE: usize = 20;

/// Filters as they stand in the address of the app. Empty ones are left out of account, as plain forms send them.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    /// Where to start from: a postcode or a part of one, the name of a place, or a position as `lat,lon`.
    near: Option<String>,
    /// Words to look for; every one has to be found.
    q: Option<String>,
    /// Any of these needs, parted by commas.
    #[param(style = Form, explode = false, value_type = Option<Vec<wire::Need>>)]
    need: Option<String>,
    /// A meeting on any of these days, parted by commas.
    #[param(pattern = "^(mo|tu|we|th|fr|sa|su)(,(mo|tu|we|th|fr|sa|su))*$")]
    day: Option<String>,
    /// A meeting in this part of the day.
    #[param(pattern = "^(morning|afternoon|evening)$")]
    part: Option<String>,
    /// A meeting today, tomorrow, or within a week.
    #[param(pattern = "^(today|tomorrow|week)$")]
    when: Option<String>,
    /// 1 for only what costs nothing.
    #[param(pattern = "^[01]$")]
    free: Option<String>,
    /// All of these access features, parted by commas.
    #[param(style = Form, explode = false, value_type = Option<Vec<wire::Access>>)]
    access: Option<String>,
    /// Right for somebody of this age, in whole years.
    #[param(value_type = Option<u8>, maximum = 120)]
    age: Option<String>,
    /// 1 for only what can be joined online, 0 for only what meets somewhere.
    #[param(pattern = "^[01]$")]
    online: Option<String>,
    /// At most this far from `near`, in metres.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 20100000)]
    within: Option<String>,
    /// What the page before gave as `next`.
    cursor: Option<String>,
}

impl ListQuery {
    fn query(&self) -> Result<Query, Error> {
        let pairs = [
            ("near", &self.near),
            ("q", &self.q),
            ("need", &self.need),
            ("day", &self.day),
            ("part", &self.part),
            ("when", &self.when),
            ("free", &self.free),
            ("access", &self.access),
            ("age", &self.age),
            ("online", &self.online),
            ("within", &self.within),
        ];
        let (query, mut bad) =
            Query::from_pairs(pairs.into_iter().filter_map(|(key, value)| Some((key, value.as_deref()?))));
        if query.within_metres.is_some_and(|metres| metres > FARTHEST) {
            bad.push(BadFilter { filter: "within".to_owned() });
        }
        if bad.is_empty() {
            return Ok(query);
        }
        // The API is strict where the app's own addresses are lenient: who asks it wants to know.
        let fields = bad.into_iter().map(|bad| FieldProblem { field: bad.filter, code: FieldCode::NotOffered });
        Err(Error::BadRequest { reason: "a filter has a value that is not offered", fields: fields.collect() })
    }
}

/// Find groups
///
/// With a `near` that is not one place nothing is searched: the answer says what to choose from, or what is offered
/// instead, and lists no group.
#[utoipa::path(
    get,
    path = "/api/groups",
    tag = "directory",
    params(ListQuery),
    responses((status = 200, description = "A page of groups, best first", body = GroupPage), ReadProblems)
)]
pub async fn list_groups(
    State(state): State<AppState>,
    Asked(asked): Asked<ListQuery>,
) -> Result<impl IntoResponse, Error> {
    let query = asked.query()?;
    let cursor = asked.cursor.as_deref().filter(|cursor| !cursor.is_empty());
    let page = find_page(&state, &query, PAGE, cursor).await?;
    Ok((FOR_A_MINUTE, Json(page)))
}

/// A page for a query, also for the results page that the server draws.
pub async fn find_page(
    state: &AppState,
    query: &Query,
    limit: usize,
    cursor: Option<&str>,
) -> Result<GroupPage, Error> {
    let near = resolve(&state.store, &query.near).await?;
    if matches!(near, Near::Choose { .. } | Near::Unknown { .. }) {
        return Ok(GroupPage { near, groups: Vec::new(), total: 0, next: None, loosen: Vec::new() });
    }
    let page = state
        .catalogue
        .index()
        .search(query, point(&near), state.clock.now(), limit, cursor)
        .map_err(|_| Error::bad_parameter("cursor", FieldCode::Unreadable))?;
    Ok(GroupPage { near, groups: page.groups, total: page.total, next: page.next, loosen: page.loosen })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn bad_filter_is_named() {
        let asked: ListQuery = serde_json::from_str(r#"{"day": "mo,xx", "age": "40", "free": ""}"#).unwrap();
        let Err(Error::BadRequest { fields, .. }) = asked.query() else { panic!("xx is no day") };
        assert_eq!(fields, [FieldProblem { field: "day".to_owned(), code: FieldCode::NotOffered }]);
        let asked: ListQuery = serde_json::from_str(r#"{"within": "20100001"}"#).unwrap();
        assert!(asked.query().is_err(), "farther than anything is");
    }
}
