//! What a week asks the store for beside the plan: talks that were agreed, and telling of meetings. Which meetings there are
//! is the directory's to say, and it is brought along; when somebody is told is `domain::week::telling`'s.

use chrono::{DateTime, Utc};
use domain::london;
use domain::week::telling::{Ahead, Known, look};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};
use wire::{AccountId, NoticeKind, PersonId, TeamId};

use super::{
    Result, Store, StoredMessage, calendar_feeds,
    changes::{About, Whom, tell},
    codes,
    jobs::{JobKind, enqueue_instead, forget_jobs},
    meeting_words,
    messages::{agreed, read},
    notices::{Told, notify, open_of_kind},
    people, routines,
    tables::{agreed_date, message, notice, person as records},
    writing::lock_name,
};

impl Store {
    /// The messages of a person with a team, or with all, whose agreed talks begin from `from` on and before `until`; the
    /// soonest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn talks_of(
        &self,
        person: PersonId,
        team: Option<TeamId>,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<Vec<StoredMessage>> {
        let dates = agreed_date::Entity::find()
            .filter(agreed_date::Column::Person.eq(person.to_string()))
            .filter(agreed_date::Column::StartsAt.gte(from.timestamp_millis()))
            .filter(agreed_date::Column::StartsAt.lt(until.timestamp_millis()))
            .order_by_asc(agreed_date::Column::StartsAt)
            .order_by_asc(agreed_date::Column::Message)
            .all(&self.db)
            .await?;
        let ids: Vec<String> = dates.iter().map(|date| date.message.clone()).collect();
        let mut rows = message::Entity::find()
            .filter(message::Column::Person.eq(person.to_string()))
            .filter(message::Column::Id.is_in(ids))
            .all(&self.db)
            .await?;
        let team = team.map(|team| team.to_string());
        rows.retain(|row| team.as_ref().is_none_or(|team| row.team == *team));
        let mut talks = Vec::with_capacity(rows.len());
        for date in &dates {
            if let Some(at) = rows.iter().position(|row| row.id == date.message) {
                talks.push(read(rows.swap_remove(at), Some(agreed(date)?))?);
            }
        }
        Ok(talks)
    }

    /// Looks at the meetings to which somebody goes, and tells them alone of what is to be told now. What was told and is
    /// off, begun or over is told no further. When to look again; nothing where their record is another by now.
    ///
    /// # Errors
    /// When the database fails; then nothing is told.
    pub async fn tell_of_meetings(
        &self,
        person: PersonId,
        ahead: &[Ahead],
        now: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        if !people::hold(txn, person).await? {
            return Ok(None);
        }
        lock_name(txn, &format!("meetings {person}")).await?;
        let account = account_of(txn, person).await?;
        let known = match account {
            Some(account) => known(txn, person, account, now).await?,
            None => Known::default(),
        };
        let seen = look(ahead, &known, now);
        // What is told now is of the same kinds as what is over: it comes last, so that it is not taken back at once.
        if let Some(account) = account {
            for kind in &seen.takes_back {
                open_of_kind(txn, account, person, *kind, now).await?;
            }
        }
        let alone = Told { person, helpers: None, except: None };
        for kind in &seen.tells {
            notify(txn, &alone, *kind, london::today(now), now).await?;
        }
        writing.commit().await?;
        Ok(Some(seen.next))
    }
}

/// What was told of before, and the talks that are told of in the same words.
async fn known(txn: &DatabaseTransaction, person: PersonId, account: AccountId, now: DateTime<Utc>) -> Result<Known> {
    let talks = agreed_date::Entity::find()
        .filter(agreed_date::Column::Person.eq(person.to_string()))
        .filter(agreed_date::Column::StartsAt.gt(now.timestamp_millis()))
        .all(txn)
        .await?;
    Ok(Known {
        told_tomorrow: last_told(txn, person, account, NoticeKind::MeetingTomorrow).await?,
        told_soon: last_told(txn, person, account, NoticeKind::MeetingSoon).await?,
        talks: talks.iter().map(|row| Ok(london::today(codes::instant(row.starts_at)?))).collect::<Result<_>>()?,
    })
}

async fn last_told(
    txn: &DatabaseTransaction,
    person: PersonId,
    account: AccountId,
    kind: NoticeKind,
) -> Result<Option<DateTime<Utc>>> {
    let last = notice::Entity::find()
        .filter(notice::Column::Person.eq(person.to_string()))
        .filter(notice::Column::Account.eq(account.to_string()))
        .filter(notice::Column::Kind.eq(codes::code(&kind)?))
        .order_by_desc(notice::Column::At)
        .one(txn)
        .await?;
    last.map(|row| codes::instant(row.at)).transpose()
}

/// The meetings to which somebody goes, or what they want to hear of them, may have changed: sees to it that they are looked
/// at.
pub(super) async fn follow_meetings(txn: &DatabaseTransaction, person: PersonId, now: DateTime<Utc>) -> Result<()> {
    enqueue_instead(txn, JobKind::Meetings, &person.to_string(), now).await
}

/// Tells the person's own screens, and nobody else's, that something beside their plan has changed.
pub(super) async fn tell_own(txn: &DatabaseTransaction, person: PersonId, now: DateTime<Utc>) -> Result<()> {
    match account_of(txn, person).await? {
        Some(account) => tell(txn, About::Plan, Whom::Account(account), now).await,
        None => Ok(()),
    }
}

async fn account_of(txn: &DatabaseTransaction, person: PersonId) -> Result<Option<AccountId>> {
    let row = records::Entity::find_by_id(person.to_string()).one(txn).await?;
    row.and_then(|row| row.account).as_deref().map(codes::id).transpose()
}

/// Two records become one, and so does what is theirs alone beside the plan. One look at the meetings is enough, and it
/// is a new one: they are others by now.
pub(super) async fn merge(txn: &DatabaseTransaction, from: PersonId, into: PersonId) -> Result<()> {
    meeting_words::merge(txn, from, into).await?;
    routines::merge(txn, from, into).await?;
    calendar_feeds::merge(txn, from, into).await?;
    forget(txn, from).await?;
    // At once: whenever that is, this instant is past.
    follow_meetings(txn, into, DateTime::<Utc>::UNIX_EPOCH).await
}

/// Nothing is to be told of the meetings of whoever is erased, or is another by now.
pub(super) async fn forget(txn: &DatabaseTransaction, person: PersonId) -> Result<()> {
    forget_jobs(txn, JobKind::Meetings, &person.to_string()).await
}
