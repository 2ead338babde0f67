//! The cookie by which a browser sees the stages of the referrals it sent, and nothing else.
//!
//! It is 256 random bits, read by no script, sent to no other site, and gone with the browser: it has no `Max-Age`. The
//! database keeps only its SHA-256, so that nobody who reads the database can be that browser.

use axum::http::{HeaderMap, HeaderValue, header};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::random;

const NAME: &str = "__Host-r";

/// What the cookie holds.
pub struct ViewerToken([u8; 32]);

impl ViewerToken {
    /// The token of the browser that sent these headers, if it has a readable one.
    pub fn of(headers: &HeaderMap) -> Option<Self> {
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|cookies| cookies.split(';'))
            .filter_map(|cookie| cookie.trim().strip_prefix(NAME)?.strip_prefix('='))
            .find_map(|text| <[u8; 32]>::try_from(URL_SAFE_NO_PAD.decode(text).ok()?).ok())
            .map(Self)
    }

    /// A new token.
    pub fn fresh() -> Self {
        Self(random::bytes())
    }

    /// What the database knows the browser by.
    pub fn viewer(&self) -> [u8; 32] {
        Sha256::digest(self.0).into()
    }

    /// The `Set-Cookie` that gives it to the browser.
    pub fn set_cookie(&self) -> anyhow::Result<HeaderValue> {
        let token = URL_SAFE_NO_PAD.encode(self.0);
        Ok(HeaderValue::try_from(format!("{NAME}={token}; Path=/; Secure; HttpOnly; SameSite=Strict"))?)
    }

    /// The `Set-Cookie` that takes it away.
    pub const fn clear() -> HeaderValue {
        HeaderValue::from_static("__Host-r=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict")
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn headers(cookies: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for cookie in cookies {
            headers.append(header::COOKIE, HeaderValue::from_str(cookie).unwrap());
        }
        headers
    }

    #[test]
    fn cookie_that_was_set_is_read_again() {
        let token = ViewerToken::fresh();
        let set = token.set_cookie().unwrap().to_str().unwrap().to_owned();
        let pair = set.split(';').next().unwrap();
        for cookies in [vec![format!("a=b; {pair}; c=d")], vec!["a=b".to_owned(), pair.to_owned()]] {
            let cookies: Vec<&str> = cookies.iter().map(String::as_str).collect();
            assert_eq!(ViewerToken::of(&headers(&cookies)).unwrap().viewer(), token.viewer());
        }
        assert!(!set.contains("Max-Age") && !set.contains("Expires"), "it ends with the browser");
    }

    #[test]
    fn anything_else_is_no_token() {
        for cookie in ["", "__Host-r=", "__Host-r=abc", "x__Host-r=AAAA", "__Host-r=AAAA====", "__Host-rr=AAAA"] {
            assert!(ViewerToken::of(&headers(&[cookie])).is_none(), "{cookie}");
        }
    }

    #[test]
    fn database_never_sees_the_token() {
        let token = ViewerToken([7; 32]);
        assert_ne!(token.viewer(), token.0);
        assert_eq!(token.viewer(), ViewerToken([7; 32]).viewer());
    }
}
