//! The directory.

use wire::{Group, GroupPage};

use crate::backend::client::get;
use crate::backend::failure::Failure;
use crate::routes::{encode, groups as address};

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
