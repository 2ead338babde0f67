//! A phone's authenticator in software: `SoftPasskey` of webauthn-authenticator-rs, which no code of the server shares.
//!
//! It keeps no list of its passkeys by itself and does not say whose they are, so what a phone does there is done here:
//! it remembers the one that it made and its holder, and offers that when the server asks for any.

#![expect(clippy::unwrap_used, reason = "tests")]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use url::Url;
use webauthn_authenticator_rs::WebauthnAuthenticator as _;
use webauthn_authenticator_rs::softpasskey::SoftPasskey;
use webauthn_rs::prelude::{CreationChallengeResponse, RequestChallengeResponse};
use wire::{CeremonyId, FinishPasskey, PasskeyChallenge, PasskeyView};

use super::super::http_sign_in::Browser;
use super::super::test_app::Answer;

/// Where the browser is.
pub const ORIGIN: &str = "http://localhost:8080";

/// An authenticator with at most one passkey.
pub struct Authenticator {
    soft: SoftPasskey,
    origin: &'static str,
    credential: Vec<u8>,
    /// Whom the passkey is for, as the server calls them.
    pub holder: Vec<u8>,
}

impl Authenticator {
    /// One that has made nothing yet.
    pub fn new() -> Self {
        // It says that it has seen the person (a finger, a face), as phones do.
        Self { soft: SoftPasskey::new(true), origin: ORIGIN, credential: Vec::new(), holder: Vec::new() }
    }

    /// One whose browser is at another address.
    pub fn at(origin: &'static str) -> Self {
        Self { origin, ..Self::new() }
    }

    /// Its browser is now at another address.
    pub fn go_to(&mut self, origin: &'static str) {
        self.origin = origin;
    }

    /// Makes a passkey. Answers what a browser hands over.
    pub fn make(&mut self, options: &str) -> String {
        let mut options: Value = serde_json::from_str(options).unwrap();
        self.holder = URL_SAFE_NO_PAD.decode(options["user"]["id"].as_str().unwrap()).unwrap();
        options["authenticatorSelection"]["requireResidentKey"] = json!(false);
        options["authenticatorSelection"]["residentKey"] = json!("discouraged");
        options["rp"]["id"] = json!(Url::parse(self.origin).unwrap().domain().unwrap());
        let asked: CreationChallengeResponse = serde_json::from_value(json!({ "publicKey": options })).unwrap();
        let made = self.soft.do_registration(Url::parse(self.origin).unwrap(), asked).unwrap();
        self.credential.clone_from(&made.raw_id);
        serde_json::to_string(&made).unwrap()
    }

    /// Uses its passkey. Answers what a browser hands over.
    pub fn answer(&mut self, options: &str) -> String {
        let mut options: Value = serde_json::from_str(options).unwrap();
        let credential = URL_SAFE_NO_PAD.encode(&self.credential);
        options["allowCredentials"] = json!([{ "type": "public-key", "id": credential }]);
        options["rpId"] = json!(Url::parse(self.origin).unwrap().domain().unwrap());
        let asked: RequestChallengeResponse = serde_json::from_value(json!({ "publicKey": options })).unwrap();
        let mut used = self.soft.do_authentication(Url::parse(self.origin).unwrap(), asked).unwrap();
        used.response.user_handle = Some(self.holder.clone());
        serde_json::to_string(&used).unwrap()
    }

    /// Adds a passkey to whoever is signed in there.
    pub async fn add(&mut self, browser: &mut Browser<'_>) -> Vec<PasskeyView> {
        let begun = begin(browser, "/api/passkeys/begin").await;
        let credential = self.make(&begun.options);
        let answer = finish(browser, "/api/passkeys/finish", begun.ceremony, credential).await;
        assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
        answer.json()
    }

    /// Signs in by its passkey, whatever is answered.
    pub async fn sign_in(&mut self, browser: &mut Browser<'_>) -> Answer {
        let begun = begin(browser, "/api/sign-in/passkeys/begin").await;
        let credential = self.answer(&begun.options);
        finish(browser, "/api/sign-in/passkeys/finish", begun.ceremony, credential).await
    }
}

/// Begins a ceremony.
pub async fn begin(browser: &mut Browser<'_>, address: &str) -> PasskeyChallenge {
    let answer = browser.post(address, &json!({})).await;
    assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
    answer.json()
}

/// Hands over what the authenticator gave.
pub async fn finish(browser: &mut Browser<'_>, address: &str, ceremony: CeremonyId, credential: String) -> Answer {
    browser.post(address, &FinishPasskey { ceremony, credential, label: String::new() }).await
}
