//! What a push service's answer means for the next try. What it says beside its status is not read.

use std::time::Duration;

use chrono::{DateTime, Utc};
use reqwest::StatusCode;
use reqwest::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};

use super::PushError;

/// The longest that we let ourselves be told to wait: after four hours nobody tries again.
const LONGEST_WAIT: Duration = Duration::from_hours(1);

/// What an answer means. Source: RFC 8030, sections 5 and 8.4.
pub(super) fn judge(status: StatusCode, headers: &HeaderMap, now: DateTime<Utc>) -> Result<(), PushError> {
    match status.as_u16() {
        200..=299 => return Ok(()),
        // Browsers are taken off phones every day; that is nothing to look into.
        404 | 410 => return Err(PushError::Gone),
        status => tracing::warn!(status, "a push service did not take a notice"),
    }
    match status.as_u16() {
        413 => Err(PushError::TooLarge),
        // The service of Windows says 406 where others say 429.
        400..=499 if !matches!(status.as_u16(), 406 | 408 | 425 | 429) => Err(PushError::Refused),
        _ => Err(PushError::Later { after: retry_after(headers, now) }),
    }
}

/// Seconds, or a date; a date is measured against the service's own, where it shows one. Source: RFC 9110, section
/// 10.2.3.
fn retry_after(headers: &HeaderMap, now: DateTime<Utc>) -> Option<Duration> {
    let text = shown(headers, RETRY_AFTER)?;
    let wait = match text.parse() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => {
            let now = shown(headers, DATE).and_then(instant).unwrap_or(now);
            (instant(text)? - now).to_std().unwrap_or_default()
        }
    };
    Some(wait.min(LONGEST_WAIT))
}

fn shown(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

fn instant(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc2822(text).ok().map(|date| date.to_utc())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use reqwest::header::HeaderValue;

    use super::*;

    fn judged(status: u16, headers: &[(HeaderName, &'static str)]) -> Result<(), PushError> {
        let headers = headers.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value))).collect();
        let now = "2026-10-21T07:00:00Z".parse().unwrap();
        judge(StatusCode::from_u16(status).unwrap(), &headers, now)
    }

    #[test]
    fn answers_say_what_to_do_next() {
        let cases: [(&[u16], Result<(), PushError>); 5] = [
            (&[200, 201, 202, 204], Ok(())),
            (&[404, 410], Err(PushError::Gone)),
            (&[413], Err(PushError::TooLarge)),
            (&[400, 401, 403, 405, 415, 422], Err(PushError::Refused)),
            (&[301, 302, 307, 308, 406, 408, 425, 429, 500, 502, 503, 504], Err(PushError::PASSING)),
        ];
        for (statuses, expected) in cases {
            for status in statuses {
                assert_eq!(judged(*status, &[]), expected, "{status}");
            }
        }
    }

    #[test]
    fn patience_is_kept_for_an_hour_at_most() {
        let after = |headers: &[_]| match judged(429, headers) {
            Err(PushError::Later { after }) => after.map(|wait| wait.as_secs()),
            other => panic!("{other:?}"),
        };
        assert_eq!(after(&[]), None);
        assert_eq!(after(&[(RETRY_AFTER, "7")]), Some(7));
        assert_eq!(after(&[(RETRY_AFTER, "0")]), Some(0));
        assert_eq!(after(&[(RETRY_AFTER, "9999999")]), Some(3600));
        for unclear in ["soon", "", "-1", "1.5", "2026-10-21T07:28:30Z"] {
            assert_eq!(after(&[(RETRY_AFTER, unclear)]), None, "{unclear}");
        }
        let dated = [(RETRY_AFTER, "Wed, 21 Oct 2026 07:28:30 GMT"), (DATE, "Wed, 21 Oct 2026 07:28:00 GMT")];
        assert_eq!(after(&dated), Some(30));
        assert_eq!(after(&dated[..1]), Some(28 * 60 + 30), "by our own clock where the service shows none");
        assert_eq!(after(&[(RETRY_AFTER, "Wed, 21 Oct 2026 06:00:00 GMT")]), Some(0));
        assert_eq!(after(&[(RETRY_AFTER, "Thu, 22 Oct 2026 07:00:00 GMT")]), Some(3600));
    }

    #[test]
    fn a_service_that_rests_says_for_how_long() {
        let rest = Err(PushError::Later { after: Some(Duration::from_secs(90)) });
        assert_eq!(judged(503, &[(RETRY_AFTER, "90")]), rest);
        assert_eq!(judged(403, &[(RETRY_AFTER, "90")]), Err(PushError::Refused));
    }
}
