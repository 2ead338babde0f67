//! All threads of a team: the last message of each, what nobody of the team has seen, and words that are looked for.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, Statement};
use wire::{MessageId, NoticeKind, PersonId, Scope, Side, TeamId};

use super::{
    Result, Store, StoredMessage, ThreadKey,
    changes::{About, Whom, tell},
    codes,
    messages::read,
    notices::{Told, notify},
    tables::{
        agreed_date,
        message::{Column, Entity, Model},
    },
};

/// A thread of a team.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredThread {
    /// The last message that somebody wrote.
    pub last: StoredMessage,
    /// What nobody of the team has seen, oldest first.
    pub unseen: Vec<Unseen>,
}

/// A message of the person's side that nobody of the team has seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unseen {
    pub at: DateTime<Utc>,
    /// The code of what it sounds like; empty for nothing.
    pub danger: String,
}

#[derive(FromQueryResult)]
struct UnseenRow {
    person: String,
    at: i64,
    danger: String,
}

impl Store {
    /// The threads of a team, in the order of the people's ids.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn threads_of(&self, team: TeamId) -> Result<Vec<StoredThread>> {
        let backend = self.db.get_database_backend();
        let automatic = codes::code(&Side::Automatic)?;
        let staff = codes::code(&Side::Staff)?;
        let last = Statement::from_sql_and_values(
            backend,
            "SELECT message.* FROM message JOIN (SELECT person, MAX(seq) AS last FROM message WHERE team = $1 \
             AND side <> $2 GROUP BY person) AS newest ON newest.person = message.person AND newest.last = message.seq \
             WHERE message.team = $1 ORDER BY message.person",
            [team.to_string().into(), automatic.clone().into()],
        );
        let unseen = Statement::from_sql_and_values(
            backend,
            "SELECT message.person, message.at, message.danger FROM message LEFT JOIN (SELECT person, MAX(seq) AS seen \
             FROM message_reader WHERE team = $1 AND side = $2 GROUP BY person) AS reader \
             ON reader.person = message.person WHERE message.team = $1 AND message.side <> $2 AND message.side <> $3 \
             AND message.seq > COALESCE(reader.seen, 0) ORDER BY message.person, message.seq",
            [team.to_string().into(), staff.into(), automatic.into()],
        );
        let mut threads = Model::find_by_statement(last)
            .all(&self.db)
            .await?
            .into_iter()
            .map(|row| Ok(StoredThread { last: read(row, None)?, unseen: Vec::new() }))
            .collect::<Result<Vec<_>>>()?;
        for row in UnseenRow::find_by_statement(unseen).all(&self.db).await? {
            let person: PersonId = codes::id(&row.person)?;
            if let Some(thread) = threads.iter_mut().find(|thread| thread.last.thread.person == person) {
                thread.unseen.push(Unseen { at: codes::instant(row.at)?, danger: row.danger });
            }
        }
        Ok(threads)
    }

    /// A message that has waited for too long: told to the team's desk where it is the oldest that nobody there has seen.
    /// Whether it is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn escalate(&self, id: MessageId, now: DateTime<Utc>) -> Result<Option<TeamId>> {
        let Some(row) = Entity::find_by_id(id.to_string()).one(&self.db).await? else { return Ok(None) };
        let thread = ThreadKey { person: codes::id(&row.person)?, team: codes::id(&row.team)? };
        let staff = codes::code(&Side::Staff)?;
        let seen = self.readers_of(thread).await?;
        let seen = seen.iter().filter(|reader| reader.side == Side::Staff).map(|reader| reader.seq).max().unwrap_or(0);
        let has_older = Entity::find()
            .filter(thread.condition())
            .filter(Column::Seq.gt(seen))
            .filter(Column::Seq.lt(row.seq))
            .filter(Column::Side.ne(staff))
            .filter(Column::Side.ne(codes::code(&Side::Automatic)?))
            .one(&self.db)
            .await?;
        if row.seq <= seen || has_older.is_some() {
            return Ok(None);
        }
        let writing = self.begin_write().await?;
        tell(&writing.txn, About::Messages, Whom::Team(thread.team), now).await?;
        writing.commit().await?;
        Ok(Some(thread.team))
    }

    /// Reminds a person, and helpers who may read the thread, of the date that was agreed for tomorrow.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remind(&self, id: MessageId, now: DateTime<Utc>) -> Result<()> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        let Some(row) = agreed_date::Entity::find_by_id(id.to_string()).one(txn).await? else { return Ok(()) };
        if row.starts_at > now.timestamp_millis() {
            let told = Told { person: codes::id(&row.person)?, helpers: Some(Scope::SeeMessages), except: None };
            notify(txn, &told, NoticeKind::MeetingTomorrow, domain::london::today(now), now).await?;
            writing.commit().await?;
        }
        Ok(())
    }

    /// Every message that a team has with these people, the newest first: to be searched.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn messages_with(&self, team: TeamId, people: &[PersonId]) -> Result<Vec<StoredMessage>> {
        let people: Vec<String> = people.iter().map(ToString::to_string).collect();
        let rows = Entity::find()
            .filter(Column::Team.eq(team.to_string()))
            .filter(Column::Person.is_in(people))
            .order_by_desc(Column::At)
            .order_by_desc(Column::Id)
            .all(&self.db)
            .await?;
        rows.into_iter().map(|row| read(row, None)).collect()
    }
}
