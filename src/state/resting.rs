//! How long to let pass before something that did not arrive is tried again: longer each time, and as long as the server
//! asks for.

use std::cell::Cell;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use crate::browser::{changes, clock};

/// How many seconds are let pass before it is tried again, before the jitter; the last for ever after.
const WAITS: [u32; 6] = [1, 2, 4, 8, 16, 30];
/// The most that the server can ask us to wait.
const LONGEST_REST: u32 = 300;

/// The rest between two tries.
pub struct Resting {
    /// How often in a row no answer came.
    losses: Cell<usize>,
    until: Cell<Option<DateTime<Utc>>>,
}

impl Resting {
    /// None.
    pub const fn new() -> Self {
        Self { losses: Cell::new(0), until: Cell::new(None) }
    }

    /// When it ends, where there is one.
    pub fn until(&self) -> Option<DateTime<Utc>> {
        self.until.get()
    }

    /// No answer came: a while is let pass, at least as many seconds as the server asked for.
    pub fn begin(&self, asked: Option<u32>) {
        let losses = self.losses.get();
        self.losses.set(losses.saturating_add(1));
        let seconds = WAITS.get(losses).or(WAITS.last()).copied().unwrap_or(1);
        let wait = Duration::from_secs_f64(f64::from(seconds) * changes::jitter());
        let wait = wait.max(Duration::from_secs(asked.unwrap_or_default().min(LONGEST_REST).into()));
        self.until.set(TimeDelta::from_std(wait).ok().map(|wait| clock::now() + wait));
    }

    /// It is worth trying at once.
    pub fn interrupt(&self) {
        self.until.set(None);
    }

    /// An answer came.
    pub fn end(&self) {
        self.losses.set(0);
        self.until.set(None);
    }
}
