//! Releases come and go, and with them what is kept.

#![expect(clippy::unwrap_used, reason = "tests")]

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use chrono::TimeZone;
use tempfile::TempDir;

use super::*;

const FIRST: &str = "/stile-app-0123456789abcdef_bg.wasm";
const SECOND: &str = "/stile-app-fedcba9876543210_bg.wasm";

fn day(number: i64) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 23, 10, 0, 0).unwrap() + TimeDelta::days(number)
}

/// A build with this module and its compressed twin, beside what every build has.
fn build(module: &str) -> TempDir {
    let dist = tempfile::tempdir().unwrap();
    let packed = format!("{module}.br");
    for (name, content) in
        [(module, "module"), (packed.as_str(), "packed"), ("/index.html", "<p><!--results--></p>"), ("/sw.js", "self")]
    {
        std::fs::write(file_of(dist.path(), name), content).unwrap();
    }
    dist
}

fn serving(build: &TempDir, folder: &Path) -> OldFiles {
    OldFiles::load(Some(folder.to_owned()), Arc::new(Site::load(build.path()).unwrap()))
}

/// What lies in the folder beside its mark.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| name != MARK);
    names.sort();
    names
}

async fn has(files: &OldFiles, path: &str, now: DateTime<Utc>) -> bool {
    files.asset(path, now).await.is_some()
}

#[tokio::test]
async fn files_of_an_earlier_build_stay_for_thirty_days() {
    let (first, second) = (build(FIRST), build(SECOND));
    let var = tempfile::tempdir().unwrap();
    let folder = var.path().join("old/files");
    let before = serving(&first, &folder);
    before.tend(day(0));
    assert_eq!(names(&folder), [FIRST[1..].to_owned(), format!("{}.br", &FIRST[1..])], "hashed files and nothing else");
    // It is part of the build for long, which is said every day.
    before.tend(day(50));

    let after = serving(&second, &folder);
    assert!(has(&after, FIRST, day(51)).await, "before anything was tended");
    after.tend(day(51));
    let asset = after.asset(FIRST, day(79)).await.unwrap();
    assert_eq!(&asset.bytes()[..], b"module");
    let mut brotli = HeaderMap::new();
    brotli.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("br"));
    let answer = asset.answer(StatusCode::OK, &brotli);
    assert_eq!(answer.headers()[header::CONTENT_ENCODING], "br");
    assert_eq!(answer.headers()[header::CONTENT_TYPE], "application/wasm");
    assert_eq!(answer.headers()[header::CACHE_CONTROL], "public, max-age=31536000, immutable");

    assert!(!has(&after, FIRST, day(80)).await, "thirty days are over, although nobody has tended");
    after.tend(day(80));
    assert_eq!(names(&folder), [SECOND[1..].to_owned(), format!("{}.br", &SECOND[1..])]);
    assert!(!has(&after, FIRST, day(51)).await, "it is gone");
}

#[tokio::test]
async fn only_hashed_files_of_that_folder_are_served_or_deleted() {
    let built = build(FIRST);
    let var = tempfile::tempdir().unwrap();
    let folder = var.path().join("old");
    std::fs::create_dir_all(&folder).unwrap();
    let files = serving(&built, &folder);
    files.tend(day(0));
    std::fs::create_dir_all(folder.join("below")).unwrap();
    let inside =
        ["note.txt", "index.html", "below/note.txt", ".hidden-0123456789abcdef.js", "lone-0123456789abcdef.js.br"];
    for name in inside {
        std::fs::write(folder.join(name), "no").unwrap();
    }
    std::fs::write(var.path().join("secret-0123456789abcdef.js"), "no").unwrap();
    // Everything there is far too old by then.
    let now = Utc.with_ymd_and_hms(2100, 1, 1, 0, 0, 0).unwrap();
    files.tend(now);
    for name in inside {
        assert!(folder.join(name).exists(), "{name}");
        assert!(!has(&files, &format!("/{name}"), now).await, "{name}");
    }
    for path in [
        "/../secret-0123456789abcdef.js",
        "/below/../../secret-0123456789abcdef.js",
        "//etc/hostname-0123456789abcdef.js",
        "/%2e%2e/secret-0123456789abcdef.js",
        "/sw.js",
        "/",
        "",
    ] {
        assert!(!has(&files, path, now).await, "{path}");
    }
    assert!(has(&files, FIRST, now).await, "what is part of the build is kept");
}

#[tokio::test]
async fn nothing_is_deleted_where_other_things_lay() {
    let built = build(FIRST);
    let folder = tempfile::tempdir().unwrap();
    let theirs = "theirs-0123456789abcdef.js";
    std::fs::write(folder.path().join(theirs), "theirs").unwrap();
    for number in [0, 50_000] {
        let files = serving(&built, folder.path());
        files.tend(day(number));
        assert!(folder.path().join(theirs).exists());
        assert!(has(&files, FIRST, day(number)).await, "what is part of the build is kept");
    }
    assert!(!folder.path().join(MARK).exists());
}

#[tokio::test]
async fn half_a_file_is_written_again() {
    let built = build(FIRST);
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(file_of(folder.path(), FIRST), "mod").unwrap();
    let files = serving(&built, folder.path());
    files.tend(day(0));
    assert_eq!(&files.asset(FIRST, day(0)).await.unwrap().bytes()[..], b"module");
}

#[tokio::test]
async fn file_that_is_on_its_way_to_many_is_in_memory_once() {
    let (first, second) = (build(FIRST), build(SECOND));
    let folder = tempfile::tempdir().unwrap();
    serving(&first, folder.path()).tend(day(0));
    let files = serving(&second, folder.path());
    let one = files.asset(FIRST, day(1)).await.unwrap();
    let other = files.asset(FIRST, day(1)).await.unwrap();
    assert_eq!(one.bytes().as_ptr(), other.bytes().as_ptr());
    assert_eq!(files.sending.lock().await.len(), 2, "the file and its twin");
    drop((one, other));
    assert!(!has(&files, "/gone-0123456789abcdef.js", day(1)).await);
    assert!(has(&files, FIRST, day(1)).await);
    assert!(files.sending.lock().await.values().all(Bytes::is_unique), "nothing is on its way");
}

#[tokio::test]
async fn folder_that_cannot_be_used_stops_nothing() {
    let built = build(FIRST);
    let var = tempfile::tempdir().unwrap();
    let taken = var.path().join("taken");
    std::fs::write(&taken, "a file where the folder should be").unwrap();
    let files = serving(&built, &taken);
    files.tend(day(0));
    assert!(!has(&files, FIRST, day(0)).await);
    let none = OldFiles::load(None, Arc::new(Site::load(built.path()).unwrap()));
    none.tend(day(0));
    assert!(!has(&none, FIRST, day(0)).await);
}

#[tokio::test]
async fn files_of_the_next_build_are_served_by_whoever_waits_their_turn() {
    let (first, second) = (build(FIRST), build(SECOND));
    let var = tempfile::tempdir().unwrap();
    let before = serving(&first, var.path());
    before.tend(day(0));
    serving(&second, var.path()).tend(day(1));
    assert!(has(&before, SECOND, day(1)).await, "its page may come from the other server");
    assert!(has(&before, FIRST, day(1)).await);
    assert!(!has(&before, "/stile-app-0000000000000000_bg.wasm", day(1)).await);
}
