//! Ids made from the feeds' own, so that the same thing has the same id after every import, on every server.

use uuid::{Uuid, uuid};
use wire::{GroupId, PlaceId};

/// The namespace of all feeds. Changing it would give every group a new id and break every saved link.
const FEEDS: Uuid = uuid!("0b6f7c1e-58a3-4f0d-9c39-6d1f2a7be4c5");

/// The id of the feed with this name.
pub fn feed_id(name: &str) -> Uuid {
    Uuid::new_v5(&FEEDS, name.as_bytes())
}

/// The id of the group that the feed calls `source_id`.
pub fn group_id(feed: Uuid, source_id: &str) -> GroupId {
    GroupId(Uuid::new_v5(&feed, source_id.as_bytes()))
}

/// The id of the place that the feed calls `location_id`, as a place of this group.
pub fn place_id(group: GroupId, location_id: &str) -> PlaceId {
    PlaceId(Uuid::new_v5(&group.0, location_id.as_bytes()))
}
