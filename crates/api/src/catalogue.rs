//! The directory in memory, ready to be searched. The database is the record; this is made from it, and made again when
//! it has changed, also by another process. It knows no HTTP.

mod packs;

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use domain::distance::Point;
use domain::search::{Entry, Index};
use tokio::sync::{Mutex, OnceCell};
use tokio::time::MissedTickBehavior;
use wire::Standing;

use crate::store::{self, Store, StoredGroup};

pub use packs::{Form, Packs};

/// How often the database is asked whether the directory has changed.
const ASK_EVERY: Duration = Duration::from_secs(2);

/// The searchable directory. Cheap to clone; all clones see the same one.
#[derive(Clone)]
pub struct Catalogue {
    held: Arc<RwLock<Held>>,
    /// One rebuild at a time: two would only cost twice the memory.
    rebuilding: Arc<Mutex<()>>,
}

#[derive(Clone)]
struct Held {
    index: Arc<Index>,
    /// The version of the directory it was made from; none before the first.
    version: Option<i64>,
    /// Made when somebody first asks for one, and gone with the index.
    packs: Arc<OnceCell<Arc<Packs>>>,
}

impl Held {
    fn new(index: Index, version: Option<i64>) -> Self {
        Self { index: Arc::new(index), version, packs: Arc::default() }
    }
}

impl Catalogue {
    /// A catalogue with nothing in it yet.
    pub fn empty() -> Self {
        let held = Held::new(Index::new(Vec::new()), None);
        Self { held: Arc::new(RwLock::new(held)), rebuilding: Arc::new(Mutex::new(())) }
    }

    /// Reads the directory.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn load(store: &Store) -> anyhow::Result<Self> {
        let catalogue = Self::empty();
        catalogue.refresh(store).await?;
        Ok(catalogue)
    }

    /// What can be searched at this moment. Holding on to it keeps it alive, a newer one may come meanwhile.
    pub fn index(&self) -> Arc<Index> {
        self.held().index
    }

    /// The packs of what can be searched at this moment. Districts that become known later count once the directory has
    /// changed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn packs(&self, store: &Store) -> store::Result<Arc<Packs>> {
        let Held { index, packs, .. } = self.held();
        if let Some(made) = packs.get() {
            return Ok(made.clone());
        }
        let store = store.clone();
        let make = move || async move {
            let known = store.list_districts().await?.into_iter();
            let districts = known.filter_map(|row| Some((row.code, Point::new(row.lat, row.lon)?))).collect();
            let made = tokio::task::spawn_blocking(move || Packs::new(index, districts)).await;
            made.map(Arc::new).map_err(|error| store::Error::Other(error.into()))
        };
        // Whoever asked may go away. What was begun is finished all the same, or the next would begin it once more.
        let made = tokio::spawn(async move { packs.get_or_try_init(make).await.cloned() }).await;
        made.map_err(|error| store::Error::Other(error.into()))?
    }

    /// Whether the directory has been read at least once.
    pub fn is_ready(&self) -> bool {
        self.held().version.is_some()
    }

    /// Reads the directory again if it has changed, and tells whether it had.
    ///
    /// # Errors
    /// When the database fails; what was held before stays.
    pub async fn refresh(&self, store: &Store) -> anyhow::Result<bool> {
        let _turn = self.rebuilding.lock().await;
        // Asked before reading: a change in between is then read twice, and never missed.
        let version = store.catalogue_version().await?;
        if self.held().version == Some(version) {
            return Ok(false);
        }
        let groups = store.load_groups().await?;
        let index = tokio::task::spawn_blocking(move || Index::new(groups.into_iter().map(entry))).await?;
        let held = Held::new(index, Some(version));
        let before = std::mem::replace(&mut *self.held.write().unwrap_or_else(PoisonError::into_inner), held);
        // Giving back a large index takes a while, which must not hold up the requests of this thread.
        tokio::task::spawn_blocking(move || drop(before));
        Ok(true)
    }

    /// Keeps up with the database for as long as it is polled. While the database fails, the old directory is served.
    pub async fn keep_fresh(self, store: Store) {
        let mut ticks = tokio::time::interval(ASK_EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut is_failing = false;
        loop {
            ticks.tick().await;
            match self.refresh(&store).await {
                Ok(is_new) => {
                    if is_new {
                        tracing::info!(groups = self.index().len(), "directory read");
                    }
                    is_failing = false;
                }
                // Said once and not every two seconds.
                Err(error) if !is_failing => {
                    tracing::error!(cause = format!("{error:#}"), "the directory cannot be read; serving the old one");
                    is_failing = true;
                }
                Err(_) => {}
            }
        }
    }

    fn held(&self) -> Held {
        self.held.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// A group that left its feed is kept, so that old links say so, and is found by nobody.
fn entry(stored: StoredGroup) -> Entry {
    let mut record = stored.record;
    if stored.gone {
        record.standing = Standing::Gone;
    }
    Entry { id: stored.id, record, feed: stored.feed, seen: stored.seen }
}
