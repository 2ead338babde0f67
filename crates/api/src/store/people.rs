//! People: who is supported, with or without a sign-in of their own. One record a person, made with their first
//! referral; records that turn out to be one person's become one.
//!
//! Nothing in here may reach a log: the types that hold answers print only their ids.

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, IntoActiveModel,
    QueryFilter, QuerySelect, Set,
    sea_query::{Expr, LockType},
};
use uuid::Uuid;
use wire::{Access, AccountId, ChangeDetails, Channel, PersonId, ReferralId, SafeContact, TeamId};

use super::{
    Result, Store,
    audit::{self, Deed},
    changes::{About, Whom, tell},
    check_ins, codes,
    entity::referral,
    merged_threads, plan_groups, safe_contacts,
    tables::{
        complaint, goal, helper_grant, helper_invitation, host_letter,
        person::{ActiveModel, Column, Entity, Model},
        plan_act, recovery,
    },
    visits, weeks,
};

/// A person's record as kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    pub id: PersonId,
    pub account: Option<AccountId>,
    pub name: String,
    pub call_name: String,
    pub birth: NaiveDate,
    pub language: String,
    pub access: Vec<Access>,
    pub access_note: String,
    pub about_me: String,
    /// Who wrote `about_me` last, when it was not they themselves.
    pub about_me_by: String,
    pub phone: String,
    pub email: String,
    pub postcode: String,
    pub surgery: String,
    pub created_at: DateTime<Utc>,
}

/// A person as their referral tells of them.
#[derive(Clone)]
pub struct NewPerson {
    /// The account of the sender, when they are signed in and it is their own referral.
    pub account: Option<AccountId>,
    pub name: String,
    /// The key of the same name and birth date; see `domain::referral::person_key`.
    pub likeness: String,
    pub birth: NaiveDate,
    pub language: String,
    pub access: Vec<Access>,
    pub access_note: String,
    pub phone: String,
    pub email: String,
    pub postcode: String,
    pub surgery: String,
    /// What they (or their helper) said of call, text and e-mail.
    pub safe: Vec<(Channel, Option<bool>)>,
}

/// The record that a new referral belongs to: the sender's own when it is about the same person, else a new one.
pub(super) async fn settle(txn: &DatabaseTransaction, new: &NewPerson, now: DateTime<Utc>) -> Result<PersonId> {
    let likeness = codes::sha256_hex(new.likeness.as_bytes());
    let own = match new.account {
        Some(account) => of_account(txn, account).await?,
        None => None,
    };
    if let Some(own) = &own
        && own.likeness == likeness
    {
        return codes::id(&own.id);
    }
    let id = PersonId(Uuid::now_v7());
    let row = Model {
        id: id.to_string(),
        // Somebody who is signed in and asks for another person under "for me" is not that person.
        account: new.account.filter(|_| own.is_none()).map(|account| account.to_string()),
        name: new.name.clone(),
        likeness,
        call_name: String::new(),
        birth: new.birth.to_string(),
        language: new.language.clone(),
        access: access_text(&new.access)?,
        access_note: new.access_note.clone(),
        about_me: String::new(),
        about_me_by: String::new(),
        phone: new.phone.clone(),
        email: new.email.clone(),
        postcode: new.postcode.clone(),
        surgery: new.surgery.clone(),
        merged_into: None,
        created_at: now.timestamp_millis(),
    };
    Entity::insert(row.into_active_model()).exec_without_returning(txn).await?;
    for (channel, is_safe) in &new.safe {
        let answer = SafeContact {
            channel: *channel,
            is_safe: *is_safe,
            from: String::new(),
            until: String::new(),
            asked_at: is_safe.map(|_| now),
            is_stale: false,
        };
        safe_contacts::put(txn, id, &answer).await?;
    }
    Ok(id)
}

pub(super) async fn of_account(txn: &DatabaseTransaction, account: AccountId) -> Result<Option<Model>> {
    Ok(Entity::find().filter(Column::Account.eq(account.to_string())).one(txn).await?)
}

pub(super) async fn of_referral(txn: &DatabaseTransaction, id: &str) -> Result<Option<Model>> {
    let Some(row) = referral::Entity::find_by_id(id).one(txn).await? else { return Ok(None) };
    match row.person {
        Some(person) => Ok(Entity::find_by_id(person).one(txn).await?),
        None => Ok(None),
    }
}

/// Makes two records one. Safe contact is never merged: of each channel the more careful answer holds.
pub(super) async fn merge(txn: &DatabaseTransaction, from: PersonId, into: PersonId) -> Result<()> {
    if from == into {
        return Ok(());
    }
    // In order, so that two who merge towards each other wait for each other and do not meet.
    take(txn, from.min(into)).await?;
    take(txn, from.max(into)).await?;
    let (gone, stays) = (from.to_string(), into.to_string());
    let (old, kept) = (Entity::find_by_id(&gone).one(txn).await?, Entity::find_by_id(&stays).one(txn).await?);
    let (Some(old), Some(kept)) = (old, kept) else { return Ok(()) };
    if old.account.is_some() && kept.account.is_some() {
        // Two people who sign in by themselves are two people.
        return Ok(());
    }
    macro_rules! hand_over {
        ($($table:ident),*) => {$(
            $table::Entity::update_many()
                .col_expr($table::Column::Person, Expr::value(stays.clone()))
                .filter($table::Column::Person.eq(&gone))
                .exec(txn)
                .await?;
        )*};
    }
    // What was approved for the one record was not approved for the other.
    recovery::Entity::delete_many()
        .filter(recovery::Column::Person.eq(&gone))
        .filter(recovery::Column::GivenAt.is_null())
        .exec(txn)
        .await?;
    hand_over!(referral, helper_grant, helper_invitation, recovery, complaint, goal, plan_act, host_letter);
    // Records that were merged before go along, so that every look at any of them is found again.
    Entity::update_many()
        .col_expr(Column::MergedInto, Expr::value(stays.clone()))
        .filter(Column::MergedInto.eq(&gone))
        .exec(txn)
        .await?;
    merged_threads::merge(txn, from, into).await?;
    check_ins::merge(txn, from, into).await?;
    plan_groups::merge(txn, from, into).await?;
    visits::merge(txn, from, into).await?;
    weeks::merge(txn, from, into).await?;
    safe_contacts::merge(txn, from, into).await?;
    // What is left of the old record is a number that points on.
    let emptied = ActiveModel {
        id: Set(gone),
        account: Set(None),
        name: Set(String::new()),
        likeness: Set(String::new()),
        call_name: Set(String::new()),
        access_note: Set(String::new()),
        about_me: Set(String::new()),
        about_me_by: Set(String::new()),
        phone: Set(String::new()),
        email: Set(String::new()),
        postcode: Set(String::new()),
        surgery: Set(String::new()),
        language: Set(String::new()),
        access: Set(access_text(&[])?),
        merged_into: Set(Some(stays)),
        ..<ActiveModel as Default>::default()
    };
    emptied.update(txn).await?;
    joined(&old, &kept).update(txn).await?;
    Ok(())
}

/// What two records tell together. What somebody who signs in told of themselves goes before what was asked in their
/// stead; what one of the two lacks comes from the other.
fn joined(old: &Model, kept: &Model) -> ActiveModel {
    let (first, second) = if old.account.is_some() { (old, kept) } else { (kept, old) };
    let either = |a: &String, b: &String| Set(if a.is_empty() { b.clone() } else { a.clone() });
    let about = if first.about_me.is_empty() { second } else { first };
    let has_access =
        |row: &Model| serde_json::from_str::<Vec<Access>>(&row.access).is_ok_and(|access| !access.is_empty());
    ActiveModel {
        id: Set(kept.id.clone()),
        account: Set(kept.account.clone().or_else(|| old.account.clone())),
        call_name: either(&first.call_name, &second.call_name),
        language: either(&first.language, &second.language),
        access: Set(if has_access(first) { first.access.clone() } else { second.access.clone() }),
        access_note: either(&first.access_note, &second.access_note),
        about_me: Set(about.about_me.clone()),
        about_me_by: Set(about.about_me_by.clone()),
        phone: either(&kept.phone, &old.phone),
        email: either(&kept.email, &old.email),
        postcode: either(&kept.postcode, &old.postcode),
        surgery: either(&kept.surgery, &old.surgery),
        ..<ActiveModel as Default>::default()
    }
}

/// Keeps a record from being merged or erased until this transaction ends. False when it is another by now.
pub(super) async fn hold(txn: &DatabaseTransaction, id: PersonId) -> Result<bool> {
    let mut row = Entity::find_by_id(id.to_string());
    if txn.get_database_backend() == DbBackend::Postgres {
        row = row.lock(LockType::Share);
    }
    Ok(row.one(txn).await?.is_some_and(|row| row.merged_into.is_none()))
}

/// Keeps everybody else from a record until this transaction ends: what others have begun is waited for.
pub(super) async fn take(txn: &DatabaseTransaction, id: PersonId) -> Result<()> {
    if txn.get_database_backend() == DbBackend::Postgres {
        Entity::find_by_id(id.to_string()).lock(LockType::Update).one(txn).await?;
    }
    Ok(())
}

impl Store {
    /// A person's record.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_person(&self, id: PersonId) -> Result<Option<Person>> {
        let found = Entity::find_by_id(id.to_string()).filter(Column::MergedInto.is_null()).one(&self.db).await?;
        found.map(read).transpose()
    }

    /// The record that is an account's own.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn person_of_account(&self, account: AccountId) -> Result<Option<Person>> {
        let found = Entity::find().filter(Column::Account.eq(account.to_string())).one(&self.db).await?;
        found.map(read).transpose()
    }

    /// Whether a team has (or had) a referral of this person.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_of_team(&self, person: PersonId, team: TeamId) -> Result<bool> {
        let found = referral::Entity::find()
            .filter(referral::Column::Person.eq(person.to_string()))
            .filter(referral::Column::Team.eq(team.to_string()))
            .one(&self.db)
            .await?;
        Ok(found.is_some())
    }

    /// Changes what a person tells about themselves. `by` is empty when they do it themselves, else the name that
    /// stands beside it, with what the audit is to remember.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn change_details(
        &self,
        person: PersonId,
        change: &ChangeDetails,
        by: Option<(&str, Deed)>,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        let mut row = ActiveModel { id: Set(person.to_string()), ..<ActiveModel as Default>::default() };
        if let Some(text) = &change.call_name {
            row.call_name = Set(text.clone());
        }
        if let Some(text) = &change.language {
            row.language = Set(text.clone());
        }
        if let Some(access) = &change.access {
            row.access = Set(access_text(access)?);
        }
        if let Some(text) = &change.access_note {
            row.access_note = Set(text.clone());
        }
        if let Some(text) = &change.about_me {
            row.about_me = Set(text.clone());
            row.about_me_by = Set(by.map(|(name, _)| name.to_owned()).unwrap_or_default());
        }
        let before = Entity::find_by_id(person.to_string()).one(txn).await?;
        let after = row.update(txn).await?;
        if before.as_ref() == Some(&after) {
            // Said again, nothing is changed; a list full of that would hide what was.
            return Ok(false);
        }
        if let Some((_, deed)) = &by {
            audit::remember(txn, deed, now).await?;
        }
        tell(txn, About::Details, Whom::Person(person), now).await?;
        writing.commit().await?;
        Ok(true)
    }

    /// Gives every referral of a version before there were people the record of its person. `read_new` reads the
    /// answers.
    ///
    /// # Errors
    /// When the database fails, or answers cannot be read.
    pub async fn adopt_referrals(
        &self,
        read_new: impl Fn(&super::StoredReferral) -> Option<(NewPerson, Vec<(String, bool)>)>,
    ) -> Result<u64> {
        let orphans = referral::Entity::find().filter(referral::Column::Person.is_null()).all(&self.db).await?;
        let mut adopted = 0;
        for row in orphans {
            let stored = super::referrals::read(row)?;
            let Some((new, contacts)) = read_new(&stored) else { continue };
            let writing = self.begin_write().await?;
            let person = settle(&writing.txn, &new, stored.sent_at).await?;
            super::referrals::belong(&writing.txn, stored.id, person, &contacts).await?;
            writing.commit().await?;
            adopted += 1;
        }
        Ok(adopted)
    }

    /// Whose a referral is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn person_of_referral(&self, id: ReferralId) -> Result<Option<PersonId>> {
        let row = referral::Entity::find_by_id(id.to_string()).one(&self.db).await?;
        row.and_then(|row| row.person).map(|id| codes::id(&id)).transpose()
    }
}

impl Person {
    /// What to call them: the name they chose, else the first of their full name.
    pub fn called(&self) -> &str {
        if self.call_name.is_empty() {
            self.name.split_whitespace().next().unwrap_or_default()
        } else {
            &self.call_name
        }
    }
}

fn access_text(access: &[Access]) -> Result<String> {
    serde_json::to_string(access).map_err(|error| super::Error::Other(error.into()))
}

pub(super) fn read(row: Model) -> Result<Person> {
    Ok(Person {
        id: codes::id(&row.id)?,
        account: row.account.as_deref().map(codes::id).transpose()?,
        birth: codes::date(&row.birth)?,
        access: serde_json::from_str(&row.access)
            .map_err(|_| super::Error::Other(anyhow::anyhow!("the record of person {} cannot be read", row.id)))?,
        created_at: codes::instant(row.created_at)?,
        name: row.name,
        call_name: row.call_name,
        language: row.language,
        access_note: row.access_note,
        about_me: row.about_me,
        about_me_by: row.about_me_by,
        phone: row.phone,
        email: row.email,
        postcode: row.postcode,
        surgery: row.surgery,
    })
}

impl fmt::Debug for Person {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Person").field("id", &self.id).finish_non_exhaustive()
    }
}

impl fmt::Debug for NewPerson {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("NewPerson").finish_non_exhaustive()
    }
}
