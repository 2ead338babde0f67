//! When a message that could not be handed over is tried again.

use std::time::Duration;

/// A dropped connection is mostly there again at once.
const AT_ONCE: Duration = Duration::from_secs(2);
/// Often enough for a code that lasts ten minutes, and for a server that asks strangers to come back.
const PAUSE: Duration = Duration::from_mins(5);
/// Four hours of pauses.
const PAUSES: u32 = 48;

/// How long to wait after a try that failed, or nothing when it was the last: then somebody has to see it.
///
/// `attempt` counts the tries before that one, so it is 0 after the first. The first retry comes within seconds, the
/// others every five minutes for four hours.
pub fn next_try(attempt: u32) -> Option<Duration> {
    match attempt {
        0 => Some(AT_ONCE),
        1..=PAUSES => Some(PAUSE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::next_try;

    #[test]
    fn tries_go_on_for_four_hours_and_end() {
        let waits: Vec<Duration> = (0..).map_while(next_try).collect();
        assert_eq!(waits.len(), 49);
        assert!(waits[0] < Duration::from_secs(10));
        assert_eq!(waits[1..].iter().sum::<Duration>(), Duration::from_hours(4));
        assert_eq!((next_try(49), next_try(u32::MAX)), (None, None));
    }
}
