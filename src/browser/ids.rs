//! New ids for what the phone creates.

use uuid::{NoContext, Timestamp, Uuid};

/// A UUIDv7: random, and in the order of making. The clock is the browser's, for the standard library has none here.
pub fn new_id() -> Uuid {
    let milliseconds = js_sys::Date::now();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "milliseconds since 1970 fit")]
    let (seconds, nanoseconds) = ((milliseconds / 1000.0) as u64, ((milliseconds % 1000.0) * 1_000_000.0) as u32);
    Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, nanoseconds))
}
