//! Sign-ins end to the second.

#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;

fn start() -> DateTime<Utc> {
    "2026-11-25T09:00:00Z".parse().unwrap()
}

const SECOND: TimeDelta = TimeDelta::seconds(1);

#[test]
fn idle_sign_in_ends_after_a_quarter_of_an_hour() {
    for life in [Life::Shared, Life::Staff] {
        let limit = TimeDelta::minutes(15);
        assert!(!is_over(life, start(), start(), start() + limit - SECOND));
        assert!(is_over(life, start(), start(), start() + limit));
    }
}

#[test]
fn busy_sign_in_ends_too() {
    for (life, limit) in
        [(Life::Shared, TimeDelta::hours(4)), (Life::Staff, TimeDelta::hours(12)), (Life::Mine, TimeDelta::days(30))]
    {
        let last = start() + limit - SECOND;
        assert!(!is_over(life, start(), last, last));
        assert!(is_over(life, start(), last, start() + limit));
    }
}

#[test]
fn own_phone_may_lie_idle() {
    assert!(!is_over(Life::Mine, start(), start(), start() + TimeDelta::days(29)));
}

#[test]
fn fresh_is_ten_minutes() {
    assert!(is_fresh(start(), start()));
    assert!(is_fresh(start(), start() + FRESH_FOR - SECOND));
    assert!(!is_fresh(start(), start() + FRESH_FOR));
    assert!(is_fresh(start() + SECOND, start()), "another server's clock is a little ahead");
    assert!(!is_fresh(start() + FRESH_FOR, start()), "a clock gone wrong");
}
