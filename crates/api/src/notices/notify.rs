//! Texts by GOV.UK Notify, which carries them for public bodies. Source:
//! <https://docs.notifications.service.gov.uk/rest-api.html>.

use anyhow::{Context, bail};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use uuid::Uuid;

use super::gateway::Gateway;
use super::signature::Signer;
use super::{SendError, Text};
use crate::clock::{Clock, SystemClock};

const HOME: &str = "https://api.notifications.service.gov.uk";
/// How an id is written in a key.
const ID_LENGTH: usize = 36;

/// GOV.UK Notify, for one service and one template.
pub(super) struct Notify {
    gateway: Gateway,
    key: Key,
    template: Uuid,
}

/// A key: for which service, and what its tokens are signed with.
struct Key {
    service: String,
    signer: Signer,
}

impl Notify {
    /// # Errors
    /// A key, template or address that is not one.
    pub(super) fn new(key: &str, template: &str, home: Option<&str>) -> anyhow::Result<Self> {
        let home = home.unwrap_or(HOME).trim_end_matches('/');
        Ok(Self {
            gateway: Gateway::new(&format!("{home}/v2/notifications/sms"))
                .context("STILE_NOTIFY_URL cannot be used")?,
            key: Key::read(key)?,
            template: template.parse().context("STILE_NOTIFY_SMS_TEMPLATE is not the id of a template")?,
        })
    }

    pub(super) async fn send(&self, text: &Text) -> Result<(), SendError> {
        let body = json!({
            "phone_number": text.to,
            "template_id": self.template,
            "personalisation": {"body": text.body},
            "reference": text.id,
        });
        // A token is good for thirty seconds, so each request has its own.
        let token = self.key.token(SystemClock.now().timestamp());
        self.gateway.post(body.to_string().into_bytes(), |request| request.bearer_auth(token)).await
    }
}

impl Key {
    /// Reads `name-service-secret`. Names may hold anything, so it is read from its end.
    fn read(key: &str) -> anyhow::Result<Self> {
        let ids = key.len().checked_sub(2 * ID_LENGTH + 1).and_then(|at| key.get(at..));
        let parts = ids.and_then(|ids| Some((ids.get(..ID_LENGTH)?, ids.get(ID_LENGTH..)?.strip_prefix('-')?)));
        let Some((service, secret)) = parts.filter(|(service, secret)| is_id(service) && is_id(secret)) else {
            bail!("STILE_NOTIFY_KEY is no key of Notify: it has a name, the service's id and a secret, joined by -");
        };
        Ok(Self { service: service.to_owned(), signer: Signer::new(secret)? })
    }

    /// A JSON Web Token that says who asks and when. Source: RFC 7519.
    fn token(&self, issued_at: i64) -> String {
        let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let header = part(json!({"typ": "JWT", "alg": "HS256"}));
        let claims = part(json!({"iss": self.service, "iat": issued_at}));
        let signed = format!("{header}.{claims}");
        let signature = URL_SAFE_NO_PAD.encode(self.signer.sign(&[signed.as_bytes()]));
        format!("{signed}.{signature}")
    }
}

fn is_id(text: &str) -> bool {
    text.len() == ID_LENGTH && Uuid::try_parse(text).is_ok()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    const SERVICE: &str = "26785a09-ab16-4eb0-8407-a37497a57506";
    const SECRET: &str = "3d844edf-8d35-48ac-975b-e847b4f122b0";

    #[test]
    fn keys_are_read_from_their_end() {
        for name in ["my_test_key-", "a-name-with-lines-", "ñame-", "-", ""] {
            let key = Key::read(&format!("{name}{SERVICE}-{SECRET}")).unwrap();
            assert_eq!(key.service, SERVICE, "{name}");
        }
        let short = &SERVICE[1..];
        for bad in ["", "key", SERVICE, &format!("{SERVICE}_{SECRET}"), &format!("ñ{short}-{SECRET}")] {
            assert!(Key::read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_complaint_holds_no_key() {
        let complaint = format!("{:#}", Key::read(&SECRET.repeat(3)).err().unwrap());
        assert!(!complaint.contains("3d844edf"), "{complaint}");
    }

    #[test]
    fn a_template_has_an_id() {
        let key = format!("key-{SERVICE}-{SECRET}");
        assert!(Notify::new(&key, SERVICE, None).is_ok());
        assert!(Notify::new(&key, "my template", None).is_err());
        assert!(Notify::new(&key, SERVICE, Some("http://notify.example.org")).is_err());
    }
}
