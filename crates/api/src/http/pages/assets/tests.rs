//! Files as browsers fetch them.

#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;

fn headers(pairs: &[(header::HeaderName, &'static str)]) -> HeaderMap {
    pairs.iter().cloned().map(|(name, value)| (name, HeaderValue::from_static(value))).collect()
}

fn asset() -> Asset {
    Asset::new("/app-0123456789abcdef.js", Bytes::from_static(b"plain"), Some(Bytes::from_static(b"br")))
}

#[test]
fn hashed_names_are_told_from_others() {
    for path in [
        "/stile-app-0f1e2d3c4b5a6978.js",
        "/stile-app-0f1e2d3c4b5a6978_bg.wasm",
        "/base-1234abcd.css",
        "/snippets/stile-app-1234abcd1234abcd/inline0.js",
    ] {
        assert!(is_hashed(path), "{path}");
    }
    for path in ["/index.html", "/sw.js", "/help-now.html", "/icon-192.png", "/a-1234567.js", "/a-deadbeefx.js"] {
        assert!(!is_hashed(path), "{path}");
    }
}

#[test]
fn compressed_copy_goes_to_those_who_read_it() {
    let answer = asset().answer(StatusCode::OK, &headers(&[(header::ACCEPT_ENCODING, "gzip, br;q=0.8")]));
    assert_eq!(answer.headers()[header::CONTENT_ENCODING], "br");
    let plain = asset().answer(StatusCode::OK, &headers(&[(header::ACCEPT_ENCODING, "gzip, br;q=0")]));
    assert!(!plain.headers().contains_key(header::CONTENT_ENCODING));
    assert_eq!(plain.headers()[header::VARY], "accept-encoding");
    assert_ne!(answer.headers()[header::ETAG], plain.headers()[header::ETAG]);
}

#[test]
fn file_that_is_held_is_not_sent_again() {
    let asset = asset();
    let etag = asset.etag.to_str().unwrap().to_owned();
    for held in [etag.clone(), format!("\"other\", W/{etag}"), "*".to_owned()] {
        let mut request = HeaderMap::new();
        request.insert(header::IF_NONE_MATCH, HeaderValue::try_from(held).unwrap());
        assert_eq!(asset.answer(StatusCode::OK, &request).status(), StatusCode::NOT_MODIFIED);
        assert_eq!(asset.answer(StatusCode::NOT_FOUND, &request).status(), StatusCode::NOT_FOUND);
    }
    let other = headers(&[(header::IF_NONE_MATCH, "\"other\"")]);
    assert_eq!(asset.answer(StatusCode::OK, &other).status(), StatusCode::OK);
}

#[test]
fn only_files_below_the_folder_are_known() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("secret.txt"), "no").unwrap();
    let dist = folder.path().join("dist");
    std::fs::create_dir_all(dist.join("icons")).unwrap();
    std::fs::write(dist.join("index.html"), "<p><!--results--></p>").unwrap();
    std::fs::write(dist.join("index.html.br"), "br").unwrap();
    std::fs::write(dist.join("icons/icon-192.png"), "png").unwrap();
    std::fs::write(dist.join(".env"), "no").unwrap();
    let site = Site::load(&dist).unwrap();
    assert!(site.shell().is_some());
    assert_eq!(site.asset("/icons/icon-192.png").unwrap().content_type, "image/png");
    for path in ["/../secret.txt", "/icons/../../secret.txt", "/.env", "/index.html.br", "/icons", "", "/"] {
        assert!(site.asset(path).is_none(), "{path}");
    }
    assert_eq!(site.pages().count(), 1);
}

#[test]
fn worker_that_ends_itself_takes_the_place_of_the_worker() {
    let folder = tempfile::tempdir().unwrap();
    let mut none = Site::load(folder.path()).unwrap();
    none.end_worker().unwrap();
    assert!(none.asset("/sw.js").is_none(), "where only the API is served there is nothing to end");
    std::fs::write(folder.path().join("sw.js"), "self").unwrap();
    assert!(Site::load(folder.path()).unwrap().end_worker().is_err(), "a switch that would do nothing is no switch");
    std::fs::write(folder.path().join("sw-end.js"), "end").unwrap();
    std::fs::write(folder.path().join("sw.js.br"), "packed").unwrap();
    let mut site = Site::load(folder.path()).unwrap();
    site.end_worker().unwrap();
    let worker = site.asset("/sw.js").unwrap();
    assert_eq!((&worker.bytes()[..], worker.compressed()), (&b"end"[..], None));
    assert_eq!((worker.content_type, worker.cache_control), ("text/javascript; charset=utf-8", "no-cache"));
}

#[test]
fn app_that_was_not_built_has_no_files() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site::load(&folder.path().join("missing")).unwrap();
    assert!(site.shell().is_none() && site.asset("/index.html").is_none());
}

#[test]
fn endings_have_their_types() {
    assert_eq!(content_type("/a_bg.wasm"), "application/wasm");
    assert_eq!(content_type("/manifest.webmanifest"), "application/manifest+json");
    assert_eq!(content_type("/a"), "application/octet-stream");
}
