//! What a push says, in the shape that browsers understand by themselves: one that knows Declarative Web Push shows it
//! even where the app's own script fails. Source: the Push API, "declarative push message";
//! <https://webkit.org/blog/16535/>.

use std::fmt;

use serde_json::json;
use uuid::Uuid;

/// What marks the shape. It is the number of the standard of pushes.
const SHAPE: u16 = 8030;
/// A newer notice takes the place of the one that is still on the screen.
const TAG: &str = "update";
/// Every payload is as long as this or, in a language of long sentences, a multiple of it: a service that could tell
/// lengths apart could tell notices apart.
const STEP: usize = 512;

/// A notice for one browser.
#[derive(Clone, PartialEq, Eq)]
pub struct Push {
    /// The same at every try of the same notice. It stays here: the service and the phone are not told.
    pub id: Uuid,
    /// Where the browser's push service takes notices for it.
    pub endpoint: String,
    /// The browser's public key, as [`are_keys`](super::are_keys) knows it.
    pub p256dh: String,
    /// The secret that the browser shares with us alone.
    pub auth: String,
    /// What stands above the sentence. It names no person, service or condition; so it is for the sentence.
    pub title: String,
    pub body: String,
    /// The whole address that opens when the notice is tapped.
    pub navigate: String,
}

impl Push {
    /// The notice as JSON, made as long as any other with spaces after it, which mean nothing in JSON.
    pub fn payload(&self) -> Vec<u8> {
        let mut payload = self.bare_payload();
        payload.resize(payload.len().next_multiple_of(STEP), b' ');
        payload
    }

    /// The notice as JSON and nothing else, for a service that takes less.
    pub(super) fn bare_payload(&self) -> Vec<u8> {
        let notification = json!({
            "title": self.title,
            "body": self.body,
            "navigate": self.navigate,
            "silent": false,
            "tag": TAG,
        });
        json!({"web_push": SHAPE, "notification": notification}).to_string().into_bytes()
    }
}

impl fmt::Debug for Push {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Push").field("id", &self.id).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use serde_json::Value;

    use super::*;

    fn push(body: &str) -> Push {
        Push {
            id: Uuid::now_v7(),
            endpoint: "https://fcm.googleapis.com/fcm/send/mary".to_owned(),
            p256dh: "key-of-mary".to_owned(),
            auth: "secret-of-mary".to_owned(),
            title: "Stile".to_owned(),
            body: body.to_owned(),
            navigate: "https://stile.example.org/me/inbox".to_owned(),
        }
    }

    #[test]
    fn payload_has_the_declared_shape_and_nothing_more() {
        let read: Value = serde_json::from_slice(&push("You have an update.").payload()).unwrap();
        let expected = json!({
            "web_push": 8030,
            "notification": {
                "title": "Stile",
                "body": "You have an update.",
                "navigate": "https://stile.example.org/me/inbox",
                "silent": false,
                "tag": "update",
            },
        });
        assert_eq!(read, expected);
    }

    #[test]
    fn length_says_nothing() {
        for body in ["", "You have an update.", "Mae gennych chi ddiweddariad.", "உங்களுக்கு ஒரு புதுப்பிப்பு உள்ளது."]
        {
            assert_eq!(push(body).payload().len(), STEP, "{body}");
        }
        assert_eq!(push(&"word ".repeat(100)).payload().len(), 2 * STEP);
    }

    #[test]
    fn bare_payload_is_the_same_notice_and_shorter() {
        let push = push("You have an update.");
        let (full, bare) = (push.payload(), push.bare_payload());
        assert!(bare.len() < full.len());
        assert_eq!(full.trim_ascii_end(), bare);
    }

    #[test]
    fn what_is_shown_of_a_push_is_nothing_personal() {
        let shown = format!("{:?}", push("You have an update."));
        assert!(!["mary", "update", "fcm"].iter().any(|word| shown.contains(word)), "{shown}");
    }
}
