//! Which rows of which table are somebody's: the one map that export and erasure both go by. A table that is not in it
//! fails a test.

use anyhow::anyhow;
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, FromQueryResult, JsonValue, Statement, Value as SqlValue,
};
use wire::PersonId;

use super::{
    Engine, Error, Result, Store,
    changes::{About, Whom, tell},
    codes,
    one_time_codes::address_key,
};

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
    /// A column with the digest of one of them.
    AddressKey(&'static str),
}

/// What becomes of somebody's rows when they are erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Erasure {
    Goes,
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

/// In the order in which they can be taken out: what points comes before what it points to.
const MINE: [Mine; 23] = [
    hiding("referral_viewer", By::Referral("referral"), &["viewer"]),
    hiding("referral_likeness", By::Referral("referral"), &["likeness"]),
    hiding("referral_contact", By::Referral("referral"), &["address_key"]),
    hiding("referral_event", By::Referral("referral"), &["payload_digest"]),
    mine("helper_grant", By::Person("person")),
    mine("helper_grant", By::Account("account")),
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
pub const NOBODYS: [&str; 20] = [
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
    // Sent without a name or a sign-in.
    "report",
    // Numbers of an hour, of everybody together.
    "guess_hour",
    // Names what it is about by an id, and is gone when it is done.
    "job",
    // Hints of two minutes, by ids.
    "change",
    "seaql_migrations",
    "sqlite_sequence",
];

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
    /// Everything that is kept of a person, as it is kept, table by table.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn kept_of(&self, person: PersonId) -> Result<Kept> {
        let txn = self.begin_read().await?;
        let keys = keys(&txn, person).await?;
        let mut kept = Kept::default();
        for mine in &MINE {
            let Some((condition, values)) = condition(&mine.by, &keys, txn.get_database_backend()) else { continue };
            let sql = format!("SELECT * FROM \"{}\" WHERE {condition}", mine.table);
            let statement = Statement::from_sql_and_values(txn.get_database_backend(), sql, values);
            let mut rows = JsonValue::find_by_statement(statement).all(&txn).await?;
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
        // A row that is somebody's twice, such as a code, is told once.
        for (_, rows) in &mut kept.tables {
            let mut seen = std::collections::BTreeSet::new();
            rows.retain(|row| seen.insert(row.to_string()));
        }
        Ok(kept)
    }

    /// Erases a person: every row that is theirs and not the audit's. What was erased cannot be read from the
    /// database's files either: see [`Store::scrub`], which is called before this answers.
    ///
    /// # Errors
    /// When the database fails. Then either nothing is erased, or everything and only the scrubbing is left to do.
    pub async fn erase_person(&self, person: PersonId, now: DateTime<Utc>) -> Result<()> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
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
        for mine in MINE.iter().filter(|mine| mine.erasure == Erasure::Goes) {
            if let Some((condition, values)) = condition(&mine.by, &keys, backend) {
                run(txn, format!("DELETE FROM \"{}\" WHERE {condition}", mine.table), values).await?;
            }
        }
        for team in teams {
            tell(txn, About::Desk, Whom::Team(codes::id(&team)?), now).await?;
        }
        tell(txn, About::Access, Whom::Person(person), now).await?;
        writing.commit().await?;
        self.scrub().await
    }

    /// Takes what was deleted out of the database's files. On SQLite deleted rows are overwritten as they go
    /// (`secure_delete`) and the log is folded in and cut; on PostgreSQL the tables are written anew. PostgreSQL's own
    /// log and every backup keep what they hold until they run out; that is the operator's to limit.
    ///
    /// # Errors
    /// When the database fails, or others read for so long that SQLite's log cannot be cut.
    pub async fn scrub(&self) -> Result<()> {
        match self.engine {
            Engine::Sqlite => self.cut_log().await,
            Engine::Postgres => {
                let mut tables: Vec<&str> = tables_of_people().filter(|table| *table != "audit").collect();
                tables.sort_unstable();
                tables.dedup();
                for table in tables {
                    self.db.execute_unprepared(&format!("VACUUM (FULL) \"{table}\"")).await?;
                }
                Ok(())
            }
        }
    }

    async fn cut_log(&self) -> Result<()> {
        /// Readers are short; so many tries at so many milliseconds are five seconds.
        const TRIES: u32 = 50;
        for _ in 0..TRIES {
            let _turn = self.turn.lock().await;
            let asked = Statement::from_string(DbBackend::Sqlite, "PRAGMA wal_checkpoint(TRUNCATE)");
            let row = self.db.query_one_raw(asked).await?;
            let is_busy = row.map_or(Ok(1), |row| row.try_get_by_index::<i32>(0))?;
            if is_busy == 0 {
                return Ok(());
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        Err(Error::Unavailable(anyhow!("the log could not be cut: others are reading")))
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
        By::AddressKey(column) => (column, keys.addresses.iter().map(|value| address_key(value)).collect()),
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
