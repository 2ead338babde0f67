//! The directory.

use serde::Deserialize;
use wire::{Group, GroupId, GroupPage};

use crate::backend::client::get;
use crate::backend::failure::Failure;
use crate::routes::{encode, groups as address};

/// A group, as much of it as is needed to pick it. Reading the rest of it would weigh more than this.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct FoundGroup {
    pub id: GroupId,
    pub name: String,
    /// One line of what it is.
    pub summary: String,
}

#[derive(Deserialize)]
struct FoundGroups {
    groups: Vec<FoundGroup>,
}

/// Groups for these words, the best first.
pub async fn look_for(words: &str) -> Result<Vec<FoundGroup>, Failure> {
    let found: FoundGroups = get(&format!("/api{}", address(&[("q", words.trim().to_owned())]))).await?;
    Ok(found.groups)
}

/// A page of groups; `cursor` is what the page before gave.
pub async fn list(pairs: &[(&'static str, String)], cursor: Option<&str>) -> Result<GroupPage, Failure> {
    let mut pairs = pairs.to_vec();
    if let Some(cursor) = cursor {
        pairs.push(("cursor", cursor.to_owned()));
    }
    get(&format!("/api{}", address(&pairs))).await
}

/// One group, with distances from `near` where that is known.
pub async fn find(id: &str, near: &str) -> Result<Group, Failure> {
    let mut address = "/api/groups/".to_owned();
    encode(id, &mut address);
    if !near.is_empty() {
        address.push_str("?near=");
        encode(near, &mut address);
    }
    get(&address).await
}
