//! What was done with the parts of a plan, once each, by the ids under which it was sent.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::{Expr, OnConflict},
};
use uuid::Uuid;
use wire::PersonId;

use super::{
    Result, codes,
    tables::plan_act::{Column, Entity, Model},
};

/// What was done under an id before.
pub(super) enum DoneBefore {
    /// The same for the same person, with this part of their plan.
    Same { about: String },
    /// Something else, or for somebody else: an id is used for ever.
    Different,
}

/// Whether something was done under an id before, for this person and by this digest of what was sent.
pub(super) async fn find_act(
    db: &impl ConnectionTrait,
    id: Uuid,
    person: PersonId,
    digest: &[u8; 32],
) -> Result<Option<DoneBefore>> {
    let Some(act) = Entity::find_by_id(id.to_string()).one(db).await? else { return Ok(None) };
    let is_same = act.person == person.to_string() && act.payload_digest == codes::hex(digest);
    Ok(Some(if is_same { DoneBefore::Same { about: act.about } } else { DoneBefore::Different }))
}

/// With which part of a plan something was done under an id, whoever's plan it is.
pub(super) async fn about(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<String>> {
    Ok(Entity::find_by_id(id.to_string()).one(db).await?.map(|act| act.about))
}

/// Remembers that something was done with a part of a plan, so that it is not done again. An id that is used already is a
/// conflict, and nothing of the transaction is kept.
pub(super) async fn keep_act(
    txn: &DatabaseTransaction,
    id: Uuid,
    person: PersonId,
    about: &str,
    digest: &[u8; 32],
    at: DateTime<Utc>,
) -> Result<()> {
    let act = row(id, person, about, digest, at);
    Entity::insert(act.into_active_model()).exec_without_returning(txn).await?;
    Ok(())
}

/// Remembers it too; where the id is used already, what was done under it stays.
pub(super) async fn note_act(
    txn: &DatabaseTransaction,
    id: Uuid,
    person: PersonId,
    about: &str,
    digest: &[u8; 32],
    at: DateTime<Utc>,
) -> Result<()> {
    let act = row(id, person, about, digest, at);
    Entity::insert(act.into_active_model())
        .on_conflict(OnConflict::column(Column::Id).do_nothing().to_owned())
        .exec_without_returning(txn)
        .await?;
    Ok(())
}

/// What was done with one thing of a plan was done with another: they have become one. The id of the first is known as one
/// under which the second was sent.
pub(super) async fn take_acts(
    txn: &DatabaseTransaction,
    person: PersonId,
    from: &str,
    into: &str,
    digest: &[u8; 32],
    at: DateTime<Utc>,
) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::About, Expr::value(into.to_owned()))
        .filter(Column::About.eq(from))
        .exec(txn)
        .await?;
    note_act(txn, codes::id(from)?, person, into, digest, at).await
}

fn row(id: Uuid, person: PersonId, about: &str, digest: &[u8; 32], at: DateTime<Utc>) -> Model {
    Model {
        id: id.to_string(),
        person: person.to_string(),
        about: about.to_owned(),
        at: at.timestamp_millis(),
        payload_digest: codes::hex(digest),
    }
}
