//! Two records that turn out to be one: what each wrote with a team becomes one thread.

use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, sea_query::Expr};
use wire::{PersonId, TeamId};

use super::{
    Result, codes,
    messages::ThreadKey,
    tables::{
        agreed_date,
        message::{Column, Entity, Model},
        message_reader, notice,
    },
};

/// What two records wrote becomes one thread with each team, in the order of time. Nobody has seen more of it than they
/// had of either.
pub(super) async fn merge(txn: &DatabaseTransaction, from: PersonId, into: PersonId) -> Result<()> {
    let rows = Entity::find().filter(Column::Person.eq(from.to_string())).all(txn).await?;
    let mut teams: Vec<TeamId> = rows.iter().map(|row| codes::id(&row.team)).collect::<Result<_>>()?;
    teams.sort_unstable();
    teams.dedup();
    for team in teams {
        merge_thread(txn, ThreadKey { person: from, team }, ThreadKey { person: into, team }).await?;
    }
    notice::Entity::update_many()
        .col_expr(notice::Column::Person, Expr::value(into.to_string()))
        .filter(notice::Column::Person.eq(from.to_string()))
        .exec(txn)
        .await?;
    agreed_date::Entity::update_many()
        .col_expr(agreed_date::Column::Person, Expr::value(into.to_string()))
        .filter(agreed_date::Column::Person.eq(from.to_string()))
        .exec(txn)
        .await?;
    Ok(())
}

async fn merge_thread(txn: &DatabaseTransaction, from: ThreadKey, into: ThreadKey) -> Result<()> {
    use message_reader::{Column as Reader, Entity as Readers};

    from.lock(txn).await?;
    into.lock(txn).await?;
    let of = |key: ThreadKey| {
        Readers::find().filter(Reader::Person.eq(key.person.to_string())).filter(Reader::Team.eq(key.team.to_string()))
    };
    let mut rows = Entity::find().filter(from.condition()).all(txn).await?;
    rows.extend(Entity::find().filter(into.condition()).all(txn).await?);
    rows.sort_by(|a, b| (a.at, a.seq, &a.id).cmp(&(b.at, b.seq, &b.id)));
    let mut readers = of(from).all(txn).await?;
    readers.extend(of(into).all(txn).await?);
    // Places that nobody has seen yet: whoever has either thread open asks for what comes after, and gets all of it.
    let base = rows.iter().map(|row| row.seq).max().unwrap_or(0);
    for (place, row) in (base + 1..).zip(&rows) {
        place_message(txn, &row.id, into, place, read_to(&rows, row, base)).await?;
    }
    for key in [from, into] {
        Readers::delete_many()
            .filter(Reader::Person.eq(key.person.to_string()))
            .filter(Reader::Team.eq(key.team.to_string()))
            .exec(txn)
            .await?;
    }
    let mut known: Vec<String> = readers.iter().map(|reader| reader.reader.clone()).collect();
    known.sort_unstable();
    known.dedup();
    for id in known {
        let had: Vec<_> = readers.iter().filter(|reader| reader.reader == id).collect();
        let has_seen = |row: &Model| {
            had.iter().any(|reader| reader.person == row.person && row.seq <= reader.seq)
                || row.account.as_deref() == Some(&id)
                || row.staff.as_deref() == Some(&id)
        };
        let seen = rows.iter().take_while(|row| has_seen(row)).count();
        if let Some(last) = had.iter().max_by_key(|reader| reader.at) {
            let row = message_reader::Model {
                person: into.person.to_string(),
                seq: if seen == 0 { 0 } else { base + i64::try_from(seen).unwrap_or(0) },
                ..(*last).clone()
            };
            Readers::insert(row.into_active_model()).exec_without_returning(txn).await?;
        }
    }
    Ok(())
}

/// How far whoever wrote it had read, in the new places: of the other thread they had read what is older than that.
fn read_to(rows: &[Model], written: &Model, base: i64) -> i64 {
    let has_read = |row: &Model| row.person == written.person && row.seq <= written.read_to;
    let last = rows.iter().rposition(has_read).and_then(|at| i64::try_from(at).ok());
    last.map_or(0, |at| base + 1 + at)
}

async fn place_message(txn: &DatabaseTransaction, id: &str, thread: ThreadKey, seq: i64, read_to: i64) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::ReadTo, Expr::value(read_to))
        .col_expr(Column::Person, Expr::value(thread.person.to_string()))
        .col_expr(Column::Seq, Expr::value(seq))
        .filter(Column::Id.eq(id))
        .exec(txn)
        .await?;
    Ok(())
}
