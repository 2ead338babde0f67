//! How much one client may ask for, so that nobody crowds out the others. Health is never limited;
//! leaving is, generously, and takes the cookie away even then.

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::http::client::{Client, ClientKey};
use crate::http::error::Error;
use crate::http::state::AppState;

/// How many requests are forgotten about before the counters of clients long gone are swept out.
const SWEEP_EVERY: u32 = 4096;

/// How often one client may look things up where the operator has not said otherwise.
pub const READS_PER_SECOND: NonZeroU32 = count(20);
/// How often one client may send something where the operator has not said otherwise.
pub const WRITES_PER_MINUTE: NonZeroU32 = count(10);

/// A steady rate with room for a burst.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// One request more is allowed each time this has passed. Must be longer than nothing.
    pub every: Duration,
    /// How many may come at once after a pause.
    pub burst: NonZeroU32,
}

/// What one client may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rates {
    /// Looking things up.
    pub reads: Rate,
    /// Fetching packs: a phone takes some hundreds at once, and a search must not wait for that.
    pub packs: Rate,
    /// Sending a referral or a report.
    pub writes: Rate,
    /// Signing in, and what is done while signed in: a desk behind one address does a lot.
    pub signed: Rate,
    /// Leaving in a hurry.
    pub leaves: Rate,
}

impl Rates {
    /// So many reads a second and writes a minute, with room for five seconds' reads or two minutes' writes at once; as
    /// many packs a second, with room for those of several phones. Leaving has a minute's sixty.
    pub fn new(reads_per_second: NonZeroU32, writes_per_minute: NonZeroU32) -> Self {
        let (second, minute) = (Duration::from_secs(1), Duration::from_secs(60));
        let reads =
            |seconds| Rate { every: second / reads_per_second.get(), burst: reads_per_second.saturating_mul(seconds) };
        Self {
            reads: reads(const { count(5) }),
            packs: reads(const { count(100) }),
            writes: Rate {
                every: minute / writes_per_minute.get(),
                burst: writes_per_minute.saturating_mul(const { count(2) }),
            },
            signed: Rate {
                every: minute / writes_per_minute.saturating_mul(const { count(12) }).get(),
                burst: writes_per_minute.saturating_mul(const { count(6) }),
            },
            leaves: Rate { every: second, burst: const { count(60) } },
        }
    }
}

impl Default for Rates {
    /// Twenty reads a second with bursts of a hundred, ten writes a minute with bursts of twenty: a family or a day
    /// centre behind one address does not notice, a script does.
    fn default() -> Self {
        Self::new(READS_PER_SECOND, WRITES_PER_MINUTE)
    }
}

const fn count(number: u32) -> NonZeroU32 {
    match NonZeroU32::new(number) {
        Some(number) => number,
        None => NonZeroU32::MIN,
    }
}

/// The counters of every client.
pub struct Limits {
    pub reads: Limiter,
    packs: Limiter,
    writes: Limiter,
    signed: Limiter,
    pub leaves: Limiter,
}

impl Limits {
    /// Starts counting at these rates.
    pub fn new(rates: Rates) -> Self {
        Self {
            reads: Limiter::new(rates.reads),
            packs: Limiter::new(rates.packs),
            writes: Limiter::new(rates.writes),
            signed: Limiter::new(rates.signed),
            leaves: Limiter::new(rates.leaves),
        }
    }
}

/// The counters of one kind of request.
pub struct Limiter {
    keyed: DefaultKeyedRateLimiter<ClientKey>,
    clock: DefaultClock,
    since_sweep: AtomicU32,
}

impl Limiter {
    fn new(rate: Rate) -> Self {
        let every = rate.every.max(Duration::from_nanos(1));
        let quota = Quota::with_period(every).unwrap_or(Quota::per_second(rate.burst)).allow_burst(rate.burst);
        Self { keyed: RateLimiter::keyed(quota), clock: DefaultClock::default(), since_sweep: AtomicU32::new(0) }
    }

    /// Counts one request of this client, or says that it has to come back later.
    pub fn take(&self, client: ClientKey) -> Result<(), Error> {
        if self.since_sweep.fetch_add(1, Ordering::Relaxed) >= SWEEP_EVERY {
            self.since_sweep.store(0, Ordering::Relaxed);
            self.keyed.retain_recent();
        }
        self.keyed.check_key(&client).map_err(|until| {
            let wait = until.wait_time_from(self.clock.now());
            // Rounded up: coming back after that many whole seconds is never too early.
            let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
            Error::TooManyRequests { retry_after_seconds: u32::try_from(seconds.max(1)).unwrap_or(u32::MAX) }
        })
    }
}

/// The layer over everything that looks something up.
pub async fn limit_reads(State(state): State<AppState>, request: Request, next: Next) -> Result<Response, Error> {
    state.limits.reads.take(client(&state, &request).key)?;
    Ok(next.run(request).await)
}

/// The layer over packs.
pub async fn limit_packs(State(state): State<AppState>, request: Request, next: Next) -> Result<Response, Error> {
    state.limits.packs.take(client(&state, &request).key)?;
    Ok(next.run(request).await)
}

/// The layer over everything that sends something.
pub async fn limit_writes(State(state): State<AppState>, request: Request, next: Next) -> Result<Response, Error> {
    state.limits.writes.take(client(&state, &request).key)?;
    Ok(next.run(request).await)
}

/// The layer over signing in and over what is done while signed in.
pub async fn limit_signed(State(state): State<AppState>, request: Request, next: Next) -> Result<Response, Error> {
    let limiter = if request.method().is_safe() { &state.limits.reads } else { &state.limits.signed };
    limiter.take(client(&state, &request).key)?;
    Ok(next.run(request).await)
}

fn client(state: &AppState, request: &Request) -> Client {
    Client::of(request.extensions(), request.headers(), &state.proxies)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use axum::http::{Extensions, HeaderMap};

    use super::*;
    use crate::http::client::Proxies;

    #[test]
    fn rates_are_what_the_operator_says() {
        let burst = |number| NonZeroU32::new(number).unwrap();
        let rates = Rates::default();
        assert_eq!(rates.reads, Rate { every: Duration::from_millis(50), burst: burst(100) });
        assert_eq!(rates.packs, Rate { every: Duration::from_millis(50), burst: burst(2_000) });
        assert_eq!(rates.writes, Rate { every: Duration::from_secs(6), burst: burst(20) });
        let wide = Rates::new(burst(200), burst(600));
        assert_eq!(wide.reads, Rate { every: Duration::from_millis(5), burst: burst(1_000) });
        assert_eq!(wide.writes, Rate { every: Duration::from_millis(100), burst: burst(1_200) });
        assert_eq!(Rates::new(NonZeroU32::MAX, NonZeroU32::MAX).reads.burst, NonZeroU32::MAX);
    }

    #[test]
    fn burst_is_allowed_and_then_a_wait_is_named() {
        let limiter = Limiter::new(Rate { every: Duration::from_secs(90), burst: NonZeroU32::new(2).unwrap() });
        let client = Client::of(&Extensions::new(), &HeaderMap::new(), &Proxies::default()).key;
        assert!(limiter.take(client).is_ok());
        assert!(limiter.take(client).is_ok());
        let Err(Error::TooManyRequests { retry_after_seconds }) = limiter.take(client) else {
            panic!("the third request must be refused");
        };
        assert!((1..=90).contains(&retry_after_seconds), "{retry_after_seconds}");
    }
}
