//! Fresh databases of every engine, and instants.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use chrono::{DateTime, Utc};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use stile_api::store::Store;
use url::Url;
use uuid::Uuid;

/// Where a PostgreSQL is whose user may create databases.
const POSTGRES: &str = "TEST_POSTGRES_URL";

/// An empty store on every engine: SQLite always, PostgreSQL where `TEST_POSTGRES_URL` tells of one.
///
/// On CI (`CI=true`) a missing PostgreSQL is a failure; elsewhere it is said loudly.
pub async fn stores() -> Vec<Store> {
    located_stores().await.into_iter().map(|located| located.store).collect()
}

/// A store, and by which address others reach the same database.
pub struct Located {
    pub store: Store,
    pub url: String,
}

/// The same as [`stores`], with their addresses.
pub async fn located_stores() -> Vec<Located> {
    let mut stores = vec![located(sqlite_url().await).await];
    match std::env::var(POSTGRES) {
        Ok(url) => stores.push(located(postgres_url(&url).await).await),
        Err(_) => skip_postgres(),
    }
    stores
}

async fn located(url: String) -> Located {
    Located { store: Store::open(&url).await.unwrap(), url }
}

/// In a folder that stays until the build folder is cleaned.
async fn sqlite_url() -> String {
    let template = sqlite_template().await;
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap().keep();
    let file = folder.join("stile.db");
    fs::copy(template, &file).unwrap();
    format!("sqlite://{}", file.display())
}

/// An empty database with every table in it, made once for this build: making the tables takes longer than most tests.
async fn sqlite_template() -> PathBuf {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}.db", template_name()));
    // Tests are processes of their own, and may want it at the same time.
    let lock = File::create(file.with_extension("lock")).unwrap();
    lock.lock().unwrap();
    if !file.exists() {
        let begun = file.with_extension("begun");
        let _ = fs::remove_file(&begun);
        let store = Store::open(&format!("sqlite://{}", begun.display())).await.unwrap();
        store.close().await.unwrap();
        fs::rename(&begun, &file).unwrap();
    }
    file
}

async fn postgres_url(url: &str) -> String {
    let name = format!("stile_{}", Uuid::now_v7().simple());
    let template = template_name();
    let mut connection = PgConnection::connect(url).await.unwrap();
    sqlx::raw_sql("SELECT pg_advisory_lock(1)").execute(&mut connection).await.unwrap();
    let known = sqlx::query("SELECT 1 FROM pg_database WHERE datname = $1").bind(&template);
    if known.fetch_optional(&mut connection).await.unwrap().is_none() {
        let begun = format!("{template}_begun");
        run(&mut connection, format!("DROP DATABASE IF EXISTS {begun}")).await;
        run(&mut connection, format!("CREATE DATABASE {begun}")).await;
        let store = Store::open(&database(url, &begun)).await.unwrap();
        store.close().await.unwrap();
        run(&mut connection, format!("ALTER DATABASE {begun} RENAME TO {template}")).await;
    }
    sqlx::raw_sql("SELECT pg_advisory_unlock(1)").execute(&mut connection).await.unwrap();
    run(&mut connection, format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
    connection.close().await.unwrap();
    database(url, &name)
}

async fn run(connection: &mut PgConnection, sql: String) {
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(connection).await.unwrap();
}

fn database(url: &str, name: &str) -> String {
    let mut url = Url::parse(url).unwrap();
    url.set_path(name);
    url.into()
}

/// Another build may have other tables: its template has another name.
fn template_name() -> String {
    let program = fs::metadata(std::env::current_exe().unwrap()).unwrap();
    let built = program.modified().unwrap().duration_since(UNIX_EPOCH).unwrap();
    format!("stile_template_{}_{}", built.as_nanos(), program.len())
}

#[expect(clippy::print_stderr, reason = "a test that did not run must be seen")]
fn skip_postgres() {
    assert!(
        std::env::var("CI").as_deref() != Ok("true"),
        "{POSTGRES} is not set; on CI every test of the store runs on PostgreSQL too"
    );
    eprintln!("SKIPPED on PostgreSQL: {POSTGRES} is not set");
}

/// The instant written in RFC 3339.
pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}
