//! What is asked of the worker about the lock, and how its answers are read.

#![expect(clippy::unwrap_used, reason = "tests")]

use super::{Lock, NewLock, NoLock, Outcome, Passkey, Proof, outcome};
use crate::browser::passkeys::prf::Secret;

#[test]
fn what_opens_now_and_then_is_said_as_the_worker_reads_it() {
    let proof = Proof::Pin("482911".to_owned());
    let passkey = Secret { secret: "c2U".to_owned(), credential: "Y3I".to_owned(), salt: "c2E".to_owned() };
    let said = |lock: &NewLock| serde_json::to_string(lock).unwrap();
    assert_eq!(said(&NewLock::of(Some("739155"), None, None)), r#"{"type":"set-lock","pin":"739155"}"#);
    assert_eq!(
        said(&NewLock::of(Some("482911"), Some(&passkey), Some(&proof))),
        concat!(
            r#"{"type":"set-lock","pin":"482911","secret":"c2U","credential":"Y3I","salt":"c2E","#,
            r#""old":{"pin":"482911"}}"#,
        )
    );
    let old = Proof::Secret("c2U".to_owned());
    let said = serde_json::to_string(&NoLock { old: &old }).unwrap();
    assert_eq!(said, r#"{"type":"remove-lock","old":{"secret":"c2U"}}"#);
}

#[test]
fn what_became_of_it_is_read() {
    for (answer, expected) in [
        (r#"{"set":true}"#, Outcome::Done),
        (r#"{"removed":true}"#, Outcome::Done),
        (r#"{"set":false,"why":"wrong","left":4}"#, Outcome::Wrong(4)),
        (r#"{"removed":false,"why":"wrong","left":0}"#, Outcome::Gone),
        (r#"{"set":false,"gone":true}"#, Outcome::Gone),
        (r#"{"set":false,"why":"full"}"#, Outcome::Full),
        (r#"{"set":false,"why":"not-own"}"#, Outcome::NotOwn),
        (r#"{"set":false,"why":"short"}"#, Outcome::Short),
        (r#"{"set":false,"why":"unable"}"#, Outcome::Unable),
        ("{}", Outcome::Unable),
    ] {
        assert_eq!(outcome(answer), expected, "{answer}");
    }
}

#[test]
fn what_the_worker_says_of_the_lock_is_read() {
    let none = r#"{"own":true,"pin":false,"passkey":null,"open":true,"left":5,"waiting":0}"#;
    assert_eq!(serde_json::from_str::<Lock>(none).unwrap(), Lock { pin: false, passkey: None });
    let both =
        r#"{"own":true,"pin":true,"passkey":{"credential":"Y3I","salt":"c2E"},"open":true,"left":5,"waiting":2}"#;
    let passkey = Passkey { credential: "Y3I".to_owned(), salt: "c2E".to_owned() };
    assert_eq!(serde_json::from_str::<Lock>(both).unwrap(), Lock { pin: true, passkey: Some(passkey) });
    assert!(serde_json::from_str::<Lock>("{}").is_err());
}
