//! Which rows of which table are somebody's: the one map that export and erasure both go by. A table that is not in it
//! fails a test.

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::anyhow;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, FromQueryResult, JsonValue, Statement, Value as SqlValue,
};
use sqlx::{AssertSqlSafe, Executor as _};
use wire::{AccountId, PersonId};

use super::{
    Engine, Error, Result, Store,
    changes::{About, Whom, tell},
    codes, connect, goals,
    jobs::{JobKind, enqueue_at, forget_jobs},
    one_time_codes::address_key,
    weeks,
};

/// How long whoever erases themselves waits for the database's files to be scrubbed.
const SCRUB_PATIENCE: Duration = Duration::from_secs(8);
/// When it is done again, should the server that erased not have come to an end with it.
const SCRUB_BY_ITSELF: TimeDelta = TimeDelta::seconds(60);

/// By what a row is somebody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    /// A column with the person's id.
    Person(&'static str),
    /// A column with the account's id.
    Account(&'static str),
    /// A column with the id of one of the person's referrals.
    Referral(&'static str),
    /// A column with one of the account's proved addresses.
    Address(&'static str),
    /// A column with the digest of one of them, or of the key under which the account's guesses are counted.
    AddressKey(&'static str),
}

/// What becomes of somebody's rows when they are erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Erasure {
    Goes,
    /// Stays with somebody else's record, without their name: this column with their id is emptied.
    Unnamed(&'static str),
    /// Stays, because it holds numbers alone and proves who looked.
    Stays,
}

/// One way in which rows of a table are somebody's.
struct Mine {
    table: &'static str,
    by: By,
    /// Columns that are secrets of the machinery and left out of the export.
    hidden: &'static [&'static str],
    erasure: Erasure,
}

const fn mine(table: &'static str, by: By) -> Mine {
    Mine { table, by, hidden: &[], erasure: Erasure::Goes }
}

const fn hiding(table: &'static str, by: By, hidden: &'static [&'static str]) -> Mine {
    Mine { table, by, hidden, erasure: Erasure::Goes }
}

const fn unnamed(table: &'static str, account: &'static str, hidden: &'static [&'static str]) -> Mine {
    Mine { table, by: By::Account(account), hidden, erasure: Erasure::Unnamed(account) }
}

/// In the order in which they can be taken out: what points comes before what it points to.
const MINE: [Mine; 45] = [
    // A notice is of whom it is about, and of whoever was told.
    mine("notice", By::Person("person")),
    mine("notice", By::Account("account")),
    mine("notice_round", By::Account("account")),
    mine("notice_choice", By::Account("account")),
    hiding("push_device", By::Account("account"), &["endpoint", "p256dh", "auth"]),
    mine("delivery", By::Account("account")),
    mine("awaited_report", By::Account("account")),
    mine("host_letter", By::Person("person")),
    hiding("plan_act", By::Person("person"), &["payload_digest"]),
    // Whoever wrote in it stands there by an id, which names nobody once they are erased.
    hiding("goal", By::Person("person"), &["payload_digest"]),
    hiding("plan_group", By::Person("person"), &["payload_digest"]),
    hiding("visit", By::Person("person"), &["payload_digest"]),
    mine("meeting_word", By::Person("person")),
    mine("routine", By::Person("person")),
    hiding("calendar_feed", By::Person("person"), &["token"]),
    hiding("check_in", By::Person("person"), &["payload_digest"]),
    mine("agreed_date", By::Person("person")),
    unnamed("agreed_date", "account", &[]),
    mine("message_reader", By::Person("person")),
    mine("message_reader", By::Account("reader")),
    hiding("message", By::Person("person"), &["payload_digest", "danger"]),
    // What a helper wrote is part of the other person's conversation.
    unnamed("message", "account", &["payload_digest", "danger"]),
    hiding("referral_viewer", By::Referral("referral"), &["viewer"]),
    hiding("referral_likeness", By::Referral("referral"), &["likeness"]),
    hiding("referral_contact", By::Referral("referral"), &["address_key"]),
    hiding("referral_event", By::Referral("referral"), &["payload_digest"]),
    mine("helper_grant", By::Person("person")),
    // How the other person said so, and to whom, is theirs and not the helper's.
    hiding("helper_grant", By::Account("account"), &["how", "recorded_by", "is_alone"]),
    hiding("helper_invitation", By::Person("person"), &["code_mac"]),
    mine("recovery", By::Person("person")),
    hiding("complaint", By::Person("person"), &["payload_digest"]),
    mine("safe_contact", By::Person("person")),
    hiding("referral", By::Person("person"), &["payload_digest"]),
    hiding("passkey", By::Account("account"), &["credential", "document"]),
    hiding("sign_in", By::Account("account"), &["token"]),
    hiding("ceremony", By::Account("account"), &["state", "browser"]),
    hiding("recovery_words", By::Account("account"), &["digest"]),
    hiding("code", By::Account("adds_to"), &["browser", "address_key"]),
    hiding("code", By::Address("value"), &["browser", "address_key"]),
    hiding("guess", By::AddressKey("address_key"), &["address_key"]),
    mine("contact", By::Account("account")),
    hiding("person", By::Person("merged_into"), &["likeness"]),
    hiding("person", By::Person("id"), &["likeness"]),
    mine("account", By::Account("id")),
    Mine { table: "audit", by: By::Person("person"), hidden: &["hash"], erasure: Erasure::Stays },
];

/// Tables in which nothing is anybody's who is supported or helps.
pub const NOBODYS: [&str; 22] = [
    "feed",
    "group",
    "catalogue_version",
    "postcode",
    "postcode_area",
    "place_name",
    "holiday",
    "surgery",
    "team",
    "team_surgery",
    "team_district",
    "team_closure",
    "staff",
    "staff_invitation",
    // By a team, of a group.
    "welcome",
    // Kept without a name. Whose an open one is stands in `awaited_report`, until they are told or erased.
    "report",
    // Numbers of an hour, of everybody together.
    "guess_hour",
    // Names what it is about by an id, and is gone when it is done.
    "job",
    // Hints of an hour, by ids.
    "change",
    "change_count",
    "seaql_migrations",
    "sqlite_sequence",
];

/// What the key begins with under which an account's guesses at invitations are counted.
const GUESSES: &str = "helper ";

/// Every table of which rows can be somebody's.
pub fn tables_of_people() -> impl Iterator<Item = &'static str> {
    MINE.iter().map(|mine| mine.table)
}

/// Everything that is kept of somebody: for each table its rows, as JSON objects.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Kept {
    pub tables: Vec<(&'static str, Vec<JsonValue>)>,
}

/// The ids by which rows are found.
struct Keys {
    people: Vec<String>,
    account: Vec<String>,
    referrals: Vec<String>,
    addresses: Vec<String>,
}

impl Store {
    /// The key under which an account's guesses at invitations are counted.
    pub fn guesses_of(account: AccountId) -> String {
        format!("{GUESSES}{account}")
    }

    /// Everything that is kept of a person, as it is kept, table by table.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn kept_of(&self, person: PersonId) -> Result<Kept> {
        let txn = self.begin_read().await?;
        let keys = keys(&txn, person).await?;
        let mut kept = Kept::default();
        let mut seen: BTreeSet<(&str, String)> = BTreeSet::new();
        for mine in &MINE {
            let Some((condition, values)) = condition(&mine.by, &keys, txn.get_database_backend()) else { continue };
            let sql = format!("SELECT * FROM \"{}\" WHERE {condition}", mine.table);
            let statement = Statement::from_sql_and_values(txn.get_database_backend(), sql, values);
            let mut rows = JsonValue::find_by_statement(statement).all(&txn).await?;
            // A row that is somebody's twice, such as a code, is told once. They are compared before anything is hidden:
            // rows that differ in a secret alone are two.
            rows.retain(|row| seen.insert((mine.table, row.to_string())));
            for row in &mut rows {
                if let Some(columns) = row.as_object_mut() {
                    columns.retain(|name, _| !mine.hidden.contains(&name.as_str()));
                }
            }
            match kept.tables.iter_mut().find(|(table, _)| *table == mine.table) {
                Some((_, held)) => held.extend(rows),
                None => kept.tables.push((mine.table, rows)),
            }
        }
        Ok(kept)
    }

    /// Erases a person: every row that is theirs and not the audit's. What was erased cannot be read from the
    /// database's files either, see [`Store::scrub`]: this waits for it for a few seconds. Where that takes longer, or others
    /// read for so long that it cannot be done yet, it is done soon, whatever happens to this server.
    ///
    /// # Errors
    /// When the database fails. Then nothing is erased.
    pub async fn erase_person(&self, person: PersonId, now: DateTime<Utc>) -> Result<()> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        // What is being written for them comes first, and goes with the rest.
        super::people::take(txn, person).await?;
        let keys = keys(txn, person).await?;
        let backend = txn.get_database_backend();
        let teams = teams_of(txn, &keys).await?;
        // Others may point to a referral that goes.
        if let Some((condition, values)) = condition(&By::Referral("duplicate_of"), &keys, backend) {
            run(txn, format!("UPDATE referral SET duplicate_of = NULL WHERE {condition}"), values).await?;
        }
        if let Some((condition, values)) = condition(&By::Referral("merged_into"), &keys, backend) {
            run(txn, format!("UPDATE referral SET merged_into = NULL WHERE {condition}"), values).await?;
        }
        if let Some((condition, values)) = condition(&By::Referral("referral"), &keys, backend) {
            run(txn, format!("UPDATE helper_grant SET referral = NULL WHERE {condition}"), values).await?;
        }
        for account in &keys.account {
            goals::forget_author(txn, account).await?;
        }
        for mine in &MINE {
            let Some((condition, values)) = condition(&mine.by, &keys, backend) else { continue };
            let table = mine.table;
            match mine.erasure {
                Erasure::Goes => run(txn, format!("DELETE FROM \"{table}\" WHERE {condition}"), values).await?,
                Erasure::Unnamed(column) => {
                    run(txn, format!("UPDATE \"{table}\" SET {column} = NULL WHERE {condition}"), values).await?;
                }
                Erasure::Stays => {}
            }
        }
        forget_jobs(txn, JobKind::CheckIn, &person.to_string()).await?;
        weeks::forget(txn, person).await?;
        for team in teams {
            tell(txn, About::Desk, Whom::Team(codes::id(&team)?), now).await?;
        }
        tell(txn, About::Access, Whom::Person(person), now).await?;
        enqueue_at(txn, JobKind::Scrub, "files", now + SCRUB_BY_ITSELF).await?;
        writing.commit().await?;
        let store = self.clone();
        // It goes on when nobody waits for it any more.
        match tokio::time::timeout(SCRUB_PATIENCE, tokio::spawn(async move { store.scrub().await })).await {
            Ok(Ok(Ok(()))) => {}
            Ok(Ok(Err(error))) => {
                tracing::warn!(cause = format!("{:#}", anyhow::Error::from(error)), "the files are scrubbed later");
            }
            Ok(Err(_)) | Err(_) => tracing::warn!("the files take long to be scrubbed"),
        }
        Ok(())
    }

    /// Takes what was deleted out of the database's files. On SQLite deleted rows are overwritten as they go
    /// (`secure_delete`) and the log is folded in and cut; on PostgreSQL the tables are written anew. PostgreSQL's own
    /// log and every backup keep what they hold until they run out; that is the operator's to limit.
    ///
    /// One at a time in this process; what was erased until it begins is done by it, and so are the jobs that ask for it.
    ///
    /// # Errors
    /// When the database fails, or others read for so long that what was deleted has to stay for them.
    pub async fn scrub(&self) -> Result<()> {
        let _alone = self.scrubbing.lock().await;
        let owed = self.jobs_of(JobKind::Scrub).await?;
        if owed.is_empty() {
            // Another has done it meanwhile.
            return Ok(());
        }
        match self.engine {
            Engine::Sqlite => {
                self.forget_samples().await?;
                self.cut_log().await?;
            }
            Engine::Postgres => {
                self.wait_for_those_before().await?;
                self.write_anew().await?;
            }
        }
        for job in owed {
            self.finish_job(job).await?;
        }
        Ok(())
    }

    /// Writes every table of people anew, on one connection.
    async fn write_anew(&self) -> Result<()> {
        let mut tables: Vec<&str> = tables_of_people().filter(|table| *table != "audit").collect();
        tables.sort_unstable();
        tables.dedup();
        let mut connection = self.db.get_postgres_connection_pool().acquire().await?;
        // Whoever waits for a whole table makes everybody wait who comes after.
        connection.execute("SET lock_timeout = '3s'").await?;
        let mut done = Ok(());
        for table in tables {
            done = connection.execute(AssertSqlSafe(format!("VACUUM (FULL) \"{table}\""))).await.map(|_| ());
            if done.is_err() {
                break;
            }
        }
        connection.execute("RESET lock_timeout").await?;
        Ok(done?)
    }

    /// Takes out what SQLite's `ANALYZE` has copied from the columns of indexes. The server never runs it; an operator may.
    async fn forget_samples(&self) -> Result<()> {
        let sql = "SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat4'";
        if self.db.query_one_raw(Statement::from_string(DbBackend::Sqlite, sql)).await?.is_some() {
            let writing = self.begin_write().await?;
            writing.txn.execute_unprepared("DELETE FROM sqlite_stat4").await?;
            writing.commit().await?;
        }
        Ok(())
    }

    /// Whoever began before now may still see what was deleted, and then writing a table anew keeps it: those who read in
    /// this database, and those who write in any database of the server. Both are short; this waits six seconds at most. So
    /// does a copy of the server that is behind. Those who read under another role are seen only by a role that may read `pg_stat_activity` of all.
    async fn wait_for_those_before(&self) -> Result<()> {
        const TRIES: u32 = 60;
        let ask = |sql: String| Statement::from_string(DbBackend::Postgres, sql);
        let row = self.db.query_one_raw(ask("SELECT pg_current_xact_id()::text".to_owned())).await?;
        let Some(now) = row.map(|row| row.try_get_by_index::<String>(0)).transpose()? else { return Ok(()) };
        let nobody_before = format!(
            "SELECT pg_snapshot_xmin(pg_current_snapshot()) > '{now}'::xid8 AND NOT EXISTS (\
             SELECT 1 FROM pg_stat_activity WHERE (datname IS NULL OR datname = current_database()) \
             AND pid <> pg_backend_pid() AND age(backend_xmin) > age('{now}'::xid8::xid)) AND NOT EXISTS (\
             SELECT 1 FROM pg_replication_slots WHERE age(xmin) > age('{now}'::xid8::xid))"
        );
        for _ in 0..TRIES {
            let row = self.db.query_one_raw(ask(nobody_before.clone())).await?;
            if row.map_or(Ok(true), |row| row.try_get_by_index::<bool>(0))? {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Err(Error::Unavailable(anyhow!("what was deleted has to stay for those who read")))
    }

    /// Folds SQLite's log into the file and cuts it. Whoever wants to write waits for half a second at most.
    async fn cut_log(&self) -> Result<()> {
        const TRIES: u32 = 12;
        let mut connection = self.db.get_sqlite_connection_pool().acquire().await?;
        connection.execute("PRAGMA busy_timeout = 500").await?;
        let mut done = Err(Error::Unavailable(anyhow!("the log could not be cut: others are reading")));
        for _ in 0..TRIES {
            let turn = self.turn.lock().await;
            let is_busy =
                sqlx::query_scalar::<_, i64>("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut *connection).await;
            drop(turn);
            match is_busy {
                Ok(0) => {
                    done = Ok(());
                    break;
                }
                // Whoever wants to write comes first.
                Ok(_) => tokio::time::sleep(Duration::from_millis(100)).await,
                Err(error) => {
                    done = Err(error.into());
                    break;
                }
            }
        }
        connection.execute(AssertSqlSafe(format!("PRAGMA busy_timeout = {}", connect::PATIENCE.as_millis()))).await?;
        done
    }

    /// Every table there is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn table_names(&self) -> Result<Vec<String>> {
        let sql = match self.engine {
            Engine::Sqlite => "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_stat%'",
            Engine::Postgres => {
                "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema()"
            }
        };
        let backend = self.db.get_database_backend();
        let rows = self.db.query_all_raw(Statement::from_string(backend, sql)).await?;
        rows.iter().map(|row| Ok(row.try_get::<String>("", "name")?)).collect()
    }

    /// Takes out the counters of guesses of days that are over.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_guesses(&self, before: NaiveDate) -> Result<()> {
        use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};

        use super::tables::guess::{Column, Entity};

        let writing = self.begin_write().await?;
        Entity::delete_many().filter(Column::Day.lt(before.to_string())).exec(&writing.txn).await?;
        writing.commit().await
    }
}

/// Lets PostgreSQL keep no samples of what people wrote. It plans by the commonest values of every column, which it keeps
/// in a table of its own: there they would outlive the rows they came from.
pub(super) async fn keep_no_samples(db: &impl ConnectionTrait) -> std::result::Result<(), DbErr> {
    let tables: BTreeSet<String> = tables_of_people().map(|table| format!("'{table}'")).collect();
    let tables = tables.into_iter().collect::<Vec<_>>().join(", ");
    let sql = format!(
        "DO $$ DECLARE which record; BEGIN \
         FOR which IN SELECT table_name, column_name FROM information_schema.columns \
         WHERE table_schema = current_schema() AND data_type = 'text' AND table_name IN ({tables}) LOOP \
         EXECUTE format('ALTER TABLE %I ALTER COLUMN %I SET STATISTICS 0', which.table_name, which.column_name); \
         END LOOP; END $$"
    );
    db.execute_unprepared(&sql).await?;
    Ok(())
}

async fn keys(txn: &DatabaseTransaction, person: PersonId) -> Result<Keys> {
    let id = person.to_string();
    let mut people = column(txn, "SELECT id FROM person WHERE merged_into = $1", &id).await?;
    people.push(id.clone());
    let account: Vec<String> =
        column(txn, "SELECT account FROM person WHERE id = $1 AND account IS NOT NULL", &id).await?;
    let referrals = column(txn, "SELECT id FROM referral WHERE person = $1", &id).await?;
    let mut addresses = Vec::new();
    for account in &account {
        addresses.extend(column(txn, "SELECT value FROM contact WHERE account = $1", account).await?);
    }
    Ok(Keys { people, account, referrals, addresses })
}

async fn column(txn: &DatabaseTransaction, sql: &str, value: &str) -> Result<Vec<String>> {
    let statement = Statement::from_sql_and_values(txn.get_database_backend(), sql, [value.into()]);
    let rows = txn.query_all_raw(statement).await?;
    rows.iter().map(|row| Ok(row.try_get_by_index::<String>(0)?)).collect()
}

async fn teams_of(txn: &DatabaseTransaction, keys: &Keys) -> Result<Vec<String>> {
    let Some((condition, values)) = condition(&By::Referral("id"), keys, txn.get_database_backend()) else {
        return Ok(Vec::new());
    };
    let sql = format!("SELECT DISTINCT team FROM referral WHERE {condition}");
    let rows = txn.query_all_raw(Statement::from_sql_and_values(txn.get_database_backend(), sql, values)).await?;
    rows.iter().map(|row| Ok(row.try_get_by_index::<String>(0)?)).collect()
}

async fn run(txn: &DatabaseTransaction, sql: String, values: Vec<SqlValue>) -> Result<()> {
    txn.execute_raw(Statement::from_sql_and_values(txn.get_database_backend(), sql, values)).await?;
    Ok(())
}

/// The condition under which a row is theirs; nothing when no row can be.
fn condition(by: &By, keys: &Keys, backend: DbBackend) -> Option<(String, Vec<SqlValue>)> {
    let (column, values): (&str, Vec<String>) = match by {
        By::Person(column) => (column, keys.people.clone()),
        By::Account(column) => (column, keys.account.clone()),
        By::Referral(column) => (column, keys.referrals.clone()),
        By::Address(column) => (column, keys.addresses.clone()),
        By::AddressKey(column) => {
            let guesses = keys.account.iter().map(|account| format!("{GUESSES}{account}"));
            (column, keys.addresses.iter().cloned().chain(guesses).map(|key| address_key(&key)).collect())
        }
    };
    if values.is_empty() {
        return None;
    }
    let places: Vec<String> = (1..=values.len())
        .map(|number| if backend == DbBackend::Postgres { format!("${number}") } else { "?".to_owned() })
        .collect();
    let condition = format!("\"{column}\" IN ({})", places.join(", "));
    Some((condition, values.into_iter().map(SqlValue::from).collect()))
}
