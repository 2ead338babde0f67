//! What Stile keeps, on SQLite or PostgreSQL by one code path. The only module that knows sea-orm and sqlx.
//!
//! It holds no rules and knows no HTTP: it keeps and finds. Every change of several rows is one transaction, every
//! list has a total order, and nothing is acknowledged before it is durable.

mod accounts;
mod agreed_dates;
mod audit;
mod calendar_feeds;
mod cases;
mod changes;
mod check_ins;
mod codes;
mod coming_back;
mod complaints;
mod connect;
mod entity;
mod error;
mod feeds;
mod fold;
mod goals;
mod grants;
mod groups;
mod holidays;
mod host_letters;
mod invitations_to_help;
mod jobs;
mod meeting_words;
mod merged_threads;
mod messages;
mod migration;
mod notices;
mod one_time_codes;
mod passkeys;
mod people;
mod personal;
mod place_names;
mod plan_acts;
mod plan_groups;
mod postcodes;
mod promises;
mod push_devices;
mod quiet;
mod recoveries;
mod referrals;
mod reports;
mod routines;
mod safe_contacts;
mod sign_ins;
mod staff;
mod surgeries;
mod tables;
mod team_changes;
mod team_reports;
mod teams;
mod threads;
mod visits;
mod weeks;
mod welcomes;
mod writing;

use std::sync::Arc;

use sea_orm::DatabaseConnection;
use tokio::sync::{Mutex, Notify};

pub use accounts::{Contact, NewSignIn, Removed};
pub use audit::{Actor, AuditCheck, Deed, Remembered};
pub use cases::{ActKept, Moved, StoredEvent};
pub use changes::{About, Hint, Wakeups, Whom};
pub use check_ins::{CheckInKept, NewCheckIn};
pub use coming_back::NewComeBack;
pub use error::{Error, Result};
pub use feeds::Feed;
pub use fold::fold;
pub use goals::{GoalDeed, GoalKept, GoalRefused, NewGoal, NewGoalAct};
pub use grants::{Grant, NewGrant};
pub use groups::{GroupRow, Held, StoredGroup};
pub use holidays::{HolidayRow, division};
pub use host_letters::{HostLetterEnd, HostLetterKept, HostLetterKey, NewHostLetter, WaitingHostLetter};
pub use invitations_to_help::{INVITATION_LIFE, NewHelperInvitation, OpenHelperInvitation};
pub use jobs::{Job, JobKind};
pub use meeting_words::SaidWord;
pub use messages::{AgreedDate, DateKept, Hand, MessageKept, NewMessage, Part, StoredMessage, StoredReader, ThreadKey};
pub use notices::{Outcome, Round, StoredNotice};
pub use one_time_codes::{Asked, CodeLimits, NewCode, StoredCode, Tried, Try};
pub use passkeys::{Ceremony, CeremonyKind, StoredPasskey};
pub use people::{NewPerson, Person};
pub use personal::{Kept as KeptOfPerson, NOBODYS, tables_of_people};
pub use place_names::{NamedPlace, PlaceKind, PlaceRow};
pub use plan_groups::{NewPlanGroup, NewPlanGroupAct, PlanGroupKept};
pub use postcodes::{AreaRow, Micro, PointRow, PostcodeRow};
pub use push_devices::StoredDevice;
pub use recoveries::StoredRecovery;
pub use referrals::{Kept, NewReferral, ReferralCursor, StoredReferral};
pub use reports::{KeptReport, StoredReport};
pub use routines::StoredRoutine;
pub use sign_ins::{Holder, SignIn};
pub use staff::{NewInvitation, Staff, StoredAbsence, StoredInvitation};
pub use surgeries::SurgeryRow;
pub use team_changes::TeamChange;
pub use team_reports::Counted;
pub use teams::Team;
pub use threads::{StoredThread, Unanswered};
pub use visits::{NewVisit, NewVisitAct, VisitKept};
pub use welcomes::StoredWelcome;

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
    /// Whoever scrubs the files is alone.
    scrubbing: Arc<Mutex<()>>,
    /// Woken when this process has told of a change.
    told: Arc<Notify>,
}

impl Store {
    /// Connects to `sqlite://path` (made when missing) or `postgres://…`, and brings the tables up to date.
    ///
    /// # Errors
    /// An address of another kind, a SQLite older than 3.51.3, a database that cannot be reached or written.
    pub async fn open(url: &str) -> Result<Self> {
        let (db, engine) = connect::connect(url).await?;
        let store = Self { db, engine, turn: Arc::default(), scrubbing: Arc::default(), told: Arc::default() };
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
