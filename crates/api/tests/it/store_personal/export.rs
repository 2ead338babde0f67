//! Taking along what is kept of one: a page to read and the rows as they are, nothing missing and nothing of others.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::{Map, Value, json};
use stile_api::store::tables_of_people;
use wire::ErrorCode;

use super::super::people_world::account;
use super::super::raw_sql::RawSql;
use super::super::steps::{Browser, may, roomy, worker};
use super::super::support::{located_stores, stores};
use super::super::test_app::TestApp;
use super::planted::{Planted, counts, plant};

/// Secrets of the machinery, in no export.
const HIDDEN: [&str; 15] = [
    "danger",
    "endpoint",
    "p256dh",
    "auth",
    "viewer",
    "likeness",
    "address_key",
    "payload_digest",
    "code_mac",
    "credential",
    "document",
    "token",
    "state",
    "browser",
    "hash",
];

/// Columns in which nobody can write: ids, codes, instants, days, flags, digests.
const PLAIN: [&str; 64] = [
    "measure",
    "moment",
    "report",
    "message",
    "side",
    "covers_for",
    "reader",
    "sign_in",
    "channels",
    "quiet_from",
    "quiet_until",
    "outcome",
    "tried",
    "id",
    "account",
    "person",
    "referral",
    "team",
    "staff",
    "worker",
    "kind",
    "stage",
    "act",
    "what",
    "about",
    "channel",
    "scopes",
    "access",
    "reference",
    "role",
    "life",
    "device",
    "postcode",
    "birth",
    "phone",
    "actor",
    "actor_kind",
    "recorded_by",
    "opened_by",
    "approved_by",
    "adds_to",
    "merged_into",
    "duplicate_of",
    "consent_version",
    "words_version",
    "ends_on",
    "answer_by",
    "promised_by",
    "promised_anew",
    "first_promised_by",
    "paused_until",
    "day",
    "from_time",
    "until_time",
    "digest",
    "has_chosen_life",
    "is_alone",
    "is_safe",
    "is_synced",
    "is_helper",
    "seq",
    "company",
    "group_id",
    "place",
];

struct Taken {
    bytes: Vec<u8>,
    page: String,
    rows: BTreeMap<String, Vec<Map<String, Value>>>,
}

async fn take(app: &TestApp, planted: &Planted) -> Taken {
    let answer =
        Browser::of(app, &planted.own).post(&format!("/api/people/{}/export", planted.person), &json!({})).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", String::from_utf8_lossy(&answer.body));
    assert_eq!(answer.header("content-type"), "application/zip");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"stile.zip\"");
    let bytes = answer.body.to_vec();
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let names: Vec<&str> = archive.file_names().collect();
    assert_eq!(names, ["index.html", "data.json"]);
    let mut read = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let (page, data) = (read("index.html"), read("data.json"));
    Taken { page, rows: serde_json::from_str(&data).unwrap(), bytes }
}

#[tokio::test]
async fn every_row_of_every_table_is_in_it() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        let app = roomy(located.store).await;
        let planted = plant(&app).await;
        let taken = take(&app, &planted).await;
        let counted = counts(&mut raw, &planted).await;
        assert_eq!(counted.keys().copied().collect::<BTreeSet<_>>(), tables_of_people().collect::<BTreeSet<_>>());
        for (table, count) in counted {
            assert!(count > 0, "nobody has planted anything in {table}");
            let rows = &taken.rows[table];
            assert_eq!(i64::try_from(rows.len()).unwrap(), count, "{table} of {:?}", app.store.engine());
            // Every column but the secret ones.
            let columns: BTreeSet<String> =
                raw.columns(table).await.into_iter().filter(|name| !is_hidden(table, name)).collect();
            for row in rows {
                assert_eq!(row.keys().cloned().collect::<BTreeSet<_>>(), columns, "{table}");
            }
        }
    }
}

fn is_hidden(table: &str, column: &str) -> bool {
    HIDDEN.contains(&column) || (table == "recovery_words" && column == "digest")
}

#[tokio::test]
async fn every_field_that_somebody_can_fill_is_in_it() {
    for located in located_stores().await {
        let mut raw = RawSql::open(&located.url).await;
        let app = roomy(located.store).await;
        let planted = plant(&app).await;
        let taken = take(&app, &planted).await;
        let rows = serde_json::to_string(&taken.rows).unwrap();
        for text in &planted.texts {
            // What was written over is kept no more.
            if text.ends_with(" about me") || text.ends_with(" surgery") {
                continue;
            }
            assert!(rows.contains(text) && taken.page.contains(text), "{text}");
        }
        // A column in which something can be written and nothing was: the planting has to grow with the tables.
        for table in tables_of_people().collect::<BTreeSet<_>>() {
            for column in raw.columns(table).await {
                let is_planted = taken.rows[table].iter().any(|row| {
                    row.get(&column).and_then(Value::as_str).is_some_and(|text| text.contains(&planted.canary))
                });
                // The answers to a measure are codes and numbers; those of a referral are words.
                let is_coded = (table, column.as_str()) == ("check_in", "answers");
                let is_plain = PLAIN.contains(&column.as_str())
                    || column.ends_with("_at")
                    || is_coded
                    || is_hidden(table, &column);
                let is_number = taken.rows[table]
                    .iter()
                    .all(|row| row.get(&column).is_some_and(|value| value.is_number() || value.is_boolean()));
                assert!(is_planted || is_plain || is_number, "nothing is planted in {table}.{column}");
            }
        }
    }
}

#[tokio::test]
async fn it_holds_no_secret_and_nothing_of_anybody_else() {
    for store in stores().await {
        let app = roomy(store).await;
        let (one, two) = (plant(&app).await, plant(&app).await);
        // The first helps the second, who said so to a link worker; how that was is the second's.
        let (_, wen) = worker(&app, "Wen").await;
        let how = format!("{} said so in her kitchen.", two.canary);
        let said = json!({
            "referral": null, "name": "Neighbour", "relation": "neighbour", "terms": may(&["see_plan"]), "how": how,
        });
        let recorded = wen.post(&format!("/api/desk/people/{}/helpers", two.person), &said).await;
        let code = recorded.json::<Value>()["invited"]["code"].as_str().unwrap().to_owned();
        let helping = Browser::of(&app, &one.own).post("/api/helping/take", &json!({ "code": code })).await;
        assert_eq!(helping.status, StatusCode::OK);
        for (mine, other) in [(&one, &two), (&two, &one)] {
            let taken = take(&app, mine).await;
            let rows = serde_json::to_string(&taken.rows).unwrap();
            for text in [&rows, &taken.page] {
                assert!(text.contains(&mine.canary));
                assert!(!text.contains(&other.canary), "{:?}", around(text, &other.canary));
                for secret in ["credential", "document"] {
                    assert!(!text.contains(&format!("{}{secret}", mine.canary)));
                }
            }
        }
        let taken = take(&app, &one).await;
        let helps = taken.rows["helper_grant"].iter().any(|row| row["person"] == json!(two.person));
        assert!(helps, "whom they help is theirs to know");
        let secrets: Vec<String> = taken
            .rows
            .iter()
            .flat_map(|(table, rows)| rows.iter().flat_map(move |row| row.keys().map(move |name| (table, name))))
            .filter(|(table, name)| is_hidden(table, name))
            .map(|(table, name)| format!("{table}.{name}"))
            .collect();
        assert_eq!(secrets, [""; 0]);
        // The code of an open invitation works, and nothing in it leads there.
        assert!(!serde_json::to_string(&taken.rows).unwrap().contains(&one.invitation.code));
    }
}

fn around(text: &str, needle: &str) -> String {
    text.find(needle).map(|at| text[at.saturating_sub(200)..(at + 60).min(text.len())].to_owned()).unwrap_or_default()
}

#[tokio::test]
async fn the_page_is_read_without_anything_else() {
    for store in stores().await {
        let app = roomy(store).await;
        let planted = plant(&app).await;
        let own = Browser::of(&app, &planted.own);
        let hostile = json!({ "about_me": "<script>alert(1)</script>\nsecond line" });
        own.put(&format!("/api/people/{}/details", planted.person), &hostile).await;
        let taken = take(&app, &planted).await;
        assert!(taken.page.starts_with("<!doctype html><html lang=\"en\">"));
        assert!(taken.page.contains("&lt;script&gt;alert(1)&lt;/script&gt;\nsecond line"));
        for outside in ["<script", "src=", "href=", "http:", "https:", "url("] {
            assert!(!taken.page.contains(outside), "{outside}: {}", around(&taken.page, outside));
        }
        for heading in ["<title>A copy of everything about you<", "<h2>You<", "<h2>What you asked for<", "<dt>Name<"] {
            assert!(taken.page.contains(heading), "{heading}");
        }
        assert!(!taken.page.contains(&planted.person.to_string()), "no numbers to read past");
        // Instants are as London's clocks showed them, and who looked stands in names.
        assert!(taken.page.contains("2026-11-23 10:00"));
        for look in ["Wen · opened your request", "Art · agreed that you are helped to sign in again"] {
            assert!(taken.page.contains(look), "{look}");
        }
        others_open_it(&taken.bytes);
    }
}

/// Another program's idea of an archive.
#[expect(clippy::print_stderr, reason = "a test that did not run must be seen")]
fn others_open_it(bytes: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("stile.zip");
    std::fs::write(&file, bytes).unwrap();
    let program =
        "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(z.namelist())";
    match std::process::Command::new("python3").arg("-c").arg(program).arg(&file).output() {
        Ok(output) => {
            let told = String::from_utf8_lossy(&output.stdout).into_owned();
            assert_eq!(told.trim(), "['index.html', 'data.json']", "{}", String::from_utf8_lossy(&output.stderr));
        }
        Err(_) => {
            assert!(std::env::var("CI").as_deref() != Ok("true"), "python3 is needed to look at the archive on CI");
            eprintln!("SKIPPED: there is no python3 to open the archive with");
        }
    }
}

#[tokio::test]
async fn it_asks_again_who_it_is_and_is_for_themselves_alone() {
    for store in stores().await {
        let app = roomy(store).await;
        let planted = plant(&app).await;
        let address = format!("/api/people/{}/export", planted.person);
        let stranger = Browser::of(&app, &account(&app, "stranger@example.org").await);
        assert_eq!(stranger.post(&address, &json!({})).await.problem(404).code, ErrorCode::NotFound);
        let (_, wen) = worker(&app, "Wen").await;
        assert_eq!(wen.post(&address, &json!({})).await.problem(404).code, ErrorCode::NotFound);
        app.clock.advance(TimeDelta::minutes(10));
        let own = Browser::of(&app, &planted.own);
        assert_eq!(own.post(&address, &json!({})).await.problem(403).code, ErrorCode::ConfirmFirst);
        assert!(!own.get(&address).await.status.is_success(), "a link gives nothing away");
    }
}
