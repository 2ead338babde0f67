//! The keys that a browser gives out with its address, and sealing for them. Who carries a sealed notice can neither
//! read nor change it. Source: RFC 8291.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::PublicKey;
use web_push_native::Auth;

/// How long a point is when both of its numbers are written. A shorter way to write it exists, which browsers do not
/// use.
const POINT_LENGTH: usize = 65;
const AUTH_LENGTH: usize = 16;

/// Whether these are the keys of a browser, each in base64url without padding: a point on the curve P-256, and sixteen
/// bytes.
pub fn are_keys(p256dh: &str, auth: &str) -> bool {
    Keys::read(p256dh, auth).is_some()
}

/// What a notice for one browser is sealed with.
pub(super) struct Keys {
    public: PublicKey,
    auth: Auth,
}

impl Keys {
    pub(super) fn read(p256dh: &str, auth: &str) -> Option<Self> {
        let point = URL_SAFE_NO_PAD.decode(p256dh).ok().filter(|point| point.len() == POINT_LENGTH)?;
        let auth = <[u8; AUTH_LENGTH]>::try_from(URL_SAFE_NO_PAD.decode(auth).ok()?).ok()?;
        Some(Self { public: PublicKey::from_sec1_bytes(&point).ok()?, auth: Auth::from(auth) })
    }

    /// Seals a payload, each time with a key of its own; nothing where it is far too long.
    pub(super) fn seal(&self, payload: Vec<u8>) -> Option<Vec<u8>> {
        web_push_native::encrypt(payload, &self.public, &self.auth).ok()
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use p256::SecretKey;

    use super::*;

    /// The browser's keys in RFC 8291, section 5.
    const P256DH: &str = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    const AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";
    const SECRET: &str = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94";

    #[test]
    fn published_keys_are_keys() {
        assert!(are_keys(P256DH, AUTH));
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let point = URL_SAFE_NO_PAD.decode(P256DH).unwrap();
        let written = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let mut beside_the_curve = point.clone();
        beside_the_curve[64] ^= 1;
        let mut compressed = point[..33].to_vec();
        compressed[0] = 2;
        for p256dh in [
            String::new(),
            "key".to_owned(),
            P256DH[1..].to_owned(),
            format!("{P256DH}="),
            P256DH.replace('_', "/"),
            format!("{P256DH}AAAA"),
            written(&beside_the_curve),
            written(&compressed),
            written(&[0]),
            written(&[4; 65]),
            written(&[&[4_u8][..], &[0; 64]].concat()),
            written(&[&[6_u8][..], &point[1..]].concat()),
        ] {
            assert!(!are_keys(&p256dh, AUTH), "{p256dh}");
        }
        for auth in ["", "secret", &AUTH[1..], &format!("{AUTH}=="), &written(&[1; 15]), &written(&[1; 17])] {
            assert!(!are_keys(P256DH, auth), "{auth}");
        }
    }

    #[test]
    fn only_the_browser_opens_what_is_sealed() {
        let keys = Keys::read(P256DH, AUTH).unwrap();
        let secret = SecretKey::from_slice(&URL_SAFE_NO_PAD.decode(SECRET).unwrap()).unwrap();
        let sealed = keys.seal(b"You have an update.".to_vec()).unwrap();
        assert_ne!(sealed, keys.seal(b"You have an update.".to_vec()).unwrap(), "no two are alike");
        assert_eq!(web_push_native::decrypt(sealed.clone(), &secret, &keys.auth).unwrap(), b"You have an update.");
        assert!(web_push_native::decrypt(sealed, &secret, &Auth::from([0; 16])).is_err());
    }
}
