//! Cookies that hold a token: 256 random bits, read by no script, sent to no other site. The database keeps only the
//! SHA-256, so that nobody who reads the database can be that browser.

use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, header};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::random;

/// What a cookie is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cookie {
    /// Lets a browser see the stages of the referrals it sent, and nothing else.
    Viewer,
    /// A sign-in.
    SignIn,
    /// The browser that asked for a code or began with a passkey.
    Asker,
}

impl Cookie {
    const fn name(self) -> &'static str {
        match self {
            Self::Viewer => "__Host-r",
            Self::SignIn => "__Host-s",
            Self::Asker => "__Host-c",
        }
    }

    /// The token of the browser that sent these headers, if it has a readable one.
    pub fn of(self, headers: &HeaderMap) -> Option<Token> {
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|cookies| cookies.split(';'))
            .filter_map(|cookie| cookie.trim().strip_prefix(self.name())?.strip_prefix('='))
            .find_map(|text| <[u8; 32]>::try_from(URL_SAFE_NO_PAD.decode(text).ok()?).ok())
            .map(Token)
    }

    /// The `Set-Cookie` that gives a token to the browser: until it is closed, or for so long.
    pub fn set(self, token: &Token, keep: Option<Duration>) -> anyhow::Result<HeaderValue> {
        let value = URL_SAFE_NO_PAD.encode(token.0);
        let age = keep.map(|keep| format!("; Max-Age={}", keep.as_secs())).unwrap_or_default();
        Ok(HeaderValue::try_from(format!("{}={value}; Path=/{age}; Secure; HttpOnly; SameSite=Strict", self.name()))?)
    }

    /// The `Set-Cookie` that takes it away.
    pub const fn clear(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Viewer => "__Host-r=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict",
            Self::SignIn => "__Host-s=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict",
            Self::Asker => "__Host-c=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict",
        })
    }
}

/// What a cookie holds.
pub struct Token([u8; 32]);

impl Token {
    /// A new token.
    pub fn fresh() -> Self {
        Self(random::bytes())
    }

    /// What the database knows the browser by.
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.0).into()
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
        let token = Token::fresh();
        for cookie in [Cookie::Viewer, Cookie::SignIn, Cookie::Asker] {
            let set = cookie.set(&token, None).unwrap().to_str().unwrap().to_owned();
            let pair = set.split(';').next().unwrap();
            for cookies in [vec![format!("a=b; {pair}; c=d")], vec!["a=b".to_owned(), pair.to_owned()]] {
                let cookies: Vec<&str> = cookies.iter().map(String::as_str).collect();
                assert_eq!(cookie.of(&headers(&cookies)).unwrap().digest(), token.digest());
            }
            assert!(!set.contains("Max-Age") && !set.contains("Expires"), "it ends with the browser");
            assert!(set.contains("Secure; HttpOnly; SameSite=Strict"));
        }
        let kept = Cookie::SignIn.set(&token, Some(Duration::from_secs(60))).unwrap();
        assert!(kept.to_str().unwrap().contains("Max-Age=60"));
    }

    #[test]
    fn anything_else_is_no_token() {
        for cookie in ["", "__Host-r=", "__Host-r=abc", "x__Host-r=AAAA", "__Host-r=AAAA====", "__Host-rr=AAAA"] {
            assert!(Cookie::Viewer.of(&headers(&[cookie])).is_none(), "{cookie}");
        }
    }

    #[test]
    fn database_never_sees_the_token() {
        let token = Token([7; 32]);
        assert_ne!(token.digest(), token.0);
        assert_eq!(token.digest(), Token([7; 32]).digest());
    }
}
