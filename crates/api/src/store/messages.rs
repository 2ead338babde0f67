//! The thread of a person with a team: its messages in the server's order, how far each side has read, and dates that
//! were agreed. A message is written once and never changed; what follows from it is written beside it.
//!
//! Bodies are kept as JSON that the rest of the server makes and reads.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};
use uuid::Uuid;
use wire::{AccountId, MessageId, NoticeKind, PersonId, Scope, Side, StaffId, TeamId};

use super::{
    Result, Store,
    changes::{About, Whom, tell},
    codes,
    jobs::{JobKind, enqueue_at},
    notices::{Told, notify, open_of_kind},
    people,
    tables::{
        agreed_date,
        message::{Column, Entity, Model},
        message_reader,
    },
    writing::lock_name,
};

/// A thread: whose, and with which team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ThreadKey {
    pub person: PersonId,
    pub team: TeamId,
}

/// Who writes or reads, by their sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hand {
    /// The person or a helper.
    Account(AccountId),
    Staff(StaffId),
}

/// A message to be kept.
#[derive(Clone)]
pub struct NewMessage {
    pub id: MessageId,
    pub thread: ThreadKey,
    pub side: Side,
    pub by: Hand,
    /// The colleague who is away and for whom it is written.
    pub covers_for: Option<StaffId>,
    pub body: String,
    /// The code of what the words sound like; empty for nothing.
    pub danger: String,
    /// The last message that was on the writer's screen.
    pub read_to: i64,
    /// The digest of the message as sent: the same id with another is another message, and refused.
    pub payload_digest: [u8; 32],
    /// The body of the automatic answer, while nobody reads. It is given once for each closed time.
    pub closed: Option<String>,
    /// When it has waited for too long, should nobody of the team have seen it by then.
    pub escalates_at: Option<DateTime<Utc>>,
}

/// A message as kept.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredMessage {
    pub id: MessageId,
    pub thread: ThreadKey,
    pub seq: i64,
    pub at: DateTime<Utc>,
    pub side: Side,
    /// Absent for the automatic answer, and where a helper is gone.
    pub by: Option<Hand>,
    pub covers_for: Option<StaffId>,
    pub body: String,
    pub danger: String,
    pub agreed: Option<AgreedDate>,
}

/// A date that was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AgreedDate {
    pub option: u8,
    pub starts_at: DateTime<Utc>,
    pub taken_at: DateTime<Utc>,
    pub by: Option<Hand>,
}

/// What became of a message that was sent.
pub enum MessageKept {
    New(StoredMessage),
    /// It had been kept before.
    Same(StoredMessage),
    /// Its id was used before for another.
    Different,
    /// The person's record is another by now. Nothing was kept.
    Gone,
}

/// What became of a date that was to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateKept {
    Taken,
    /// The same had been taken.
    Same,
    /// Another had been taken.
    Another,
}

/// How far somebody has read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredReader {
    pub side: Side,
    /// The id of their account, or of them as staff.
    pub reader: Uuid,
    pub seq: i64,
    pub at: DateTime<Utc>,
}

/// Which part of a thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Newest,
    Before(i64),
    After(i64),
}

impl Hand {
    fn of(account: Option<&str>, staff: Option<&str>) -> Result<Option<Self>> {
        Ok(match (account, staff) {
            (Some(id), _) => Some(Self::Account(codes::id(id)?)),
            (None, Some(id)) => Some(Self::Staff(codes::id(id)?)),
            (None, None) => None,
        })
    }

    pub(super) const fn account(self) -> Option<AccountId> {
        if let Self::Account(id) = self { Some(id) } else { None }
    }

    pub(super) const fn staff(self) -> Option<StaffId> {
        if let Self::Staff(id) = self { Some(id) } else { None }
    }

    /// The id under which their reading is kept.
    pub const fn id(self) -> Uuid {
        match self {
            Self::Account(id) => id.0,
            Self::Staff(id) => id.0,
        }
    }
}

impl ThreadKey {
    pub(super) async fn lock(self, txn: &DatabaseTransaction) -> Result<()> {
        lock_name(txn, &format!("thread {} {}", self.person, self.team)).await
    }

    pub(super) fn condition(self) -> Condition {
        Condition::all().add(Column::Person.eq(self.person.to_string())).add(Column::Team.eq(self.team.to_string()))
    }
}

impl Store {
    /// A message that was sent before, by its id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_sent_message(&self, id: MessageId, payload_digest: &[u8; 32]) -> Result<Option<MessageKept>> {
        let Some(row) = Entity::find_by_id(id.to_string()).one(&self.db).await? else { return Ok(None) };
        Ok(Some(again(row, payload_digest, &self.agreed_of(&[id]).await?)?))
    }

    /// Keeps a message once, however often it is sent, and gives it its place.
    ///
    /// # Errors
    /// When the database fails; then nothing is kept.
    pub async fn send_message(&self, new: &NewMessage, now: DateTime<Utc>) -> Result<MessageKept> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        new.thread.lock(txn).await?;
        if let Some(row) = Entity::find_by_id(new.id.to_string()).one(txn).await? {
            return again(row, &new.payload_digest, &[]);
        }
        if !people::hold(txn, new.thread.person).await? {
            return Ok(MessageKept::Gone);
        }
        let seq = last_seq(txn, new.thread).await? + 1;
        let row = Model {
            id: new.id.to_string(),
            person: new.thread.person.to_string(),
            team: new.thread.team.to_string(),
            seq,
            at: now.timestamp_millis(),
            side: codes::code(&new.side)?,
            account: new.by.account().map(|id| id.to_string()),
            staff: new.by.staff().map(|id| id.to_string()),
            covers_for: new.covers_for.map(|id| id.to_string()),
            body: new.body.clone(),
            danger: new.danger.clone(),
            payload_digest: codes::hex(&new.payload_digest),
            read_to: new.read_to.min(seq - 1),
        };
        Entity::insert(row.clone().into_active_model()).exec_without_returning(txn).await?;
        // Whoever writes has read what was on their screen then, and nothing that came while it waited.
        note_reading(txn, new.thread, new.side, new.by.id(), row.read_to, now).await?;
        if let Some(body) = &new.closed {
            answer_closed(txn, new.thread, seq + 1, body, now).await?;
        }
        if let Some(at) = new.escalates_at {
            enqueue_at(txn, JobKind::Escalate, &new.id.to_string(), at).await?;
        }
        tell_both(txn, new.thread, now).await?;
        let told = Told {
            person: new.thread.person,
            // What a helper writes is the person's to know, and no news to the other helpers.
            helpers: (new.side == Side::Staff).then_some(Scope::SeeMessages),
            except: new.by.account(),
        };
        if new.side != Side::Person {
            notify(txn, &told, NoticeKind::Message, domain::london::today(now), now).await?;
        }
        writing.commit().await?;
        Ok(MessageKept::New(read(row, None)?))
    }

    /// Messages of a thread, oldest first, and whether there are more beyond them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn messages_of(
        &self,
        thread: ThreadKey,
        part: Part,
        by: Option<Hand>,
        most: u64,
    ) -> Result<(Vec<StoredMessage>, bool)> {
        let mut rows = Entity::find().filter(thread.condition());
        if let Some(by) = by {
            // For a helper who may write and not read: their own, and that nobody reads now.
            let own = Column::Account.eq(by.account().map(|id| id.to_string()));
            let automatic = Column::Side.eq(codes::code(&Side::Automatic)?);
            rows = rows.filter(Condition::any().add(own).add(automatic));
        }
        rows = match part {
            Part::Newest => rows.order_by_desc(Column::Seq),
            Part::Before(seq) => rows.filter(Column::Seq.lt(seq)).order_by_desc(Column::Seq),
            Part::After(seq) => rows.filter(Column::Seq.gt(seq)).order_by_asc(Column::Seq),
        };
        let mut rows = rows.limit(most + 1).all(&self.db).await?;
        let has_more = u64::try_from(rows.len()).unwrap_or(u64::MAX) > most;
        rows.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        if !matches!(part, Part::After(_)) {
            rows.reverse();
        }
        let ids = rows.iter().map(|row| codes::id(&row.id)).collect::<Result<Vec<MessageId>>>()?;
        let agreed = self.agreed_of(&ids).await?;
        let messages = rows
            .into_iter()
            .map(|row| {
                let date = agreed.iter().find(|(id, _)| *id == row.id).map(|(_, date)| *date);
                read(row, date)
            })
            .collect::<Result<_>>()?;
        Ok((messages, has_more))
    }

    /// One message of a thread.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_message(&self, thread: ThreadKey, id: MessageId) -> Result<Option<StoredMessage>> {
        let row = Entity::find_by_id(id.to_string()).filter(thread.condition()).one(&self.db).await?;
        let Some(row) = row else { return Ok(None) };
        let date = self.agreed_of(&[id]).await?.into_iter().next().map(|(_, date)| date);
        read(row, date).map(Some)
    }

    /// How far everybody has read in a thread.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn readers_of(&self, thread: ThreadKey) -> Result<Vec<StoredReader>> {
        use message_reader::Column as Reader;
        let rows = message_reader::Entity::find()
            .filter(Reader::Person.eq(thread.person.to_string()))
            .filter(Reader::Team.eq(thread.team.to_string()))
            .order_by_asc(Reader::At)
            .order_by_asc(Reader::Reader)
            .all(&self.db)
            .await?;
        rows.into_iter()
            .map(|row| {
                Ok(StoredReader {
                    side: codes::from_code(&row.side)?,
                    reader: codes::id(&row.reader)?,
                    seq: row.seq,
                    at: codes::instant(row.at)?,
                })
            })
            .collect()
    }

    /// Somebody has seen everything up to a message. It never goes back.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mark_seen(&self, thread: ThreadKey, side: Side, by: Hand, seq: i64, now: DateTime<Utc>) -> Result<()> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        thread.lock(txn).await?;
        let last = last_seq(txn, thread).await?;
        let seq = seq.min(last);
        if !note_reading(txn, thread, side, by.id(), seq, now).await? {
            return Ok(());
        }
        tell_both(txn, thread, now).await?;
        if let Some(account) = by.account().filter(|_| seq >= last) {
            open_of_kind(txn, account, thread.person, NoticeKind::Message, now).await?;
        }
        writing.commit().await
    }

    async fn agreed_of(&self, ids: &[MessageId]) -> Result<Vec<(String, AgreedDate)>> {
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let rows = agreed_date::Entity::find().filter(agreed_date::Column::Message.is_in(ids)).all(&self.db).await?;
        rows.iter().map(|row| Ok((row.message.clone(), agreed(row)?))).collect()
    }
}

async fn last_seq(txn: &DatabaseTransaction, thread: ThreadKey) -> Result<i64> {
    let last = Entity::find().filter(thread.condition()).order_by_desc(Column::Seq).one(txn).await?;
    Ok(last.map_or(0, |row| row.seq))
}

/// Says that nobody reads, unless that was said of the same opening before.
async fn answer_closed(
    txn: &DatabaseTransaction,
    thread: ThreadKey,
    seq: i64,
    body: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let side = codes::code(&Side::Automatic)?;
    let last = Entity::find()
        .filter(thread.condition())
        .filter(Column::Side.eq(&side))
        .order_by_desc(Column::Seq)
        .one(txn)
        .await?;
    if last.is_some_and(|row| row.body == body) {
        return Ok(());
    }
    let row = Model {
        id: Uuid::now_v7().to_string(),
        person: thread.person.to_string(),
        team: thread.team.to_string(),
        seq,
        at: now.timestamp_millis(),
        side,
        account: None,
        staff: None,
        covers_for: None,
        body: body.to_owned(),
        danger: String::new(),
        payload_digest: String::new(),
        read_to: 0,
    };
    Entity::insert(row.into_active_model()).exec_without_returning(txn).await?;
    Ok(())
}

/// Whether somebody has got further than was known.
async fn note_reading(
    txn: &DatabaseTransaction,
    thread: ThreadKey,
    side: Side,
    reader: Uuid,
    seq: i64,
    now: DateTime<Utc>,
) -> Result<bool> {
    use message_reader::{Column as Reader, Entity as Readers, Model as Row};

    let key = (thread.person.to_string(), thread.team.to_string(), reader.to_string());
    match Readers::find_by_id(key.clone()).one(txn).await? {
        Some(row) if row.seq >= seq => Ok(false),
        Some(_) => {
            Readers::update_many()
                .col_expr(Reader::Seq, Expr::value(seq))
                .col_expr(Reader::At, Expr::value(now.timestamp_millis()))
                .filter(Reader::Person.eq(key.0))
                .filter(Reader::Team.eq(key.1))
                .filter(Reader::Reader.eq(key.2))
                .exec(txn)
                .await?;
            Ok(true)
        }
        None if seq <= 0 => Ok(false),
        None => {
            let row = Row {
                person: key.0,
                team: key.1,
                side: codes::code(&side)?,
                reader: key.2,
                seq,
                at: now.timestamp_millis(),
            };
            Readers::insert(row.into_active_model()).exec_without_returning(txn).await?;
            Ok(true)
        }
    }
}

pub(super) async fn tell_both(txn: &DatabaseTransaction, thread: ThreadKey, now: DateTime<Utc>) -> Result<()> {
    tell(txn, About::Messages, Whom::Person(thread.person), now).await?;
    tell(txn, About::Messages, Whom::Team(thread.team), now).await
}

fn again(row: Model, payload_digest: &[u8; 32], agreed: &[(String, AgreedDate)]) -> Result<MessageKept> {
    if row.payload_digest != codes::hex(payload_digest) {
        return Ok(MessageKept::Different);
    }
    let date = agreed.iter().find(|(id, _)| *id == row.id).map(|(_, date)| *date);
    Ok(MessageKept::Same(read(row, date)?))
}

pub(super) fn agreed(row: &agreed_date::Model) -> Result<AgreedDate> {
    Ok(AgreedDate {
        option: u8::try_from(row.option).unwrap_or(0),
        starts_at: codes::instant(row.starts_at)?,
        taken_at: codes::instant(row.taken_at)?,
        by: Hand::of(row.account.as_deref(), row.staff.as_deref())?,
    })
}

pub(super) fn read(row: Model, agreed: Option<AgreedDate>) -> Result<StoredMessage> {
    Ok(StoredMessage {
        id: codes::id(&row.id)?,
        thread: ThreadKey { person: codes::id(&row.person)?, team: codes::id(&row.team)? },
        seq: row.seq,
        at: codes::instant(row.at)?,
        side: codes::from_code(&row.side)?,
        by: Hand::of(row.account.as_deref(), row.staff.as_deref())?,
        covers_for: row.covers_for.as_deref().map(codes::id).transpose()?,
        body: row.body,
        danger: row.danger,
        agreed,
    })
}
