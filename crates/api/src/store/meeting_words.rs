//! What people say of a meeting beforehand: that they go, that they are nervous, that they cannot. Theirs alone.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    sea_query::{Expr, OnConflict},
};
use wire::{MeetingWord, PersonId, SayMeetingWord, VisitedMeeting};

use super::{
    Result, Store, codes, people,
    tables::meeting_word::{Column, Entity, Model},
    weeks::{follow_meetings, tell_own},
};

/// What was said of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SaidWord {
    pub meeting: VisitedMeeting,
    pub word: MeetingWord,
    pub said_at: DateTime<Utc>,
}

impl Store {
    /// What a person has said of the meetings that start from `from` on and before `until`, by their time.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn meeting_words_of(
        &self,
        person: PersonId,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<Vec<SaidWord>> {
        let rows = Entity::find()
            .filter(Column::Person.eq(person.to_string()))
            .filter(Column::StartsAt.gte(from.timestamp_millis()))
            .filter(Column::StartsAt.lt(until.timestamp_millis()))
            .order_by_asc(Column::StartsAt)
            .order_by_asc(Column::GroupId)
            .order_by_asc(Column::Place)
            .all(&self.db)
            .await?;
        rows.iter().map(read).collect()
    }

    /// Keeps what a person says of a meeting, or takes it back; said again it is the same. False where their record is
    /// another by now.
    ///
    /// # Errors
    /// When the database fails; then nothing is changed.
    pub async fn say_meeting_word(&self, person: PersonId, said: &SayMeetingWord, now: DateTime<Utc>) -> Result<bool> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        if !people::hold(txn, person).await? {
            return Ok(false);
        }
        let is_changed = match said.word {
            Some(word) => put(txn, person, &said.meeting, word, now).await?,
            None => {
                let taken = Entity::delete_many().filter(named(person, &said.meeting)).exec(txn).await?;
                taken.rows_affected > 0
            }
        };
        if is_changed {
            follow_meetings(txn, person, now).await?;
            tell_own(txn, person, now).await?;
            writing.commit().await?;
        }
        Ok(true)
    }
}

/// Keeps a word. Whether it is another than before: since when it was said counts.
async fn put(
    txn: &DatabaseTransaction,
    person: PersonId,
    meeting: &VisitedMeeting,
    word: MeetingWord,
    now: DateTime<Utc>,
) -> Result<bool> {
    let kind = codes::code(&word)?;
    let before = Entity::find().filter(named(person, meeting)).one(txn).await?;
    if before.is_some_and(|row| row.kind == kind) {
        return Ok(false);
    }
    let row = Model {
        person: person.to_string(),
        starts_at: meeting.starts_at.timestamp_millis(),
        group_id: meeting.group.to_string(),
        place: place(meeting),
        kind,
        said_at: now.timestamp_millis(),
    };
    Entity::insert(row.into_active_model())
        .on_conflict(
            OnConflict::columns([Column::Person, Column::StartsAt, Column::GroupId, Column::Place])
                .update_columns([Column::Kind, Column::SaidAt])
                .to_owned(),
        )
        .exec_without_returning(txn)
        .await?;
    Ok(true)
}

/// Two records become one. Where something was said of the same meeting in both, what was said in the one that stays holds.
pub(super) async fn merge(txn: &DatabaseTransaction, from: PersonId, into: PersonId) -> Result<()> {
    for row in Entity::find().filter(Column::Person.eq(from.to_string())).all(txn).await? {
        let meeting = read(&row)?.meeting;
        if Entity::find().filter(named(into, &meeting)).one(txn).await?.is_none() {
            Entity::update_many()
                .col_expr(Column::Person, Expr::value(into.to_string()))
                .filter(named(from, &meeting))
                .exec(txn)
                .await?;
        }
    }
    Entity::delete_many().filter(Column::Person.eq(from.to_string())).exec(txn).await?;
    Ok(())
}

fn named(person: PersonId, meeting: &VisitedMeeting) -> Condition {
    Condition::all()
        .add(Column::Person.eq(person.to_string()))
        .add(Column::StartsAt.eq(meeting.starts_at.timestamp_millis()))
        .add(Column::GroupId.eq(meeting.group.to_string()))
        .add(Column::Place.eq(place(meeting)))
}

fn place(meeting: &VisitedMeeting) -> String {
    meeting.place.map(|place| place.to_string()).unwrap_or_default()
}

fn read(row: &Model) -> Result<SaidWord> {
    Ok(SaidWord {
        meeting: VisitedMeeting {
            group: codes::id(&row.group_id)?,
            place: if row.place.is_empty() { None } else { Some(codes::id(&row.place)?) },
            starts_at: codes::instant(row.starts_at)?,
        },
        word: codes::from_code(&row.kind)?,
        said_at: codes::instant(row.said_at)?,
    })
}
