//! Hints of change, handed to whoever holds a stream open. One reader of the table for all of them, woken when
//! something is told.
//!
//! It knows neither who may see what nor what is shown: a hint says about what and for whom.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::sync::{broadcast, watch};

use crate::clock::Clock;
use crate::store::{Hint, Store};

/// How often the table is looked at when nothing wakes the reader: the command line tells of changes too, and a call may
/// be missed. Half of what is promised for the end of a sign-in.
const EVERY: Duration = Duration::from_millis(500);
/// How many hints a slow stream may be behind before it reads them from the table.
const ROOM: usize = 256;
/// How often what is over is swept out of the tables.
const SWEEP_EVERY: Duration = Duration::from_secs(60);

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
    ///
    /// `last` is the number of the latest hint before anybody could look on; without it some may be missed at the start.
    pub async fn feed(self, store: Store, clock: Arc<dyn Clock>, mut last: Option<i64>) {
        let mut wakeups = store.wakeups();
        let mut swept = tokio::time::interval(SWEEP_EVERY);
        loop {
            wakeups.listen().await;
            tokio::select! {
                () = wakeups.next() => {}
                () = tokio::time::sleep(EVERY) => {}
                _ = swept.tick() => {
                    if let Err(error) = sweep(&store, clock.now()).await {
                        tracing::warn!(cause = format!("{error:#}"), "what is over was not swept out");
                    }
                }
            }
            match self.hand_on(&store, last).await {
                Ok(seq) => last = Some(seq),
                Err(error) => tracing::warn!(cause = format!("{:#}", anyhow::Error::from(error)), "no hints"),
            }
        }
    }

    /// Hands on what was told after a number; the number up to which all has been handed on.
    async fn hand_on(&self, store: &Store, last: Option<i64>) -> crate::store::Result<i64> {
        let Some(mut last) = last else { return store.last_hint().await };
        for hint in store.hints_after(last).await? {
            last = hint.seq;
            // Nobody may be there; then it reaches nobody.
            let _ = self.hints.send(hint);
        }
        Ok(last)
    }
}

async fn sweep(store: &Store, now: DateTime<Utc>) -> anyhow::Result<()> {
    store.sweep(now).await?;
    store.forget_guesses(domain::london::today(now)).await?;
    Ok(())
}
