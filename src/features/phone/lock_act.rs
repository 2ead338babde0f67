//! What can be done about the lock, and why it was not. It must not know what is on the screen.

use crate::browser::lock::{self, Lock, Outcome, Proof};
use crate::browser::passkeys::prf::{self, NoSecret, Secret};
use crate::features::phone::pin::{Flaw, flaw};
use crate::phrases::passkey::not_used;
use crate::words::phone_lock as words;

/// What can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Sets a PIN, or another. A passkey stays, and is asked for as well.
    SetPin,
    /// Has a passkey open it. A PIN stays, and is asked for as well.
    AddPasskey,
    /// Takes the lock away, which the PIN opens.
    Remove,
    /// The same by the passkey.
    RemoveByPasskey,
}

/// Where something is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// At the PIN that opens it now.
    Old,
    /// At the PIN that is to open it.
    New,
    /// At the same once more.
    Again,
    /// With the passkey.
    Passkey,
    /// With all of it.
    Whole,
}

impl Place {
    /// The id of its field; none where it has none.
    pub const fn field(self) -> Option<&'static str> {
        match self {
            Self::Old => Some("old-pin"),
            Self::New => Some("new-pin"),
            Self::Again => Some("same-pin"),
            Self::Passkey | Self::Whole => None,
        }
    }
}

/// The PINs that somebody has typed.
pub struct Typed {
    /// What opens it now.
    pub old: String,
    /// What is to open it.
    pub new: String,
    /// The new one once more.
    pub again: String,
}

/// Why something was not done.
pub enum NotDone {
    /// It can be put right.
    Problem(Place, String),
    /// It was the last try.
    Gone,
}

/// Whether the PIN that opens it now is typed for this.
pub const fn asks_pin(act: Act, lock: &Lock) -> bool {
    match act {
        // What is at hand of both proves it: the passkey is asked for anyhow.
        Act::SetPin => lock.pin && lock.passkey.is_none(),
        Act::AddPasskey | Act::Remove => lock.pin,
        Act::RemoveByPasskey => false,
    }
}

/// What can be seen to be wrong before anything is tried, and where.
pub fn slip(act: Act, lock: &Lock, typed: &Typed) -> Option<(Place, &'static str)> {
    if asks_pin(act, lock) && flaw(&typed.old) == Some(Flaw::Form) {
        return Some((Place::Old, words::old_missing()));
    }
    if act != Act::SetPin {
        return None;
    }
    match flaw(&typed.new) {
        Some(Flaw::Form) => Some((Place::New, words::form())),
        Some(Flaw::Easy) => Some((Place::New, words::easy())),
        None => (typed.new != typed.again).then(|| (Place::Again, words::differs())),
    }
}

/// Does it. The browser asks for the passkey where one has to be used, so call it from a tap.
///
/// # Errors
/// When it was not done, or nobody knows whether it was.
pub async fn carry_out(act: Act, lock: &Lock, typed: &Typed) -> Result<(), NotDone> {
    let passkey = match act {
        Act::AddPasskey => Some(secret(prf::make().await)?),
        Act::SetPin | Act::RemoveByPasskey => match &lock.passkey {
            Some(passkey) => Some(secret(prf::again(&passkey.credential, &passkey.salt).await)?),
            None => None,
        },
        Act::Remove => None,
    };
    let by_pin = || lock.pin.then(|| Proof::Pin(typed.old.clone()));
    let by_passkey = || passkey.as_ref().map(|passkey| Proof::Secret(passkey.secret.clone()));
    let proof = if asks_pin(act, lock) || act == Act::AddPasskey { by_pin() } else { by_passkey() };
    let outcome = match (act, &proof) {
        (Act::SetPin, _) => lock::set(Some(&typed.new), passkey.as_ref(), proof.as_ref()).await,
        (Act::AddPasskey, _) => {
            let pin = lock.pin.then_some(typed.old.as_str());
            lock::set(pin, passkey.as_ref(), proof.as_ref()).await
        }
        (Act::Remove | Act::RemoveByPasskey, Some(proof)) => lock::remove(proof).await,
        (Act::Remove | Act::RemoveByPasskey, None) => Outcome::Unable,
    };
    told(outcome, proof.as_ref())
}

fn secret(given: Result<Secret, NoSecret>) -> Result<Secret, NotDone> {
    given.map_err(|why| {
        let words = match why {
            NoSecret::NoPasskey(why) => not_used(why),
            NoSecret::NotGiven => words::no_secret(),
        };
        NotDone::Problem(Place::Passkey, words.to_owned())
    })
}

fn told(outcome: Outcome, proof: Option<&Proof>) -> Result<(), NotDone> {
    let (place, words) = match outcome {
        Outcome::Done => return Ok(()),
        Outcome::Gone => return Err(NotDone::Gone),
        Outcome::Wrong(left) if matches!(proof, Some(Proof::Pin(_))) => (Place::Old, words::wrong(left)),
        Outcome::Wrong(_) => (Place::Passkey, words::other_passkey().to_owned()),
        Outcome::Short => (Place::Whole, words::form().to_owned()),
        Outcome::Full => (Place::Whole, words::full().to_owned()),
        Outcome::NotOwn => (Place::Whole, words::not_own().to_owned()),
        Outcome::Unable => (Place::Whole, words::unable().to_owned()),
    };
    Err(NotDone::Problem(place, words))
}
