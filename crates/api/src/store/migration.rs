//! The tables, made and brought up to date when the store is opened.
//!
//! A migration that has been released is never edited: another one follows it.

mod m0001_start;
mod m0002_accounts;
mod m0003_silent_codes;
mod m0004_messages;
mod m0005_notices;
mod m0006_awaited_answers;
mod m0007_plans;
mod m0008_check_ins;
mod m0009_plan_groups;
mod m0010_weeks;
mod m0011_promised_anew;
mod m0012_welcomes;

use sea_orm::{ConnectionTrait as _, DbBackend, DbErr};
use sea_orm_migration::{MigrationTrait, MigratorTrait, SchemaManager, async_trait};

use super::{Result, Store, personal::keep_no_samples, writing::lock_name};

struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_start::Start),
            Box::new(m0002_accounts::Accounts),
            Box::new(m0003_silent_codes::SilentCodes),
            Box::new(m0004_messages::Messages),
            Box::new(m0005_notices::Notices),
            Box::new(m0006_awaited_answers::AwaitedAnswers),
            Box::new(m0007_plans::Plans),
            Box::new(m0008_check_ins::CheckIns),
            Box::new(m0009_plan_groups::PlanGroups),
            Box::new(m0010_weeks::Weeks),
            Box::new(m0011_promised_anew::PromisedAnew),
            Box::new(m0012_welcomes::Welcomes),
        ]
    }
}

/// Makes what is missing, in one transaction. Servers that start together wait for each other.
pub(super) async fn migrate(store: &Store) -> Result<()> {
    if Migrator::get_pending_migrations_read_only(&store.db).await?.is_empty() {
        return Ok(());
    }
    let writing = store.begin_write().await?;
    lock_name(&writing.txn, "migration").await?;
    Migrator::up(&writing.txn, None).await?;
    writing.commit().await
}

/// Runs the statements of a migration. PostgreSQL keeps no samples of what stands in the columns afterwards either.
async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> std::result::Result<(), DbErr> {
    let backend = manager.get_database_backend();
    for statement in statements {
        manager.get_connection().execute_unprepared(&spell(statement, backend)).await?;
    }
    if backend == DbBackend::Postgres {
        keep_no_samples(manager.get_connection()).await?;
    }
    Ok(())
}

/// Puts in the engine's own words. Text compares byte by byte on both, so that both keep the same order.
fn spell(statement: &str, backend: DbBackend) -> String {
    let words: [(&str, &str); 7] = match backend {
        DbBackend::Sqlite => [
            ("{text}", "TEXT"),
            ("{instant}", "INTEGER"),
            ("{int}", "INTEGER"),
            ("{flag}", "INTEGER"),
            ("{false}", "0"),
            ("{rows}", " STRICT"),
            // Kept in the order of its key, without a second index.
            ("{keyed}", " STRICT, WITHOUT ROWID"),
        ],
        _ => [
            ("{text}", "TEXT COLLATE \"C\""),
            ("{instant}", "BIGINT"),
            ("{int}", "INTEGER"),
            ("{flag}", "BOOLEAN"),
            ("{false}", "FALSE"),
            ("{rows}", ""),
            ("{keyed}", ""),
        ],
    };
    words.iter().fold(statement.to_owned(), |sql, (word, meaning)| sql.replace(word, meaning))
}

#[cfg(test)]
mod tests {
    use sea_orm::DbBackend;

    use super::{
        m0001_start, m0002_accounts, m0003_silent_codes, m0004_messages, m0005_notices, m0006_awaited_answers,
        m0007_plans, m0008_check_ins, m0009_plan_groups, m0010_weeks, m0011_promised_anew, m0012_welcomes, spell,
    };

    #[test]
    fn every_word_is_spelled_on_both_engines() {
        for backend in [DbBackend::Sqlite, DbBackend::Postgres] {
            let statements = m0001_start::STATEMENTS.iter().chain(m0002_accounts::STATEMENTS);
            let statements = statements.chain([&m0003_silent_codes::STATEMENT]);
            let statements = statements.chain(m0004_messages::STATEMENTS).chain(m0005_notices::STATEMENTS);
            let statements = statements.chain(m0007_plans::STATEMENTS).chain(m0008_check_ins::STATEMENTS);
            let statements = statements.chain(m0009_plan_groups::STATEMENTS).chain(m0010_weeks::STATEMENTS);
            let statements = statements.chain(m0011_promised_anew::STATEMENTS).chain(m0012_welcomes::STATEMENTS);
            for statement in statements.chain(m0006_awaited_answers::STATEMENTS) {
                let sql = spell(statement, backend);
                assert!(!sql.contains('{') && !sql.contains('}'), "{sql}");
            }
        }
        assert!(spell(m0001_start::STATEMENTS[0], DbBackend::Sqlite).ends_with(") STRICT"));
        assert!(spell(m0001_start::STATEMENTS[0], DbBackend::Postgres).contains("COLLATE \"C\""));
    }
}
