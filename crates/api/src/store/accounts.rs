//! Accounts: who can sign in, by which proved addresses, and which record is theirs.
//!
//! An account comes to be when somebody proves an address. Whatever was asked for under that address before then joins it.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, ModelTrait, PaginatorTrait,
    QueryFilter, QueryOrder, Set, sea_query::Expr,
};
use uuid::Uuid;
use wire::{AccountId, Channel, ContactId, ContactKind, PersonId, SignInId};

use super::{
    Error, Result, Store,
    changes::{About, Whom, tell},
    codes,
    one_time_codes::address_key,
    people,
    sign_ins::{self, Holder, SignIn},
    tables::{account, code, contact, helper_grant, passkey, person, recovery_words, referral_contact, safe_contact},
    writing::lock_name,
};

/// A proved address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    pub id: ContactId,
    pub account: AccountId,
    pub kind: ContactKind,
    pub value: String,
}

/// What became of taking out a way to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removed {
    Yes,
    /// It is not there, or not theirs.
    NotThere,
    /// It is the last way in.
    IsLast,
}

/// A sign-in that is to begin, without its holder.
#[derive(Debug, Clone)]
pub struct NewSignIn {
    pub id: SignInId,
    pub device: String,
    pub token: [u8; 32],
    /// The token's digest of the sign-in that this browser had before.
    pub before: Option<[u8; 32]>,
}

impl Store {
    /// Signs in whoever has proved this address: the account is made when it is their first time, and what was asked
    /// for under the address joins it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sign_in_by_contact(
        &self,
        kind: ContactKind,
        value: &str,
        new: &NewSignIn,
        now: DateTime<Utc>,
    ) -> Result<SignIn> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        super::writing::lock_name(txn, &address_key(value)).await?;
        let found = contact::Entity::find().filter(contact::Column::Value.eq(value)).one(txn).await?;
        let account = match found {
            Some(row) => codes::id(&row.account)?,
            None => {
                let account = AccountId(Uuid::now_v7());
                let row = account::Model { id: account.to_string(), created_at: now.timestamp_millis() };
                account::Entity::insert(row.into_active_model()).exec_without_returning(txn).await?;
                add_contact(txn, account, kind, value, now).await?;
                account
            }
        };
        join(txn, account, kind, value, now).await?;
        let sign_in = begin(txn, Holder::Account(account), new, now).await?;
        writing.commit().await?;
        Ok(sign_in)
    }

    /// Signs in by recovery words, which are spent by it. Nothing when there are no such words.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sign_in_by_recovery(
        &self,
        digest: &[u8; 32],
        new: &NewSignIn,
        now: DateTime<Utc>,
    ) -> Result<Option<SignIn>> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        let found = recovery_words::Entity::find_by_id(codes::hex(digest)).one(txn).await?;
        let Some(row) = found else { return Ok(None) };
        let account: AccountId = codes::id(&row.account)?;
        // On PostgreSQL two browsers may have found the row at once; only one of them takes it out.
        if row.delete(txn).await?.rows_affected == 0 {
            return Ok(None);
        }
        let sign_in = begin(txn, Holder::Account(account), new, now).await?;
        writing.commit().await?;
        Ok(Some(sign_in))
    }

    /// Keeps the digest of somebody's recovery words in place of earlier ones.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keep_recovery_words(&self, account: AccountId, digest: &[u8; 32], now: DateTime<Utc>) -> Result<()> {
        let writing = self.begin_write().await?;
        put_recovery_words(&writing.txn, account, digest, now).await?;
        writing.commit().await
    }

    /// Whether somebody has recovery words that work.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn has_recovery_words(&self, account: AccountId) -> Result<bool> {
        let is_theirs = recovery_words::Column::Account.eq(account.to_string());
        Ok(recovery_words::Entity::find().filter(is_theirs).count(&self.db).await? > 0)
    }

    /// Somebody's proved addresses, in the order of proving.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn contacts_of(&self, account: AccountId) -> Result<Vec<Contact>> {
        let rows = contact::Entity::find()
            .filter(contact::Column::Account.eq(account.to_string()))
            .order_by_asc(contact::Column::ProvedAt)
            .order_by_asc(contact::Column::Id)
            .all(&self.db)
            .await?;
        rows.into_iter().map(read_contact).collect()
    }

    /// Whether an account has proved an address that was given as this person's own.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn has_proved_address_in(&self, account: AccountId, person: PersonId) -> Result<bool> {
        let proved: Vec<String> =
            self.contacts_of(account).await?.iter().map(|contact| address_key(&contact.value)).collect();
        let referrals: Vec<String> =
            self.referrals_of_person(person).await?.iter().map(|referral| referral.id.to_string()).collect();
        let found = referral_contact::Entity::find()
            .filter(referral_contact::Column::Referral.is_in(referrals))
            .filter(referral_contact::Column::AddressKey.is_in(proved))
            .filter(referral_contact::Column::IsHelper.eq(false))
            .one(&self.db)
            .await?;
        Ok(found.is_some())
    }

    /// Whose an address is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn holder_of_contact(&self, value: &str) -> Result<Option<AccountId>> {
        let row = contact::Entity::find().filter(contact::Column::Value.eq(value)).one(&self.db).await?;
        row.map(|row| codes::id(&row.account)).transpose()
    }

    /// Whether somebody without a sign-in gave this address as their own and said that it is not safe.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_called_unsafe(&self, kind: ContactKind, value: &str) -> Result<bool> {
        let txn = &self.begin_read().await?;
        let rows = given_as(txn, value).await?;
        for row in rows.iter().filter(|row| is_of_person(row, &rows)) {
            let Some(person) = people::of_referral(txn, &row.referral).await? else { continue };
            if is_unsafe(txn, &person.id, kind).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Adds an address that somebody has proved. One that they have already lets what was asked for under it since join
    /// them.
    ///
    /// # Errors
    /// [`Error::Conflict`] when it is another account's; otherwise when the database fails.
    pub async fn add_contact(
        &self,
        account: AccountId,
        kind: ContactKind,
        value: &str,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        let found = contact::Entity::find().filter(contact::Column::Value.eq(value)).one(txn).await?;
        match found {
            Some(row) if row.account == account.to_string() => {}
            Some(_) => return Err(Error::Conflict),
            None => add_contact(txn, account, kind, value, now).await?,
        }
        join(txn, account, kind, value, now).await?;
        be_reached_there(txn, account, kind, value).await?;
        writing.commit().await
    }

    /// Lets what was asked for since under an address of an account join it. An address that was taken out meanwhile is not
    /// put back by it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn join_since(
        &self,
        account: AccountId,
        kind: ContactKind,
        value: &str,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        let is_theirs = contact::Column::Account.eq(account.to_string());
        let held = contact::Entity::find().filter(contact::Column::Value.eq(value)).filter(is_theirs).one(txn).await?;
        if held.is_none() {
            return Ok(());
        }
        join(txn, account, kind, value, now).await?;
        writing.commit().await
    }

    /// Takes one of somebody's addresses away, unless nothing would be left to sign in by.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove_contact(&self, account: AccountId, id: ContactId) -> Result<Removed> {
        let writing = self.begin_write().await?;
        let txn = &writing.txn;
        let (contacts, passkeys) = ways_in(txn, account).await?;
        let found = contact::Entity::find_by_id(id.to_string())
            .filter(contact::Column::Account.eq(account.to_string()))
            .one(txn)
            .await?;
        let Some(row) = found else { return Ok(Removed::NotThere) };
        if contacts == 1 && passkeys == 0 {
            return Ok(Removed::IsLast);
        }
        forget_codes(txn, std::slice::from_ref(&row.value)).await?;
        row.delete(txn).await?;
        writing.commit().await?;
        Ok(Removed::Yes)
    }
}

/// Takes addresses out of the codes that were asked for: nothing names them once they are nobody's. The codes go on as if
/// nothing had happened, so that nobody who asked for one can tell.
pub(super) async fn forget_codes(txn: &DatabaseTransaction, addresses: &[String]) -> Result<()> {
    code::Entity::update_many()
        .col_expr(code::Column::Value, Expr::value(""))
        .filter(code::Column::Value.is_in(addresses.iter().cloned()))
        .exec(txn)
        .await?;
    Ok(())
}

/// Where a person has given no number, or no e-mail address, what they prove is it from now on. Whether it is safe they have
/// not said yet.
async fn be_reached_there(txn: &DatabaseTransaction, account: AccountId, kind: ContactKind, value: &str) -> Result<()> {
    let column = match kind {
        ContactKind::Email => person::Column::Email,
        ContactKind::Mobile => person::Column::Phone,
    };
    person::Entity::update_many()
        .col_expr(column, value.into())
        .filter(person::Column::Account.eq(account.to_string()))
        .filter(column.eq(""))
        .exec(txn)
        .await?;
    Ok(())
}

/// How many addresses and passkeys an account has. Whoever takes one out meanwhile waits: two that are taken out at once
/// must not be the last two.
pub(super) async fn ways_in(txn: &DatabaseTransaction, account: AccountId) -> Result<(u64, u64)> {
    lock_name(txn, &format!("ways in of {account}")).await?;
    let contacts = contact::Entity::find().filter(contact::Column::Account.eq(account.to_string()));
    let passkeys = passkey::Entity::find().filter(passkey::Column::Account.eq(account.to_string()));
    Ok((contacts.count(txn).await?, passkeys.count(txn).await?))
}

async fn begin(txn: &DatabaseTransaction, holder: Holder, new: &NewSignIn, now: DateTime<Utc>) -> Result<SignIn> {
    if let Some(before) = &new.before {
        sign_ins::end_token(txn, before).await?;
    }
    let sign_in = SignIn {
        id: new.id,
        holder,
        life: wire::Life::Shared,
        has_chosen_life: false,
        device: new.device.clone(),
        created_at: now,
        seen_at: now,
        strong_at: now,
    };
    sign_ins::begin(txn, &sign_in, &new.token).await?;
    Ok(sign_in)
}

pub(super) async fn put_recovery_words(
    txn: &DatabaseTransaction,
    account: AccountId,
    digest: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<()> {
    let is_theirs = recovery_words::Column::Account.eq(account.to_string());
    recovery_words::Entity::delete_many().filter(is_theirs).exec(txn).await?;
    let row = recovery_words::Model {
        digest: codes::hex(digest),
        account: account.to_string(),
        created_at: now.timestamp_millis(),
    };
    recovery_words::Entity::insert(row.into_active_model()).exec_without_returning(txn).await?;
    Ok(())
}

async fn add_contact(
    txn: &DatabaseTransaction,
    account: AccountId,
    kind: ContactKind,
    value: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let row = contact::Model {
        id: Uuid::now_v7().to_string(),
        account: account.to_string(),
        kind: codes::code(&kind)?,
        value: value.to_owned(),
        proved_at: now.timestamp_millis(),
    };
    contact::Entity::insert(row.into_active_model()).exec_without_returning(txn).await?;
    Ok(())
}

/// Lets an account have what was asked for under an address that it has proved.
///
/// A record becomes the account's own when nobody's yet; another record of the same name and birth date becomes one with
/// it. An address that a helper gave for both is the helper's alone: it proves nothing about the person. Nor does one
/// that the person called unsafe: whoever else reads there must not come in by it.
async fn join(
    txn: &DatabaseTransaction,
    account: AccountId,
    kind: ContactKind,
    value: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let rows = given_as(txn, value).await?;
    for row in rows.iter().filter(|row| row.is_helper) {
        bind_helper(txn, account, &row.referral, now).await?;
    }
    let mut own = people::of_account(txn, account).await?;
    for row in rows.iter().filter(|row| is_of_person(row, &rows)) {
        let Some(theirs) = people::of_referral(txn, &row.referral).await? else { continue };
        if theirs.account.is_some() || is_unsafe(txn, &theirs.id, kind).await? {
            continue;
        }
        match &own {
            None => {
                // Somebody else may prove another address of the record at the same moment: one of both has it.
                person::Entity::update_many()
                    .col_expr(person::Column::Account, Expr::value(account.to_string()))
                    .filter(person::Column::Id.eq(&theirs.id))
                    .filter(person::Column::Account.is_null())
                    .exec(txn)
                    .await?;
                own = people::of_account(txn, account).await?;
            }
            Some(person) if person.likeness == theirs.likeness => {
                let (from, into): (PersonId, PersonId) = (codes::id(&theirs.id)?, codes::id(&person.id)?);
                people::merge(txn, from, into).await?;
            }
            // Somebody else who can be reached there, a husband or a mother: the team sorts that out with them.
            Some(_) => {}
        }
    }
    Ok(())
}

/// The referrals in which an address was given, in the order of their ids.
async fn given_as(txn: &DatabaseTransaction, value: &str) -> Result<Vec<referral_contact::Model>> {
    let rows = referral_contact::Entity::find()
        .filter(referral_contact::Column::AddressKey.eq(address_key(value)))
        .order_by_asc(referral_contact::Column::Referral)
        .all(txn)
        .await?;
    Ok(rows)
}

/// Whether an address was given as the person's, and not as their helper's too.
fn is_of_person(row: &referral_contact::Model, rows: &[referral_contact::Model]) -> bool {
    !row.is_helper && !rows.iter().any(|other| other.is_helper && other.referral == row.referral)
}

/// Whether a person said that codes to this sort of address are not safe.
async fn is_unsafe(txn: &DatabaseTransaction, person: &str, kind: ContactKind) -> Result<bool> {
    let channel = match kind {
        ContactKind::Email => Channel::Email,
        ContactKind::Mobile => Channel::Text,
    };
    let said = safe_contact::Entity::find()
        .filter(safe_contact::Column::Person.eq(person))
        .filter(safe_contact::Column::Channel.eq(codes::code(&channel)?))
        .one(txn)
        .await?;
    Ok(said.is_some_and(|said| said.is_safe == Some(false)))
}

/// What a person allowed the helper who asked holds from when that helper proves the address they gave.
async fn bind_helper(txn: &DatabaseTransaction, account: AccountId, referral: &str, now: DateTime<Utc>) -> Result<()> {
    let waiting = helper_grant::Entity::find()
        .filter(helper_grant::Column::Referral.eq(referral))
        .filter(helper_grant::Column::Account.is_null())
        .filter(helper_grant::Column::RevokedAt.is_null())
        .all(txn)
        .await?;
    for row in waiting {
        let person: PersonId = codes::id(&row.person)?;
        let bound = helper_grant::ActiveModel {
            id: Set(row.id),
            account: Set(Some(account.to_string())),
            ..<helper_grant::ActiveModel as Default>::default()
        };
        bound.update(txn).await?;
        tell(txn, About::Helpers, Whom::Person(person), now).await?;
    }
    Ok(())
}

fn read_contact(row: contact::Model) -> Result<Contact> {
    Ok(Contact {
        id: codes::id(&row.id)?,
        account: codes::id(&row.account)?,
        kind: codes::from_code(&row.kind)?,
        value: row.value,
    })
}
