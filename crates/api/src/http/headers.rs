//! The headers that every answer carries, errors and static files included: nothing foreign runs, nobody frames, embeds
//! or reads us, and nothing is kept where a handler has not said that it may be.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::http::client::Client;
use crate::http::state::AppState;

/// What may be kept by the asking browser for a minute: the directory, which is the same for everybody, at addresses
/// that say where somebody is, hence in no shared cache.
pub const FOR_A_MINUTE: [(&str, &str); 1] = [("cache-control", "private, max-age=60")];

/// What may be kept by anybody for an hour: the same for everybody, at an address that says nothing of anybody.
pub const FOR_AN_HOUR: [(&str, &str); 1] = [("cache-control", "public, max-age=3600")];

const SAME_FOR_ALL: [(&str, &str); 6] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("permissions-policy", PERMISSIONS),
];

/// Everything off but the position and passkeys, which are asked for on a tap.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), \
    display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(self), gyroscope=(), hid=(), \
    idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), \
    publickey-credentials-create=(self), publickey-credentials-get=(self), screen-wake-lock=(), serial=(), storage-access=(), sync-xhr=(), usb=(), \
    xr-spatial-tracking=()";

/// The layer that puts them on.
pub async fn secure(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let is_https = state.is_https || Client::of(request.extensions(), request.headers(), &state.proxies).is_https;
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in SAME_FOR_ALL {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(header::CONTENT_SECURITY_POLICY, state.content_security_policy.clone());
    if is_https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    keep_nothing_unsaid(headers);
    response
}

fn keep_nothing_unsaid(headers: &mut HeaderMap) {
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
}

/// The content security policy for these pages: their inline scripts and styles are allowed by hash, no others.
pub fn content_security_policy<'a>(pages: impl IntoIterator<Item = &'a str>) -> String {
    let (mut scripts, mut styles) = (Vec::new(), Vec::new());
    for page in pages {
        scripts.extend(inline_hashes(page, "script"));
        styles.extend(inline_hashes(page, "style"));
    }
    for hashes in [&mut scripts, &mut styles] {
        hashes.sort();
        hashes.dedup();
    }
    let listed = |hashes: &[String]| hashes.iter().map(|hash| format!(" 'sha256-{hash}'")).collect::<String>();
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{}; style-src 'self'{}; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; \
         base-uri 'none'; object-src 'none'; frame-ancestors 'none'",
        listed(&scripts),
        listed(&styles),
    )
}

/// The SHA-256 of what stands inside every `<element>` that loads nothing, as a browser works it out.
fn inline_hashes(page: &str, element: &str) -> Vec<String> {
    // Browsers read both kinds of line end as one before they hash.
    let page = page.replace("\r\n", "\n");
    let lower = page.to_ascii_lowercase();
    let (open, close) = (format!("<{element}"), format!("</{element}"));
    let mut hashes = Vec::new();
    let mut at = 0;
    while let Some(found) = next_of(&lower, at, &open) {
        let Some(tag_end) = lower[found..].find('>').map(|end| found + end + 1) else { break };
        let Some(content_end) = lower[tag_end..].find(&close).map(|end| tag_end + end) else { break };
        let attributes = &lower[found + open.len()..tag_end - 1];
        let is_loaded = attributes.split_ascii_whitespace().any(|attribute| attribute.starts_with("src="));
        if !is_loaded && content_end > tag_end {
            hashes.push(STANDARD.encode(Sha256::digest(&page[tag_end..content_end])));
        }
        at = content_end + close.len();
    }
    hashes
}

/// Where the element opens next, outside comments.
fn next_of(lower: &str, from: usize, open: &str) -> Option<usize> {
    let mut at = from;
    loop {
        let found = at + lower.get(at..)?.find(open)?;
        let Some(comment) = lower[at..found].find("<!--").map(|start| at + start) else { return Some(found) };
        at = comment + lower[comment..].find("-->")? + 3;
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderName;

    use super::*;

    #[test]
    fn inline_script_is_allowed_by_the_hash_browsers_compute() {
        // The example of the CSP specification: alert('Hello, world.');
        let page = "<html><script type=\"module\">alert('Hello, world.');</script></html>";
        assert_eq!(inline_hashes(page, "script"), ["qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="]);
    }

    #[test]
    fn loaded_and_commented_scripts_have_no_hash() {
        let page = "<!-- <script>old()</script> --><script src=\"/a.js\"></script><SCRIPT>b()</SCRIPT>";
        assert_eq!(inline_hashes(page, "script").len(), 1);
        assert_eq!(inline_hashes("<script>a", "script"), Vec::<String>::new());
    }

    #[test]
    fn policy_names_every_hash_once() {
        let page = "<style>a{}</style><script>b()</script><script>b()</script>";
        let policy = content_security_policy([page, page]);
        assert_eq!(policy.matches("'sha256-").count(), 2, "{policy}");
        assert!(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-"));
        assert!(!policy.contains("unsafe-inline"));
    }

    #[test]
    fn every_fixed_header_is_readable() {
        for (name, value) in SAME_FOR_ALL {
            assert!(HeaderName::from_bytes(name.as_bytes()).is_ok() && HeaderValue::from_str(value).is_ok(), "{name}");
        }
    }
}
