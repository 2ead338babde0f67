//! The key that pushes are signed with, and the signature: a push service learns that a notice comes from the server to
//! which the browser gave its address, and whom to ask about it. Source: RFC 8292.

use anyhow::Context;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use url::Url;

use crate::random;

/// How long a signature is good for. A service refuses more than a day, and clocks differ.
const LIFETIME: TimeDelta = TimeDelta::hours(12);

/// The key that pushes are signed with. A browser takes pushes of the key alone that it was given when it subscribed,
/// so a new key ends every subscription.
pub struct PushKey(SigningKey);

impl PushKey {
    /// A new one.
    pub fn fresh() -> Self {
        loop {
            // Of all texts of 32 bytes, one in four thousand million is no key.
            if let Some(key) = Self::of(random::bytes()) {
                return key;
            }
        }
    }

    /// Reads a key as [`secret`](Self::secret) writes it.
    ///
    /// # Errors
    /// When it is none. The complaint does not repeat it.
    pub fn read(text: &str) -> anyhow::Result<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text.trim()).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        bytes.and_then(Self::of).context("STILE_PUSH_KEY is no key; make one: stile push-key")
    }

    /// The key itself, for whoever keeps it: the 32 bytes of its number in base64url without padding.
    pub fn secret(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.to_bytes())
    }

    /// The public part, which browsers subscribe with: a point of 65 bytes in base64url without padding.
    pub fn public(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.verifying_key().to_encoded_point(false).as_bytes())
    }

    /// What goes with a request to this address: a JSON Web Token for its origin, and the public part to check it with.
    pub(super) fn authorization(&self, endpoint: &Url, contact: &str, now: DateTime<Utc>) -> String {
        let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let header = part(json!({"typ": "JWT", "alg": "ES256"}));
        let claims = part(json!({
            "aud": endpoint.origin().ascii_serialization(),
            "exp": (now + LIFETIME).timestamp(),
            "sub": contact,
        }));
        let signed = format!("{header}.{claims}");
        let signature: Signature = self.0.sign(signed.as_bytes());
        let signature = URL_SAFE_NO_PAD.encode(signature.to_bytes());
        format!("vapid t={signed}.{signature}, k={}", self.public())
    }

    fn of(bytes: [u8; 32]) -> Option<Self> {
        SigningKey::from_slice(&bytes).ok().map(Self)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use p256::ecdsa::VerifyingKey;
    use p256::ecdsa::signature::Verifier as _;

    use super::*;

    const CONTACT: &str = "mailto:post@example.org";

    /// The application server's keys in RFC 8291, section 5.
    const SECRET: &str = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
    const PUBLIC: &str = "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";

    fn decoded(part: &str) -> Vec<u8> {
        URL_SAFE_NO_PAD.decode(part).unwrap()
    }

    fn now() -> DateTime<Utc> {
        "2026-10-21T07:28:00Z".parse().unwrap()
    }

    /// The three parts of the token, and the key that stands beside it.
    fn parts(authorization: &str) -> (Vec<String>, String) {
        let (token, key) = authorization.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
        (token.split('.').map(str::to_owned).collect(), key.to_owned())
    }

    #[test]
    fn the_published_key_has_its_public_part() {
        let key = PushKey::read(&format!(" {SECRET}\n")).unwrap();
        assert_eq!((key.public().as_str(), key.secret().as_str()), (PUBLIC, SECRET));
    }

    #[test]
    fn what_was_made_is_read_again() {
        let made = PushKey::fresh();
        assert_eq!(PushKey::read(&made.secret()).unwrap().public(), made.public());
        assert_ne!(PushKey::fresh().secret(), made.secret());
    }

    #[test]
    fn what_is_no_key_is_refused_without_showing_it() {
        let beyond_the_curve = URL_SAFE_NO_PAD.encode([0xff; 32]);
        let nought = URL_SAFE_NO_PAD.encode([0; 32]);
        let short = URL_SAFE_NO_PAD.encode([7; 31]);
        let padded = format!("{SECRET}=");
        for bad in ["", "key", &SECRET[1..], &padded, PUBLIC, &beyond_the_curve, &nought, &short] {
            let complaint = format!("{:#}", PushKey::read(bad).err().unwrap_or_else(|| panic!("{bad} is taken")));
            assert!(complaint.contains("STILE_PUSH_KEY"), "{complaint}");
            assert!(bad.len() < 10 || !complaint.contains(bad), "{complaint}");
        }
    }

    #[test]
    fn signature_is_the_keys_own_and_covers_what_is_said() {
        let key = PushKey::fresh();
        let endpoint = Url::parse("https://web.push.apple.com/QKC-x_y?token=1").unwrap();
        let (parts, public) = parts(&key.authorization(&endpoint, CONTACT, now()));
        let [header, claims, signature] = parts.as_slice() else { panic!("{parts:?}") };
        let header_read: Value = serde_json::from_slice(&decoded(header)).unwrap();
        assert_eq!(header_read, json!({"typ": "JWT", "alg": "ES256"}));
        let claims_read: Value = serde_json::from_slice(&decoded(claims)).unwrap();
        let expires = "2026-10-21T19:28:00Z".parse::<DateTime<Utc>>().unwrap().timestamp();
        assert_eq!(claims_read, json!({"aud": "https://web.push.apple.com", "exp": expires, "sub": CONTACT}));

        assert_eq!(public, key.public());
        let verifying = VerifyingKey::from_sec1_bytes(&decoded(&public)).unwrap();
        let signature = Signature::from_slice(&decoded(signature)).unwrap();
        assert!(verifying.verify(format!("{header}.{claims}").as_bytes(), &signature).is_ok());
        assert!(verifying.verify(format!("{header}.{header}").as_bytes(), &signature).is_err());
        let other = VerifyingKey::from_sec1_bytes(&decoded(&PushKey::fresh().public())).unwrap();
        assert!(other.verify(format!("{header}.{claims}").as_bytes(), &signature).is_err());
    }

    #[test]
    fn token_is_for_one_service_and_its_door() {
        for (endpoint, expected) in [
            ("https://fcm.googleapis.com/fcm/send/a", "https://fcm.googleapis.com"),
            ("https://fcm.googleapis.com:443/fcm/send/a", "https://fcm.googleapis.com"),
            ("http://127.0.0.1:9000/a", "http://127.0.0.1:9000"),
        ] {
            let authorization = PushKey::fresh().authorization(&Url::parse(endpoint).unwrap(), CONTACT, now());
            let claims: Value = serde_json::from_slice(&decoded(&parts(&authorization).0[1])).unwrap();
            assert_eq!(claims["aud"], expected, "{endpoint}");
        }
    }
}
