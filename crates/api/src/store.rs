//! What Stile keeps, on SQLite or PostgreSQL by one code path. The only module that knows sea-orm and sqlx.
//!
//! It holds no rules and knows no HTTP: it keeps and finds. Every change of several rows is one transaction, every
//! list has a total order, and nothing is acknowledged before it is durable.

mod codes;
mod connect;
mod entity;
mod error;
mod feeds;
mod fold;
mod groups;
mod holidays;
mod migration;
mod place_names;
mod postcodes;
mod referrals;
mod reports;
mod surgeries;
mod teams;
mod writing;

use std::sync::Arc;

use sea_orm::DatabaseConnection;
use tokio::sync::Mutex;

pub use error::{Error, Result};
pub use feeds::Feed;
pub use fold::fold;
pub use groups::{GroupRow, Held, StoredGroup};
pub use holidays::HolidayRow;
pub use place_names::{NamedPlace, PlaceKind, PlaceRow};
pub use postcodes::{AreaRow, Micro, PointRow, PostcodeRow};
pub use referrals::{Kept, NewReferral, ReferralCursor, StoredReferral};
pub use reports::{KeptReport, StoredReport};
pub use surgeries::SurgeryRow;
pub use teams::Team;

/// Which database is behind the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// The database. Cheap to clone; all clones share one pool.
#[derive(Clone)]
pub struct Store {
    db: DatabaseConnection,
    engine: Engine,
    /// SQLite has one writer at a time. Waiting here is in order of arrival, where its own waiting is by chance.
    turn: Arc<Mutex<()>>,
}

impl Store {
    /// Connects to `sqlite://path` (made when missing) or `postgres://…`, and brings the tables up to date.
    ///
    /// # Errors
    /// An address of another kind, a SQLite older than 3.51.3, a database that cannot be reached or written.
    pub async fn open(url: &str) -> Result<Self> {
        let (db, engine) = connect::connect(url).await?;
        let store = Self { db, engine, turn: Arc::new(Mutex::new(())) };
        migration::migrate(&store).await?;
        Ok(store)
    }

    /// Which database this is.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<()> {
        Ok(self.db.ping().await?)
    }

    /// Closes every connection, so that SQLite can fold its log back into the file.
    ///
    /// # Errors
    /// When a connection cannot be closed.
    pub async fn close(&self) -> Result<()> {
        Ok(self.db.close_by_ref().await?)
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Store").field("engine", &self.engine).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
