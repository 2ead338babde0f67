//! Passkeys, by webauthn-rs: what the browser is asked, and whether its answer holds.
//!
//! Every passkey can be found by the browser itself (a discoverable credential), so that nobody types a name and the
//! server cannot be asked who has one.

use anyhow::Context as _;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use url::Url;
use uuid::Uuid;
use webauthn_rs::Webauthn;
use webauthn_rs::WebauthnBuilder;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, DiscoverableKey, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential,
};

/// Why an answer of a browser does not hold.
#[derive(Debug, thiserror::Error)]
pub enum PasskeyError {
    /// The browser's answer cannot be read, or it does not prove what it should.
    #[error("the passkey does not hold")]
    Refused,
    /// A fault of ours.
    #[error("a passkey could not be handled")]
    Fault(#[source] anyhow::Error),
}

/// What checks passkeys for one address of the app.
#[derive(Debug)]
pub struct Passkeys(Webauthn);

/// A passkey that was made.
pub struct Made {
    /// The authenticator's own id of it, base64url.
    pub credential: String,
    /// What checking it needs, as JSON.
    pub document: String,
    /// Its maker keeps a copy, so that it survives the loss of the device.
    pub is_synced: bool,
}

/// A passkey that was used.
#[derive(Debug)]
pub struct Used {
    /// Its document, when using changed it.
    pub changed: Option<String>,
}

impl Passkeys {
    /// For the app at this address.
    ///
    /// # Errors
    /// When it is no address of a site with a name: passkeys belong to names, not to numbers.
    pub fn new(origin: &str) -> anyhow::Result<Self> {
        let url = Url::parse(origin)
            .with_context(|| format!("{origin:?} is not an address such as https://stile.example.org"))?;
        let host = url.domain().with_context(|| format!("{origin:?} has no name that passkeys could belong to"))?;
        let webauthn = WebauthnBuilder::new(host, &url)?
            .rp_name("Stile")
            // While it is being written the app is served at another port of the same machine.
            .allow_any_port(host == "localhost")
            .build()?;
        Ok(Self(webauthn))
    }

    /// Begins to make a passkey: what the browser is asked, and what is kept until it answers. `name` is what the
    /// browser shows when several are there, and so says nothing about anybody.
    ///
    /// # Errors
    /// A fault of ours.
    pub fn begin_making(&self, user: Uuid, name: &str, have: &[String]) -> Result<(String, String), PasskeyError> {
        let exclude = have.iter().filter_map(|id| URL_SAFE_NO_PAD.decode(id).ok()).collect();
        let (options, state) =
            self.0.start_passkey_registration(user, name, name, Some(exclude)).map_err(|error| fault(&error))?;
        let mut options = serde_json::to_value(options).map_err(|error| fault(&error))?;
        let mut public_key = options["publicKey"].take();
        // The library leaves it open; ours are always of the kind that the browser finds by itself.
        public_key["authenticatorSelection"]["residentKey"] = json!("required");
        public_key["authenticatorSelection"]["requireResidentKey"] = json!(true);
        // By the secret that this asks for, a passkey can lock what a phone keeps. Devices that have none pass over it.
        public_key["extensions"]["prf"] = json!({});
        Ok((public_key.to_string(), serde_json::to_string(&state).map_err(|error| fault(&error))?))
    }

    /// Checks what the browser made.
    ///
    /// # Errors
    /// When it does not hold.
    pub fn finish_making(&self, state: &str, credential: &str) -> Result<Made, PasskeyError> {
        let state: PasskeyRegistration = serde_json::from_str(state).map_err(|error| fault(&error))?;
        let answer: RegisterPublicKeyCredential =
            serde_json::from_str(credential).map_err(|_| PasskeyError::Refused)?;
        let passkey = self.0.finish_passkey_registration(&answer, &state).map_err(|_| PasskeyError::Refused)?;
        let document = serde_json::to_value(&passkey).map_err(|error| fault(&error))?;
        Ok(Made {
            credential: URL_SAFE_NO_PAD.encode(passkey.cred_id()),
            is_synced: document["cred"]["backup_state"].as_bool().unwrap_or(false),
            document: document.to_string(),
        })
    }

    /// Begins to use whichever passkey the browser finds.
    ///
    /// # Errors
    /// A fault of ours.
    pub fn begin_using(&self) -> Result<(String, String), PasskeyError> {
        let (options, state) = self.0.start_discoverable_authentication().map_err(|error| fault(&error))?;
        let mut options = serde_json::to_value(options).map_err(|error| fault(&error))?;
        let public_key: Value = options["publicKey"].take();
        Ok((public_key.to_string(), serde_json::to_string(&state).map_err(|error| fault(&error))?))
    }

    /// Whose passkey the browser says it used: the holder's id and the credential's. Nothing is proved yet.
    ///
    /// # Errors
    /// When the answer cannot be read.
    pub fn identify(&self, credential: &str) -> Result<(Uuid, String), PasskeyError> {
        let answer: PublicKeyCredential = serde_json::from_str(credential).map_err(|_| PasskeyError::Refused)?;
        let (user, id) = self.0.identify_discoverable_authentication(&answer).map_err(|_| PasskeyError::Refused)?;
        Ok((user, URL_SAFE_NO_PAD.encode(id)))
    }

    /// Checks the use of this passkey.
    ///
    /// # Errors
    /// When it does not hold.
    pub fn finish_using(&self, state: &str, credential: &str, document: &str) -> Result<Used, PasskeyError> {
        let state: DiscoverableAuthentication = serde_json::from_str(state).map_err(|error| fault(&error))?;
        let answer: PublicKeyCredential = serde_json::from_str(credential).map_err(|_| PasskeyError::Refused)?;
        let mut passkey: Passkey = serde_json::from_str(document).map_err(|error| fault(&error))?;
        let key = DiscoverableKey::from(&passkey);
        let result =
            self.0.finish_discoverable_authentication_v2(&answer, state, &key).map_err(|_| PasskeyError::Refused)?;
        let changed = match passkey.update_credential(&result) {
            Some(true) => Some(serde_json::to_string(&passkey).map_err(|error| fault(&error))?),
            _ => None,
        };
        Ok(Used { changed })
    }
}

fn fault(error: &(impl std::error::Error + 'static)) -> PasskeyError {
    // The text of these errors names kinds, never anybody.
    PasskeyError::Fault(anyhow::anyhow!("{error}"))
}
