//! The files of the built apps, read once into memory. What is not in that table cannot be asked for, so that no path can
//! lead anywhere else, and every file belongs to the same build.

use std::collections::HashMap;
use std::fs::DirEntry;
use std::io;
use std::path::Path;

use anyhow::Context;
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::http::pages::asking::Asking;
use crate::http::pages::index::Shell;
use crate::http::pages::routes;

/// How deep folders are looked into: deeper than any build goes, shallower than a circle of links.
const DEEPEST: usize = 8;

/// The service worker, and the one that ends it and itself.
const WORKER: &str = "/sw.js";
const WORKERS_END: &str = "/sw-end.js";

/// The built apps.
#[derive(Default)]
pub struct Site {
    assets: HashMap<String, Asset>,
    shell: Option<Shell>,
    asking: Option<Asking>,
}

impl Site {
    /// Reads every file below `folder`. A folder that is not there is an app without files.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn load(folder: &Path) -> anyhow::Result<Self> {
        let mut files = HashMap::new();
        let read = walk(folder, &mut |path, entry| {
            files.insert(path, Bytes::from(std::fs::read(entry.path())?));
            Ok(())
        });
        read.with_context(|| format!("the built app in {} cannot be read", folder.display()))?;
        let compressed: HashMap<String, Bytes> = files
            .iter()
            .filter_map(|(path, bytes)| Some((path.strip_suffix(".br")?.to_owned(), bytes.clone())))
            .collect();
        let assets: HashMap<String, Asset> = files
            .into_iter()
            .filter(|(path, _)| !path.ends_with(".br"))
            .map(|(path, bytes)| {
                let asset = Asset::new(&path, bytes, compressed.get(&path).cloned());
                (path, asset)
            })
            .collect();
        let shell = assets.get(routes::PUBLIC).map(Shell::new).transpose()?;
        let asking = assets.get(routes::REFER).map(Asking::new).transpose()?;
        Ok(Self { assets, shell, asking })
    }

    /// The file at this path, such as `/sw.js`.
    pub fn asset(&self, path: &str) -> Option<&Asset> {
        self.assets.get(path)
    }

    /// The public app's page; none where only the API is served.
    pub fn shell(&self) -> Option<&Shell> {
        self.shell.as_ref()
    }

    /// The page with the first question; none where that app was not built.
    pub fn asking(&self) -> Option<&Asking> {
        self.asking.as_ref()
    }

    /// The files with their hash in their name: after the next release they are still asked for.
    pub fn hashed(&self) -> impl Iterator<Item = (&str, &Asset)> {
        self.assets.iter().map(|(path, asset)| (path.as_str(), asset)).filter(|(path, _)| is_hashed(path))
    }

    /// Puts the worker that ends itself in the place of the service worker. Nothing to do where there is no app.
    ///
    /// # Errors
    /// When the build has no such worker.
    pub fn end_worker(&mut self) -> anyhow::Result<()> {
        if self.assets.contains_key(WORKER) {
            let end = self.assets.get(WORKERS_END).cloned();
            self.assets.insert(WORKER.to_owned(), end.with_context(|| format!("the built app has no {WORKERS_END}"))?);
        }
        Ok(())
    }

    /// The text of every page of the build, for the policy that names their inline scripts.
    pub fn pages(&self) -> impl Iterator<Item = &str> {
        self.assets
            .iter()
            .filter(|(path, _)| path.ends_with(".html"))
            .filter_map(|(_, asset)| std::str::from_utf8(&asset.bytes).ok())
    }
}

/// What is done with each file that is found: its path, such as `/icons/icon-192.png`, and where it lies.
type Visit<'v> = &'v mut dyn FnMut(String, &DirEntry) -> io::Result<()>;

/// Visits every file below a folder that can be asked for by its name. A folder that is not there has none.
pub(super) fn walk(folder: &Path, visit: Visit<'_>) -> io::Result<()> {
    walk_below(folder, "", 0, visit)
}

fn walk_below(folder: &Path, above: &str, depth: usize, visit: Visit<'_>) -> io::Result<()> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound && depth == 0 => return Ok(()),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let entry = entry?;
        // A name that is not text cannot be asked for; hidden files are nobody's business.
        let Ok(name) = entry.file_name().into_string() else { continue };
        if name.starts_with('.') && name != ".well-known" {
            continue;
        }
        let path = format!("{above}/{name}");
        let kind = match entry.metadata() {
            Ok(kind) => kind,
            // Another server has just taken it out of the folder of old files that both have.
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        if kind.is_dir() && depth < DEEPEST {
            walk_below(&entry.path(), &path, depth + 1, visit)?;
        } else if kind.is_file() {
            visit(path, &entry)?;
        }
    }
    Ok(())
}

/// One file.
#[derive(Clone)]
pub struct Asset {
    bytes: Bytes,
    /// The same, compressed by the build.
    brotli: Option<Bytes>,
    content_type: &'static str,
    cache_control: &'static str,
    etag: HeaderValue,
    etag_brotli: HeaderValue,
}

impl Asset {
    /// The file with this path, and its compressed twin where there is one.
    pub(super) fn new(path: &str, bytes: Bytes, brotli: Option<Bytes>) -> Self {
        let digest = URL_SAFE_NO_PAD.encode(&Sha256::digest(&bytes)[..12]);
        let etag = |suffix: &str| {
            // Base64 for addresses is always a header value.
            HeaderValue::try_from(format!("\"{digest}{suffix}\"")).unwrap_or(HeaderValue::from_static("\"\""))
        };
        Self {
            content_type: content_type(path),
            cache_control: if is_hashed(path) { "public, max-age=31536000, immutable" } else { "no-cache" },
            etag: etag(""),
            etag_brotli: etag("-br"),
            bytes,
            brotli,
        }
    }

    /// The file as it is, uncompressed.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// The same, compressed by the build; none for what is not worth it.
    pub(super) fn compressed(&self) -> Option<&Bytes> {
        self.brotli.as_ref()
    }

    /// The answer with this file: compressed where that is understood, empty with 304 where it is held already.
    pub fn answer(&self, status: StatusCode, request: &HeaderMap) -> Response {
        let (bytes, etag, encoding) = match &self.brotli {
            Some(brotli) if accepts_brotli(request) => (brotli, &self.etag_brotli, Some("br")),
            _ => (&self.bytes, &self.etag, None),
        };
        let is_held = status == StatusCode::OK && holds(request, etag);
        let mut response =
            if is_held { StatusCode::NOT_MODIFIED.into_response() } else { (status, bytes.clone()).into_response() };
        let headers = response.headers_mut();
        headers.insert(header::ETAG, etag.clone());
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(self.cache_control));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if !is_held {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.content_type));
            if let Some(encoding) = encoding {
                headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
            }
        }
        response
    }
}

/// Whether the build put the file's hash into its name, so that the name never means anything else.
pub(super) fn is_hashed(path: &str) -> bool {
    path.match_indices('-').any(|(at, _)| {
        let rest = &path[at + 1..];
        let digits = rest.bytes().take_while(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')).count();
        // After the hash: an ending, `_bg.wasm`, or the files of a folder that is named by it.
        digits >= 8 && matches!(rest.as_bytes().get(digits), Some(b'.' | b'_' | b'/'))
    })
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "json" => "application/json",
        "txt" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webp" => "image/webp",
        _ => "application/octet-stream",
    }
}

/// Whether `br` is among the accepted encodings with a weight above nothing (RFC 9110, 12.5.3).
pub fn accepts_brotli(request: &HeaderMap) -> bool {
    request
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|coding| {
            let mut parts = coding.split(';').map(str::trim);
            let is_brotli = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("br"));
            is_brotli && !parts.any(|weight| matches!(weight, "q=0" | "q=0." | "q=0.0" | "q=0.00" | "q=0.000"))
        })
}

/// Whether the browser holds this very version (RFC 9110, 13.1.2).
fn holds(request: &HeaderMap, etag: &HeaderValue) -> bool {
    request
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|tag| tag == "*" || tag.trim_start_matches("W/").as_bytes() == etag.as_bytes())
}

#[cfg(test)]
mod tests;
