//! Which remembered feed a source belongs to. Reads the store and writes nothing.

use anyhow::bail;

use super::ids::feed_id;
use super::source::Source;
use crate::store::{Feed, Store};

/// The most characters of a feed's name.
const LONGEST_NAME: usize = 100;

/// The feed that this source belongs to: the one of the name given, else the one remembered with this source, else a
/// new one with a name made from the source.
pub(super) async fn feed_for(store: &Store, source: &Source, name: Option<&str>) -> anyhow::Result<Feed> {
    let remembered = source.remembered();
    if let Some(name) = name {
        return feed_named(store, name, remembered).await;
    }
    if let Some(feed) = store.list_feeds().await?.into_iter().find(|feed| feed.source == remembered) {
        return Ok(feed);
    }
    let name = source.default_name();
    if let Some(other) = store.find_feed(&name).await? {
        // Taking the name would mark every group of the other feed gone.
        bail!("a feed called {name} comes from {} already; give this one a name of its own with --name", other.source);
    }
    feed_named(store, &name, remembered).await
}

/// The feed of this name, now coming from this source.
pub(super) async fn feed_named(store: &Store, name: &str, source: String) -> anyhow::Result<Feed> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        bail!("a feed's name has one to {LONGEST_NAME} characters");
    }
    Ok(match store.find_feed(name).await? {
        Some(feed) => Feed { source, ..feed },
        None => Feed { id: feed_id(name), name: name.to_owned(), source, imported_at: None },
    })
}
