//! All threads of a team: the last message of each, what nobody of the team has answered, and words to be found.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, Statement, Value};
use wire::{MessageId, NoticeKind, PersonId, Scope, Side, TeamId};

use super::{
    AgreedDate, Result, Store, StoredMessage, ThreadKey,
    changes::{About, Whom, tell},
    codes,
    messages::{agreed, read},
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
    /// What nobody of the team has answered, oldest first.
    pub unanswered: Vec<Unanswered>,
}

/// A message of the person's side after which nobody of the team has written. One that nobody of them has seen is none
/// that was answered, whatever they wrote meanwhile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unanswered {
    pub at: DateTime<Utc>,
    /// The code of what it sounds like; empty for nothing.
    pub danger: String,
    /// Somebody of the team has seen it.
    pub is_seen: bool,
}

#[derive(FromQueryResult)]
struct UnansweredRow {
    person: String,
    at: i64,
    danger: String,
    seq: i64,
    seen: i64,
}

/// Leaves the last message of each thread of a team (`$1`) that is not automatic (`$2`).
const NEWEST: &str = "JOIN (SELECT person, MAX(seq) AS last FROM message WHERE team = $1 AND side <> $2 \
    GROUP BY person) AS newest ON newest.person = message.person AND newest.last = message.seq WHERE message.team = $1";

impl Store {
    /// The threads of a team, in the order of the people's ids.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn threads_of(&self, team: TeamId) -> Result<Vec<StoredThread>> {
        let automatic = codes::code(&Side::Automatic)?;
        let ask = |sql: String| {
            let values: [Value; 2] = [team.to_string().into(), automatic.clone().into()];
            Statement::from_sql_and_values(self.db.get_database_backend(), sql, values)
        };
        let last = ask(format!("SELECT message.* FROM message {NEWEST} ORDER BY message.person"));
        let taken = ask(format!(
            "SELECT agreed_date.* FROM agreed_date JOIN message ON message.id = agreed_date.message {NEWEST}"
        ));
        let mut dates: HashMap<String, AgreedDate> = HashMap::new();
        for row in agreed_date::Model::find_by_statement(taken).all(&self.db).await? {
            let date = agreed(&row)?;
            dates.insert(row.message, date);
        }
        let mut unanswered = self.unanswered_of(team).await?;
        let mut threads = Vec::new();
        for row in Model::find_by_statement(last).all(&self.db).await? {
            let date = dates.remove(&row.id);
            let last = read(row, date)?;
            let unanswered = unanswered.remove(&last.thread.person).unwrap_or_default();
            threads.push(StoredThread { last, unanswered });
        }
        Ok(threads)
    }

    /// What nobody of a team has answered, by whose thread it is in, oldest first. An answer is what somebody wrote who
    /// had read it: what crossed it on the way is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unanswered_of(&self, team: TeamId) -> Result<HashMap<PersonId, Vec<Unanswered>>> {
        let staff = codes::code(&Side::Staff)?;
        let automatic = codes::code(&Side::Automatic)?;
        let asked = Statement::from_sql_and_values(
            self.db.get_database_backend(),
            "SELECT message.person, message.at, message.danger, message.seq, COALESCE(reader.seen, 0) AS seen \
             FROM message \
             LEFT JOIN (SELECT person, MAX(seq) AS seen FROM message_reader WHERE team = $1 AND side = $2 \
             GROUP BY person) AS reader ON reader.person = message.person \
             LEFT JOIN (SELECT person, MAX(read_to) AS read FROM message WHERE team = $1 AND side = $2 \
             GROUP BY person) AS answer ON answer.person = message.person \
             WHERE message.team = $1 AND message.side <> $2 AND message.side <> $3 \
             AND message.seq > COALESCE(answer.read, 0) \
             ORDER BY message.person, message.seq",
            [team.to_string().into(), staff.into(), automatic.into()],
        );
        let mut found: HashMap<PersonId, Vec<Unanswered>> = HashMap::new();
        for row in UnansweredRow::find_by_statement(asked).all(&self.db).await? {
            let is_seen = row.seq <= row.seen;
            let message = Unanswered { at: codes::instant(row.at)?, danger: row.danger, is_seen };
            found.entry(codes::id(&row.person)?).or_default().push(message);
        }
        Ok(found)
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
