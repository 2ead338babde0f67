//! Hints of change, handed to whoever holds a stream open. One reader of the table for all of them; it sleeps while
//! nobody looks on.
//!
//! It knows neither who may see what nor what is shown: a hint says about what and for whom.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::{broadcast, watch};
use uuid::Uuid;

use crate::clock::Clock;
use crate::store::{Hint, Store};

/// How often the table is looked at while somebody looks on. Half of what a person notices, a third of what is promised.
const EVERY: Duration = Duration::from_millis(300);
/// How far back is looked each time: longer than any transaction takes.
const OVERLAP: TimeDelta = TimeDelta::seconds(10);
/// How many hints a slow stream may be behind before it is told to look at everything anew.
const ROOM: usize = 256;
/// How often what is over is swept out of the tables.
const SWEEP_EVERY: u64 = 200;

/// The hub. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Changes {
    hints: broadcast::Sender<Hint>,
    is_closing: Arc<watch::Sender<bool>>,
}

impl Default for Changes {
    fn default() -> Self {
        Self::new()
    }
}

impl Changes {
    /// A hub that nobody feeds yet.
    pub fn new() -> Self {
        Self { hints: broadcast::channel(ROOM).0, is_closing: Arc::new(watch::channel(false).0) }
    }

    /// Every hint from now on.
    pub fn follow(&self) -> broadcast::Receiver<Hint> {
        self.hints.subscribe()
    }

    /// Turns true when the server stops: streams end then, so that it can.
    pub fn closing(&self) -> watch::Receiver<bool> {
        self.is_closing.subscribe()
    }

    /// Ends every stream.
    pub fn close(&self) {
        self.is_closing.send_replace(true);
    }

    /// Reads the table for as long as the server runs, and sweeps out now and then what is over.
    pub async fn feed(self, store: Store, clock: Arc<dyn Clock>) {
        let mut known: HashSet<Uuid> = HashSet::new();
        let mut since = clock.now();
        let mut rounds: u64 = 0;
        loop {
            tokio::time::sleep(EVERY).await;
            if rounds.is_multiple_of(SWEEP_EVERY)
                && let Err(error) = sweep(&store, clock.now()).await
            {
                tracing::warn!(cause = format!("{error:#}"), "what is over was not swept out");
            }
            rounds += 1;
            if self.hints.receiver_count() == 0 {
                since = clock.now();
                known.clear();
                continue;
            }
            match store.hints_since(since - OVERLAP).await {
                Ok(hints) => {
                    known.retain(|id| hints.iter().any(|hint| hint.id == *id));
                    for hint in hints {
                        if known.insert(hint.id) && hint.at >= since - OVERLAP {
                            // Nobody may be there any more; then it reaches nobody.
                            let _ = self.hints.send(hint);
                        }
                    }
                    since = latest(since, clock.now());
                }
                Err(error) => tracing::warn!(cause = format!("{:#}", anyhow::Error::from(error)), "no hints"),
            }
        }
    }
}

/// A clock that was put back must not make everything look new.
fn latest(a: DateTime<Utc>, b: DateTime<Utc>) -> DateTime<Utc> {
    a.max(b)
}

async fn sweep(store: &Store, now: DateTime<Utc>) -> anyhow::Result<()> {
    store.sweep(now).await?;
    store.forget_guesses(domain::london::today(now)).await?;
    Ok(())
}
