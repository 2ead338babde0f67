//! Fresh databases of every engine, and instants.

#![expect(clippy::unwrap_used, reason = "tests")]

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
    let mut stores = vec![located(sqlite_url()).await];
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
fn sqlite_url() -> String {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap().keep();
    format!("sqlite://{}", folder.join("stile.db").display())
}

async fn postgres_url(url: &str) -> String {
    let name = format!("stile_{}", Uuid::now_v7().simple());
    let mut connection = PgConnection::connect(url).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    let mut url = Url::parse(url).unwrap();
    url.set_path(&name);
    url.into()
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
