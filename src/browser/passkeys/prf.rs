//! The secret that a passkey gives for a salt, the same each time and to this site alone: the extension `prf` of Web
//! Authentication Level 3, section 10.1.4. The server is not asked and learns nothing of it.

use js_sys::{Array, Function, Object, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use super::{NoPasskey, ask, base64url, get, key, set};

/// Bytes of a salt, of a challenge, and of what comes back.
const LENGTH: u32 = 32;

/// What a passkey gave. All are base64url.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secret {
    pub secret: String,
    /// The id of the passkey that gave it.
    pub credential: String,
    /// What it was asked with.
    pub salt: String,
}

/// Why there is no secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoSecret {
    /// No passkey was used.
    NoPasskey(NoPasskey),
    /// One was, but it has no secret, or the browser gives none.
    NotGiven,
}

/// Asks for a new secret of a passkey, whichever the person picks. Call it from a tap.
///
/// # Errors
/// When the person or the browser would not, or there is no secret.
pub async fn make() -> Result<Secret, NoSecret> {
    let salt = random().ok_or(NoSecret::NoPasskey(NoPasskey::Impossible))?;
    secret(&salt, &Array::new()).await
}

/// Asks this passkey for its secret again. Call it from a tap.
///
/// # Errors
/// When the person or the browser would not, or there is no secret.
pub async fn again(credential: &str, salt: &str) -> Result<Secret, NoSecret> {
    let id = bytes(credential);
    let this = object(&[("type", &key("public-key")), ("id", &id)]);
    secret(&bytes(salt), &Array::of1(&this)).await
}

async fn secret(salt: &Uint8Array, allowed: &Array) -> Result<Secret, NoSecret> {
    // Nobody checks what is signed, so nobody has to know what it was asked with.
    let challenge = random().ok_or(NoSecret::NoPasskey(NoPasskey::Impossible))?;
    let prf = object(&[("eval", &object(&[("first", salt)]))]);
    let options = object(&[
        ("challenge", &challenge),
        ("allowCredentials", allowed),
        ("userVerification", &key("required")),
        ("extensions", &object(&[("prf", &prf)])),
    ]);
    let given = ask("get", &options).await.map_err(NoSecret::NoPasskey)?;
    let function: Function = get(&given, "getClientExtensionResults").dyn_into().map_err(|_| NoSecret::NotGiven)?;
    let told = function.call0(&given).map_err(|_| NoSecret::NotGiven)?;
    let secret = in_bytes(&get(&get(&get(&told, "prf"), "results"), "first"));
    if u32::try_from(secret.len()) != Ok(LENGTH) {
        return Err(NoSecret::NotGiven);
    }
    Ok(Secret {
        secret: base64url::write(&secret),
        credential: base64url::write(&in_bytes(&get(&given, "rawId"))),
        salt: base64url::write(&salt.to_vec()),
    })
}

/// Bytes that nobody can guess; nothing where the browser makes none.
fn random() -> Option<Uint8Array> {
    let crypto = get(&web_sys::window()?.into(), "crypto");
    let function: Function = get(&crypto, "getRandomValues").dyn_into().ok()?;
    let bytes = Uint8Array::new_with_length(LENGTH);
    function.call1(&crypto, &bytes).ok()?;
    Some(bytes)
}

fn bytes(text: &str) -> Uint8Array {
    Uint8Array::from(base64url::read(text).as_slice())
}

/// The bytes of a buffer or of a view of one; none of anything else.
fn in_bytes(buffer: &JsValue) -> Vec<u8> {
    if buffer.is_object() { Uint8Array::new(buffer).to_vec() } else { Vec::new() }
}

fn object(entries: &[(&str, &JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in entries {
        set(&object, name, value);
    }
    object
}
